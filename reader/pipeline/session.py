"""A document being read: its bitext, the translations that stream in, the user's work on it."""

from __future__ import annotations

import bisect
from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from pathlib import Path, PurePath
from typing import TYPE_CHECKING, BinaryIO, Self

from reader import alignment, exporters
from reader.bitext import Bitext, Origin, Status, TranslationUnit
from reader.documents import Document, plain
from reader.errors import AlignmentError
from reader.memory import Counts, Shelf, Word
from reader.pipeline import work
from reader.pipeline.asking import asked_for, remember
from reader.pipeline.batch_files import write_whole
from reader.pipeline.composing import Sides
from reader.pipeline.containers import container_options
from reader.pipeline.live_bitext import LiveBitext
from reader.pipeline.naming import called
from reader.pipeline.opening import aligner, open_sides
from reader.pipeline.progress import Progress
from reader.pipeline.resources import Resources
from reader.pipeline.translating import fill, glossary_in_force, wanted

if TYPE_CHECKING:
    from reader.alignment import Side
    from reader.memory import Bookmark, ConcordanceHit, ShelfDocument
    from reader.pipeline.looking_up import Gaps, Link, LookUp

__all__ = ["ReadingSession"]

_BOOKMARK = "bookmark "  # what the names of bookmarks begin with; a mark's name is a letter


class ReadingSession:
    """One document, or a pair, open for reading.

    ``bitext`` is a value: whoever holds one may go on with it while the session makes the next. One thread may iterate
    ``translate`` while another reads and edits. What the user does is on the disk when the method returns.

    Args:
        sides: the segments of both sides.
        resources: engine, memory and lexicon; they stay the caller's.
        second: where the second file of a pair lies, or empty.
        aligned: align at once; else ``translate`` begins with it, and the text is there without waiting.
    """

    partial = False  # whether more of the document has still to be read

    def __init__(self, sides: Sides, resources: Resources, *, second: str = "", aligned: bool = True) -> None:
        self.resources = resources
        self.shelf = shelf = Shelf(resources.memory)
        self._second = second
        self._marks = shelf.bookmarks(sides.source_document.content_id)
        self._live = LiveBitext(
            sides,
            shelf.journal(sides.source_document.content_id),
            aligner=lambda: aligner(resources),
            aligned=aligned,
            edited=self._remember_edits,
        )

    @classmethod
    def open(
        cls,
        path: str | Path,
        second: str | Path | None = None,
        *,
        resources: Resources,
        stdin: BinaryIO | None = None,
        aligned: bool = True,
    ) -> ReadingSession:
        """Open a document, or a pair of French and English in either order.

        Args:
            path: a file, or ``-``.
            second: the other file of a pair.
            resources: engine, memory and lexicon.
            stdin: what ``-`` reads.
            aligned: align at once; else ``translate`` begins with it.

        Raises:
            DocumentError: it cannot be read.
        """
        sides = open_sides(path, second, stdin=stdin)
        return cls(sides, resources, second=str(second) if second else "", aligned=aligned)

    def whole(self) -> ReadingSession:
        """The session of all of the document."""
        return self

    def take_over(self, part: Self) -> None:
        """Take in what has been done to a part of the document, and what has been translated of it, meanwhile."""
        self._live.replay()
        known = zip(part.bitext.source, part.bitext.hypotheses, strict=True)
        self._live.take({segment.start: h for segment, h in known if h is not None})

    @property
    def bitext(self) -> Bitext:
        """What there is to be seen now."""
        return self._live.bitext

    @property
    def document(self) -> Document:
        """The French document."""
        return self._live.sides.source_document

    @property
    def title(self) -> str:
        """The title that the file declares or that stands in the text, else the file's name."""
        return self.document.display_title

    @property
    def pending(self) -> int:
        """How many segments still want a translation."""
        return len(wanted(self.bitext))

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
        total = len(wanted(self.bitext, hidden=hidden))
        done = 0
        if not self._live.aligned:
            yield Progress(0, total, realigned=self._live.align())
        base = self._live.base

        def urgent_segments() -> list[int]:
            found = self.bitext.alignment.beads
            return [i for row in urgent() if 0 <= row < len(found) for i in found[row].source]

        for found in fill(base, self.resources, urgent=urgent_segments, hidden=hidden):
            done += len(found)
            yield Progress(done, total, rows=self._live.take({base.source[i].start: h for i, h in found.items()}))
        if any(source and target for source, target in self._live.sides.groups):
            yield Progress(total, total, realigned=self._live.align())

    def retranslate(self, row: int) -> Progress:
        """Translate a bead afresh, whatever the memory says.

        Raises:
            PackageError: there is no MT package to translate with.
            TranslationError: the engine failed.
        """
        bitext = self.bitext
        segments = [bitext.source[i] for i in bitext.alignment.beads[row].source]
        engine = self.resources.engine.with_glossary(glossary_in_force(bitext, self.resources))
        texts = list(asked_for(bitext, bitext.alignment.beads[row].source).values())
        found = [h for _, h in sorted(engine.translate(texts), key=lambda item: item[0])]
        made = zip(texts, found, strict=True)
        remember(self.resources.memory, made, engine.decoding_id, document=self.document.content_id)
        rows = self._live.take({s.start: h for s, h in zip(segments, found, strict=True)})
        return Progress(len(found), len(found), rows=rows)

    # The user's work

    def edit(self, row: int, text: str | None) -> None:
        """Set the English of a bead; None takes the user's text away."""
        kept = (plain(text) or None) if text is not None else None
        self._live.revise(row, lambda old: replace(old, text=kept))

    def set_status(self, row: int, status: Status) -> None:
        """Say how far a person has gone over a bead."""
        self._live.revise(row, lambda old: replace(old, status=status))

    def set_note(self, row: int, note: str) -> None:
        """Write a note beside a bead; an empty one takes it away."""
        self._live.revise(row, lambda old: replace(old, note=note))

    def merge(self, row: int) -> None:
        """Make one bead of a bead and the next.

        Raises:
            AlignmentError: there is none after it.
        """
        self._live.correct(lambda bitext: alignment.merge(bitext, row))

    def split(self, row: int) -> None:
        """Cut a bead in two where the lengths fit best.

        Raises:
            AlignmentError: it holds one sentence on each side.
        """
        self._live.correct(lambda bitext: alignment.split(bitext, row))

    def shift(self, row: int, side: Side, *, up: bool) -> None:
        """Move a bead's first sentence to the bead before it, or its last one to the bead after it.

        Raises:
            AlignmentError: there is no sentence, or no bead to move it to.
        """
        self._live.correct(lambda bitext: alignment.shift(bitext, row, side, up=up))

    def unlink(self, row: int) -> None:
        """Leave each sentence of a bead alone.

        Raises:
            AlignmentError: there is no such bead.
        """
        self._live.correct(lambda bitext: alignment.unlink(bitext, row))

    def show_block(self, row: int, *, shown: bool) -> None:
        """Show the block that a row stands in, or hide it, against what its role says.

        Raises:
            AlignmentError: the row stands in the English file of a pair.
        """
        bitext = self.bitext
        bead = bitext.alignment.beads[row]
        if not bead.source and bitext.target_document is not bitext.source_document:
            raise AlignmentError("only parts of the French document can be shown or hidden")
        segment = bitext.source[bead.source[0]] if bead.source else bitext.target[bead.target[0]]
        self._live.show(self.document.blocks[segment.block].start, shown=shown)

    def undo(self) -> bool:
        """Take the last operation back; False where there is none."""
        return self._live.undo()

    def redo(self) -> bool:
        """Do the operation again that was taken back last; False where there is none."""
        return self._live.redo()

    def _remember_edits(self, before: Bitext, after: Bitext) -> None:
        """Let the memory hold just the user's texts that stand in the document now."""
        old, new = work.edits(before), work.edits(after)
        here = after.source_document.content_id
        for source in old.keys() - new.keys():
            self.resources.memory.forget(source, document=here)
        changed = {source: revision for source, revision in new.items() if old.get(source) != revision}
        self.resources.memory.remember(
            TranslationUnit(source, r.text or "", Origin.EDITED, r.status, document=here)
            for source, r in changed.items()
        )

    # Where the reader stands

    def opened(self) -> ShelfDocument:
        """Put the document on the shelf; what is known of it there."""
        blocks = self.document.blocks
        last = next((s.start for s in reversed(self.bitext.source) if not blocks[s.block].hidden), 0)
        return self.shelf.opened(
            self.document,
            path=str(Path(self.document.name).absolute()),
            second=self._second,
            title=self.title,
            length=last,
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
            bead = self.bitext.alignment.beads[index]
            if bead.source:
                return self.bitext.source[bead.source[0]].start
        return 0

    def row_of(self, offset: int) -> int:
        """The row that holds the character at an offset of the French document."""
        at = bisect.bisect_right(self.bitext.source, offset, key=lambda s: s.start) - 1
        return self._live.row_of_source(at) if at >= 0 else 0

    def holds(self, offset: int) -> bool:
        """Whether the character at an offset of the French document has been read."""
        return 0 <= offset <= len(self.document.text)

    def _held_marks(self) -> Iterator[Bookmark]:
        return (mark for mark in self._marks.all() if self.holds(mark.position))

    @property
    def bookmarks(self) -> tuple[int, ...]:
        """The rows with a bookmark, in order."""
        return tuple(sorted({self.row_of(m.position) for m in self._held_marks() if m.name.startswith(_BOOKMARK)}))

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
        return {m.name: self.row_of(m.position) for m in self._held_marks() if not m.name.startswith(_BOOKMARK)}

    def set_mark(self, letter: str, row: int) -> None:
        """Let a letter stand for a row."""
        self._marks.put(letter, self.offset(row))

    # Words

    def words(self, row: int) -> tuple[Link, ...]:
        """Which words of a row stand for which."""
        from reader.pipeline.looking_up import links_of  # noqa: PLC0415 - brings numpy

        return links_of(self.bitext.some_rows([row])[0], self.resources)

    def gaps(self, row: int) -> Gaps:
        """What the English of a row left out, and what it added."""
        from reader.pipeline.looking_up import gaps_of  # noqa: PLC0415 - brings numpy

        return gaps_of(self.bitext.some_rows([row])[0], self.resources)

    def look_up(self, word: str, row: int) -> LookUp:
        """All that is known of a French word met in a row."""
        from reader.pipeline.looking_up import look_word_up  # noqa: PLC0415 - brings numpy

        return look_word_up(word, self.bitext.some_rows([row])[0], self.bitext, self.resources)

    def concordance(self, query: str, *, limit: int = 50) -> tuple[ConcordanceHit, ...]:
        """The units of the memory that hold some words, on either side."""
        return self.resources.memory.concordance(query, limit=limit)

    def add_vocabulary(self, word: str, row: int) -> None:
        """Put a word on the vocabulary list, with its base form if there is but one, its translation, and the sentence that it was met in."""
        found = self.look_up(word, row)
        here = self.bitext.some_rows([row])[0]
        self.shelf.vocabulary.add(
            Word(
                word,
                translation=found.translation,
                sentence=here.source,
                sentence_translation=here.target or "",
                lemma=found.lemma,
                document=self.document.content_id,
            )
        )

    # Out of the session

    def export(self, form: str, path: Path, *, watch: Callable[[int, int], None] | None = None) -> None:
        """Write what there is now as a file; the whole of it, or nothing.

        Args:
            form: the name of a format.
            path: the file.
            watch: is told how many of how many beads are written; what it raises ends the export.

        Raises:
            ExportError: there is no such format, or the file cannot be written.
        """
        options = exporters.ExportOptions(watch=watch) if watch else exporters.ExportOptions()
        wanted = container_options(Path(self.document.name), self.document, (form,), options)
        bitext = called(self.bitext, PurePath(PurePath(self.document.name).name))
        write_whole(path, exporters.export(bitext, form, options=wanted))

    def settle(self) -> None:
        """Keep what the document has taught: its human beads go to the memory, its counts to the shelf."""
        rows = self.bitext.rows()
        units: dict[TranslationUnit, float | None] = {}
        for row in rows:
            if row.human and row.source and not row.hidden:
                unit = TranslationUnit(row.source, row.human, Origin.HUMAN, document=self.document.content_id)
                units[unit] = row.score if row.origin is Origin.HUMAN else None
        self.resources.memory.remember_document(self.document.content_id, units)
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
