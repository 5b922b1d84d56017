"""Heights of many items, one below the other: where each stands, and which stands at a line."""

from __future__ import annotations

from collections.abc import Sequence

__all__ = ["Heights"]


class Heights:
    """The heights of items in lines, as a Fenwick tree: setting one and asking take O(log n).

    Args:
        heights: of each item, from the top; none below 0.
    """

    def __init__(self, heights: Sequence[int]) -> None:
        self._heights = list(heights)
        size = len(self._heights)
        tree = [0, *self._heights]
        for i in range(1, size + 1):
            parent = i + (i & -i)
            if parent <= size:
                tree[parent] += tree[i]
        self._tree = tree
        self._top = 1 << (size.bit_length() - 1) if size else 0
        self.total = sum(self._heights)

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
        self.total += delta
        i, size = item + 1, len(self._heights)
        while i <= size:
            self._tree[i] += delta
            i += i & -i
        return True

    def offset(self, item: int) -> int:
        """The line that the item begins at: the sum of the heights before it."""
        total, i = 0, item
        while i > 0:
            total += self._tree[i]
            i -= i & -i
        return total

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
        position, left, step, size = 0, max(0, line), self._top, len(self._heights)
        while step:
            probe = position + step
            if probe <= size and self._tree[probe] <= left:
                position, left = probe, left - self._tree[probe]
            step >>= 1
        return position, left
