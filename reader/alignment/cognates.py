"""How alike a French and an English word are spelt: names, loans and the words both took from Latin."""

from __future__ import annotations

import re
from functools import lru_cache

from reader.alignment.tokens import number_value, strip_accents

__all__ = ["cognate"]

# French endings (without accents) and what English makes of them, the longest first.
_ENDINGS = (
    ("iquement", "ically"),
    ("ablement", "ably"),
    ("eusement", "ously"),
    ("ivement", "ively"),
    ("ellement", "ally"),
    ("alement", "ally"),
    ("ement", "ely"),
    ("ienne", "ian"),
    ("aires", "aries"),
    ("aire", "ary"),
    ("oire", "ory"),
    ("ique", "ic"),
    ("iques", "ics"),
    ("isme", "ism"),
    ("iste", "ist"),
    ("euses", "ous"),
    ("euse", "ous"),
    ("elle", "al"),
    ("ment", "ly"),
    ("teur", "tor"),
    ("eur", "or"),
    ("ees", "ed"),
    ("ites", "ities"),
    ("ite", "ity"),
    ("tes", "ties"),
    ("eux", "ous"),
    ("aux", "al"),
    ("ien", "ian"),
    ("ier", "ary"),
    ("iser", "ize"),
    ("ant", "ing"),
    ("el", "al"),
    ("te", "ty"),
    ("re", "er"),
    ("er", "e"),
    ("ee", "ed"),
    ("e", "ed"),
    ("if", "ive"),
)
_LEAST = 4


def _englished(word: str) -> list[str]:
    """The French word, and what it would be in English by its ending."""
    made = [word]
    for french, english in _ENDINGS:
        if word.endswith(french) and len(word) - len(french) >= _LEAST - 1:
            made.append(word[: -len(french)] + english)
            break
    return made


def _alike(left: str, right: str) -> float:
    from rapidfuzz.distance import LCSseq  # noqa: PLC0415 - loaded when first needed

    if left == right:
        return 1.0
    common = 0
    for a, b in zip(left, right, strict=False):
        if a != b:
            break
        common += 1
    longest = max(len(left), len(right))
    # A shared beginning tells more than letters that happen to come in the same order.
    return 0.6 * float(LCSseq.normalized_similarity(left, right)) + 0.4 * common / longest


@lru_cache(maxsize=1 << 16)
def cognate(french: str, english: str) -> float:
    """0..1: how alike two folded words are spelt, French endings read as English ones; equal numbers are 1.

    Short words are alike only if they are the same: too many of them look like others.
    """
    if french == english:
        return 1.0
    number = number_value(french)
    if number is not None or english[:1].isdigit():
        return float(number is not None and number == number_value(english))
    left, right = strip_accents(french).replace("-", ""), strip_accents(english).replace("-", "")
    if min(len(left), len(right)) < _LEAST:
        return float(left == right)
    if re.search(r"^.?s$", right.removeprefix(left)) and right.startswith(left):
        return 0.95
    return max(_alike(form, right) for form in _englished(left))
