"""A part of a long document is read while the rest is still to come; then the whole stands in its place."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

from reader.errors import TranslationError
from reader.pipeline import Progress, ReadingSession, Resources
from reader.pipeline.part_session import PartSession
from tests.tui.conftest import Hands, Open

if TYPE_CHECKING:
    from tests.tui.tui_sessions import MemorySession

COUNT = 1200


def _text(count: int = COUNT) -> str:
    return "\n\n".join(
        f"Le musée numéro {n} a fermé ses portes hier soir. Le préfet {n} a parlé devant la grande cour."
        for n in range(count)
    )


class _Whole(ReadingSession):
    def translate(self, **_options: Any) -> Iterator[Progress]:  # noqa: ANN401 - not used here
        yield Progress(0, 0)


class _Part(PartSession):
    """A part whose whole comes when it is let."""

    def __init__(self, *arguments: Any, **options: Any) -> None:  # noqa: ANN401 - PartSession's own
        super().__init__(*arguments, **options)
        self.let = threading.Event()
        self.fails = ""

    def translate(self, **_options: Any) -> Iterator[Progress]:  # noqa: ANN401 - not used here
        yield Progress(0, 0)

    def whole(self) -> ReadingSession:
        assert self.let.wait(240)
        if self.fails:
            raise TranslationError(self.fails)
        found = super().whole()
        found.__class__ = _Whole
        return found


@pytest.fixture
def part(tmp_path: Path, resources: Resources) -> _Part:
    path = tmp_path / "long.txt"
    path.write_text(_text(), encoding="utf-8")
    return _Part.of(path, resources=resources)  # type: ignore[return-value]


async def _arrive(hands: Hands) -> None:
    part: Any = hands.session
    part.let.set()
    for _ in range(600):
        await hands.pilot.pause(0.02)
        if not hands.screen.session.partial:
            break
    await hands.settled()
    assert len(hands.screen.session.bitext) == 2 * COUNT


def _as_session(part: _Part) -> MemorySession:
    return part  # type: ignore[return-value]


async def test_what_is_on_the_screen_stays_when_the_whole_comes(reading: Open, part: _Part) -> None:
    async with reading(_as_session(part), size=(80, 24)) as hands:
        assert "reading the rest …" in hands.status
        assert "/" not in hands.status.split("·")[0], "no number of sentences is known"
        await hands.press("space", "j", "w")
        before, y, word = hands.lines(), hands.view._y_of(hands.view.cursor), hands.view.word
        source = hands.view.page.row(hands.view.cursor).source
        await _arrive(hands)
        assert hands.lines() == before
        assert hands.view._y_of(hands.view.cursor) == y
        assert hands.view.page.row(hands.view.cursor).source == source
        assert hands.view.word == word
        assert f"/{2 * COUNT}" in hands.status
        assert "rest" not in hands.status


@pytest.mark.parametrize(
    ("keys", "said", "row"),
    [
        ("G", "End", 2 * COUNT - 1),
        ("50%", "Go to per cent", COUNT - 1),
        ("900G", "End", 899),
        ("900g", "Beginning", 899),
        ("/préfet 700\n", "Search", 1401),
    ],
)
async def test_what_needs_the_whole_waits_for_it(reading: Open, part: _Part, keys: str, said: str, row: int) -> None:
    async with reading(_as_session(part), size=(120, 24)) as hands:
        names = {"\n": "enter", "/": "slash", "%": "percent_sign", " ": "space"}
        await hands.press(*(names.get(k, k) for k in keys))
        assert f"reading the rest, then: {said} …" in hands.status
        assert hands.view.cursor == 0
        await _arrive(hands)
        assert hands.view.cursor == row


async def test_escape_forgets_what_waits(reading: Open, part: _Part) -> None:
    async with reading(_as_session(part), size=(120, 24)) as hands:
        await hands.press("G", "escape")
        assert "reading the rest …" in hands.status
        await _arrive(hands)
        assert hands.view.cursor == 0


async def test_work_on_a_part_is_work_on_the_whole(reading: Open, part: _Part) -> None:
    async with reading(_as_session(part), size=(120, 24)) as hands:
        await hands.press("j", "j", "s", "B", "j", "m", "a")
        await hands.press("question_mark", "escape", "g")
        assert hands.view.cursor == 0
        await _arrive(hands)
        session = hands.screen.session
        assert [(i, r.status.value) for i, r in session.bitext.revisions] == [(2, "checked")]
        assert list(session.bookmarks) == [2]
        assert dict(session.marks) == {"a": 3}


async def test_a_part_is_where_the_document_was_left(reading: Open, part: _Part, resources: Resources) -> None:
    part.opened()
    whole = ReadingSession.open(Path(part.document.name), resources=resources, aligned=False)
    whole.save_position(1500)
    whole.toggle_bookmark(1502)
    whole.toggle_bookmark(3)
    whole.set_mark("z", 5)
    again = _Part.of(Path(part.document.name), resources=resources)
    assert list(again.bookmarks) == [again.position + 2], "the other one is not in the part"
    async with reading(_as_session(again), size=(120, 24)) as hands:  # type: ignore[arg-type]
        assert "Le musée numéro 750" in hands.view.page.row(hands.view.cursor).source
        assert hands.status.split("·")[0].strip() == "62%"
        before = hands.lines()
        await hands.press("apostrophe", "z")
        assert "then: Go to a mark" in hands.status
        await hands.press("escape")
        await _arrive(hands)
        assert hands.view.cursor == 1500
        assert hands.lines() == before
        await hands.press("apostrophe", "z")
        assert hands.view.cursor == 5


async def test_a_rest_that_cannot_be_read_is_said(reading: Open, part: _Part) -> None:
    part.fails = "the disk is gone"
    async with reading(_as_session(part), size=(80, 24)) as hands:
        part.let.set()
        for _ in range(100):
            await hands.pilot.pause(0.02)
            if "rest" not in hands.status:
                break
        assert "rest" not in hands.status
        await hands.press("j")
        assert hands.view.cursor == 1


async def test_a_narrow_terminal_is_told_as_well(reading: Open, part: _Part) -> None:
    async with reading(_as_session(part), size=(40, 20)) as hands:
        assert "reading the rest …" in hands.status
        await hands.press("G")
        assert "then: End …" in hands.status
