"""The fitted weights: what each feature adds to the log odds of a bead (``models/alignment`` fits them)."""

from __future__ import annotations

import json
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from reader.alignment.features import Block, bead_features, null_features
from reader.alignment.lattice import KINDS, Nulls
from reader.alignment.surface import Surface

__all__ = ["Weights", "load_weights"]

Floats = NDArray[np.float32]


@dataclass(frozen=True, slots=True)
class Weights:
    """The weights of one mode, and the table that turns a bead's posterior into how often such beads are right."""

    values: dict[str, float]
    posteriors: tuple[float, ...] = (0.0, 1.0)
    confidences: tuple[float, ...] = (0.0, 1.0)

    def score(self, block: Block) -> Floats:
        """The log odds of all beads of a block of R x C sentences: kinds x R x C + 1, by where they begin; minus infinity where they do not fit."""
        rows, columns = len(block.source.size), len(block.target.size)
        table = np.full((len(KINDS), rows, columns + 1), -np.inf, dtype=np.float32)
        for k, (n, m) in enumerate(KINDS):
            if n > rows or m > columns:
                continue
            total = np.zeros((rows, columns), dtype=np.float32)
            for name, value in bead_features(block, n, m):
                weight = self.values.get(name, 0.0)
                if weight:
                    total += np.float32(weight) * value
            table[k, : rows - n + 1, : columns - m + 1] = total[: rows - n + 1, : columns - m + 1]
        return table

    def alone(self, source: Surface, target: Surface) -> Nulls:
        """The log odds of leaving sentences alone."""
        parts = []
        for surface, side in ((source, "source"), (target, "target")):
            for opened in (True, False):
                total = np.zeros(len(surface.size), dtype=np.float32)
                for name, value in null_features(surface, side, opened=opened):
                    total += np.float32(self.values.get(name, 0.0)) * value
                parts.append(total)
        return Nulls(*parts)

    def confidence(self, posterior: float) -> float:
        """How often beads with this posterior are right."""
        return float(np.interp(posterior, self.posteriors, self.confidences))


@lru_cache(maxsize=4)
def load_weights(mode: str) -> Weights:
    """The weights of a mode, read once."""
    data = json.loads(Path(__file__).with_name("weights.json").read_text(encoding="utf-8"))[mode]
    return Weights(data["weights"], tuple(data["posteriors"]), tuple(data["confidences"]))
