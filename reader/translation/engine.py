"""The engine: sentences in, checked translations out, batch after batch."""

from __future__ import annotations

import os
from collections import deque
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from reader.bitext import Hypothesis
from reader.errors import TranslationError
from reader.translation.batches import Plan
from reader.translation.tokenizer import open_tokenizer

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

    from reader.translation.package_folder import Package

__all__ = ["Engine"]

_PROCESSING = "1"  # goes up whenever our own work before or after the decoder changes what comes out
_BATCH_TOKENS = 1024
_LENGTH_PENALTY = 0.2  # as argostranslate decodes
_LONGEST = 256


def _nothing_urgent() -> tuple[int, ...]:
    return ()


@dataclass(frozen=True, slots=True)
class _Decoded:
    pieces: list[str]
    score: float


class Engine:
    """Translates with one package.

    Args:
        package: the unpacked MT package.
        beam_size: how many hypotheses the search keeps; 1 is fast and a little worse.
        threads: how many cores to use; 0 for all that this process may use.
        device: ``cpu`` or ``cuda``.

    Raises:
        PackageError: the package is damaged.
        TranslationError: the device cannot be used.
    """

    def __init__(self, package: Package, *, beam_size: int = 4, threads: int = 0, device: str = "cpu") -> None:
        self.package = package
        self._beam_size = beam_size
        self._lanes = (threads or _cores()) if device == "cpu" else 1
        self._tokenizer = open_tokenizer(package)
        self._translator = _open_translator(package, lanes=self._lanes, device=device)

    @property
    def decoding_id(self) -> str:
        """What names everything that decides how a text is translated: same id, same translation."""
        return f"{self.package.id};beam={self._beam_size};processing={_PROCESSING}"

    def translate(
        self,
        texts: Sequence[str],
        *,
        first: Sequence[int] = (),
        urgent: Callable[[], Sequence[int]] = _nothing_urgent,
    ) -> Iterator[tuple[int, Hypothesis]]:
        """Translate texts, each once however often it stands there.

        Args:
            texts: sentences or headings, one line each; an empty one yields an empty hypothesis.
            first: indices of the texts that somebody waits for; they are served before all others.
            urgent: asked before each batch for the indices that are waited for now.

        Yields:
            the index of a text and its hypothesis, as batches are done; each index once.
        """
        places: dict[str, list[int]] = {}
        for index, text in enumerate(texts):
            places.setdefault(text.strip(), []).append(index)
        for index in places.pop("", []):
            yield index, Hypothesis("")
        unique = list(places)
        item_of = {index: item for item, text in enumerate(unique) for index in places[text]}
        pieces = self._tokenizer.encode(unique)
        waited_for = list(first)

        def wanted() -> list[int]:
            asked = [*waited_for, *urgent()]
            waited_for.clear()
            return [item_of[i] for i in asked if i in item_of]

        plan = Plan([len(p) for p in pieces], tokens=_BATCH_TOKENS, lanes=self._lanes, urgent=wanted)
        for item, decoded in self._decode_all(pieces, plan):
            text = self._tokenizer.decode([decoded.pieces])[0]
            for index in places[unique[item]]:
                yield index, Hypothesis(text, decoded.score)

    def _decode_all(self, pieces: list[list[str]], plan: Plan) -> Iterator[tuple[int, _Decoded]]:
        running: deque[tuple[list[int], list[Any]]] = deque()
        while True:
            while len(running) <= self._lanes and (batch := plan.next()):
                running.append((batch, self._submit([pieces[i] for i in batch])))
            if not running:
                return
            items, results = running.popleft()
            for item, result in zip(items, results, strict=True):
                found = _result(result)
                yield item, found

    def _submit(self, batch: list[list[str]]) -> list[Any]:
        prefix = self.package.target_prefix
        results: list[Any] = self._translator.translate_batch(
            batch,
            target_prefix=[[prefix]] * len(batch) if prefix else None,
            beam_size=self._beam_size,
            length_penalty=_LENGTH_PENALTY,
            replace_unknowns=True,
            max_decoding_length=_LONGEST,
            return_scores=True,
            asynchronous=True,
        )
        return results


def _result(waiting: Any) -> _Decoded:  # noqa: ANN401 - ctranslate2 has no types
    try:
        found = waiting.result()
    except RuntimeError as error:
        raise TranslationError(f"the engine failed: {error}") from error
    return _Decoded(list(found.hypotheses[0]), float(found.scores[0]))


def _open_translator(package: Package, *, lanes: int, device: str) -> Any:  # noqa: ANN401
    import ctranslate2  # noqa: PLC0415 - heavy: loaded when an engine is

    try:
        return ctranslate2.Translator(
            str(package.model_folder),
            device=device,
            compute_type="int8" if device == "cpu" else "auto",
            inter_threads=lanes,
            intra_threads=1,
        )
    except (RuntimeError, ValueError) as error:
        raise TranslationError(f"the package {package.id} cannot be run on {device}: {error}") from error


def _cores() -> int:
    if hasattr(os, "sched_getaffinity"):
        return len(os.sched_getaffinity(0))
    return os.cpu_count() or 1
