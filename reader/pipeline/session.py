"""A document being read: its bitext, the translations that stream in, the user's work on it."""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from typing import BinaryIO

from reader.bitext import Bitext, Hypothesis
from reader.documents import Document
from reader.pipeline.composing import Sides, compose
from reader.pipeline.opening import aligner, open_bitext
from reader.pipeline.progress import Progress
from reader.pipeline.resources import Resources
from reader.pipeline.translating import fill, wanted

__all__ = ["ReadingSession"]


class ReadingSession:
    """One document, or a pair, open for reading.

    ``bitext`` is a value: whoever holds one may go on with it while the session makes the next. One thread may iterate
    ``translate`` while another reads and edits.

    Args:
        sides: the segments of both sides.
        bitext: their first alignment.
        resources: engine, memory and lexicon; they stay the caller's.
    """

    def __init__(self, sides: Sides, bitext: Bitext, resources: Resources) -> None:
        self.resources = resources
        self._sides = sides
        self._bitext = bitext
        self._lock = threading.RLock()
        self._beads_of_source = bitext.beads_of_source()

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
        return cls(sides, bitext, resources)

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
            beads = self._bitext.alignment.beads
            return [i for row in urgent() if 0 <= row < len(beads) for i in beads[row].source]

        for found in fill(self._bitext, self.resources, urgent=urgent_segments, hidden=hidden):
            done += len(found)
            yield Progress(done, total, rows=self._take(found))
        if self._sides.read_target and self._sides.read_source:
            yield self._align_again(total)

    def _take(self, found: dict[int, Hypothesis]) -> tuple[int, ...]:
        with self._lock:
            self._bitext = self._bitext.with_hypotheses(found)
            return tuple(sorted({self._beads_of_source[i] for i in found}))

    def _align_again(self, total: int) -> Progress:
        hypotheses = self._bitext.hypotheses
        again = compose(self._sides, aligner(self.resources), hypotheses)
        with self._lock:
            changed = again.alignment != self._bitext.alignment
            self._bitext = again
            self._beads_of_source = again.beads_of_source()
        return Progress(total, total, realigned=changed)
