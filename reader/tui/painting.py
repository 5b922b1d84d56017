"""Lines of the page as pieces of text with names for what they look like.

The names become colours where they are shown: by Textual's style sheet in ``widgets``, by escape sequences in
``first_page``, which needs none of Textual.
"""

from __future__ import annotations

import itertools
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from rich.cells import cell_len, set_cell_size

from reader.bitext import Origin, Row, Status
from reader.documents import Role
from reader.tui.geometry import Geometry, View
from reader.tui.outline import Place
from reader.tui.page import Page
from reader.tui.row_layout import LaidRow, Passage
from reader.tui.wrapping import printable

__all__ = ["LOW_CONFIDENCE", "MARKS", "Line", "Look", "Painter", "Span", "warning_mark"]

# The letter that says where English comes from: it reads without colour.
MARKS = {Origin.HUMAN: "H", Origin.MACHINE: "M", Origin.MEMORY: "T", Origin.EDITED: "E"}
LOW_CONFIDENCE = 0.5
_SOON = 8  # rows of a fold that are looked at for words
_ROLE_STYLES = {
    Role.TITLE: "title",
    Role.HEADING: "heading",
    Role.STANDFIRST: "standfirst",
    Role.QUOTE: "quote",
    Role.CAPTION: "caption",
    Role.NOTE: "caption",
}
Span = tuple[int, int, str]
# Texts, each with the names of its styles: "base" or "current" first, then what is laid over it.
Line = tuple[tuple[str, tuple[str, ...]], ...]


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
    """

    def __init__(self, geometry: Geometry) -> None:
        self.geometry = geometry

    def page_line(
        self, page: Page, number: int, look: Callable[[int], Look], fold_text: Callable[[Place, Row], str]
    ) -> Line:
        """A line of a page.

        Args:
            page: in this painter's geometry.
            number: of the line, from the top of the page.
            look: what a row looks like.
            fold_text: what a fold says.
        """
        at = page.place_at(number)
        if at is None or at[1] < 0:
            return self.blank(ruled=at is not None)
        place, line = at
        if place.fold:
            return self.fold(fold_text(place, _telling(page, place)))
        laid = page.laid(place.first)
        if line >= laid.height:
            return self.blank(ruled=False)
        return self.line(laid, line, look(place.first))

    def line(self, laid: LaidRow, number: int, look: Look) -> Line:
        """One line of a row."""
        geometry = self.geometry
        base = "current" if look.current else "base"
        canvas = _Canvas(geometry.width, base)
        self._gutter(canvas, laid, number, look)
        for cell, at in ((laid.left[number], geometry.source_at), (laid.right[number], geometry.target_at)):
            if cell is not None:
                passage = laid.passages[cell[0]]
                first = cell[1] == 0
                self._marks(canvas, laid.row, passage, first=first)
                spans = next((s for p, s in look.spans if p == cell[0]), ())
                canvas.text(at + laid.indent, passage.text, passage.lines[cell[1]], _names(laid.row, cell[0]), spans)
        if number == 0:
            self._empty_sides(canvas, laid, look)
        return canvas.line()

    def blank(self, *, ruled: bool) -> Line:
        """An empty line, with or without the line between the columns."""
        canvas = _Canvas(self.geometry.width, "base")
        if ruled and self.geometry.rule_at is not None:
            canvas.put(self.geometry.rule_at, "│", "rule")
        return canvas.line()

    def fold(self, text: str) -> Line:
        """The one line that stands for folded rows."""
        geometry = self.geometry
        room = max(1, geometry.target_at + geometry.target_width - geometry.source_at)
        shown = printable(text)
        shown = shown if cell_len(shown) <= room else f"{set_cell_size(shown, room - 1).rstrip()}…"
        canvas = _Canvas(geometry.width, "base")
        canvas.put(geometry.source_at, shown, "fold")
        return canvas.line()

    def _gutter(self, canvas: _Canvas, laid: LaidRow, number: int, look: Look) -> None:
        geometry, row = self.geometry, laid.row
        if look.current:
            for at in geometry.bars:
                canvas.put(at, "▌", "bar")
        if geometry.rule_at is not None:
            canvas.put(geometry.rule_at, "▐" if look.current else "│", "bar" if look.current else "rule")
        if number == 0 and geometry.sign_at is not None:
            sign = "★" if look.bookmarked else "✎" if row.note else "↺" if row.repeat_of is not None else ""
            if sign and (geometry.sign_at != geometry.mark_at or laid.left[0] is not None):
                canvas.put(geometry.sign_at, sign, "sign")

    def _marks(self, canvas: _Canvas, row: Row, passage: Passage, *, first: bool) -> None:
        at = self.geometry.mark_at
        if at is None or passage.origin is None or not first:
            return
        canvas.put(at, MARKS[passage.origin], passage.origin.value)
        if passage.origin is row.origin and (mark := warning_mark(row)) != " ":
            canvas.put(at + 1, mark, "approved" if mark in "✓·" else "warning")

    def _empty_sides(self, canvas: _Canvas, laid: LaidRow, look: Look) -> None:
        geometry, row = self.geometry, laid.row
        waiting = "…" if look.working and not row.hidden else ""
        if geometry.view is View.SIDE and not geometry.stacked:
            if row.target is None and waiting:
                canvas.put(geometry.target_at + laid.indent, waiting, "pending")
            if not row.source:
                canvas.put(geometry.source_at, "—", "pending")


def _names(row: Row, passage: int) -> tuple[str, ...]:
    """The styles of a passage's text."""
    name = "hidden" if row.hidden else _ROLE_STYLES.get(row.role)
    side = "source" if passage == 0 else "target"
    return (side, name) if name else (side,)


def _telling(page: Page, place: Place) -> Row:
    """The row that tells what is folded: the first of words, if it comes soon, and not one of dots or lines."""
    rows = map(page.row, range(place.first, min(place.last + 1, place.first + _SOON)))
    return next((row for row in rows if any(map(str.isalpha, row.source or row.target or ""))), page.row(place.first))


class _Canvas:
    """A line of so many cells that texts are put on from left to right."""

    def __init__(self, width: int, base: str) -> None:
        self.width, self.base = width, base
        self._pieces: list[tuple[int, int, str, tuple[str, ...]]] = []

    def put(self, at: int, text: str, *names: str) -> None:
        """Put a short text on the line."""
        self._pieces.append((at, cell_len(text), text, (self.base, *names)))

    def text(self, at: int, text: str, extent: tuple[int, int], names: tuple[str, ...], spans: Sequence[Span]) -> None:
        """Put ``text[start:end]`` on the line, its spans in styles of their own."""
        start, end = extent
        plain = (self.base, *names)
        cuts = sorted({start, end, *(c for s, e, _ in spans for c in (s, e) if start < c < end)})
        for a, b in itertools.pairwise(cuts):
            piece = text[a:b]
            size = cell_len(piece)
            self._pieces.append((at, size, piece, (*plain, *(name for s, e, name in spans if s <= a and b <= e))))
            at += size

    def line(self) -> Line:
        """The line, exactly as wide as it should be."""
        found: list[tuple[str, tuple[str, ...]]] = []
        bare = (self.base,)
        here = 0
        for at, size, text, names in sorted(self._pieces, key=lambda piece: piece[0]):
            if at < here or at >= self.width:
                continue
            if at > here:
                found.append((" " * (at - here), bare))
            found.append((text if at + size <= self.width else set_cell_size(text, self.width - at), names))
            here = min(at + size, self.width)
        if here < self.width:
            found.append((" " * (self.width - here), bare))
        return tuple(found)
