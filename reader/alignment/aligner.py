"""Sentence alignment: which sentences of a French text and of an English one say the same."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from reader.alignment.channels import Channel, machine_channel, text_channel
from reader.alignment.evidence import Evidence, gather
from reader.alignment.lattice import KINDS, SPAN, Band, Lattice, Nulls
from reader.bitext import Alignment, Bead

__all__ = ["align"]

Floats = NDArray[np.float32]


def _sums(values: Floats, size: int, axis: int) -> Floats:
    """The sums of ``size`` neighbours, counted from the first of them; shorter at the end."""
    result = values.copy()
    for shift in range(1, size):
        here = [slice(None)] * values.ndim
        there = [slice(None)] * values.ndim
        here[axis], there[axis] = slice(0, values.shape[axis] - shift), slice(shift, None)
        result[tuple(here)] += values[tuple(there)]
    return result


def _score(found: Evidence, n: int, m: int) -> Floats:
    source = _sums(found.source[m - 1], n, 0)
    target = _sums(found.target[n - 1], m, 0).T
    left, right = _sums(found.source_total, n, 0)[:, None], _sums(found.target_total, m, 0)[None, :]
    result: Floats = (source + target) / (left + right + 0.1)
    return result


def align(
    source: Sequence[str],
    target: Sequence[str],
    *,
    machine: Sequence[str | None] | None = None,
    source_breaks: Sequence[int] = (),
    target_breaks: Sequence[int] = (),
    lexicon: object | None = None,
) -> Alignment:
    """Align two texts."""
    del source_breaks, target_breaks, lexicon
    rows, columns = len(source), len(target)
    if not rows or not columns:
        return Alignment(
            (*(Bead((i,), ()) for i in range(rows)), *(Bead((), (j,)) for j in range(columns))), rows, columns
        )
    channels: list[Channel] = [text_channel(source, target)]
    if machine is not None:
        channels = [machine_channel(machine, target)]
    found = [gather(channel, (0, rows), (0, columns)) for channel in channels]
    left = np.array([len(s) + 1 for s in source], dtype=np.float32)
    right = np.array([len(s) + 1 for s in target], dtype=np.float32)
    table = np.full((rows, len(KINDS), columns + 1), -np.inf, dtype=np.float32)
    for k, (n, m) in enumerate(KINDS):
        alike = sum(_score(f, n, m) for f in found)
        a, b = _sums(left, n, 0)[:, None], _sums(right, m, 0)[None, :]
        z = (b - a) / np.sqrt(6.8 * (a + b) / 2)
        value = 16 * (alike - 0.23) - 0.15 * np.minimum(z * z, 25) - 1.1 * (n + m - 2)
        table[: rows - n + 1, k, : columns - m + 1] = value[: rows - n + 1, : columns - m + 1]
    nulls = Nulls(
        np.full(rows, -1.5, np.float32),
        np.full(rows, -0.7, np.float32),
        np.full(columns, -1.5, np.float32),
        np.full(columns, -0.7, np.float32),
    )
    lattice = Lattice(Band.full(rows, columns), list(table), nulls, columns)
    beads = [
        Bead(
            tuple(range(s.i, s.i + s.n)),
            tuple(range(s.j, s.j + s.m)),
            float(1 / (1 + np.exp(-s.score))) if s.n and s.m else None,
        )
        for s in lattice.best()
    ]
    return Alignment(tuple(beads), rows, columns)


_ = SPAN
