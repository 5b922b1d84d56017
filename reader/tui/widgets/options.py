"""A list to choose from that stands any size of the screen."""

from __future__ import annotations

from typing import Literal

from textual.widgets import OptionList

__all__ = ["Options"]


class Options(OptionList):
    """Textual's list, which at a height of no lines would stumble over a page key."""

    def _move_page(self, direction: Literal[-1, 1]) -> None:
        try:
            super()._move_page(direction)
        except (KeyError, IndexError):
            self.app.bell()
