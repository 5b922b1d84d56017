"""Looking after the memory file: what is in it, making it smaller, checking it, saving what can be saved."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from reader.bitext import Origin, Status
from reader.memory.search_index import folded
from reader.memory.unit_rows import ORIGIN_OF, STATUS_OF

if TYPE_CHECKING:
    import sqlite3
    from collections.abc import Mapping

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
            kind, state = ORIGIN_OF[origin], STATUS_OF[status]
            origins[kind] = origins.get(kind, 0) + count
            statuses[state] = statuses.get(state, 0) + count
            if kind is Origin.MACHINE:
                decodings[variant or ""] = decodings.get(variant or "", 0) + count
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
            if store.fts5:
                _unindex(connection, "target_words", "target", [(id_, folded(target)) for id_, target in rows])
            connection.executemany("DELETE FROM units WHERE id = ?", [(id_,) for id_, _ in rows])
        count += len(rows)
        if len(rows) < _AT_ONCE:
            return count


def _unindex(connection: sqlite3.Connection, table: str, what: str, rows: list[tuple[int, str]]) -> None:
    found = connection.execute("SELECT upto FROM indexed WHERE what = ?", (what,)).fetchone()
    upto = found[0] if found else 0
    connection.executemany(
        f"INSERT INTO {table} ({table}, rowid, text) VALUES ('delete', ?, ?)",  # noqa: S608 - a table of ours
        [(id_, text) for id_, text in rows if id_ <= upto],
    )


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
    return () if found == ["ok"] else tuple(found)
