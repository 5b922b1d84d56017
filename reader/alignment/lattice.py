"""Search over beads: the best path, all paths, and how probable each bead is.

A path runs from (0, 0) to (N, M) over beads of up to four by four sentences and over sentences left alone. What is left
alone comes in runs (a passage that was cut, a footer), so opening a run and staying in it cost differently. In a run,
source sentences come before target sentences; so each alignment is one path only.

Rows are source positions; each row holds the target positions ``low`` to ``high``. All work is on whole rows.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from operator import itemgetter

import numpy as np
from numpy.typing import NDArray

__all__ = ["KINDS", "SPAN", "Band", "Lattice", "Nulls", "Step"]

Floats = NDArray[np.float32]
Ints = NDArray[np.int64]

SPAN = 4  # the most sentences that a bead holds on one side
KINDS = tuple((n, m) for n in range(1, SPAN + 1) for m in range(1, SPAN + 1))
_MATCH, _SOURCE, _TARGET = range(3)


@dataclass(frozen=True, slots=True)
class Step:
    """One bead of a path: it begins at ``(i, j)`` and holds ``n`` source and ``m`` target sentences."""

    i: int
    j: int
    n: int
    m: int
    score: float


@dataclass(frozen=True, slots=True)
class Band:
    """The target positions, first and last, that each of the N + 1 source positions may have: from 0 up to the last of all."""

    low: Ints
    high: Ints

    @classmethod
    def full(cls, rows: int, columns: int) -> Band:
        """Every position."""
        return cls(np.zeros(rows + 1, dtype=np.int64), np.full(rows + 1, columns, dtype=np.int64))


@dataclass(frozen=True, slots=True)
class Nulls:
    """What it costs to leave a sentence alone, in log odds: to open a run with it, to stay in one."""

    source_open: Floats
    source_stay: Floats
    target_open: Floats
    target_stay: Floats


class Lattice:
    """The scores of all beads within a band.

    Args:
        band: where the path may go.
        scores: ``scores[i][k, j - low[i]]``: the log odds of the bead of kind ``KINDS[k]`` that begins at (i, j).
        nulls: the scores of what is left alone.
        columns: how many target sentences there are.
    """

    def __init__(self, band: Band, scores: list[Floats], nulls: Nulls, columns: int) -> None:
        self.band, self.scores, self.nulls = band, scores, nulls
        self.rows, self.columns = len(scores), columns
        self.total = 0.0  # the log sum over all paths, once they have been gone through

    def _overlap(self, here: int, there: int, shift: int) -> tuple[slice, slice] | None:
        """Where position j of row ``here`` meets position j - shift of row ``there``."""
        low, high = self.band.low, self.band.high
        first = max(low[here], low[there] + shift)
        last = min(high[here], high[there] + shift)
        if first > last:
            return None
        return (
            slice(first - low[here], last - low[here] + 1),
            slice(first - shift - low[there], last - shift - low[there] + 1),
        )

    def _run_right(self, entry: Floats, row: int, accumulate: Callable[[Floats], Floats]) -> Floats:
        """Values of the state "target sentences left alone": ``entry[j]`` begins a run at j, staying adds up."""
        low, high = self.band.low[row], self.band.high[row]
        drift = np.concatenate(([0.0], np.cumsum(self.nulls.target_stay[low:high], dtype=np.float64)))
        return accumulate(entry - drift) + drift

    def _forward(self, join: Callable[..., Floats], accumulate: Callable[[Floats], Floats]) -> list[list[Floats]]:
        low, high = self.band.low, self.band.high
        states: list[list[Floats]] = []
        totals: list[Floats] = []
        for i in range(self.rows + 1):
            width = high[i] - low[i] + 1
            match = self._match_row(i, totals, width, join)
            source = np.full(width, -np.inf)
            if i:
                met = self._overlap(i, i - 1, 0)
                if met:
                    here, there = met
                    before = states[i - 1]
                    source[here] = join(
                        before[_MATCH][there] + self.nulls.source_open[i - 1],
                        before[_SOURCE][there] + self.nulls.source_stay[i - 1],
                    )
            entry = np.full(width, -np.inf)
            opened = self.nulls.target_open[low[i] : high[i]]
            stayed = self.nulls.target_stay[low[i] : high[i]]
            entry[1:] = join(match[:-1] + opened, source[:-1] + stayed)
            target = self._run_right(entry, i, accumulate)
            states.append([match, source, target])
            totals.append(join(join(match, source), target))
        return [*map(list, zip(*states, strict=True)), totals]

    def _match_row(self, i: int, totals: list[Floats], width: int, join: Callable[..., Floats]) -> Floats:
        match = np.full(width, -np.inf)
        if i == 0:
            match[0] = 0.0
            return match
        for k, (n, m) in enumerate(KINDS):
            if n > i:
                break
            met = self._overlap(i, i - n, m)
            if met:
                here, there = met
                match[here] = join(match[here], totals[i - n][there] + self.scores[i - n][k][there])
        return match

    def _backward(self) -> tuple[list[Floats], list[Floats], list[Floats]]:
        """For each state at each position, the log sum over all ways to the end."""
        low, high = self.band.low, self.band.high
        after: list[list[Floats]] = [[] for _ in range(self.rows + 1)]
        for i in range(self.rows, -1, -1):
            width = high[i] - low[i] + 1
            go = np.full(width, -np.inf)
            if i == self.rows:
                go[-1] = 0.0
            for k, (n, m) in enumerate(KINDS):
                if i + n > self.rows:
                    break
                met = self._overlap(i, i + n, -m)
                if met:
                    here, there = met
                    go[here] = np.logaddexp(go[here], self.scores[i][k][here] + after[i + n][_MATCH][there])
            drift = np.concatenate(([0.0], np.cumsum(self.nulls.target_stay[low[i] : high[i]], dtype=np.float64)))
            target = np.logaddexp.accumulate((go + drift)[::-1])[::-1] - drift
            stayed, opened = go.copy(), go.copy()
            met = self._overlap(i, i + 1, 0) if i < self.rows else None
            if met:
                here, there = met
                following = after[i + 1][_SOURCE][there]
                stayed[here] = np.logaddexp(stayed[here], self.nulls.source_stay[i] + following)
                opened[here] = np.logaddexp(opened[here], self.nulls.source_open[i] + following)
            stayed[:-1] = np.logaddexp(stayed[:-1], self.nulls.target_stay[low[i] : high[i]] + target[1:])
            opened[:-1] = np.logaddexp(opened[:-1], self.nulls.target_open[low[i] : high[i]] + target[1:])
            after[i] = [opened, stayed, target]
        match, source, target_ = (list(rows) for rows in zip(*after, strict=True))
        return match, source, target_

    def posteriors(self) -> Lattice:
        """The same lattice with the probability of each bead, and of each sentence alone, in place of log odds."""
        match, source, target, totals = self._forward(np.logaddexp, np.logaddexp.accumulate)
        match_on, source_on, target_on = self._backward()
        all_paths = match_on[0][0]
        low, high = self.band.low, self.band.high
        scores = []
        alone = np.zeros(self.rows, dtype=np.float32)
        other = np.zeros(self.columns, dtype=np.float32)
        for i in range(self.rows + 1):
            opened, stayed = self.nulls.target_open[low[i] : high[i]], self.nulls.target_stay[low[i] : high[i]]
            run = np.logaddexp(match[i][:-1] + opened, np.logaddexp(source[i][:-1], target[i][:-1]) + stayed)
            other[low[i] : high[i]] += np.exp(run + target_on[i][1:] - all_paths)
            if i == self.rows:
                continue
            table = np.zeros_like(self.scores[i])
            for k, (n, m) in enumerate(KINDS):
                if i + n > self.rows:
                    break
                met = self._overlap(i, i + n, -m)
                if met:
                    here, there = met
                    value = totals[i][here] + self.scores[i][k][here] + match_on[i + n][there]
                    table[k, here] = np.exp(value - all_paths)
            scores.append(table)
            met = self._overlap(i, i + 1, 0)
            if met:
                here, there = met
                run = np.logaddexp(
                    match[i][here] + self.nulls.source_open[i], source[i][here] + self.nulls.source_stay[i]
                )
                alone[i] = np.exp(run + source_on[i + 1][there] - all_paths).sum()
        likely = Lattice(self.band, scores, Nulls(alone, alone, other, other), self.columns)
        likely.total = float(all_paths)
        return likely

    def worth(self, toll: float, alone: float) -> Lattice:
        """The same lattice with a toll on every bead and every sentence alone, and these counting for a share only."""
        nulls = Nulls(
            *(
                alone * part - toll
                for part in (
                    self.nulls.source_open,
                    self.nulls.source_stay,
                    self.nulls.target_open,
                    self.nulls.target_stay,
                )
            )
        )
        return Lattice(self.band, [row - toll for row in self.scores], nulls, self.columns)

    def best(self) -> list[Step]:
        """The path of the highest score."""
        match, source, target, totals = self._forward(np.maximum, np.maximum.accumulate)
        steps: list[Step] = []
        i, j = self.rows, self.columns
        state: int | None = None
        while i or j:
            at = j - self.band.low[i]
            values = [match[i][at], source[i][at], target[i][at]]
            if state is None:
                state = int(np.argmax(values))
            if state == _MATCH:
                step = self._into_match(i, j, totals)
                state = None
            elif state == _SOURCE:
                step, state = self._into_source(i, j, match, source)
            else:
                step, state = self._into_target(i, j, match, source, target)
            steps.append(step)
            i, j = step.i, step.j
        return steps[::-1]

    def _into_match(self, i: int, j: int, totals: list[Floats]) -> Step:
        ways: list[tuple[float, float, int, int]] = []
        for k, (n, m) in enumerate(KINDS):
            row, column = i - n, j - m
            if row >= 0 and self.band.low[row] <= column <= self.band.high[row]:
                at = column - self.band.low[row]
                score = float(self.scores[row][k][at])
                ways.append((totals[row][at] + score, score, n, m))
        _, score, n, m = max(ways, key=itemgetter(0))
        return Step(i - n, j - m, n, m, score)

    def _into_source(self, i: int, j: int, match: list[Floats], source: list[Floats]) -> tuple[Step, int]:
        at = j - self.band.low[i - 1]
        opened = match[i - 1][at] + self.nulls.source_open[i - 1]
        stayed = source[i - 1][at] + self.nulls.source_stay[i - 1]
        state = _MATCH if opened >= stayed else _SOURCE
        cost = self.nulls.source_open if state == _MATCH else self.nulls.source_stay
        return Step(i - 1, j, 1, 0, float(cost[i - 1])), state

    def _into_target(
        self, i: int, j: int, match: list[Floats], source: list[Floats], target: list[Floats]
    ) -> tuple[Step, int]:
        at = j - 1 - self.band.low[i]
        opened, stayed = self.nulls.target_open[j - 1], self.nulls.target_stay[j - 1]
        values = [match[i][at] + opened, source[i][at] + stayed, target[i][at] + stayed]
        state = int(np.argmax(values))
        return Step(i, j - 1, 0, 1, float(opened if state == _MATCH else stayed)), state
