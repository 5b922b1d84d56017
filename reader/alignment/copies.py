"""Sentences of the French that say again, word for word, what stood before: a pasted block, a teaser, a refrain."""

from __future__ import annotations

from collections.abc import Sequence

from reader.bitext import Bead

__all__ = ["first_copies_of", "link_first_copies"]

_LONG = 20  # shorter sentences come twice by chance
_BLOCK = 3  # copies in a row that make a repeated block


def first_copies_of(texts: Sequence[str]) -> dict[int, int]:
    """For each sentence that was said before, the first that says it."""
    first: dict[str, int] = {}
    found = {}
    for index, text in enumerate(texts):
        key = " ".join(text.split())
        if len(key) >= _LONG and first.setdefault(key, index) != index:
            found[index] = first[key]
    return found


def _in_block(copies: dict[int, int]) -> set[int]:
    """The copies that stand in a repeated block: neighbours whose first copies are neighbours too; a stray line between does no harm."""
    blocks: list[list[int]] = []
    for index in sorted(copies):
        previous = blocks[-1][-1] if blocks else None
        if previous is not None and index - previous <= _BLOCK and 0 < copies[index] - copies[previous] <= _BLOCK:
            blocks[-1].append(index)
        else:
            blocks.append([index])
    return {index for block in blocks if len(block) >= _BLOCK for index in block}


def link_first_copies(beads: Sequence[Bead], copies: dict[int, int]) -> list[Bead]:
    """Let a link to a repeated block point to the first copy, if that is free: a reader looks for the English there."""
    movable = _in_block(copies)
    alone = {bead.source[0] for bead in beads if not bead.target}
    moves: dict[int, int] = {}
    for bead in beads:
        for i in bead.source if bead.target else ():
            if i in movable and copies[i] in alone:
                alone.discard(copies[i])
                moves[i] = copies[i]
    back = {first: again for again, first in moves.items()}
    return [
        Bead(tuple(sorted(moves.get(i, back.get(i, i)) for i in bead.source)), bead.target, bead.score)
        for bead in beads
    ]
