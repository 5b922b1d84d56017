"""Units as rows of the memory file, and back."""

from __future__ import annotations

import datetime as dt
import json
import math
import time
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from reader.bitext import Hypothesis, Origin, Status, TranslationUnit
from reader.memory import values
from reader.memory.normalising import key_of, normalise, storable
from reader.memory.search_index import drop_target

if TYPE_CHECKING:
    import sqlite3
    from collections.abc import Callable, Iterable

__all__ = ["COLUMNS", "StoredUnit", "Writer", "source_id"]

# What StoredUnit.of_row takes, and the tables that it stands in.
COLUMNS = """u.id, s.text, u.target, u.origin, u.status, u.score, u.flags, u.at, d.name
    FROM units u JOIN sources s ON s.id = u.source JOIN names d ON d.id = u.document"""


def _seconds(when: str) -> int:
    """An ISO 8601 time as seconds; now for none, or for one that nobody understands."""
    try:
        parsed = dt.datetime.fromisoformat(when)
    except ValueError:
        return int(time.time())
    return int(parsed.replace(tzinfo=parsed.tzinfo or dt.UTC).timestamp())


@dataclass(frozen=True, slots=True)
class StoredUnit:
    """A unit as it stands in the memory: with the score and the flags that came with it."""

    id: int
    unit: TranslationUnit
    score: float | None
    flags: tuple[str, ...]

    @classmethod
    def of_row(cls, row: tuple[object, ...]) -> StoredUnit:
        """From the columns above."""
        id_, source, target, origin, status, score, flags, at, document = row
        unit = TranslationUnit(
            values.text(source),
            values.text(target),
            values.origin(origin),
            values.status(status),
            values.iso_time(at),
            values.text(document),
        )
        return cls(values.integer(id_), unit, values.score(score), values.flags(flags))

    @classmethod
    def between(cls, after: int, before: int) -> Callable[[tuple[object, ...]], StoredUnit]:
        """As ``of_row``, for who goes on from the last row's id: in a damaged tree ids need not rise, and nothing would end."""

        def read(row: tuple[object, ...]) -> StoredUnit:
            stored = cls.of_row(row)
            if not after < stored.id < before:
                raise values.UnsoundValue(f"the id {stored.id} out of its order")
            return stored

        return read

    @property
    def rank(self) -> tuple[int, int, int]:
        """What goes before what: approved and edited, then human, then the machine's; of equals the last written."""
        unit = self.unit
        by_person = unit.origin is Origin.EDITED or unit.status is Status.APPROVED
        return (2 if by_person else 1 if unit.origin is Origin.HUMAN else 0), values.STATUSES[unit.status], self.id

    def hypothesis(self) -> Hypothesis:
        """What a recall answers: the machine's word as the machine's, a person's as the memory's."""
        if self.unit.origin is Origin.MACHINE and self.unit.status is Status.DRAFT:
            return Hypothesis(self.unit.target, self.score, Origin.MACHINE, self.flags)
        score = self.score if self.unit.origin is Origin.HUMAN else 1.0
        return Hypothesis(self.unit.target, score, Origin.MEMORY)


def source_id(connection: sqlite3.Connection, source: str, *, exactly: bool = False) -> int | None:
    """The id of a source text, or of one that is the same to the memory unless it must be this very text."""
    normalised = normalise(source)
    rows = connection.execute("SELECT id, text FROM sources WHERE key = ? ORDER BY id", (key_of(normalised),))
    for id_, text in rows.fetchall():
        if text == source or (not exactly and normalise(values.text(text)) == normalised):
            return values.integer(id_)
    return None


class Writer:
    """Writes units inside a transaction of the caller's, looking each name up once."""

    def __init__(self, connection: sqlite3.Connection, *, fts5: bool) -> None:
        self._connection = connection
        self._fts5 = fts5
        self._names: dict[str, int] = {"": 0}

    def _name(self, name: str) -> int:
        if name not in self._names:
            self._connection.execute("INSERT OR IGNORE INTO names (name) VALUES (?)", (name,))
            found = self._connection.execute("SELECT id FROM names WHERE name = ?", (name,)).fetchone()
            self._names[name] = values.integer(found and found[0])
        return self._names[name]

    def write(
        self, unit: TranslationUnit, *, decoding: str = "", score: float | None = None, flags: tuple[str, ...] = ()
    ) -> None:
        """Write one unit over what stands there of the same source, origin and variant."""
        if unit.origin not in values.ORIGINS or not unit.source.strip():
            return  # what came out of the memory is in it
        unit = replace(unit, source=storable(unit.source), target=storable(unit.target))
        # What the machine makes of a text can hang on its very quotes, and must be the same each time.
        source = self._source(unit.source, exactly=unit.origin is Origin.MACHINE)
        place = (source, values.ORIGINS[unit.origin], self._variant(unit, decoding))
        there = self._connection.execute(
            "SELECT id, target, status FROM units WHERE source = ? AND origin = ? AND variant = ?", place
        ).fetchone()
        same = there is not None and there[1] == unit.target
        status = values.STATUSES[unit.status]
        if same and unit.origin is not Origin.EDITED:
            status = max(
                status, values.STATUSES[values.status(there[2])]
            )  # to meet a text again does not take an approval back
        noted = json.dumps(flags) if flags else None
        score = score if score is not None and math.isfinite(score) else None
        columns = (status, score, noted, _seconds(unit.when), self._name(unit.document))
        if same:
            self._connection.execute(
                "UPDATE units SET status = ?, score = ?, flags = ?, at = ?, document = ? WHERE id = ?",
                (*columns, there[0]),
            )
            return
        if there is not None:
            self._delete(there[0], there[1])
        self._connection.execute(
            """INSERT INTO units (source, origin, variant, target, status, score, flags, at, document)
            VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)""",
            (*place, unit.target, *columns),
        )

    def remove(self, source: str, origin: Origin, document: str) -> int:
        """Take away what a person made of a source in a document; says how many units that was."""
        id_ = source_id(self._connection, source)
        rows = self._connection.execute(
            "SELECT id, target FROM units WHERE source = ? AND origin = ? AND document = ?",
            (id_, values.ORIGINS.get(origin), self._name(document)),
        ).fetchall()
        for unit, target in rows:
            self._delete(unit, target)
        return len(rows)

    def keep_only(self, document: str, origin: Origin, sources: Iterable[str]) -> None:
        """Take away the units of an origin in a document whose source is none of these."""
        kept = {source_id(self._connection, source) for source in sources}
        rows = self._connection.execute(
            "SELECT id, source, target FROM units WHERE document = ? AND document > 0 AND origin = ?",
            (self._name(document), values.ORIGINS.get(origin)),
        ).fetchall()
        for unit, source, target in rows:
            if source not in kept:
                self._delete(unit, target)

    def _delete(self, unit: object, target: object) -> None:
        if self._fts5:
            drop_target(self._connection, values.integer(unit), values.text(target))
        self._connection.execute("DELETE FROM units WHERE id = ?", (unit,))

    def _variant(self, unit: TranslationUnit, decoding: str) -> int:
        if unit.origin is Origin.MACHINE:
            return self._name(decoding)
        if unit.origin is Origin.HUMAN and not unit.document:
            return -1 - key_of(unit.target)
        return self._name(unit.document)

    def _source(self, source: str, *, exactly: bool) -> int:
        id_ = source_id(self._connection, source, exactly=exactly)
        if id_ is None:
            cursor = self._connection.execute(
                "INSERT INTO sources (key, text) VALUES (?, ?)", (key_of(normalise(source)), source)
            )
            id_ = int(cursor.lastrowid or 0)
        return id_
