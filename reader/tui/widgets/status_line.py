"""The line below the text: where one is, where the English comes from, what the program is doing."""

from __future__ import annotations

from typing import TYPE_CHECKING

from rich.cells import cell_len, set_cell_size
from rich.text import Text
from textual.widgets import Static

from reader.bitext import Row, Status
from reader.tui.bindings import PREFIXES

if TYPE_CHECKING:
    from reader.tui.screens.reading_base import ReadingBase
    from reader.tui.texts import Texts

__all__ = ["StatusLine"]

_ROOMY = 100  # columns from which on there is room for more hints


class StatusLine(Static):
    """Tells of the current row."""

    def __init__(self) -> None:
        super().__init__("", id="status-line", markup=False)
        self.said = ""

    def show(self, screen: ReadingBase) -> None:
        """Tell of the screen's current row and of what goes on."""
        texts, row = screen.texts, screen.row
        if screen.pending:
            left = f"{texts(PREFIXES[screen.pending])}"
        elif row is None:
            left = texts("Nothing to read")
        else:
            left = " · ".join(_parts(row, len(screen.session.bitext), texts))
        hint = texts("/ search · d look up · ? help · q quit" if screen.size.width >= _ROOMY else "? help")
        right = " · ".join(filter(None, (screen.count, screen.found, screen.message, hint)))
        self.said = _fitted(left, right, max(1, screen.size.width))
        self.update(Text(self.said, no_wrap=True, end=""))


def _parts(row: Row, count: int, texts: Texts) -> list[str]:
    share = round((row.index + 1) * 100 / max(1, count))
    parts = [f"{row.index + 1}/{count} {share}%"]
    if row.origin is not None:
        parts.append(texts(row.origin.value))
    elif row.hidden:
        parts.append(texts(row.role.value))
    elif row.source:
        parts.append(texts("no English"))
    if not row.source:
        parts.append(texts("no French"))
    if row.score is not None:
        parts.append(texts("{share}% sure", share=round(row.score * 100)))
    parts += [f"! {texts(flag)}" for flag in row.flags]
    if row.status is not Status.DRAFT:
        parts.append(texts(row.status.value))
    if row.note:
        parts.append(f"✎ {row.note}")
    return parts


def _fitted(left: str, right: str, width: int) -> str:
    """Both on one line; the left one gives way, and on a narrow screen the right one."""
    room = width - 2
    if room < cell_len(right) + 12:
        return f" {set_cell_size(left, max(0, room))}"
    space = room - cell_len(right)
    if cell_len(left) >= space:
        left = set_cell_size(left, space - 2) + "…"
    return f" {set_cell_size(left, space)}{right} "
