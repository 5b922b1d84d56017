"""The box to write in shows what a hostile memory holds, and no terminal obeys it."""

from __future__ import annotations

from reader.tui.screens.edit import EditScreen


def test_no_control_reaches_the_box() -> None:
    screen = EditScreen("Title", above="Un\x1b]0;x\x07\nM  deux\x9b5m", text="three\u202e")
    shown = screen._above + screen._text
    assert "Un\N{REPLACEMENT CHARACTER}" in shown
    assert not [c for c in shown if c in "\x1b\x07\x9b\u202e"]
    assert screen._above.count("\n") == 1
