"""A list to choose from that stands any size of the screen."""

from __future__ import annotations

from collections.abc import Callable
from typing import Literal

from textual.binding import Binding
from textual.widgets import OptionList

__all__ = ["Options"]


class Options(OptionList):
    """Textual's list, which at a height of no lines would stumble over a page key."""

    # Enter, pressed before the terminal was told to hand keys over as they are, comes as a line feed.
    BINDINGS = [Binding("ctrl+j", "select", "Select", show=False)]  # noqa: RUF012 - Textual's way

    def move(self, how: str) -> None:
        """Move the highlight ``down``, ``up``, ``first``, ``last``, ``page_down`` or ``page_up``: what the keys of the screen around the list ask for."""
        moves: dict[str, Callable[[], object]] = {
            "down": self.action_cursor_down,
            "up": self.action_cursor_up,
            "first": self.action_first,
            "last": self.action_last,
            "page_down": self.action_page_down,
            "page_up": self.action_page_up,
        }
        moves[how]()

    def _move_page(self, direction: Literal[-1, 1]) -> None:
        try:
            super()._move_page(direction)
        except (KeyError, IndexError):
            self.app.bell()
