"""A list to choose from: headings, hits, bookmarks."""

from __future__ import annotations

from collections.abc import Sequence

from rich.text import Text
from textual.binding import Binding
from textual.widget import Widget
from textual.widgets import OptionList
from textual.widgets.option_list import Option

from reader.tui.screens.dialog import DialogScreen
from reader.tui.widgets.options import Options

__all__ = ["ChooseScreen"]


class ChooseScreen(DialogScreen[int]):
    """Gives the index of what was chosen.

    Args:
        title: what is to be chosen.
        options: what there is.
        chosen: which is highlighted at first.
        hint: a line below.
    """

    BINDINGS = [  # noqa: RUF012 - Textual's way
        Binding("j", "move('down')", "On", show=False),
        Binding("k", "move('up')", "Back", show=False),
        Binding("g", "move('first')", "The first", show=False),
        Binding("G", "move('last')", "The last", show=False),
        Binding("space", "move('page_down')", "A page on", show=False),
        Binding("q", "cancel", "Close", show=False),
    ]

    def __init__(self, title: str, options: Sequence[str | Text], *, chosen: int = 0, hint: str = "") -> None:
        super().__init__(title, hint=hint)
        self._options, self._chosen = options, chosen

    def body(self) -> list[Widget]:
        """The list."""
        return [
            Options(
                *(
                    Option(Text(o, no_wrap=True, overflow="ellipsis") if isinstance(o, str) else o)
                    for o in self._options
                ),
                markup=False,
                id="dialog-body",
            )
        ]

    def on_mount(self) -> None:
        """Highlight where one is."""
        options = self.query_one(Options)
        options.highlighted = self._chosen
        options.focus()

    def action_move(self, how: str) -> None:
        """Move the highlight."""
        self.query_one(Options).move(how)

    def on_option_list_option_selected(self, event: OptionList.OptionSelected) -> None:
        """Give the answer."""
        event.stop()
        self.dismiss(event.option_index)
