"""A long document that can be read, and worked on, while most of it is still to be segmented."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from reader import formats
from reader.languages import Language
from reader.memory import Shelf
from reader.pipeline.composing import sides_of_one
from reader.pipeline.opening import main_language, sides_of
from reader.pipeline.part import part_around
from reader.pipeline.session import ReadingSession

if TYPE_CHECKING:
    from reader.formats.long_files import LongFile
    from reader.memory import ShelfDocument
    from reader.pipeline.resources import Resources

__all__ = ["PartSession"]


class PartSession(ReadingSession):
    """The part of a document around the place where it was left; of a pair, of the French file.

    What the user does to it goes into the journal of the document, by offset, and stands in the whole as well.

    Args:
        files: one, or the two of a pair in either order.
        resources: engine, memory and lexicon; they stay the caller's.
        second: where the second file of a pair lies, or empty.
    """

    partial = True

    def __init__(self, files: tuple[LongFile, ...], resources: Resources, *, second: str = "") -> None:
        self._files = files
        shelf = Shelf(resources.memory)
        for file in files:
            self._known = shelf.get(file.content_id)
            part, segments = part_around(file, self._known.position if self._known else 0)
            if main_language(part) is not Language.ENGLISH:
                break
        self._extent = range(segments[0].start, segments[-1].end) if segments else range(0)
        super().__init__(sides_of_one(part, segments), resources, second=second, aligned=False)

    @classmethod
    def of(cls, path: Path, second: Path | None = None, *, resources: Resources) -> PartSession:
        """Read a document, or a pair, and segment a part of it.

        Raises:
            DocumentError: it cannot be read.
        """
        files = tuple(formats.read_long(p) for p in (path, second) if p is not None)
        return cls(files, resources, second=str(second) if second else "")

    def whole(self) -> ReadingSession:
        """The session of all of the document; it takes as long as the document is."""
        return ReadingSession(
            sides_of(*(file.whole() for file in self._files)), self.resources, second=self._second, aligned=False
        )

    @property
    def title(self) -> str:
        """What the shelf calls the document; else what is known by now."""
        return self._known.title if self._known else super().title

    def opened(self) -> ShelfDocument:
        """Put the document on the shelf, as far as it is known; what is known of it there."""
        return self.shelf.opened(
            self.document,
            path=str(Path(self.document.name).absolute()),
            second=self._second,
            title=self.title,
            length=self._known.length if self._known else 0,
        )

    def holds(self, offset: int) -> bool:
        """Whether the part holds the character at an offset of the document."""
        return offset in self._extent

    def settle(self) -> None:
        """A part teaches nothing that the whole does not."""
