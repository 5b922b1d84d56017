"""A reading session on the first seed, with the real package: what is edited stays, whatever happens meanwhile."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from reader.alignment.operations import Side
from reader.bitext import Bitext, Origin, Status
from reader.config import Config
from reader.errors import AlignmentError
from reader.pipeline import ReadingSession, Resources
from reader.pipeline.looking_up import Entry


@pytest.fixture(scope="module")
def shared() -> Iterator[Resources]:
    """One engine for the module: it is the memories that must be fresh."""
    with Resources(Config()) as opened:
        yield opened


@pytest.fixture
def session(seeds: tuple[Path, Path], resources: Resources, shared: Resources) -> ReadingSession:
    resources.__dict__["engine"] = shared.engine
    opened = ReadingSession.open(seeds[0], resources=resources)
    for _ in opened.translate():
        pass
    return opened


def _again(session: ReadingSession, path: Path) -> ReadingSession:
    """The document opened anew, from another place, with the same memory and engine."""
    opened = ReadingSession.open(path, resources=session.resources)
    for _ in opened.translate():
        pass
    return opened


def _linked(bitext: Bitext) -> list[int]:
    return [index for index, bead in enumerate(bitext.alignment) if bead.source and bead.target]


def test_french_is_there_before_any_translation(seeds: tuple[Path, Path], resources: Resources) -> None:
    opened = ReadingSession.open(seeds[0], resources=resources)
    assert "engine" not in resources.__dict__
    assert opened.bitext.rows()[0].source.startswith("Le préfet de police")
    assert opened.pending > 0


def test_progress_adds_up_and_what_is_urgent_comes_first(seeds: tuple[Path, Path], resources: Resources) -> None:
    opened = ReadingSession.open(seeds[1], resources=resources)
    last = opened.bitext.alignment.beads[-9].source[0]
    wanted = opened.bitext.beads_of_source()[last]
    steps = list(opened.translate(urgent=lambda: [wanted]))
    assert [s.done for s in steps] == sorted(s.done for s in steps)
    assert steps[-1].done == steps[-1].total
    assert opened.pending == 0
    assert any(wanted in step.rows for step in steps[: max(1, len(steps) // 2)])


def test_an_edit_outlives_the_session_and_the_move_of_the_file(session: ReadingSession, tmp_path: Path) -> None:
    row = _linked(session.bitext)[2]
    session.edit(row, "  My own\n words. ")
    session.set_status(row, Status.APPROVED)
    session.set_note(row, "look at this again")
    moved = tmp_path / "moved.txt"
    shutil.copy(session.document.name, moved)
    found = _again(session, moved).bitext.rows()[row]
    assert (found.target, found.origin, found.status, found.note) == (
        "My own words.",
        Origin.EDITED,
        Status.APPROVED,
        "look at this again",
    )


def test_undo_and_redo_go_through_everything(session: ReadingSession) -> None:
    row = _linked(session.bitext)[0]
    states = [session.bitext]
    session.edit(row, "One.")
    states.append(session.bitext)
    session.merge(row)
    states.append(session.bitext)
    session.edit(row, "Both.")
    states.append(session.bitext)
    for before in reversed(states[:-1]):
        assert session.undo()
        assert session.bitext == before
    assert not session.undo()
    for after in states[1:]:
        assert session.redo()
        assert session.bitext == after
    assert not session.redo()


def test_corrections_of_the_alignment_are_there_again(session: ReadingSession) -> None:
    first, second, third = _linked(session.bitext)[:3]
    session.merge(first)
    session.unlink(third - 1)
    session.shift(first, Side.TARGET, up=False)
    again = _again(session, Path(session.document.name))
    assert again.bitext.alignment == session.bitext.alignment
    assert second != third


def test_a_hidden_block_can_be_shown(session: ReadingSession) -> None:
    rows = session.bitext.rows()
    hidden = next(row for row in rows if row.hidden and row.repeat_of is None and row.source)
    session.show_block(hidden.index, shown=True)
    assert not next(row for row in session.bitext.rows() if row.source == hidden.source).hidden
    assert not next(
        row for row in _again(session, Path(session.document.name)).bitext.rows() if row.source == hidden.source
    ).hidden
    assert session.undo()
    assert session.bitext.rows()[hidden.index].hidden


def test_the_memory_holds_an_edit_just_as_long_as_it_stands(session: ReadingSession) -> None:
    row = _linked(session.bitext)[1]
    source = session.bitext.rows()[row].source
    memory = session.resources.memory

    def kept() -> str | None:
        found = memory.recall([source], "", document="another").get(source)
        return found.text if found else None

    session.edit(row, "Kept.")
    assert kept() == "Kept."
    session.undo()
    assert kept() is None
    session.redo()
    assert kept() == "Kept."
    session.edit(row, None)
    assert kept() is None


def test_reading_goes_on_where_it_stopped(session: ReadingSession) -> None:
    session.opened()
    session.save_position(7)
    again = _again(session, Path(session.document.name))
    again.opened()
    assert again.position == 7


def test_marks_and_bookmarks(session: ReadingSession) -> None:
    assert session.toggle_bookmark(3)
    session.set_mark("a", 5)
    assert list(session.bookmarks) == [3]
    assert session.marks == {"a": 5}
    assert not session.toggle_bookmark(3)
    assert not session.bookmarks


def test_a_row_that_is_not_there(session: ReadingSession) -> None:
    with pytest.raises(AlignmentError, match="no row"):
        session.edit(10_000, "x")
    with pytest.raises(AlignmentError):
        session.merge(len(session.bitext) - 1)
    assert not session.undo()


def test_a_word_is_looked_up_in_its_sentence(session: ReadingSession) -> None:
    row = next(r for r in session.bitext.rows() if r.human and "commissariat" in r.source)
    found = session.look_up("commissariat", row.index)
    assert "police" in {english for english, _ in found.translations} | set(found.counterpart.split())
    assert all("commissariat" in example.source.lower() for example in found.examples)
    session.add_vocabulary("commissariat", row.index)
    session.add_vocabulary("caméras", row.index)
    words = [(w.word, w.lemma, w.sentence) for w in session.shelf.vocabulary.words()]
    assert words == [("commissariat", "", row.source), ("caméras", "caméra", row.source)]


@pytest.mark.parametrize(("word", "lemma"), [("mangeait", "manger"), ("a-t-il", ""), ("maison", "")])
def test_a_word_has_a_lemma_where_there_is_no_doubt(session: ReadingSession, word: str, lemma: str) -> None:
    found = session.look_up(word, 0)
    assert found.lemma == lemma
    assert not replace(found, base_forms=(Entry("vivre", ()), Entry("voir", ()))).lemma


def test_what_the_document_taught_is_kept(session: ReadingSession) -> None:
    session.opened()
    session.settle()
    row = next(r for r in session.bitext.rows() if r.human and r.source)
    found = session.resources.memory.recall([row.source], "", document="another")
    assert found[row.source].text == row.human
    counts = session.shelf.recent(limit=1)[0].counts
    assert counts.human == 11
    assert counts.machine == counts.segments - counts.human


def test_what_a_condensed_rendering_left_out(session: ReadingSession) -> None:
    row = next(r for r in session.bitext.rows() if r.human and "Dimanche 26 octobre" in r.source)
    found = session.gaps(row.index)
    assert "octobre" in " ".join(row.source[a:b] for a, b in found.left_out)
    assert 0 < found.covered < 1


def test_who_stands_at_the_last_shown_sentence_has_read_it_all(seeds: tuple[Path, Path], resources: Resources) -> None:
    session = ReadingSession.open(seeds[0], resources=resources)
    session.opened()
    last = max(row.index for row in session.bitext.rows() if row.source and not row.hidden)
    assert last < len(session.bitext) - 1
    session.save_position(last)
    [known] = session.shelf.recent(limit=1)
    assert known.progress == 1.0
