"""How alike two texts are, where they differ, and by what a text finds those that may be like it."""

from __future__ import annotations

import itertools
import zlib
from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING

from reader.memory.normalising import fold, folded_words, normalise, words_of

if TYPE_CHECKING:
    from collections.abc import Iterable

__all__ = ["Difference", "Piece", "difference_of", "grams_of", "most_alike", "similarity"]

_SLACK = 8  # letters that normalising may add or take away
_STEM = 5  # letters; what French inflects stands behind them mostly
_BUCKETS = 1 << 24


class Difference(StrEnum):
    """What a piece of a fuzzy match is, seen from the text that was asked for."""

    SAME = "same"
    MISSING = "missing"  # stands in the text asked for, not in the match
    EXTRA = "extra"  # stands in the match, not in the text asked for


@dataclass(frozen=True, slots=True)
class Piece:
    """A stretch of words of a fuzzy match."""

    kind: Difference
    text: str


def similarity(text: str, other: str) -> float:
    """How alike two texts are, 0..1: twice the letters in common over all letters; 1 for the same text only.

    Half of the measure is taken without case and accents: they count, but little.
    """
    [(score, _)] = most_alike(text, [(0, other)], threshold=0.0) or [(0.0, 0)]
    return score


def most_alike(text: str, others: Iterable[tuple[int, str]], *, threshold: float) -> list[tuple[float, int]]:
    """Similarity and number of those of some numbered texts that are alike enough, the most alike first."""
    from rapidfuzz import fuzz  # noqa: PLC0415 - loaded where matching is asked for

    wanted = normalise(text)
    folded = fold(wanted)
    # What the two lengths alone allow, as the measure counts letters in common.
    shortest, longest = (
        len(folded) * threshold / (2 - threshold) - _SLACK,
        len(folded) * (2 - threshold) / max(threshold, 1e-9),
    )
    found = []
    for number, other in others:
        if not shortest <= len(other) <= longest + _SLACK:
            continue
        normalised = normalise(other)
        if normalised == wanted:
            found.append((1.0, number))
            continue
        loosely = fuzz.ratio(folded, fold(normalised), score_cutoff=max(0.0, 2 * threshold * 100 - 100))
        score = min((loosely + fuzz.ratio(wanted, normalised)) / 200, 0.99) if loosely else 0.0
        if score >= threshold and score > 0:
            found.append((score, number))
    return sorted(found, reverse=True)


def difference_of(text: str, match: str) -> tuple[Piece, ...]:
    """What to change in a match to get the text, word by word; spaces and punctuation go with the word before them."""
    from rapidfuzz.distance import Indel  # noqa: PLC0415 - as above

    wanted, found = _chunks(text), _chunks(match)
    pieces: list[Piece] = []
    for step in Indel.opcodes(wanted, found):
        a, b, c, d = step.src_start, step.src_end, step.dest_start, step.dest_end
        if step.tag == "equal":
            pieces.append(Piece(Difference.SAME, "".join(found[c:d])))
            continue
        if b > a:
            pieces.append(Piece(Difference.MISSING, "".join(wanted[a:b])))
        if d > c:
            pieces.append(Piece(Difference.EXTRA, "".join(found[c:d])))
    return tuple(pieces)


def _chunks(text: str) -> list[str]:
    starts = [start for _, start, _ in words_of(text)]
    cuts = [0, *(s for s in starts if s), len(text)]
    return [text[a:b] for a, b in itertools.pairwise(cuts) if b > a]


def grams_of(text: str) -> list[str]:
    """The names of a text's pairs of neighbouring words, cut to their stems: texts that are alike share some.

    The start and the end count as words, so that a text of one word has pairs too.
    """
    stems = ["", *(word[:_STEM] for word in folded_words(text)), ""]
    pairs = dict.fromkeys(f"{a} {b}" for a, b in itertools.pairwise(stems))
    return [f"{zlib.crc32(pair.encode()) % _BUCKETS:06x}" for pair in pairs]
