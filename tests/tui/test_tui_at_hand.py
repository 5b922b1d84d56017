"""The keys that help where one is: in the status line, and first in the help."""

from __future__ import annotations

from reader.tui.screens.at_hand import at_hand
from tests.tui.conftest import Open


async def test_the_status_line_names_what_helps_here(reading: Open) -> None:
    async with reading(size=(120, 30), keys={"look-up": "f2"}) as hands:
        await hands.press("j")
        assert "/ search" in hands.status
        await hands.press("w")
        assert "F2 look up · a learn" in hands.status
        await hands.press("escape", "slash")
        await hands.type("phrase")
        await hands.press("enter")
        await hands.settled()
        assert "n next · N previous · l list" in hands.status
        await hands.press("escape", "right_square_bracket", "f")
        assert "much shorter or longer than the French" in hands.status
        assert "c edit" in hands.status
        await hands.press("V", "V")
        assert "e English" in hands.status
        assert at_hand(hands.screen)[0] == "reveal"


async def test_the_status_line_says_what_marks_and_shares_mean(reading: Open) -> None:
    async with reading(size=(120, 30)) as hands:
        assert "M? machine · 30% sure" in hands.status
        await hands.press("j")
        assert "H human · pair 90% sure" in hands.status


async def test_the_title_line_makes_no_claim_about_the_document(reading: Open) -> None:
    async with reading(size=(120, 30)) as hands:
        title = hands.screen.query_one("#title-line")
        assert "English: human first" in str(title.render())
        assert "›  Le titre du texte" in str(title.render())
        await hands.press("v", "v", "G")
        assert "English: human and machine" in str(title.render())
        assert "›  Une partie" in str(title.render())
