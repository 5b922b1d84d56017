"""What stands below what on the screen: shown rows, and folds in place of runs of hidden ones.

Works on beads and blocks, not on rows, so that a novel's outline is made in a tenth of a second.
"""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass

from reader.bitext import Bitext
from reader.documents import Block, Document, Role, Segment

__all__ = ["Outline", "Place", "headings", "lengths"]

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

    Args:
        bitext: what is shown.
        expand: show every hidden row.
        opened: rows of which each opens the fold that it would stand in.
        spacing: empty lines between two rows of a paragraph.
    """

    def __init__(
        self, bitext: Bitext, *, expand: bool = False, opened: Collection[int] = (), spacing: int = 0
    ) -> None:
        blocks = _blocks_of_beads(bitext)
        self.blocks = [index for index, _ in blocks]
        self._hidden = _Hidden()
        self.places: list[Place] = []
        self.place_of: list[int] = []
        row, count = 0, len(blocks)
        before: Block | None = None
        while row < count:
            block = blocks[row][1]
            last, fold, repeats = row, False, False
            if not expand and self._hidden.of(block):
                repeats = block.repeat_of is not None
                while last + 1 < count and self._folds_with(blocks[last + 1][1], repeats=repeats):
                    last += 1
                fold = not any(row <= o <= last for o in opened)
            end = last if not fold else row
            for first in range(row, end + 1):
                here = blocks[first][1]
                gap = 0 if before is None else _gap(before, here, spacing)
                self.place_of.extend([len(self.places)] * (last - row + 1 if fold else 1))
                self.places.append(
                    Place(row, last, fold=True, repeats=repeats, gap=gap) if fold else Place(first, first, gap=gap)
                )
                before = blocks[last][1] if fold else here
            row = last + 1

    def _folds_with(self, block: Block, *, repeats: bool) -> bool:
        return self._hidden.of(block) and (block.repeat_of is not None) == repeats

    def __len__(self) -> int:
        return len(self.places)

    def is_fold(self, row: int) -> bool:
        """Whether a row is folded away."""
        return self.places[self.place_of[row]].fold

    def shown_from(self, row: int, step: int = 1) -> int | None:
        """The first shown row at or after a row (before it, with step -1); None where there is none."""
        place = self.place_of[row] if 0 <= row < len(self.place_of) else -1
        while 0 <= place < len(self.places):
            if not self.places[place].fold:
                return self.places[place].first
            place += step
        return None

    def next_row(self, row: int, step: int) -> int | None:
        """The shown row before (-1) or after (1) a row; None at the end."""
        place = self.place_of[row] + step
        if not 0 <= place < len(self.places):
            return None
        return self.shown_from(self.places[place].first, step)


class _Hidden:
    """Whether blocks are hidden, worked out once for each block."""

    def __init__(self) -> None:
        self._known: dict[int, tuple[Block, bool]] = {}

    def of(self, block: Block) -> bool:
        found = self._known.get(id(block))
        if found is None:
            found = self._known[id(block)] = (block, block.hidden)
        return found[1]


def _blocks_of_beads(bitext: Bitext) -> list[tuple[int, Block]]:
    source, target = bitext.source, bitext.target
    of_source, of_target = bitext.source_document.blocks, bitext.target_document.blocks
    found = []
    for bead in bitext.alignment.beads:
        if bead.source:
            index = source[bead.source[0]].block
            found.append((index, of_source[index]))
        else:
            index = target[bead.target[0]].block
            found.append((index, of_target[index]))
    return found


def _gap(before: Block, here: Block, spacing: int) -> int:
    if before is here:
        return spacing
    if before.role is here.role and here.role in _CLOSE:
        return spacing
    return max(1, spacing)


def lengths(bitext: Bitext) -> list[tuple[int, int]]:
    """For each bead the characters of its French and of its English, roughly: what heights are guessed from."""
    source, target, hypotheses = bitext.source, bitext.target, bitext.hypotheses

    def size(segments: tuple[Segment, ...], indices: tuple[int, ...]) -> int:
        return sum(segments[i].end - segments[i].start + 1 for i in indices)

    found = []
    for bead in bitext.alignment.beads:
        french = size(source, bead.source)
        english = size(target, bead.target) or sum(len(h.text) + 1 for i in bead.source if (h := hypotheses[i]))
        found.append((french, english))
    return found


def headings(bitext: Bitext) -> list[tuple[int, str, int]]:
    """The titles and headings that are shown: (row, text, level)."""
    found = []
    document: Document = bitext.source_document
    seen: set[int] = set()
    for row, bead in enumerate(bitext.alignment.beads):
        if not bead.source:
            continue
        segment = bitext.source[bead.source[0]]
        block = document.blocks[segment.block]
        if block.role in (Role.TITLE, Role.HEADING) and not block.hidden and segment.block not in seen:
            seen.add(segment.block)
            found.append((row, " ".join(bitext.source[i].plain for i in bead.source), max(1, block.level)))
    return found
