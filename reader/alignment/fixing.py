"""Beads that stand already, because a person made them: taken out of the texts before the search, put back after it."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import dataclass

from reader.bitext import Bead
from reader.errors import AlignmentError

__all__ = ["Remainder"]

Corner = tuple[int, int]


@dataclass(frozen=True, slots=True)
class Remainder:
    """What is left to align: the sentences of both sides by their old numbers, and the corners that the path must pass.

    A corner is a position in the remaining sentences: those before it on one side belong to those before it on the other.
    """

    source: tuple[int, ...]
    target: tuple[int, ...]
    corners: tuple[Corner, ...]

    @classmethod
    def of(cls, fixed: Sequence[Bead], rows: int, columns: int) -> Remainder:
        """Take fixed beads out of two texts.

        Raises:
            AlignmentError: a bead names a sentence that is not there, or two beads name the same.
        """
        sources = [i for bead in fixed for i in bead.source]
        targets = [j for bead in fixed for j in bead.target]
        for name, held, count in (("source", sources, rows), ("target", targets, columns)):
            if len(set(held)) < len(held):
                raise AlignmentError(f"two fixed beads hold the same {name} sentence")
            if any(not 0 <= index < count for index in held):
                raise AlignmentError(f"a fixed bead names a {name} sentence that is not there")
        source = tuple(sorted(set(range(rows)) - set(sources)))
        target = tuple(sorted(set(range(columns)) - set(targets)))
        linked = sorted((bead.source[0], bead.target[0]) for bead in fixed if bead.source and bead.target)
        corners = [(bisect_left(source, i), bisect_left(target, j)) for i, j in _rising(linked)]
        return cls(source, target, tuple(dict.fromkeys(corners)))


def _rising(pairs: Sequence[Corner]) -> list[Corner]:
    """The most pairs that rise on both sides: a link against the order of the others constrains none of them."""
    tails: list[int] = []
    ends: list[int] = []
    before: list[int] = []
    for index, (_, j) in enumerate(pairs):
        place = bisect_left(tails, j)
        before.append(ends[place - 1] if place else -1)
        tails[place : place + 1] = [j]
        ends[place : place + 1] = [index]
    found = []
    at = ends[-1] if ends else -1
    while at >= 0:
        found.append(pairs[at])
        at = before[at]
    return found[::-1]
