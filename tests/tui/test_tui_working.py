"""What a person changes or takes along: words, edits, beads, bookmarks, copies."""

from __future__ import annotations

import threading
from collections.abc import Callable
from pathlib import Path

import pytest
from textual import events
from textual.widgets import TextArea

from reader.bitext import Status
from reader.tui.screens.choose import ChooseScreen
from reader.tui.screens.edit import EditScreen
from reader.tui.screens.page_of_text import TextScreen
from tests.tui.conftest import Open
from tests.tui.tui_sessions import MemorySession, small_bitext


async def test_word_cursor_lights_the_counterpart(reading: Open) -> None:
    async with reading() as hands:
        await hands.press("j", "w")
        assert hands.view.word_text == "La"
        look = hands.view._look(1)
        styles = {(passage, name) for passage, spans in look.spans for _, _, name in spans}
        assert styles == {(0, "word"), (1, "counterpart")}
        await hands.press("tab")
        assert hands.view.word_text == "The"
        await hands.press("tab", "w")
        assert hands.view.word_text == "première"


async def test_the_word_cursor_goes_on_in_the_next_sentence(reading: Open) -> None:
    async with reading() as hands:
        await hands.press("4", "w", "w")
        assert hands.view.cursor == 1
        await hands.press("b")
        assert hands.view.cursor == 0
        assert hands.view.word_text == "texte"


async def test_looking_a_word_up(reading: Open) -> None:
    async with reading() as hands:
        await hands.press("j", "w", "d")
        await hands.settled()
        screen = hands.app.screen
        assert isinstance(screen, TextScreen)
        text = str(screen.content)
        for part in ("here", "70%", "heart", "A dictionary", "1. a meaning", "Un cœur."):
            assert part in text
        await hands.press("a")
        await hands.settled()
        assert hands.session.vocabulary == [("La", 1)]


async def test_vocabulary_and_concordance(reading: Open) -> None:
    async with reading() as hands:
        await hands.press("j", "w", "w", "a")
        await hands.settled()
        assert hands.session.vocabulary == [("première", 1)]
        await hands.press("asterisk")
        assert isinstance(hands.app.screen, ChooseScreen)
        await hands.press("enter")
        assert hands.view.cursor == 1
        await hands.press("escape", "asterisk")
        await hands.type("rien")
        await hands.press("enter")
        assert not isinstance(hands.app.screen, ChooseScreen)


async def test_editing_in_place_undo_and_redo(reading: Open) -> None:
    async with reading() as hands:
        await hands.press("j", "c")
        assert isinstance(hands.app.screen, EditScreen)
        hands.app.screen.query_one(TextArea).text = "Mine now."
        await hands.press("enter")
        assert "E  Mine now." in hands.shown()
        assert "edited" in hands.status
        await hands.press("u")
        assert "H  The first sentence" in hands.shown()
        await hands.press("U")
        assert "E  Mine now." in hands.shown()
        await hands.press("c")
        hands.app.screen.query_one(TextArea).text = ""
        await hands.press("enter")
        assert "H  The first sentence" in hands.shown()


async def test_a_fast_typists_last_letters_are_kept(reading: Open) -> None:
    async with reading() as hands:
        await hands.press("j", "c")
        for key in (*"quick", "enter"):
            hands.app.post_message(events.Key(key, key if len(key) == 1 else "\r"))
        await hands.settled()
        assert "E  The first sentence is short.quick" in hands.shown()


async def test_leaving_the_editor_changes_nothing(reading: Open) -> None:
    async with reading() as hands:
        await hands.press("j", "c")
        await hands.type("xyz")
        await hands.press("escape")
        assert not hands.session.bitext.revisions


async def test_status_and_note(reading: Open) -> None:
    async with reading() as hands:
        await hands.press("j", "s")
        assert hands.view.page.row(1).status is Status.CHECKED
        await hands.press("s")
        assert "H✓ The first" in hands.shown()
        await hands.press("o")
        await hands.type("why")
        await hands.press("ctrl+s")
        assert hands.view.page.row(1).note == "why"
        assert "✎" in hands.shown()
        assert "✎ why" in hands.status
        await hands.press("G", "quotation_mark", "enter")
        assert hands.view.cursor == 1


async def test_merge_split_shift_and_unlink(reading: Open) -> None:
    async with reading() as hands:
        count = len(hands.session.bitext)
        await hands.press("j", "J")
        assert len(hands.session.bitext) == count - 1
        assert "La deuxième" in hands.view.page.row(1).source
        await hands.press("u")
        assert len(hands.session.bitext) == count
        await hands.press("greater_than_sign")
        assert hands.session.bitext.alignment.beads[1].target == ()
        await hands.press("u", "X")
        assert len(hands.session.bitext) == count + 1
        await hands.press("u", "S")
        assert len(hands.session.bitext) == count + 1 or any(hands.app._notifications)


async def test_hiding_a_part_for_good(reading: Open) -> None:
    async with reading() as hands:
        await hands.press("H")
        assert "Le titre du texte" not in hands.lines()[1]
        assert hands.session.bitext.some_rows((0,))[0].hidden
        await hands.press("u")
        assert not hands.session.bitext.some_rows((0,))[0].hidden


async def test_bookmarks(reading: Open) -> None:
    async with reading() as hands:
        await hands.press("j", "B")
        assert "★" in hands.shown()
        await hands.press("G", "left_square_bracket", "b")
        assert hands.view.cursor == 1
        await hands.press("B")
        assert "★" not in hands.shown()


async def test_translating_again(reading: Open) -> None:
    async with reading() as hands:
        await hands.press("r")
        await hands.settled()
        assert "ANEW" in hands.shown()


async def test_copying(reading: Open, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("reader.tui.clipboard.native_command", lambda *_: None)
    async with reading() as hands:
        await hands.press("j", "y", "f")
        assert hands.app.clipboard == "La première phrase est courte."
        await hands.press("y", "e")
        assert hands.app.clipboard == "The first sentence is short."
        await hands.press("y", "y")
        assert hands.app.clipboard == "La première phrase est courte.\nThe first sentence is short."
        await hands.press("y", "p")
        assert hands.app.clipboard.startswith("La première phrase est courte. La deuxième")
        await hands.settled()


async def test_exporting(reading: Open, tmp_path: Path) -> None:
    async with reading() as hands:
        await hands.press("x", "enter")
        prompt = hands.screen.prompt
        assert prompt.value == "test.html"
        assert "File to write" in hands.status
        prompt.value = str(tmp_path / "out.html")
        await hands.press("enter")
        await hands.settled()
        assert (tmp_path / "out.html").read_text(encoding="utf-8") == "html"
        assert f"Written: {tmp_path / 'out.html'}" in [n.message for n in hands.app._notifications]
        await hands.press("x", "j", "enter")
        prompt.value = str(tmp_path / "out.html")
        await hands.press("enter")
        await hands.type("n")
        await hands.press("enter")
        await hands.settled()
        assert (tmp_path / "out.html").read_text(encoding="utf-8") == "html"


async def test_an_export_tells_how_far_it_is_and_can_be_stopped(reading: Open, tmp_path: Path) -> None:
    go = threading.Event()

    class Slow(MemorySession):
        def export(self, form: str, path: Path, *, watch: Callable[[int, int], None] | None = None) -> None:
            assert watch is not None
            watch(1, 4)
            go.wait(240)
            watch(2, 4)
            path.write_text(form, encoding="utf-8")

    async with reading(Slow(small_bitext())) as hands:
        await hands.press("x", "enter")
        hands.screen.prompt.value = str(tmp_path / "o.html")
        await hands.press("enter")
        await hands.until(lambda: "o.html 25%" in hands.status)
        await hands.press("escape")
        assert "o.html" not in hands.status
        go.set()
        await hands.settled()
        assert not (tmp_path / "o.html").exists()


async def test_an_export_that_fails_is_said_in_words(reading: Open, tmp_path: Path) -> None:
    async with reading() as hands:
        await hands.press("x", "enter")
        hands.screen.prompt.value = str(tmp_path / "out.bad")
        await hands.press("enter")
        await hands.settled()
        assert any("choose another name" in n.message for n in hands.app._notifications)
