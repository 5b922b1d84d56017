"""The bitext as one widget that draws line by line: French and English, locked to the same bead."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import ClassVar

from rich.segment import Segment
from rich.style import Style
from textual.geometry import Region, Size
from textual.message import Message
from textual.scroll_view import ScrollView
from textual.strip import Strip
from textual.widget import Widget

from reader.bitext import Bitext, Row
from reader.tui.outline import Place, same_rows
from reader.tui.page import Display, Page
from reader.tui.painting import Look, Painter, Span
from reader.tui.searching import spans as hits_in

__all__ = ["BitextView"]

_NAMES = (
    "source", "target", "current", "bar", "rule", "sign", "human", "machine", "memory", "edited", "approved", "warning",
    "hidden", "fold", "title", "heading", "standfirst", "quote", "caption", "pending", "hit", "word", "counterpart", "gap",
)  # fmt: skip


class BitextView(ScrollView, can_focus=True, inherit_bindings=False):
    """Shows a bitext; one of its rows is the current one."""

    ALLOW_SELECT = False
    COMPONENT_CLASSES: ClassVar[set[str]] = {f"bitext--{name}" for name in _NAMES}

    @dataclass
    class Moved(Message):
        """Another row is current, or another word."""

        row: int

    def __init__(
        self,
        bitext: Bitext,
        display: Display,
        *,
        fold_text: Callable[[Place, Row], str],
        name: str | None = None,
        id: str | None = None,  # noqa: A002 - Textual's word
    ) -> None:
        super().__init__(name=name, id=id, classes="reading-view")
        self.display_options = display
        self.page = Page(bitext, display, display.share_out(80))
        self.cursor = self.page.outline.shown_from(0) or 0
        self.query_text = ""
        self.word: tuple[int, int, int] | None = None
        self.word_links: Callable[[int], Iterable[tuple[tuple[int, int], tuple[int, int], float]]] = lambda _row: ()
        self.bookmarks: frozenset[int] = frozenset()
        self.working = False
        self._fold_text = fold_text
        self._styles_by_name: dict[str, Style] = {}
        self._styles_by_names: dict[tuple[str, ...], Style] = {}
        self.row_gaps: Callable[[int], tuple[Iterable[tuple[int, int]], Iterable[tuple[int, int]]]] = lambda _row: (
            (),
            (),
        )
        self.gaps_shown = False
        self._looks: dict[int, Look] = {}
        self._settling = False
        self._dragging = False
        self._painter = Painter(self.page.geometry)

    @property
    def room(self) -> int:
        """The columns that text may take: all but the scrollbar's."""
        return self.scrollable_content_region.width

    # What is shown

    def show(self, bitext: Bitext, page: Page | None = None) -> None:
        """Show a bitext whose beads are other than before; the current row is the one that holds the same text.

        Args:
            bitext: what is shown from now on.
            page: the same laid out already, elsewhere: of use as long as nothing has changed meanwhile.
        """
        before = self.page.bitext
        cursor, *revealed = same_rows(before, [self.cursor, *self.page.revealed], bitext)
        height = self._y_of(self.cursor)
        if page is not None and page.fits(bitext, self.display_options, self.page.geometry):
            self.page, page.bitext = page, bitext
        else:
            self.page.replace(bitext)
        self.page.revealed |= set(revealed)
        self.word = None
        self.cursor = self.nearest(cursor)
        self._changed()
        self._settle(self.cursor, height)
        self.post_message(self.Moved(self.cursor))

    def update_rows(self, bitext: Bitext, rows: Iterable[int]) -> None:
        """Show what some rows say now; the current row stays where it is on the screen."""
        rows = list(rows)
        y = self._y_of(self.cursor)
        self.page.update(bitext, rows)
        if self.word is not None and self.cursor in rows and self.word[0] > 0:
            self.word = None
        self._looks.clear()
        shown = set(self.visible_rows())
        self._settle(self.cursor, y)
        if shown & set(rows):
            self.refresh()

    def set_display(self, display: Display) -> None:
        """Show it in another way."""
        if display == self.display_options:
            return
        y = self._y_of(self.cursor)
        self.display_options = display
        self.page.relay(self.display_options.share_out(self.room), display)
        self.cursor = self.nearest(self.cursor)
        self._changed()
        self._settle(self.cursor, y)

    def _changed(self) -> None:
        self._painter = Painter(self.page.geometry)
        self._looks.clear()
        self.refresh()

    def restyle(self) -> None:
        """Draw again with what has changed around the rows: a search, bookmarks, the word."""
        self._looks.clear()
        self.refresh()

    def reveal(self, row: int | None = None) -> None:
        """Show or keep back the English of a row, the current one by default, where the view keeps it back."""
        y = self._y_of(self.cursor)
        self.page.reveal(self.cursor if row is None else row)
        self._settle(self.cursor, y)
        self.refresh()

    @property
    def row(self) -> Row | None:
        """The current row; None in an empty document."""
        return self.page.row(self.cursor) if len(self.page.bitext) else None

    def visible_rows(self) -> list[int]:
        """The rows on the screen."""
        return self.page.rows_between(self.scroll_offset.y, self.size.height)

    # Moving

    def nearest(self, row: int) -> int:
        """The shown row at, after or before a row."""
        return self.page.nearest(row)

    def move_to(self, row: int) -> None:
        """Make a row current and bring it on the screen; one in a fold opens it."""
        if not len(self.page.bitext):
            return
        row = max(0, min(row, len(self.page.bitext) - 1))
        if self.page.outline.is_fold(row):
            self.page.open_fold(row)
            self._changed()
        old, self.cursor = self.cursor, row
        if old != row:
            self.word = None
        self._looks.pop(old, None)
        self._looks.pop(row, None)
        top = self.scroll_offset.y
        self._settle(row, self._wanted_y(row))
        if self.scroll_offset.y == top:
            self._refresh_row(old)
            self._refresh_row(row)
        self.post_message(self.Moved(row))

    def step(self, count: int) -> None:
        """Move so many shown rows on, or back."""
        row = self.cursor
        for _ in range(abs(count)):
            following = self.page.outline.next_row(row, 1 if count > 0 else -1)
            if following is None:
                break
            row = following
        if row != self.cursor:
            self.move_to(row)
        elif count:
            self._scroll_within(1 if count > 0 else -1)

    def _scroll_within(self, step: int) -> None:
        """At the first or last row: bring what stands beyond it, such as a fold, on the screen."""
        self.scroll_to(y=self.scroll_offset.y + step * 2, animate=False, force=True)

    def step_lines(self, lines: int) -> None:
        """Scroll by so many lines; the current row stays at about its height on the screen."""
        height = self.size.height
        top = self.scroll_offset.y
        self.page.measure_lines(max(0, top + lines), height)
        limit = max(0, self.page.heights.total - height)
        wanted = max(0, min(top + lines, limit))
        if wanted == top:
            last = self.page.outline.shown_from(len(self.page.bitext) - 1 if lines > 0 else 0, -1 if lines > 0 else 1)
            if last is not None:
                self.move_to(last)
            return
        inside = self.page.rows_between(wanted, height)
        whole = [r for r in inside if self.page.extent(r)[0] >= wanted] or inside
        self._jump_lines(wanted)
        if whole:
            self.move_to(whole[0] if lines > 0 or self.cursor > whole[-1] else self._kept(whole))

    def _kept(self, rows: list[int]) -> int:
        return self.cursor if self.cursor in rows else rows[0] if self.cursor < rows[0] else rows[-1]

    def _jump_lines(self, top: int) -> None:
        self._settling = True
        try:
            self._set_virtual_size()
            self.scroll_to(y=top, animate=False, force=True)
        finally:
            self._settling = False

    def set_word(self, word: tuple[int, int, int] | None) -> None:
        """Put the word cursor on (passage, start, end) of the current row; None takes it away."""
        self.word = word
        self._looks.pop(self.cursor, None)
        self._refresh_row(self.cursor)
        self.post_message(self.Moved(self.cursor))

    # Keeping the screen in step

    def _y_of(self, row: int) -> int:
        if not len(self.page.bitext):
            return 0
        return self.page.extent(row)[0] - self.scroll_offset.y

    def _wanted_y(self, row: int) -> int:
        """The line of the screen that a row should begin at: where it is, if it can be seen there in full."""
        return self.page.wanted_y(row, self.scroll_offset.y, self.size.height)

    def _settle(self, row: int, y: int) -> None:
        """Scroll so that a row begins at a line of the screen, as far as the page reaches; measure what is then seen."""
        height = self.size.height
        if height <= 0 or not len(self.page.bitext) or not self.is_attached:
            return
        self._jump_lines(self.page.top_for(row, y, height))

    def _set_virtual_size(self) -> None:
        size = Size(self.room, self.page.heights.total)
        if size != self.virtual_size:
            # The reactive would lay the whole screen out again; nothing but our own scrollbar depends on it.
            self.set_reactive(Widget.virtual_size, size)
            self._scroll_update(size)

    def watch_scroll_y(self, old_value: float, new_value: float) -> None:
        """Measure what comes on the screen by wheel or scrollbar, and take the current row along."""
        super().watch_scroll_y(old_value, new_value)
        if self._settling or round(old_value) == round(new_value) or not len(self.page.bitext):
            return
        top = round(new_value)
        if self.page.measure_lines(top, self.size.height):
            self._set_virtual_size()
        inside = self.page.rows_between(top, self.size.height)
        if inside and self.cursor not in inside:
            self.cursor = inside[0] if self.cursor < inside[0] else inside[-1]
            self.word = None
            self._looks.clear()
            self.post_message(self.Moved(self.cursor))

    def on_resize(self) -> None:
        """Wrap again for the new width."""
        y = min(self._y_of(self.cursor), max(0, self.size.height - 1))
        geometry = self.display_options.share_out(self.room)
        if geometry != self.page.geometry:
            self.page.relay(geometry, self.display_options)
            self._changed()
        self._settle(self.cursor, y)
        self._settle(self.cursor, self._wanted_y(self.cursor) if len(self.page.bitext) else 0)

    # Drawing

    def notify_style_update(self) -> None:
        """Forget styles that a theme has changed."""
        self._styles_by_name.clear()
        self._styles_by_names.clear()
        super().notify_style_update()

    def _style(self, name: str) -> Style:
        found = self._styles_by_name.get(name)
        if found is None:
            if name == "base":
                found = self.rich_style
            elif name == "current":
                found = self.rich_style + self._component(name)
            else:
                found = self._component(name)
            self._styles_by_name[name] = found
        return found

    def _component(self, name: str) -> Style:
        """The style of a component; a see-through colour is mixed here, since a style of its own cannot be."""
        component = self.get_component_styles(f"bitext--{name}")
        style = component.partial_rich_style
        if component.has_rule("color") and component.color.a < 1 and not self.app.native_ansi_color:
            mixed = self.background_colors[1].blend(component.color, component.color.a, alpha=1.0)
            style += Style.from_color(mixed.rich_color)
        return style

    def render_line(self, y: int) -> Strip:
        """Draw a line of the screen."""
        line = self._painter.page_line(self.page, self.scroll_offset.y + y, self._look, self._fold_text)
        styles = self._styles_by_names
        segments = []
        for text, names in line:
            style = styles.get(names)
            if style is None:
                style = styles[names] = Style.combine(map(self._style, names))
            segments.append(Segment(text, style))
        return Strip(segments, self.page.geometry.width)

    def _look(self, row: int) -> Look:
        found = self._looks.get(row)
        if found is None:
            current = row == self.cursor
            spans: dict[int, list[Span]] = {}
            laid = self.page.laid(row)
            if self.query_text:
                for index, passage in enumerate(laid.passages):
                    spans[index] = [(s, e, "hit") for s, e in hits_in(self.query_text, passage.text)]
            if current and self.gaps_shown:
                for index, found_gaps in enumerate(self.row_gaps(row)):
                    if index < len(laid.passages):
                        spans.setdefault(index, []).extend((s, e, "gap") for s, e in found_gaps)
            if current and self.word is not None:
                self._add_word(spans, self.word, len(laid.passages))
            found = self._looks[row] = Look(
                current=current,
                bookmarked=row in self.bookmarks,
                working=self.working,
                spans=tuple((index, tuple(s)) for index, s in spans.items() if s),
            )
        return found

    def _add_word(self, spans: dict[int, list[Span]], word: tuple[int, int, int], passages: int) -> None:
        spans.setdefault(word[0], []).append((word[1], word[2], "word"))
        other = 1 if word[0] == 0 else 0
        if other < passages:
            spans.setdefault(other, []).extend((s, e, "counterpart") for s, e in self.counterparts(word))

    def counterparts(self, word: tuple[int, int, int]) -> list[tuple[int, int]]:
        """Where the counterparts of a word of the current row stand on the other side."""
        passage, start, end = word
        found = []
        for source, target, _probability in self.word_links(self.cursor):
            here, there = (source, target) if passage == 0 else (target, source)
            if here[0] < end and start < here[1]:
                found.append(there)
        return sorted(set(found))

    def _refresh_row(self, row: int) -> None:
        if len(self.page.bitext):
            start, height = self.page.extent(row)
            self.refresh(Region(0, start - self.scroll_offset.y, self.size.width, height))
