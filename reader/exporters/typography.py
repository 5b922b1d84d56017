"""English as English is set: curly quotation marks, apostrophes, no space before ; : ! ?.

French is left as its author set it: the thin spaces and guillemets stand where the source has them and nowhere else.
"""

from __future__ import annotations

import re

__all__ = ["english"]

_NO_BREAK = "\u00a0\u202f\u2009"
_GUILLEMETS = (
    (re.compile(rf"«[ {_NO_BREAK}]*"), "“"),
    (re.compile(rf"[ {_NO_BREAK}]*»"), "”"),
    (re.compile(rf"‹[ {_NO_BREAK}]*"), "‘"),
    (re.compile(rf"[ {_NO_BREAK}]*›"), "’"),
)
_SPACE_BEFORE = re.compile(rf"(?<=\w|[.)”’…])[{_NO_BREAK}]+(?=[;:!?])")
_APOSTROPHE = re.compile(r"(?<=\w)'(?=\w)")
_STRAIGHT = re.compile(r'"')


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
