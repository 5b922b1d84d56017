"""What can be shown and how: origins, folds, views, widths, sizes of the terminal, colours, languages."""

from __future__ import annotations

import pytest

from reader.bitext import Preference
from reader.config import DisplayConfig
from reader.tui.geometry import View
from tests.tui.conftest import Open
from tests.tui.tui_sessions import MemorySession, long_bitext


async def test_v_goes_from_human_to_machine_to_both(reading: Open) -> None:
    async with reading() as hands:
        assert "The first sentence" in hands.shown()
        await hands.press("v")
        assert hands.view.display_options.prefer is Preference.MACHINE
        assert "EN La première" in hands.shown()
        assert "The first sentence" not in hands.shown()
        await hands.press("v")
        assert "EN La première" in hands.shown()
        assert "The first sentence" in hands.shown()
        await hands.press("v")
        assert "EN La première" not in hands.shown()


async def test_h_shows_and_folds_hidden_parts(reading: Open) -> None:
    async with reading() as hands:
        assert "⋯ 2 hidden lines" in hands.shown()
        assert "↺ 1 repeated line" in hands.shown()
        await hands.press("h")
        assert "⋯" not in hands.shown()
        assert "Politique de confidentialité." in hands.shown()
        await hands.press("h")
        assert "⋯ 2 hidden lines" in hands.shown()


async def test_views(reading: Open) -> None:
    async with reading() as hands:
        await hands.press("V")
        assert hands.view.page.geometry.view is View.STACKED
        lines = hands.lines()
        at = next(i for i, x in enumerate(lines) if "La première" in x)
        assert "The first sentence" in lines[at + 1]
        await hands.press("V")
        assert "The first sentence" not in hands.shown()
        await hands.press("j", "e")
        assert "The first sentence" in hands.shown()
        hands.screen._revealed_at -= 1
        await hands.press("e")
        assert "The first sentence" not in hands.shown()
        await hands.press("V")
        assert "La première" not in hands.shown()
        assert "The first sentence" in hands.shown()


async def test_a_held_key_peeks_at_the_english(reading: Open, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("reader.tui.screens.showing._REPEATS_WITHIN", 3600)  # however slow the machine is
    monkeypatch.setattr("reader.tui.screens.showing._CLOSES_AFTER", 3600)
    async with reading(display=DisplayConfig(view="french")) as hands:
        await hands.press("j", *"eee")
        assert "The first sentence" in hands.shown()
        monkeypatch.setattr("reader.tui.screens.showing._CLOSES_AFTER", 0.1)
        await hands.press("e", "j")
        await hands.until(lambda: "The first sentence" not in hands.shown())


async def test_a_held_key_leaves_what_it_has_closed(reading: Open, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("reader.tui.screens.showing._REPEATS_WITHIN", 3600)
    monkeypatch.setattr("reader.tui.screens.showing._CLOSES_AFTER", 0.01)
    async with reading(display=DisplayConfig(view="french")) as hands:
        await hands.press("j", "e")
        await hands.pilot.pause(0.1)
        assert "The first sentence" in hands.shown()
        hands.screen._revealed_at -= 3601
        await hands.press(*"eee")
        assert "The first sentence" not in hands.shown()


async def test_ratio_width_and_spacing(reading: Open) -> None:
    async with reading(size=(100, 30)) as hands:
        before = hands.view.page.geometry
        await hands.press("right_parenthesis")
        assert hands.view.page.geometry.source_width > before.source_width
        await hands.press("minus", "minus")
        assert hands.view.page.geometry.source_at > before.source_at
        tall = hands.view.page.heights.total
        await hands.press("equals_sign")
        assert hands.view.page.heights.total > tall


@pytest.mark.parametrize("size", [(80, 24), (120, 36), (40, 20), (10, 5), (3, 2), (1, 1)])
async def test_every_size_can_be_worked(reading: Open, size: tuple[int, int]) -> None:
    async with reading(size=size) as hands:
        for key in ("j", "G", "g", "space", "w", "h", "v", "V", "slash", "escape", "question_mark", "escape"):
            await hands.press(key)
        for y in range(hands.view.size.height):
            assert hands.view.render_line(y).cell_length == hands.view.room or hands.view.room == 0


async def test_resizing_keeps_the_row_and_wraps_anew(reading: Open) -> None:
    session = MemorySession(long_bitext(200))
    async with reading(session, size=(120, 36)) as hands:
        await hands.press("1", "0", "0", "G")
        for size in ((80, 24), (40, 20), (100, 30), (20, 6)):
            await hands.pilot.resize_terminal(*size)
            await hands.pilot.pause()
            assert hands.view.cursor == 99
            assert 99 in hands.view.visible_rows()


async def test_narrow_terminals_are_stacked(reading: Open) -> None:
    async with reading(size=(40, 20)) as hands:
        lines = hands.lines()
        at = next(i for i, x in enumerate(lines) if "La première" in x)
        assert "H  The first sentence" in lines[at + 1]


async def test_themes_go_round(reading: Open) -> None:
    async with reading() as hands:
        seen = {hands.app.theme}
        for _ in range(3):
            await hands.press("T")
            seen.add(hands.app.theme)
        assert seen == {"dark", "light", "contrast", "terminal"}


async def test_french_interface(reading: Open) -> None:
    async with reading(display=DisplayConfig(language="fr")) as hands:
        assert "lignes masquées : " in hands.shown()
        assert "aide" in hands.status


async def test_no_color_shows_marks_and_no_colour(reading: Open, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("NO_COLOR", "1")
    async with reading() as hands:
        assert hands.app.theme == "terminal"
        strips = hands.view.render_lines(hands.view.size.region)
        assert not [s for strip in strips for s in strip if s.style and s.style.color and not s.style.color.is_default]
        assert "│ H  The first" in hands.shown()


async def test_an_empty_document_harms_nobody(reading: Open) -> None:
    session = MemorySession(long_bitext(0))
    async with reading(session) as hands:
        for key in (
            "j",
            "k",
            "G",
            "g",
            "space",
            "w",
            "tab",
            "c",
            "s",
            "u",
            "v",
            "h",
            "V",
            "n",
            "t",
            "y",
            "y",
            "d",
            "5",
            "percent_sign",
        ):
            await hands.press(key)
        assert "Nothing to read" in hands.status


async def test_what_was_left_out_is_underlined_in_the_current_sentence(reading: Open) -> None:
    async with reading() as hands:
        await hands.press("j", "i")
        assert hands.view.gaps_shown
        row = hands.session.bitext.some_rows((hands.view.cursor,))[0]
        ((start, end),) = hands.session.gaps(row.index).left_out
        assert ("gap" in {name for _, spans in hands.view._look(row.index).spans for _, _, name in spans}) is True
        assert row.source[start:end] == row.source.split()[-1]
        await hands.press("i")
        assert not hands.view.gaps_shown
