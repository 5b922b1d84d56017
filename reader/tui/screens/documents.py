"""The list of documents that were named on the command line."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from rich.text import Text
from textual.app import ComposeResult
from textual.binding import Binding
from textual.screen import Screen
from textual.widgets import OptionList, Static
from textual.widgets.option_list import Option

from reader.tui.widgets.options import Options

if TYPE_CHECKING:
    from reader.tui.texts import Texts

__all__ = ["ListScreen"]


class ListScreen(Screen[None]):
    """Documents to choose from; Enter opens one.

    Args:
        documents: each a path, or two of a pair.
        texts: the interface texts.
    """

    BINDINGS = [  # noqa: RUF012 - Textual's way
        Binding("j", "move('down')", "Down", show=False),
        Binding("k", "move('up')", "Up", show=False),
        Binding("g", "move('first')", "First", show=False),
        Binding("G", "move('last')", "Last", show=False),
        Binding("q,escape,ctrl+q", "app.quit", "Quit", show=False),
    ]

    def __init__(self, documents: Sequence[tuple[Path, ...]], texts: Texts) -> None:
        super().__init__()
        self.documents, self._texts = documents, texts

    def compose(self) -> ComposeResult:
        """Lay the list out."""
        yield Static(self._texts("{n} documents", n=len(self.documents)), id="title-line", markup=False)
        yield Options(*(Option(_line(pair)) for pair in self.documents), markup=False)
        yield Static(self._texts("Enter opens · j k move · q quits"), id="status-line", markup=False)

    def on_mount(self) -> None:
        """Let keys move the highlight."""
        options = self.query_one(Options)
        options.focus()
        options.highlighted = 0

    def action_move(self, how: str) -> None:
        """Move the highlight."""
        options = self.query_one(Options)
        {
            "down": options.action_cursor_down,
            "up": options.action_cursor_up,
            "first": options.action_first,
            "last": options.action_last,
        }[how]()

    def on_option_list_option_selected(self, event: OptionList.OptionSelected) -> None:
        """Open what was chosen."""
        from reader.tui.app import ReaderApp  # noqa: PLC0415 - the app imports its screens

        if isinstance(self.app, ReaderApp):
            self.app.open_document(self.documents[event.option_index])


def _line(pair: tuple[Path, ...]) -> Text:
    text = Text(" + ".join(p.name for p in pair), no_wrap=True, overflow="ellipsis")
    text.append(f"   {pair[0].parent}", style="dim")
    return text
