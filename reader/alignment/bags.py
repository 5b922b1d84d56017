"""Sentences as bags of word types: the numbers that the costs are counted from."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

__all__ = ["Bags", "Relation", "Window"]

Floats = NDArray[np.float32]
Ints = NDArray[np.int64]


@dataclass(frozen=True, slots=True)
class Window:
    """The words of a run of sentences: ``types`` are the distinct ones, ``counts[k, s]`` how often type k stands in s."""

    types: Ints
    counts: Floats


class Bags:
    """The word types of each sentence of one side.

    Args:
        sentences: the words of each sentence.
    """

    def __init__(self, sentences: Sequence[Sequence[str]]) -> None:
        index: dict[str, int] = {}
        flat = [index.setdefault(word, len(index)) for sentence in sentences for word in sentence]
        self.words = tuple(index)
        self.ids: Ints = np.array(flat, dtype=np.int64)
        self.ends: Ints = np.zeros(len(sentences) + 1, dtype=np.int64)
        np.cumsum([len(sentence) for sentence in sentences], out=self.ends[1:])

    def __len__(self) -> int:
        return len(self.ends) - 1

    @property
    def lengths(self) -> Ints:
        """How many words each sentence has."""
        return np.diff(self.ends)

    def frequency(self) -> Ints:
        """How often each type stands in the whole text."""
        return np.bincount(self.ids, minlength=len(self.words))

    def spread(self) -> Ints:
        """In how many sentences each type stands."""
        owners = np.repeat(np.arange(len(self)), self.lengths)
        pairs = np.unique(self.ids * max(len(self), 1) + owners)
        return np.bincount(pairs // max(len(self), 1), minlength=len(self.words))

    def window(self, start: int, end: int) -> Window:
        """The words of sentences ``start`` to ``end``."""
        ids = self.ids[self.ends[start] : self.ends[end]]
        types, rows = np.unique(ids, return_inverse=True)
        columns = np.repeat(np.arange(end - start), np.diff(self.ends[start : end + 1]))
        counts = np.zeros((len(types), end - start), dtype=np.float32)
        np.add.at(counts, (rows, columns), 1)
        return Window(types, counts)


class Relation:
    """Which target types may stand for which source types, and how likely, both ways, as sparse rows of source types.

    Args:
        rows: source type of each entry, any order; columns: target type; forward: p(target|source); backward: q(source|target).
        shape: how many source and target types there are.
    """

    def __init__(self, rows: Ints, columns: Ints, forward: Floats, backward: Floats, shape: tuple[int, int]) -> None:
        order = np.argsort(rows, kind="stable")
        self.columns, self.forward, self.backward = columns[order], forward[order], backward[order]
        self.ends: Ints = np.zeros(shape[0] + 1, dtype=np.int64)
        np.cumsum(np.bincount(rows, minlength=shape[0]), out=self.ends[1:])
        self.shape = shape
        self._place: Ints = np.full(shape[1], -1, dtype=np.int64)

    def entries(self, types: Ints) -> tuple[Ints, Ints]:
        """For some source types: which of them each of their entries belongs to, and the number of the entry."""
        counts = self.ends[types + 1] - self.ends[types]
        owner = np.repeat(np.arange(len(types)), counts)
        first = np.cumsum(counts) - counts
        return owner, self.ends[types][owner] + np.arange(len(owner)) - first[owner]

    def dense(self, source: Ints, target: Ints) -> tuple[Floats, Floats]:
        """The part of the relation between some source types and some target types, as two full matrices."""
        owner, entry = self.entries(source)
        self._place[target] = np.arange(len(target))
        column = self._place[self.columns[entry]]
        self._place[target] = -1
        inside = column >= 0
        owner, entry, column = owner[inside], entry[inside], column[inside]
        forward = np.zeros((len(source), len(target)), dtype=np.float32)
        backward = np.zeros((len(source), len(target)), dtype=np.float32)
        forward[owner, column] = self.forward[entry]
        backward[owner, column] = self.backward[entry]
        return forward, backward
