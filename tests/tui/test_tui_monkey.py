"""A monkey at the keyboard: whatever it does, nothing may break."""

from __future__ import annotations

import random
import threading
from pathlib import Path
from typing import Any

import pytest
from textual import events
from textual.pilot import Pilot

from reader.bitext import Bitext
from reader.tui.app import ReaderApp
from reader.tui.bindings import KEYS
from reader.tui.screens.reading import ReadingScreen
from reader.tui.widgets.pointing import PointedView
from tests.tui.tui_sessions import MemorySession, long_bitext, small_bitext

_KEYS = [
    *(key for k in KEYS for key in k.keys.split(",")),
    *"abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789",
    *["escape", "enter", "tab", "backspace", "up", "down", "j", "k", "escape", "escape"] * 3,
]
_CHARACTERS = {
    "slash": "/", "right_square_bracket": "]", "left_square_bracket": "[", "apostrophe": "'", "space": " ",
    "percent_sign": "%", "asterisk": "*", "quotation_mark": '"', "question_mark": "?",
}  # fmt: skip


class _Caged(ReaderApp):
    """A reader that one cannot leave."""

    def leave(self, screen: object) -> None:
        """Stay."""

    async def action_quit(self) -> None:
        """Stay."""


async def _act(app: ReaderApp, pilot: Pilot[Any], chance: random.Random) -> None:
    dice = chance.random()
    width, height = app.size
    if dice < 0.02:
        await pilot.resize_terminal(chance.randint(1, 160), chance.randint(1, 50))
    elif dice < 0.12:
        x, y = chance.randrange(max(1, width)), chance.randrange(max(1, height))
        button = chance.choice((1, 1, 3))
        for kind in (events.MouseDown, events.MouseMove, events.MouseUp):
            app.post_message(
                kind(None, x, y, 0, 0, button, False, False, False, screen_x=x, screen_y=y)  # noqa: FBT003 - Textual's order
            )
            x = max(0, min(width - 1, x + chance.randint(-3, 3)))
    elif dice < 0.15:
        wheel = chance.choice((events.MouseScrollDown, events.MouseScrollUp))
        app.post_message(wheel(None, width // 2, height // 2, 0, 1, 0, False, False, False))  # noqa: FBT003
    else:
        key = chance.choice(_KEYS)
        app.post_message(events.Key(key, key if len(key) == 1 else _CHARACTERS.get(key)))


class _Part(MemorySession):
    """The beginning of a document, whose whole comes when it is let."""

    partial = True

    def __init__(self, bitext: Bitext, whole: MemorySession) -> None:
        super().__init__(bitext)
        self.let = threading.Event()
        self._whole = whole

    def whole(self) -> MemorySession:
        assert self.let.wait(240)
        return self._whole


async def _let_loose(seed: int, count: int, session: MemorySession, last: MemorySession | None = None) -> ReaderApp:
    chance = random.Random(seed)  # noqa: S311 - a test
    app = _Caged(session=session)
    async with app.run_test(size=(80, 24)) as pilot:
        for number in range(count):
            await _act(app, pilot, chance)
            if number % 20 == 0:
                await pilot.pause()
        await pilot.resize_terminal(80, 24)
        if isinstance(session, _Part):
            session.let.set()
            reading = next(s for s in app.screen_stack if isinstance(s, ReadingScreen))
            while reading.session is session:
                await pilot.pause(0.02)
        for _ in range(8):
            await pilot.press("escape")
        await pilot.pause()
        view = next(s for s in app.screen_stack if isinstance(s, ReadingScreen)).query_one(PointedView)
        assert 0 <= view.cursor < len((last or session).bitext)
        assert len(view.page.bitext) == len((last or session).bitext)
        assert view.render_line(0).cell_length == view.room
    return app


@pytest.fixture(autouse=True)
def _cage(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    """Nothing outside is touched."""
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("READER_CONFIG_DIR", str(tmp_path))
    monkeypatch.setattr("reader.tui.clipboard.native_command", lambda *_: None)
    monkeypatch.setattr("webbrowser.open", lambda *_: False)


@pytest.mark.parametrize("seed", [1, 2])
async def test_a_short_visit_of_the_monkey(seed: int) -> None:
    await _let_loose(seed, 250, MemorySession(small_bitext()))


@pytest.mark.parametrize("seed", [3, 4])
async def test_a_visit_while_the_rest_of_a_document_arrives(seed: int) -> None:
    whole = MemorySession(long_bitext(600, translated=False))
    part = _Part(long_bitext(40, translated=False), whole)
    timer = threading.Timer(1.5, part.let.set)  # in the midst of it
    timer.start()
    await _let_loose(seed, 300, part, whole)
    timer.join()


@pytest.mark.slow
async def test_a_long_visit_of_the_monkey() -> None:
    await _let_loose(7, 10_000, MemorySession(small_bitext()))
    await _let_loose(8, 10_000, MemorySession(long_bitext(3000, translated=False)))
