"""One search: from what is known of two texts to the most probable path."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from itertools import pairwise

import numpy as np
from numpy.typing import NDArray

from reader.alignment.anchors import Anchors, band_between
from reader.alignment.lattice import KINDS, SPAN, Band, Lattice, Step
from reader.alignment.sources import Texts
from reader.alignment.weights import Weights, load_weights

__all__ = ["Limits", "Path", "search"]

Floats = NDArray[np.float32]

_TOLL = 0.45  # a bead less likely than this lowers precision more than it raises recall
_ALONE = 0.7  # what is rightly left alone raises precision only, a right bead recall as well
_ROWS = 64  # source sentences scored at a time
_SMALL = 20_000  # pairs of sentences that are searched without a band
_COPY = 1.5  # what a link to a sentence that was said before must be better by than one to the first, in log odds


@dataclass(frozen=True, slots=True)
class Limits:
    """Where the path must not or must go.

    ``target_seams`` are positions that no bead reaches over; ``corners`` positions that the path passes; ``copies`` source
    sentences that say again what stood before.
    """

    target_seams: Collection[int] = ()
    corners: Sequence[tuple[int, int]] = ()
    copies: Collection[int] = ()


@dataclass(frozen=True, slots=True)
class Path:
    """The steps of the best path, with the probability of each as its score, and the log odds of all paths together."""

    steps: list[Step]
    total: float


def search(known: Texts, weights: Weights, anchors: Anchors, limits: Limits) -> Path:
    """Find the path that is right in most of its beads. Between two corners it is found by itself."""
    rows, columns = len(known.source.size), len(known.target.size)
    full = rows * columns <= _SMALL
    band = Band.full(rows, columns) if full else band_between(_passing(anchors, limits.corners), rows, columns)
    steps: list[Step] = []
    total = 0.0
    for (top, left), (bottom, right) in pairwise([(0, 0), *limits.corners, (rows, columns)]):
        if top == bottom or left == right:
            steps += [Step(i, left, 1, 0, 1.0) for i in range(top, bottom)]
            steps += [Step(bottom, j, 0, 1, 1.0) for j in range(left, right)]
            continue
        likely = _lattice(known, weights, _part(band, (top, bottom), (left, right)), limits, (top, left)).posteriors()
        found = map(_probable, likely.worth(_TOLL, _ALONE).best())
        steps += [Step(top + s.i, left + s.j, s.n, s.m, s.score) for s in found]
        total += likely.total
    return Path(steps, total)


def _part(band: Band, rows: tuple[int, int], columns: tuple[int, int]) -> Band:
    """The band between two corners that it holds, counted from the first of them."""
    inside = slice(rows[0], rows[1] + 1)
    low, high = (np.clip(edge[inside], *columns) - columns[0] for edge in (band.low, band.high))
    return Band(low, high)


def _probable(step: Step) -> Step:
    """The step with its probability again in place of what it was worth."""
    chance = (step.score + _TOLL) / (1 if step.n and step.m else _ALONE)
    return Step(step.i, step.j, step.n, step.m, min(max(chance, 0.0), 1.0))


def _passing(anchors: Anchors, corners: Sequence[tuple[int, int]]) -> Anchors:
    """The anchors that agree with the corners."""
    keep = np.ones(len(anchors), dtype=bool)
    for i, j in corners:
        keep &= (anchors.source < i) == (anchors.target < j)
    kept = anchors.only(keep)
    rows = np.concatenate((kept.source, np.array([i for i, _ in corners], dtype=np.int64)))
    columns = np.concatenate((kept.target, np.array([j for _, j in corners], dtype=np.int64)))
    order = np.lexsort((columns, rows))
    return Anchors(rows[order], columns[order], np.ones(len(rows), dtype=np.float32))


def _inside(positions: Collection[int], count: int) -> dict[int, NDArray[np.bool_]]:
    """For each size of bead, at which beginnings a bead of that size reaches over one of the positions."""
    marks = np.zeros(count + SPAN + 1, dtype=np.int64)
    marks[list(positions)] = 1
    before = np.concatenate(([0], np.cumsum(marks)))
    begin = np.arange(count + 1)
    return {size: before[begin + size] > before[begin + 1] for size in range(1, SPAN + 1)}


def _table(known: Texts, weights: Weights, rows: tuple[int, int], columns: tuple[int, int]) -> Floats:
    """Score a block; beads of sentences of which the machine has said nothing are judged without it."""
    table = weights.score(known.block(rows, columns))
    silent = [i - rows[0] for i in known.silent if rows[0] <= i < rows[1]]
    if not silent:
        return table
    plain = known.without_machine()
    other = load_weights(plain.mode).score(plain.block(rows, columns))
    for k, (n, _) in enumerate(KINDS):
        touched = sorted({i - shift for i in silent for shift in range(n) if i >= shift})
        table[k, touched] = other[k, touched]
    return table


def _lattice(known: Texts, weights: Weights, band: Band, limits: Limits, first: tuple[int, int]) -> Lattice:
    """Score all beads within a band that begins at a position, a block of rows at a time."""
    top, start = first
    bottom, stop = top + len(band.low) - 1, start + int(band.high[-1])
    over = _inside(limits.target_seams, len(known.target.size))
    toll = np.zeros(len(known.source.size) + SPAN, dtype=np.float32)
    toll[list(limits.copies)] = _COPY
    scores: list[Floats] = []
    for begin in range(top, bottom, _ROWS):
        end = min(begin + _ROWS, bottom)
        low, high = start + int(band.low[begin - top]), start + int(band.high[end - 1 - top])
        right = min(high + SPAN, stop)
        left = min(low, right - 1)
        table = _table(known, weights, (begin, min(end + SPAN - 1, bottom)), (left, right))
        for k, (n, m) in enumerate(KINDS):
            table[k][:, over[m][left : right + 1]] = -np.inf
            table[k] -= sum(toll[begin + s : begin + s + table.shape[1]] for s in range(n))[:, None]  # type: ignore[index]
        edges = zip(band.low[begin - top : end - top], band.high[begin - top : end - top], strict=True)
        scores += [table[:, row, start + a - left : start + b - left + 1].copy() for row, (a, b) in enumerate(edges)]
    nulls = weights.alone(known.source.part(top, bottom), known.target.part(start, stop))
    return Lattice(band, scores, nulls, stop - start)
