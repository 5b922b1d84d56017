"""The engine: texts in, checked translations out, batch after batch."""

from __future__ import annotations

import copy
import os
import re
import subprocess
import sys
from dataclasses import replace
from functools import lru_cache, partial
from typing import TYPE_CHECKING, Any, Self

from reader.bitext import Hypothesis
from reader.errors import TranslationError
from reader.translation.attempts import Decoded, Decoding, Job, LazyJobs, bare
from reader.translation.batches import Plan
from reader.translation.glossary import Glossary
from reader.translation.package_folder import Package
from reader.translation.passes import run
from reader.translation.reranking import LENGTH_PENALTY, WordLexicon, reranked
from reader.translation.tokenizer import open_tokenizer

if TYPE_CHECKING:
    from collections.abc import Callable, Generator, Sequence

__all__ = ["Engine", "cores", "decoding_of", "instruction_set"]

_PROCESSING = "13"  # goes up whenever our own work before or after the decoder changes what comes out
_BATCH_TOKENS = 1024
_LONGEST = 256
_REMEMBERED = 4096
_PATIENCE = 60  # seconds
_LONGEST_INPUT = 250  # many models know 256 places; what is longer, clauses and all, is no sentence
_CHARACTERS = 3  # of a piece, about: sorting by them is as good, and the first page need not wait for all to be cut


def _nothing_urgent() -> tuple[int, ...]:
    return ()


def decoding_of(packages: Sequence[Package], beam_size: int, glossary: Glossary | None = None) -> str:
    """What names everything that decides how a text is translated: same name, same translation. No engine need be loaded for it."""
    terms = f";glossary={glossary.id}" if glossary else ""
    return f"{'+'.join(p.id for p in packages)};beam={beam_size};processing={_PROCESSING}{terms}"


class Engine:
    """Translates with one package. Loading it takes a quarter of a second for the shipped one.

    One engine may be used from several threads; the decoder has its own queue.

    Args:
        package: the unpacked MT package, or several, one after the other, where a third language lies between.
        beam_size: how many hypotheses the search keeps; 1 is fast and a little worse.
        threads: how many cores to use; 0 for all that this process may use.
        device: ``cpu`` or ``cuda``.
        glossary: terms to keep to.
        lexicon: opens the word lexicon, which helps to choose among hypotheses and to put invented and copied words right; None, or one
            that opens to None: neither is done.

    Raises:
        PackageError: the package is damaged.
        TranslationError: the device cannot be used.
    """

    def __init__(  # noqa: PLR0913 - options, each by its name
        self,
        package: Package | Sequence[Package],
        *,
        beam_size: int = 4,
        threads: int = 0,
        device: str = "cpu",
        glossary: Glossary | None = None,
        lexicon: Callable[[], WordLexicon | None] | None = None,
    ) -> None:
        self._lexicon = lexicon
        self._renderings = lru_cache(_REMEMBERED)(self._translations) if lexicon else None
        self.packages = (package,) if isinstance(package, Package) else tuple(package)
        self.beam_size = beam_size
        self.glossary = glossary or Glossary()
        self.lanes = max(1, threads or cores()) if device == "cpu" else 1
        self._decoders = tuple(_Decoder(p, lanes=self.lanes, device=device) for p in self.packages)

    @property
    def package(self) -> Package:
        """The package; of several the first, which reads the source."""
        return self.packages[0]

    @property
    def decoding_id(self) -> str:
        """The name of how it translates: see `decoding_of`."""
        return decoding_of(self.packages, self.beam_size, self.glossary)

    def close(self) -> None:
        """Let what is being decoded end, and unload the packages; engines with other terms made of this one are closed too.

        A program that ends while CTranslate2's threads are at work crashes in them.
        """
        for decoder in self._decoders:
            decoder.close()

    def with_glossary(self, glossary: Glossary | None) -> Self:
        """The same engine, loaded once, keeping to other terms."""
        other = copy.copy(self)
        other.glossary = glossary or Glossary()
        return other

    def translate(
        self,
        texts: Sequence[str],
        *,
        first: Sequence[int] = (),
        urgent: Callable[[], Sequence[int]] = _nothing_urgent,
    ) -> Generator[tuple[int, Hypothesis], None, None]:
        """Translate texts, each once however often it stands there. Close the generator to stop.

        Args:
            texts: sentences or headings; an empty one yields an empty hypothesis.
            first: indices of the texts that somebody waits for; they are served before all others.
            urgent: asked before each batch for the indices that are waited for now.

        Yields:
            the index of a text and its hypothesis, as batches are done; each index once.
        """
        for batch in self.translate_batches(texts, first=first, urgent=urgent):
            yield from batch

    def translate_batches(
        self,
        texts: Sequence[str],
        *,
        first: Sequence[int] = (),
        urgent: Callable[[], Sequence[int]] = _nothing_urgent,
    ) -> Generator[list[tuple[int, Hypothesis]], None, None]:
        """As ``translate``, with all that a batch brings at once."""
        places: dict[str, list[int]] = {}
        for index, text in enumerate(texts):
            places.setdefault(" ".join(text.split()), []).append(index)
        if blank := places.pop("", []):
            yield [(index, Hypothesis("")) for index in blank]
        unique = list(places)
        jobs = LazyJobs(unique, self.job)
        settled = {item: done for item, text in enumerate(unique) if bare(text) and (done := jobs[item].settled)}
        if settled:
            yield [
                (i, Hypothesis(done.text, done.score)) for item, done in settled.items() for i in places[unique[item]]
            ]
        item_of = {index: item for item, text in enumerate(unique) for index in places[text]}
        waited_for = list(first)

        def wanted() -> list[int]:
            asked = [*waited_for, *urgent()]
            waited_for.clear()
            return [item_of[i] for i in asked if i in item_of]

        lengths = [1 + len(text) // _CHARACTERS for text in unique]
        plan = Plan(lengths, tokens=_BATCH_TOKENS, lanes=self.lanes, urgent=wanted, skip=frozenset(settled))
        for done_items in run(jobs, plan, self._submit, in_flight=self.lanes + 1):
            yield [
                (index, Hypothesis(best.text, best.score, flags=best.flags))
                for item, best in ((item, jobs[item].best) for item in done_items)
                for index in places[unique[item]]
            ]

    def job(self, text: str) -> Job:
        """The way of a text through the decoder, not yet begun."""
        return Job(
            text,
            self._measure,
            self.glossary,
            self.beam_size,
            self._renderings,
            self._plainly if self._lexicon else None,
        )

    def _translations(self, word: str) -> Sequence[tuple[str, float]]:
        lexicon = self._lexicon() if self._lexicon else None
        return () if lexicon is None else lexicon.translations(word)

    def _plainly(self, word: str) -> str:
        lexicon = self._lexicon() if self._lexicon else None
        return "" if lexicon is None else lexicon.plain_translation(word)

    def _measure(self, text: str) -> int:
        return self._decoders[0].measure(text)

    def _submit(self, texts: Sequence[str], decoding: Decoding) -> Callable[[], list[Decoded]]:
        first, *rest = self._decoders
        waiting = first.submit(texts, decoding)

        def results() -> list[Decoded]:
            found = waiting()
            for decoder in rest:
                found = decoder.submit([one.text for one in found], decoding)()
            return self._reranked(texts, found)

        return results

    def _reranked(self, texts: Sequence[str], found: list[Decoded]) -> list[Decoded]:
        weight = self.packages[-1].lexicon_weight
        lexicon = self._lexicon() if self._lexicon and weight else None
        if lexicon is None:
            return found
        return [reranked(text, one, lexicon, weight) for text, one in zip(texts, found, strict=True)]


class _Decoder:
    """The tokenizer and the CTranslate2 translator of one package."""

    def __init__(self, package: Package, *, lanes: int, device: str) -> None:
        self._prefix = package.target_prefix
        self._tokenizer = open_tokenizer(package)
        # A text is measured before it is decoded, and again when its translation is judged.
        self._encode = lru_cache(_REMEMBERED)(lambda text: self._tokenizer.encode([text])[0])
        self._translator: Any = _open_translator(package, lanes=lanes, device=device)

    def close(self) -> None:
        """Give the translator up; its threads end with what they have begun."""
        self._translator = None

    def measure(self, text: str) -> int:
        """How many pieces a text has."""
        return len(self._encode(text))

    def submit(self, texts: Sequence[str], decoding: Decoding) -> Callable[[], list[Decoded]]:
        """Start to decode texts; what comes back waits for the end."""
        pieces = [self._encode(text) for text in texts]
        translator = self._translator
        if translator is None:
            raise TranslationError("the engine is closed")
        waiting: list[Any] = translator.translate_batch(
            pieces,
            target_prefix=[[self._prefix]] * len(texts) if self._prefix else None,
            max_batch_size=_BATCH_TOKENS,
            batch_type="tokens",
            beam_size=decoding.beam_size,
            num_hypotheses=decoding.beam_size,  # costs nothing: the search has them anyway
            no_repeat_ngram_size=decoding.no_repeat,
            length_penalty=LENGTH_PENALTY,
            replace_unknowns=True,
            max_input_length=_LONGEST_INPUT,
            max_decoding_length=_LONGEST,
            return_scores=True,
            asynchronous=True,
        )
        return lambda: self._results(waiting, [len(p) > _LONGEST_INPUT for p in pieces])

    def _results(self, waiting: list[Any], too_long: list[bool]) -> list[Decoded]:
        try:
            found = [one.result() for one in waiting]
        except RuntimeError as error:
            raise TranslationError(f"the engine failed: {error}") from error
        return [
            replace(self._read(one, 0, cut=cut), others=partial(self._others, one, cut=cut))
            for one, cut in zip(found, too_long, strict=True)
        ]

    def _others(self, one: Any, *, cut: bool) -> list[Decoded]:  # noqa: ANN401 - ctranslate2 has no types
        return [self._read(one, rank, cut=cut) for rank in range(1, len(one.hypotheses))]

    def _read(self, one: Any, rank: int, *, cut: bool) -> Decoded:  # noqa: ANN401
        pieces = self._without_prefix(one.hypotheses[rank])
        count = len(pieces)
        # CTranslate2 counts the end of the sentence as a piece.
        log_probability = one.scores[rank] * (len(one.hypotheses[rank]) + 1) ** LENGTH_PENALTY
        return Decoded(self._tokenizer.decode([pieces])[0], log_probability, count, cut=cut or count >= _LONGEST)

    def _without_prefix(self, pieces: list[str]) -> list[str]:
        return pieces[1:] if self._prefix and pieces[:1] == [self._prefix] else pieces


def _open_translator(package: Package, *, lanes: int, device: str) -> Any:  # noqa: ANN401 - ctranslate2 has no types
    import ctranslate2  # noqa: PLC0415 - heavy: loaded when an engine is

    try:
        return ctranslate2.Translator(
            str(package.model_folder),
            device=device,
            compute_type="int8" if device == "cpu" else "auto",
            inter_threads=lanes,
            intra_threads=1,  # 0 hangs on macOS, and one-thread translators side by side are faster
        )
    except (RuntimeError, ValueError) as error:
        raise TranslationError(f"the package {package.id} cannot be run on {device}: {error}") from error


def cores() -> int:
    """How many cores this process may use."""
    if hasattr(os, "sched_getaffinity"):
        return len(os.sched_getaffinity(0))
    return os.cpu_count() or 1


def instruction_set(package: Package) -> str:
    """The vector instructions that CTranslate2 uses here; it says so in its log alone, so a process of its own is asked.

    Empty where it does not say.
    """
    code = "import ctranslate2, sys; ctranslate2.Translator(sys.argv[1], compute_type='int8')"
    try:
        done = subprocess.run(  # noqa: S603 - our own interpreter
            [sys.executable, "-c", code, str(package.model_folder)],
            check=False,
            capture_output=True,
            text=True,
            errors="replace",
            env={**os.environ, "CT2_VERBOSE": "1"},
            timeout=_PATIENCE,
        )
    except (OSError, subprocess.TimeoutExpired):
        return ""
    found = re.search(r"Selected ISA: (\w+)", done.stderr + done.stdout)
    return found.group(1) if found else ""
