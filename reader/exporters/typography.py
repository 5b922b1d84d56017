"""Each side as its language sets it.

English gets its own quotation marks, apostrophes and spaces. French keeps the marks that its author chose; a space that
stands where French wants one that does not break becomes such a one, and none is added.
"""

from __future__ import annotations

import re

__all__ = ["english", "french"]

_SPACES = " \u00a0\u202f\u2009"
_GUILLEMETS = (
    (re.compile(rf"«[{_SPACES}]*"), "“"),
    (re.compile(rf"[{_SPACES}]*»"), "”"),
    (re.compile(rf"‹[{_SPACES}]*"), "‘"),
    (re.compile(rf"[{_SPACES}]*›"), "’"),
)
_SPACE_BEFORE = re.compile(r"(?<=[\w.)”’…])[\u00a0\u202f\u2009]+(?=[;:!?])")
_APOSTROPHE = re.compile(r"(?<=\w)'(?=\w)")
_STRAIGHT = re.compile(r'"')
_NARROW = re.compile(r"(?<=[«‹])[ \u00a0\u2009]|[ \u00a0\u2009](?=[»›;!?])")
_WIDE = re.compile(r"(?<=\w)[ \u2009](?=:(?:\s|$))")


def english(text: str) -> str:
    """The text with English quotation marks, apostrophes and spaces."""
    for pattern, mark in _GUILLEMETS:
        text = pattern.sub(mark, text)
    text = _SPACE_BEFORE.sub("", text)
    text = _APOSTROPHE.sub("’", text)
    return _curled(text) if text.count('"') % 2 == 0 else text


def _curled(text: str) -> str:
    """Straight quotation marks made curly, opening and closing in turn; an odd one out is nobody's to guess."""
    opening = iter(range(text.count('"')))
    return _STRAIGHT.sub(lambda _: "“" if next(opening) % 2 == 0 else "”", text)


def french(text: str) -> str:
    """The text with no-break spaces where it has spaces inside guillemets and before ; : ! ? - of the same length.

    U+202F in all places but before a colon, which takes U+00A0 (Lexique des règles typographiques en usage à
    l'Imprimerie nationale).
    """
    return _WIDE.sub("\u00a0", _NARROW.sub("\u202f", text))
