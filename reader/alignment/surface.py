"""What can be seen of a sentence without knowing its words: length, closing and opening marks, where paragraphs open."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray

__all__ = ["Surface"]

Floats = NDArray[np.float32]
_CLOSERS = " \t\u00a0\u202f\"'”’»)]}*_"
_OPENERS = "\"'“‘«([{—–-"
_FRENCH_IS_LONGER = 1.1  # French characters for each English one, as a rule
_LOWER = re.compile(r"[\s\"'“‘«(\[]*[a-zà-öø-ÿœ]")
_SPOKEN = re.compile(r"[\"”’»]\s*$")
_SPEECH = re.compile(r"[\"“”«»]")
_REMARK = 45  # characters of what is said of a speech: “he cried.”
_COUNTED = {
    "questions": re.compile(r"\?"),
    "exclamations": re.compile(r"!"),
    "stops": re.compile(r"[.;:!?…]+(?=[\s\"'”’»)\]]|$)"),
    "commas": re.compile(r","),
}


def _ends(text: str) -> str:
    return text.rstrip(_CLOSERS)[-1:]


@dataclass(frozen=True, slots=True)
class Surface:
    """Arrays with a value for each sentence of a side.

    ``size`` is in characters of English; ``marks`` say how a sentence ends, ``opening`` how it begins; ``unfinished`` is 1
    where a sentence seems to go on from the one before; ``breaks`` where a paragraph opens; ``outside`` before the first and
    after the last sentence that surely has a counterpart; ``counts`` say how many marks of a kind it holds; ``remark`` is 1 where
    a short sentence without quotation marks follows a closing one (“he cried.”).
    """

    size: Floats
    marks: dict[str, Floats]
    opening: dict[str, Floats]
    unfinished: Floats
    breaks: Floats
    outside: Floats
    counts: dict[str, Floats]
    remark: Floats
    knows_breaks: float

    @classmethod
    def of(cls, texts: Sequence[str], breaks: Sequence[int], *, french: bool) -> Surface:
        """Look at the sentences of one side."""
        ends = [_ends(text) for text in texts]
        starts = [text.lstrip()[:1] for text in texts]
        opened = np.zeros(len(texts), dtype=np.float32)
        inside = [b for b in breaks if 0 <= b < len(texts)]
        opened[inside] = 1
        unfinished = [bool(_LOWER.match(text)) or (i > 0 and ends[i - 1] not in ".!?…") for i, text in enumerate(texts)]
        return cls(
            np.array([len(t.strip()) + 1 for t in texts], dtype=np.float32) / (_FRENCH_IS_LONGER if french else 1),
            {
                "question": _flags(e == "?" for e in ends),
                "exclamation": _flags(e == "!" for e in ends),
                "unended": _flags(e not in ".!?…" for e in ends),
            },
            {"quotation": _flags(s != "" and s in _OPENERS for s in starts)},
            _flags(unfinished),
            opened,
            np.zeros(len(texts), dtype=np.float32),
            {
                name: np.array([len(mark.findall(text)) for text in texts], dtype=np.float32)
                for name, mark in _COUNTED.items()
            },
            _flags(i > 0 and _remarks(texts[i - 1], text) for i, text in enumerate(texts)),
            float(bool(inside)),
        )

    def bounded(self, sure: NDArray[np.int64]) -> Surface:
        """The same, knowing which sentences surely have a counterpart."""
        place = np.arange(len(self.size))
        outside = (place < sure.min()) | (place > sure.max()) if len(sure) else np.zeros(len(place), dtype=bool)
        return replace(self, outside=outside.astype(np.float32))

    def part(self, start: int, end: int) -> Surface:
        """The sentences ``start`` to ``end``."""
        return Surface(
            self.size[start:end],
            {name: values[start:end] for name, values in self.marks.items()},
            {name: values[start:end] for name, values in self.opening.items()},
            self.unfinished[start:end],
            self.breaks[start:end],
            self.outside[start:end],
            {name: values[start:end] for name, values in self.counts.items()},
            self.remark[start:end],
            self.knows_breaks,
        )


def _remarks(before: str, text: str) -> bool:
    return len(text) < _REMARK and bool(_SPOKEN.search(before)) and not _SPEECH.search(text)


def _flags(values: object) -> Floats:
    return np.fromiter(values, dtype=np.float32)  # type: ignore[call-overload, no-any-return]
