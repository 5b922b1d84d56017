from __future__ import annotations

from textual import events

from reader.tui.screens.page_of_text import TextScreen
from tests.tui.conftest import Open
from tests.tui.tui_sessions import MemorySession, long_bitext


def place_of(lines: list[str], text: str) -> tuple[int, int]:
    """Where a text stands on the view: column and line."""
    line = next(i for i, x in enumerate(lines) if text in x)
    return lines[line].index(text), line


async def test_a_click_makes_a_pair_and_a_word_current(reading: Open) -> None:
    async with reading() as hands:
        column, line = place_of(hands.lines(), "église")
        await hands.pilot.click(".reading-view", offset=(column + 1, line))
        assert hands.view.cursor == 5
        assert hands.view.word_text == "église"


async def test_a_click_on_the_english_puts_the_word_cursor_there(reading: Open) -> None:
    async with reading() as hands:
        column, line = place_of(hands.lines(), "heart")
        await hands.pilot.click(".reading-view", offset=(column, line))
        assert (hands.view.cursor, hands.view.word_text) == (5, "heart")


async def test_a_right_click_looks_the_word_up(reading: Open) -> None:
    async with reading() as hands:
        column, line = place_of(hands.lines(), "première")
        await hands.pilot.click(".reading-view", offset=(column, line), button=3)
        await hands.settled()
        assert isinstance(hands.app.screen, TextScreen)


async def test_a_click_on_a_fold_opens_it(reading: Open) -> None:
    async with reading() as hands:
        column, line = place_of(hands.lines(), "2 hidden lines")
        await hands.pilot.click(".reading-view", offset=(column, line))
        assert "Politique de confidentialité." in hands.shown()
        assert hands.view.cursor == 3


async def test_the_wheel_takes_the_current_row_along(reading: Open) -> None:
    session = MemorySession(long_bitext(300))
    async with reading(session) as hands:
        for _ in range(20):
            hands.app.post_message(events.MouseScrollDown(None, 10, 10, 0, 1, 0, False, False, False))  # noqa: FBT003
            await hands.pilot.pause()
        await hands.until(lambda: hands.view.scroll_offset.y > 10)
        assert hands.view.cursor in hands.view.visible_rows()


async def test_the_line_between_the_columns_can_be_dragged(reading: Open) -> None:
    async with reading(size=(100, 24)) as hands:
        before = hands.view.page.geometry
        assert before.rule_at is not None
        await hands.pilot.mouse_down(".reading-view", offset=(before.rule_at, 3))
        await hands.pilot.hover(".reading-view", offset=(before.rule_at + 12, 3))
        await hands.pilot.mouse_up(".reading-view", offset=(before.rule_at + 12, 3))
        assert hands.view.page.geometry.source_width > before.source_width + 8
        assert hands.app.display_options.ratio > 55
