"""How much of each sentence the sentences opposite account for, for all pairs of a block at once."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from reader.alignment.bags import Window
from reader.alignment.channels import Channel
from reader.alignment.lattice import SPAN

__all__ = ["Evidence", "gather", "gather_odds"]

Floats = NDArray[np.float32]
_TRUST = 0.9  # how many words in ten have a counterpart, where two sentences say the same
_SCALE = 3.0  # the log odds of a word with a good counterpart, so that ratios come near 1


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


def _covered(window: Window, weights: Floats, single: Floats) -> Floats:
    """For each window size, the weight of ``window``'s words, by sentence, that a run of opposite sentences accounts for."""
    own = weights[window.types][:, None]
    result = np.zeros((SPAN, window.width, single.shape[1]), dtype=np.float32)
    total = np.zeros_like(single)
    for size in range(SPAN):
        total[:, : max(single.shape[1] - size, 0)] += single[:, size:]
        result[size] = window.sums(own * np.minimum(total, 1.0))
    return result


def gather(channel: Channel, rows: tuple[int, int], columns: tuple[int, int]) -> Evidence:
    """What a channel accounts for in a block of source and target sentences."""
    source, target = channel.source.window(*rows), channel.target.window(*columns)
    left_single, right_single = channel.relation.between(source, target)
    left, right = channel.source_words.weights, channel.target_words.weights
    return Evidence(
        _covered(source, left, left_single),
        _covered(target, right, right_single),
        source.sums(left[source.types]),
        target.sums(right[target.types]),
    )


def _odds(window: Window, chances: Floats, opposite: Window, single: Floats) -> Floats:
    """For each window size, how much likelier a sentence's words are given the run opposite than in any text: log odds."""
    length = np.diff(opposite.bounds).astype(np.float32)
    result = np.zeros((SPAN, window.width, single.shape[1]), dtype=np.float32)
    total, long = np.zeros_like(single), np.ones_like(length)
    usual = chances[window.types][:, None]
    for size in range(SPAN):
        total[:, : max(single.shape[1] - size, 0)] += single[:, size:]
        long[: max(len(length) - size, 0)] += length[size:]
        result[size] = window.sums(np.log(1 - _TRUST + _TRUST * total / (long * usual)))
    return result


def gather_odds(channel: Channel, rows: tuple[int, int], columns: tuple[int, int]) -> Evidence:
    """How much likelier the words of each sentence are given the sentences opposite, after IBM's model 1, for a block."""
    source, target = channel.source.window(*rows), channel.target.window(*columns)
    left_single, right_single = channel.relation.between(source, target)
    return Evidence(
        _odds(source, channel.source_words.chances, target, left_single),
        _odds(target, channel.target_words.chances, source, right_single),
        _SCALE * np.diff(source.bounds).astype(np.float32),
        _SCALE * np.diff(target.bounds).astype(np.float32),
    )
