"""A rendering whose paragraphs stand in another order: which runs of the English to read in which order."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from reader.alignment.anchors import Anchors

__all__ = ["Run", "order_of_runs"]

Ints = NDArray[np.int64]
_WEIGHT = 0.3  # what the anchors of a run must weigh together


@dataclass(frozen=True, slots=True)
class Run:
    """Target sentences ``start`` to ``end`` that follow each other in the source's order too."""

    start: int
    end: int


def _runs(anchors: Anchors) -> list[Ints]:
    """The anchors, by rising source, cut where the next target is not the next among the anchors' targets."""
    rank = np.empty(len(anchors), dtype=np.int64)
    rank[np.argsort(anchors.target, kind="stable")] = np.arange(len(anchors))
    cuts = np.flatnonzero(np.diff(rank) != 1) + 1
    return np.split(np.arange(len(anchors)), cuts)


def _is_weak(anchors: Anchors, run: Ints) -> bool:
    return bool(anchors.score[run].sum() < _WEIGHT)


def order_of_runs(anchors: Anchors, columns: int) -> list[Run] | None:
    """The runs of the target in the source's order, or None where the target is in that order as it stands.

    Anchors by themselves against all their neighbours are taken for chance, the weaker half first, until what is left is runs
    that each have something to speak for them.
    """
    while len(anchors):
        runs = _runs(anchors)
        weak = [run for run in runs if _is_weak(anchors, run)]
        if len(runs) == 1:
            return None
        if not weak:
            return _extents(anchors, runs, columns)
        weak.sort(key=lambda run: float(anchors.score[run].sum()))
        gone = np.concatenate(weak[: (len(weak) + 1) // 2])
        anchors = anchors.only(np.setdiff1d(np.arange(len(anchors)), gone))
    return None


def _extents(anchors: Anchors, runs: list[Ints], columns: int) -> list[Run]:
    """Give the sentences between two runs of the target to the one before."""
    starts = sorted(int(anchors.target[run[0]]) for run in runs)
    starts[0] = 0
    ends = dict(zip(starts, [*starts[1:], columns], strict=True))
    first = min(int(anchors.target[run[0]]) for run in runs)
    found = []
    for run in runs:
        start = int(anchors.target[run[0]])
        start = 0 if start == first else start
        found.append(Run(start, ends[start]))
    return found
