"""Heights of many items, one below the other: where each stands, and which stands at a line."""

from __future__ import annotations

import bisect
import itertools
from collections.abc import Iterable

__all__ = ["Heights"]

_CHUNK = 512


class Heights:
    """The heights of items in lines. Sums are kept by chunks: building is one pass, a change or a question is quick.

    Args:
        heights: of each item, from the top; none below 0.
    """

    def __init__(self, heights: Iterable[int]) -> None:
        self._heights = list(heights)
        self._sums = [sum(self._heights[at : at + _CHUNK]) for at in range(0, len(self._heights), _CHUNK)]
        self._starts: list[int] | None = None
        self.total = sum(self._sums)

    def __len__(self) -> int:
        return len(self._heights)

    def __getitem__(self, item: int) -> int:
        return self._heights[item]

    def set(self, item: int, height: int) -> bool:
        """Set the height of an item; tell whether that changed anything."""
        delta = height - self._heights[item]
        if not delta:
            return False
        self._heights[item] = height
        self._sums[item // _CHUNK] += delta
        self.total += delta
        self._starts = None
        return True

    def _chunk_starts(self) -> list[int]:
        if self._starts is None:
            self._starts = list(itertools.accumulate(self._sums, initial=0))
        return self._starts

    def offset(self, item: int) -> int:
        """The line that the item begins at: the sum of the heights before it."""
        chunk = item // _CHUNK
        return self._chunk_starts()[chunk] + sum(self._heights[chunk * _CHUNK : item])

    def at(self, line: int) -> tuple[int, int]:
        """The item that a line belongs to, and the line within it; the last item's end for a line below all.

        Raises:
            IndexError: there are no items.
        """
        if not self._heights:
            raise IndexError("no items")
        if line >= self.total:
            last = len(self._heights) - 1
            return last, max(0, self._heights[last] - 1)
        line = max(0, line)
        starts = self._chunk_starts()
        chunk = bisect.bisect_right(starts, line) - 1
        item, left = chunk * _CHUNK, line - starts[chunk]
        while left >= self._heights[item]:
            left -= self._heights[item]
            item += 1
        return item, left
