"""What makes the reader easy to live with: finding a document, a word and a hit soon, and no line that says less than it could."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

from textual.widgets import OptionList, Static

from reader.bitext import Alignment, Bead, Bitext, Preference
from reader.config import DisplayConfig
from reader.documents import Role
from reader.errors import ConfigError
from reader.pipeline.glancing import glance
from reader.tui.app import ReaderApp
from reader.tui.screens.documents import ListScreen
from reader.tui.screens.page_of_text import TextScreen
from reader.tui.widgets.following import FollowingKeys
from tests.tui.conftest import Open, until
from tests.tui.tui_sessions import MemorySession, make_document, sentences, small_bitext


async def test_the_list_is_narrowed_by_typing(tmp_path: Path) -> None:
    paths = [tmp_path / f"text-{n:02}.txt" for n in range(60)]
    for n, path in enumerate(paths):
        path.write_text(f"L’été numéro {n}\n\nLe chat dort dans la maison depuis ce matin.\n", encoding="utf-8")
    opened: list[tuple[Path, ...]] = []

    def opener(pair: tuple[Path, ...]) -> MemorySession:
        opened.append(pair)
        return MemorySession(small_bitext())

    app = ReaderApp([(path,) for path in paths], opener, glancer=glance)
    async with app.run_test(size=(100, 24)) as pilot:
        await pilot.pause()
        await pilot.press("slash", *"ete", "space", *"47")  # a title that nobody has looked at yet
        options = app.screen.query_one(OptionList)
        await until(pilot, lambda: options.option_count == 1)
        assert "text-47.txt" in str(options.get_option_at_index(0).prompt)
        assert "1 of 60 documents" in str(app.screen.query_one("#title-line", Static).render())
        await pilot.press("enter")
        await until(pilot, lambda: bool(app.screen.query(".reading-view")))
        assert opened == [(paths[47],)]
        await pilot.press("q")
        await until(pilot, lambda: isinstance(app.screen, ListScreen))
        await pilot.press("escape")
        await until(pilot, lambda: options.option_count == 60)
        assert options.highlighted == 47
        await pilot.press("k", "enter")
        await until(pilot, lambda: len(opened) == 2)
        assert opened[1] == (paths[46],)


async def test_enter_that_came_as_a_line_feed_opens_a_document(tmp_path: Path) -> None:
    opened: list[tuple[Path, ...]] = []

    def opener(pair: tuple[Path, ...]) -> MemorySession:
        opened.append(pair)
        return MemorySession(small_bitext())

    app = ReaderApp([(tmp_path / "a.txt",), (tmp_path / "b.txt",)], opener)
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.pause()
        await pilot.press("j", "ctrl+j")
        await until(pilot, lambda: opened == [(tmp_path / "b.txt",)])


async def test_the_word_cursor_walks_in_what_can_be_seen(reading: Open) -> None:
    async with reading(display=DisplayConfig(view="english")) as hands:
        await hands.press("j", "w")
        assert (hands.view.cursor, hands.view.word_text) == (1, "The")
        await hands.press("tab")
        assert hands.view.word_text == "The"
        await hands.press("d")
        await hands.settled()
        assert isinstance(hands.app.screen, TextScreen)
        assert hands.app.screen._title == "La"


async def test_a_word_is_gone_to_by_its_letter(reading: Open) -> None:
    async with reading() as hands:
        await hands.press("j", "W", "p")
        first = hands.view.word
        assert hands.view.word_text == "première"
        await hands.press("W", "p")
        assert hands.view.word_text.startswith("p")
        while hands.view.word != first:  # around the end of the sentence
            await hands.press("W", "p")
        await hands.press("W", "z")
        assert hands.view.word == first


async def test_keys_that_may_follow_have_room_on_a_narrow_screen(reading: Open) -> None:
    async with reading(size=(40, 20)) as hands:
        box = hands.screen.query_one(FollowingKeys)
        await hands.press("right_square_bracket")
        assert box.display
        assert box.said.endswith("/ hit")
        assert all(len(line) <= 38 for line in box.said.splitlines())
        await hands.press("e")
        assert not box.display


async def test_hits_are_counted_while_one_types(reading: Open) -> None:
    async with reading() as hands:
        await hands.press("slash")
        await hands.type("phrase")
        await hands.settled()
        line = hands.screen.prompt.render_line(0).text
        assert line.startswith("phrase")
        assert line.rstrip().endswith("hits")
        await hands.type("xq")
        await hands.settled()
        assert hands.screen.prompt.render_line(0).text.rstrip().endswith("no hits")
        await hands.press("backspace", "backspace", "enter")
        await hands.settled()
        total = len(hands.screen.hits)
        assert f"hit {hands.screen.hits.index(hands.view.cursor) + 1} of {total}" in hands.status
        await hands.press("escape")
        assert "hit" not in hands.status


async def test_a_message_does_not_stand_on_a_dialog(reading: Open) -> None:
    async with reading() as hands:
        await hands.press("V", "question_mark")
        assert not list(hands.app._notifications)
        await hands.press("escape")
        hands.screen.say_error(ConfigError("that is wrong"))
        await hands.press("question_mark")
        assert [n.message for n in hands.app._notifications] == ["that is wrong"]


async def test_a_document_without_human_english_is_not_said_to_have_any(reading: Open) -> None:
    bitext = small_bitext()
    alone = replace(
        bitext,
        target=(),
        alignment=Alignment(tuple(Bead((i,), ()) for i in range(len(bitext.source))), len(bitext.source), 0),
    )
    async with reading(MemorySession(alone), size=(120, 30)) as hands:
        title = hands.screen.query_one("#title-line", Static)
        assert "English" not in str(title.render())
        await hands.press("v")
        assert [n.message for n in hands.app._notifications] == ["There is no human English in this document"]
        assert hands.view.display_options.prefer is Preference.HUMAN
        await hands.press("V", "V", "V")
        assert "English only" in str(title.render())


async def test_a_fold_begins_with_words(reading: Open) -> None:
    parts = [("Un texte.", Role.BODY), ("* * *", Role.BOILERPLATE), ("Abonnez-vous.", Role.BOILERPLATE)]
    document = make_document(parts)
    source = tuple(sentences(document))
    alone = Alignment(tuple(Bead((i,), ()) for i in range(len(source))), len(source), 0)
    bitext = Bitext(document, document, source, (), alone, (None,) * len(source))
    async with reading(MemorySession(bitext)) as hands:
        assert "⋯ 2 hidden lines: Abonnez-vous." in hands.shown()
