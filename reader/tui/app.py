"""The app: it opens sessions and shows screens."""

from __future__ import annotations

import asyncio
import contextlib
import os
import signal
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from typing import ClassVar

from textual import events, work
from textual.app import App
from textual.await_complete import AwaitComplete
from textual.binding import BindingType
from textual.driver import Driver
from textual.widgets import Static

from reader.errors import ConfigError, ReaderError
from reader.tui import themes
from reader.tui.bindings import checked_keymap
from reader.tui.looks import Looks
from reader.tui.page import Display
from reader.tui.screens.documents import Glancer, ListScreen
from reader.tui.screens.reading import ReadingScreen
from reader.tui.screens.reading_base import ReadingBase
from reader.tui.sessions import Library, Session
from reader.tui.side_threads import SideThreads
from reader.tui.texts import Texts, language_of

__all__ = ["Opener", "ReaderApp"]

Opener = Callable[[tuple[Path, ...]], Session]


class ReaderApp(App[ReaderError | None]):
    """The terminal reader.

    Args:
        documents: what to read: each a path, or the two of a pair. One opens at once, several open as a list.
        opener: opens a document.
        session: a session that is open already; it is shown at once.
        library: the documents that have been read.
        glancer: looks into a document that has not.
        looks: what it looks like.
        keys: the user's own keys, by the bindings' names.
        driver: of the terminal; None for Textual's own.

    Raises:
        ConfigError: a key's name is unknown.
    """

    CSS_PATH = Path(__file__).with_name("reader.tcss")
    TITLE = "reader"
    # Copying is by key; Textual 8.2.8 stumbles over a selection that begins on a widget that is going away.
    ALLOW_SELECT = False
    BINDINGS: ClassVar[list[BindingType]] = []
    ENABLE_COMMAND_PALETTE = False  # the reader has its own

    def __init__(  # noqa: PLR0913 - what the reader is made of
        self,
        documents: Sequence[tuple[Path, ...]] = (),
        opener: Opener | None = None,
        *,
        session: Session | None = None,
        library: Library | None = None,
        glancer: Glancer | None = None,
        looks: Looks | None = None,
        keys: Mapping[str, str] | None = None,
        driver: type[Driver] | None = None,
    ) -> None:
        # With the terminal's own colours from the start, Textual heeds NO_COLOR by showing none, not greys.
        super().__init__(driver, ansi_color=True if "NO_COLOR" in os.environ else None)
        self.looks = looks or Looks()
        wanted = self.looks.display
        self.texts = Texts(language_of(wanted.language))
        self.documents, self.opener, self.first_session = tuple(documents), opener, session
        self.display_options = Display.wanted(wanted)
        self.library, self.glancer = library, glancer
        self.beside: SideThreads | None = None  # None: asyncio's own threads
        self._leaving = False
        self.keymap_given = checked_keymap(keys or {})
        for theme in themes.themes():
            self.register_theme(theme)
        if wanted.theme not in self.available_themes:
            raise ConfigError(f"display.theme is {wanted.theme!r}", hint=f"it may be {', '.join(themes.NAMES)}")
        self.theme = "terminal" if self.no_color else wanted.theme

    def on_mount(self) -> None:
        """Show what was asked for."""
        self._heed_signals()
        if self.beside is not None:
            asyncio.get_running_loop().set_default_executor(self.beside)
        self.set_keymap(self.keymap_given)
        if self.first_session is not None:
            self.push_screen(ReadingScreen(self.first_session))
        elif len(self.documents) == 1:
            name = self.documents[0][0].name
            self.screen.mount(Static(self.texts("Opening {name} …", name=name), markup=False))
            self.open_document(self.documents[0])
        else:
            self.push_screen(ListScreen(self.documents, self.texts, library=self.library, glancer=self.glancer))

    def _heed_signals(self) -> None:
        """Leave in order when the terminal goes away or the system asks: the place is kept, the modes are put back."""
        loop = asyncio.get_running_loop()
        for number in (signal.SIGTERM, signal.SIGHUP):
            # Elsewhere than in the main thread, and on Windows, no signal can be heeded.
            with contextlib.suppress(NotImplementedError, RuntimeError, ValueError):
                loop.add_signal_handler(number, self._leave_at, number)

    def _leave_at(self, number: int) -> None:
        self.exit(None, return_code=128 + number)

    @work(thread=True, exclusive=True, group="open")
    def open_document(self, paths: tuple[Path, ...], *, sentence: str = "") -> None:
        """Open a document beside the screen, then show it; at a French sentence, or where it was left."""
        if self.opener is None:
            return
        try:
            session = self.opener(paths)
        except ReaderError as error:
            self.call_from_thread(self._not_opened, error)
            return
        self.call_from_thread(self.push_screen, ReadingScreen(session, sentence=sentence))

    def _not_opened(self, error: ReaderError) -> None:
        if len(self.screen_stack) > 1:
            text = f"{error}\n{error.hint}" if error.hint else str(error)
            self.notify(text, severity="error", timeout=8, markup=False)
        else:
            self.exit(error)

    def remember_display(self, display: Display) -> None:
        """Open the next document in the same way, today and later."""
        self.display_options = display
        self.looks.keep(display)

    def choose_theme(self, name: str) -> None:
        """Take a theme, today and later."""
        self.theme = name
        self.looks.keep_theme(name)

    async def on_event(self, event: events.Event) -> None:
        """Let the reading screen have a key before any binding: a number, or what a key before it waits for."""
        if isinstance(event, events.InputEvent) and not self.screen_stack:
            return  # pressed while everything is being closed
        if isinstance(event, events.Key) and (both := self._escape_and(event)):
            for key in both:
                await self.on_event(key)
            return
        if isinstance(event, events.Key) and not event.is_forwarded and len(self.screen_stack) > 1:
            screen = self.screen
            if isinstance(screen, ReadingBase) and screen.is_mounted and screen.take_key(event):
                return
        await super().on_event(event)

    def _escape_and(self, event: events.Key) -> tuple[events.Key, events.Key] | None:
        """Escape and a letter: a terminal sends the same bytes for Alt and the letter as for the two pressed in haste."""
        character = event.character or ""
        if not event.key.startswith("alt+") or not character.isalnum() or event.is_forwarded:
            return None
        if any("alt+" in keys for keys in self.keymap_given.values()):
            return None  # the user means Alt
        return events.Key("escape", "\x1b"), events.Key(character, character)

    def pop_screen(self) -> AwaitComplete:
        """Take the uppermost screen away; a document only when it is left, never by the second click on a closing box."""
        if isinstance(self.screen, ReadingBase | ListScreen) and not self._leaving:
            return AwaitComplete()
        return super().pop_screen()

    def leave(self, screen: ReadingBase) -> None:
        """Leave a document: back to the list, or out."""
        screen.workers.cancel_node(screen)
        if any(isinstance(s, ListScreen | ReadingBase) for s in self.screen_stack[:-1]):
            self._leaving = True
            try:
                self.pop_screen()
            finally:
                self._leaving = False
        else:
            self.exit(None)
