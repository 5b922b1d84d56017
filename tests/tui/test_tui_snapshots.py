"""What whole screens look like, as text: ``READER_UPDATE_SNAPSHOTS=1 pytest`` writes them anew; look at the difference."""

from __future__ import annotations

import os
from pathlib import Path

import pytest
from textual.strip import Strip

from tests.tui.conftest import Hands, Open

_FOLDER = Path(__file__).parent / "snapshots"


def screen_of(hands: Hands) -> list[Strip]:
    return hands.app.screen._compositor.render_strips()


def attributes(strip: Strip) -> str:
    """Below each character what it looks like without colour: reverse, underline, bold, italic, dim."""
    marks = ""
    for segment in strip:
        style = segment.style
        mark = " "
        for name in ("dim", "italic", "bold", "underline", "reverse"):
            if style is not None and getattr(style, name):
                mark = name[0]
        marks += mark * len(segment.text)
    return marks


def compare(name: str, text: str) -> None:
    file = _FOLDER / f"{name}.txt"
    if os.environ.get("READER_UPDATE_SNAPSHOTS"):
        file.write_text(text, encoding="utf-8")
    assert text == file.read_text(encoding="utf-8")


@pytest.mark.parametrize("size", [(80, 24), (120, 36), (40, 20)])
async def test_the_screen_at_usual_sizes(reading: Open, size: tuple[int, int]) -> None:
    async with reading(size=size) as hands:
        await hands.press("2", "j")
        text = "\n".join(strip.text.rstrip() for strip in screen_of(hands)) + "\n"
        compare(f"{size[0]}x{size[1]}", text)


async def test_the_screen_without_colour(reading: Open, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("NO_COLOR", "1")
    async with reading() as hands:
        await hands.press("j", "w", "w", "slash")
        await hands.type("texte")
        await hands.press("enter")
        await hands.settled()
        await hands.press("2", "k", "w")
        lines = []
        for strip in screen_of(hands):
            lines += [strip.text.rstrip(), attributes(strip).rstrip()]
        compare("no-color", "\n".join(lines) + "\n")


async def test_the_help_at_its_smallest(reading: Open) -> None:
    async with reading(size=(80, 24)) as hands:
        await hands.press("question_mark")
        await hands.pilot.pause()
        compare("help", "\n".join(strip.text.rstrip() for strip in screen_of(hands)) + "\n")
