"""The shelf: every document that has been opened, by its content, with where it was left and what was done to it."""

from __future__ import annotations

import dataclasses
import json
import os
import time
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from reader.memory import values
from reader.memory.journal import Bookmarks, Journal
from reader.memory.normalising import storable, words_of
from reader.memory.vocabulary import Vocabulary

if TYPE_CHECKING:
    from collections.abc import Sequence

    from reader.documents import Document
    from reader.memory.translations import Memory

__all__ = ["Counts", "Shelf", "ShelfDocument"]

_COLUMNS = "id, title, path, second, format, opened, position, length, counts"
_ONE = f"SELECT {_COLUMNS} FROM documents WHERE id = ?"  # noqa: S608 - our columns
_SEARCHES_KEPT = 200


@dataclass(frozen=True, slots=True)
class Counts:
    """How many segments a document has, and how many have an English of each kind."""

    segments: int = 0
    human: int = 0
    machine: int = 0
    edited: int = 0
    approved: int = 0


@dataclass(frozen=True, slots=True)
class ShelfDocument:
    """A document that has been opened.

    ``id`` is its content id: moving or saving the file again loses nothing. ``second`` is the path of the other file of
    a pair, or empty. ``position`` is the offset of the segment read last; at ``length`` all is read. ``opened`` is when,
    in ISO 8601 and UTC.
    """

    id: str
    title: str
    path: str
    second: str
    format: str
    opened: str
    position: int
    length: int
    counts: Counts

    @property
    def progress(self) -> float:
        """How far it has been read, 0..1."""
        return min(1.0, self.position / self.length) if self.length > 0 else 0.0


class Shelf:
    """The library and the user's work, in the file of a memory.

    Every method raises MemoryFileError where that file cannot be read or written.
    """

    def __init__(self, memory: Memory) -> None:
        self._store = memory.store

    @property
    def vocabulary(self) -> Vocabulary:
        """The words that the user collects."""
        return Vocabulary(self._store)

    def journal(self, document: str) -> Journal:
        """What the user did to a document, by its content id."""
        return Journal(self._store, document)

    def bookmarks(self, document: str) -> Bookmarks:
        """The marks and bookmarks of a document, by its content id."""
        return Bookmarks(self._store, document)

    def opened(
        self, document: Document, *, path: str, second: str = "", title: str = "", length: int = 0
    ) -> ShelfDocument:
        """Note that a document has been opened.

        Args:
            document: what was read.
            path: where it lies now.
            second: where the other file of the pair lies.
            title: what to list it as; else what it declares, else the name of the file.
            length: the offset at which it is read to the end; else the length of its text.
        """
        id_ = document.content_id
        title = title or document.title or Path(path).name
        with self._store.writing() as connection:
            connection.execute(
                """INSERT INTO documents (id, title, path, second, format, length, opened, turn)
                VALUES (?, ?, ?, ?, ?, ?, ?, (SELECT coalesce(max(turn), 0) + 1 FROM documents))
                ON CONFLICT (id) DO UPDATE SET title = excluded.title, path = excluded.path, second = excluded.second,
                format = excluded.format, length = excluded.length, opened = excluded.opened, turn = excluded.turn""",
                (
                    id_,
                    storable(title),
                    _path_column(path),
                    _path_column(second),
                    document.format,
                    length or len(document.text),
                    int(time.time()),
                ),
            )
            for kept in self._store.read(_document, _ONE, (id_,)):
                return kept
            raise values.UnsoundValue("a row that was written is not there")

    def get(self, document: str) -> ShelfDocument | None:
        """What is known of a document, by its content id."""
        found = self._store.read(_document, _ONE, (document,))
        return found[0] if found else None

    def recent(self, *, limit: int = 50) -> tuple[ShelfDocument, ...]:
        """The documents opened last, the last first. The clock has no say in the order."""
        sql = f"SELECT {_COLUMNS} FROM documents ORDER BY turn DESC LIMIT ?"  # noqa: S608 - our columns
        return tuple(self._store.read(_document, sql, (limit,)))

    def find(self, words: str) -> tuple[ShelfDocument, ...]:
        """The documents in whose title or file name all of some words begin a word, the last opened first.

        Case and accents do not matter.
        """
        wanted = [word for word, _, _ in words_of(words)]
        found = []
        for document in self.recent(limit=-1):
            there = [word for word, _, _ in words_of(f"{document.title} {document.path}")]
            if wanted and all(any(t.startswith(w) for t in there) for w in wanted):
                found.append(document)
        return tuple(found)

    def keep_position(self, document: str, position: int) -> None:
        """Remember where a document is being read."""
        with self._store.writing() as connection:
            connection.execute("UPDATE documents SET position = ? WHERE id = ?", (position, document))

    def keep_counts(self, document: str, counts: Counts) -> None:
        """Remember how much of a document is translated, and by whom."""
        with self._store.writing() as connection:
            connection.execute(
                "UPDATE documents SET counts = ? WHERE id = ?", (json.dumps(dataclasses.asdict(counts)), document)
            )

    def forget(self, document: str) -> None:
        """Take a document off the shelf with its journal and its marks; translations and vocabulary stay."""
        with self._store.writing(durable=True) as connection:
            for sql in (
                "DELETE FROM documents WHERE id = ?",
                "DELETE FROM journal WHERE document = ?",
                "DELETE FROM bookmarks WHERE document = ?",
            ):
                connection.execute(sql, (document,))

    def searched(self, query: str, *, place: str = "") -> None:
        """Remember a search. ``place`` tells apart what is searched: a text, the memory, the shelf."""
        with self._store.writing() as connection:
            connection.execute(
                """INSERT OR REPLACE INTO searches (query, place, turn)
                VALUES (?, ?, (SELECT coalesce(max(turn), 0) + 1 FROM searches))""",
                (storable(query), place),
            )
            connection.execute(
                "DELETE FROM searches WHERE turn <= (SELECT max(turn) FROM searches) - ?", (_SEARCHES_KEPT,)
            )

    def searches(self, *, place: str = "", limit: int = 50) -> tuple[str, ...]:
        """The last searches of a place, each once, the last first."""
        sql = "SELECT query FROM searches WHERE place = ? ORDER BY turn DESC LIMIT ?"
        return tuple(self._store.read(lambda row: values.text(row[0]), sql, (place, limit)))

    def forget_searches(self) -> None:
        """Forget every search."""
        with self._store.writing(durable=True) as connection:
            connection.execute("DELETE FROM searches")


def _path_column(path: str) -> str | bytes:
    """A path as a column takes it: names of files need not be text."""
    return path if storable(path) == path else os.fsencode(path)


def _document(row: Sequence[object]) -> ShelfDocument:
    id_, title, path, second, format_, opened, position, length, counts = row
    names = {field.name for field in dataclasses.fields(Counts)}
    return ShelfDocument(
        id=values.text(id_),
        title=values.text(title),
        path=values.place(path),
        second=values.place(second),
        format=values.text(format_),
        opened=values.iso_time(opened),
        position=max(0, values.integer(position)),
        length=values.integer(length),
        counts=Counts(**{name: count for name, count in values.numbers(counts).items() if name in names}),
    )
