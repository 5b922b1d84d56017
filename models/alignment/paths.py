"""All alignments of many small texts at once: how probable each bead is under some weights, for the fit.

The same lattice as ``reader.alignment.lattice``, over a whole batch of documents, so that one step of the fit is a few
hundred operations on whole arrays.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from reader.alignment.lattice import KINDS

__all__ = ["Batch", "Text"]

_NOTHING = -1e30


@dataclass(slots=True)
class Text:
    """One document: sizes, features of its beads and of what is left alone, and the gold path.

    ``beads``: for each candidate bead (k, i, j); ``features``: a row for each; ``gold``: which of them are gold.
    ``nulls``: for source open, source stay, target open, target stay: features of each sentence; ``gold_nulls``: 1 where gold.
    """

    size: tuple[int, int]
    beads: np.ndarray
    features: np.ndarray
    gold: np.ndarray
    nulls: list[np.ndarray]
    gold_nulls: list[np.ndarray]
    name: str = ""


class Batch:
    """Texts padded to one size."""

    def __init__(self, texts: list[Text]) -> None:
        self.texts = texts
        self.n = np.array([t.size[0] for t in texts])
        self.m = np.array([t.size[1] for t in texts])
        self.shape = (len(texts), self.n.max() + 1, self.m.max() + 1)
        self.owner = np.concatenate([np.full(len(t.beads), d) for d, t in enumerate(texts)])
        self.k, self.i, self.j = np.concatenate([t.beads for t in texts]).T
        self.features = np.concatenate([t.features for t in texts])
        self.gold = self.features[np.concatenate([t.gold for t in texts])].sum(0, dtype=np.float64)
        for d in range(4):
            self.gold = self.gold + sum((t.gold_nulls[d][:, None] * t.nulls[d]).sum(0, dtype=np.float64) for t in texts)
        self.nulls = []
        for d in range(4):
            side = d // 2
            table = np.zeros((len(texts), self.shape[1 + side] - 1, self.features.shape[1]), np.float32)
            for t, text in enumerate(texts):
                table[t, : len(text.nulls[d])] = text.nulls[d]
            self.nulls.append(table)
        ns, ms = np.array(KINDS).T
        self.end_i, self.end_j = self.i + ns[self.k], self.j + ms[self.k]
        rows = np.arange(self.shape[1])
        self.ending = [np.flatnonzero(self.end_i == i) for i in rows]
        self.starting = [np.flatnonzero(self.i == i) for i in rows]

    def loss(self, weights: np.ndarray) -> tuple[float, np.ndarray]:
        """The negative log likelihood of the gold paths, and its gradient."""
        totals, posterior, alone = self.run(weights)
        gradient = (posterior.astype(np.float32) @ self.features).astype(np.float64) - self.gold
        for table, chance in zip(self.nulls, alone, strict=True):
            gradient = gradient + np.einsum("dn,dnf->f", chance, table)
        return float(totals.sum() - self.gold @ weights), gradient

    def curvature(self, weights: np.ndarray) -> np.ndarray:
        """The second derivatives of the loss, as if the beads were independent of each other: features by features."""
        _, posterior, alone = self.run(weights)
        found = (self.features.T * (posterior * (1 - posterior)).astype(np.float32)) @ self.features
        for table, chance in zip(self.nulls, alone, strict=True):
            rows = table.reshape(-1, table.shape[-1])
            found = found + (rows.T * np.clip(chance * (1 - chance), 0, 1).astype(np.float32).ravel()) @ rows
        return found.astype(np.float64)

    def run(self, weights: np.ndarray) -> tuple[np.ndarray, np.ndarray, list[np.ndarray]]:
        """The log sum over all paths of each text, the posterior of each bead, and of each sentence alone in each state."""
        plain = weights.astype(np.float32)
        score = (self.features @ plain).astype(np.float64)
        nulls = [(table @ plain).astype(np.float64) for table in self.nulls]
        match, source, target = self._forward(score, nulls)
        everything = np.logaddexp(np.logaddexp(match, source), target)
        sums = everything[np.arange(len(self.texts)), self.n, self.m]
        after_match, after_source, after_target = self._backward(score, nulls)
        here = everything[self.owner, self.i, self.j]
        posterior = np.exp(here + score + after_match[self.owner, self.end_i, self.end_j] - sums[self.owner])

        def chance(
            before: np.ndarray, after: np.ndarray, cost: np.ndarray, axis: int, inside: np.ndarray
        ) -> np.ndarray:
            found = np.exp(np.minimum(before + cost + after - sums[:, None, None], 1))
            total: np.ndarray = (found * inside).sum(axis)
            return total

        rows, columns = self._inside()
        source_open, source_stay, target_open, target_stay = nulls
        run = np.logaddexp(source, target)
        alone = [
            chance(match[:, :-1], after_source[:, 1:], source_open[:, :, None], 2, rows),
            chance(source[:, :-1], after_source[:, 1:], source_stay[:, :, None], 2, rows),
            chance(match[:, :, :-1], after_target[:, :, 1:], target_open[:, None, :], 1, columns),
            chance(run[:, :, :-1], after_target[:, :, 1:], target_stay[:, None, :], 1, columns),
        ]
        return sums, posterior, alone

    def _inside(self) -> tuple[np.ndarray, np.ndarray]:
        """Which steps past a source sentence, and past a target sentence, lie inside each text."""
        i, j = np.arange(self.shape[1]), np.arange(self.shape[2])
        rows = (i[None, :-1] < self.n[:, None])[:, :, None] & (j[None] <= self.m[:, None])[:, None, :]
        columns = (j[None, :-1] < self.m[:, None])[:, None, :] & (i[None] <= self.n[:, None])[:, :, None]
        return rows, columns

    def _sum(self, owner: np.ndarray, column: np.ndarray, value: np.ndarray) -> np.ndarray:
        """Log sums of values by document and column."""
        count, _, width = self.shape
        top = np.full(count, _NOTHING)
        np.maximum.at(top, owner, value)
        flat = np.bincount(owner * width + column, weights=np.exp(value - top[owner]), minlength=count * width)
        with np.errstate(divide="ignore"):
            return np.maximum(np.log(flat.reshape(count, width)) + top[:, None], _NOTHING)

    def _forward(self, score: np.ndarray, nulls: list[np.ndarray]) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
        """For each state at each position, the log sum over all ways to it."""
        source_open, source_stay, target_open, target_stay = nulls
        match, source, target, everything = (np.full(self.shape, _NOTHING) for _ in range(4))
        match[:, 0, 0] = 0
        drift = np.pad(np.cumsum(target_stay, 1), ((0, 0), (1, 0)))
        for i in range(self.shape[1]):
            row, ending = match[:, i], self.ending[i]
            if len(ending):
                value = everything[self.owner[ending], self.i[ending], self.j[ending]] + score[ending]
                row[:] = np.logaddexp(row, self._sum(self.owner[ending], self.end_j[ending], value))
            if i:
                opened, stayed = source_open[:, i - 1 : i], source_stay[:, i - 1 : i]
                source[:, i] = np.logaddexp(match[:, i - 1] + opened, source[:, i - 1] + stayed)
            entry = np.full(row.shape, _NOTHING)
            entry[:, 1:] = np.logaddexp(row[:, :-1] + target_open, source[:, i, :-1] + target_stay)
            target[:, i] = np.logaddexp.accumulate(entry - drift, axis=1) + drift
            everything[:, i] = np.logaddexp(np.logaddexp(row, source[:, i]), target[:, i])
        return match, source, target

    def _backward(self, score: np.ndarray, nulls: list[np.ndarray]) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
        """For each state at each position, the log sum over all ways from it to the end."""
        source_open, source_stay, target_open, target_stay = nulls
        match, source, target = (np.full(self.shape, _NOTHING) for _ in range(3))
        end = np.full(self.shape, _NOTHING)
        end[np.arange(self.shape[0]), self.n, self.m] = 0
        drift = np.pad(np.cumsum(target_stay[:, ::-1], 1)[:, ::-1], ((0, 0), (0, 1)))
        for i in range(self.shape[1] - 1, -1, -1):
            go, starting = end[:, i], self.starting[i]
            if len(starting):
                value = match[self.owner[starting], self.end_i[starting], self.end_j[starting]] + score[starting]
                go = np.logaddexp(go, self._sum(self.owner[starting], self.j[starting], value))
            run = np.logaddexp.accumulate((go - drift)[:, ::-1], axis=1)[:, ::-1] + drift
            stayed, opened = go.copy(), go.copy()
            if i + 1 < self.shape[1]:
                stayed = np.logaddexp(stayed, source_stay[:, i : i + 1] + source[:, i + 1])
                opened = np.logaddexp(opened, source_open[:, i : i + 1] + source[:, i + 1])
            stayed[:, :-1] = np.logaddexp(stayed[:, :-1], target_stay + run[:, 1:])
            opened[:, :-1] = np.logaddexp(opened[:, :-1], target_open + run[:, 1:])
            target[:, i], source[:, i], match[:, i] = run, stayed, opened
        return match, source, target
