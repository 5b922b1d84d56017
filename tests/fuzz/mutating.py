"""Makes bad files out of good ones: cut, spliced, flipped, with nasty pieces put in; archives with their check sums right, databases with
wrong values."""

from __future__ import annotations

import contextlib
import io
import random
import sqlite3
import zipfile

__all__ = ["NASTY", "disturbed", "mutated", "repacked"]

# What readers of formats have stumbled over: controls, odd encodings, escapes, entities, numbers, depth and length.
NASTY = (
    b"\x00", b"\x1b]0;x\x07\x1b[2J", b"\xc2\x9b2J", b"\xe2\x80\xae\xe2\x81\xa6", b"\xed\xa0\x80", b"\xff\xfe", b"\xef\xbb\xbf",
    b"\xf4\x90\x80\x80", b"\xc0\xaf", b"&#x1b;", b"&#0;", b"&#x9b;", b"&#xd800;", b"&#1114112;", b"&e;", b"]]>", b"<!--", b"<![CDATA[",
    b'<!DOCTYPE x [<!ENTITY e SYSTEM "file:///etc/passwd">]>', b'<!DOCTYPE x [<!ENTITY a "aa"><!ENTITY e "&a;&a;&a;&a;">]>',
    b"../../../../tmp/x", b"/etc/passwd", b"-1", b"99999999999999999999", b"1e999", b"NaN", b"%s%n", b"{}", b"\t\t\t\t", b"\r", b"\n\n\n\n",
    b"\xe2\x80\xa8", b"\xcc\x81" * 300, b"((((((((((" * 200, b"[" * 800, b"> " * 300, b"<div>" * 600, b"<b>" * 600, b"_*" * 500,
    b"a" * 20_000, b" " * 20_000, b"M. " * 3_000, b"\xc2\xab " * 3_000, b"'" * 3_000, b"." * 3_000, b"|" * 3_000, b"```\n" * 200, b"&amp;" * 3_000,
)  # fmt: skip


def mutated(data: bytes, rng: random.Random) -> bytes:
    """Cut, overwritten, doubled, shuffled, with bytes flipped or a nasty piece put in."""
    kind = rng.randrange(8)
    if kind == 0:
        return data[: rng.randrange(len(data))]
    if kind == 1:
        at = rng.randrange(len(data))
        return data[:at] + rng.randbytes(rng.randrange(1, 200)) + data[at + rng.randrange(200) :]
    start, end = sorted(rng.randrange(len(data)) for _ in range(2))
    if kind == 2:
        return data[:end] + data[start:end] + data[end:]
    if kind == 3:
        return data[:start] + data[end:]
    if kind in {4, 5}:
        return data[:start] + rng.choice(NASTY) + data[min(end, start + rng.choice((0, 0, 8))) :]
    changed = bytearray(data)
    for _ in range(rng.choice((1, 3, 20, 200))):
        changed[rng.randrange(len(changed))] = rng.choice((0, 0x3C, 0x26, 0xFF, 0x80, rng.randrange(256)))
    return bytes(changed)


def repacked(data: bytes, rng: random.Random) -> bytes:
    """An archive whose check sums are right and one of whose members is mutated: the parsers get to see it."""
    buffer = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as old, zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as new:
        members = [info.filename for info in old.infolist() if not info.is_dir()]
        chosen = rng.choice(members)
        for member in members:
            content = old.read(member)
            new.writestr(member, mutated(content, rng) if member == chosen and content else content)
    return buffer.getvalue()


# What a column may not hold, or what nobody would have put there.
_VALUES = (
    None, 0, -1, 7, 2**31, 2**53, 2**63 - 1, -(2**63), 253402300800, 0.5, -1e300, 9e999, "", "x", "-1", "1e999", "NaN", "\x00",
    "\x1b]0;x\x07", "é" * 3000, b"", b"\xff\xfe\x00", b"{}", "{", "{}", "[]", "[1]", "null", "[" * 3000, '{"n":1e999}', '{"segments":"x"}',
    '{"segments":1e400,"human":null}', '{"beads":[[1]],"revisions":7}', '{"source":[],"target":[0],"text":3}', '["a",["b"]]', "9" * 5000,
)  # fmt: skip
_STRICT, _LAX = " NOT NULL", " /*    */"


def disturbed(data: bytes, rng: random.Random) -> bytes:
    """A database that SQLite opens, with values in it that its columns may not hold."""
    with contextlib.closing(sqlite3.connect(":memory:", isolation_level=None)) as connection:
        connection.deserialize(data)
        _reword(connection, _STRICT, _LAX)
        tables = [
            name for (name,) in connection.execute("SELECT name FROM sqlite_master WHERE sql LIKE 'CREATE TABLE%'")
        ]
        for _ in range(rng.choice((1, 1, 3, 10))):
            table = rng.choice(tables)
            column = rng.choice([name for _, name, *_ in connection.execute(f"PRAGMA table_info({table})")])
            value, given = rng.choice(_VALUES), rng.choice(("?", "?", "?", "CAST(? AS BLOB)", "CAST(? AS TEXT)"))
            which = rng.choice(("1", "abs(random()) % 5 = 0", f"rowid = (SELECT max(rowid) FROM {table})"))  # noqa: S608
            with contextlib.suppress(sqlite3.Error):  # a key takes no null, and whole numbers only
                connection.execute(f"UPDATE OR REPLACE {table} SET {column} = {given} WHERE {which}", (value,))  # noqa: S608
        _reword(connection, _LAX, _STRICT)
        return connection.serialize()


def _reword(connection: sqlite3.Connection, old: str, new: str) -> None:
    """Put other words into the definitions of the tables."""
    connection.execute("PRAGMA writable_schema = ON")
    connection.execute("UPDATE sqlite_master SET sql = replace(sql, ?, ?) WHERE type = 'table'", (old, new))
    connection.execute("PRAGMA writable_schema = RESET")
