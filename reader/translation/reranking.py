"""Chooses among the decoder's hypotheses with the help of a word lexicon.

A small network is fluent before it is faithful: it leaves words out, or says what often stands beside them. How well the
French can be explained by the words of each hypothesis (IBM model 1, the direction that the network does not know) tells a
faithful one from a fluent one. The search has the hypotheses anyway. How much the lexicon counts is fitted for each package
(``benchmarks/reranking.py``) and stands in its metadata; what a package without it decodes is left as it is.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import Protocol

from reader.translation.attempts import Decoded

__all__ = ["LENGTH_PENALTY", "WordLexicon", "reranked"]

LENGTH_PENALTY = 0.2  # as argostranslate decodes


class WordLexicon(Protocol):
    """What the engine asks a French-English word lexicon."""

    def translations(self, word: str) -> Sequence[tuple[str, float]]:
        """The English words for a French one, the likeliest first, with p(e|f)."""

    def plain_translation(self, word: str) -> str:
        """The one English word that stands out for a French one; empty where none does."""

    def log_likelihoods(self, french: str, renderings: Sequence[str]) -> Sequence[float]:
        """The natural logarithm of p(french | rendering), for each rendering."""


def reranked(source: str, found: Decoded, lexicon: WordLexicon, weight: float) -> Decoded:
    """The best of a hypothesis and the others that the search had found.

    Args:
        source: what was decoded.
        found: the likeliest hypothesis, which knows the others.
        lexicon: says how well each explains the source.
        weight: how much that counts beside the network's own log probability.
    """
    candidates = [found, *found.others()]
    if len(candidates) == 1:
        return found
    likelihoods = lexicon.log_likelihoods(source, [one.text for one in candidates])
    scores = [
        one.log_probability / (one.pieces + 1) ** LENGTH_PENALTY + weight * likelihood
        for one, likelihood in zip(candidates, likelihoods, strict=True)
    ]
    best, *others = (candidates[i] for i in sorted(range(len(scores)), key=lambda i: -scores[i]))
    return replace(best, others=lambda: others)
