"""The list of documents that were named on the command line: titles, how far each is read, whose English it has."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from rich.text import Text
from textual import work
from textual.app import ComposeResult
from textual.binding import Binding
from textual.screen import Screen
from textual.timer import Timer
from textual.widgets import Input, OptionList, Static
from textual.widgets.option_list import Option
from textual.worker import get_current_worker

from reader.errors import ReaderError
from reader.tui.screens.library import shelf_line
from reader.tui.searching import pattern
from reader.tui.widgets.options import Options
from reader.tui.wrapping import printable

if TYPE_CHECKING:
    from reader.memory import ShelfDocument
    from reader.pipeline.glancing import Glance
    from reader.tui.sessions import Library
    from reader.tui.texts import Texts

Glancer = Callable[[tuple[Path, ...]], "Glance"]

__all__ = ["Glancer", "ListScreen"]

_PAUSE = 0.3  # seconds between two looks at which documents fit, while titles come in
_AROUND = 20  # documents before and after the highlighted one that are looked into for their titles


class ListScreen(Screen[None]):
    """Documents to choose from; Enter opens one, and after ``/`` letters narrow the list.

    Args:
        documents: each a path, or two of a pair.
        texts: the interface texts.
        library: what is known of documents that have been read.
        glancer: looks into one that has not.
    """

    BINDINGS = [  # noqa: RUF012 - Textual's way
        Binding("j,down", "move('down')", "On", show=False),
        Binding("k,up", "move('up')", "Back", show=False),
        Binding("g", "move('first')", "The first", show=False),
        Binding("G", "move('last')", "The last", show=False),
        Binding("slash", "search", "Type to search titles and paths; Enter ends it", show=False),
        Binding("escape", "back", "Show all again; then quit", show=False),
        Binding("q,ctrl+q", "app.quit", "Quit", show=False),
    ]

    def __init__(
        self,
        documents: Sequence[tuple[Path, ...]],
        texts: Texts,
        *,
        library: Library | None = None,
        glancer: Glancer | None = None,
    ) -> None:
        super().__init__()
        self.documents, self._texts = documents, texts
        self._library, self._glancer = library, glancer
        self._known: dict[str, ShelfDocument] = {}
        self._glances: dict[int, Glance | ReaderError] = {}
        self._shown: list[int] = list(range(len(documents)))
        self._again: Timer | None = None

    def compose(self) -> ComposeResult:
        """Lay the list out."""
        yield Static(self._texts("{n} documents", n=len(self.documents)), id="title-line", markup=False)
        search = Input(placeholder=self._texts("/ searches, Enter ends it"), compact=True)
        search.display = search.can_focus = False  # keys that come before the list is there are not typed into it
        yield search
        self._look_up()
        yield Options(*(Option(self._line(at)) for at in self._shown), markup=False)
        yield Static(self._texts("Enter opens · j k move · / search · q quits"), id="status-line", markup=False)

    def on_mount(self) -> None:
        """Let keys move the highlight."""
        options = self.query_one(Options)
        options.focus()
        options.highlighted = 0

    def action_search(self) -> None:
        """Let letters be typed."""
        search = self.query_one(Input)
        search.display = search.can_focus = True
        search.focus()
        self._look_into(range(len(self.documents)))

    def action_back(self) -> None:
        """Show all documents again; where all are shown, quit."""
        search = self.query_one(Input)
        if not search.display:
            self.app.exit()
            return
        search.value = ""
        self.query_one(Options).focus()
        search.display = search.can_focus = False

    def on_input_changed(self) -> None:
        """Narrow the list."""
        self._narrow()

    def on_input_submitted(self) -> None:
        """Go to the list; the only document that fits is opened at once."""
        self.query_one(Options).focus()
        if len(self._shown) == 1:
            self._open(self._shown[0])

    @property
    def _highlighted(self) -> int | None:
        """The document that the highlight is on."""
        at = self.query_one(Options).highlighted
        return self._shown[at] if at is not None and at < len(self._shown) else None

    def _narrow(self) -> None:
        """Show the documents whose titles or paths hold every word typed; the highlight stays where it was, if it can."""
        keep = self._highlighted
        parts = [p for word in self.query_one(Input).value.split() if (p := pattern(word))]
        lines = [self._line(at) for at in range(len(self.documents))]
        self._shown = [at for at, line in enumerate(lines) if all(p.search(line.plain) for p in parts)]
        options = self.query_one(Options)
        options.clear_options()
        options.add_options([Option(lines[at]) for at in self._shown])
        if self._shown:
            options.highlighted = self._shown.index(keep) if keep in self._shown else 0
        n, shown = len(self.documents), len(self._shown)
        said = self._texts("{shown} of {n} documents", shown=shown, n=n) if parts else self._texts("{n} documents", n=n)
        self.query_one("#title-line", Static).update(said)

    def on_screen_resume(self) -> None:
        """Tell how far one has come in a document that has just been left."""
        if self.is_mounted:
            self._look_up()
            for at in range(len(self.documents)):
                self._show(at)

    def _look_up(self) -> None:
        if self._library is not None:
            try:
                self._known = {document.path: document for document in self._library.recent(limit=-1)}
            except ReaderError as error:
                self.notify(str(error), severity="error", markup=False)

    def _shelved(self, at: int) -> ShelfDocument | None:
        return self._known.get(str(self.documents[at][0].absolute()))

    def _line(self, at: int) -> Text:
        shelved = self._shelved(at)
        if shelved is not None and shelved.counts.segments:
            return shelf_line(shelved, self._texts)
        return _new_line(self.documents[at], self._glances.get(at), self._texts)

    def _show(self, at: int) -> None:
        if at in self._shown:
            self.query_one(Options).replace_option_prompt_at_index(self._shown.index(at), self._line(at))

    def on_option_list_option_highlighted(self, event: OptionList.OptionHighlighted) -> None:
        """Look into the documents around the highlighted one."""
        around = self._shown[max(0, event.option_index - _AROUND) : event.option_index + _AROUND]
        self._look_into([*around, *range(len(self.documents))] if self.query_one(Input).display else around)

    def _look_into(self, documents: Sequence[int]) -> None:
        wanted = [at for at in dict.fromkeys(documents) if at not in self._glances and self._shelved(at) is None]
        if wanted and self._glancer is not None:
            self._glance(wanted, self._glancer)

    @work(thread=True, exclusive=True, group="glance")
    def _glance(self, wanted: Sequence[int], glancer: Glancer) -> None:
        worker = get_current_worker()
        for at in wanted:
            if worker.is_cancelled or str(self.documents[at][0]) == "-":
                continue
            found: Glance | ReaderError
            try:
                found = glancer(self.documents[at])
            except ReaderError as error:
                found = error
            if not worker.is_cancelled:
                self.app.call_from_thread(self._glanced, at, found)

    def _glanced(self, at: int, found: Glance | ReaderError) -> None:
        self._glances[at] = found
        if (
            self.query_one(Input).value and self._again is None
        ):  # it may fit what is looked for, now that it has a title
            self._again = self.set_timer(_PAUSE, self._narrow_again)
        self._show(at)

    def _narrow_again(self) -> None:
        self._again = None
        self._narrow()

    def action_move(self, how: str) -> None:
        """Move the highlight."""
        self.query_one(Options).move(how)

    def on_option_list_option_selected(self, event: OptionList.OptionSelected) -> None:
        """Open what was chosen."""
        at, options = event.option_index, event.option_list
        # The list may have been narrowed since.
        if at < options.option_count and options.get_option_at_index(at) is event.option:
            self._open(self._shown[at])

    def _open(self, at: int) -> None:
        from reader.tui.app import ReaderApp  # noqa: PLC0415 - the app imports its screens

        if isinstance(self.app, ReaderApp):
            self.app.open_document(self.documents[at])


def _new_line(paths: tuple[Path, ...], glance: Glance | ReaderError | None, texts: Texts) -> Text:
    """A document that has not been read yet, in two lines like those of the library."""
    name = " + ".join(p.name for p in paths)
    text = Text(no_wrap=True, overflow="ellipsis")
    text.append("   –  ", style="dim")
    if glance is None or isinstance(glance, ReaderError):
        text.append(printable(name))
        said = "…" if glance is None else printable(str(glance))
    else:
        text.append(printable(glance.title))
        said = texts("{n} words", n=glance.words)
    text.append("\n")
    return text.append(f"      {said} · {printable(str(paths[0].parent / name))}", style="dim")
