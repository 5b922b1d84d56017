"""The box to write in shows what a hostile memory holds, and no terminal obeys it."""

from __future__ import annotations

import pytest
from textual.widgets import TextArea

from reader.tui.screens.edit import EditScreen
from tests.tui.conftest import Open


def test_no_control_reaches_the_box() -> None:
    screen = EditScreen("Title", above="Un\x1b]0;x\x07\nM  deux\x9b5m", text="three\u202e")
    shown = screen._above + screen._text
    assert "Un\N{REPLACEMENT CHARACTER}" in shown
    assert not [c for c in shown if c in "\x1b\x07\x9b\u202e"]
    assert screen._above.count("\n") == 1


@pytest.mark.parametrize("size", [(40, 20), (80, 24), (60, 14)])
async def test_hints_and_field_stand_in_the_box_however_long_the_texts(reading: Open, size: tuple[int, int]) -> None:
    async with reading(size=size) as hands:
        long = "Une phrase qui n’en finit pas. " * 20
        hands.app.push_screen(EditScreen("Title", above=long, text=long, hint="Enter keeps it"))
        await hands.pilot.pause()
        screen = hands.app.screen
        box = screen.query_one("#dialog").region
        hint, field = screen.query_one("#dialog-hint").region, screen.query_one(TextArea).region
        assert box.contains_region(hint)
        assert box.contains_region(field)
        assert field.height >= (3 if size[1] > 14 else 2)
        assert field.bottom <= hint.y
        assert box.bottom <= size[1]
