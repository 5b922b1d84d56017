"""Fuzzy matches: the units whose source is like a text, and where the two differ."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from reader.bitext import TranslationUnit
from reader.memory import values
from reader.memory.matching import Piece, difference_of, most_alike
from reader.memory.search_index import candidates
from reader.memory.unit_rows import COLUMNS, StoredUnit

if TYPE_CHECKING:
    import sqlite3
    from collections.abc import Iterable

    from reader.memory.store import Store

__all__ = ["FuzzyMatch", "fuzzy"]


@dataclass(frozen=True, slots=True)
class FuzzyMatch:
    """A unit whose source is like the text asked for.

    ``score`` is 0..1, 1 for the same text; ``difference`` says word by word what the two sources do not share.
    """

    unit: TranslationUnit
    score: float
    difference: tuple[Piece, ...]


def fuzzy(store: Store, text: str, *, threshold: float, limit: int) -> tuple[FuzzyMatch, ...]:
    """The best unit of each source that is like a text, the most alike first."""
    with store.reading() as connection:
        rows = _sources_like(connection, text, indexed=store.fts5)
        matches: list[FuzzyMatch] = []
        for score, id_ in most_alike(text, rows, threshold=threshold):
            found = store.read(StoredUnit.of_row, f"SELECT {COLUMNS} WHERE u.source = ?", (id_,))
            units = sorted(found, key=lambda u: u.rank)
            if units:
                unit = units[-1].unit
                matches.append(FuzzyMatch(unit, score, difference_of(text, unit.source)))
            if len(matches) >= limit:
                break
    return tuple(matches)


def _sources_like(connection: sqlite3.Connection, text: str, *, indexed: bool) -> Iterable[tuple[int, str]]:
    """Ids and texts of the sources that may be like a text; without FTS5, of all."""
    if not indexed:
        rows = connection.execute("SELECT id, text FROM sources")
    else:
        ids = candidates(connection, text)
        rows = connection.execute(f"SELECT id, text FROM sources WHERE id IN ({','.join('?' * len(ids))})", ids)  # noqa: S608
    return ((values.integer(id_), values.text(source)) for id_, source in rows)
