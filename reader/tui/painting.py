"""Lines of rows as strips of styled text."""

from __future__ import annotations

import itertools
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from rich.cells import cell_len, set_cell_size
from rich.segment import Segment
from rich.style import Style
from textual.strip import Strip

from reader.bitext import Origin, Row, Status
from reader.documents import Role
from reader.tui.geometry import Geometry, View
from reader.tui.row_layout import LaidRow, Passage

__all__ = ["LOW_CONFIDENCE", "MARKS", "Look", "Painter", "paint_fold", "warning_mark"]

# The letter that says where English comes from: it reads without colour.
MARKS = {Origin.HUMAN: "H", Origin.MACHINE: "M", Origin.MEMORY: "T", Origin.EDITED: "E"}
LOW_CONFIDENCE = 0.5
_ROLE_STYLES = {
    Role.TITLE: "title",
    Role.HEADING: "heading",
    Role.STANDFIRST: "standfirst",
    Role.QUOTE: "quote",
    Role.CAPTION: "caption",
    Role.NOTE: "caption",
}
Span = tuple[int, int, str]


@dataclass(frozen=True, slots=True)
class Look:
    """What a row looks like just now: ``spans`` style stretches of its passages, by the passage's index."""

    current: bool = False
    bookmarked: bool = False
    working: bool = False
    spans: tuple[tuple[int, tuple[Span, ...]], ...] = ()


def warning_mark(row: Row) -> str:
    """The second mark of a row: what most needs to be known about its English; a space where nothing does."""
    if row.flags:
        return "!"
    if row.status is Status.APPROVED:
        return "✓"
    if row.status is Status.CHECKED:
        return "·"
    if row.score is not None and row.score < LOW_CONFIDENCE:
        return "?"
    return " "


class Painter:
    """Paints lines of rows in one geometry.

    Args:
        geometry: the columns.
        style: gives the style of a name such as ``title`` or ``machine``.
    """

    def __init__(self, geometry: Geometry, style: Callable[[str], Style]) -> None:
        self.geometry = geometry
        self._style = style

    def line(self, laid: LaidRow, number: int, look: Look) -> Strip:
        """One line of a row."""
        geometry = self.geometry
        base = self._style("current") if look.current else self._style("base")
        canvas = _Canvas(geometry.width, base)
        self._gutter(canvas, laid, number, look)
        for cell, at in ((laid.left[number], geometry.source_at), (laid.right[number], geometry.target_at)):
            if cell is not None:
                passage = laid.passages[cell[0]]
                first = cell[1] == 0
                self._marks(canvas, laid.row, passage, first=first)
                spans = next((s for p, s in look.spans if p == cell[0]), ())
                start, end = passage.lines[cell[1]]
                style = self._text_style(laid.row, cell[0], base)
                canvas.text(at + laid.indent, passage.text, start, end, style, spans, self._style)
        if number == 0:
            self._empty_sides(canvas, laid, look)
        return canvas.strip()

    def blank(self, *, ruled: bool) -> Strip:
        """An empty line, with or without the line between the columns."""
        canvas = _Canvas(self.geometry.width, self._style("base"))
        if ruled and self.geometry.rule_at is not None:
            canvas.put(self.geometry.rule_at, "│", self._style("rule"))
        return canvas.strip()

    def _gutter(self, canvas: _Canvas, laid: LaidRow, number: int, look: Look) -> None:
        geometry, row = self.geometry, laid.row
        if look.current:
            for at in geometry.bars:
                canvas.put(at, "▌", self._style("bar"))
        if geometry.rule_at is not None:
            canvas.put(geometry.rule_at, "▐" if look.current else "│", self._style("bar" if look.current else "rule"))
        if number == 0 and geometry.sign_at is not None:
            sign = "★" if look.bookmarked else "✎" if row.note else "↺" if row.repeat_of is not None else ""
            if sign and (geometry.sign_at != geometry.mark_at or laid.left[0] is not None):
                canvas.put(geometry.sign_at, sign, self._style("sign"))

    def _marks(self, canvas: _Canvas, row: Row, passage: Passage, *, first: bool) -> None:
        at = self.geometry.mark_at
        if at is None or passage.origin is None or not first:
            return
        canvas.put(at, MARKS[passage.origin], self._style(passage.origin.value))
        if passage.origin is row.origin and (mark := warning_mark(row)) != " ":
            canvas.put(at + 1, mark, self._style("approved" if mark in "✓·" else "warning"))

    def _empty_sides(self, canvas: _Canvas, laid: LaidRow, look: Look) -> None:
        geometry, row = self.geometry, laid.row
        waiting = "…" if look.working and not row.hidden else ""
        if geometry.view is View.SIDE and not geometry.stacked:
            if row.target is None and waiting:
                canvas.put(geometry.target_at + laid.indent, waiting, self._style("pending"))
            if not row.source:
                canvas.put(geometry.source_at, "—", self._style("pending"))

    def _text_style(self, row: Row, passage: int, base: Style) -> Style:
        style = base + self._style("source" if passage == 0 else "target")
        name = "hidden" if row.hidden else _ROLE_STYLES.get(row.role)
        return style + self._style(name) if name else style


def paint_fold(text: str, geometry: Geometry, style: Callable[[str], Style]) -> Strip:
    """The one line that stands for folded rows."""
    canvas = _Canvas(geometry.width, style("base"))
    room = max(1, geometry.target_at + geometry.target_width - geometry.source_at)
    shown = text if cell_len(text) <= room else f"{set_cell_size(text, room - 1).rstrip()}…"
    canvas.text(geometry.source_at, shown, 0, len(shown), style("base") + style("fold"), (), style)
    return canvas.strip()


class _Canvas:
    """A line of so many cells that texts are put on from left to right."""

    def __init__(self, width: int, base: Style) -> None:
        self.width, self.base = width, base
        self._pieces: list[tuple[int, int, str, Style]] = []

    def put(self, at: int, text: str, style: Style) -> None:
        """Put a short text on the line."""
        self._pieces.append((at, cell_len(text), text, self.base + style))

    def text(  # noqa: PLR0913, PLR0917 - a slice of a text, where it goes and what it looks like
        self,
        at: int,
        text: str,
        start: int,
        end: int,
        style: Style,
        spans: Sequence[Span],
        named: Callable[[str], Style],
    ) -> None:
        """Put ``text[start:end]`` on the line, its spans in styles of their own."""
        cuts = sorted({start, end, *(c for s, e, _ in spans for c in (s, e) if start < c < end)})
        for a, b in itertools.pairwise(cuts):
            piece = text[a:b]
            here = style
            for s, e, name in spans:
                if s <= a and b <= e:
                    here = here + named(name)
            size = cell_len(piece)
            self._pieces.append((at, size, piece, here))
            at += size

    def strip(self) -> Strip:
        """The line, exactly as wide as it should be."""
        segments: list[Segment] = []
        here = 0
        for at, size, text, style in sorted(self._pieces, key=lambda piece: piece[0]):
            if at < here or at >= self.width:
                continue
            if at > here:
                segments.append(Segment(" " * (at - here), self.base))
            segments.append(Segment(text, style))
            here = at + size
        if here < self.width:
            segments.append(Segment(" " * (self.width - here), self.base))
            here = self.width
        strip = Strip(segments, here)
        return strip if here == self.width else strip.adjust_cell_length(self.width, self.base)
