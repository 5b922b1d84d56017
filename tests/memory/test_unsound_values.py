"""Files that SQLite finds sound, with values in them that no column may hold: said, named by the check, left out by salvage."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable
from contextlib import closing
from pathlib import Path

import pytest

from reader.bitext import Hypothesis
from reader.errors import MemoryFileError
from reader.memory import Ledger, Memory, Shelf, salvage
from reader.memory.values import TABLES, iso_time
from tests.fuzz.memories import memories, use_memory

_COLUMNS = [(table, column) for table, columns in TABLES.items() for column in columns]
_KEYS = {"id"}  # SQLite itself takes whole numbers only; a document's is no such key
_PATHS = {("documents", "path"), ("documents", "second")}  # may be bytes


@pytest.fixture(scope="module")
def sound() -> bytes:
    [data] = memories()
    return data


@pytest.fixture
def changed(tmp_path: Path, sound: bytes) -> Callable[[str, object], Path]:
    def change(sql: str, value: object) -> Path:
        path = tmp_path / "m.sqlite3"
        path.write_bytes(sound)
        with closing(sqlite3.connect(path)) as plain, plain:
            assert plain.execute(sql, (value,)).rowcount
        return path

    return change


def test_a_sound_file_serves_every_use(tmp_path: Path, sound: bytes) -> None:
    path = tmp_path / "m.sqlite3"
    path.write_bytes(sound)
    use_memory(path)


@pytest.mark.parametrize(
    ("table", "column"), [c for c in _COLUMNS if c not in _PATHS and (c[1] not in _KEYS or c[0] == "documents")]
)
def test_bytes_in_any_column_are_found_and_left_out(
    changed: Callable[[str, object], Path], sound: bytes, table: str, column: str
) -> None:
    path = changed(f"UPDATE {table} SET {column} = ? WHERE rowid = (SELECT max(rowid) FROM {table})", b"\xff\x00")  # noqa: S608
    with Memory(path) as memory:
        [wrong] = memory.check()
    assert f" of {table}: {column}: " in wrong
    whole = path.with_name("whole.sqlite3")
    whole.write_bytes(sound)
    rows = dict(salvage(whole, path.with_name("all.sqlite3")))
    assert dict(salvage(path, path.with_name("saved.sqlite3"))) == {**rows, table: rows[table] - 1}
    with Memory(path.with_name("saved.sqlite3")) as memory:
        assert memory.check() == ()


_READS: dict[str, Callable[[Memory], object]] = {
    "units": lambda memory: list(memory.units()),
    "recall": lambda memory: memory.recall(["Phrase 7."]),
    "fuzzy": lambda memory: memory.fuzzy("Phrase 7 ?"),
    "concordance": lambda memory: memory.concordance("phrase"),
    "recent": lambda memory: Shelf(memory).recent(),
    "words": lambda memory: Shelf(memory).vocabulary.words(),
    "searches": lambda memory: Shelf(memory).searches(),
    "statistics": Memory.statistics,
    "outputs": lambda memory: Ledger(memory).outputs([b"key"], b"standing"),
    "operations": lambda memory: Shelf(memory).journal(Shelf(memory).recent()[-1].id).operations(),
    "marks": lambda memory: Shelf(memory).bookmarks(Shelf(memory).recent()[-1].id).all(),
    "undo": lambda memory: Shelf(memory).journal(Shelf(memory).recent()[-1].id).undo(),
}


@pytest.mark.parametrize(
    ("read", "change", "value"),
    [
        ("units", "UPDATE units SET flags = ?", "{"),
        ("units", "UPDATE units SET flags = ?", "[" * 100_000),
        ("units", "UPDATE units SET flags = ?", "[1]"),
        ("units", "UPDATE units SET flags = ?", "{}"),
        ("units", "UPDATE units SET score = ?", 9e999),
        ("units", "UPDATE units SET at = ?", 0.5),
        ("recall", "UPDATE units SET origin = ?", 7),
        ("recall", "UPDATE units SET status = ?", -1),
        ("recall", "UPDATE sources SET text = ?", b"\xff"),
        ("fuzzy", "UPDATE sources SET text = ?", b"\xff"),
        ("fuzzy", "UPDATE sources SET text = CAST(? AS TEXT)", b"Phrase \xff\xfe"),
        ("concordance", "UPDATE units SET target = ?", b"\xff"),
        ("statistics", "UPDATE units SET origin = ?", "x"),
        ("recent", "UPDATE documents SET counts = ?", '{"segments":"x"}'),
        ("recent", "UPDATE documents SET counts = ?", '{"segments":1e400}'),
        ("recent", "UPDATE documents SET counts = ?", "[]"),
        ("recent", "UPDATE documents SET position = ?", "x"),
        ("words", "UPDATE vocabulary SET at = ?", "x"),
        ("searches", "UPDATE searches SET query = ?", b"x"),
        ("outputs", "UPDATE exported SET output = ?", 2**40),
        ("operations", "UPDATE journal SET payload = ?", "[]"),
        ("operations", "UPDATE journal SET payload = ?", "9" * 5000),
        ("undo", "UPDATE journal SET kind = ?", b"x"),
        ("marks", "UPDATE bookmarks SET position = ?", "x"),
        ("marks", "ALTER TABLE bookmarks RENAME COLUMN note TO noted -- ?", None),
    ],
)
def test_what_a_column_may_not_hold_is_said_as_damage(
    changed: Callable[[str, object], Path], sound: bytes, read: str, change: str, value: object
) -> None:
    if change.startswith("ALTER"):
        path = changed("UPDATE documents SET format = coalesce(?, format)", None)
        with closing(sqlite3.connect(path)) as plain:
            plain.execute(change.partition("--")[0])
    else:
        path = changed(change, value)
    with Memory(path) as memory, pytest.raises(MemoryFileError, match="is damaged") as caught:
        _READS[read](memory)
    assert "salvage" in caught.value.hint
    whole = path.with_name("whole.sqlite3")
    whole.write_bytes(sound)
    with Memory(whole) as memory:
        _READS[read](memory)


def test_a_time_that_no_calendar_has_is_none(changed: Callable[[str, object], Path]) -> None:
    assert iso_time(2**62) == iso_time(-(2**62)) == iso_time(0) == ""
    assert iso_time(1) == "1970-01-01T00:00:01Z"
    assert iso_time(-62135596800) == "0001-01-01T00:00:00Z"
    with Memory(changed("UPDATE units SET at = ?", 2**62)) as memory:
        assert {unit.when for unit in memory.units()} == {""}


def test_a_score_that_cannot_be_reckoned_with_is_not_kept() -> None:

    with Memory(None) as memory:
        memory.remember_machine([("Un.", Hypothesis("One.", float("inf")))], "m")
        assert memory.recall(["Un."], "m")["Un."].score is None
        assert memory.check() == ()
