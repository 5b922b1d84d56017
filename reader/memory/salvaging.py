"""Saves from a damaged memory file what can still be read."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from reader.errors import MemoryFileError
from reader.memory import values
from reader.memory.store import ReadOnly, Store, read_only

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

__all__ = ["salvage"]

_AT_ONCE = 256
_GIVE_UP = 200_000  # ids in a row that cannot be read


def salvage(damaged: Path, into: Path) -> Iterator[tuple[str, int]]:
    """Copy each row that can be read into a new file, which has its search tables made anew.

    Args:
        damaged: the file; it is only read.
        into: the new file, which must not be there yet.

    Yields:
        the table, and how many of its rows have been saved.

    Raises:
        MemoryFileError: there is nothing to save, or the new file cannot be written.
    """
    if into.exists():
        raise MemoryFileError(f"{into} is there already", hint="name a file that is not")
    rows = read_only(damaged)
    new = Store(into)
    try:
        for table, known in values.TABLES.items():
            saved, columns = 0, list(known)
            if old := rows.rows(f"PRAGMA table_info({table})", ()):  # a file of an older version lacks some
                columns = [name for name in columns if name in {there for _, there, *_ in old}]
            for chunk in _readable(rows, table, columns):
                sound = [row for row in chunk if _is_sound(table, columns, row)]
                marks = ",".join("?" * len(columns))
                sql = f"INSERT OR IGNORE INTO {table} ({', '.join(columns)}) VALUES ({marks})"  # noqa: S608 - ours
                with new.writing() as connection:
                    connection.executemany(sql, sound)
                saved += len(sound)
            yield table, saved
        with new.writing() as connection:
            # Units whose source or document is lost say nothing to anybody.
            connection.execute("DELETE FROM units WHERE source NOT IN (SELECT id FROM sources)")
            connection.execute("UPDATE units SET document = 0 WHERE document NOT IN (SELECT id FROM names)")
    finally:
        rows.close()
        new.close()


def _readable(rows: ReadOnly, table: str, columns: list[str]) -> Iterator[list[tuple[Any, ...]]]:
    """The rows that can be read, by rowid: in strides, row by row where a stride fails, past what fails alone."""
    sql = f"SELECT rowid, {', '.join(columns)} FROM {table} WHERE rowid > ? ORDER BY rowid LIMIT ?"  # noqa: S608 - ours
    at, stride, lost = 0, _AT_ONCE, 0
    while lost < _GIVE_UP:
        found = rows.rows(sql, (at, stride))
        if found is None:
            if stride == 1:
                at, lost = at + 1, lost + 1
            stride = 1
            continue
        if not found or found[-1][0] <= at:  # in a damaged tree ids need not rise, and nothing would end
            return
        yield [row[1:] for row in found]
        at, lost, stride = int(found[-1][0]), 0, min(stride * 2, _AT_ONCE)


def _is_sound(table: str, columns: list[str], row: tuple[Any, ...]) -> bool:
    try:
        values.check(table, columns, row)
    except values.UnsoundValue:
        return False
    return True
