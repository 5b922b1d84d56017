"""The library, the journal with its undo, bookmarks, vocabulary and searches; all of it after a restart too."""

from __future__ import annotations

import sqlite3
from pathlib import Path

import pytest

from reader.documents import Block, Document
from reader.errors import MemoryFileError
from reader.memory import Counts, Familiarity, Memory, Shelf, Word, salvage, to_anki, to_tsv
from reader.memory.migrations import _MIGRATIONS, migrate


def document(text: str, title: str | None = None) -> Document:
    return Document(text, (Block(0, len(text)),), title=title)


@pytest.fixture
def file(tmp_path: Path) -> Path:
    return tmp_path / "memory.sqlite3"


@pytest.fixture
def shelf(file: Path) -> Shelf:
    return Shelf(Memory(file))


def test_documents_are_known_by_their_content_and_come_back_last_first(shelf: Shelf, file: Path) -> None:
    shelf.opened(document("un"), path="/a/un.txt")
    shelf.opened(document("deux", "L’Œuvre au noir"), path="/a/deux.txt", second="/a/two.txt")
    shelf.keep_position(document("un").content_id, 1)
    shelf.keep_counts(document("un").content_id, Counts(segments=4, human=1, machine=3))
    shelf.opened(document("un"), path="/moved/one.txt")
    first, second = Shelf(Memory(file)).recent()
    assert (first.path, first.title, first.position, first.progress) == ("/moved/one.txt", "one.txt", 1, 0.5)
    assert first.counts == Counts(4, 1, 3)
    assert (second.title, second.second, second.format, second.progress) == (
        "L’Œuvre au noir",
        "/a/two.txt",
        "plain_text",
        0,
    )
    assert shelf.recent(limit=1) == (first,)


def test_order_of_reading_does_not_hang_on_the_clock(shelf: Shelf, monkeypatch: pytest.MonkeyPatch) -> None:
    for when, name in [(2_000_000_000, "a"), (1_000_000_000, "b"), (5, "c")]:
        monkeypatch.setattr("time.time", lambda when=when: when)
        shelf.opened(document(name), path=name)
    assert [d.path for d in shelf.recent()] == ["c", "b", "a"]


@pytest.mark.parametrize(
    ("words", "found"), [("oeuvre NOIR", True), ("noir", True), ("deux", True), ("livre", False), ("", False)]
)
def test_titles_and_names_are_found_without_case_and_accents(shelf: Shelf, words: str, *, found: bool) -> None:
    shelf.opened(document("x", "L’Œuvre au noir"), path="/a/deux.txt")
    assert bool(shelf.find(words)) is found


def test_forgetting_a_document_forgets_what_was_done_to_it(shelf: Shelf) -> None:
    known = shelf.opened(document("un"), path="un")
    shelf.journal(known.id).record("edit", {"text": "x"})
    shelf.bookmarks(known.id).put("a", 0)
    shelf.forget(known.id)
    assert shelf.get(known.id) is None
    assert shelf.journal(known.id).operations() == ()
    assert shelf.bookmarks(known.id).all() == ()


def test_undo_and_redo_survive_a_restart(shelf: Shelf, file: Path) -> None:
    journal = shelf.journal("d")
    for text in ("un", "deux", "trois"):
        journal.record("edit", {"bead": 1, "text": text})
    assert [journal.undo(), journal.undo()][1].payload == {"bead": 1, "text": "deux"}  # type: ignore[union-attr]
    again = Shelf(Memory(file)).journal("d")
    assert [o.payload["text"] for o in again.operations()] == ["un"]
    assert again.redo().payload["text"] == "deux"  # type: ignore[union-attr]
    again.record("merge", {"beads": [1, 2]})
    assert again.redo() is None
    assert [o.kind for o in again.operations()] == ["edit", "edit", "merge"]
    assert [o.payload.get("text") for o in (again.undo(), again.undo(), again.undo()) if o] == [None, "deux", "un"]
    assert again.undo() is None


def test_journals_of_two_documents_keep_out_of_each_others_way(shelf: Shelf) -> None:
    one, two = shelf.journal("one"), shelf.journal("two")
    one.record("edit", {"n": 1})
    two.record("edit", {"n": 2})
    one.undo()
    two.record("edit", {"n": 3})
    assert [o.payload["n"] for o in two.operations()] == [2, 3]
    assert one.redo() is not None


def test_a_payload_that_cannot_be_kept_changes_nothing(shelf: Shelf) -> None:
    journal = shelf.journal("d")
    journal.record("edit", {"n": 1})
    journal.undo()
    with pytest.raises(MemoryFileError, match="cannot be kept"):
        journal.record("edit", {"n": {1, 2}})
    assert journal.redo() is not None


def test_bookmarks_move_and_go(shelf: Shelf) -> None:
    marks = shelf.bookmarks("d")
    marks.put("b", 90)
    marks.put("a", 200, note="relire")
    marks.put("b", 10)
    assert [(m.name, m.position, m.note) for m in marks.all()] == [("b", 10, ""), ("a", 200, "relire")]
    assert marks.get("c") is None
    assert (marks.remove("b"), marks.remove("b")) == (True, False)


def test_searches_are_kept_once_each_last_first(shelf: Shelf) -> None:
    for query in ("chat", "chien", "chat"):
        shelf.searched(query)
    shelf.searched("ailleurs", place="memory")
    assert shelf.searches() == ("chat", "chien")
    assert shelf.searches(place="memory") == ("ailleurs",)
    for number in range(300):
        shelf.searched(str(number))
    assert len(shelf.searches(limit=1000)) == 200
    shelf.forget_searches()
    assert shelf.searches() == ()


def test_words_are_listed_once_for_each_sentence(shelf: Shelf) -> None:
    words = shelf.vocabulary
    words.add(Word("Été", "summer", "L’été vient.", "Summer comes.", document="d"))
    words.add(Word("été", "summertime", "L’été vient.", "Summer comes.", "été"))
    words.add(Word("été", "summer", "Un été chaud."))
    assert [(w.word, w.translation) for w in words.words()] == [("été", "summertime"), ("été", "summer")]
    assert len(words.find("ETE")) == 2
    assert [w.sentence for w in words.words(document="d")] == ["L’été vient."]
    assert words.remove("ete", sentence="Un été chaud.") == 1
    assert words.remove("été") == 1
    assert words.words() == ()


def test_a_word_is_known_in_all_its_sentences_and_in_later_ones(shelf: Shelf) -> None:
    words = shelf.vocabulary
    words.add(Word("été", "summer", "L’été vient."))
    words.add(Word("hiver", "winter", "L’hiver vient."))
    words.set_status("ETE", Familiarity.LEARNING)
    words.add(Word("Été", "summer", "Un été chaud."))
    assert [(w.sentence, w.status) for w in words.words()] == [
        ("L’été vient.", Familiarity.LEARNING),
        ("L’hiver vient.", Familiarity.NEW),
        ("Un été chaud.", Familiarity.LEARNING),
    ]
    assert to_tsv(words.words()).splitlines()[1].endswith("\tlearning")


def test_vocabulary_leaves_as_a_table_and_for_anki(shelf: Shelf) -> None:
    shelf.vocabulary.add(Word("été", "summer", "L’été <vient>,\nl'Été !", "Summer\tcomes & goes.", "été"))
    table = to_tsv(shelf.vocabulary.words()).splitlines()
    assert len(table) == 2
    assert table[1].split("\t")[:5] == ["été", "été", "summer", "L’été <vient>, l'Été !", "Summer comes & goes."]
    anki = to_anki(shelf.vocabulary.words()).splitlines()
    assert anki[:4] == ["#separator:tab", "#html:true", "#columns:Front\tBack\tTags", "#tags column:3"]
    assert anki[4:] == [
        "L’<b>été</b> &lt;vient&gt;, l&#x27;<b>Été</b> !\t<b>été · summer</b><br>Summer comes &amp; goes.\treader new"
    ]


def test_a_list_of_the_first_version_is_taken_over_and_can_be_salvaged(tmp_path: Path) -> None:
    old = sqlite3.connect(tmp_path / "old.sqlite3", isolation_level=None)
    migrate(old, fts5=False, migrations=_MIGRATIONS[:1])
    old.execute("INSERT INTO vocabulary VALUES (1, 'été', 'ete', '', 'summer', 'Un été.', 'A summer.', 'd', 7)")
    old.close()
    assert dict(salvage(tmp_path / "old.sqlite3", tmp_path / "saved.sqlite3"))["vocabulary"] == 1
    for name in ("old", "saved"):
        with Memory(tmp_path / f"{name}.sqlite3") as memory:
            [word] = Shelf(memory).vocabulary.words()
        assert (word.word, word.status) == ("été", Familiarity.NEW)
