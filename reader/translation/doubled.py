"""Words that the decoder said twice at once: *fire fire system*, *scientists, scientists*.

A small network does so where it has no word for what comes next. Decoded again, such sentences are mostly no better; without the
second word they read well.
"""

from __future__ import annotations

import re

__all__ = ["without_doubles"]

# In 4,000 human lines (newstest2013, FLORES-dev) none of four letters and more is said twice but these, for stress or where one
# clause ends and another begins, and what the French says twice too.
_TWICE = "very|much|many|more|long|well|really|never|that|what|this|these|those|there|here|have|nous|vous"
_DOUBLED = re.compile(rf"\b(?!(?:{_TWICE})\b)(\w[\w’'-]{{3,}})(?:,? \1\b)+(?![’'-]\w)", re.IGNORECASE)


def without_doubles(french: str, english: str) -> tuple[str, int]:
    """The English with each word once that it says twice at once, and how many such words there were.

    A text whose French does so too is left as it is.
    """
    if _DOUBLED.search(french):
        return english, 0
    return _DOUBLED.subn(r"\1", english)
