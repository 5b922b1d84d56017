"""The search in the reader: hits, letters typed in haste, what is said of it."""

from __future__ import annotations

from textual import events
from textual.widgets import Input

from tests.tui.conftest import Open
from tests.tui.tui_sessions import MemorySession, long_bitext, small_bitext


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
