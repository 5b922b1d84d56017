"""The part of the reading screen that takes in the rest of a long document, which is read while a part of it is shown."""

from __future__ import annotations

import sys
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import TYPE_CHECKING

from textual.message import Message

from reader.errors import ReaderError
from reader.tui.collecting import nothing_collected
from reader.tui.page import Page
from reader.tui.screens.reading_base import ReadingBase

if TYPE_CHECKING:
    from reader.tui.sessions import Session

__all__ = ["REST", "Arriving"]

REST = "rest"  # the name of the threads that read the rest

_TURN = 0.0005  # seconds that the reading of the rest goes on while a key waits; Python's own 5 ms are felt


class Arriving(ReadingBase):
    """The rest of a document."""

    @dataclass
    class Arrived(Message):
        """All of the document has been read, and laid out as the part is shown."""

        session: Session
        page: Page
        pending: bool

    @dataclass
    class Missing(Message):
        """The rest of it cannot be read."""

        error: Exception

    def read_rest(self) -> None:
        """Read the rest beside the screen. The thread is no worker of Textual's: nobody who leaves waits for its end."""
        self.rest = self.texts("reading the rest …")
        threading.Thread(target=self._read_rest, args=(self.session,), name=REST, daemon=True).start()

    def _read_rest(self, part: Session) -> None:
        try:
            with nothing_collected(), _short_turns():
                whole = part.whole()
                # What takes a while on a hundred thousand sentences is done here, not while a key waits.
                page = Page(whole.bitext, self.view.display_options, self.view.page.geometry)
                pending = bool(whole.pending)
        except Exception as error:  # noqa: BLE001 - it is raised again where the screen is, if that is still there
            self.post_message(self.Missing(error))
        else:
            self.post_message(self.Arrived(whole, page, pending))

    def on_arriving_missing(self, event: Missing) -> None:
        """Say why there is no more of it."""
        if not isinstance(event.error, ReaderError):
            raise event.error
        self.rest = ""
        self.say_error(event.error)
        self.show_status()

    def on_arriving_arrived(self, event: Arrived) -> None:
        """Put the whole in the place of the part: what is on the screen stays where it is."""
        part, view = self.session, self.view
        self.session, self.rest = event.session, ""
        self.attempt(lambda: self.session.take_over(part), None)
        row, word = view.row, view.word
        self.show_other_beads(event.page)
        if row is None and len(self.session.bitext):
            view.move_to(view.nearest(self.attempt(lambda: self.session.position, 0)))
        elif word is not None and row is not None and view.row is not None and view.row.source == row.source:
            view.set_word(word)
        self.begin_work(pending=event.pending)
        self.do_what_waited()


@contextmanager
def _short_turns() -> Iterator[None]:
    before = sys.getswitchinterval()
    sys.setswitchinterval(_TURN)
    try:
        yield
    finally:
        sys.setswitchinterval(before)
