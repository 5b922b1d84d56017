"""What stands below what on the screen: shown rows, and folds in place of runs of hidden ones.

Works on beads and blocks, not on rows, and mostly on runs of them, so that a novel's outline is made at once.
"""

from __future__ import annotations

import bisect
import operator
from collections.abc import Collection, Sequence
from dataclasses import dataclass

from reader.bitext import Bitext
from reader.documents import Block, Role

__all__ = ["Outline", "Place", "blocks_of_beads", "headings", "lengths", "row_saying", "same_rows"]

# Blocks of these kinds stand close together: no empty line between two of them.
_CLOSE = frozenset({Role.LIST, Role.TAGS, Role.LINK, Role.BOILERPLATE})


@dataclass(frozen=True, slots=True)
class Place:
    """What stands in one place: the rows first..last; one row, or a fold over several.

    ``gap`` is the number of empty lines above it. ``repeats`` tells a fold over repeated text from one over other
    hidden parts.
    """

    first: int
    last: int
    fold: bool = False
    repeats: bool = False
    gap: int = 0

    @property
    def count(self) -> int:
        """How many rows it stands for."""
        return self.last - self.first + 1


class Outline:
    """The places of a bitext, in reading order.

    ``place_of`` gives the place of each row, ``firsts`` the first row of each place, ``gaps`` the empty lines above
    each place, ``blocks`` the block of each row (a number that tells blocks apart, no index of theirs).

    Args:
        bitext: what is shown.
        expand: show every hidden row.
        opened: rows of which each opens the fold that it would stand in.
        spacing: empty lines between two rows of a paragraph.
    """

    def __init__(self, bitext: Bitext, *, expand: bool = False, opened: Collection[int] = (), spacing: int = 0) -> None:
        self.blocks, known = blocks_of_beads(bitext)
        count = len(self.blocks)
        row_gaps = _gaps(self.blocks, known, spacing)
        hidden = {i: _reason(block) for i, block in known.items() if not expand and block.hidden}
        self.folds: dict[int, tuple[int, bool]] = {}
        self.firsts: Sequence[int] = range(count)
        self.place_of: Sequence[int] = range(count)
        self.gaps: Sequence[int] = row_gaps
        if hidden:
            self._fold([hidden.get(b, 0) for b in self.blocks], row_gaps, opened)
        self._fold_places = list(self.folds)  # in order

    def _fold(self, reasons: list[int], row_gaps: Sequence[int], opened: Collection[int]) -> None:
        firsts: list[int] = []
        place_of: list[int] = []
        row, count = 0, len(reasons)
        while row < count:
            reason, end = reasons[row], row + 1
            while end < count and reasons[end] == reason:
                end += 1
            if reason and not any(row <= o < end for o in opened):
                place_of += [len(firsts)] * (end - row)
                self.folds[len(firsts)] = (end - 1, reason == _REPEAT)
                firsts.append(row)
            else:
                place_of += range(len(firsts), len(firsts) + end - row)
                firsts += range(row, end)
            row = end
        self.firsts, self.place_of = firsts, place_of
        self.gaps = [row_gaps[first] for first in firsts]

    def __len__(self) -> int:
        return len(self.firsts)

    def place(self, index: int) -> Place:
        """A place by its index."""
        first = self.firsts[index]
        last, repeats = self.folds.get(index, (first, False))
        return Place(first, last, fold=index in self.folds, repeats=repeats, gap=self.gaps[index])

    def is_fold(self, row: int) -> bool:
        """Whether a row is folded away."""
        return self.place_of[row] in self.folds

    def shown_from(self, row: int, step: int = 1) -> int | None:
        """The first shown row at or after a row (before it, with step -1); None where there is none."""
        place = self.place_of[row] if 0 <= row < len(self.place_of) else -1
        while 0 <= place < len(self.firsts):
            if place not in self.folds:
                return self.firsts[place]
            place += step
        return None

    def share(self, row: int) -> float:
        """How far a row is through the shown ones: more than 0, and 1 for the last."""
        shown = len(self) - len(self.folds)
        return self._rank(self.place_of[row]) / shown if shown else 1.0

    def row_at(self, share: float) -> int | None:
        """The shown row that is so far through the shown ones; None where there is none."""
        shown = len(self) - len(self.folds)
        place = bisect.bisect_left(range(len(self)), max(1.0, shown * share), key=self._rank)
        return self.firsts[place] if place < len(self) else None

    def _rank(self, place: int) -> int:
        """How many shown rows there are up to a place."""
        return place + 1 - bisect.bisect_right(self._fold_places, place)

    def next_row(self, row: int, step: int) -> int | None:
        """The shown row before (-1) or after (1) a row; None at the end."""
        place = self.place_of[row] + step if row < len(self.place_of) else -1
        if not 0 <= place < len(self.firsts):
            return None
        return self.shown_from(self.firsts[place], step)


_REPEAT, _HIDDEN = 1, 2


def _reason(block: Block) -> int:
    return _REPEAT if block.repeat_of is not None else _HIDDEN


def blocks_of_beads(bitext: Bitext) -> tuple[list[int], dict[int, Block]]:
    """For each bead a number that stands for its block, and the blocks by their numbers.

    The number is the block's index; those of the target document, for beads without source, are counted on behind.
    """
    source, target = bitext.source, bitext.target
    of_source = bitext.source_document.blocks
    behind = 0 if bitext.target_document is bitext.source_document else len(of_source)
    numbers = [
        source[bead.source[0]].block if bead.source else behind + target[bead.target[0]].block
        for bead in bitext.alignment.beads
    ]
    of_target = bitext.target_document.blocks
    known = {n: of_source[n] if n < len(of_source) else of_target[n - behind] for n in set(numbers)}
    return numbers, known


def _gaps(numbers: list[int], known: dict[int, Block], spacing: int) -> Sequence[int]:
    """The empty lines above each row."""
    if not numbers:
        return b""
    gaps = bytearray(map(operator.ne, numbers, [numbers[0], *numbers]))
    if spacing:
        gaps = bytearray(spacing for _ in gaps)
        gaps[0] = 0
    at = gaps.find(1) if not spacing else -1
    while at >= 0:
        one, two = known[numbers[at - 1]], known[numbers[at]]
        if one.role is two.role and one.role in _CLOSE:
            gaps[at] = 0
        at = gaps.find(1, at + 1)
    return gaps


def lengths(bitext: Bitext) -> tuple[list[int], list[int]]:
    """For each bead the characters of its French, and of its English, roughly: what heights are guessed from."""
    of_source = [s.end - s.start for s in bitext.source]
    of_target = [s.end - s.start for s in bitext.target]
    of_machine = [len(h.text) if h is not None else 0 for h in bitext.hypotheses]
    beads = bitext.alignment.beads
    french = [of_source[b.source[0]] if len(b.source) == 1 else sum(of_source[i] for i in b.source) for b in beads]
    english = [
        sum([of_target[i] for i in b.target]) if b.target else sum([of_machine[i] for i in b.source]) for b in beads
    ]
    return french, english


def same_rows(before: Bitext, rows: Sequence[int], after: Bitext) -> list[int]:
    """The rows of a bitext that hold what some rows of it held when its beads were other ones; 0 for one that was not there."""
    of_source: dict[int, int] = {}  # where a row went on, by the segment that it began with
    of_target: dict[int, int] = {}
    for row in dict.fromkeys(rows):
        if not 0 <= row < len(before):
            continue
        bead = before.alignment.beads[row]
        segments, found = (after.source, of_source) if bead.source else (after.target, of_target)
        start = before.source[bead.source[0]].start if bead.source else before.target[bead.target[0]].start
        found[row] = bisect.bisect_right(segments, start, key=lambda s: s.start) - 1
    sources, targets = set(of_source.values()), set(of_target.values())
    holders: tuple[dict[int, int], dict[int, int]] = {}, {}
    for at, bead in enumerate(after.alignment.beads):  # once, however many rows: a novel has a hundred thousand
        if sources and not sources.isdisjoint(bead.source):
            holders[0].update(dict.fromkeys(bead.source, at))
        if targets and not targets.isdisjoint(bead.target):
            holders[1].update(dict.fromkeys(bead.target, at))
    return [
        holders[0].get(of_source[row], 0) if row in of_source else holders[1].get(of_target.get(row, -1), 0)
        for row in rows
    ]


def row_saying(bitext: Bitext, french: str) -> int | None:
    """The first row whose French is a text; else the first that holds it; None where there is none."""
    held = None
    for row, bead in enumerate(bitext.alignment.beads):
        source = " ".join([bitext.source[i].plain for i in bead.source])
        if source == french:
            return row
        if held is None and french in source:
            held = row
    return held


def headings(bitext: Bitext) -> list[tuple[int, str, int]]:
    """The titles and headings that are shown: (row, text, level)."""
    found = []
    numbers, known = blocks_of_beads(bitext)
    wanted = {n for n, b in known.items() if b.role in (Role.TITLE, Role.HEADING) and not b.hidden}
    seen: set[int] = set()
    for row, number in enumerate(numbers):
        if number in wanted and number not in seen:
            seen.add(number)
            bead = bitext.alignment.beads[row]
            parts = [bitext.source[i] for i in bead.source] or [bitext.target[i] for i in bead.target]
            found.append((row, " ".join(p.plain for p in parts), max(1, known[number].level)))
    return found
