"""Cuts a sentence that is too long for the decoder at its clauses."""

from __future__ import annotations

import re
from itertools import accumulate
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable

__all__ = ["cut_clauses"]

# The best places first. Each matches the space that is cut at.
_PLACES = tuple(
    re.compile(pattern)
    for pattern in (
        r"(?<=[.!?…])\s+(?=[«“\"(]?\s?[A-ZÀ-Þ])|(?<=[.!?…][»”\")])\s+(?=[A-ZÀ-Þ«])|(?<=[.!?…]\s»)\s+(?=[A-ZÀ-Þ])",
        r"(?<=[;:])\s+",
        r"\s+(?=[–—]\s)|(?<=[)»”])\s+|(?<=[)»”],)\s+",
        r"(?<=,)\s+(?=(?:qui|que|qu[’']|dont|où|mais|car|donc|puis|et|ou|alors|tandis|puisque|parce|lorsque|quand|si|comme|afin|pour|selon|après|avant|ce)\b)",
        r"(?<=,)\s+",
        r"\s+(?=(?:qui|que|qu[’']|dont|mais|car|tandis|puisque|parce|lorsque|afin)\b)",
        r"\s+(?=(?:et|ou|pour|dans|avec|par|sur|selon|lors)\b)",
        r"\s+",
    )
)
_OPEN, _CLOSE = "(«“[", ")»”]"


def cut_clauses(text: str, limit: int, measure: Callable[[str], int]) -> list[str]:
    """Cut a text at its best clause boundaries into parts that measure at most ``limit``.

    Each cut falls at the best kind of boundary that leaves no part too small, as near to the middle as can be, and not
    inside brackets or quotation marks if that can be helped. A single word may be longer than the limit.

    Returns:
        The parts; joined with spaces they are the text again, but for the white space between them.
    """
    if measure(text) <= limit:
        return [text]
    cut = _best_cut(text)
    if cut is None:
        return [text]
    start, end = cut
    return cut_clauses(text[:start], limit, measure) + cut_clauses(text[end:], limit, measure)


def _best_cut(text: str) -> tuple[int, int] | None:
    smallest = max(1, min(len(text) // 6, 40))
    depths = _depths(text)
    for may_be_inside, least in ((False, smallest), (True, smallest), (True, 1)):
        for places in _PLACES if may_be_inside else _PLACES[:-1]:
            spans = [m.span() for m in places.finditer(text)]
            fair = [s for s in spans if min(s[0], len(text) - s[1]) >= least and (may_be_inside or depths[s[0]] == 0)]
            if fair:
                return min(fair, key=lambda span: abs(span[0] - len(text) / 2))
    return None


def _depths(text: str) -> list[int]:
    """Before each character, how many brackets and quotation marks are open."""
    steps = ((char in _OPEN) - (char in _CLOSE) for char in text)
    return [max(0, depth) for depth in accumulate(steps, initial=0)]
