"""Batches of similar lengths from the arrays that ``prepare.py`` writes, made ready by a thread."""

from __future__ import annotations

import queue
import threading
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import torch

__all__ = ["Batch", "Corpus", "batches"]

_BEGIN, _END = 2, 3
_POOL = 200_000  # pairs that are sorted by length together
_AHEAD = 8  # batches made ready


@dataclass(frozen=True)
class Batch:
    """Pieces of source [b, s], of the target moved right by one [b, t] and of the target with its end [b, t]; how many."""

    source: torch.Tensor
    begun: torch.Tensor
    ended: torch.Tensor
    pieces: int


class _Side:
    """The sentences of one language: pieces in a row, lengths, and where each begins."""

    def __init__(self, folder: Path, name: str) -> None:
        self.pieces = np.load(folder / f"{name}.pieces.npy")
        self.lengths = np.load(folder / f"{name}.lengths.npy")
        self.starts = np.concatenate([[0], np.cumsum(self.lengths)])[:-1]

    def padded(self, rows: np.ndarray, width: int, *, shift: int = 0) -> np.ndarray:
        """[len(rows), width] of pieces, 0 after the end, moved right by ``shift``."""
        columns = np.arange(width - shift)[None]
        inside = columns < self.lengths[rows][:, None]
        out = np.zeros((len(rows), width), np.int64)
        out[:, shift:][inside] = self.pieces[(self.starts[rows][:, None] + columns)[inside]]
        return out


class Corpus:
    """The pairs of a prepared folder."""

    def __init__(self, folder: Path) -> None:
        self.source, self.target = _Side(folder, "source"), _Side(folder, "target")

    def __len__(self) -> int:
        return len(self.source.lengths)

    def batch(self, rows: np.ndarray, *, multiple: int) -> Batch:
        """The batch of some pairs; widths are multiples of ``multiple``."""
        s, t = (-(-(int(side.lengths[rows].max()) + 1) // multiple) * multiple for side in (self.source, self.target))
        at = np.arange(len(rows))
        source = self.source.padded(rows, s)
        source[at, self.source.lengths[rows]] = _END
        ended = self.target.padded(rows, t)
        ended[at, self.target.lengths[rows]] = _END
        begun = self.target.padded(rows, t, shift=1)
        begun[:, 0] = _BEGIN
        pieces = int(self.target.lengths[rows].sum()) + len(rows)
        return Batch(*(torch.from_numpy(z) for z in (source, begun, ended)), pieces)

    def rows(self, pieces: int, rng: np.random.Generator) -> Iterator[np.ndarray]:
        """Endless index arrays, each of pairs of like length that make about ``pieces`` pieces of the longer side."""
        longer = np.maximum(self.source.lengths, self.target.lengths)
        while True:
            order = rng.permutation(len(self))
            for at in range(0, len(order), _POOL):
                pool = order[at : at + _POOL]
                keys = longer[pool] * 1000 + self.source.lengths[pool] + rng.random(len(pool))
                pool = pool[np.argsort(keys, kind="stable")]
                cuts = _cut(longer[pool] + 1, pieces)
                for first, last in rng.permutation(cuts):
                    yield pool[first:last]


def _cut(widths: np.ndarray, pieces: int) -> list[tuple[int, int]]:
    """Where to cut rising widths so that rows x widest stays within 1.15 times ``pieces``."""
    cuts, first = [], 0
    for at in range(1, len(widths) + 1):
        if at == len(widths) or widths[at] * (at + 1 - first) > pieces * 1.15:
            cuts.append((first, at))
            first = at
    return cuts


def batches(corpus: Corpus, pieces: int, *, seed: int, multiple: int = 1) -> Iterator[Batch]:
    """Endless batches, made ready by a thread."""
    ready: queue.Queue[Batch] = queue.Queue(_AHEAD)

    def make() -> None:
        for rows in corpus.rows(pieces, np.random.default_rng(seed)):
            ready.put(corpus.batch(rows, multiple=multiple))

    threading.Thread(target=make, daemon=True).start()
    while True:
        yield ready.get()
