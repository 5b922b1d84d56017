"""Breaking a text into lines of so many terminal cells, by French and English habits."""

from __future__ import annotations

import re

from rich.cells import cell_len

__all__ = ["printable", "wrap"]

# Characters that all terminals draw one cell wide. A text of these alone needs no width tables.
_NOT_NARROW = re.compile(
    "[^\x20-\x7e\xa0-\xac\xae-\u02ff\u0370-\u0482\u2010-\u2027\u202f-\u205e\u20a0-\u20bf\u2190-\u21ff]"
)
# What a terminal would obey instead of drawing it: control characters, and marks that turn the direction of writing.
_OBEYED = re.compile("[\x00-\x1f\x7f-\x9f\u200b-\u200f\u2028-\u202e\u2060-\u206f\ufeff\ud800-\udfff]")
# French sets a space before these, and typists use an ordinary one: a line never begins with them.
_CLINGS_LEFT = frozenset("!?:;»%€")
_CLINGS_RIGHT = "«"


def printable(text: str) -> str:
    """The text, as long as before, with a visible sign in place of whatever a terminal would obey."""
    return _OBEYED.sub("\N{REPLACEMENT CHARACTER}", text)


def wrap(text: str, width: int) -> list[tuple[int, int]]:
    """The lines of a text as (start, end) offsets; the spaces they break at stand in none.

    Args:
        text: one paragraph without line ends.
        width: cells in a line, at least 1. A word that is longer is cut.
    """
    width = max(1, width)
    if len(text) <= width and not _NOT_NARROW.search(text):
        return [(0, len(text))] if text else []
    reach = _reach_narrow if not _NOT_NARROW.search(text) else _reach_wide
    lines: list[tuple[int, int]] = []
    at, length = 0, len(text)
    while at < length:
        limit = reach(text, at, width)
        if limit >= length:
            lines.append((at, length))
            break
        cut = _cut(text, at, limit)
        end = cut
        while end > at and text[end - 1] == " ":
            end -= 1
        lines.append((at, end))
        at = cut
        while at < length and text[at] == " ":
            at += 1
    return lines


def _reach_narrow(_text: str, at: int, width: int) -> int:
    return at + width


def _reach_wide(text: str, at: int, width: int) -> int:
    """How far a line from ``at`` reaches where characters are of several widths; one character at least."""
    used, here = 0, at
    while here < len(text):
        used += cell_len(text[here])
        if used > width:
            break
        here += 1
    return max(here, at + 1)


def _cut(text: str, at: int, limit: int) -> int:
    """Where to cut the line ``text[at:limit]``: behind the last space or hyphen that may be cut at, else at the limit."""
    space = text.rfind(" ", at + 1, limit + 1)
    while space > at and (
        (space + 1 < len(text) and text[space + 1] in _CLINGS_LEFT) or text[space - 1] in _CLINGS_RIGHT
    ):
        space = text.rfind(" ", at + 1, space)
    hyphen = text.rfind("-", at + 1, limit)
    while hyphen > max(space, at) and not (text[hyphen - 1].isalpha() and text[hyphen + 1].isalpha()):
        hyphen = text.rfind("-", at + 1, hyphen)
    if hyphen > space:
        return hyphen + 1
    return space if space > at else limit
