"""A page of text over the reading: help, a word's entry, a concordance."""

from __future__ import annotations

from rich.console import RenderableType
from textual import events
from textual.binding import Binding
from textual.containers import VerticalScroll
from textual.widget import Widget
from textual.widgets import Static

from reader.tui.screens.dialog import DialogScreen

__all__ = ["TextScreen"]


class TextScreen(DialogScreen[str]):
    """Shows a text that may be longer than the screen.

    Args:
        title: its title.
        content: what it says.
        hint: a line below.
        answers: keys that close it with that key as the answer.
    """

    BINDINGS = [  # noqa: RUF012 - Textual's way
        Binding("j,down", "scroll_by(1)", "A line on", show=False),
        Binding("k,up", "scroll_by(-1)", "A line back", show=False),
        Binding("space,pagedown", "scroll_by(10)", "A page on", show=False),
        Binding("backspace,pageup", "scroll_by(-10)", "A page back", show=False),
        Binding("g,home", "scroll_by(-100000)", "The beginning", show=False),
        Binding("G,end", "scroll_by(100000)", "The end", show=False),
        Binding("q,question_mark,enter", "cancel", "Close", show=False),
    ]

    def __init__(self, title: str, content: RenderableType, *, hint: str = "", answers: str = "") -> None:
        super().__init__(title, hint=hint)
        self.content, self._answers = content, answers

    def body(self) -> list[Widget]:
        """The text."""
        return [VerticalScroll(Static(self.content, markup=False), id="dialog-body")]

    def on_mount(self) -> None:
        """Let keys scroll it."""
        self.query_one(VerticalScroll).focus()

    def on_key(self, event: events.Key) -> None:
        """Close with an answer where a key is one."""
        if event.character and event.character in self._answers:
            event.stop()
            self.dismiss(event.character)

    def action_scroll_by(self, lines: int) -> None:
        """Scroll."""
        self.query_one(VerticalScroll).scroll_relative(y=lines, animate=False)
