"""Numbers of notes, raised where a row is drawn: in a terminal ``train1`` would read as one word."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from reader.bitext import Bitext, Row
from reader.documents import Document, MarkKind

if TYPE_CHECKING:
    from reader.exporters.inline import MarkIndex

__all__ = ["NoteNumbers"]


class NoteNumbers:
    """Where a document refers to notes. Raised texts are as long as they were, so that offsets into them hold."""

    def __init__(self, document: Document) -> None:
        self.document = document
        self._marks: MarkIndex | None = None
        if any(mark.kind is MarkKind.NOTE_REFERENCE for mark in document.marks):
            from reader.exporters.inline import MarkIndex  # noqa: PLC0415 - most documents have no notes

            self._marks = MarkIndex(document)

    def raised(self, row: Row, bitext: Bitext) -> Row:
        """A row of the bitext as it is drawn."""
        if self._marks is None or not row.source:
            return row
        source = self._marks.inline([bitext.source[i] for i in bitext.alignment.beads[row.index].source])
        if not any(mark.kind is MarkKind.NOTE_REFERENCE for mark in source.marks):
            return row
        from reader.exporters.note_references import raised, with_references  # noqa: PLC0415 - as above

        target, human, machine = (
            text and raised(with_references(text, source)) for text in (row.target, row.human, row.machine)
        )
        return replace(row, source=raised(source), target=target, human=human, machine=machine)
