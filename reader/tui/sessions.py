"""What the terminal reader asks of the sessions that it shows.

``pipeline.ReadingSession`` fulfils it; so does the small one in memory that the tests use.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from typing import TYPE_CHECKING, Protocol

from reader.bitext import Bitext

if TYPE_CHECKING:
    from reader.pipeline import Progress

__all__ = ["Session"]


class Session(Protocol):
    """An open document."""

    @property
    def bitext(self) -> Bitext:
        """What there is to be seen now; a value."""

    @property
    def title(self) -> str:
        """What to call the document."""

    @property
    def pending(self) -> int:
        """How many segments still want a translation."""

    def translate(
        self, *, urgent: Callable[[], Sequence[int]] = ..., hidden: bool = ...
    ) -> Iterator[Progress]:
        """Translate what has no translation yet, the urgent beads first."""
