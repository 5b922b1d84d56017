"""A part of a long document around a place, segmented while the rest of it still has to wait.

The part stands in the document's own text, at its own offsets: what a user does to it is true of the whole.
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from reader import segmentation
from reader.documents import Block, Document, Role, Segment

if TYPE_CHECKING:
    from reader.formats.long_files import LongFile

__all__ = ["part_around"]

_BEFORE, _AFTER = 1 << 13, 1 << 14  # characters on either side of the place


def part_around(file: LongFile, place: int) -> tuple[Document, tuple[Segment, ...]]:
    """A document with the blocks around a place analysed, and the segments of those.

    What stands before and after the part makes one hidden block each, without segments. By itself a part may be laid out a
    little otherwise than in the whole, which tells more of its paragraphs.

    Args:
        file: where it stands.
        place: an offset in its text.
    """
    document = file.around(place - _BEFORE, place + _AFTER)
    blocks = document.blocks
    inside = [i for i, b in enumerate(blocks) if b.end > place - _BEFORE and b.start < place + _AFTER]
    if not inside:
        return segmentation.prepare(file.whole())
    first, last = inside[0], inside[-1] + 1
    start, end = blocks[first].start, blocks[last - 1].end
    alone, segments = segmentation.prepare(
        Document(
            document.text[start:end],
            tuple(_moved(b, -start) for b in blocks[first:last]),
            document.name,
            document.format,
            title=document.title,
            marks=tuple(
                replace(m, start=m.start - start, end=m.end - start)
                for m in document.marks
                if start <= m.start and m.end <= end
            ),
        )
    )
    head = [_unread(0, blocks[first - 1].end)] if first else []
    tail = [_unread(blocks[last].start, len(document.text))] if last < len(blocks) else []
    middle = [_moved(b, start, repeats=len(head)) for b in alone.blocks]
    return document.with_blocks((*head, *middle, *tail)), tuple(
        Segment(s.block + len(head), s.start + start, s.end + start, s.text) for s in segments
    )


def _moved(block: Block, by: int, *, repeats: int = 0) -> Block:
    root = None if block.repeat_of is None else block.repeat_of + repeats
    return replace(block, start=block.start + by, end=block.end + by, repeat_of=root)


def _unread(start: int, end: int) -> Block:
    return Block(start, end, role=Role.BOILERPLATE)
