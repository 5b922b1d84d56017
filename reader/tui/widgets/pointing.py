"""The mouse on the bitext: click, right click, the fold, the line between the columns."""

from __future__ import annotations

from dataclasses import dataclass, replace

from rich.cells import cell_len
from textual import events
from textual.message import Message

from reader.tui.outline import Place
from reader.tui.widgets.worded_view import WordedView
from reader.tui.words import word_at

__all__ = ["Divided", "PointedView", "WordAsked"]


@dataclass
class WordAsked(Message):
    """The user wants to know more of the word under the word cursor."""

    row: int


@dataclass
class Divided(Message):
    """The user has dragged the line between the columns."""

    ratio: int


class PointedView(WordedView):
    """The view with the mouse."""

    def _hit(self, x: int, y: int) -> tuple[Place, tuple[int, int, int] | None] | None:
        """What stands at a cell: the place, and the word as (passage, start, end)."""
        at = self.page.place_at(self.scroll_offset.y + y)
        if at is None or at[1] < 0:
            return None
        place, line = at
        if place.fold:
            return place, None
        laid, geometry = self.page.laid(place.first), self.page.geometry
        if line >= laid.height:
            return place, None
        for cell, left in ((laid.left[line], geometry.source_at), (laid.right[line], geometry.target_at)):
            if cell is None or x < left + laid.indent:
                continue
            passage = laid.passages[cell[0]]
            start, end = passage.lines[cell[1]]
            offset = start + _offset(passage.text[start:end], x - left - laid.indent)
            if offset < end and (word := word_at(passage.text, offset)):
                return place, (cell[0], *word)
        return place, None

    def on_click(self, event: events.Click) -> None:
        """Make what was clicked current; the right button looks the word up; a fold opens."""
        found = self._hit(event.x, event.y)
        if found is None:
            return
        place, word = found
        self.move_to(place.first)
        if not place.fold:
            self.set_word(word)
            if word and (event.button == 3 or event.chain == 2):  # noqa: PLR2004 - right button, double click
                self.post_message(WordAsked(place.first))

    def on_mouse_down(self, event: events.MouseDown) -> None:
        """Begin to drag the line between the columns."""
        if event.button == 1 and event.x == self.page.geometry.rule_at:
            self._dragging = True
            self.capture_mouse()
            event.stop()

    def on_mouse_move(self, event: events.MouseMove) -> None:
        """Drag the line between the columns."""
        if self._dragging:
            text = max(1, self.page.geometry.source_width + self.page.geometry.target_width)
            ratio = max(20, min(80, round((event.x - self.page.geometry.source_at) * 100 / text)))
            if ratio != self.display_options.ratio:
                self.set_display(replace(self.display_options, ratio=ratio))
                self.post_message(Divided(ratio))

    def on_mouse_up(self) -> None:
        """End the dragging."""
        if self._dragging:
            self._dragging = False
            self.release_mouse()


def _offset(text: str, cells: int) -> int:
    """How many characters of a text fill so many cells."""
    used = 0
    for index, character in enumerate(text):
        used += cell_len(character)
        if used > cells:
            return index
    return len(text)
