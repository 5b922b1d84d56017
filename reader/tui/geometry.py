"""How the width of the screen is shared out between the French, the English and their marks."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

__all__ = ["NARROW", "Geometry", "View", "share_out"]

# Below so many columns two texts do not fit side by side: they are stacked.
NARROW = 56
_TINY = 14


class View(StrEnum):
    """How French and English stand to each other."""

    SIDE = "side"
    STACKED = "stacked"
    FRENCH = "french"
    ENGLISH = "english"


@dataclass(frozen=True, slots=True)
class Geometry:
    """Columns, all counted from the left edge of the widget.

    ``bars`` are where the current row's bar stands; ``mark_at`` where the two marks of the English stand (None: no
    room); ``sign_at`` where the sign of a bookmark or note stands; ``rule_at`` where the line between the columns
    stands. ``stacked`` means that English stands below its French.
    """

    view: View
    width: int
    stacked: bool
    bars: tuple[int, ...]
    sign_at: int | None
    source_at: int
    source_width: int
    rule_at: int | None
    mark_at: int | None
    target_at: int
    target_width: int


def share_out(width: int, view: View, *, ratio: int = 50, widest: int = 0) -> Geometry:
    """Share out a width.

    Args:
        width: of the widget; anything from 0.
        view: what is wanted; side by side turns into stacked where there is no room.
        ratio: the French column's share of the text, in per cent.
        widest: most columns to use, centred; 0 for all.
    """
    width = max(1, width)
    used = min(width, widest) if widest > 0 else width
    left = (width - used) // 2
    if view is View.SIDE and used >= NARROW:
        text = used - 9  # one cell stays empty at the right edge
        source = min(max(text * ratio // 100, 12), text - 12)
        rule = left + 2 + source + 1  # an empty cell before and after it, then mark and warning and one more empty cell
        return Geometry(
            view=view,
            width=width,
            stacked=False,
            bars=(left,),
            sign_at=left + 1,
            source_at=left + 2,
            source_width=source,
            rule_at=rule,
            mark_at=rule + 2,
            target_at=rule + 5,
            target_width=text - source,
        )
    gutter = 4 if used >= _TINY else min(1, used - 1)
    at, text = left + gutter, max(1, used - gutter)
    bars = (left,) if gutter else ()
    roomy = gutter == 4  # noqa: PLR2004 - the full gutter
    sign = mark = left + 1 if roomy else None
    return Geometry(
        view=view,
        width=width,
        stacked=True,
        bars=bars,
        sign_at=sign,
        source_at=at,
        source_width=text,
        rule_at=None,
        mark_at=mark,
        target_at=at,
        target_width=text,
    )
