"""What the line of a fold says."""

from __future__ import annotations

from reader.bitext import Row
from reader.tui.outline import Place
from reader.tui.texts import Texts

__all__ = ["fold_text"]


def fold_text(texts: Texts, place: Place, first: Row) -> str:
    """``↺ 12 repeated lines``, or ``⋯ 3 hidden lines`` and how they begin."""
    if place.repeats:
        one, many = "↺ {n} repeated line", "↺ {n} repeated lines"
    else:
        one, many = "⋯ {n} hidden line", "⋯ {n} hidden lines"
    said = texts(one if place.count == 1 else many, n=place.count)
    begins = first.source or first.target or ""
    return texts("{said}: {begins}", said=said, begins=begins) if begins else said
