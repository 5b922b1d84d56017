"""What a user does to a document, operation by operation, with undo and redo that survive a restart; and bookmarks."""

from __future__ import annotations

import json
import time
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from reader.errors import MemoryFileError
from reader.memory import values
from reader.memory.normalising import storable

if TYPE_CHECKING:
    from collections.abc import Mapping

    from reader.memory.store import Store

__all__ = ["Bookmark", "Bookmarks", "Journal", "Operation"]

_IN_FORCE, _UNDONE, _ABANDONED = 0, 1, 2


@dataclass(frozen=True, slots=True)
class Operation:
    """Something done to a document: what kind, and with what. ``id`` rises in the order of doing."""

    id: int
    kind: str
    payload: Mapping[str, Any]
    when: str


class Journal:
    """The operations of one document. Nothing is taken out: what is undone is only marked so.

    Each change is on the disk when its method returns.
    """

    def __init__(self, store: Store, document: str) -> None:
        self._store = store
        self.document = document

    def record(self, kind: str, payload: Mapping[str, Any]) -> Operation:
        """Note an operation that has been done. What was undone before cannot be redone any more.

        Args:
            kind: a word for what was done: edit, merge, split…
            payload: what it was done with, as JSON can hold it.

        Raises:
            MemoryFileError: the payload is nothing that JSON can hold, or the file cannot be written.
        """
        try:
            text = json.dumps(payload, allow_nan=False, separators=(",", ":"))
        except (TypeError, ValueError) as error:
            raise MemoryFileError(f"an operation of kind {kind} cannot be kept: {error}") from error
        with self._store.writing(durable=True) as connection:
            connection.execute(
                "UPDATE journal SET undone = ? WHERE document = ? AND undone = ?", (_ABANDONED, self.document, _UNDONE)
            )
            cursor = connection.execute(
                "INSERT INTO journal (document, kind, payload, at) VALUES (?, ?, ?, ?)",
                (self.document, kind, text, now := int(time.time())),
            )
        return Operation(int(cursor.lastrowid or 0), kind, json.loads(text), values.iso_time(now))

    def operations(self) -> tuple[Operation, ...]:
        """What is in force, in the order of doing: to be done again when the document is opened."""
        return self._select(_IN_FORCE, "ORDER BY id")

    def undo(self) -> Operation | None:
        """Mark the last operation in force as undone, and say which; None where there is none."""
        return self._move(_IN_FORCE, _UNDONE, "ORDER BY id DESC LIMIT 1")

    def redo(self) -> Operation | None:
        """Put the first undone operation in force again, and say which; None where there is none."""
        return self._move(_UNDONE, _IN_FORCE, "ORDER BY id LIMIT 1")

    def clear(self) -> None:
        """Undo everything, so that it can be redone step by step."""
        with self._store.writing(durable=True) as connection:
            connection.execute(
                "UPDATE journal SET undone = ? WHERE document = ? AND undone = ?", (_UNDONE, self.document, _IN_FORCE)
            )

    def _move(self, before: int, after: int, order: str) -> Operation | None:
        with self._store.writing(durable=True) as connection:
            found = self._select(before, order)
            if found:
                connection.execute("UPDATE journal SET undone = ? WHERE id = ?", (after, found[0].id))
        return found[0] if found else None

    def _select(self, state: int, order: str) -> tuple[Operation, ...]:
        return tuple(
            self._store.read(
                _operation,
                f"SELECT id, kind, payload, at FROM journal WHERE document = ? AND undone = ? {order}",  # noqa: S608 - ours
                (self.document, state),
            )
        )


def _operation(row: tuple[object, ...]) -> Operation:
    id_, kind, payload, at = row
    return Operation(values.integer(id_), values.text(kind), values.payload(payload), values.iso_time(at))


@dataclass(frozen=True, slots=True)
class Bookmark:
    """A place in a document that can be gone back to: a letter, or a bookmark's name; and a note."""

    name: str
    position: int
    note: str
    when: str


class Bookmarks:
    """The marks and bookmarks of one document. Each change is on the disk when its method returns."""

    def __init__(self, store: Store, document: str) -> None:
        self._store = store
        self.document = document

    def put(self, name: str, position: int, *, note: str = "") -> None:
        """Set a mark, or move it."""
        with self._store.writing(durable=True) as connection:
            connection.execute(
                "INSERT OR REPLACE INTO bookmarks (document, name, position, note, at) VALUES (?, ?, ?, ?, ?)",
                (self.document, storable(name), position, storable(note), int(time.time())),
            )

    def get(self, name: str) -> Bookmark | None:
        """The mark of a name."""
        return next((mark for mark in self.all() if mark.name == name), None)

    def all(self) -> tuple[Bookmark, ...]:
        """Every mark, in the order of the text."""
        return tuple(
            self._store.read(
                _bookmark,
                "SELECT name, position, note, at FROM bookmarks WHERE document = ? ORDER BY position, name",
                (self.document,),
            )
        )

    def remove(self, name: str) -> bool:
        """Take a mark away; False where there was none."""
        with self._store.writing(durable=True) as connection:
            cursor = connection.execute("DELETE FROM bookmarks WHERE document = ? AND name = ?", (self.document, name))
        return cursor.rowcount > 0


def _bookmark(row: tuple[object, ...]) -> Bookmark:
    name, position, note, at = row
    return Bookmark(values.text(name), values.integer(position), values.text(note), values.iso_time(at))
