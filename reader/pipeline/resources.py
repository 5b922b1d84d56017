"""What the use cases work with: the MT engine, the memory, the lexicon, the glossary. Each is opened when first asked for."""

from __future__ import annotations

import contextlib
import hashlib
import threading
from collections.abc import Callable
from functools import cached_property
from pathlib import Path
from types import TracebackType
from typing import TYPE_CHECKING, Self

from reader import alignment, paths, translation
from reader.config import Config
from reader.errors import AlignmentError, MemoryFileError, ReaderError, TranslationError
from reader.memory import Memory

if TYPE_CHECKING:
    from reader.alignment import Lexicon
    from reader.translation import Engine, Glossary, Package

__all__ = ["Resources"]


class Resources:
    """Opens each resource once and closes what it opened. Use as a context manager.

    Args:
        config: the configuration.
        warn: told, in one line, of what does not work but can be done without.
    """

    def __init__(self, config: Config | None = None, *, warn: Callable[[str], None] | None = None) -> None:
        self.config = config or Config()
        self.warn = warn or (lambda _line: None)
        self._opening, self._loading, self._reading = threading.RLock(), threading.RLock(), threading.Lock()
        self._memory: Memory | None = None
        self._engine: Engine | None = None
        self._closed = False

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def close(self) -> None:
        """Close the memory, and the engine as soon as it has decoded what it has begun. No engine is loaded any more.

        A thread that still translates finds that out by an error: it must not keep CTranslate2 at work while the program ends.
        """
        with self._loading:
            self._closed = True
            if self._engine is not None:
                self._engine.close()
        self.close_memory()

    def close_memory(self) -> None:
        """Close the memory alone; it opens again when it is asked for."""
        if self._memory is not None:
            self._memory.close()
            self._memory = None

    @property
    def package(self) -> Package:
        """The MT package; of a chain the first, which reads the French."""
        return self.packages[0]

    @cached_property
    def packages(self) -> tuple[Package, ...]:
        """What is asked for, else what the user has installed, else the embedded one; two where a third language lies between."""
        return translation.choose_chain(
            self.config.translation.package or None,
            folders=(paths.argos_packages(),),
            shipped=paths.shipped_models(),
            cache=paths.cache_folder(),
        )

    @cached_property
    def weights(self) -> str:
        """The SHA-256 of the packages' weights: packages of one name and version may still differ."""
        digests = []
        for package in self.packages:
            with (package.model_folder / "model.bin").open("rb") as file:
                digests.append(hashlib.file_digest(file, "sha256").hexdigest())
        return "+".join(digests)

    @property
    def engine(self) -> Engine:
        """The engine with the packages loaded.

        Raises:
            PackageError: there is no sound package.
            TranslationError: the resources are closed, or the device cannot be used.
        """
        with self._loading:
            if self._closed:
                raise TranslationError("the engine is closed")
            if self._engine is None:
                wanted = self.config.translation
                self._engine = translation.Engine(
                    self.packages,
                    beam_size=wanted.beam_size,
                    threads=wanted.threads,
                    device=wanted.device,
                    lexicon=lambda: self.lexicon,
                )
            return self._engine

    def decoding_id(self, glossary: Glossary | None) -> str:
        """What the engine's translations with a glossary are called; no engine is loaded for it.

        Raises:
            PackageError: there is no sound package.
        """
        return translation.decoding_of(self.packages, self.config.translation.beam_size, glossary)

    def warm(self) -> None:
        """Load the engine before it is asked for, and while it decodes its first sentences, what they are then judged with.

        What fails now fails again when it is asked for, and is told then.
        """
        with contextlib.suppress(ReaderError):
            _ = self.engine, self.lexicon, translation.english_words()

    @property
    def memory(self) -> Memory:
        """The memory; one in RAM where the file cannot be used, or is not wanted."""
        with self._opening:
            if self._memory is None:
                self._memory = self._open_memory()
            return self._memory

    @property
    def memory_file(self) -> Path | None:
        """Where the memory is kept; None where nothing is to be."""
        kept = self.config.memory
        return (Path(kept.path) if kept.path else paths.memory_file()) if kept.enabled else None

    def _open_memory(self) -> Memory:
        try:
            return Memory(self.memory_file)
        except MemoryFileError as error:
            self.warn(f"{error}; going on without: nothing will be kept{f' ({error.hint})' if error.hint else ''}")
            return Memory(None)

    @property
    def lexicon(self) -> Lexicon | None:
        """The bilingual lexicon that ships; None where it is missing."""
        with self._reading:  # two threads that ask at once read it once
            return self._lexicon

    @cached_property
    def _lexicon(self) -> Lexicon | None:
        try:
            return alignment.shared_lexicon()
        except AlignmentError as error:
            self.warn(f"{error}; going on without")
            return None
