"""The first page of a document, painted before Textual is there: the same layout, the same colours, at once.

Textual takes about half a second to be imported and to draw; a reader can read meanwhile. Its first picture then replaces
ours cell for cell.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import partial
from typing import TYPE_CHECKING

from rich.cells import set_cell_size

from reader.tui.folds import fold_text
from reader.tui.page import Display, Page
from reader.tui.painting import Line, Look, Painter
from reader.tui.sheet import Sheet
from reader.tui.texts import Texts
from reader.tui.wrapping import printable

if TYPE_CHECKING:
    from reader.tui.sessions import Session

__all__ = ["FirstPage", "first_page", "screenful"]

_BARS = 2  # lines above and below the text
_LEAST_HEIGHT = 4


@dataclass(frozen=True, slots=True)
class FirstPage:
    """What stands on the screen, and which row is the current one."""

    lines: tuple[Line, ...]
    row: int


def first_page(session: Session, display: Display, texts: Texts, *, width: int, height: int) -> FirstPage:
    """What the reader shows of a document when it opens.

    Args:
        session: the document.
        display: how to show it.
        texts: the words of the interface.
        width: of the text, in cells.
        height: of the text, in lines.
    """
    page = Page(session.bitext, display, display.share_out(width))
    bitext = page.bitext
    top = row = 0
    if len(bitext):
        row = page.nearest(session.position)
        page.measure_lines(0, height)
        top = page.top_for(row, page.wanted_y(row, 0, height), height)
    bookmarks, working = frozenset(session.bookmarks), bool(session.pending)

    def look(index: int) -> Look:
        return Look(current=index == row, bookmarked=index in bookmarks, working=working)

    painter = Painter(page.geometry)
    lines = (painter.page_line(page, top + y, look, partial(fold_text, texts)) for y in range(height))
    return FirstPage(tuple(lines), row)


def screenful(session: Session, display: Display, texts: Texts, sheet: Sheet, size: tuple[int, int]) -> str:
    """The whole screen as text and escape sequences of our own; what the document holds of them is made visible.

    Args:
        session: the document.
        display: how to show it.
        texts: the words of the interface.
        sheet: the colours.
        size: columns and lines of the terminal.
    """
    width, height = size
    if height < _LEAST_HEIGHT or width < 2:  # noqa: PLR2004 - a column of text and the scrollbar
        return ""
    page = first_page(session, display, texts, width=width - 1, height=height - _BARS)
    title = set_cell_size(f" {printable(session.title)}", width)
    rows = [((title, ("title-line",)),), *page.lines, ((" " * width, ("status-line",)),)]
    parts = []
    for number, line in enumerate(rows):
        parts.append(f"\x1b[{number + 1};1H")
        parts += [f"{sheet.sequence(names)}{text}" for text, names in line]
        if 0 < number < height - 1:
            parts.append(f"{sheet.sequence(('base',))} ")
    return "".join(parts)
