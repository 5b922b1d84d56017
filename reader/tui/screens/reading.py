"""The reading screen: it wires the view to the session."""

from __future__ import annotations

from dataclasses import dataclass
from functools import partial
from typing import TYPE_CHECKING

from rich.style import Style
from textual import on, work
from textual.app import ComposeResult
from textual.message import Message
from textual.worker import get_current_worker

from reader.errors import ReaderError
from reader.languages import Language
from reader.tui.bindings import bindings
from reader.tui.commands import commands
from reader.tui.folds import fold_text
from reader.tui.screens.arriving import Arriving
from reader.tui.screens.at_hand import at_hand
from reader.tui.screens.finding import Finding
from reader.tui.screens.help import help_table
from reader.tui.screens.learning import Learning
from reader.tui.screens.library_door import LibraryDoor
from reader.tui.screens.page_of_text import TextScreen
from reader.tui.screens.palette import PaletteScreen
from reader.tui.screens.sharing import Sharing
from reader.tui.screens.showing import Showing
from reader.tui.screens.wording import Wording
from reader.tui.screens.working import Working
from reader.tui.widgets.following import FollowingKeys
from reader.tui.widgets.pointing import Divided, PointedView
from reader.tui.widgets.prompt import Prompt
from reader.tui.widgets.status_line import StatusLine
from reader.tui.widgets.title_line import TitleLine

if TYPE_CHECKING:
    from reader.pipeline import Progress
    from reader.tui.sessions import Session

__all__ = ["ReadingScreen"]

_SAVE_EVERY = 2.0  # seconds


class ReadingScreen(Finding, Showing, Working, Wording, Learning, Sharing, LibraryDoor, Arriving):
    """French and English of one document.

    Args:
        session: the open document.
        sentence: French to go to at first, in place of where one was.
    """

    BINDINGS = bindings()
    _here = _saved = 0
    _shown: tuple[int, ...] = ()
    _following: tuple[int, ...] = ()

    @dataclass
    class Progressed(Message):
        """The worker has come a step further."""

        session: Session
        progress: Progress

    @dataclass
    class Failed(Message):
        """The worker had to give up."""

        error: ReaderError

    @dataclass
    class Finished(Message):
        """The worker is done."""

        session: Session

    def __init__(self, session: Session, *, sentence: str = "") -> None:
        super().__init__(session)
        self._sentence = sentence

    def compose(self) -> ComposeResult:
        """Lay the screen out."""
        yield TitleLine(self.session.title)
        yield PointedView(self.session.bitext, self.reader.display_options, fold_text=partial(fold_text, self.texts))
        yield Prompt()
        yield StatusLine()
        yield FollowingKeys()

    def on_mount(self) -> None:
        """Go where one was, and let the translation begin."""
        self.view.focus()
        self.call_after_refresh(self._begin)

    def _begin(self) -> None:
        view = self.view
        view.word_links = self.word_links
        view.row_gaps = self.row_gaps
        if len(self.session.bitext):
            self._saved = view.nearest(self.attempt(lambda: self.session.position, 0))
            view.move_to(self._saved)
        self.show_bookmarks()
        if self.session.partial:
            self.read_rest()
        if self._sentence:
            self.go_to_sentence(self._sentence)
        self.set_interval(_SAVE_EVERY, self.save_position)
        self.begin_work(pending=bool(self.session.pending))

    def begin_work(self, *, pending: bool) -> None:
        """Put the document on the shelf and let the translation begin.

        Args:
            pending: whether something still wants a translation.
        """
        self.attempt(self.session.opened, None)
        bitext = self.session.bitext
        if bitext.target and not any(bead.source and bead.target for bead in bitext.alignment):
            self.message = self.texts("aligning the English …")
        if pending:
            self.view.working = True
            self.view.restyle()
        self.show_status()
        self.translate()

    @work(thread=True, exclusive=True, group="translate")
    def translate(self) -> None:
        """Let the session translate, the visible rows first."""
        worker, session = get_current_worker(), self.session
        try:
            for progress in session.translate(urgent=self._waited_for):
                if worker.is_cancelled:
                    return
                self.post_message(self.Progressed(session, progress))
        except ReaderError as error:
            self.post_message(self.Failed(error))
        else:
            self._settle(session)
        self.post_message(self.Finished(session))

    def _waited_for(self) -> tuple[int, ...]:
        """The rows to translate next: those on the screen; once they have their English, those of the next screen."""
        shown, bitext = self._shown, self.session.bitext
        beads, known, blocks = bitext.alignment.beads, bitext.hypotheses, bitext.source_document.blocks
        missing = (i for row in shown if row < len(beads) for i in beads[row].source if known[i] is None)
        here = (blocks[bitext.source[i].block] for i in missing)
        waiting = any(not block.hidden and block.language is not Language.OTHER for block in here)
        return shown if waiting else self._following

    def _settle(self, session: Session) -> None:
        try:
            session.settle()
        except ReaderError as error:
            self.post_message(self.Failed(error))

    def on_reading_screen_progressed(self, event: Progressed) -> None:
        """Show what has come in."""
        if event.session is not self.session:
            return  # of a part, of which the whole has come since
        progress, view = event.progress, self.view
        if progress.realigned or len(self.session.bitext) != len(view.page.bitext):
            self.show_other_beads()
        else:
            view.update_rows(self.session.bitext, progress.rows)
        self.message = ""
        if progress.done < progress.total:
            self.message = self.texts("translating {done}/{total}", done=progress.done, total=progress.total)
        self.show_status()

    def on_reading_screen_failed(self, event: Failed) -> None:
        """Say what went wrong; the French stays readable."""
        self.say_error(event.error)

    def on_reading_screen_finished(self, event: Finished) -> None:
        """Nothing more will come in."""
        if event.session is not self.session:
            return
        self.message = ""
        self.view.working = False
        self.view.restyle()
        if self.view.query_text:  # what has come in since holds hits too
            self.gather_hits(self.view.query_text, quiet=True)
        self.show_status()

    def on_bitext_view_moved(self) -> None:
        """Tell of the new row."""
        self._here = self.view.cursor
        self.show_status()

    @on(Divided)
    def keep_ratio(self) -> None:
        """Keep the new ratio."""
        self.reader.remember_display(self.view.display_options)

    def on_prompt_asked(self) -> None:
        """Say what is asked."""
        self.show_status()

    def on_resize(self) -> None:
        """Fit the lines above and below."""
        self.call_after_refresh(self.show_status)

    def show_status(self) -> None:
        """Bring the lines above and below the text up to date."""
        if not self.is_mounted:
            return
        super().show_status()
        # The rows on the screen and those of a screen more: values, since the worker asks for them from its own thread.
        view, top = self.view, self.view.scroll_offset.y
        self._shown = tuple(view.page.rows_between(top, view.size.height))
        self._following = tuple(view.page.rows_between(top + view.size.height, view.size.height))
        self.query_one(TitleLine).show(self)
        self.query_one(FollowingKeys).show(self)

    def action_clear(self) -> None:
        """Stop an export, or what waits for the rest; else clear the number, the search, the word cursor."""
        self.count = ""
        if self.stop_export() or self.stop_waiting():
            self.show_status()
            return
        self.clear_search()
        if self.view.word is not None:
            self.view.set_word(None)
        self.show_status()

    def action_help(self) -> None:
        """Show the keys."""
        style = self.view.get_component_rich_style("bitext--sign", partial=True) + Style(bold=True, underline=True)
        table = help_table(self.texts, self.reader.keymap_given, style=style, here=at_hand(self))
        self.app.push_screen(
            TextScreen(self.texts("Keys"), table, hint=self.texts("j k Space to scroll · Esc to close"))
        )

    def save_position(self) -> None:
        """Remember where the reader stands, as soon as it is somewhere else."""
        if self.query(PointedView):  # it may know of keys of which it has not told yet
            self._here = self.view.cursor
        if self._here != self._saved and len(self.session.bitext):
            self._saved = self._here
            self.attempt(lambda: self.session.save_position(self._saved), None)

    def on_unmount(self) -> None:
        """Remember where the reader stood."""
        self.save_position()

    def action_palette(self) -> None:
        """Search everything by name."""
        self.app.push_screen(PaletteScreen(commands(self.texts, self.reader.keymap_given), self.texts), self._run)

    def _run(self, action: str | None) -> None:
        if action:
            self.call_later(partial(self.run_action, action))

    def action_quit(self) -> None:
        """Leave the document: back to the list, or out."""
        self.save_position()
        self.reader.leave(self)
