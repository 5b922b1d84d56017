"""The library: the documents that have been read, with how far and how well."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from rich.text import Text
from textual.binding import Binding
from textual.widget import Widget
from textual.widgets import Input, OptionList
from textual.widgets.option_list import Option

from reader.tui.screens.dialog import DialogScreen
from reader.tui.searching import pattern
from reader.tui.widgets.options import Options

if TYPE_CHECKING:
    from reader.memory import ShelfDocument
    from reader.tui.sessions import Library
    from reader.tui.texts import Texts

__all__ = ["LibraryScreen", "shelf_line"]


class LibraryScreen(DialogScreen[tuple[Path, ...]]):
    """Gives the paths of the document that was chosen.

    Args:
        library: the documents.
        texts: the interface texts.
    """

    BINDINGS = [  # noqa: RUF012 - Textual's way
        Binding("down", "move(1)", "Down", show=False, priority=True),
        Binding("up", "move(-1)", "Up", show=False, priority=True),
        Binding("ctrl+x,delete", "forget", "Remove from the library", show=False, priority=True),
    ]

    def __init__(self, library: Library, texts: Texts) -> None:
        super().__init__(
            texts("Library"), hint=texts("Type to search titles · Enter opens · Ctrl+X removes · Esc closes")
        )
        self._library, self._texts = library, texts
        self._documents: Sequence[ShelfDocument] = ()
        self._shown: list[ShelfDocument] = []

    def body(self) -> list[Widget]:
        """The field to search in, and the list."""
        return [Input(placeholder=self._texts("Title"), compact=True), Options(markup=False, id="dialog-body")]

    def on_mount(self) -> None:
        """Fill the list."""
        self._documents = self._library.recent(limit=500)
        self._fill("")
        self.query_one(Input).focus()

    def _fill(self, query: str) -> None:
        parts = [p for word in query.split() if (p := pattern(word))]
        self._shown = [d for d in self._documents if all(p.search(f"{d.title} {d.path}") for p in parts)]
        options = self.query_one(Options)
        options.clear_options()
        options.add_options([Option(shelf_line(document, self._texts)) for document in self._shown])
        options.highlighted = 0 if self._shown else None

    def on_input_changed(self, event: Input.Changed) -> None:
        """Search titles."""
        self._fill(event.value)

    def on_input_submitted(self) -> None:
        """Open what is highlighted."""
        at = self.query_one(Options).highlighted
        if at is not None and at < len(self._shown):
            self._open(self._shown[at])

    def on_option_list_option_selected(self, event: OptionList.OptionSelected) -> None:
        """Open what was clicked."""
        event.stop()
        self._open(self._shown[event.option_index])

    def _open(self, document: ShelfDocument) -> None:
        self.dismiss(tuple(Path(path) for path in (document.path, document.second) if path))

    def action_move(self, step: int) -> None:
        """Move the highlight."""
        options = self.query_one(Options)
        if step > 0:
            options.action_cursor_down()
        else:
            options.action_cursor_up()

    def action_forget(self) -> None:
        """Remove what is highlighted from the library."""
        at = self.query_one(Options).highlighted
        if at is not None and at < len(self._shown):
            self._library.forget(self._shown[at].id)
            self._documents = self._library.recent(limit=500)
            self._fill(self.query_one(Input).value)


def shelf_line(document: ShelfDocument, texts: Texts) -> Text:
    """A document in two lines: title and how far; when, and where its English comes from."""
    counts = document.counts
    text = Text(no_wrap=True, overflow="ellipsis")
    text.append(f"{round(document.progress * 100):>3}%  ", style="bold")
    text.append(document.title or document.path)
    text.append(f"\n      {document.opened[:10]}", style="dim")
    if counts.segments:
        for name, number in (
            ("human", counts.human), ("machine", counts.machine), ("edited", counts.edited), ("approved", counts.approved)
        ):  # fmt: skip
            if number:
                text.append(f" · {texts(name)} {round(number * 100 / counts.segments)}%", style="dim")
    text.append(f" · {document.path}", style="dim")
    return text
