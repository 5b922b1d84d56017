"""A box over the text."""

from __future__ import annotations

from typing import TypeVar

from rich.cells import cell_len
from textual import events
from textual.app import ComposeResult
from textual.binding import Binding
from textual.containers import Vertical
from textual.screen import ModalScreen
from textual.widget import Widget
from textual.widgets import Static

__all__ = ["DialogScreen"]

Result = TypeVar("Result")
_AROUND = 4  # lines: the border, the title, the empty line below it


class DialogScreen(ModalScreen[Result | None]):
    """A box with a title, a body and a line of hints; Esc closes it with None.

    Args:
        title: its title.
        hint: the line of hints.
    """

    BINDINGS = [Binding("escape", "cancel", "Close", show=False)]  # noqa: RUF012 - Textual's way

    def __init__(self, title: str, *, hint: str = "") -> None:
        super().__init__()
        self._title, self._hint = title, hint

    def compose(self) -> ComposeResult:
        """Lay the box out."""
        with Vertical(id="dialog"):
            yield Static(self._title, id="dialog-title", markup=False)
            yield from self.body()
            if self._hint:
                yield Static(self._hint, id="dialog-hint", markup=False)

    def on_resize(self, event: events.Resize) -> None:
        """Let the body take what the box leaves: a style sheet cannot subtract the lines around it."""
        inner = max(1, min(100, event.size.width * 9 // 10) - 4)
        hint = 1 + -(-cell_len(self._hint) // inner) if self._hint else 0
        self.fit(max(1, event.size.height * 9 // 10 - _AROUND - hint))

    def fit(self, room: int) -> None:
        """Give the body no more lines than these."""
        for body in self.query("#dialog-body"):
            body.styles.max_height = room

    def retitle(self, title: str) -> None:
        """Give it another title."""
        self.query_one("#dialog-title", Static).update(title)

    def body(self) -> list[Widget]:
        """What stands in the box."""
        return []

    def action_cancel(self) -> None:
        """Close it without an answer."""
        self.dismiss(None)
