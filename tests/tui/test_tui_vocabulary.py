"""The vocabulary inside the reader: from a word in the text to the list, to its sentence and out to a file."""

from __future__ import annotations

from pathlib import Path

from textual.widgets import OptionList

from reader.bitext import Bitext
from reader.memory import Familiarity, Memory, Shelf, Word
from reader.tui.screens.vocabulary import VocabularyScreen
from tests.tui.conftest import Hands, Open
from tests.tui.tui_sessions import MemorySession, long_bitext, small_bitext

_SENTENCES = ("La première phrase est courte.", "Un cœur simple bat dans l’église.")


class ShelvedSession(MemorySession):
    """A session whose words go to a shelf."""

    def __init__(self, shelf: Shelf, bitext: Bitext) -> None:
        super().__init__(bitext)
        self.shelf = shelf

    def add_vocabulary(self, word: str, row: int) -> None:
        here = self.bitext.some_rows((row,))[0]
        self.shelf.vocabulary.add(
            Word(word, "a meaning", here.source, here.target or "", document=self.document.content_id)
        )


def shelf_with_words() -> tuple[Shelf, ShelvedSession]:
    shelf = Shelf(Memory(None))
    session = ShelvedSession(shelf, small_bitext())
    for word, sentence in (("phrase", _SENTENCES[0]), ("cœur", _SENTENCES[1])):
        shelf.vocabulary.add(Word(word, "meaning", sentence, "English.", document=session.document.content_id))
    return shelf, session


def listed(hands: Hands) -> list[str]:
    options = hands.app.screen.query_one(OptionList)
    return [str(options.get_option_at_index(i).prompt) for i in range(options.option_count)]


async def test_a_word_is_added_and_its_sentence_gone_back_to(reading: Open) -> None:
    shelf = Shelf(Memory(None))
    async with reading(ShelvedSession(shelf, small_bitext()), library=shelf) as hands:
        await hands.press("A")
        assert hands.app.screen is hands.screen
        assert any("press a" in n.message for n in hands.app._notifications)
        await hands.press("j", "w", "w", "w", "a")
        await hands.settled()
        await hands.press("G", "A")
        assert isinstance(hands.app.screen, VocabularyScreen)
        assert "phrase" in listed(hands)[0]
        assert _SENTENCES[0] in listed(hands)[0]
        await hands.press("enter")
        assert hands.view.cursor == 1
        await hands.press("ctrl+o")
        assert hands.view.cursor == 8


async def test_the_base_form_stands_behind_the_word_and_is_found(reading: Open) -> None:
    shelf, session = shelf_with_words()
    shelf.vocabulary.add(Word("yeux", "eyes", _SENTENCES[1], lemma="œil", document=session.document.content_id))
    async with reading(session, library=shelf) as hands:
        await hands.press("A")
        assert "yeux (œil)  eyes" in listed(hands)[0]
        await hands.press("slash")
        await hands.type("oeil")
        assert len(listed(hands)) == 1


async def test_status_filter_search_and_removal(reading: Open) -> None:
    shelf, session = shelf_with_words()
    async with reading(session, library=shelf) as hands:
        await hands.press("A")
        assert [x.split("\n")[0].split()[1] for x in listed(hands)] == ["cœur", "phrase"]
        await hands.press("s", "j", "s", "s")
        assert [w.status for w in shelf.vocabulary.words()] == [Familiarity.KNOWN, Familiarity.LEARNING]
        await hands.press("tab", "tab")
        assert len(listed(hands)) == 1
        assert "cœur" in listed(hands)[0]
        await hands.press("tab", "tab", "slash")
        await hands.type("premiere")
        assert len(listed(hands)) == 1
        assert "phrase" in listed(hands)[0]
        await hands.press("enter", "x")
        assert [w.word for w in shelf.vocabulary.words()] == ["cœur"]
        await hands.press("u")
        assert sorted(w.word for w in shelf.vocabulary.words()) == ["cœur", "phrase"]
        await hands.press("q")
        assert hands.app.screen is hands.screen


async def test_words_go_out_as_tsv_and_for_anki(reading: Open, tmp_path: Path) -> None:
    shelf, session = shelf_with_words()
    async with reading(session, library=shelf) as hands:
        for key, name in (("t", "words.tsv"), ("a", "words.anki.txt")):
            await hands.press("A", key)
            hands.screen.prompt.value = str(tmp_path / name)
            await hands.press("enter")
    assert (tmp_path / "words.tsv").read_text(encoding="utf-8").splitlines()[1].startswith("phrase\t")
    assert "<b>cœur</b>" in (tmp_path / "words.anki.txt").read_text(encoding="utf-8")


async def test_the_sentence_may_stand_in_another_document(reading: Open, tmp_path: Path) -> None:
    shelf, there = shelf_with_words()
    shelf.opened(there.document, path=str(tmp_path / "a.txt"))
    opened: list[Path] = []

    def opener(paths: tuple[Path, ...]) -> MemorySession:
        opened.append(paths[0])
        return there

    async with reading(MemorySession(long_bitext(9)), library=shelf, opener=opener) as hands:
        await hands.press("A", "enter")
        await hands.settled()
        assert opened == [tmp_path / "a.txt"]
        assert hands.screen.session is there
        assert hands.view.row is not None
        assert hands.view.row.source == _SENTENCES[1]


async def test_a_document_that_is_no_longer_there_is_told_of(reading: Open) -> None:
    shelf, _ = shelf_with_words()
    async with reading(MemorySession(long_bitext(9)), library=shelf) as hands:
        await hands.press("A", "enter")
        assert any("no longer in the library" in n.message for n in hands.app._notifications)
