"""Tells whether a straight quotation mark that stands free, with a space on both sides, opens or closes."""

from __future__ import annotations

import re

__all__ = ["StraightQuotes"]

_OPENERS, _CLOSERS = frozenset("([«“‘"), frozenset(".,;:!?)]»”")
# Apostrophes within words are none.
_MARKS = {mark: re.compile(rf"{mark}(?:(?<!\w{mark})|(?!\w))") for mark in "\"'"}


class StraightQuotes:
    """Follows the straight marks of a text from left to right.

    A mark that leans on a word tells by itself which it is, and sets the count right again where one was forgotten.
    """

    def __init__(self, text: str) -> None:
        self._text = text
        self._at = dict.fromkeys(_MARKS, 0)
        self._open = dict.fromkeys(_MARKS, False)

    def closes(self, at: int) -> bool:
        """Whether the free mark at this offset closes a quotation; to be asked in rising order."""
        mark = self._text[at]
        start = self._at[mark]
        if at < start:
            return not self._open[mark]
        opened = self._open[mark]
        for found in _MARKS[mark].finditer(self._text, start, at):
            opened = self._after(found.start(), opened=opened)
        if self._is_introduced(at):
            opened = False
        self._at[mark] = at + 1
        self._open[mark] = not opened
        return opened

    def _after(self, at: int, *, opened: bool) -> bool:
        """Whether a quotation is open after a mark."""
        before = self._text[at - 1 : at] or " "
        after = self._text[at + 1 : at + 2] or " "
        if after.isspace() and before in _OPENERS:
            return True  # (" oui ")
        if before.isspace() and after in _CLOSERS and self._text[at + 1 : at + 3] != "..":
            return False
        leans_right = (before.isspace() or before in "([—–-«“") and not after.isspace()
        leans_left = not before.isspace() and (after.isspace() or after in ".,;:!?…)]—–-»”")
        if leans_right and not leans_left:
            return True
        if leans_left and not leans_right:
            return False
        return self._is_introduced(at) or not opened

    def _is_introduced(self, at: int) -> bool:
        """Whether a colon or a bracket stands before a mark, with up to two spaces between."""
        return self._text[max(0, at - 3) : at].rstrip().endswith((":", "("))
