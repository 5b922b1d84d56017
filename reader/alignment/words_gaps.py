"""What a rendering left out and what it added, read from the word links of a bead.

Only words that carry meaning count, and only where nothing stands in their place: a free translation (other words at the same
spot) is no omission, and the little words that French and English use differently are none either.
"""

from __future__ import annotations

from dataclasses import dataclass
from itertools import pairwise
from typing import TYPE_CHECKING, NamedTuple

import numpy as np

from reader.alignment.lexicon import Lexicon, shared_lexicon

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from reader.alignment.tokens import Token
    from reader.alignment.words import WordLinks

__all__ = ["Gap", "additions", "coverage", "omissions"]

_COMMON, _RARE = -4.5, -8.5  # logs of a word's share of all words: nothing is missed of the one, all of the other
_FAINT = 0.6  # the share of occurrences without counterpart from which a word is not missed at all
_ANCHOR = 0.2  # weight from which a linked word bounds a gap
_LOST = 0.15  # loss from which a word belongs to a gap
_LEAST = 0.85  # what a gap must weigh after what stands in its place is taken off
_CREDIT = 1.0  # how much a word without source in the same place makes up for


class Gap(NamedTuple):
    """A stretch of one side without counterpart on the other: its offsets, and how sure that is, 0..1.

    The confidence follows the share of gaps that are right on the pairs it was fitted on (``benchmarks/gaps.py`` prints it).
    """

    start: int
    end: int
    confidence: float


@dataclass(frozen=True, slots=True)
class _Side:
    """One side's words: what each weighs, how well it is linked, and the place of its best counterpart (-1: none)."""

    tokens: tuple[Token, ...]
    weight: NDArray[np.float64]
    support: NDArray[np.float64]
    best: NDArray[np.int64]

    @property
    def loss(self) -> NDArray[np.float64]:
        lost: NDArray[np.float64] = self.weight * (1 - np.minimum(1, 1.5 * self.support))
        return lost

    @property
    def anchors(self) -> NDArray[np.bool_]:
        return (self.best >= 0) & (self.weight >= _ANCHOR) & (self.support >= _ANCHOR)


def _weights(
    ids: NDArray[np.int32], log_probabilities: NDArray[np.float32], nulls: NDArray[np.float32]
) -> NDArray[np.float64]:
    rarity = np.clip((_COMMON - log_probabilities[ids]) / (_COMMON - _RARE), 0, 1)
    meaning = np.clip(1 - nulls[ids] / _FAINT, 0, 1)
    weights: NDArray[np.float64] = np.where(ids >= 0, rarity * meaning, 1.0)
    return weights


def _sides(links: WordLinks, lexicon: Lexicon) -> tuple[_Side, _Side]:
    f = lexicon.source_ids([t.word for t in links.source])
    e = lexicon.target_ids([t.word for t in links.target])
    confidence = np.zeros((len(f), len(e)))
    for link in links.links:
        confidence[link.source, link.target] = link.confidence
    made = []
    for tokens, table, ids, logs, nulls in (
        (links.source, confidence, f, lexicon.source_log_probabilities, lexicon.source_nulls),
        (links.target, confidence.T, e, lexicon.target_log_probabilities, lexicon.target_nulls),
    ):
        support = table.max(axis=1, initial=0)
        best = np.where(support > 0, table.argmax(axis=1), -1) if table.shape[1] else np.full(len(tokens), -1)
        made.append(_Side(tokens, _weights(ids, logs, nulls), support, best))
    return made[0], made[1]


def _runs(side: _Side) -> list[tuple[int, int]]:
    """The stretches between anchors."""
    bounds = [-1, *np.flatnonzero(side.anchors).tolist(), len(side.tokens)]
    return [(a + 1, b) for a, b in pairwise(bounds) if b > a + 1]


def _nearby_loss(side: _Side, other: _Side, start: int, end: int) -> float:
    """What the other side holds without counterpart beside the counterparts of the words around a stretch."""
    near = np.zeros(len(other.tokens), dtype=bool)
    for place, edge in ((start - 1, 0), (end, len(other.tokens) - 1)):
        at = int(side.best[place]) if 0 <= place < len(side.tokens) else edge
        for step in (-1, 1):
            k = at + (0 if not 0 <= place < len(side.tokens) else step)
            while 0 <= k < len(other.tokens) and not other.anchors[k]:
                near[k] = True
                k += step
    return float(other.loss[near].sum())


def _gaps(side: _Side, other: _Side) -> tuple[Gap, ...]:
    found = []
    for start, end in _runs(side):
        lost = [k for k in range(start, end) if side.loss[k] >= _LOST]
        weight = float(side.loss[start:end].sum())
        if not lost or weight < _LEAST:
            continue
        weight -= _CREDIT * _nearby_loss(side, other, start, end)
        if weight < _LEAST:
            continue
        first = _phrase_start(side, start, lost[0])
        found.append(Gap(side.tokens[first].start, side.tokens[lost[-1]].end, round(1 - 0.5 ** (2 * weight), 3)))
    return tuple(found)


def _phrase_start(side: _Side, start: int, first: int) -> int:
    """Where the phrase begins that a lost word stands in: its preposition and article belong to it, whatever they link to."""
    while first > start and side.weight[first - 1] < _ANCHOR:
        # More than one character between two words is more than a space, an apostrophe or a hyphen: a comma, a bracket.
        if side.tokens[first].start - side.tokens[first - 1].end > 1:
            break
        first -= 1
    return first


def omissions(links: WordLinks, *, lexicon: Lexicon | None = None) -> tuple[Gap, ...]:
    """French words and clauses without counterpart in the English, by their offsets in the French text."""
    source, target = _sides(links, lexicon or shared_lexicon())
    return _gaps(source, target)


def additions(links: WordLinks, *, lexicon: Lexicon | None = None) -> tuple[Gap, ...]:
    """English words and clauses without source in the French, by their offsets in the English text."""
    source, target = _sides(links, lexicon or shared_lexicon())
    return _gaps(target, source)


def coverage(links: WordLinks, *, lexicon: Lexicon | None = None) -> tuple[float, float]:
    """How much of what the French says stands in the English, and the other way round, 0..1: a figure to show beside a bead."""
    kept = []
    for side in _sides(links, lexicon or shared_lexicon()):
        whole = float(side.weight.sum())
        kept.append(1 - float(side.loss.sum()) / whole if whole > 0 else 1.0)
    return kept[0], kept[1]
