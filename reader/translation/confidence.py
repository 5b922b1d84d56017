"""How sure a translation is, 0..1, from the decoder's own probabilities."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence

__all__ = ["confidence"]


def confidence(mean: float, *, pieces: int, flags: Sequence[str]) -> float:
    """The calibrated score of a translation.

    Args:
        mean: mean natural log-probability of its pieces.
        pieces: how many there are.
        flags: what the checks found wrong.
    """
    del pieces
    return round(math.exp(mean) * (0.5 if flags else 1.0), 3)
