"""Text for XML: what may not stand in it dropped, what means something escaped."""

from __future__ import annotations

import re
from xml.sax.saxutils import escape, quoteattr

__all__ = ["attribute", "clean", "text"]

# XML 1.0, production 2, Char: everything else is left out. Lone surrogates are no characters either.
_ILLEGAL = re.compile("[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


def clean(value: str) -> str:
    """The value without the characters that XML 1.0 forbids."""
    return _ILLEGAL.sub("", value)


def text(value: str) -> str:
    """The value as character data."""
    return escape(clean(value), {"\r": "&#13;"})  # bare, a parser would make a line end of it


def attribute(value: str) -> str:
    """The value as an attribute's, with its quotes; line ends and tabs survive."""
    return quoteattr(clean(value))
