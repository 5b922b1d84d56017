"""A row broken into the lines of the screen."""

from __future__ import annotations

from dataclasses import dataclass

from reader.bitext import Origin, Preference, Row
from reader.documents import Role
from reader.tui.geometry import Geometry, View
from reader.tui.wrapping import printable, wrap

__all__ = ["LaidRow", "Passage", "guess_heights", "lay_row"]

_INDENTS = {Role.QUOTE: 2, Role.LIST: 1, Role.CAPTION: 2, Role.NOTE: 2}
_LEAST_WIDTH_TO_INDENT = 24


@dataclass(frozen=True, slots=True)
class Passage:
    """A text and its lines as offsets into it. ``origin`` is that of an English one."""

    text: str
    lines: tuple[tuple[int, int], ...]
    origin: Origin | None = None


@dataclass(frozen=True, slots=True)
class LaidRow:
    """A row and, for each of its screen lines, which line of which passage stands left and right.

    ``left`` and ``right`` hold (passage, line) or None; passage 0 is the French, 1 and up the English ones.
    """

    row: Row
    passages: tuple[Passage, ...]
    left: tuple[tuple[int, int] | None, ...]
    right: tuple[tuple[int, int] | None, ...]
    indent: int

    @property
    def height(self) -> int:
        """How many lines it takes, one at least."""
        return len(self.left)


def lay_row(row: Row, geometry: Geometry, *, prefer: Preference | None, revealed: bool = False) -> LaidRow:
    """Break a row into lines.

    Args:
        row: what to show.
        geometry: the columns.
        prefer: whose English to show; None for both where there are two.
        revealed: show the English where the view keeps it back.
    """
    widest = min(geometry.source_width, geometry.target_width)
    indent = _INDENTS.get(row.role, 0) if widest >= _LEAST_WIDTH_TO_INDENT else 0
    source = _passage(row.source, geometry.source_width - indent, None)
    passages = [source, *_english(row, geometry, prefer, indent, revealed=revealed)]
    if geometry.view is View.ENGLISH and len(passages) > 1:
        passages[0] = _passage("", 1, None)
    first = [(0, line) for line in range(len(passages[0].lines))]
    second = [(p, line) for p in range(1, len(passages)) for line in range(len(passages[p].lines))]
    if geometry.stacked:
        left: list[tuple[int, int] | None] = [*first, *[None] * len(second)]
        right: list[tuple[int, int] | None] = [*[None] * len(first), *second]
    else:
        height = max(len(first), len(second))
        left = [*first, *[None] * (height - len(first))]
        right = [*second, *[None] * (height - len(second))]
    if not left:
        left, right = [None], [None]
    return LaidRow(row, tuple(passages), tuple(left), tuple(right), indent)


def _passage(text: str, width: int, origin: Origin | None) -> Passage:
    shown = printable(text)
    return Passage(shown, tuple(wrap(shown, width)), origin)


def _english(row: Row, geometry: Geometry, prefer: Preference | None, indent: int, *, revealed: bool) -> list[Passage]:
    if geometry.view is View.FRENCH and not revealed and row.source:
        return []
    width = geometry.target_width - indent
    found = [_passage(row.target, width, row.origin)] if row.target else []
    if prefer is None:
        others = ((row.human, Origin.HUMAN), (row.machine, Origin.MACHINE))
        found += [_passage(text, width, origin) for text, origin in others if text and text != row.target]
    return found


def guess_heights(french: list[int], english: list[int], geometry: Geometry, *, both: bool = False) -> list[int]:
    """About how many lines each row takes, from the lengths of its texts; used until it has been on the screen."""
    one, two = max(1, geometry.source_width - 3), max(1, geometry.target_width - 3)
    if both:
        two = max(1, two // 2)
    if geometry.view is View.FRENCH:
        return [f // one + 1 for f in french]
    if geometry.view is View.ENGLISH:
        return [e // two + 1 for e in english]
    if geometry.stacked:
        return [f // one + e // two + 2 for f, e in zip(french, english, strict=True)]
    if one == two:
        return [(f if f > e else e) // one + 1 for f, e in zip(french, english, strict=True)]  # noqa: FURB136 - twice as fast
    return [max(f // one, e // two) + 1 for f, e in zip(french, english, strict=True)]
