"""The line above the text: what is read, in which section, and how the English is shown."""

from __future__ import annotations

import bisect
from typing import TYPE_CHECKING

from rich.cells import cell_len, set_cell_size
from rich.text import Text
from textual.widgets import Static

from reader.bitext import Preference
from reader.documents import Document, Role, plain
from reader.tui.geometry import View
from reader.tui.wrapping import printable

if TYPE_CHECKING:
    from reader.tui.screens.reading_base import ReadingBase

__all__ = ["PREFERENCES", "TitleLine"]

PREFERENCES = {Preference.HUMAN: "human first", Preference.MACHINE: "machine first", None: "human and machine"}
_LEAST_ROOM = 24  # for the title; where there is less beside it, the rest gives way


class TitleLine(Static):
    """Title and section left; right, which English is shown first where there are two, or that one language is alone.

    Args:
        title: what to say until more is known.
    """

    def __init__(self, title: str) -> None:
        self.said = f" {printable(title)}"
        super().__init__(Text(self.said, style="bold", no_wrap=True, end=""), id="title-line", markup=False)
        self._headings: list[int] = []  # indices of blocks
        self._of: Document | None = None

    def show(self, screen: ReadingBase) -> None:
        """Tell of the screen's document and view."""
        title = printable(screen.session.title)
        section = self._section(screen)
        right, width = _shown(screen), max(1, screen.size.width)
        both = f"{title}  ›  {section}"
        roomy = section and section != title and cell_len(both) + cell_len(right) + 4 <= width
        self.said = _fitted(both if roomy else title, right, width)
        text = Text(self.said, no_wrap=True, end="")
        text.stylize("bold", 0, len(self.said) - (len(right) + 1 if right and self.said.endswith(f"{right} ") else 0))
        self.update(text)

    def _section(self, screen: ReadingBase) -> str:
        """The heading that the current row stands below; the blocks are looked through once, not at each step."""
        row, document = screen.row, screen.session.bitext.source_document
        if self._of is not document:
            self._of = document
            self._headings = [
                i for i, b in enumerate(document.blocks) if b.role in {Role.TITLE, Role.HEADING} and not b.hidden
            ]
        if row is None or not row.source:
            return ""
        at = bisect.bisect_right(self._headings, row.block) - 1
        if at < 0:
            return ""
        block = document.blocks[self._headings[at]]
        return printable(plain(document.text[block.start : block.end]))


def _shown(screen: ReadingBase) -> str:
    display, texts = screen.view.display_options, screen.texts
    if display.view is View.FRENCH:
        return texts("French only")
    if screen.session.bitext.target:
        return texts("English: {which}", which=texts(PREFERENCES[display.prefer]))
    return texts("English only") if display.view is View.ENGLISH else ""


def _fitted(left: str, right: str, width: int) -> str:
    room = width - 2
    if not right or room < cell_len(right) + _LEAST_ROOM:
        return f" {_cut(left, room)}"
    space = room - cell_len(right)
    return f" {set_cell_size(_cut(left, space - 2), space)}{right} "


def _cut(text: str, room: int) -> str:
    if cell_len(text) <= room:
        return text
    return set_cell_size(text, room - 1).rstrip() + "…" if room > 0 else ""
