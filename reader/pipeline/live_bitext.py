"""The bitext of an open document as it changes: translations come in, beads are found again, the user works on it.

The state is two values: the bitext as the machine made it, and the same with the journal's operations played over it. Each
change makes new ones under a lock; whoever holds a bitext may go on with it.
"""

from __future__ import annotations

import threading
from collections.abc import Callable, Mapping
from dataclasses import replace
from typing import TYPE_CHECKING

from reader.bitext import Bitext, Hypothesis, Revision
from reader.errors import AlignmentError
from reader.pipeline import work
from reader.pipeline.composing import Aligner, Sides, compose, with_shown

if TYPE_CHECKING:
    from reader.memory import Journal, Operation

__all__ = ["LiveBitext"]


class LiveBitext:
    """A bitext that one thread translates while another reads and edits.

    Args:
        sides: the segments of both sides.
        journal: what the user has done to the document, and will do: on the disk when a method returns.
        aligner: makes the aligner when beads are to be found.
        aligned: find the beads at once; else ``align`` does it later, and until then every segment stands alone.
        edited: told of the bitext before and after each change of the user's.
    """

    def __init__(
        self,
        sides: Sides,
        journal: Journal,
        *,
        aligner: Callable[[], Aligner],
        aligned: bool,
        edited: Callable[[Bitext, Bitext], None],
    ) -> None:
        self._given = self.sides = sides
        self._journal = journal
        self._make_aligner = aligner
        self._edited = edited
        self._lock = threading.RLock()
        self.aligned = aligned
        self._base = self._bitext = compose(sides, self._aligner())
        self._beads_of_source = self._base.beads_of_source()
        self._set_sides()
        self._played: tuple[Operation, ...] = ()
        if journal.operations():
            self._rebuild()

    @property
    def bitext(self) -> Bitext:
        """What there is to be seen now."""
        return self._bitext

    @property
    def base(self) -> Bitext:
        """The same without the user's work."""
        return self._base

    def row_of_source(self, segment: int) -> int:
        """The row that holds a source segment."""
        return self._beads_of_source[segment]

    def take(self, found: Mapping[int, Hypothesis]) -> tuple[int, ...]:
        """Put hypotheses in, by the offset of their segment; the rows that have changed.

        Offsets, not indices: the user may have shown a hidden part since the translation was asked for.
        """
        with self._lock:
            known = {self._at_offset[start]: h for start, h in found.items() if start in self._at_offset}
            self._base = self._base.with_hypotheses(known)
            self._bitext = self._bitext.with_hypotheses(known)
            return tuple(sorted({self._beads_of_source[i] for i in known}))

    def align(self) -> bool:
        """Find the beads, with the help of what has been translated; whether they are others than before."""
        self.aligned = True
        sides, hypotheses = self.sides, self._base.hypotheses
        again = compose(sides, self._aligner(), hypotheses)
        with self._lock:
            if sides is not self.sides:
                return False  # the user showed or hid a part meanwhile, and that has aligned anew
            changed = again.alignment != self._base.alignment
            # A hypothesis that came in meanwhile stands in the old base only.
            self._base = replace(again, hypotheses=self._base.hypotheses)
            self._play()
        return changed

    def revise(self, row: int, change: Callable[[Revision], Revision]) -> None:
        """Change the revision of a row.

        Raises:
            AlignmentError: there is no such row.
        """
        with self._lock:
            if not 0 <= row < len(self._bitext):
                raise AlignmentError(f"there is no row {row}")
            revision = change(dict(self._bitext.revisions).get(row, Revision()))
            self._journal.record("revise", work.revise_payload(self._bitext, row, revision))
            self._become(self._bitext.with_revision(row, revision))

    def correct(self, change: Callable[[Bitext], Bitext]) -> None:
        """Change the alignment.

        Raises:
            AlignmentError: the change makes no sense.
        """
        with self._lock:
            operation = self._journal.record("align", work.align_payload(self._bitext, change(self._bitext)))
            # Played as it will be when the document is opened again, so that both show the same.
            self._become(work.play(self._bitext, [operation]))

    def show(self, start: int, *, shown: bool) -> None:
        """Show or hide the block that starts at an offset."""
        with self._lock:
            self._journal.record("show", work.show_payload(start, shown=shown))
            self._rebuild()

    def undo(self) -> bool:
        """Take the last operation back; False where there is none."""
        return self._move(self._journal.undo)

    def redo(self) -> bool:
        """Do the operation again that was taken back last; False where there is none."""
        return self._move(self._journal.redo)

    def replay(self) -> None:
        """Play the journal again where it holds other operations than were played last."""
        with self._lock:
            if tuple(self._journal.operations()) != self._played:
                self._rebuild()

    def _move(self, move: Callable[[], object]) -> bool:
        with self._lock:
            if move() is None:
                return False
            before = self._bitext
            self._rebuild()
            self._edited(before, self._bitext)
            return True

    def _aligner(self) -> Aligner | None:
        return self._make_aligner() if self.aligned else None

    def _rebuild(self) -> None:
        """Make everything anew from the text and the journal."""
        sides = with_shown(self._given, work.shown_blocks(self._journal.operations()))
        if sides != self.sides:
            known = {s.start: h for s, h in zip(self._base.source, self._base.hypotheses, strict=True)}
            self.sides = sides
            self._base = compose(sides, self._aligner(), [known.get(s.start) for s in sides.source])
            self._set_sides()
        self._play()

    def _play(self) -> None:
        self._played = tuple(self._journal.operations())
        self._set(work.play(self._base, self._played))

    def _become(self, bitext: Bitext) -> None:
        before = self._bitext
        self._set(bitext)
        self._edited(before, bitext)

    def _set(self, bitext: Bitext) -> None:
        self._bitext = bitext
        self._beads_of_source = bitext.beads_of_source()

    def _set_sides(self) -> None:
        self._at_offset = {s.start: i for i, s in enumerate(self.sides.source)}
