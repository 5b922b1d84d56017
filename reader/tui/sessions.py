"""What the terminal reader asks of the sessions and of the library that it shows.

``pipeline.ReadingSession`` and ``memory.Shelf`` fulfil it; so do the small ones in memory that the tests use.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Protocol, Self

from reader.bitext import Bitext, Status
from reader.documents import Document

if TYPE_CHECKING:
    from reader.alignment.operations import Side
    from reader.memory import Familiarity, ShelfDocument, Word
    from reader.memory.concordance import ConcordanceHit
    from reader.pipeline import Progress
    from reader.pipeline.looking_up import Gaps, Link, LookUp

__all__ = ["Library", "Session", "WordList"]


class WordList(Protocol):
    """The vocabulary. Each change is kept when the method returns."""

    def words(self) -> Sequence[Word]:
        """The words, in the order of adding."""

    def add(self, word: Word) -> None:
        """Put a word on the list."""

    def set_status(self, word: str, status: Familiarity) -> None:
        """Say how well a word is known."""

    def remove(self, word: str, *, sentence: str | None = ...) -> int:
        """Take a word off the list; how many entries that was."""


class Library(Protocol):
    """The documents that have been read, the words collected, and what was searched for."""

    @property
    def vocabulary(self) -> WordList:
        """The words that the user collects."""

    def recent(self, *, limit: int = ...) -> Sequence[ShelfDocument]:
        """The documents, the last first."""

    def forget(self, document: str) -> None:
        """Take a document, and the user's work on it, away."""

    def searched(self, query: str, *, place: str = ...) -> None:
        """Remember a search."""

    def searches(self, *, place: str = ..., limit: int = ...) -> Sequence[str]:
        """The last searches, the last first."""


class Session(Protocol):
    """An open document. What the user does is kept when the method returns."""

    @property
    def bitext(self) -> Bitext:
        """What there is to be seen now; a value."""

    @property
    def document(self) -> Document:
        """The French document."""

    @property
    def partial(self) -> bool:
        """Whether this is a part of a document, of which the rest has still to be read."""

    def whole(self) -> Session:
        """The session of all of the document. It may take long, beside one that reads and works on the part."""

    def take_over(self, part: Self) -> None:
        """Take in what has been done to a part of the document, and what has been translated of it, meanwhile."""

    @property
    def title(self) -> str:
        """What to call the document."""

    @property
    def pending(self) -> int:
        """How many segments still want a translation."""

    def translate(self, *, urgent: Callable[[], Sequence[int]] = ..., hidden: bool = ...) -> Iterator[Progress]:
        """Translate what has no translation yet, the urgent beads first."""

    def retranslate(self, row: int) -> Progress:
        """Translate one row afresh."""

    def edit(self, row: int, text: str | None) -> None:
        """Set the English of a row; None takes the user's text away."""

    def set_status(self, row: int, status: Status) -> None:
        """Say how far a person has gone over a row."""

    def set_note(self, row: int, note: str) -> None:
        """Write a note beside a row."""

    def merge(self, row: int) -> None:
        """Make one bead of a bead and the next."""

    def split(self, row: int) -> None:
        """Cut a bead in two."""

    def shift(self, row: int, side: Side, *, up: bool) -> None:
        """Move a sentence to the bead before, or after."""

    def unlink(self, row: int) -> None:
        """Leave each sentence of a bead alone."""

    def show_block(self, row: int, *, shown: bool) -> None:
        """Show or hide the block of a row."""

    def undo(self) -> bool:
        """Take the last change back; False where there is none."""

    def redo(self) -> bool:
        """Make it again; False where there is none."""

    def opened(self) -> object:
        """Put the document on the shelf."""

    @property
    def position(self) -> int:
        """The row to go on reading at."""

    def offset(self, row: int) -> int:
        """Where a row stands in the French document, in characters."""

    def save_position(self, row: int) -> None:
        """Remember where the reader stands."""

    @property
    def bookmarks(self) -> Sequence[int]:
        """The rows with a bookmark."""

    def toggle_bookmark(self, row: int) -> bool:
        """Set a bookmark, or take it away; whether there is one now."""

    @property
    def marks(self) -> Mapping[str, int]:
        """The rows that letters stand for."""

    def set_mark(self, letter: str, row: int) -> None:
        """Let a letter stand for a row."""

    def words(self, row: int) -> Sequence[Link]:
        """Which words of a row stand for which."""

    def gaps(self, row: int) -> Gaps:
        """What the English of a row left out, and what it added."""

    def look_up(self, word: str, row: int) -> LookUp:
        """All that is known of a French word."""

    def concordance(self, query: str, *, limit: int = ...) -> Sequence[ConcordanceHit]:
        """What the memory holds with these words."""

    def add_vocabulary(self, word: str, row: int) -> None:
        """Put a word on the vocabulary list."""

    def export(self, form: str, path: Path, *, watch: Callable[[int, int], None] | None = ...) -> None:
        """Write the document as a file; ``watch`` is told how many of how many beads are written, and may raise to stop."""

    def settle(self) -> None:
        """Keep what the document has taught."""
