"""The library: the documents that have been read, with how far and how well."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from rich.text import Text
from textual.binding import Binding

from reader.tui.screens.filtered import FilteredScreen
from reader.tui.searching import pattern
from reader.tui.wrapping import printable

if TYPE_CHECKING:
    from reader.memory import ShelfDocument
    from reader.tui.sessions import Library
    from reader.tui.texts import Texts

__all__ = ["LibraryScreen", "shelf_line"]


class LibraryScreen(FilteredScreen[tuple[Path, ...]]):
    """Gives the paths of the document that was chosen.

    Args:
        library: the documents.
        texts: the interface texts.
    """

    BINDINGS = [  # noqa: RUF012 - Textual's way
        Binding(
            "ctrl+x,delete",
            "forget",
            "Remove from the library, with the work on it; asks once more",
            show=False,
            priority=True,
        ),
    ]

    def __init__(self, library: Library, texts: Texts) -> None:
        super().__init__(
            texts("Library"),
            placeholder=texts("Title or path"),
            hint=texts("Type to search titles · Enter opens · Ctrl+X removes · Esc closes"),
        )
        self._library, self._texts = library, texts
        self._documents: Sequence[ShelfDocument] = library.recent(limit=500)
        self._shown: list[ShelfDocument] = []
        self._asked = ""  # the document whose removal waits for a second key

    def lines(self, query: str) -> list[Text]:
        """The documents whose titles or paths hold every word typed."""
        parts = [p for word in query.split() if (p := pattern(word))]
        self._shown = [d for d in self._documents if all(p.search(f"{d.title} {d.path}") for p in parts)]
        return [shelf_line(document, self._texts) for document in self._shown]

    def take(self, index: int) -> None:
        """Answer with the document's paths."""
        document = self._shown[index]
        self.dismiss(tuple(Path(path) for path in (document.path, document.second) if path))

    def action_forget(self) -> None:
        """Remove what is highlighted from the library; the first time it only warns, since the user's work goes too."""
        at = self.highlighted
        if at is None:
            return
        document = self._shown[at]
        if self._asked == document.id:
            self._library.forget(document.id)
            self._documents = self._library.recent(limit=500)
            self.fill(at)
            return
        self._asked = document.id
        self.notify(
            self._texts("Ctrl+X once more removes {title}, with its edits, notes and marks", title=document.title),
            severity="warning",
            timeout=4,
            markup=False,
        )


def shelf_line(document: ShelfDocument, texts: Texts) -> Text:
    """A document in two lines: title and how far; when, and where its English comes from."""
    counts = document.counts
    text = Text(no_wrap=True, overflow="ellipsis")
    text.append(f"{round(document.progress * 100):>3}%  ", style="bold")
    text.append(printable(document.title or document.path))
    text.append("\n")
    text.append(f"      {document.opened[:10]}", style="dim")
    if counts.segments:
        for name, number in (
            ("human", counts.human), ("machine", counts.machine), ("edited", counts.edited), ("approved", counts.approved)
        ):  # fmt: skip
            if number:
                text.append(f" · {texts(name)} {round(number * 100 / counts.segments)}%", style="dim")
    text.append(f" · {printable(document.path)}", style="dim")
    return text
