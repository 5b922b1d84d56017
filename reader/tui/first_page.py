"""The first page of a document, painted before Textual is there: the same layout, the same colours, at once.

Textual takes about half a second to be imported and to draw; a reader can read meanwhile. Its first picture then replaces
ours cell for cell.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import partial
from typing import TYPE_CHECKING

from rich.cells import set_cell_size

from reader.bitext import Bitext
from reader.tui.folds import fold_text
from reader.tui.page import Display, Page
from reader.tui.painting import Line, Look, Painter
from reader.tui.sheet import Sheet
from reader.tui.texts import Texts
from reader.tui.wrapping import printable

if TYPE_CHECKING:
    from reader.tui.sessions import Session

__all__ = ["Opened", "page_lines", "screenful"]

_BARS = 2  # lines above and below the text
_LEAST_HEIGHT = 4


@dataclass(frozen=True, slots=True)
class Opened:
    """What is known of a document when it opens: ``row`` is where it was left, ``said`` stands on the line at the foot."""

    bitext: Bitext
    title: str
    row: int = 0
    bookmarks: frozenset[int] = frozenset()
    working: bool = True
    said: str = ""

    @classmethod
    def of(cls, session: Session) -> Opened:
        """A session's document."""
        return cls(
            session.bitext,
            session.title,
            session.position if len(session.bitext) else 0,
            frozenset(session.bookmarks),
            bool(session.pending),
        )


def page_lines(opened: Opened, display: Display, texts: Texts, *, width: int, height: int) -> tuple[Line, ...]:
    """The lines of the page that the reader shows of a document when it opens.

    Args:
        opened: the document.
        display: how to show it.
        texts: the words of the interface.
        width: of the text, in cells.
        height: of the text, in lines.
    """
    page = Page(opened.bitext, display, display.share_out(width))
    top = row = 0
    if len(opened.bitext):
        row = page.nearest(opened.row)
        page.measure_lines(0, height)
        top = page.top_for(row, page.wanted_y(row, 0, height), height)

    def look(index: int) -> Look:
        return Look(current=index == row, bookmarked=index in opened.bookmarks, working=opened.working)

    painter = Painter(page.geometry)
    return tuple(painter.page_line(page, top + y, look, partial(fold_text, texts)) for y in range(height))


def screenful(opened: Opened, display: Display, texts: Texts, sheet: Sheet, size: tuple[int, int]) -> str:
    """The whole screen as text and escape sequences of our own; what the document holds of them is made visible.

    Args:
        opened: the document.
        display: how to show it.
        texts: the words of the interface.
        sheet: the colours.
        size: columns and lines of the terminal.
    """
    width, height = size
    if height < _LEAST_HEIGHT or width < 2:  # noqa: PLR2004 - a column of text and the scrollbar
        return ""
    lines = page_lines(opened, display, texts, width=width - 1, height=height - _BARS)
    above, below = (set_cell_size(f" {printable(text)}", width) for text in (opened.title, opened.said))
    parts = []
    for number, line in enumerate((((above, ("title-line",)),), *lines, ((below, ("status-line",)),))):
        parts.append(f"\x1b[{number + 1};1H")
        parts += [f"{sheet.sequence(names)}{text}" for text, names in line]
        if 0 < number < height - 1:
            parts.append(f"{sheet.sequence(('base',))} ")
    return "".join(parts)
