"""Does a bead that says 0.9 hold nine times in ten? On documents that neither the weights nor the table have seen."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise

import numpy as np

__all__ = ["Judged", "confidence_table"]

Judged = tuple[int, float, bool]  # a bead: the fold of its document, its posterior, and whether it is right
Table = tuple[list[float], list[float]]
_KNOTS = 12
_EDGES = (0, 0.3, 0.5, 0.6, 0.7, 0.8, 0.9, 0.95, 0.98, 1.001)
_IDENTITY: Table = ([0.0, 1.0], [0.0, 1.0])


def rising(beads: Sequence[Judged]) -> Table:
    """How often beads are right by their posterior: the best rising steps (pool adjacent violators), as a few knots."""
    ordered = sorted((posterior, right) for _, posterior, right in beads)
    groups = np.array_split(np.array(ordered, dtype=float), _KNOTS)
    merged: list[list[float]] = []
    for group in groups:
        merged.append([float(group[:, 0].mean()), float(group[:, 1].mean()), len(group)])
        while len(merged) > 1 and merged[-2][1] >= merged[-1][1]:
            (x1, y1, n1), (x2, y2, n2) = merged[-2], merged.pop()
            merged[-1] = [(x1 * n1 + x2 * n2) / (n1 + n2), (y1 * n1 + y2 * n2) / (n1 + n2), n1 + n2]
    xs = [0.0, *(round(x, 4) for x, _, _ in merged), 1.0]
    ys = [0.0, *(round(y, 4) for _, y, _ in merged), max(0.995, round(merged[-1][1], 4))]
    return xs, ys


def _brier(said: np.ndarray, right: np.ndarray) -> float:
    return float(((said - right) ** 2).mean())


def _print(title: str, said: np.ndarray, right: np.ndarray) -> None:
    print(f"  {title}: Brier {_brier(said, right):.4f}\n    confidence   beads  said  right")
    for low, high in pairwise(_EDGES):
        inside = (said >= low) & (said < high)
        if inside.any():
            share = f"{said[inside].mean():5.2f} {right[inside].mean():6.2f}"
            print(f"    {low:.2f}-{min(high, 1):.2f} {inside.sum():7d} {share}", flush=True)


def confidence_table(beads: Sequence[Judged]) -> Table:
    """Print how well confidences hold, as they are and by a table fitted to the other folds; return the better way."""
    folds = np.array([fold for fold, _, _ in beads])
    said = np.array([posterior for _, posterior, _ in beads])
    right = np.array([hit for _, _, hit in beads], dtype=float)
    mended = said.copy()
    for fold in set(folds.tolist()):
        table = rising([bead for bead in beads if bead[0] != fold])
        mended[folds == fold] = np.interp(said[folds == fold], *table)
    _print("held out, as it is", said, right)
    _print("held out, by the table of the other folds", mended, right)
    return rising(beads) if _brier(mended, right) < _brier(said, right) else _IDENTITY
