"""The translation memory: every translation that there has been, found again by its source."""

from __future__ import annotations

import itertools
from collections.abc import Iterable, Iterator, Mapping, Sequence
from pathlib import Path
from types import TracebackType
from typing import Self

from reader.bitext import Hypothesis, Origin, Status, TranslationUnit
from reader.memory import upkeep, values
from reader.memory.concordance import ConcordanceHit, concordance
from reader.memory.fuzzy import FuzzyMatch, fuzzy
from reader.memory.normalising import key_of, normalise
from reader.memory.po_import import read_po
from reader.memory.search_index import catch_up, is_behind
from reader.memory.store import Store
from reader.memory.tmx_import import read_tmx
from reader.memory.unit_rows import COLUMNS, StoredUnit, Writer
from reader.memory.xliff_import import read_xliff

__all__ = ["FuzzyMatch", "Memory"]

_KEYS_AT_ONCE = 500
_UNITS_AT_ONCE = 1000
_LAST = 1 << 63
_SURE = 0.75  # a human bead below this may well be of another sentence


class Memory:
    """A translation memory in a file that processes and threads may share.

    Args:
        path: the file, made when it is not there; None for a memory that is forgotten at the end.

    Raises:
        MemoryFileError: here and in each method: the file cannot be opened, read or written.
    """

    def __init__(self, path: str | Path | None) -> None:
        self.store = Store(None if path is None else Path(path))

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def close(self) -> None:
        """Close the file."""
        self.store.close()

    def recall(self, sources: Sequence[str], decoding: str = "", *, document: str = "") -> dict[str, Hypothesis]:
        """The best translation known of each source text, exactly matched; unknown ones are left out.

        What a person edited or approved goes before what stands in some document, and that before the machine's.

        Args:
            sources: texts; what only differs in spaces and in the form of quotes matches.
            decoding: the machine's units of this decoding count; others only where a person approved them.
            document: the document that is being read, by content id. Its own human beads do not count: they stand in it.
        """
        keys: dict[int, list[str]] = {}
        for source in dict.fromkeys(sources):
            keys.setdefault(key_of(normalise(source)), []).append(source)
        best: dict[str, StoredUnit] = {}
        wanted = list(keys)
        for start in range(0, len(wanted), _KEYS_AT_ONCE):
            for key, variant, stored in self._with_keys(wanted[start : start + _KEYS_AT_ONCE]):
                if not _counts(stored, variant, decoding, document):
                    continue
                for source in keys[key]:
                    loosely = stored.unit.origin is not Origin.MACHINE
                    same = stored.unit.source == source or (
                        loosely and normalise(stored.unit.source) == normalise(source)
                    )
                    if same and (source not in best or best[source].rank < stored.rank):
                        best[source] = stored
        return {source: best[source].hypothesis() for source in dict.fromkeys(sources) if source in best}

    def _with_keys(self, keys: Sequence[int]) -> list[tuple[int, str, StoredUnit]]:
        marks = ",".join("?" * len(keys))
        sql = f"""SELECT s.key, coalesce(v.name, ''), {COLUMNS} LEFT JOIN names v ON v.id = u.variant
            WHERE s.key IN ({marks})"""
        return self.store.read(
            lambda row: (values.integer(row[0]), values.text(row[1]), StoredUnit.of_row(row[2:])), sql, keys
        )

    def remember(
        self,
        units: Iterable[TranslationUnit],
        *,
        decoding: str = "",
        scores: Mapping[TranslationUnit, float | None] | None = None,
    ) -> None:
        """Keep units, all or none of them.

        Of one source, a document has one edited and one human unit and a decoding one of the machine's: the last
        written. Edits are on the disk when this returns.

        Args:
            units: what to keep.
            decoding: of the machine's units.
            scores: the confidence of some of them.
        """
        known = scores or {}
        listed = list(units)
        durable = any(u.origin is Origin.EDITED or u.status is not Status.DRAFT for u in listed)
        self._write([(unit, known.get(unit), ()) for unit in listed], decoding, durable=durable)

    def remember_machine(
        self, translations: Iterable[tuple[str, Hypothesis]], decoding: str, *, document: str = ""
    ) -> None:
        """Keep what the machine made of some source texts, with its scores and flags, in one transaction."""
        self._write(
            [
                (TranslationUnit(source, h.text, Origin.MACHINE, document=document), h.score, h.flags)
                for source, h in translations
            ],
            decoding,
            durable=False,
        )

    def _write(
        self, rows: Sequence[tuple[TranslationUnit, float | None, tuple[str, ...]]], decoding: str, *, durable: bool
    ) -> None:
        if not rows:
            return
        with self.store.writing(durable=durable) as connection:
            writer = Writer(connection, fts5=self.store.fts5)
            for unit, score, flags in rows:
                writer.write(unit, decoding=decoding, score=score, flags=flags)
            while self.store.fts5 and catch_up(connection):
                pass

    def remember_document(self, document: str, units: Mapping[TranslationUnit, float | None]) -> None:
        """Keep the human units of a document, with their scores, in place of those kept of it before.

        So a bead that was put right does not live on as it was. Approvals of beads that are as before stay.
        """
        with self.store.writing() as connection:
            Writer(connection, fts5=self.store.fts5).keep_only(document, Origin.HUMAN, (u.source for u in units))
            self._write([(unit, score, ()) for unit, score in units.items()], "", durable=False)

    def forget(self, source: str, *, document: str, origin: Origin = Origin.EDITED) -> int:
        """Forget what a person made of a source text in a document; says how many units that was.

        For an edit that is undone.
        """
        with self.store.writing(durable=True) as connection:
            return Writer(connection, fts5=self.store.fts5).remove(source, origin, document)

    def import_units(self, units: Iterable[TranslationUnit], *, decoding: str = "imported") -> Iterator[int]:
        """Keep very many units, batch by batch. What is broken off can be done again: nothing is kept twice.

        Yields:
            how many have been read so far, after each batch that is safe.
        """
        done = 0
        stream = iter(units)
        while batch := list(itertools.islice(stream, _UNITS_AT_ONCE)):
            self._write([(unit, None, ()) for unit in batch], decoding, durable=False)
            done += len(batch)
            yield done

    def import_file(self, path: str | Path) -> Iterator[int]:
        """Keep the units of a TMX, XLIFF or PO file that have French and English; see ``import_units``.

        Raises:
            DocumentError: the file is not there or none of these; what stands before a damage is kept.
        """
        file = Path(path)
        read = {".xlf": read_xliff, ".xliff": read_xliff, ".po": read_po}.get(file.suffix.lower(), read_tmx)
        return self.import_units(read(file))

    def fuzzy(self, text: str, *, threshold: float = 0.75, limit: int = 5) -> tuple[FuzzyMatch, ...]:
        """Units whose source is like a text, the most alike first; one, the best, for each source.

        Args:
            text: the text to match.
            threshold: how alike they must be, 0..1.
            limit: how many at most.
        """
        self._catch_up()
        return fuzzy(self.store, text, threshold=threshold, limit=limit)

    def concordance(self, query: str, *, limit: int = 50) -> tuple[ConcordanceHit, ...]:
        """The units that hold some words on one side, and where; case and accents do not matter.

        Args:
            query: all of these words; those in double quotes as a phrase, and ``word*`` for its beginning.
            limit: how many at most: a person's before the machine's, short ones before long ones.
        """
        self._catch_up()
        return concordance(self.store, query, limit)

    def _catch_up(self) -> None:
        with self.store.reading() as connection:
            behind = self.store.fts5 and is_behind(connection)
        while behind:
            with self.store.writing() as connection:
                behind = catch_up(connection)

    def units(self, *, origins: Iterable[Origin] = (), document: str | None = None) -> Iterator[TranslationUnit]:
        """Every unit in the order of writing, or those of some origins or of one document."""
        kept = frozenset(origins)
        of_document = "" if document is None else "AND u.document = (SELECT id FROM names WHERE name = :document)"
        sql = f"SELECT {COLUMNS} WHERE u.id > :last {of_document} ORDER BY u.id LIMIT {_UNITS_AT_ONCE}"
        last = 0
        while True:
            found = self.store.read(StoredUnit.between(last, _LAST), sql, {"last": last, "document": document})
            yield from (stored.unit for stored in found if not kept or stored.unit.origin in kept)
            if len(found) < _UNITS_AT_ONCE:
                return
            last = found[-1].id

    def statistics(self) -> upkeep.Statistics:
        """What is in the memory."""
        return upkeep.statistics(self.store)

    def forget_machine(self, *, keep: str) -> int:
        """Forget what machines said with any decoding but one, where nobody approved it; says how many units."""
        return upkeep.forget_machine(self.store, keep)

    def vacuum(self) -> tuple[int, int]:
        """Make the file as small as it can be; says its size in bytes before and after."""
        return upkeep.vacuum(self.store)

    def check(self) -> tuple[str, ...]:
        """What is wrong with the file, line by line; nothing when it is sound."""
        return upkeep.check(self.store)


def _counts(stored: StoredUnit, variant: str, decoding: str, document: str) -> bool:
    unit = stored.unit
    if unit.origin is Origin.MACHINE:
        return variant == decoding or unit.status is Status.APPROVED
    if unit.origin is Origin.HUMAN:
        own = bool(document) and unit.document == document
        sure = unit.status is not Status.DRAFT or stored.score is None or stored.score >= _SURE
        return sure and not own
    return True
