"""The tables of the memory file, and how an older file becomes one of today."""

from __future__ import annotations

from typing import TYPE_CHECKING

from reader.errors import MemoryFileError

if TYPE_CHECKING:
    import sqlite3

__all__ = ["APPLICATION_ID", "VERSION", "migrate"]

APPLICATION_ID = 0x46724D65  # "FrMe": tells our files from any other SQLite database

# One entry for each version; what stands here has been in users' hands and is never changed, only added to.
_MIGRATIONS: tuple[tuple[str, ...], ...] = (
    (
        # Texts that come back in many rows: ids of documents and of decodings.
        "CREATE TABLE names (id INTEGER PRIMARY KEY, name TEXT NOT NULL UNIQUE)",
        "INSERT INTO names (id, name) VALUES (0, '')",
        "CREATE TABLE sources (id INTEGER PRIMARY KEY AUTOINCREMENT, key INTEGER NOT NULL, text TEXT NOT NULL)",
        "CREATE INDEX sources_by_key ON sources (key)",
        # variant: what else tells units of one source and origin apart; a decoding for the machine's, a document for a
        # person's, below zero the hash of the target where the document is not known.
        """CREATE TABLE units (
            id INTEGER PRIMARY KEY AUTOINCREMENT,
            source INTEGER NOT NULL REFERENCES sources (id),
            origin INTEGER NOT NULL,
            variant INTEGER NOT NULL,
            status INTEGER NOT NULL,
            target TEXT NOT NULL,
            score REAL,
            flags TEXT,
            at INTEGER NOT NULL,
            document INTEGER NOT NULL REFERENCES names (id)
        )""",
        "CREATE UNIQUE INDEX units_by_source ON units (source, origin, variant)",
        "CREATE INDEX units_by_document ON units (document) WHERE document > 0",
        # How far the search tables below have got: they follow behind, so a Python without FTS5 can still write.
        "CREATE TABLE indexed (what TEXT PRIMARY KEY, upto INTEGER NOT NULL)",
        """CREATE TABLE documents (
            id TEXT PRIMARY KEY,
            title TEXT NOT NULL,
            path TEXT NOT NULL,
            second TEXT NOT NULL,
            format TEXT NOT NULL,
            opened INTEGER NOT NULL,
            turn INTEGER NOT NULL,
            position INTEGER NOT NULL DEFAULT 0,
            length INTEGER NOT NULL DEFAULT 0,
            counts TEXT NOT NULL DEFAULT '{}'
        )""",
        "CREATE INDEX documents_by_turn ON documents (turn)",
        """CREATE TABLE journal (
            id INTEGER PRIMARY KEY AUTOINCREMENT,
            document TEXT NOT NULL,
            kind TEXT NOT NULL,
            payload TEXT NOT NULL,
            at INTEGER NOT NULL,
            undone INTEGER NOT NULL DEFAULT 0
        )""",
        "CREATE INDEX journal_by_document ON journal (document, id)",
        """CREATE TABLE bookmarks (
            document TEXT NOT NULL,
            name TEXT NOT NULL,
            position INTEGER NOT NULL,
            note TEXT NOT NULL DEFAULT '',
            at INTEGER NOT NULL,
            PRIMARY KEY (document, name)
        )""",
        """CREATE TABLE vocabulary (
            id INTEGER PRIMARY KEY AUTOINCREMENT,
            word TEXT NOT NULL,
            folded TEXT NOT NULL,
            lemma TEXT NOT NULL,
            translation TEXT NOT NULL,
            sentence TEXT NOT NULL,
            sentence_translation TEXT NOT NULL,
            document TEXT NOT NULL,
            at INTEGER NOT NULL,
            UNIQUE (folded, sentence)
        )""",
        """CREATE TABLE searches (
            query TEXT NOT NULL,
            place TEXT NOT NULL,
            turn INTEGER NOT NULL,
            PRIMARY KEY (query, place)
        )""",
    ),
    ("ALTER TABLE vocabulary ADD COLUMN status TEXT NOT NULL DEFAULT 'new'",),
    (
        # Digests, by the ledger of exports.
        """CREATE TABLE exported (
            key BLOB PRIMARY KEY,
            standing BLOB NOT NULL,
            output BLOB NOT NULL
        ) WITHOUT ROWID""",
        "CREATE INDEX units_by_people ON units (status, origin) WHERE origin > 0 OR status > 0",
    ),
)
VERSION = len(_MIGRATIONS)

# Contentless: the text stands once, in its own table; these hold folded words only.
_SEARCH_TABLES = (
    "CREATE VIRTUAL TABLE IF NOT EXISTS source_words USING fts5(text, content='', tokenize='unicode61')",
    "CREATE VIRTUAL TABLE IF NOT EXISTS target_words USING fts5(text, content='', tokenize='unicode61')",
    "CREATE VIRTUAL TABLE IF NOT EXISTS grams USING fts5(text, content='', detail=none, columnsize=0, tokenize='unicode61')",
)


def migrate(
    connection: sqlite3.Connection, *, fts5: bool, migrations: tuple[tuple[str, ...], ...] = _MIGRATIONS
) -> None:
    """Bring a file to today's tables, in one transaction that other processes wait for.

    Raises:
        MemoryFileError: the file is not ours, or from a newer version of the program.
    """
    if (
        _number(connection, "user_version") == len(migrations)
        and _number(connection, "application_id") == APPLICATION_ID
    ):
        if fts5:
            _search_tables(connection)
        return
    connection.execute("BEGIN IMMEDIATE")
    try:
        version = _check(connection, len(migrations))
        for steps in migrations[version:]:
            for step in steps:
                connection.execute(step)
        connection.execute(f"PRAGMA application_id = {APPLICATION_ID}")
        connection.execute(f"PRAGMA user_version = {len(migrations)}")
        connection.execute("COMMIT")
    except BaseException:
        if connection.in_transaction:
            connection.execute("ROLLBACK")
        raise
    if fts5:
        _search_tables(connection)


def _check(connection: sqlite3.Connection, newest: int) -> int:
    version = _number(connection, "user_version")
    [tables] = connection.execute("SELECT count(*) FROM sqlite_master").fetchone()
    if tables and _number(connection, "application_id") != APPLICATION_ID:
        raise MemoryFileError("this is another program's database", hint="name another file for the memory")
    if version > newest:
        raise MemoryFileError(
            f"the memory was written by a newer version of this program (format {version}, here {newest})",
            hint="update the program; the file is left as it is",
        )
    return version


def _search_tables(connection: sqlite3.Connection) -> None:
    [there] = connection.execute(
        "SELECT count(*) FROM sqlite_master WHERE name IN ('source_words', 'target_words', 'grams')"
    ).fetchone()
    if there < len(_SEARCH_TABLES):
        connection.execute("BEGIN IMMEDIATE")
        for step in _SEARCH_TABLES:
            connection.execute(step)
        connection.execute("COMMIT")


def _number(connection: sqlite3.Connection, pragma: str) -> int:
    return int(connection.execute(f"PRAGMA {pragma}").fetchone()[0])
