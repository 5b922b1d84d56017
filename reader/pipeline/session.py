"""A document being read: its bitext, the translations that stream in, the user's work on it."""

from __future__ import annotations

import bisect
import threading
from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any, BinaryIO

from reader.alignment import operations as beads
from reader.alignment.operations import Side
from reader.bitext import Bitext, Hypothesis, Origin, Revision, Status, TranslationUnit
from reader.documents import Document, plain
from reader.errors import AlignmentError
from reader.exporters import ExportOptions, export
from reader.memory import ConcordanceHit, Counts, Shelf, ShelfDocument, Word
from reader.pipeline import work
from reader.pipeline.batch_files import write_whole
from reader.pipeline.composing import Sides, compose, with_shown
from reader.pipeline.containers import container_options
from reader.pipeline.looking_up import Link, LookUp, links_of, look_word_up
from reader.pipeline.opening import aligner, open_bitext
from reader.pipeline.progress import Progress
from reader.pipeline.resources import Resources
from reader.pipeline.translating import fill, glossary_in_force, wanted

__all__ = ["ReadingSession"]

_BOOKMARK = "bookmark "  # what the names of bookmarks begin with; a mark's name is a letter


class ReadingSession:
    """One document, or a pair, open for reading.

    ``bitext`` is a value: whoever holds one may go on with it while the session makes the next. One thread may iterate
    ``translate`` while another reads and edits. What the user does is on the disk when the method returns.

    Args:
        sides: the segments of both sides.
        bitext: their first alignment.
        resources: engine, memory and lexicon; they stay the caller's.
        second: where the second file of a pair lies, or empty.
    """

    def __init__(self, sides: Sides, bitext: Bitext, resources: Resources, *, second: str = "") -> None:
        self.resources = resources
        self._given = self._sides = sides
        self._second = second
        self._lock = threading.RLock()
        self._base = self._bitext = bitext  # without and with the user's work
        self._beads_of_source = bitext.beads_of_source()
        self.shelf = shelf = Shelf(resources.memory)
        self._journal = shelf.journal(self.document.content_id)
        self._marks = shelf.bookmarks(self.document.content_id)
        if self._journal.operations():
            self._rebuild()

    @classmethod
    def open(
        cls,
        path: str | Path,
        second: str | Path | None = None,
        *,
        resources: Resources,
        stdin: BinaryIO | None = None,
    ) -> ReadingSession:
        """Open a document, or a pair of French and English in either order.

        Args:
            path: a file, or ``-``.
            second: the other file of a pair.
            resources: engine, memory and lexicon.
            stdin: what ``-`` reads.

        Raises:
            DocumentError: it cannot be read.
        """
        sides, bitext = open_bitext(path, second, resources=resources, stdin=stdin)
        return cls(sides, bitext, resources, second=str(second) if second else "")

    @property
    def bitext(self) -> Bitext:
        """What there is to be seen now."""
        return self._bitext

    @property
    def document(self) -> Document:
        """The French document."""
        return self._sides.source_document

    @property
    def title(self) -> str:
        """The title that the file declares, else its name."""
        return self.document.title or Path(self.document.name).name

    @property
    def pending(self) -> int:
        """How many segments still want a translation."""
        return len(wanted(self._bitext))

    # Translation

    def translate(
        self, *, urgent: Callable[[], Sequence[int]] = lambda: (), hidden: bool = False
    ) -> Iterator[Progress]:
        """Translate what has no translation yet; then align again, now with the machine's help.

        Args:
            urgent: asked between batches: the beads, by index, to be served first, such as those on the screen.
            hidden: translate hidden parts too.

        Yields:
            Progress, with the rows that have changed.

        Raises:
            PackageError: there is no MT package to translate with.
            TranslationError: the engine failed.
        """
        total = len(wanted(self._bitext, hidden=hidden))
        done = 0

        def urgent_segments() -> list[int]:
            found = self._bitext.alignment.beads
            return [i for row in urgent() if 0 <= row < len(found) for i in found[row].source]

        for found in fill(self._base, self.resources, urgent=urgent_segments, hidden=hidden):
            done += len(found)
            yield Progress(done, total, rows=self._take(found))
        if any(source and target for source, target in self._sides.groups):
            yield self._align_again(total)

    def retranslate(self, row: int) -> Progress:
        """Translate a bead afresh, whatever the memory says.

        Raises:
            PackageError: there is no MT package to translate with.
            TranslationError: the engine failed.
        """
        segments = self._bitext.alignment.beads[row].source
        texts = [self._bitext.source[i].plain for i in segments]
        engine = self.resources.engine.with_glossary(glossary_in_force(self._bitext, self.resources))
        found = {segments[at]: hypothesis for at, hypothesis in engine.translate(texts)}
        self.resources.memory.remember_machine(
            [(self._bitext.source[i].plain, h) for i, h in found.items()],
            engine.decoding_id,
            document=self.document.content_id,
        )
        return Progress(len(found), len(found), rows=self._take(found))

    def _take(self, found: dict[int, Hypothesis]) -> tuple[int, ...]:
        with self._lock:
            self._base = self._base.with_hypotheses(found)
            self._bitext = self._bitext.with_hypotheses(found)
            return tuple(sorted({self._beads_of_source[i] for i in found}))

    def _align_again(self, total: int) -> Progress:
        again = compose(self._sides, aligner(self.resources), self._base.hypotheses)
        with self._lock:
            changed = again.alignment != self._base.alignment
            # A hypothesis that came in meanwhile stands in the old base only.
            self._base = replace(again, hypotheses=self._base.hypotheses)
            self._play()
        return Progress(total, total, realigned=changed)

    # The user's work

    def edit(self, row: int, text: str | None) -> None:
        """Set the English of a bead; None takes the user's text away."""
        self._revise(row, text=plain(text) or None if text is not None else None)

    def set_status(self, row: int, status: Status) -> None:
        """Say how far a person has gone over a bead."""
        self._revise(row, status=status)

    def set_note(self, row: int, note: str) -> None:
        """Write a note beside a bead; an empty one takes it away."""
        self._revise(row, note=note)

    def merge(self, row: int) -> None:
        """Make one bead of a bead and the next.

        Raises:
            AlignmentError: there is none after it.
        """
        self._correct(lambda bitext: beads.merge(bitext, row))

    def split(self, row: int) -> None:
        """Cut a bead in two where the lengths fit best.

        Raises:
            AlignmentError: it holds one sentence on each side.
        """
        self._correct(lambda bitext: beads.split(bitext, row))

    def shift(self, row: int, side: Side, *, up: bool) -> None:
        """Move a bead's first sentence to the bead before it, or its last one to the bead after it.

        Raises:
            AlignmentError: there is no sentence, or no bead to move it to.
        """
        self._correct(lambda bitext: beads.shift(bitext, row, side, up=up))

    def unlink(self, row: int) -> None:
        """Leave each sentence of a bead alone.

        Raises:
            AlignmentError: there is no such bead.
        """
        self._correct(lambda bitext: beads.unlink(bitext, row))

    def show_block(self, row: int, *, shown: bool) -> None:
        """Show the block that a row stands in, or hide it, against what its role says.

        Raises:
            AlignmentError: the row stands in the English file of a pair.
        """
        bead = self._bitext.alignment.beads[row]
        segment = self._bitext.source[bead.source[0]] if bead.source else self._bitext.target[bead.target[0]]
        if not bead.source and self._sides.target_document is not self._sides.source_document:
            raise AlignmentError("only parts of the French document can be shown or hidden")
        start = self.document.blocks[segment.block].start
        with self._lock:
            self._journal.record("show", work.show_payload(start, shown=shown))
            self._rebuild()

    def undo(self) -> bool:
        """Take the last operation back; False where there is none."""
        return self._move(self._journal.undo)

    def redo(self) -> bool:
        """Do the operation again that was taken back last; False where there is none."""
        return self._move(self._journal.redo)

    def _move(self, move: Callable[[], object]) -> bool:
        with self._lock:
            if move() is None:
                return False
            before = self._bitext
            self._rebuild()
            self._remember_edits(before)
            return True

    def _revise(self, row: int, **changes: Any) -> None:  # noqa: ANN401 - fields of a Revision
        with self._lock:
            if not 0 <= row < len(self._bitext):
                raise AlignmentError(f"there is no row {row}")
            old = dict(self._bitext.revisions).get(row, Revision())
            payload = work.revise_payload(self._bitext, row, replace(old, **changes))
            self._journal.record("revise", payload)
            before = self._bitext
            self._bitext = before.with_revision(row, replace(old, **changes))
            self._remember_edits(before)

    def _correct(self, change: Callable[[Bitext], Bitext]) -> None:
        with self._lock:
            payload = work.align_payload(self._bitext, change(self._bitext))
            operation = self._journal.record("align", payload)
            # Played as it will be when the document is opened again, so that both show the same.
            before = self._bitext
            self._set(work.play(before, [operation]))
            self._remember_edits(before)

    def _remember_edits(self, before: Bitext) -> None:
        """Let the memory hold just the user's texts that stand in the document now."""
        old, new = work.edits(before), work.edits(self._bitext)
        here = self.document.content_id
        for source in old.keys() - new.keys():
            self.resources.memory.forget(source, document=here)
        changed = {source: revision for source, revision in new.items() if old.get(source) != revision}
        self.resources.memory.remember(
            TranslationUnit(source, r.text or "", Origin.EDITED, r.status, document=here)
            for source, r in changed.items()
        )

    def _rebuild(self) -> None:
        """Make everything anew from the text and the journal."""
        sides = with_shown(self._given, work.shown_blocks(self._journal.operations()))
        if sides != self._sides:
            known = {s.start: h for s, h in zip(self._base.source, self._base.hypotheses, strict=True)}
            self._sides = sides
            self._base = compose(sides, aligner(self.resources), [known.get(s.start) for s in sides.source])
        self._play()

    def _play(self) -> None:
        self._set(work.play(self._base, self._journal.operations()))

    def _set(self, bitext: Bitext) -> None:
        self._bitext = bitext
        self._beads_of_source = bitext.beads_of_source()

    # Where the reader stands

    def opened(self) -> ShelfDocument:
        """Put the document on the shelf; what is known of it there."""
        return self.shelf.opened(
            self.document, path=str(Path(self.document.name).absolute()), second=self._second, title=self.title
        )

    @property
    def position(self) -> int:
        """The row to go on reading at."""
        known = self.shelf.get(self.document.content_id)
        return self.row_of(known.position) if known else 0

    def save_position(self, row: int) -> None:
        """Remember where the reader stands."""
        self.shelf.keep_position(self.document.content_id, self.offset(row))

    def offset(self, row: int) -> int:
        """Where a row stands in the French document: the offset of its first segment, or of the row before it."""
        for index in range(row, -1, -1):
            bead = self._bitext.alignment.beads[index]
            if bead.source:
                return self._bitext.source[bead.source[0]].start
        return 0

    def row_of(self, offset: int) -> int:
        """The row that holds the character at an offset of the French document."""
        at = bisect.bisect_right(self._bitext.source, offset, key=lambda s: s.start) - 1
        return self._beads_of_source[at] if at >= 0 else 0

    @property
    def bookmarks(self) -> tuple[int, ...]:
        """The rows with a bookmark, in order."""
        return tuple(sorted({self.row_of(m.position) for m in self._marks.all() if m.name.startswith(_BOOKMARK)}))

    def toggle_bookmark(self, row: int) -> bool:
        """Set a bookmark on a row, or take it away; whether there is one now."""
        name = f"{_BOOKMARK}{self.offset(row)}"
        if self._marks.remove(name):
            return False
        self._marks.put(name, self.offset(row))
        return True

    @property
    def marks(self) -> dict[str, int]:
        """The rows that letters stand for."""
        return {m.name: self.row_of(m.position) for m in self._marks.all() if not m.name.startswith(_BOOKMARK)}

    def set_mark(self, letter: str, row: int) -> None:
        """Let a letter stand for a row."""
        self._marks.put(letter, self.offset(row))

    # Words

    def words(self, row: int) -> tuple[Link, ...]:
        """Which words of a row stand for which."""
        return links_of(self._bitext.some_rows([row])[0], self.resources)

    def look_up(self, word: str, row: int) -> LookUp:
        """All that is known of a French word met in a row."""
        return look_word_up(word, self._bitext.some_rows([row])[0], self._bitext, self.resources)

    def concordance(self, query: str, *, limit: int = 50) -> tuple[ConcordanceHit, ...]:
        """The units of the memory that hold some words, on either side."""
        return self.resources.memory.concordance(query, limit=limit)

    def add_vocabulary(self, word: str, row: int) -> None:
        """Put a word on the vocabulary list, with its translation and the sentence that it was met in."""
        found = self.look_up(word, row)
        here = self._bitext.some_rows([row])[0]
        translation = found.counterpart or (found.translations[0][0] if found.translations else "")
        self.shelf.vocabulary.add(
            Word(
                word,
                translation=translation,
                sentence=here.source,
                sentence_translation=here.target or "",
                document=self.document.content_id,
            )
        )

    # Out of the session

    def export(self, form: str, path: Path) -> None:
        """Write what there is now as a file; the whole of it, or nothing.

        Raises:
            ExportError: there is no such format, or the file cannot be written.
        """
        wanted = container_options(Path(self.document.name), self.document, (form,), ExportOptions())
        write_whole(path, export(self._bitext, form, options=wanted))

    def settle(self) -> None:
        """Keep what the document has taught: its human beads go to the memory, its counts to the shelf."""
        rows = self._bitext.rows()
        units: dict[TranslationUnit, float | None] = {}
        for row in rows:
            if row.human and row.source and not row.hidden:
                unit = TranslationUnit(row.source, row.human, Origin.HUMAN, document=self.document.content_id)
                units[unit] = row.score if row.origin is Origin.HUMAN else None
        self.resources.memory.remember(units, scores=units)
        read = [row for row in rows if not row.hidden]
        self.shelf.keep_counts(
            self.document.content_id,
            Counts(
                segments=len(read),
                human=sum(row.origin is Origin.HUMAN for row in read),
                machine=sum(row.origin in (Origin.MACHINE, Origin.MEMORY) for row in read),
                edited=sum(row.origin is Origin.EDITED for row in read),
                approved=sum(row.status is Status.APPROVED for row in read),
            ),
        )
