"""Pairs of sentences that surely belong together, found without search: the stakes that the band is hung on."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from reader.alignment.bags import spread_rows
from reader.alignment.channels import Channel
from reader.alignment.lattice import Band

__all__ = ["Anchors", "band_between", "chain", "find_anchors"]

Floats = NDArray[np.float32]
Ints = NDArray[np.int64]

_RARE = 60  # a pair of words counts if it makes at most so many pairs of sentences
_LEAST = 0.02  # a pair of words that relates less than this says nothing
_CLEAR = 0.8  # an anchor's next best reaches at most this share of it
_NEAR = 30  # sentences between two anchors that bear each other out
_SUPPORT = 3  # fewer anchors than this have nobody to bear them out
_MARGIN = 8  # positions that the band leaves on either side of an anchor
_LARGEST = 4_000_000  # cells that a band may hold


@dataclass(frozen=True, slots=True)
class Anchors:
    """Pairs of sentences, each the other's best, by rising source; ``score`` is 0..1."""

    source: Ints
    target: Ints
    score: Floats

    def __len__(self) -> int:
        return len(self.source)

    def only(self, keep: NDArray[np.bool_] | Ints) -> Anchors:
        """Some of the anchors."""
        return Anchors(self.source[keep], self.target[keep], self.score[keep])


def _pair_scores(channel: Channel) -> tuple[Ints, Floats]:
    """All pairs of sentences that share rare words (as source * columns + target), and how much they share."""
    relation, width = channel.relation, len(channel.target)
    left_ends, left_at = channel.source.occurrences()
    right_ends, right_at = channel.target.occurrences()
    rows = np.repeat(np.arange(relation.shape[0]), np.diff(relation.ends))
    many = np.diff(left_ends)[rows] * np.diff(right_ends)[relation.columns]
    value = np.sqrt(relation.forward * relation.backward)
    value = value * channel.source_words.weights[rows] * channel.target_words.weights[relation.columns]
    kept = np.flatnonzero((many <= _RARE) & (value > _LEAST))
    entry, i = spread_rows(left_ends, rows[kept])
    again, j = spread_rows(right_ends, relation.columns[kept][entry])
    keys = left_at[i][again] * width + right_at[j]
    worth = value[kept][entry][again]
    found, place = np.unique(keys, return_inverse=True)
    return found, np.bincount(place, weights=worth).astype(np.float32)


def _best(owner: Ints, score: Floats, count: int) -> tuple[Ints, Floats]:
    """For each owner the entry of the highest score (-1: none), and how much of it the next one reaches (0..1)."""
    nobody = (count, count)  # so that there is something after the last
    order = np.append(np.lexsort((-score, owner)), (-1, -1))
    ranked = np.append(owner[order[:-2]], nobody)
    numbers = np.arange(count)
    first = np.searchsorted(ranked, numbers)
    best = np.where(ranked[first] == numbers, order[first], -1)
    worth = np.append(score, np.float32(1))  # of nobody's
    share = np.where(ranked[first + 1] == numbers, worth[order[first + 1]] / worth[best], 0.0)
    return best, share.astype(np.float32)


def find_anchors(channel: Channel, *, skip: Collection[int] = ()) -> Anchors:
    """The pairs of sentences of which each is clearly the other's best.

    Args:
        channel: what speaks for links.
        skip: source sentences to leave out, because they say again what stands before.
    """
    keys, score = _pair_scores(channel)
    source, target = keys // len(channel.target), keys % len(channel.target)
    kept = ~np.isin(source, list(skip))
    source, target, score = source[kept], target[kept], score[kept]
    left = channel.source.sums(channel.source_words.weights) + 0.5
    right = channel.target.sums(channel.target_words.weights) + 0.5
    alike = (score / np.sqrt(left[source] * right[target])).astype(np.float32)
    from_left, left_rival = _best(source, alike, len(channel.source))
    from_right, right_rival = _best(target, alike, len(channel.target))
    mutual = np.flatnonzero(from_left >= 0)
    entry = from_left[mutual]
    mutual = mutual[from_right[target[entry]] == entry]
    entry = from_left[mutual]
    rival = np.maximum(left_rival[mutual], right_rival[target[entry]])
    clear = rival < _CLEAR
    chosen = entry[clear]
    return Anchors(source[chosen], target[chosen], (alike[chosen] * (1 - rival[clear])).astype(np.float32))


def chain(anchors: Anchors) -> Anchors:
    """The weightiest of the anchors that rise on both sides, without those that stray from their neighbours."""
    found = anchors.only(_rising(anchors.target, anchors.score))
    return found.only(_steady(found))


def _rising(target: Ints, weight: Floats) -> Ints:
    """The heaviest rising subsequence (a Fenwick tree of the best sum up to each target)."""
    size = int(target.max(initial=-1)) + 1
    sums, ends = [0.0] * (size + 1), [-1] * (size + 1)
    before: list[int] = []
    # One more, above all, tells what the best ends with.
    for index, (j, w) in enumerate(zip([*target.tolist(), size], [*weight.tolist(), 0.0], strict=True)):
        top, at, k = 0.0, -1, j
        while k > 0:
            if sums[k] > top:
                top, at = sums[k], ends[k]
            k -= k & -k
        before.append(at)
        k = j + 1
        while k <= size:
            if top + w > sums[k]:
                sums[k], ends[k] = top + w, index
            k += k & -k
    found, at = [], before[-1]
    while at >= 0:
        found.append(at)
        at = before[at]
    return np.array(found[::-1], dtype=np.int64)


def _steady(anchors: Anchors) -> NDArray[np.bool_]:
    """Anchors that a neighbour on either side bears out: the steps to it are alike on both sides."""
    if len(anchors) < _SUPPORT:
        return np.zeros(len(anchors), dtype=bool)
    rows, columns = np.diff(anchors.source), np.diff(anchors.target)
    alike = np.abs(rows - columns) <= 3 + 0.5 * np.minimum(rows, columns)
    near = np.minimum(rows, columns) <= _NEAR
    good = alike & near
    return np.concatenate(([good[0]], good[1:] & good[:-1], [good[-1]]))


def band_between(anchors: Anchors, rows: int, columns: int) -> Band:
    """The band that leads from anchor to anchor: the whole rectangle between two of them, and a margin on all its sides.

    Args:
        anchors: rising on both sides; where several have one source sentence, the band holds all of them.
        rows: how many source sentences there are.
        columns: how many target sentences there are.
    """
    stakes_i = np.concatenate(([0], anchors.source, [rows]))
    stakes_j = np.concatenate(([0], anchors.target, [columns]))
    position = np.arange(rows + 1)
    back, ahead = np.maximum(position - _MARGIN, 0), np.minimum(position + _MARGIN, rows)
    before = np.minimum(np.searchsorted(stakes_i, back, "left"), np.searchsorted(stakes_i, back, "right") - 1)
    after = np.maximum(np.searchsorted(stakes_i, ahead, "left"), np.searchsorted(stakes_i, ahead, "right") - 1)
    low = np.maximum(stakes_j[before] - _MARGIN, 0)
    high = np.minimum(stakes_j[after] + _MARGIN, columns)
    if int((high - low + 1).sum()) > _LARGEST:
        low, high = _narrow(low, high, stakes_i, stakes_j)
    return Band(low, high)


def _narrow(low: Ints, high: Ints, stakes_i: Ints, stakes_j: Ints) -> tuple[Ints, Ints]:
    """Keep to the straight line between stakes where the rectangles are too large to search."""
    middle = np.interp(np.arange(len(low)), stakes_i, stakes_j)
    radius = max(_LARGEST // (2 * len(low)), 4 * _MARGIN)
    slope = int(np.ceil(np.abs(np.diff(middle, prepend=middle[0])).max()))
    low = np.maximum(low, (middle - radius - slope).astype(np.int64))
    high = np.minimum(high, (middle + radius + slope).astype(np.int64))
    np.minimum.at(low, stakes_i, stakes_j)  # several stakes may have one row
    np.maximum.at(high, stakes_i, stakes_j)
    return low, high
