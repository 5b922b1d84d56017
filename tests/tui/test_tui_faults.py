"""What fails, and what cannot be done, is said in words, and the reader goes on."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from reader.bitext import Bitext, Status
from reader.errors import AlignmentError, MemoryFileError, TranslationError
from reader.memory import ConcordanceHit
from reader.pipeline import Progress
from reader.pipeline.looking_up import LookUp
from reader.tui.screens.choose import ChooseScreen
from tests.tui.conftest import Hands, Open
from tests.tui.tui_sessions import MemorySession, long_bitext, small_bitext

_WRONG = MemoryFileError("the memory m is damaged", hint="reader memory salvage")


class Broken(MemorySession):
    """A session whose memory has failed."""

    def set_status(self, row: int, status: Status) -> None:
        del row, status
        raise _WRONG

    def set_note(self, row: int, note: str) -> None:
        del row, note
        raise _WRONG

    def set_mark(self, letter: str, row: int) -> None:
        del letter, row
        raise _WRONG

    def toggle_bookmark(self, row: int) -> bool:
        del row
        raise _WRONG

    def look_up(self, word: str, row: int) -> LookUp:
        del word, row
        raise _WRONG

    def add_vocabulary(self, word: str, row: int) -> None:
        del word, row
        raise _WRONG

    def concordance(self, query: str, *, limit: int = 50) -> tuple[ConcordanceHit, ...]:
        del query, limit
        raise _WRONG

    def retranslate(self, row: int) -> Progress:
        del row
        raise TranslationError("the engine failed: it is damaged")

    def export(self, form: str, path: Path, *, watch: Callable[[int, int], None] | None = None) -> None:
        del form, path, watch
        raise _WRONG


def said(hands: Hands) -> str:
    return "\n".join([hands.status, *(n.message for n in hands.app._notifications)])


@pytest.mark.parametrize(
    "keys",
    ["s", "m a", "B", "w d", "w a", "asterisk d e u x enter", "w asterisk", "r", "O", "o x enter"],
)
async def test_a_fault_of_the_session_is_said_and_the_reader_goes_on(reading: Open, keys: str) -> None:
    async with reading(Broken(small_bitext())) as hands:
        await hands.press(*keys.split())
        await hands.until(lambda: "is damaged" in said(hands))
        await hands.press("escape", "G", "g", "j")
        assert hands.view.cursor == 1


@pytest.mark.parametrize(
    ("keys", "answer"),
    [
        ("n", "Nothing searched for yet"),
        ("right_square_bracket slash", "Nothing searched for yet"),
        ("slash z z z enter", "Not found: zzz"),
        ("slash z z z enter n", "Not found: zzz"),
        ("slash p h r a s e enter N", "Search went round the end"),
        ("right_square_bracket b", "No more in this direction"),
        ("B right_square_bracket b", "No more in this direction"),
        ("quotation_mark", "No bookmarks and no notes yet"),
        ("u", "Nothing to undo"),
        ("U", "Nothing to redo"),
        ("y x", "y copies: then f French"),
        ("a", "Put the word cursor on a French word first"),
        ("asterisk r i e n enter", "The memory holds nothing with rien"),
        ("m a", "Mark a set"),
        ("apostrophe z", "z"),
        ("H", "This part is hidden from now on"),
    ],
)
async def test_what_cannot_be_done_is_said(reading: Open, keys: str, answer: str) -> None:
    async with reading() as hands:
        await hands.press(*keys.split())
        await hands.until(lambda: answer in said(hands))


async def test_a_word_without_links_and_gaps_is_shown_alone(reading: Open) -> None:
    class Silent(MemorySession):
        def words(self, row: int) -> tuple[object, ...]:  # type: ignore[override]
            del row
            raise AlignmentError("no lexicon")

        def gaps(self, row: int) -> object:  # type: ignore[override]
            del row
            raise AlignmentError("no lexicon")

    async with reading(Silent(small_bitext())) as hands:
        before = hands.shown()
        await hands.press("w", "i")
        await hands.settled()
        assert hands.shown() == before
        assert hands.view.word_text


async def test_a_paragraph_is_copied_on_both_sides(reading: Open) -> None:
    async with reading() as hands:
        await hands.press("j", "y", "p")
        copied = hands.app.clipboard
        assert copied.count("\n") == 1
        assert copied.startswith("La première phrase")
        assert "The first sentence" in copied.partition("\n")[2]
        await hands.press("y", "f")
        assert hands.app.clipboard in copied
        await hands.press("y", "e")
        assert hands.app.clipboard.startswith("The first sentence")


async def test_counts_take_paragraphs_and_per_cents(reading: Open) -> None:
    async with reading(MemorySession(long_bitext(200))) as hands:
        await hands.press("5", "0", "percent_sign")
        middle = hands.view.cursor
        assert 60 <= middle <= 140
        await hands.press("3", "right_curly_bracket")
        assert hands.view.cursor > middle
        await hands.press("3", "left_curly_bracket")
        assert hands.view.cursor <= middle
        await hands.press("9", "9", "9", "left_curly_bracket")
        assert hands.view.cursor == 0
        await hands.press("percent_sign")
        assert hands.view.cursor == 0
        await hands.press("9", "9", "9", "g")
        assert hands.view.cursor == len(hands.session.bitext) - 1


async def test_hits_and_notes_are_listed_and_gone_to(reading: Open) -> None:
    async with reading() as hands:
        await hands.press("j", "o", "x", "enter", "g", "quotation_mark")
        await hands.until(lambda: isinstance(hands.app.screen, ChooseScreen))
        await hands.press("enter")
        assert hands.view.cursor == 1
        await hands.press("asterisk", *"deux", "enter")
        await hands.until(lambda: isinstance(hands.app.screen, ChooseScreen))
        await hands.press("escape")
        assert hands.view.cursor == 1


async def test_a_document_of_nothing_takes_every_key(reading: Open) -> None:
    whole = small_bitext()
    empty = Bitext(whole.source_document, whole.target_document, (), (), type(whole.alignment)((), 0, 0), ())
    async with reading(MemorySession(empty)) as hands:
        await hands.press(*"jkGgcosJS<XHBrwadi", "greater_than_sign", "y", "p", "t", "percent_sign", "n", "O")
        await hands.press("escape")
        assert hands.app.is_running
