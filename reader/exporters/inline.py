"""A stretch of text with its inline marks, and a walk over it that nests them properly."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from enum import Enum
from itertools import accumulate, pairwise

from reader.documents import Document, Mark, MarkKind, Segment
from reader.exporters.line_ends import author_ends_line

__all__ = ["Edge", "Inline", "MarkIndex", "joined", "walk"]

_BREAKABLE = re.compile(r"[ \t\n\r\f\v\u0085\u2028\u2029]+")


@dataclass(frozen=True, slots=True)
class Inline:
    """Text and the marks over it; offsets are of this text. A line end in it is one that the author set."""

    text: str
    marks: tuple[Mark, ...] = ()


class Edge(Enum):
    """Whether a mark opens or closes at this point of a walk."""

    OPEN = "open"
    CLOSE = "close"


class MarkIndex:
    """The marks of a document, found by where they stand.

    Marks stand in order of their start, but a long one may open well before the text that it covers: so the farthest end of
    all marks up to each one is kept, and the search goes back no further than that.
    """

    def __init__(self, document: Document) -> None:
        self.document = document
        self.marks = document.marks
        self.farthest = list(accumulate((mark.end for mark in document.marks), max))

    def inline(self, segments: Sequence[Segment], *, keep_lines: bool = False) -> Inline:
        """The segments with the marks over them, a space between two, or a line end that the author set."""
        ends = [keep_lines and author_ends_line(self.document, *pair) for pair in pairwise(segments)]
        return joined([self._of_segment(segment) for segment in segments], ends)

    def _of_segment(self, segment: Segment) -> Inline:
        marks = self._within(segment.start, segment.end)
        if not marks:
            return Inline(segment.plain)
        # Where each character goes when a run of white space becomes one space.
        shift = [(m.end(), m.end() - m.start() - 1) for m in _BREAKABLE.finditer(segment.text)]

        def moved(offset: int) -> int:
            inside = offset - segment.start
            return inside - sum(less for end, less in shift if end <= inside)

        kept = [replace(m, start=moved(m.start), end=max(moved(m.start), moved(m.end))) for m in marks]
        return Inline(segment.plain, tuple(kept))

    def _within(self, start: int, end: int) -> list[Mark]:
        """The marks that touch start..end, cut to it."""
        last = bisect_left(self.marks, end, key=lambda m: m.start)
        first = last
        while first and self.farthest[first - 1] >= start:
            first -= 1
        found = []
        for mark in self.marks[first:last]:
            pointlike = mark.start == mark.end or mark.kind is MarkKind.ANCHOR
            if pointlike and mark.start >= start:
                found.append(replace(mark, end=min(mark.end, end)))
            elif not pointlike and mark.end > start:
                found.append(replace(mark, start=max(mark.start, start), end=min(mark.end, end)))
        return found


def joined(parts: Sequence[Inline], ends: Sequence[bool]) -> Inline:
    """Several lines as one, a space between two, or a line end where ``ends`` says so."""
    marks: list[Mark] = []
    text = ""
    for part, end in zip(parts, [*ends, False], strict=False):
        marks += [replace(m, start=m.start + len(text), end=m.end + len(text)) for m in part.marks]
        text += part.text + ("\n" if end else " ")
    return Inline(text[:-1], tuple(marks))


def walk(line: Inline) -> Iterator[str | tuple[Edge, Mark]]:
    """Text and edges of marks in order, such that marks always nest: one that overlaps another is closed and reopened.

    An anchor is a point: it opens and closes where it starts, so that its identifier is never said twice.
    """
    points = [m if m.kind is not MarkKind.ANCHOR else replace(m, end=m.start) for m in line.marks]
    points.sort(key=lambda m: (m.start, -m.end))
    cuts = sorted({0, len(line.text), *(m.start for m in points), *(m.end for m in points)})
    stack: list[Mark] = []
    for at, until in zip(cuts, [*cuts[1:], len(line.text)], strict=True):
        yield from _close(stack, at)
        for mark in points:
            if mark.start == at:
                yield Edge.OPEN, mark
                if mark.end == at:
                    yield Edge.CLOSE, mark
                else:
                    stack.append(mark)
        if until > at:
            yield line.text[at:until]
    yield from _close(stack, len(line.text))


def _close(stack: list[Mark], at: int) -> Iterator[tuple[Edge, Mark]]:
    """Close what ends here, and what was opened inside it; open the latter again."""
    ending = [i for i, mark in enumerate(stack) if mark.end <= at]
    if not ending:
        return
    inner = stack[ending[0] :]
    del stack[ending[0] :]
    for mark in reversed(inner):
        yield Edge.CLOSE, mark
    for mark in inner:
        if mark.end > at:
            yield Edge.OPEN, mark
            stack.append(mark)
