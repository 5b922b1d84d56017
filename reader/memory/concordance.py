"""Concordance: the units in which some words stand, on either side, with where they stand."""

from __future__ import annotations

import itertools
import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from reader.bitext import TranslationUnit
from reader.memory.normalising import words_of
from reader.memory.search_index import ids_with_words
from reader.memory.unit_rows import COLUMNS, StoredUnit

if TYPE_CHECKING:
    from reader.memory.store import Store

__all__ = ["ConcordanceHit", "Query", "concordance"]

_PART = re.compile(r'"([^"]*)"(\*?)|([^\s"]+)')
_PREFIX_LETTERS = 3  # fewer would gather half of the dictionary
_AT_ONCE = 2  # times the hits wanted are looked at, to show the best of them

Span = tuple[int, int]


@dataclass(frozen=True, slots=True)
class ConcordanceHit:
    """A unit that holds what was searched, and where: (start, end) in its source and in its target."""

    unit: TranslationUnit
    source_spans: tuple[Span, ...]
    target_spans: tuple[Span, ...]


@dataclass(frozen=True, slots=True)
class _Part:
    """Words that stand one after the other; of the last one, the beginning does where ``prefix`` is set."""

    words: tuple[str, ...]
    prefix: bool

    def spans(self, there: Sequence[tuple[str, int, int]]) -> list[Span]:
        found = []
        for at in range(len(there) - len(self.words) + 1):
            window = there[at : at + len(self.words)]
            heads = all(have[0] == want for have, want in zip(window[:-1], self.words[:-1], strict=True))
            last, want = window[-1][0], self.words[-1]
            if heads and (last.startswith(want) if self.prefix else last == want):
                found.append((window[0][1], window[-1][2]))
        return found


@dataclass(frozen=True, slots=True)
class Query:
    """What a user searches: all of some words, those in double quotes as a phrase; ``word*`` for its beginning."""

    parts: tuple[_Part, ...]

    @classmethod
    def parse(cls, text: str) -> Query:
        """Read a query; punctuation, case and accents in it do not matter."""
        parts = []
        for phrase, star, word in _PART.findall(text):
            words = tuple(folded for folded, _, _ in words_of(phrase or word))
            starred = bool(star) or word.endswith("*")
            if words:
                parts.append(_Part(words, starred and len(words[-1]) >= _PREFIX_LETTERS))
        return cls(tuple(parts))

    def fts5(self) -> str:
        """As SQLite's FTS5 reads it. Words stand in quotes, so that none is an operator."""
        return " AND ".join('"' + " ".join(p.words) + '"' + ("*" if p.prefix else "") for p in self.parts)

    def spans(self, text: str) -> tuple[Span, ...]:
        """Where the query's words stand in a text: nothing unless all of them do."""
        there = words_of(text)
        found = [part.spans(there) for part in self.parts]
        return tuple(sorted({span for spans in found for span in spans})) if found and all(found) else ()


def concordance(store: Store, query: str, limit: int) -> tuple[ConcordanceHit, ...]:
    """The units that hold a query on one side: a person's before the machine's, short ones before long ones.

    Of very many, the last written are looked at. A pair of texts is shown once, whoever wrote it how often.
    """
    parsed = Query.parse(query)
    if not parsed.parts or limit < 1:
        return ()
    search = _indexed if store.fts5 else _scanned
    best: dict[tuple[str, str], StoredUnit] = {}
    for stored in search(store, parsed, limit * _AT_ONCE):
        pair = (stored.unit.source, stored.unit.target)
        if pair not in best or best[pair].rank < stored.rank:
            best[pair] = stored
    ordered = sorted(best.values(), key=lambda s: (-s.rank[0], -s.rank[1], len(s.unit.source), -s.id))
    hits = (ConcordanceHit(s.unit, parsed.spans(s.unit.source), parsed.spans(s.unit.target)) for s in ordered)
    return tuple(itertools.islice((hit for hit in hits if hit.source_spans or hit.target_spans), limit))


def _indexed(store: Store, query: Query, limit: int) -> list[StoredUnit]:
    with store.reading() as connection:
        found: list[StoredUnit] = []
        for side, column in (("source", "u.source"), ("target", "u.id")):
            ids = ids_with_words(connection, side, query.fts5(), limit)
            sql = f"SELECT {COLUMNS} WHERE {column} IN ({','.join('?' * len(ids))}) ORDER BY u.id DESC"
            found += store.read(StoredUnit.of_row, sql, ids)
        return found


def _scanned(store: Store, query: Query, limit: int) -> list[StoredUnit]:
    """The same without FTS5: every unit is looked at, from the last back, until there are enough."""
    found: list[StoredUnit] = []
    holds: Callable[[str], bool] = lambda text: bool(query.spans(text))  # noqa: E731 - shorter so
    before = 1 << 62
    while len(found) < limit:
        sql = f"SELECT {COLUMNS} WHERE u.id < ? ORDER BY u.id DESC LIMIT 1000"
        units = store.read(StoredUnit.between(-1, before), sql, (before,))
        if not units:
            break
        found += [stored for stored in units if holds(stored.unit.source) or holds(stored.unit.target)]
        before = units[-1].id
    return found
