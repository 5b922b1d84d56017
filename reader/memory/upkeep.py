"""Looking after the memory file: what is in it, making it smaller, checking it, saving what can be saved."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from reader.bitext import Origin, Status
from reader.memory import values
from reader.memory.search_index import drop_target

if TYPE_CHECKING:
    import sqlite3
    from collections.abc import Iterator, Mapping

    from reader.memory.store import Store

__all__ = ["Statistics", "check", "forget_machine", "statistics", "vacuum"]

_AT_ONCE = 5000


@dataclass(frozen=True, slots=True)
class Statistics:
    """What is in a memory. ``decodings`` says how many units each decoding of a machine has made; sizes are bytes."""

    units: int
    sources: int
    origins: Mapping[Origin, int]
    statuses: Mapping[Status, int]
    decodings: Mapping[str, int]
    documents: int
    words: int
    size: int
    free: int
    searchable: bool


def statistics(store: Store) -> Statistics:
    """Count what is there."""
    with store.reading() as connection:
        origins: dict[Origin, int] = {}
        statuses: dict[Status, int] = {}
        decodings: dict[str, int] = {}
        for origin, status, variant, count in connection.execute(
            """SELECT u.origin, u.status, CASE u.origin WHEN 0 THEN v.name ELSE '' END AS decoding, count(*)
            FROM units u LEFT JOIN names v ON v.id = u.variant GROUP BY 1, 2, 3"""
        ):
            kind, state = values.origin(origin), values.status(status)
            origins[kind] = origins.get(kind, 0) + count
            statuses[state] = statuses.get(state, 0) + count
            if kind is Origin.MACHINE:
                decoding = values.text(variant or "")
                decodings[decoding] = decodings.get(decoding, 0) + count
        return Statistics(
            units=sum(origins.values()),
            sources=_number(connection, "SELECT count(*) FROM sources"),
            origins=origins,
            statuses=statuses,
            decodings=decodings,
            documents=_number(connection, "SELECT count(*) FROM documents"),
            words=_number(connection, "SELECT count(*) FROM vocabulary"),
            size=store.size(),
            free=_number(connection, "PRAGMA freelist_count") * _number(connection, "PRAGMA page_size"),
            searchable=store.fts5,
        )


def _number(connection: sqlite3.Connection, sql: str) -> int:
    return int(connection.execute(sql).fetchone()[0])


def forget_machine(store: Store, keep: str) -> int:
    """Forget what machines said with any decoding but one, where no person approved it; says how many units."""
    count = 0
    while True:
        with store.writing() as connection:
            rows = connection.execute(
                """SELECT u.id, u.target FROM units u JOIN names v ON v.id = u.variant
                WHERE u.origin = 0 AND u.status = 0 AND v.name <> ? LIMIT ?""",
                (keep, _AT_ONCE),
            ).fetchall()
            gone = 0
            for id_, target in rows:
                if store.fts5:
                    drop_target(connection, values.integer(id_), values.text(target))
                gone += connection.execute("DELETE FROM units WHERE id = ?", (id_,)).rowcount
            if rows and not gone:  # what a damaged tree shows it need not find, and nothing would end
                raise values.UnsoundValue("units that cannot be taken away")
        count += gone
        if len(rows) < _AT_ONCE:
            return count


def vacuum(store: Store) -> tuple[int, int]:
    """Make the file as small as it can be, its search tables too; says its size before and after."""
    before = store.size()
    with store.writing() as connection:
        if store.fts5:
            for table in ("source_words", "target_words", "grams"):
                connection.execute(f"INSERT INTO {table} ({table}) VALUES ('optimize')")  # noqa: S608 - ours
        connection.execute("PRAGMA optimize")
    with store.reading() as connection:
        connection.execute("VACUUM")
        connection.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchall()
    return before, store.size()


def check(store: Store) -> tuple[str, ...]:
    """What is wrong with the file; nothing when it is sound. Takes seconds for each million units."""
    found = [str(line) for (line,) in store.rows("PRAGMA integrity_check(20)")]
    return tuple(found) if found != ["ok"] else tuple(_unsound(store))


def _unsound(store: Store) -> Iterator[str]:
    """What stands in the tables that may not."""
    with store.reading() as connection:
        for table, columns in values.TABLES.items():
            for row in connection.execute(f"SELECT rowid, {', '.join(columns)} FROM {table}"):  # noqa: S608 - ours
                try:
                    values.check(table, tuple(columns), row[1:])
                except values.UnsoundValue as error:
                    yield f"row {row[0]} of {table}: {error}"
