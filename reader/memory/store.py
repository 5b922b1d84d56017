"""The SQLite file: opened, kept apart from threads and other processes, its errors put into words."""

from __future__ import annotations

import os
import shutil
import sqlite3
import threading
import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any, TypeVar

from reader.errors import MemoryFileError
from reader.memory.migrations import migrate
from reader.memory.values import UnsoundValue

__all__ = ["ReadOnly", "Store", "read_only"]

_BUSY_SECONDS = 15.0
_CACHE_KIB = 16_384
_DAMAGED, _SALVAGE = "is damaged", "reader memory salvage saves what can be read"
_UNREADABLE = (
    sqlite3.Error,
    UnicodeDecodeError,
)  # the second: SQLite's complaint names bytes of the file that are no text
_T = TypeVar("_T")
_LEAST_ROOM = 128 * 1024  # bytes; the index of the log alone takes 32 KiB


class Store:
    """A database file that several threads and processes share.

    One connection behind a lock: the work is short, and a memory that lives in RAM has no second connection anyway.

    Args:
        path: the file; None for one that lives in RAM.

    Raises:
        MemoryFileError: it cannot be opened, is damaged, another program's, or of a newer version.
    """

    def __init__(self, path: Path | None) -> None:
        self.path = path
        self._lock = threading.RLock()
        self._connection: sqlite3.Connection | None = None
        with self._errors():
            self._connection = self._open()

    def _open(self) -> sqlite3.Connection:
        if self.path is not None:
            try:
                self.path.parent.mkdir(parents=True, exist_ok=True)
                # What somebody reads is nobody else's business.
                os.close(os.open(self.path, os.O_RDWR | os.O_CREAT, 0o600))
            except OSError as error:
                raise MemoryFileError(
                    f"the memory {self.path} cannot be opened: {error.strerror}",
                    hint="check the path and its permissions",
                ) from error
        connection = sqlite3.connect(
            self.path or ":memory:", timeout=_BUSY_SECONDS, isolation_level=None, check_same_thread=False
        )
        try:
            self._prepare(connection)
        except BaseException:
            connection.close()
            raise
        return connection

    def _prepare(self, connection: sqlite3.Connection) -> None:
        connection.execute(f"PRAGMA cache_size = -{_CACHE_KIB}")
        connection.execute("PRAGMA temp_store = MEMORY")
        connection.execute("PRAGMA trusted_schema = OFF")
        self.fts5 = _has_fts5(connection)
        # Whose file it is comes first: another program's is not even switched to WAL.
        migrate(connection, fts5=self.fts5)
        if self.path is not None:
            _to_wal(connection)
        connection.execute("PRAGMA synchronous = NORMAL")

    @property
    def connection(self) -> sqlite3.Connection:
        """The open connection; only inside ``reading`` and ``writing``."""
        if self._connection is None:
            raise MemoryFileError("the memory is closed")
        return self._connection

    @contextmanager
    def reading(self) -> Iterator[sqlite3.Connection]:
        """The connection, for looking things up."""
        with self._lock, self._errors():
            yield self.connection

    @contextmanager
    def writing(self, *, durable: bool = False) -> Iterator[sqlite3.Connection]:
        """A transaction: all of it, or nothing.

        Args:
            durable: on the disk when this returns, whatever happens to the power. Otherwise only the death of the process
                is survived.
        """
        with self._lock, self._errors():
            connection = self.connection
            nested = connection.in_transaction
            if not nested:
                connection.execute(f"PRAGMA synchronous = {'FULL' if durable else 'NORMAL'}")
                connection.execute("BEGIN IMMEDIATE")
            try:
                yield connection
                if not nested:
                    connection.execute("COMMIT")
            except BaseException:
                if not nested and connection.in_transaction:
                    connection.execute("ROLLBACK")
                raise

    def rows(self, sql: str, values: Sequence[Any] | Mapping[str, Any] = ()) -> list[tuple[Any, ...]]:
        """What a query finds, all at once; for what SQLite says itself: see ``read`` for what stands in columns."""
        with self.reading() as connection:
            return connection.execute(sql, values).fetchall()

    def read(
        self, row: Callable[[tuple[Any, ...]], _T], sql: str, values: Sequence[Any] | Mapping[str, Any] = ()
    ) -> list[_T]:
        """What a query finds, all at once, each row read with the functions of ``values``.

        Raises:
            MemoryFileError: also where a column holds what it may not.
        """
        with self.reading() as connection:
            # All of them first: a query that an error leaves half read would hold the file.
            return [row(found) for found in connection.execute(sql, values).fetchall()]

    def size(self) -> int:
        """How many bytes the file takes, its write-ahead log included."""
        if self.path is None:
            [(pages, page)] = self.rows("SELECT page_count, page_size FROM pragma_page_count, pragma_page_size")
            return int(pages) * int(page)
        return sum(p.stat().st_size for p in (self.path, self.path.with_name(self.path.name + "-wal")) if p.exists())

    def close(self) -> None:
        """Close the file; more than once does no harm."""
        with self._lock:
            if self._connection is not None:
                self._connection.close()
                self._connection = None

    @contextmanager
    def _errors(self) -> Iterator[None]:
        try:
            yield
        except MemoryFileError as error:
            if self.path is None or str(self.path) in str(error):
                raise
            raise MemoryFileError(f"{self.path}: {error}", hint=error.hint) from error
        except sqlite3.Error as error:
            raise _in_words(error, self.path) from error
        except (UnsoundValue, UnicodeDecodeError) as error:  # the latter: what SQLite complains of is no text
            raise MemoryFileError(f"the memory {self.path or 'in RAM'} {_DAMAGED}", hint=_SALVAGE) from error


def _has_fts5(connection: sqlite3.Connection) -> bool:
    return bool(connection.execute("SELECT count(*) FROM pragma_module_list WHERE name = 'fts5'").fetchone()[0])


def _to_wal(connection: sqlite3.Connection) -> None:
    """Switch to a write-ahead log; where the file system has none, the old journal does, only slower."""
    until = time.monotonic() + _BUSY_SECONDS
    while True:
        try:
            connection.execute("PRAGMA journal_mode = WAL")
        except sqlite3.OperationalError as error:
            # The busy timeout does not hold for this one statement.
            if error.sqlite_errorcode & 0xFF != sqlite3.SQLITE_BUSY or time.monotonic() > until:
                raise
            time.sleep(0.02)
        else:
            return


def _in_words(error: sqlite3.Error, path: Path | None) -> MemoryFileError:
    code = getattr(error, "sqlite_errorcode", 0) & 0xFF
    if str(error).startswith("Could not decode"):  # the module's own complaint: bytes where a text should be
        code = sqlite3.SQLITE_CORRUPT
    if code in {sqlite3.SQLITE_IOERR, sqlite3.SQLITE_CANTOPEN} and _is_full(path):
        code = sqlite3.SQLITE_FULL  # the files beside a memory, which is in order itself, find no room
    what, hint = {
        sqlite3.SQLITE_NOTADB: ("is no memory file", "name another file, or move this one away"),
        sqlite3.SQLITE_CORRUPT: (_DAMAGED, _SALVAGE),
        sqlite3.SQLITE_ERROR: (_DAMAGED, _SALVAGE),  # a table or a column that is gone: what we ask is always the same
        sqlite3.SQLITE_CONSTRAINT: (_DAMAGED, _SALVAGE),  # an index that contradicts its table
        sqlite3.SQLITE_FULL: (
            "cannot grow: the disk is full",
            "free some space, or set memory.path to a file on another disk; nothing that was kept is lost",
        ),
        sqlite3.SQLITE_READONLY: ("cannot be written", "check the permissions of the file and of its folder"),
        sqlite3.SQLITE_CANTOPEN: ("cannot be opened", "check the path and its permissions"),
        sqlite3.SQLITE_BUSY: ("is held by another program", "close the other reader, or wait, and try again"),
        sqlite3.SQLITE_IOERR: ("cannot be read or written: the disk reports an error", "check the disk"),
    }.get(code, (f"failed: {error}", ""))
    return MemoryFileError(f"the memory {path or 'in RAM'} {what}", hint=hint)


def _is_full(path: Path | None) -> bool:
    """Whether the disk has no room left for a memory's log and the index of it."""
    if path is None:
        return False
    try:
        return shutil.disk_usage(next(p for p in path.absolute().parents if p.exists())).free < _LEAST_ROOM
    except OSError:
        return False


class ReadOnly:
    """A file, damaged maybe, of which only as much is read as can be."""

    def __init__(self, connection: sqlite3.Connection) -> None:
        self._connection = connection

    def rows(self, sql: str, values: Sequence[Any] = ()) -> list[tuple[Any, ...]] | None:
        """What a query finds; None where the file is damaged there."""
        try:
            return self._connection.execute(sql, values).fetchall()
        except _UNREADABLE:
            return None

    def close(self) -> None:
        """Close the file."""
        self._connection.close()


def read_only(path: Path) -> ReadOnly:
    """Open a file that may be damaged, to read from it and never to write.

    Raises:
        MemoryFileError: it is not there, or is no SQLite file at all.
    """
    if not path.is_file():
        raise MemoryFileError(f"no memory file at {path}")
    try:
        connection = sqlite3.connect(f"{path.absolute().as_uri()}?mode=ro", uri=True)
        connection.execute("SELECT count(*) FROM sqlite_master").fetchone()
    except _UNREADABLE as error:
        raise MemoryFileError(f"nothing in {path} can be read: {error}") from error
    return ReadOnly(connection)
