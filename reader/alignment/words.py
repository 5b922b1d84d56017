"""Word links inside a bead: which English words stand for which French ones, many to many, and how sure that is.

Two hidden Markov models, one in each direction, weigh the lexicon, spelling and position of all words together; what both
believe is linked, then the links grow to neighbours that one of them believes. A word may stay alone.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, NamedTuple

import numpy as np

from reader.alignment.lexicon import Lexicon, shared_lexicon
from reader.alignment.tokens import Token, tokens
from reader.alignment.words_evidence import Evidence, gather_evidence
from reader.alignment.words_hmm import posteriors
from reader.languages import Language

if TYPE_CHECKING:
    from numpy.typing import NDArray

__all__ = ["WordLink", "WordLinks", "link_words"]

_NULL_PRIOR = 0.15
_SURE = 0.30  # the geometric mean of both directions from which words are linked
_GROW = 0.75  # what one direction must believe to link a word that has no link yet, beside one that has
_FAR = 0.25  # the bond from which words are linked however far apart they stand
_FAR_TRUST = 0.8
_LONGEST = 400  # words of a side that are linked at once; no sentence is longer


class WordLink(NamedTuple):
    """A French and an English word, by their place in their lists, and the confidence in the link, 0..1."""

    source: int
    target: int
    confidence: float


@dataclass(frozen=True, slots=True)
class WordLinks:
    """The words of two texts and the links between them, in order of the source.

    Attributes:
        source: the French words with their offsets in the French text.
        target: the English words with their offsets in the English text.
        links: pairs of places in the two lists.
    """

    source: tuple[Token, ...]
    target: tuple[Token, ...]
    links: tuple[WordLink, ...]


def _believed(evidence: Evidence, lexicon: Lexicon) -> tuple[NDArray[np.float64], NDArray[np.float64]]:
    """What each direction believes of each pair, both as source by target."""
    onward = posteriors(evidence.forward, evidence.target_null, lexicon.jumps[0], null_prior=_NULL_PRIOR)
    back = posteriors(evidence.backward.T, evidence.source_null, lexicon.jumps[1], null_prior=_NULL_PRIOR)
    return onward, back.T


def _grow(linked: NDArray[np.bool_], strongest: NDArray[np.float64]) -> None:
    """Link, beside what is linked, the words that have no link yet and one direction believes in, the surest first."""
    n, m = linked.shape
    grown = True
    while grown:
        grown = False
        around = np.zeros((n + 2, m + 2), dtype=bool)
        for down in (0, 1, 2):
            for right in (0, 1, 2):
                around[down : down + n, right : right + m] |= linked
        free = ~(
            np.logical_or.reduce(linked, axis=1, keepdims=True) & np.logical_or.reduce(linked, axis=0, keepdims=True)
        )
        candidates = np.where(around[1:-1, 1:-1] & free & ~linked, strongest, 0)
        best = int(candidates.argmax())
        if candidates.flat[best] >= _GROW:
            linked.flat[best] = grown = True


def _far_pairs(linked: NDArray[np.bool_], bond: NDArray[np.float64]) -> NDArray[np.bool_]:
    """Words left alone, out of the models' reach, that are one another's best by far: a date or a name that moved."""
    free = np.where(linked.any(axis=1, keepdims=True) | linked.any(axis=0, keepdims=True), 0, bond)
    best = (free >= _FAR) & (free == free.max(axis=1, keepdims=True)) & (free == free.max(axis=0, keepdims=True))
    once = (best.sum(axis=1, keepdims=True) == 1) & (best.sum(axis=0, keepdims=True) == 1)
    far: NDArray[np.bool_] = best & once
    return far


def link_words(
    source: str,
    target: str,
    *,
    lexicon: Lexicon | None = None,
    attention: NDArray[np.floating] | None = None,
) -> WordLinks:
    """Link the words of a French text and its English rendering.

    Args:
        source: the French of a bead.
        target: its English.
        lexicon: which words stand for which; without it, the one that came with the program.
        attention: how much the translator looked at each French word (by `tokens`) for each English one, if it is at hand.
    """
    french, english = tokens(source, Language.FRENCH)[:_LONGEST], tokens(target, Language.ENGLISH)[:_LONGEST]
    links: list[WordLink] = []
    if french and english:
        lexicon = lexicon or shared_lexicon()
        evidence = gather_evidence(
            [t.word for t in french],
            [t.word for t in english],
            lexicon,
            None if attention is None else attention[:_LONGEST, :_LONGEST],
        )
        onward, back = _believed(evidence, lexicon)
        agreed = np.sqrt(onward * back)
        linked = agreed >= _SURE
        far = _far_pairs(linked, evidence.bond)
        linked |= far
        strongest = np.maximum(onward, back)
        _grow(linked, strongest)
        confidence = np.maximum(np.maximum(agreed, 0.5 * strongest), np.where(far, _FAR_TRUST * evidence.bond, 0))
        sure = np.sqrt(confidence)  # nearer to the share that is right; benchmarks/words.py prints the table
        links = [WordLink(int(i), int(j), round(float(sure[i, j]), 3)) for i, j in np.argwhere(linked)]
    return WordLinks(tuple(french), tuple(english), tuple(links))
