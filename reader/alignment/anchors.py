"""Pairs of sentences that surely belong together, found without search: the stakes that the band is hung on."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from reader.alignment.bags import Bags, spread_rows
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


def _occurrences(bags: Bags) -> tuple[Ints, Ints]:
    """For each word type the sentences that hold it, each once, as the ends of rows and their sentences."""
    owners = np.repeat(np.arange(len(bags)), bags.lengths)
    places = np.unique(bags.ids * max(len(bags), 1) + owners)
    ends = np.zeros(len(bags.words) + 1, dtype=np.int64)
    np.cumsum(np.bincount(places // max(len(bags), 1), minlength=len(bags.words)), out=ends[1:])
    return ends, places % max(len(bags), 1)


def _pair_scores(channel: Channel) -> tuple[Ints, Floats]:
    """All pairs of sentences that share rare words (as source * columns + target), and how much they share."""
    relation, width = channel.relation, len(channel.target)
    left_ends, left_at = _occurrences(channel.source)
    right_ends, right_at = _occurrences(channel.target)
    rows = np.repeat(np.arange(relation.shape[0]), np.diff(relation.ends))
    many = np.diff(left_ends)[rows] * np.diff(right_ends)[relation.columns]
    value = np.sqrt(relation.forward * relation.backward)
    value = value * channel.source_words.weights[rows] * channel.target_words.weights[relation.columns]
    kept = np.flatnonzero((many > 0) & (many <= _RARE) & (value > _LEAST))
    entry, i = spread_rows(left_ends, rows[kept])
    again, j = spread_rows(right_ends, relation.columns[kept][entry])
    keys = left_at[i][again] * width + right_at[j]
    worth = value[kept][entry][again]
    found, place = np.unique(keys, return_inverse=True)
    return found, np.bincount(place, weights=worth, minlength=len(found)).astype(np.float32)


def _best(owner: Ints, score: Floats, count: int) -> tuple[Ints, Floats]:
    """For each owner the entry of the highest score (-1: none), and how much of it the next one reaches (0..1)."""
    order = np.lexsort((-score, owner))
    ranked = owner[order]
    first = np.searchsorted(ranked, np.arange(count))
    has = (first < len(ranked)) & (ranked[np.minimum(first, max(len(ranked) - 1, 0))] == np.arange(count))
    best = np.where(has, order[np.minimum(first, max(len(order) - 1, 0))], -1)
    second = np.minimum(first + 1, max(len(ranked) - 1, 0))
    rival = has & (first + 1 < len(ranked)) & (ranked[second] == np.arange(count))
    share = np.where(rival, score[order[second]] / np.maximum(score[best], 1e-9), 0.0)
    return best, share.astype(np.float32)


def find_anchors(channel: Channel, *, skip: Collection[int] = ()) -> Anchors:
    """The pairs of sentences of which each is clearly the other's best.

    Args:
        channel: what speaks for links.
        skip: source sentences to leave out, because they say again what stands before.
    """
    keys, score = _pair_scores(channel)
    source, target = keys // max(len(channel.target), 1), keys % max(len(channel.target), 1)
    if skip:
        kept = ~np.isin(source, list(skip))
        source, target, score = source[kept], target[kept], score[kept]
    nothing: Ints = np.zeros(0, dtype=np.int64)
    if not len(score):
        return Anchors(nothing, nothing, np.zeros(0, dtype=np.float32))
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
    if not len(anchors):
        return anchors
    kept = _rising(anchors.target, anchors.score)
    found = anchors.only(kept)
    return found.only(_steady(found))


def _rising(target: Ints, weight: Floats) -> Ints:
    """The heaviest rising subsequence (a Fenwick tree of the best sum up to each target)."""
    size = int(target.max()) + 2
    sums, ends = [0.0] * (size + 1), [-1] * (size + 1)
    before = [-1] * len(target)
    best_sum, best_end = 0.0, -1
    for index, (j, w) in enumerate(zip(target.tolist(), weight.tolist(), strict=True)):
        top, at, k = 0.0, -1, j
        while k > 0:
            if sums[k] > top:
                top, at = sums[k], ends[k]
            k -= k & -k
        before[index] = at
        top += w
        if top > best_sum:
            best_sum, best_end = top, index
        k = j + 1
        while k <= size:
            if top > sums[k]:
                sums[k], ends[k] = top, index
            k += k & -k
    found = []
    while best_end >= 0:
        found.append(best_end)
        best_end = before[best_end]
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
    """The band that leads from anchor to anchor: the whole rectangle between two of them, and a margin around each."""
    stakes_i = np.concatenate(([0], anchors.source, [rows]))
    stakes_j = np.concatenate(([0], anchors.target, [columns]))
    position = np.arange(rows + 1)
    after = np.searchsorted(stakes_i, position, "left")
    before = np.searchsorted(stakes_i, position, "right") - 1
    low = np.maximum(stakes_j[np.minimum(before, after)] - _MARGIN, 0)
    high = np.minimum(stakes_j[np.minimum(np.maximum(before, after), len(stakes_j) - 1)] + _MARGIN, columns)
    low, high = _widen(low, high)
    low[0], high[rows] = 0, columns
    if int((high - low + 1).sum()) > _LARGEST:
        low, high = _narrow(low, high, stakes_i, stakes_j, columns)
    return Band(np.maximum.accumulate(low), np.maximum.accumulate(high))


def _widen(low: Ints, high: Ints) -> tuple[Ints, Ints]:
    """Let the margin reach along the source too."""
    wide_low, wide_high = low.copy(), high.copy()
    wide_low[_MARGIN:] = np.minimum(wide_low[_MARGIN:], low[:-_MARGIN]) if len(low) > _MARGIN else wide_low[_MARGIN:]
    wide_high[:-_MARGIN] = (
        np.maximum(wide_high[:-_MARGIN], high[_MARGIN:]) if len(low) > _MARGIN else wide_high[:-_MARGIN]
    )
    wide_low[:_MARGIN], wide_high[-_MARGIN:] = low[0], high[-1]
    return wide_low, wide_high


def _narrow(low: Ints, high: Ints, stakes_i: Ints, stakes_j: Ints, columns: int) -> tuple[Ints, Ints]:
    """Keep to the straight line between stakes where the rectangles are too large to search."""
    middle = np.interp(np.arange(len(low)), stakes_i, stakes_j)
    radius = max(_LARGEST // (2 * len(low)), 4 * _MARGIN)
    slope = int(np.ceil(np.abs(np.diff(middle, prepend=middle[0])).max()))
    low = np.maximum(low, (middle - radius - slope).astype(np.int64))
    high = np.minimum(high, (middle + radius + slope).astype(np.int64))
    low[0], high[-1] = 0, columns
    return low, high
