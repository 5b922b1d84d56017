"""The search tables: kept in step with units, and asked for fuzzy candidates and concordances."""

from __future__ import annotations

import heapq
import math
from typing import TYPE_CHECKING

from reader.memory import values
from reader.memory.matching import grams_of
from reader.memory.normalising import folded_words

if TYPE_CHECKING:
    import sqlite3

__all__ = ["candidates", "catch_up", "drop_target", "folded", "ids_with_words", "indexed_upto", "is_behind"]

_CHUNK = 2000
_RARE = 400  # a pair of words that more sources share says little
_COMMON = 4000
_SURE_VOTE = 2.0  # for each pair of words that is common
_VOTERS = 250  # candidates that are looked at closely


def folded(text: str) -> str:
    """The words of a text as the search tables hold them."""
    return " ".join(folded_words(text))


def is_behind(connection: sqlite3.Connection) -> bool:
    """Whether there are texts that are not indexed: written by a Python without FTS5, or salvaged."""
    last = {
        "source": connection.execute("SELECT max(id) FROM sources").fetchone()[0],
        "target": connection.execute("SELECT max(id) FROM units").fetchone()[0],
    }
    return any((id_ or 0) > indexed_upto(connection, what) for what, id_ in last.items())


def indexed_upto(connection: sqlite3.Connection, what: str) -> int:
    """The last of the sources, or of the units' targets, that the search tables have."""
    found = connection.execute("SELECT upto FROM indexed WHERE what = ?", (what,)).fetchone()
    return values.integer(found[0]) if found else 0


def catch_up(connection: sqlite3.Connection, *, chunk: int = _CHUNK) -> bool:
    """Index what has been written since; inside a transaction of the caller's.

    Returns:
        whether there may be more.
    """
    more = False
    for what, sql in (
        ("source", "SELECT id, text FROM sources WHERE id > ? ORDER BY id LIMIT ?"),
        ("target", "SELECT id, target FROM units WHERE id > ? ORDER BY id LIMIT ?"),
    ):
        upto = indexed_upto(connection, what)
        rows = [
            (values.integer(id_), values.text(text)) for id_, text in connection.execute(sql, (upto, chunk)).fetchall()
        ]
        if not rows:
            continue
        if rows[-1][0] <= upto:  # in a damaged tree ids need not rise, and nothing would end
            raise values.UnsoundValue(f"the id {rows[-1][0]} out of its order")
        connection.executemany(
            f"INSERT INTO {what}_words (rowid, text) VALUES (?, ?)",  # noqa: S608 - one of two words of ours
            [(id_, folded(text)) for id_, text in rows],
        )
        if what == "source":
            connection.executemany(
                "INSERT INTO grams (rowid, text) VALUES (?, ?)",
                [(id_, " ".join(grams_of(text))) for id_, text in rows],
            )
        connection.execute("INSERT OR REPLACE INTO indexed VALUES (?, ?)", (what, rows[-1][0]))
        more = more or len(rows) == chunk
    return more


def drop_target(connection: sqlite3.Connection, unit: int, target: str) -> None:
    """Take a unit's target out of the search table, where it is there already."""
    if unit <= indexed_upto(connection, "target"):
        connection.execute(
            "INSERT INTO target_words (target_words, rowid, text) VALUES ('delete', ?, ?)", (unit, folded(target))
        )


def candidates(connection: sqlite3.Connection, text: str) -> list[int]:
    """The sources, by id, that share the most pairs of words with a text, the best first."""
    votes: dict[int, float] = {}
    common = []
    for gram in grams_of(text):
        found = _with_gram(connection, gram, _RARE)
        weight = 1.0
        if len(found) >= _RARE:
            common.append(gram)
        elif found:
            weight = math.log2(_COMMON / len(found))
        for id_ in found:
            votes[id_] = votes.get(id_, 0.0) + weight
    # Where hardly a pair is rare, more of the sources that share the others have to be seen.
    if max(votes.values(), default=0.0) < _SURE_VOTE * len(common):
        for gram in common:
            for id_ in _with_gram(connection, gram, _COMMON):
                votes[id_] = votes.get(id_, 0.0) + 1.0
    return heapq.nlargest(_VOTERS, votes, key=votes.__getitem__)


def _with_gram(connection: sqlite3.Connection, gram: str, limit: int) -> list[int]:
    return [
        id_
        for (id_,) in connection.execute(
            "SELECT rowid FROM grams WHERE grams MATCH ? ORDER BY rowid DESC LIMIT ?", (f'"{gram}"', limit)
        )
    ]


def ids_with_words(connection: sqlite3.Connection, side: str, match: str, limit: int) -> list[int]:
    """The newest sources or units, by id, that an FTS5 query finds on one side."""
    table = {"source": "source_words", "target": "target_words"}[side]
    sql = f"SELECT rowid FROM {table} WHERE {table} MATCH ? ORDER BY rowid DESC LIMIT ?"  # noqa: S608 - as above
    return [id_ for (id_,) in connection.execute(sql, (match, limit))]
