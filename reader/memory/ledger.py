"""The ledger of exports: what each output was made of, so that a batch that is asked for again knows what it has done."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import TYPE_CHECKING

from reader.memory.values import blob

if TYPE_CHECKING:
    from reader.memory.translations import Memory

__all__ = ["Ledger"]


class Ledger:
    """Digests of outputs by digests of what they were made of. Paths and times play no part in it.

    Args:
        memory: the memory in whose file it is kept.
    """

    def __init__(self, memory: Memory) -> None:
        self._store = memory.store

    def corrections(self) -> str:
        """A stamp of all that people have said: it differs whenever a translation may be recalled, or a bitext shown, otherwise.

        Ids are never given twice and the text under one never changes; a change of status is also a line of the journal.
        """
        [units] = self._store.rows(
            "SELECT count(*), max(id), sum(status) FROM units WHERE origin > 0 OR status > 0"  # index units_by_people
        )
        [journal] = self._store.rows("SELECT count(*), max(id), sum(undone) FROM journal")
        return f"{units} {journal}"

    def outputs(self, keys: Sequence[bytes], standing: bytes) -> Mapping[bytes, bytes]:
        """The digests of the outputs, by their keys, that were made under this standing; unknown ones are left out."""
        marks = ",".join("?" * len(keys))
        sql = f"SELECT key, output FROM exported WHERE key IN ({marks}) AND standing = ?"  # noqa: S608 - marks only
        return dict(self._store.read(lambda row: (blob(row[0]), blob(row[1])), sql, [*keys, standing]))

    def record(self, outputs: Iterable[tuple[bytes, bytes]], standing: bytes) -> None:
        """Keep what outputs came of which keys; what was kept of them under another standing goes."""
        with self._store.writing() as connection:
            connection.executemany(
                "INSERT OR REPLACE INTO exported (key, standing, output) VALUES (?, ?, ?)",
                [(key, standing, output) for key, output in outputs],
            )
