"""A box to write in: a translation or a note, with the French above it."""

from __future__ import annotations

from textual.binding import Binding
from textual.containers import VerticalScroll
from textual.widget import Widget
from textual.widgets import Static, TextArea

from reader.tui.screens.dialog import DialogScreen
from reader.tui.wrapping import printable

__all__ = ["EditScreen"]

_FIELD = 12  # lines of the field at most


class EditScreen(DialogScreen[str]):
    """Gives the text that was written.

    Args:
        title: what is written.
        above: the text that it belongs to.
        text: what stands there already.
        hint: a line below.
    """

    BINDINGS = [  # noqa: RUF012 - Textual's way
        Binding("ctrl+s,enter", "keep", "Keep what is written", show=False, priority=True),
        Binding("escape", "cancel", "Leave it as it was", show=False, priority=True),
    ]

    def __init__(self, title: str, *, above: str, text: str, hint: str = "") -> None:
        super().__init__(title, hint=hint)
        # Static and TextArea hand on what a terminal would obey; a hostile memory may hold it.
        self._above, self._text = ("\n".join(map(printable, given.split("\n"))) for given in (above, text))

    def body(self) -> list[Widget]:
        """The text above, and the field."""
        field = TextArea(self._text, soft_wrap=True, show_line_numbers=False, tab_behavior="focus")
        return [VerticalScroll(Static(self._above, markup=False), id="dialog-above", can_focus=False), field]

    def fit(self, room: int) -> None:
        """Share the room between the text above and the field: the hints must not be pushed out of the box."""
        field = min(_FIELD, max(1, room // 2))
        self.query_one(TextArea).styles.max_height = field
        self.query_one("#dialog-above").styles.max_height = max(1, room - field - 1)

    def on_mount(self) -> None:
        """Begin to write at the end."""
        field = self.query_one(TextArea)
        field.move_cursor(field.document.end)
        field.focus()

    def action_keep(self) -> None:
        """Give the text, once the field has taken in every letter that was typed before this key."""
        self.query_one(TextArea).call_later(self._give)

    def _give(self) -> None:
        if self.is_current:
            self.dismiss(self.query_one(TextArea).text)
