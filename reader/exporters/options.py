"""What a person chooses about an export."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from reader.bitext import Preference

__all__ = ["BlockPlace", "ExportOptions", "Layout", "Unit"]


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
        path: the element that holds the block: the number of each child element, from the root down, from 0.
    """

    block: int
    member: str
    path: tuple[int, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class ExportOptions:
    """What a person chooses about an export.

    Args:
        prefer: which English stands first where a human's and the machine's both exist.
        both: show the other one too.
        hidden: put in the hidden parts as well: repeats, menus, notices. JSON Lines always holds them.
        unit: sentence by sentence, or whole paragraphs. JSON Lines is always bead by bead.
        layout: side by side or one above the other, where the format has pages.
        width: columns of a plain-text page.
        typography: set English quotation marks and spaces as English sets them, in the formats that are for reading.
            The formats for programs always say exactly what the bitext says.
        timestamp: an ISO 8601 time in UTC to write into files that have a place for it; empty writes none, so that
            the same bitext always gives the same bytes.
        package: what to call the MT package in files that name their tools.
        source_data: the bytes of the file that the document was read from, for formats that rebuild it (EPUB).
        places: where the blocks stand in that file.
    """

    prefer: Preference = Preference.HUMAN
    both: bool = False
    hidden: bool = False
    unit: Unit = Unit.SENTENCE
    layout: Layout = Layout.SIDE
    width: int = 100
    typography: bool = True
    timestamp: str = ""
    package: str = ""
    source_data: bytes | None = None
    places: tuple[BlockPlace, ...] = ()
