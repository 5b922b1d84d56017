"""The reader in a pilot's hands."""

from __future__ import annotations

import time
from collections.abc import AsyncIterator, Callable
from contextlib import AbstractAsyncContextManager, asynccontextmanager
from typing import Any

import pytest
from textual.pilot import Pilot

from reader.config import DisplayConfig
from reader.tui.app import ReaderApp
from reader.tui.looks import Looks
from reader.tui.screens.reading import ReadingScreen
from reader.tui.widgets.pointing import PointedView
from reader.tui.widgets.status_line import StatusLine
from tests.tui.tui_sessions import MemorySession, small_bitext


async def until(pilot: Pilot[Any], holds: Callable[[], bool]) -> None:
    """Wait for a state."""
    end = time.monotonic() + 120
    while not holds():
        assert time.monotonic() < end, "it never came to that"
        await pilot.pause(0.02)


class Hands:
    """A reader that is open, and a pilot to work it."""

    def __init__(self, app: ReaderApp, pilot: Pilot[Any], session: MemorySession) -> None:
        self.app, self.pilot, self.session = app, pilot, session

    @property
    def screen(self) -> ReadingScreen:
        found = self.app.screen
        assert isinstance(found, ReadingScreen)
        return found

    @property
    def view(self) -> PointedView:
        return self.screen.view

    @property
    def status(self) -> str:
        return self.screen.query_one(StatusLine).said

    async def press(self, *keys: str) -> None:
        await self.pilot.press(*keys)

    async def type(self, text: str) -> None:
        names = {" ": "space", "/": "slash", ".": "full_stop", "'": "apostrophe"}
        await self.pilot.press(*(names.get(c, c) for c in text))

    async def settled(self) -> None:
        """Wait for the workers, and for what they have posted."""
        await self.pilot.pause()
        await self.app.workers.wait_for_complete([w for w in self.app.workers if not w.is_finished])
        await self.pilot.pause()

    async def until(self, holds: Callable[[], bool]) -> None:
        """Wait for a state; what never comes is a fault, and what comes late is none."""
        await until(self.pilot, holds)

    def lines(self) -> list[str]:
        """What stands on the view, line by line, without the spaces at the ends."""
        return [self.view.render_line(y).text.rstrip() for y in range(self.view.size.height)]

    def shown(self) -> str:
        return "\n".join(self.lines())


Open = Callable[..., AbstractAsyncContextManager[Hands]]


@pytest.fixture
def reading() -> Open:
    """Opens a reader on a session: ``async with reading(size=(80, 24)) as hands``."""

    @asynccontextmanager
    async def opened(
        session: MemorySession | None = None,
        *,
        size: tuple[int, int] = (80, 24),
        display: DisplayConfig | None = None,
        wait: bool = True,
        **options: Any,  # noqa: ANN401 - what the app takes
    ) -> AsyncIterator[Hands]:
        session = session or MemorySession(small_bitext())
        app = ReaderApp(session=session, **{"looks": Looks(display), **options})
        async with app.run_test(size=size) as pilot:
            await pilot.pause()
            hands = Hands(app, pilot, session)
            if wait:
                await hands.settled()
            yield hands

    return opened
