"""What a person chooses about an export."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from enum import StrEnum

from reader.bitext import Preference

__all__ = ["BlockPlace", "ExportOptions", "Layout", "Unit", "unwatched"]


class Unit(StrEnum):
    """What stands in one unit: a bead, or all beads of a paragraph."""

    SENTENCE = "sentence"
    PARAGRAPH = "paragraph"


class Layout(StrEnum):
    """How the two languages stand on a page."""

    SIDE = "side"
    STACKED = "stacked"


@dataclass(frozen=True, slots=True)
class BlockPlace:
    """Where a block of a document stands in the container that it was read from.

    Args:
        block: the index of the block in the document.
        member: the name of the file inside the container.
        path: the element that holds it, as an XPath of child steps from the root: ``/*/*[2]/*[1]``. Blocks may share one.
        unit: blocks with the same number were one when the container was read: a block may have been cut since.
    """

    block: int
    member: str
    path: str
    unit: int


def unwatched(done: int, total: int) -> None:
    """Nobody watches the export."""
    del done, total


@dataclass(frozen=True, slots=True, kw_only=True)
class ExportOptions:
    """What a person chooses about an export.

    Args:
        prefer: which English stands first where a human's and the machine's both exist.
        both: show the other one too.
        hidden: put in the hidden parts as well: repeats, menus, notices. JSON Lines always holds them.
        unit: sentence by sentence, or whole paragraphs; None: what suits the format, paragraphs in a book and sentences
            elsewhere. JSON Lines is always bead by bead.
        layout: side by side or one above the other, in the formats that know both; None: side by side.
        width: columns of a plain-text page.
        typography: set English quotation marks and spaces as English sets them, in the formats that are for reading.
            The formats for programs always say exactly what the bitext says.
        timestamp: an ISO 8601 time in UTC to write into files that have a place for it; empty writes none, so that
            the same bitext always gives the same bytes.
        package: what to call the MT package in files that name their tools.
        source_data: the bytes of the file that the document was read from, for formats that rebuild it (EPUB).
        places: where the blocks stand in that file.
        watch: is told how many of how many beads are written; what it raises ends the export.
    """

    prefer: Preference = Preference.HUMAN
    both: bool = False
    hidden: bool = False
    unit: Unit | None = None
    layout: Layout | None = None
    width: int = 100
    typography: bool = True
    timestamp: str = ""
    package: str = ""
    source_data: bytes | None = None
    places: tuple[BlockPlace, ...] = ()
    watch: Callable[[int, int], None] = field(default=unwatched, compare=False, repr=False)
