"""What leaves a memory file: each value is what its column may hold, or the file is damaged.

SQLite itself sees to pages, not to what other programs, or a failing disk, have put into a column.
"""

from __future__ import annotations

import datetime as dt
import json
import math
import os
from collections.abc import Callable, Mapping, Sequence
from typing import Any, TypeVar

from reader.bitext import Origin, Status

__all__ = [
    "ORIGINS", "STATUSES", "TABLES", "UnsoundValue", "blob", "check", "flags", "integer", "iso_time", "numbers", "origin", "payload", "place",
    "score", "status", "text",
]  # fmt: skip

ORIGINS = {Origin.MACHINE: 0, Origin.HUMAN: 1, Origin.EDITED: 2}
_ORIGIN_OF = {number: origin for origin, number in ORIGINS.items()}
STATUSES = {Status.DRAFT: 0, Status.CHECKED: 1, Status.APPROVED: 2}
_STATUS_OF = {number: status for status, number in STATUSES.items()}
_EPOCH = dt.datetime(1970, 1, 1)  # noqa: DTZ001 - in UTC, as its letter says when it is written
_T = TypeVar("_T")


class UnsoundValue(Exception):  # noqa: N818 - what it is
    """A column holds what it may not: the file is damaged."""


def _unsound(value: object, wanted: type) -> UnsoundValue:
    return UnsoundValue(f"{type(value).__name__} instead of {wanted.__name__}")


def text(value: object) -> str:
    """A text."""
    if type(value) is str:
        return value
    raise _unsound(value, str)


def integer(value: object) -> int:
    """A whole number."""
    if type(value) is int:
        return value
    raise _unsound(value, int)


def score(value: object) -> float | None:
    """A number that can be reckoned with, or none."""
    if value is None or (type(value) is float and math.isfinite(value)):
        return value
    raise _unsound(value, float)


def blob(value: object) -> bytes:
    """Bytes."""
    if type(value) is bytes:
        return value
    raise _unsound(value, bytes)


def place(value: object) -> str:
    """The path of a file, whose name need not be text."""
    return os.fsdecode(value) if isinstance(value, bytes) else text(value)


def origin(value: object) -> Origin:
    """Who made a unit."""
    return _one_of(_ORIGIN_OF, value)


def status(value: object) -> Status:
    """How far a person stands behind a unit."""
    return _one_of(_STATUS_OF, value)


def _one_of(known: Mapping[int, _T], value: object) -> _T:
    if integer(value) not in known:
        raise UnsoundValue(f"a number that nothing has: {value}")
    return known[integer(value)]


def flags(value: object) -> tuple[str, ...]:
    """What was noted of a translation: null, or a list of texts as JSON."""
    if value is None:
        return ()
    noted = _json(value)
    if isinstance(noted, list):
        return tuple(text(flag) for flag in noted)
    raise _unsound(noted, list)


def payload(value: object) -> dict[str, Any]:
    """What an operation was done with: an object as JSON."""
    kept = _json(value)
    if isinstance(kept, dict):
        return kept
    raise _unsound(kept, dict)


def numbers(value: object) -> dict[str, int]:
    """Whole numbers by their names, as JSON."""
    return {name: integer(count) for name, count in payload(value).items()}


def _json(value: object) -> object:
    try:
        return json.loads(text(value))
    except (ValueError, RecursionError) as error:  # too deep for the parser is also nothing of ours
        raise UnsoundValue(str(error)) from error


def iso_time(value: object) -> str:
    """A time, in seconds since 1970, as units carry it; empty for none, and for one that no calendar has."""
    seconds = integer(value)
    try:
        moment = _EPOCH + dt.timedelta(seconds=seconds)
    except OverflowError:
        return ""
    return f"{moment.isoformat()}Z" if seconds else ""


# Every column whose rows are worth saving from a damaged file, with what reads its values.
TABLES: Mapping[str, Mapping[str, Callable[[object], object]]] = {
    "names": {"id": integer, "name": text},
    "sources": {"id": integer, "key": integer, "text": text},
    "units": {
        "id": integer, "source": integer, "origin": origin, "variant": integer, "status": status, "target": text,
        "score": score, "flags": flags, "at": integer, "document": integer,
    },
    "documents": {
        "id": text, "title": text, "path": place, "second": place, "format": text, "opened": integer, "turn": integer,
        "position": integer, "length": integer, "counts": numbers,
    },
    "journal": {"id": integer, "document": text, "kind": text, "payload": payload, "at": integer, "undone": integer},
    "bookmarks": {"document": text, "name": text, "position": integer, "note": text, "at": integer},
    "vocabulary": {
        "id": integer, "word": text, "folded": text, "lemma": text, "translation": text, "sentence": text,
        "sentence_translation": text, "document": text, "at": integer, "status": text,
    },
    "searches": {"query": text, "place": text, "turn": integer},
}  # fmt: skip


def check(table: str, columns: Sequence[str], row: Sequence[object]) -> None:
    """Look at one row of a table.

    Raises:
        UnsoundValue: which column holds what it may not.
    """
    for column, value in zip(columns, row, strict=True):
        try:
            TABLES[table][column](value)
        except UnsoundValue as error:
            raise UnsoundValue(f"{column}: {error}") from error
