"""How much of each sentence the sentences opposite account for, for all pairs of a block at once."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from reader.alignment.bags import Window
from reader.alignment.channels import Channel
from reader.alignment.lattice import SPAN

__all__ = ["Evidence", "gather"]

Floats = NDArray[np.float32]


@dataclass(frozen=True, slots=True)
class Evidence:
    """What one channel says of a block of R source and C target sentences.

    ``source[w, i, j]``: the weight of the words of source sentence i that target sentences j to j + w account for;
    ``target[w, j, i]``: of target sentence j, by source sentences i to i + w. ``*_total``: the weight of all its words.
    """

    source: Floats
    target: Floats
    source_total: Floats
    target_total: Floats


def _covered(window: Window, weights: Floats, opposite: Window, chances: Floats) -> Floats:
    """For each window size, the weight of ``window``'s words, by sentence, that a run of opposite sentences accounts for."""
    single = chances @ opposite.counts
    weighted = (window.counts * weights[window.types][:, None]).T
    result = np.zeros((SPAN, weighted.shape[0], single.shape[1]), dtype=np.float32)
    total = np.zeros_like(single)
    for size in range(SPAN):
        total[:, : single.shape[1] - size] += single[:, size:]
        result[size] = weighted @ np.minimum(total, 1.0)
    return result


def gather(channel: Channel, rows: tuple[int, int], columns: tuple[int, int]) -> Evidence:
    """The evidence of a channel for a block of source and target sentences."""
    source, target = channel.source.window(*rows), channel.target.window(*columns)
    forward, backward = channel.relation.dense(source.types, target.types)
    return Evidence(
        _covered(source, channel.source_weights, target, backward),
        _covered(target, channel.target_weights, source, forward.T),
        channel.source_weights[source.types] @ source.counts,
        channel.target_weights[target.types] @ target.counts,
    )
