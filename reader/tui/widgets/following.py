"""The box at the foot that tells which keys may follow the one just pressed, where the status line is too short for them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from rich.cells import cell_len
from textual.widgets import Static

from reader.tui.bindings import PREFIXES

if TYPE_CHECKING:
    from reader.tui.screens.reading_base import ReadingBase

__all__ = ["FollowingKeys"]

_BETWEEN = " · "


class FollowingKeys(Static):
    """Lies over the last lines of the text and over the status line, which says the same as far as it can."""

    def __init__(self) -> None:
        super().__init__("", id="following-keys", markup=False)
        self.said = ""

    def show(self, screen: ReadingBase) -> None:
        """Tell what may follow, or go away."""
        text, room = screen.texts(PREFIXES.get(screen.pending, "")), screen.size.width - 2
        self.said = "\n".join(_lines(text.split(_BETWEEN), room)) if cell_len(text) > room > 0 else ""
        self.display = bool(self.said)
        if self.said:
            self.update(self.said)


def _lines(parts: list[str], room: int) -> list[str]:
    """The parts on as few lines as hold them."""
    lines = parts[:1]
    for part in parts[1:]:
        longer = f"{lines[-1]}{_BETWEEN}{part}"
        if cell_len(longer) <= room:
            lines[-1] = longer
        else:
            lines.append(part)
    return lines
