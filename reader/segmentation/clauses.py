"""Cuts a sentence that is too long to translate at once where it hurts least."""

from __future__ import annotations

import re

__all__ = ["split_clauses"]

# The best places first: after a semicolon or colon, after a comma or dash, before a conjunction, at any space.
_PLACES = (
    re.compile(r"[;:][»”)\]]*\s+"),
    re.compile(r"(?:[,.!?…][»”\"')\]]*|\s[—–-]{1,2})\s+"),
    re.compile(r"\s+(?=(?:et|ou|mais|car|donc|que|qui|où|dont|and|or|but|that|which|who|because)\b)"),
    re.compile(r"\s+"),
)


def split_clauses(text: str, limit: int) -> list[tuple[int, int]]:
    """Spans of at most limit characters that hold all of the text but the white space between them.

    Args:
        text: one sentence.
        limit: the most characters that a span may have.

    Raises:
        ValueError: the limit is no positive number.
    """
    if limit < 1:
        raise ValueError(f"a clause holds at least one character: {limit}")
    spans: list[tuple[int, int]] = []
    start, end = _skip(text, 0), len(text.rstrip())
    while end - start > limit:
        cut = _best_cut(text, start, limit)
        stop = start + len(text[start:cut].rstrip())
        spans.append((start, stop))
        start = _skip(text, cut)
    if start < end:
        spans.append((start, end))
    return spans


def _skip(text: str, at: int) -> int:
    while at < len(text) and text[at].isspace():
        at += 1
    return at


def _best_cut(text: str, start: int, limit: int) -> int:
    """The last good place in the window, not too near to its beginning."""
    end = start + limit
    for place in _PLACES:
        found = [m.end() for m in place.finditer(text, start + limit // 3, end + 1) if m.start() <= end]
        if found:
            return found[-1]
    return end
