"""What holds for any text; and older files that become new ones."""

from __future__ import annotations

import os
import sqlite3
import string
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from reader.bitext import Hypothesis, Origin, TranslationUnit
from reader.documents import Block, Document
from reader.errors import MemoryFileError
from reader.memory import Difference, Memory, Shelf, Word
from reader.memory.matching import difference_of, similarity
from reader.memory.migrations import migrate
from reader.memory.normalising import fold, key_of, normalise, words_of

ANY_TEXT = st.text(st.characters(), max_size=60)  # halves of surrogate pairs and NULs too
FRENCH = st.text(st.sampled_from(string.ascii_letters + "éèàçœ’'« »?!., -\u00a0\u202f…"), max_size=60)


@given(ANY_TEXT)
def test_normalising_twice_changes_nothing_more(text: str) -> None:
    once = normalise(text)
    assert normalise(once) == once
    assert 0 <= key_of(once) < 1 << 63


@given(ANY_TEXT)
def test_words_stand_where_they_are_said_to(text: str) -> None:
    last = 0
    for word, start, end in words_of(text):
        assert last <= start < end <= len(text)
        assert fold(text[start:end]) == word
        last = end


@given(ANY_TEXT | FRENCH, ANY_TEXT | FRENCH)
@settings(max_examples=60, deadline=None)
def test_whatever_is_written_is_recalled(source: str, other: str) -> None:
    memory = Memory(None)
    memory.remember_machine([(source, Hypothesis(other, 0.5))], "m")
    memory.remember(
        [TranslationUnit(other, source, Origin.HUMAN, document=source[:5].encode("utf-8", "replace").decode())]
    )
    found = memory.recall([source, other], "m")
    assert bool(source.strip()) == (source in found)
    if source.strip() and normalise(source) != normalise(other):
        assert found[source].text == other.encode("utf-16", "surrogatepass").decode("utf-16", "replace")
    memory.fuzzy(source)
    memory.concordance(other)
    memory.close()


@given(FRENCH, FRENCH)
@settings(deadline=None)
def test_differences_spell_out_both_texts(text: str, match: str) -> None:
    pieces = difference_of(text, match)
    assert "".join(p.text for p in pieces if p.kind is not Difference.MISSING) == match
    wanted = "".join(p.text for p in pieces if p.kind is not Difference.EXTRA)
    assert wanted == text


@given(FRENCH, FRENCH)
@settings(deadline=None)
def test_similarity_is_one_for_the_same_only(text: str, other: str) -> None:
    score = similarity(text, other)
    assert 0 <= score <= 1
    assert (score == 1) == (normalise(text) == normalise(other))
    assert similarity(other, text) == pytest.approx(score)


@given(ANY_TEXT, ANY_TEXT)
@settings(max_examples=40, deadline=None)
def test_shelf_journal_and_vocabulary_take_any_text(one: str, two: str) -> None:
    memory = Memory(None)
    shelf = Shelf(memory)
    assert shelf.journal("d").record("edit", {"text": one, two: [two]}).payload == {"text": one, two: [two]}
    assert shelf.journal("d").operations()[0].payload["text"] == one
    shelf.bookmarks("d").put("a", 3, note=one)
    shelf.vocabulary.add(Word(one, two, one))
    shelf.searched(two)
    shelf.find(one)
    memory.close()


def test_a_file_name_need_not_be_text() -> None:
    shelf = Shelf(Memory(None))
    name = os.fsdecode(b"/a/livre\xe9.txt")
    known = shelf.opened(Document("x", (Block(0, 1),)), path=name, second=name)
    assert (known.path, known.second) == (name, name)
    assert shelf.find("livre")[0].path == name


def test_an_older_file_is_brought_up_to_date_at_once_or_not_at_all(tmp_path: Path) -> None:
    first = ("CREATE TABLE one (x)",)
    second = ("ALTER TABLE one ADD COLUMN y", "UPDATE one SET y = x")
    broken = ("ALTER TABLE one ADD COLUMN z", "NO SQL")
    connection = sqlite3.connect(tmp_path / "m.sqlite3", isolation_level=None)
    migrate(connection, fts5=False, migrations=(first,))
    connection.execute("INSERT INTO one VALUES (7)")
    with pytest.raises(sqlite3.OperationalError):
        migrate(connection, fts5=False, migrations=(first, second, broken))
    assert connection.execute("SELECT * FROM one").fetchall() == [(7,)]
    migrate(connection, fts5=False, migrations=(first, second))
    migrate(connection, fts5=False, migrations=(first, second))
    assert connection.execute("SELECT * FROM one").fetchall() == [(7, 7)]
    with pytest.raises(MemoryFileError, match=r"newer version of this program \(format 2, here 1\)"):
        migrate(connection, fts5=False, migrations=(first,))
    connection.close()


def test_a_python_without_fts5_makes_a_file_that_one_with_it_goes_on_with(tmp_path: Path) -> None:
    path = tmp_path / "m.sqlite3"
    connection = sqlite3.connect(path, isolation_level=None)
    migrate(connection, fts5=False)
    connection.close()
    with Memory(path) as memory:
        memory.remember([TranslationUnit("Le chat.", "The cat.", Origin.HUMAN)])
        assert len(memory.concordance("chat")) == 1
