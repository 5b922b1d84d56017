"""Translations and alignments that come in while somebody reads."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from dataclasses import replace
from typing import Any

from reader.bitext import Alignment, Bead
from reader.pipeline import Progress
from tests.tui.conftest import Open
from tests.tui.tui_sessions import MemorySession, long_bitext, small_bitext


async def test_translations_stream_in_with_the_screen_first(reading: Open) -> None:
    session = MemorySession(long_bitext(400, translated=False))
    async with reading(session, size=(80, 12), wait=False) as hands:
        assert "Phrase 0" in hands.shown()
        await hands.settled()
        assert session.asked[0][0] == 0
        assert "EN Phrase" in hands.shown()
        assert session.settled == 1


async def test_an_alignment_that_goes_on_is_said(reading: Open) -> None:
    bitext = small_bitext()
    apart = replace(
        bitext,
        alignment=Alignment(
            (
                *(Bead((i,), ()) for i in range(len(bitext.source))),
                *(Bead((), (j,)) for j in range(len(bitext.target))),
            ),
            len(bitext.source),
            len(bitext.target),
        ),
    )
    let = threading.Event()

    class Aligning(MemorySession):
        def translate(self, **options: Any) -> Iterator[Progress]:  # noqa: ANN401 - MemorySession's own
            assert let.wait(240)
            self.bitext = bitext
            yield Progress(0, 1, realigned=True)
            yield from super().translate(**options)

    async with reading(Aligning(apart), size=(120, 24), wait=False) as hands:
        await hands.pilot.pause()
        assert "aligning the English …" in hands.status
        let.set()
        await hands.settled()
        assert "aligning" not in hands.status


async def test_the_current_row_stays_where_it_is_while_translations_come_in(reading: Open) -> None:
    session = MemorySession(long_bitext(200, translated=False))
    async with reading(session, size=(80, 24), wait=False) as hands:
        await hands.press("8", "0", "G")
        before = hands.view._y_of(79)
        await hands.settled()
        assert hands.view.cursor == 79
        assert abs(hands.view._y_of(79) - before) <= 1


async def test_the_same_sentence_stays_current_when_the_beads_become_other_ones(reading: Open) -> None:
    async with reading() as hands:
        await hands.press("5", "j")
        source = hands.view.page.row(hands.view.cursor).source
        hands.session.merge(1)
        hands.screen.post_message(hands.screen.Progressed(hands.session, Progress(1, 1, realigned=True)))
        await hands.pilot.pause()
        assert hands.view.page.row(hands.view.cursor).source == source
        assert len(hands.view.page.bitext) == len(hands.session.bitext)
    assert hands.session.bitext.some_rows([hands.session.position])[0].source == source


async def test_the_next_screen_is_waited_for_once_the_first_has_its_english(reading: Open) -> None:
    session = MemorySession(long_bitext(400, translated=False))
    async with reading(session, size=(80, 24)) as hands:
        asked = [rows for rows in session.asked if rows]
        first = asked[0]
        assert first[0] == 0
        assert first[-1] >= hands.view.visible_rows()[-1]
        turns = next(turn for turn, rows in enumerate(asked) if 0 not in rows)
        assert turns >= len(first) // 4, "the session translates four rows a turn"
        assert asked[turns][0] >= first[-2]
