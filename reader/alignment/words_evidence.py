"""What speaks for each pair of words: the lexicon both ways, spelling, numbers, the translator's attention."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from reader.alignment.cognates import cognate
from reader.alignment.tokens import strip_accents

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from reader.alignment.lexicon import Lexicon

__all__ = ["Evidence", "gather_evidence"]

_ALIKE = 0.55  # spelling says nothing below this likeness
_SPELLING = 0.5  # the share that perfect likeness may have in p(e|f)
_UNSEEN = 2e-4  # p(e|f) of a pair that nothing speaks for, with both words known
_UNSEEN_RARE = 4e-3  # the same with a word that the lexicon lacks: it must stand for something
_CLOSED = 1e-5  # the same with a word that the lexicon lacks, yet whose like stands on the other side
_SAME = 0.9  # likeness of two spellings of one word
_NULL_UNKNOWN = 2e-4  # p(e|nothing) of a word that the lexicon lacks


@dataclass(frozen=True, slots=True)
class Evidence:
    """Emission probabilities of a pair of sentences of n French and m English words.

    Attributes:
        forward: p(English word | French word), n by m.
        backward: p(French word | English word), n by m.
        source_null: p(French word | nothing), n.
        target_null: p(English word | nothing), m.
        bond: how sure the lexicon or the spelling is that the two words belong together wherever they stand, 0..1, n by m.
    """

    forward: NDArray[np.float64]
    backward: NDArray[np.float64]
    source_null: NDArray[np.float64]
    target_null: NDArray[np.float64]
    bond: NDArray[np.float64]


def _initials(found: list[str]) -> list[str]:
    """What two words must share to be worth comparing: the first letter without accent, or that they are numbers."""
    return ["0" if word[:1].isdigit() else strip_accents(word)[:1] for word in found]


def _spelling(source: list[str], target: list[str], known: NDArray[np.bool_]) -> NDArray[np.float64]:
    """The likeness of each pair, 0 where it says nothing or the lexicon knows better."""
    alike = np.zeros((len(source), len(target)))
    same = np.array(_initials(source))[:, None] == np.array(_initials(target))[None, :]
    for i, j in np.argwhere(same).tolist():
        alike[i, j] = cognate(source[i], target[j])
    scaled: NDArray[np.float64] = np.maximum(alike - _ALIKE, 0) / (1 - _ALIKE)
    return np.where(known & (alike < 1), 0.3 * scaled, scaled)


def _unseen(f: NDArray[np.int32], e: NDArray[np.int32], spelling: NDArray[np.float64]) -> NDArray[np.float64]:
    """The odds of pairs that nothing speaks for: better with an unknown word, unless spelling has found its counterpart."""
    open_f = (f < 0) & (spelling.max(axis=1) < _SAME)
    open_e = (e < 0) & (spelling.max(axis=0) < _SAME)
    closed = ((f < 0) & ~open_f)[:, None] | ((e < 0) & ~open_e)[None, :]
    unseen = np.where(open_f[:, None] | open_e[None, :], _UNSEEN_RARE, _UNSEEN)
    return np.where(closed, _CLOSED, unseen)


def gather_evidence(
    source: list[str], target: list[str], lexicon: Lexicon, attention: NDArray[np.floating] | None = None
) -> Evidence:
    """The evidence for two lists of folded words.

    Args:
        source: the French words.
        target: the English words.
        lexicon: which words stand for which.
        attention: how much the translator looked at each French word for each English one, 0..1, n by m, if it is at hand.

    Raises:
        ValueError: the attention has another shape.
    """
    f, e = lexicon.source_ids(source), lexicon.target_ids(target)
    forward, backward = (side.astype(np.float64) for side in lexicon.matrix(f, e))
    known = (f >= 0)[:, None] & (e >= 0)[None, :]
    spelling = _spelling(source, target, known)
    extra = _SPELLING * spelling + _unseen(f, e, spelling)
    if attention is not None:
        if attention.shape != known.shape:
            raise ValueError(f"attention of {attention.shape} for {known.shape} words")
        extra = extra + 0.5 * np.asarray(attention, dtype=np.float64)
    return Evidence(
        forward=forward + extra,
        backward=backward + extra,
        source_null=np.where(f >= 0, lexicon.source_null_odds[f], _NULL_UNKNOWN) + 1e-6,
        target_null=np.where(e >= 0, lexicon.target_null_odds[e], _NULL_UNKNOWN) + 1e-6,
        bond=np.maximum(np.sqrt(forward * backward), spelling),
    )
