"""How sure a translation is, 0..1, from the decoder's own probabilities and what can be seen of the two texts.

The score is calibrated: it is the sentence chrF (0..1) that translations like this one reach against a human one. The
weights are fitted on FLORES-dev and package 0.2 with ``benchmarks/confidence.py --fit``, which also prints the rank correlation on
newstest2013, which they never saw: 0.43 with package 0.6, where the mean log-probability alone has 0.36.
"""

from __future__ import annotations

import math
import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence

__all__ = ["Evidence", "confidence", "score_of"]

_WORD = re.compile(r"\w+")
_WEIGHTS = (1.36, 0.08422, 1.773, -0.6595, 0.4271, -1.196, 0.2367, 0.04258)
_CONSTANT = 0.1043
# Too few translations keep a flag to fit these.
_GRAVE = frozenset({"empty", "copied", "repetition", "truncated", "length"})
_GRAVE_COST, _LIGHT_COST = 0.6, 0.2
_FAR = 30.0
_MOST_MENDED = 3


@dataclass(frozen=True, slots=True)
class Evidence:
    """What is known of a translation.

    ``mean`` is the mean natural log-probability of a piece; the pieces are those of the tokenizer. ``mended`` counts the
    invented words that were replaced and the words said twice at once that were dropped.
    """

    source: str
    target: str
    mean: float
    source_pieces: int
    target_pieces: int
    flags: Sequence[str] = ()
    mended: int = 0

    def features(self) -> tuple[float, ...]:
        """Probability; length; missing length; how finely each side had to be cut; balance of pieces; length of the French words; mended words."""
        french, english = (_WORD.findall(t) for t in (self.source, self.target))
        return (
            self.mean,
            math.log(1 + self.target_pieces),
            min(0.0, math.log((len(self.target) + 5) / (0.95 * len(self.source) + 5))),
            self.source_pieces / max(1, len(french)),
            self.target_pieces / max(1, len(english)),
            math.log((self.target_pieces + 2) / (self.source_pieces + 2)),
            sum(map(len, french)) / max(1, len(french)),
            min(_MOST_MENDED, self.mended),
        )


def confidence(seen: Evidence) -> float:
    """The calibrated score of a translation."""
    return score_of(seen)


def score_of(seen: Evidence, *, weights: Sequence[float] = _WEIGHTS, constant: float = _CONSTANT) -> float:
    """The same with other weights than those in force: ``benchmarks/confidence.py`` tries them."""
    if not seen.target:
        return 0.0
    logit = constant + sum(w * f for w, f in zip(weights, seen.features(), strict=True))
    grave = sum(f in _GRAVE for f in seen.flags)
    logit -= grave * _GRAVE_COST + (len(seen.flags) - grave) * _LIGHT_COST
    return round(1 / (1 + math.exp(-max(-_FAR, min(_FAR, logit)))), 3)
