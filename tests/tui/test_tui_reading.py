"""What a person does with the reader, key by key."""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from textual import events
from textual.widgets import Input, OptionList, Static, TextArea

from reader.bitext import Alignment, Bead, Preference, Status
from reader.config import DisplayConfig
from reader.errors import ConfigError, MissingDocument
from reader.memory import Counts, Memory, Shelf
from reader.pipeline import Progress
from reader.pipeline.glancing import glance
from reader.tui.app import ReaderApp
from reader.tui.geometry import View
from reader.tui.screens.choose import ChooseScreen
from reader.tui.screens.documents import ListScreen
from reader.tui.screens.edit import EditScreen
from reader.tui.screens.page_of_text import TextScreen
from tests.tui.conftest import Open, until
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


async def test_search_finds_both_languages_without_accents(reading: Open) -> None:
    async with reading() as hands:
        await hands.press("slash")
        await hands.type("eglise")
        await hands.press("enter")
        assert hands.view.cursor == 5
        await hands.press("slash")
        await hands.type("SHORT")
        await hands.press("enter")
        assert hands.view.cursor == 1


async def test_no_letter_of_a_fast_typist_is_taken_for_a_command(reading: Open) -> None:
    async with reading() as hands:
        for key, character in [("slash", "/"), *((c, c) for c in "ovsxh")]:
            hands.app.post_message(events.Key(key, character))
        await hands.pilot.pause()
        assert hands.screen.prompt.value == "ovsxh"
        assert hands.app.screen is hands.screen


async def test_escape_and_a_letter_in_haste_are_not_taken_for_alt(reading: Open) -> None:
    async with reading() as hands:
        await hands.press("slash")
        await hands.type("phrase")
        await hands.press("enter", "]")
        assert hands.view.query_text
        hands.app.post_message(events.Key("alt+j", "j"))
        hands.app.post_message(events.Key("alt+j", "j"))
        await hands.pilot.pause()
        assert not hands.view.query_text
        assert hands.view.cursor == 5, "two steps on from the first hit, over a fold"
        await hands.press("t")
        hands.app.post_message(events.Key("alt+k", "k"))
        await hands.pilot.pause()
        assert hands.app.screen is hands.screen
    async with reading(keys={"next": "alt+j"}) as hands:
        hands.app.post_message(events.Key("alt+j", "j"))
        await hands.pilot.pause()
        assert hands.view.cursor == 1


async def test_fast_numbers_and_double_keys(reading: Open) -> None:
    async with reading(MemorySession(long_bitext(100))) as hands:
        for key in ("4", "2", "j", "m", "q", "7", "k", "apostrophe", "q", "y", "f"):
            hands.app.post_message(events.Key(key, {"apostrophe": "'"}.get(key, key)))
        await hands.pilot.pause()
        assert hands.view.cursor == 42
        assert hands.app.clipboard == hands.view.page.row(42).source
        await hands.settled()


async def test_n_goes_round_and_capital_n_back(reading: Open) -> None:
    async with reading() as hands:
        await hands.press("slash")
        await hands.type("phrase")
        await hands.press("enter")
        await hands.settled()
        assert hands.screen.hits == [1, 2, 8, 9]
        await hands.press("n")
        assert hands.view.cursor == 2
        await hands.press("n")
        assert hands.view.cursor == 8
        await hands.press("N", "N")
        assert hands.view.cursor == 1


async def test_a_hit_in_a_fold_opens_it(reading: Open) -> None:
    async with reading() as hands:
        await hands.press("slash")
        await hands.type("desinscrivez")
        await hands.press("enter")
        assert hands.view.cursor == 3
        assert "Désinscrivez-vous ici." in hands.shown()


async def test_a_hit_is_lit_across_a_line_break(reading: Open) -> None:
    async with reading(size=(60, 24)) as hands:
        hit = "un peu plus longue"
        await hands.press("slash")
        await hands.type(hit)
        await hands.press("enter")
        look = hands.view._look(2)
        text = hands.view.page.laid(2).passages[0].text
        (_, ((start, end, name),)) = look.spans[0]
        assert (text[start:end], name) == (hit, "hit")
        assert len(hands.view.page.laid(2).passages[0].lines) > 1


async def test_the_list_of_hits(reading: Open) -> None:
    async with reading() as hands:
        await hands.press("slash")
        await hands.type("phrase")
        await hands.press("enter")
        await hands.settled()
        await hands.press("l", "G", "enter")
        assert hands.view.cursor == 9


async def test_a_hit_far_away_is_gone_to_as_soon_as_it_is_found(reading: Open) -> None:
    async with reading(MemorySession(long_bitext(5000))) as hands:
        await hands.press("slash")
        await hands.type("Phrase 4321")
        await hands.press("enter")
        await hands.settled()
        assert hands.view.cursor == 4321
        assert hands.screen.hits == [4321]
        await hands.press("slash")
        await hands.type("rienderien")
        await hands.press("enter", "n")
        await hands.settled()
        assert hands.view.cursor == 4321
        assert [n.message for n in hands.app._notifications] == ["Not found: rienderien"]


async def test_what_the_user_wrote_is_found(reading: Open) -> None:
    session = MemorySession(small_bitext())
    session.edit(2, "My own marmalade.")
    async with reading(session) as hands:
        await hands.press("slash")
        await hands.type("marmalade")
        await hands.press("enter")
        assert hands.view.cursor == 2


async def test_hits_in_the_english_that_comes_in_are_found_at_the_end(reading: Open) -> None:
    async with reading(MemorySession(long_bitext(30, translated=False)), wait=False) as hands:
        await hands.press("slash")
        await hands.type("EN Phrase 2")
        await hands.press("enter")
        await hands.settled()
        await hands.settled()
        assert hands.screen.hits == [2, *range(20, 30)]


async def test_what_is_not_there_is_said(reading: Open) -> None:
    async with reading() as hands:
        await hands.press("slash")
        await hands.type("zzz")
        await hands.press("enter")
        await hands.settled()
        assert hands.view.cursor == 0
        assert any("zzz" in n.message for n in hands.app._notifications)


async def test_escape_takes_a_search_back(reading: Open) -> None:
    async with reading() as hands:
        await hands.press("slash")
        await hands.type("phrase")
        await hands.press("escape")
        assert hands.view.query_text == ""
        await hands.press("j")
        assert hands.view.cursor == 1


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
            assert let.wait(60)
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
        assert prompt.value == "test.jsonl"
        assert "File to write" in hands.status
        prompt.value = str(tmp_path / "out.jsonl")
        await hands.press("enter")
        await hands.settled()
        assert (tmp_path / "out.jsonl").read_text(encoding="utf-8") == "jsonl"
        await hands.press("x", "j", "enter")
        prompt.value = str(tmp_path / "out.jsonl")
        await hands.press("enter")
        await hands.type("n")
        await hands.press("enter")
        await hands.settled()
        assert (tmp_path / "out.jsonl").read_text(encoding="utf-8") == "jsonl"


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


async def test_themes_go_round(reading: Open) -> None:
    async with reading() as hands:
        seen = {hands.app.theme}
        for _ in range(3):
            await hands.press("T")
            seen.add(hands.app.theme)
        assert seen == {"dark", "light", "contrast", "terminal"}


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


async def test_a_list_of_documents() -> None:
    opened: list[Path] = []

    def opener(pair: tuple[Path, ...]) -> MemorySession:
        opened.append(pair[0])
        if pair[0].name == "b.txt":
            raise MissingDocument("b.txt is not there", hint="look elsewhere")
        return MemorySession(small_bitext())

    app = ReaderApp([(Path("a.txt"),), (Path("b.txt"),)], opener)
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.pause()
        await pilot.press("j", "enter")
        await app.workers.wait_for_complete()
        await pilot.pause()
        assert app.screen.query(OptionList)
        await pilot.press("k", "enter")
        await until(pilot, lambda: bool(app.screen.query(".reading-view")))
        await pilot.press("q")
        await pilot.pause()
        assert app.screen.query(OptionList)
    assert opened == [Path("b.txt"), Path("a.txt")]


async def test_the_list_tells_titles_progress_and_shares(tmp_path: Path) -> None:
    paths = [tmp_path / name for name in ("new.txt", "read.txt", "broken.epub")]
    paths[0].write_text("Le chat dort\n\nLe chat dort dans la maison depuis ce matin.\n", encoding="utf-8")
    paths[2].write_bytes(b"PK no book")
    shelf = Shelf(Memory(None))
    document = small_bitext().source_document
    shelf.opened(document, path=str(paths[1]), title="Ce que j’ai lu")
    shelf.keep_position(document.content_id, len(document.text) // 2)
    shelf.keep_counts(document.content_id, Counts(segments=10, human=2, machine=8))
    app = ReaderApp([(path,) for path in paths], library=shelf, glancer=glance)
    async with app.run_test(size=(100, 24)) as pilot:
        await pilot.pause()
        await app.workers.wait_for_complete()
        await pilot.pause()
        options = app.screen.query_one(OptionList)
        new, read, broken = (str(options.get_option_at_index(i).prompt) for i in range(3))
        assert "Le chat dort\n" in new
        assert "12 words" in new
        assert "Ce que j’ai lu" in read
        assert "50%" in read
        assert "human 20% · machine 80%" in read
        assert "broken.epub" in broken
        shelf.keep_position(document.content_id, len(document.text))
        assert isinstance(app.screen, ListScreen)
        app.screen.on_screen_resume()
        assert "100%" in str(options.get_option_at_index(1).prompt)


async def test_a_slow_document_is_announced_and_then_shown() -> None:
    go = threading.Event()

    def opener(_pair: tuple[Path, ...]) -> MemorySession:
        go.wait(240)
        return MemorySession(small_bitext())

    app = ReaderApp([(Path("a.txt"),)], opener)
    async with app.run_test() as pilot:
        await pilot.pause()
        assert "Opening a.txt" in str(app.screen.query_one(Static).render())
        go.set()
        await app.workers.wait_for_complete()
        await pilot.pause()
        assert app.screen.query(".reading-view")


async def test_the_only_document_that_does_not_open_ends_the_reader() -> None:
    def opener(_pair: tuple[Path, ...]) -> MemorySession:
        raise MissingDocument("not there")

    app = ReaderApp([(Path("a.txt"),)], opener)
    async with app.run_test() as pilot:
        await until(pilot, lambda: app.return_value is not None)
    assert isinstance(app.return_value, MissingDocument)


async def test_one_message_takes_the_place_of_another_but_not_of_a_fault(reading: Open) -> None:
    async with reading() as hands:
        await hands.press("V", "V", "v")
        assert [n.message for n in hands.app._notifications] == ["Machine English first"]
        hands.screen.say_error(ConfigError("that is wrong"))
        await hands.press("v", "v")
        assert [n.message for n in hands.app._notifications][:2] == ["Machine English first", "that is wrong"]


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


async def test_recent_searches_come_back(reading: Open) -> None:
    class Shelf:
        def __init__(self) -> None:
            self.queries: list[str] = ["coeur"]

        def searches(self, *, place: str = "", limit: int = 50) -> list[str]:
            assert place == "document"
            return self.queries[:limit]

        def searched(self, query: str, *, place: str = "") -> None:
            self.queries.insert(0, query + place[:0])

        def recent(self, *, limit: int = 50) -> list[object]:
            return [][:limit]

        def forget(self, document: str) -> None:
            raise AssertionError(document)

    shelf = Shelf()
    async with reading(library=shelf) as hands:
        await hands.press("slash", "up")
        assert hands.screen.query_one(Input).value == "coeur"
        await hands.press("enter")
        assert hands.view.cursor == 5
        assert shelf.queries == ["coeur", "coeur"]


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
