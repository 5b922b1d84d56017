"""Where a document's author set the ends of lines, as in verse, that a page for reading keeps."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise

from reader.bitext import Bitext, Row
from reader.documents import Block, Document, Segment, Structure

__all__ = ["Stanzas", "author_ends_line", "line_ends_between", "lines_of"]


def author_ends_line(document: Document, before: Segment, segment: Segment) -> bool:
    """Whether a line end between two segments was set by the author and does not only wrap the text."""
    if "\n" not in document.text[before.end : segment.start]:
        return False
    one, other = document.blocks[before.block], document.blocks[segment.block]
    if before.block == segment.block:
        return one.structure is not Structure.UNKNOWN
    return one.structure is other.structure is Structure.VERSE


def line_ends_between(bitext: Bitext, before: Row, row: Row) -> bool:
    """Whether the author ended a line between two rows; beside a row in one language alone, verse goes on in a new line."""
    beads = bitext.alignment.beads[before.index], bitext.alignment.beads[row.index]
    if beads[0].source and beads[1].source:
        first, second = bitext.source[max(beads[0].source)], bitext.source[min(beads[1].source)]
        return author_ends_line(bitext.source_document, first, second)
    if beads[0].source or beads[1].source:
        alone = row if beads[0].source else before
        document = bitext.source_document if bitext.alignment.beads[alone.index].source else bitext.target_document
        return document.blocks[alone.block].structure is Structure.VERSE
    first, second = bitext.target[max(beads[0].target)], bitext.target[min(beads[1].target)]
    return author_ends_line(bitext.target_document, first, second)


def lines_of(bitext: Bitext, rows: Sequence[Row]) -> list[list[Row]]:
    """The rows of a stanza, those of a line together."""
    lines = [[rows[0]]]
    for before, row in pairwise(rows):
        if line_ends_between(bitext, before, row):
            lines.append([])
        lines[-1].append(row)
    return lines


class Stanzas:
    """Finds the stanzas of a document whose lines have a block each.

    Args:
        document: with blocks that are VERSE; those with one line end between them are a stanza.
    """

    def __init__(self, document: Document) -> None:
        self._first: dict[int, int] = {}
        for index, (before, block) in enumerate(pairwise(document.blocks), start=1):
            if _alike(before, block) and document.text[before.end : block.start].count("\n") == 1:
                self._first[index] = self.first(index - 1)

    def first(self, index: int) -> int:
        """The index of the block that opens the stanza of a block; its own where it is in none."""
        return self._first.get(index, index)


def _alike(one: Block, other: Block) -> bool:
    """Whether two lines of verse are read alike."""
    if not one.structure is other.structure is Structure.VERSE:
        return False
    return (one.role, one.language, one.hidden) == (other.role, other.language, other.hidden)
