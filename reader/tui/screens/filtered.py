"""A list that is narrowed by typing: the library, all commands."""

from __future__ import annotations

from collections.abc import Sequence
from typing import ClassVar, TypeVar

from rich.text import Text
from textual.binding import Binding
from textual.widget import Widget
from textual.widgets import Input, OptionList
from textual.widgets.option_list import Option

from reader.tui.screens.dialog import DialogScreen
from reader.tui.widgets.options import Options

__all__ = ["FilteredScreen"]

Result = TypeVar("Result")


class FilteredScreen(DialogScreen[Result]):
    """A field to type in and the lines that fit; Enter or a click takes one.

    Args:
        title: its title.
        placeholder: what the empty field says.
        hint: a line below.
    """

    BINDINGS = [  # noqa: RUF012 - Textual's way
        Binding("down,ctrl+n", "move('down')", "On", show=False, priority=True),
        Binding("up", "move('up')", "Back", show=False, priority=True),
        Binding("pagedown", "move('page_down')", "A page on", show=False, priority=True),
        Binding("pageup", "move('page_up')", "A page back", show=False, priority=True),
    ]

    # Whether letters are keys at first, until the field is asked for; else they are typed into it at once.
    LETTERS_ACT: ClassVar[bool] = False

    def __init__(self, title: str, *, placeholder: str, hint: str = "") -> None:
        super().__init__(title, hint=hint)
        self._placeholder = placeholder

    def lines(self, query: str) -> Sequence[Text]:
        """The lines that fit what is typed; ``take`` gets the index of one."""
        del query
        return ()

    def take(self, index: int) -> None:
        """Answer with the line that was chosen."""
        del index

    def body(self) -> list[Widget]:
        """The field and the list."""
        return [Input(placeholder=self._placeholder, compact=True), Options(markup=False, id="dialog-body")]

    def on_mount(self) -> None:
        """Fill the list."""
        self.fill()
        self.query_one(Options if self.LETTERS_ACT else Input).focus()

    @property
    def highlighted(self) -> int | None:
        """Which line the highlight is on; None in an empty list."""
        options = self.query_one(Options)
        at = options.highlighted
        return at if at is not None and at < options.option_count else None

    def fill(self, highlighted: int = 0) -> None:
        """Show the lines that fit what is typed."""
        options = self.query_one(Options)
        options.clear_options()
        options.add_options([Option(line) for line in self.lines(self.query_one(Input).value)])
        options.highlighted = min(highlighted, options.option_count - 1) if options.option_count else None

    def on_input_changed(self) -> None:
        """Narrow the list."""
        self.fill()

    def on_input_submitted(self) -> None:
        """Take what is highlighted; where letters act, go back to them."""
        if self.LETTERS_ACT:
            self.query_one(Options).focus()
        elif self.highlighted is not None:
            self.take(self.highlighted)

    def on_option_list_option_selected(self, event: OptionList.OptionSelected) -> None:
        """Take what was clicked."""
        event.stop()
        at, options = event.option_index, event.option_list
        # The list may have been narrowed since.
        if at < options.option_count and options.get_option_at_index(at) is event.option:
            self.take(at)

    def action_move(self, how: str) -> None:
        """Move the highlight."""
        self.query_one(Options).move(how)
