"""Posterior link probabilities of a hidden Markov model: which word of one side each word of the other comes from.

The model of S. Vogel, H. Ney and C. Tillmann ("HMM-based word alignment", COLING 1996) with one empty state behind each word
(F. Och, H. Ney, CL 29:1, 2003): the next word mostly comes from the next place. The jumps were learnt with the lexicon.
"""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from numpy.typing import NDArray

__all__ = ["posteriors"]

_ANYWHERE = 0.02  # the odds that the next word comes from any place at all: clauses change places


@lru_cache(maxsize=256)
def _moves(states: int, jumps: tuple[float, ...]) -> tuple[NDArray[np.float64], NDArray[np.float64]]:
    """The odds to go from each place to each other, rows summing to 1, and those of the first place."""
    reach = len(jumps) // 2
    odds = np.asarray(jumps)
    places = np.arange(states)
    moves = odds[np.clip(places[None, :] - places[:, None], -reach, reach) + reach]
    first = odds[np.clip(places + 1, -reach, reach) + reach]
    moves = moves / moves.sum(axis=1, keepdims=True) * (1 - _ANYWHERE) + _ANYWHERE / states
    return moves, first / first.sum() * (1 - _ANYWHERE) + _ANYWHERE / states


def posteriors(
    emission: NDArray[np.float64], null: NDArray[np.float64], jumps: tuple[float, ...], *, null_prior: float
) -> NDArray[np.float64]:
    """For each heard word the probability of each said word: said by heard; what is left of 1 is nothing at all.

    Args:
        emission: p(heard | said), said by heard.
        null: p(heard | nothing).
        jumps: the odds of each jump between said places, from the farthest back to the farthest on.
        null_prior: how often a heard word comes from nothing.
    """
    said, heard = emission.shape
    moves, first = _moves(said, jumps)
    moves = moves * (1 - null_prior)
    ahead = np.empty((heard, 2, said))
    now = np.stack((first * (1 - null_prior) * emission[:, 0], first * null_prior * null[0]))
    for j in range(heard):
        if j:
            total = ahead[j - 1].sum(axis=0)
            now = np.stack(((total @ moves) * emission[:, j], total * (null_prior * null[j])))
        ahead[j] = now / max(now.sum(), 1e-300)
    # Both states behind a word move on alike, so one backward vector serves them.
    back = np.ones(said)
    result = np.empty((said, heard))
    for j in range(heard - 1, -1, -1):
        joint = ahead[j] * back
        result[:, j] = joint[0] / max(joint.sum(), 1e-300)
        back = moves @ (emission[:, j] * back) + null_prior * null[j] * back
        back /= max(back.sum(), 1e-300)
    return result
