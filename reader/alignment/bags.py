"""Sentences as bags of word types: the numbers that the costs are counted from."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

__all__ = ["Bags", "Relation", "Window", "spread_rows"]

Floats = NDArray[np.float32]
Ints = NDArray[np.int64]


@dataclass(frozen=True, slots=True)
class Window:
    """The words of a run of sentences.

    ``types`` are the distinct ones. The words in order are ``types[tokens]``, those of sentence s from ``bounds[s]`` to
    ``bounds[s + 1]``. Type k stands in the sentences ``sentences[ends[k] : ends[k + 1]]``, ``amounts`` times each.
    """

    types: Ints
    tokens: Ints
    bounds: Ints
    sentences: Ints
    amounts: Floats
    ends: Ints

    @property
    def width(self) -> int:
        """How many sentences there are."""
        return len(self.bounds) - 1

    def sums(self, values: Floats) -> Floats:
        """For values of each type (on the first axis), their sum over the words of each sentence."""
        result = np.zeros((self.width, *values.shape[1:]), dtype=np.float32)
        filled = np.flatnonzero(np.diff(self.bounds))
        if len(filled):
            result[filled] = np.add.reduceat(values[self.tokens], self.bounds[filled], axis=0)
        return result


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

    def occurrences(self) -> tuple[Ints, Ints]:
        """For each type the sentences that hold it, each once, as the ends of its row and the sentences of all rows."""
        owners = np.repeat(np.arange(len(self)), self.lengths)
        places = np.unique(self.ids * len(self) + owners)
        ends = np.zeros(len(self.words) + 1, dtype=np.int64)
        np.cumsum(np.bincount(places // len(self), minlength=len(self.words)), out=ends[1:])
        return ends, places % len(self)

    def spread(self) -> Ints:
        """In how many sentences each type stands."""
        return np.diff(self.occurrences()[0])

    def sums(self, values: Floats) -> Floats:
        """For a value of each type, its sum over the words of each sentence."""
        owners = np.repeat(np.arange(len(self)), self.lengths)
        return np.bincount(owners, weights=values[self.ids], minlength=len(self)).astype(np.float32)

    def window(self, start: int, end: int) -> Window:
        """The words of sentences ``start`` to ``end``."""
        ids = self.ids[self.ends[start] : self.ends[end]]
        types, tokens = np.unique(ids, return_inverse=True)
        bounds = self.ends[start : end + 1] - self.ends[start]
        owners = np.repeat(np.arange(end - start), np.diff(bounds))
        places, amounts = np.unique(tokens * (end - start) + owners, return_counts=True)
        ends = np.zeros(len(types) + 1, dtype=np.int64)
        np.cumsum(np.bincount(places // (end - start), minlength=len(types)), out=ends[1:])
        return Window(types, tokens, bounds, places % (end - start), amounts.astype(np.float32), ends)


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

    def between(self, source: Window, target: Window) -> tuple[Floats, Floats]:
        """How well two runs of sentences account for each other's words.

        Returns:
            For each source type and target sentence, the sum of q(source|target) over the sentence's words; for each
            target type and source sentence, the sum of p(target|source).
        """
        owner, entry = spread_rows(self.ends, source.types)
        self._place[target.types] = np.arange(len(target.types))
        column = self._place[self.columns[entry]]
        self._place[target.types] = -1
        inside = column >= 0
        owner, entry, column = owner[inside], entry[inside], column[inside]
        return (
            _sum_over(owner, column, self.backward[entry], len(source.types), target),
            _sum_over(column, owner, self.forward[entry], len(target.types), source),
        )


def spread_rows(ends: Ints, rows: Ints) -> tuple[Ints, Ints]:
    """For some rows of a sparse table: which of them each entry belongs to, and the number of the entry."""
    counts = ends[rows + 1] - ends[rows]
    owner = np.repeat(np.arange(len(rows)), counts)
    return owner, ends[rows][owner] + np.arange(len(owner)) - (np.cumsum(counts) - counts)[owner]


def _sum_over(owner: Ints, word: Ints, value: Floats, height: int, opposite: Window) -> Floats:
    """Sums of the values of each owner over the words of each opposite sentence."""
    link, place = spread_rows(opposite.ends, word)
    width = opposite.width
    sentence = opposite.sentences[place]
    worth = value[link] * opposite.amounts[place]
    flat = np.bincount(owner[link] * width + sentence, weights=worth, minlength=height * width)
    return flat.reshape(height, width).astype(np.float32)
