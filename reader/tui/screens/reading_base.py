"""What all parts of the reading screen share: the session, the view, the prompt, the place one jumped from."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path
from time import monotonic
from typing import TYPE_CHECKING, TypeVar

from textual import events
from textual.screen import Screen

from reader.bitext import Row
from reader.errors import ReaderError
from reader.tui.outline import same_rows
from reader.tui.widgets.pointing import PointedView
from reader.tui.widgets.prompt import Prompt
from reader.tui.widgets.status_line import StatusLine
from reader.tui.wrapping import printable

if TYPE_CHECKING:
    from reader.tui.app import ReaderApp
    from reader.tui.page import Page
    from reader.tui.sessions import Session
    from reader.tui.texts import Texts

__all__ = ["ReadingBase"]

Value = TypeVar("Value")
_MOST_JUMPS = 100
_FAULT = 8.0  # seconds that a fault can be read


class ReadingBase(Screen[None]):
    """The state of a reading screen; its parts add the actions.

    Args:
        session: the open document.
    """

    def __init__(self, session: Session) -> None:
        super().__init__()
        self.session = session
        self.count = ""
        self.pending = ""
        self.jumps: list[int] = []
        self.hits: list[int] = []
        self.message = ""  # what goes on
        self.exporting = ""  # how far an export has come
        self._fault_until = 0.0  # on the monotonic clock
        self.rest = ""  # what waits for the rest of the document
        self._waiting: tuple[str, Callable[[], None]] | None = None  # the number typed before it, and what to do

    @property
    def reader(self) -> ReaderApp:
        """The app."""
        from reader.tui.app import ReaderApp  # noqa: PLC0415 - the app imports its screens

        app = self.app
        if not isinstance(app, ReaderApp):
            raise TypeError("a reading screen belongs to the reader")
        return app

    @property
    def texts(self) -> Texts:
        """The interface texts."""
        return self.reader.texts

    @property
    def view(self) -> PointedView:
        """The bitext on the screen."""
        return self.query_one(PointedView)

    @property
    def prompt(self) -> Prompt:
        """The line that asks."""
        return self.query_one(Prompt)

    @property
    def found(self) -> str:
        """How often what is searched for is there; the part that searches knows."""
        return ""

    @property
    def row(self) -> Row | None:
        """The current row."""
        return self.view.row

    def take_count(self, default: int = 1) -> int:
        """The number typed before a motion; it is used up."""
        count, self.count = self.count, ""
        return max(1, int(count)) if count else default

    def wait_for_whole(self, what: str, do: Callable[[], None]) -> None:
        """Do something as soon as all of the document has been read, and say so until then."""
        if self.rest:
            self._waiting, self.count = (self.count, do), ""
            self.rest = self.texts("reading the rest, then: {what} …", what=self.texts(what))
        self.show_status()

    def stop_waiting(self) -> bool:
        """Forget what waits for the rest of the document; tell whether there was anything."""
        if self._waiting is None:
            return False
        self._waiting, self.rest = None, self.texts("reading the rest …")
        return True

    def do_what_waited(self) -> None:
        """All of the document is there now."""
        if self._waiting is not None:
            (typed, do), self._waiting = self._waiting, None
            self.count, typed = typed, self.count
            do()
            self.count = typed

    def begin_work(self, *, pending: bool) -> None:
        """Put the document on the shelf and let the translation begin; the screen itself does it.

        Args:
            pending: whether something still wants a translation.
        """

    def jump(self, row: int) -> None:
        """Go to a row far away, and remember from where."""
        self.remember_place()
        self.view.move_to(row)

    def remember_place(self) -> None:
        """Remember the current row as a place to jump back to."""
        if not self.jumps or self.jumps[-1] != self.view.cursor:
            self.jumps = [*self.jumps[-_MOST_JUMPS:], self.view.cursor]

    def say(self, english: str, /, *, warn: bool = False, **values: object) -> None:
        """Tell the user something, in the language of the interface; in place of what was said before, unless that was a fault."""
        if monotonic() > self._fault_until:
            self.app.clear_notifications()
        self.notify(
            self.texts(english, **values), severity="warning" if warn else "information", timeout=4, markup=False
        )

    def say_error(self, error: ReaderError) -> None:
        """Tell the user what went wrong and what to do about it."""
        text = "\n".join(printable(line) for line in (str(error), error.hint) if line)
        self._fault_until = monotonic() + _FAULT
        self.notify(text, severity="error", timeout=_FAULT, markup=False)

    def on_screen_suspend(self) -> None:
        """Take messages away before a dialog comes, whose last lines they would stand on; not a fault's."""
        if monotonic() > self._fault_until:
            self.app.clear_notifications()
            self.query("Toast").remove()  # Textual clears the screen that is current, which is the dialog by now

    def take_key(self, event: events.Key) -> bool:
        """Take a key before any binding does; the part that moves does it."""
        del event
        return False

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """While the prompt asks, keys are letters."""
        del action, parameters
        return not self.query(Prompt) or not self.prompt.asking

    def copy_what(self, what: str) -> None:
        """Copy something; the part that shares does it."""

    def attempt(self, call: Callable[[], Value], otherwise: Value) -> Value:
        """Call the session; what goes wrong there is told to the user, and ``otherwise`` stands for the answer."""
        try:
            return call()
        except ReaderError as error:
            self.say_error(error)
            return otherwise

    def show_other_beads(self, page: Page | None = None) -> None:
        """Show the session's bitext, whose beads are other than before; what points at rows follows them.

        Args:
            page: the bitext laid out already, as it was a moment ago.
        """
        before, after = self.view.page.bitext, self.session.bitext
        self.jumps = same_rows(before, self.jumps, after)
        self.view.show(after, page)
        self.show_bookmarks()

    def show_bookmarks(self) -> None:
        """Show the session's bookmarks."""
        none: Sequence[int] = ()
        self.view.bookmarks = frozenset(self.attempt(lambda: self.session.bookmarks, none))
        self.view.restyle()

    def ask(
        self,
        label: str,
        done: Callable[[str], None],
        *,
        value: str = "",
        live: Callable[[str], None] | None = None,
        before: Sequence[str] = (),
    ) -> None:
        """Ask for a line of text at the foot of the screen."""
        self.prompt.ask(label, done, value=value, live=live, before=before)

    def ask_file(self, name: str, write: Callable[[Path], None]) -> None:
        """Ask for a file to write, and whether one that is there already may be written over."""

        def check(path: str) -> None:
            if not path.strip():
                return
            file = Path(path.strip()).expanduser()
            if not file.exists():
                write(file)
                return
            self.ask(
                self.texts("{file} exists: write over it? y or n", file=file.name),
                lambda answer: write(file) if answer.strip().lower() in {"y", "yes", "o", "oui"} else None,
            )

        self.ask(self.texts("File to write"), check, value=name)

    def show_status(self) -> None:
        """Bring the lines above and below the text up to date."""
        self.query_one(StatusLine).show(self)
