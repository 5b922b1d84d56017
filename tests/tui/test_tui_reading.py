"""Moving about in the reader, key by key."""

from __future__ import annotations

import pytest
from textual.widgets import OptionList

from reader.errors import ConfigError
from reader.tui.app import ReaderApp
from reader.tui.screens.choose import ChooseScreen
from reader.tui.screens.page_of_text import TextScreen
from tests.tui.conftest import Open
from tests.tui.tui_sessions import MemorySession, long_bitext, small_bitext


async def test_french_left_and_english_right_on_the_same_line(reading: Open) -> None:
    async with reading() as hands:
        line = next(x for x in hands.lines() if "La première phrase" in x)
        assert line.index("La première phrase") < line.index("The first sentence is short")


async def test_the_origin_stands_there_as_a_letter(reading: Open) -> None:
    async with reading() as hands:
        assert "│ H  The first sentence" in hands.shown()
        assert "│ M" in hands.shown()


async def test_flags_and_low_confidence_are_marked_without_colour(reading: Open) -> None:
    async with reading() as hands:
        assert "M! EN La deuxième" in hands.shown()
        assert "M? EN Le titre" in hands.shown() or "M? EN" in hands.shown()


async def test_j_and_k_and_arrows_move_by_sentence(reading: Open) -> None:
    async with reading() as hands:
        await hands.press("j", "down")
        assert hands.view.cursor == 2
        await hands.press("k", "up")
        assert hands.view.cursor == 0


async def test_moving_passes_over_folds(reading: Open) -> None:
    async with reading() as hands:
        await hands.press("3", "j")
        assert hands.view.cursor == 5


async def test_the_current_pair_has_its_bar_on_both_sides(reading: Open) -> None:
    async with reading() as hands:
        await hands.press("j")
        line = next(x for x in hands.lines() if "La première phrase" in x)
        assert line.startswith("▌")
        assert "▐ H" in line


async def test_counts_and_ends(reading: Open) -> None:
    session = MemorySession(long_bitext(500))
    async with reading(session) as hands:
        await hands.press("1", "0", "j")
        assert hands.view.cursor == 10
        await hands.press("G")
        assert hands.view.cursor == 499
        assert "Phrase 499" in hands.shown()
        await hands.press("g", "g")
        assert hands.view.cursor == 0
        await hands.press("1", "2", "0", "G")
        assert hands.view.cursor == 119
        await hands.press("5", "0", "percent_sign")
        assert hands.view.cursor == 249


async def test_pages_go_down_and_up_without_leaving_lines_out(reading: Open) -> None:
    session = MemorySession(long_bitext(300))
    async with reading(session) as hands:
        seen = set(hands.view.visible_rows())
        for _ in range(60):
            await hands.press("space")
            seen |= set(hands.view.visible_rows())
            if hands.view.cursor == 299:
                break
        assert seen == set(range(300))
        await hands.press("backspace")
        assert hands.view.cursor < 299


async def test_the_current_row_is_always_on_the_screen(reading: Open) -> None:
    session = MemorySession(long_bitext(300))
    async with reading(session, size=(60, 12)) as hands:
        for key in ("G", "k", "k", "g", "space", "ctrl+d", "j", "ctrl+u", "backspace", "j", "5", "0", "j", "k"):
            await hands.press(key)
            assert hands.view.cursor in hands.view.visible_rows(), key


async def test_paragraphs_and_sections(reading: Open) -> None:
    async with reading() as hands:
        await hands.press("right_curly_bracket")
        assert hands.view.cursor == 1
        await hands.press("right_curly_bracket")
        assert hands.view.cursor == 5
        await hands.press("j", "left_curly_bracket")
        assert hands.view.cursor == 5
        await hands.press("right_square_bracket", "right_square_bracket")
        assert hands.view.cursor == 7
        await hands.press("left_square_bracket", "left_square_bracket")
        assert hands.view.cursor == 0


async def test_next_flagged_unaligned_unsure_and_edited(reading: Open) -> None:
    async with reading() as hands:
        await hands.press("right_square_bracket", "f")
        assert hands.view.cursor == 2
        await hands.press("g", "j", "right_square_bracket", "u")
        assert hands.view.cursor == 2
        await hands.press("g", "right_square_bracket", "c")
        assert hands.view.cursor == 6
        hands.session.edit(8, "Mine.")
        hands.screen.show_changes(small_bitext())
        await hands.press("g", "right_square_bracket", "e")
        assert hands.view.cursor == 8


async def test_marks_and_jumping_back(reading: Open) -> None:
    async with reading() as hands:
        await hands.press("j", "m", "a", "G")
        assert hands.view.cursor == 8
        await hands.press("apostrophe", "a")
        assert hands.view.cursor == 1
        await hands.press("ctrl+o")
        assert hands.view.cursor == 8
        await hands.press("apostrophe", "z")
        assert hands.view.cursor == 8


async def test_contents_lead_to_a_heading(reading: Open) -> None:
    async with reading() as hands:
        await hands.press("t")
        assert isinstance(hands.app.screen, ChooseScreen)
        await hands.press("j", "enter")
        assert hands.view.cursor == 7


async def test_help_lists_every_key(reading: Open) -> None:
    async with reading() as hands:
        await hands.press("question_mark")
        assert isinstance(hands.app.screen, TextScreen)
        await hands.press("q")
        assert hands.view.cursor == 0


async def test_palette_runs_a_command(reading: Open) -> None:
    async with reading() as hands:
        await hands.press("ctrl+p")
        await hands.type("Next flagged")
        assert len(hands.app.screen.query_one(OptionList).options) == 1
        await hands.press("enter")
        await hands.until(lambda: hands.view.cursor == 2)


async def test_position_is_kept_and_taken_up_again(reading: Open) -> None:
    session = MemorySession(small_bitext())
    async with reading(session) as hands:
        await hands.press("5", "j")
    assert session.position == 7
    async with reading(session) as hands:
        assert hands.view.cursor == 7


async def test_q_leaves(reading: Open) -> None:
    async with reading() as hands:
        await hands.press("q")
        await hands.pilot.pause()
        assert not hands.app.is_running or hands.app._exit


async def test_keys_can_be_remapped(reading: Open) -> None:
    async with reading(keys={"next": "x", "export": "ctrl+e"}) as hands:
        await hands.press("x")
        assert hands.view.cursor == 1
        await hands.press("j")
        assert hands.view.cursor == 1


def test_an_unknown_key_name_brings_the_nearest() -> None:
    with pytest.raises(ConfigError) as caught:
        ReaderApp(keys={"nxt": "x"})
    assert "next" in caught.value.hint


async def test_one_message_takes_the_place_of_another_but_not_of_a_fault(reading: Open) -> None:
    async with reading() as hands:
        await hands.press("V", "V", "v")
        assert [n.message for n in hands.app._notifications] == ["Machine English first"]
        hands.screen.say_error(ConfigError("that is wrong"))
        await hands.press("v", "v")
        assert [n.message for n in hands.app._notifications][:2] == ["Machine English first", "that is wrong"]
