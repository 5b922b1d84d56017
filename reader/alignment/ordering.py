"""The order of beads in an alignment, and which English insertions are one."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Sequence

from reader.bitext import Bead

__all__ = ["group_insertions", "in_order"]


def in_order(beads: Iterable[Bead]) -> list[Bead]:
    """Beads in the order of their source; one without source after the bead of the target sentence before it."""
    everything = list(beads)
    linked = sorted((bead for bead in everything if bead.source), key=lambda bead: bead.source[0])
    alone = sorted((bead for bead in everything if not bead.source), key=lambda bead: bead.target[0])
    if not alone:
        return linked
    after: dict[int, list[Bead]] = defaultdict(list)
    owner = {j: place for place, bead in enumerate(linked) for j in bead.target}
    for bead in alone:
        place = owner.get(bead.target[0] - 1, -1)
        after[place].append(bead)
        owner.update(dict.fromkeys(bead.target, place))
    ordered = after.pop(-1, [])
    for place, bead in enumerate(linked):
        ordered.append(bead)
        if place in after:
            ordered += after[place]
    return ordered


def group_insertions(beads: Sequence[Bead], longest: int, breaks: Collection[int]) -> list[Bead]:
    """Make one bead of up to ``longest`` English sentences in a row that were put in between two linked beads.

    What runs on longer, crosses a paragraph, or stands at either end (a dateline, a footer) stays as it is, each sentence alone.
    """
    linked = {j for bead in beads if bead.source for j in bead.target}
    alone = {bead.target[0]: bead for bead in beads if not bead.source}
    grouped: dict[int, Bead] = {}
    gone: set[int] = set()
    for first, bead in sorted(alone.items()):
        if first - 1 not in linked:
            continue
        run = [bead]
        while (following := run[-1].target[0] + 1) in alone:
            run.append(alone[following])
        inside = {part.target[0] for part in run[1:]}
        if 1 < len(run) <= longest and run[-1].target[0] + 1 in linked and not inside & set(breaks):
            score = min((part.score for part in run if part.score is not None), default=None)
            grouped[first] = Bead((), (first, *sorted(inside)), score)
            gone |= inside
    return [
        bead if bead.source else grouped.get(bead.target[0], bead)
        for bead in beads
        if bead.source or bead.target[0] not in gone
    ]
