"""Corrections of an alignment: merge a bead with the next, split it, move a sentence, unlink. All from Bitext to Bitext."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from enum import StrEnum

from reader.alignment.corrections import Correction, correction, link, replay
from reader.bitext import Alignment, Bead, Bitext, Revision, Status
from reader.documents import Segment
from reader.errors import AlignmentError

__all__ = ["Correction", "Side", "correction", "link", "merge", "replay", "shift", "split", "unlink"]

_ORDER = {status: rank for rank, status in enumerate(Status)}


class Side(StrEnum):
    """Which text a sentence to be moved stands in."""

    SOURCE = "source"
    TARGET = "target"


def _check(bitext: Bitext, bead: int) -> Bead:
    if not 0 <= bead < len(bitext):
        raise AlignmentError(f"there is no bead {bead}; the last is {len(bitext) - 1}")
    return bitext.alignment.beads[bead]


def _shown(bitext: Bitext, bead: Bead, revision: Revision | None) -> str:
    """The English that stands with a bead: the user's, or the human text."""
    if revision is not None and revision.text is not None:
        return revision.text
    return " ".join(bitext.target[j].plain for j in bead.target)


def _joined(bitext: Bitext, old: Sequence[int]) -> Revision:
    """One revision for what several beads held: texts and notes in their order, and the lesser status."""
    revisions = dict(bitext.revisions)
    found = [revisions[index] for index in old if index in revisions]
    text = None
    if any(revision.text is not None for revision in found):
        parts = (_shown(bitext, bitext.alignment.beads[index], revisions.get(index)) for index in old)
        text = " ".join(part for part in parts if part)
    status = min((r.status for r in found), key=_ORDER.__getitem__, default=Status.DRAFT)
    if len(found) < len(old):
        status = Status.DRAFT
    return Revision(text, status, "\n".join(r.note for r in found if r.note))


def _replace(bitext: Bitext, old: Sequence[int], new: Sequence[Bead]) -> Bitext:
    """Put new beads in the place of old ones that follow each other; the first new one inherits their revisions."""
    beads = bitext.alignment.beads
    first, after = old[0], old[-1] + 1
    alignment = Alignment((*beads[:first], *new, *beads[after:]), len(bitext.source), len(bitext.target))
    moved = len(new) - len(old)
    kept = [(i if i < first else i + moved, r) for i, r in bitext.revisions if i not in old]
    inherited = _joined(bitext, old)
    if len(new) > len(old):
        inherited = replace(inherited, status=Status.DRAFT)  # it was said of more than the first part
    if inherited != Revision():
        kept.append((first, inherited))
    return replace(bitext, alignment=alignment, revisions=tuple(sorted(kept, key=lambda item: item[0])))


def merge(bitext: Bitext, bead: int) -> Bitext:
    """Make one bead of a bead and the next.

    Raises:
        AlignmentError: there is no such bead, or none after it.
    """
    one, other = _check(bitext, bead), _check(bitext, bead + 1)
    whole = Bead(tuple(sorted(one.source + other.source)), tuple(sorted(one.target + other.target)), 1.0)
    return _replace(bitext, (bead, bead + 1), (whole,))


def split(bitext: Bitext, bead: int, source_at: int | None = None, target_at: int | None = None) -> Bitext:
    """Cut a bead in two.

    Args:
        bitext: what holds the bead.
        bead: its index.
        source_at: how many source sentences stay in the first part; by default what fits the lengths best.
        target_at: the same for the target.

    Raises:
        AlignmentError: there is no such bead, or a part would be empty.
    """
    whole = _check(bitext, bead)
    if source_at is None or target_at is None:
        source_at, target_at = _natural_cut(bitext, whole, source_at, target_at)
    first = whole.source[:source_at], whole.target[:target_at]
    second = whole.source[source_at:], whole.target[target_at:]
    if not any(first) or not any(second) or source_at < 0 or target_at < 0:
        raise AlignmentError("a bead of one sentence on each side cannot be split", hint="Unlink it instead.")
    return _replace(bitext, (bead,), (Bead(*first, 1.0), Bead(*second, 1.0)))


def _natural_cut(bitext: Bitext, bead: Bead, source_at: int | None, target_at: int | None) -> tuple[int, int]:
    """Where to cut, if it is not said: so that the parts' shares of both sides are as equal as can be."""

    def shares(segments: Sequence[Segment], indices: Sequence[int]) -> list[float]:
        sizes = [len(segments[i].plain) + 1 for i in indices]
        return [sum(sizes[:k]) / sum(sizes) for k in range(len(sizes) + 1)] if sizes else [0.0]

    left, right = shares(bitext.source, bead.source), shares(bitext.target, bead.target)
    cuts = [
        (abs(left[a] - right[b]), a, b)
        for a in (range(len(left)) if source_at is None else [min(max(source_at, 0), len(left) - 1)])
        for b in (range(len(right)) if target_at is None else [min(max(target_at, 0), len(right) - 1)])
        if 0 < a + b < len(bead.source) + len(bead.target)
    ]
    proper = [c for c in cuts if (c[1] or not bead.source) and (c[2] or not bead.target)]
    if not cuts or bead.kind == (1, 1):
        raise AlignmentError("a bead of one sentence on each side cannot be split", hint="Unlink it instead.")
    _, a, b = min(proper or cuts)
    return a, b


def shift(bitext: Bitext, bead: int, side: Side, *, up: bool) -> Bitext:
    """Move a bead's first sentence up to the bead before, or its last one down to the bead after.

    A bead that is left without any sentence goes.

    Raises:
        AlignmentError: there is no such bead, no sentence on this side, or no bead to move it to.
    """
    giver, taker = _check(bitext, bead), _check(bitext, bead - 1 if up else bead + 1)
    moving = giver.source if side is Side.SOURCE else giver.target
    if not moving:
        raise AlignmentError(f"bead {bead} has no {side} sentence to move")
    moved = moving[0] if up else moving[-1]
    rest = tuple(i for i in moving if i != moved)
    if side is Side.SOURCE:
        left, grown = (rest, giver.target), (tuple(sorted((*taker.source, moved))), taker.target)
    else:
        left, grown = (giver.source, rest), (taker.source, tuple(sorted((*taker.target, moved))))
    new = [Bead(*grown, 1.0)] + ([Bead(*left, 1.0)] if any(left) else [])
    old = (bead - 1, bead) if up else (bead, bead + 1)
    if len(new) == 1:
        return _replace(bitext, old, new)
    changed = _replace(bitext, old, new if up else new[::-1])
    return replace(changed, revisions=_each_its_own(bitext, old))


def _each_its_own(bitext: Bitext, touched: Sequence[int]) -> tuple[tuple[int, Revision], ...]:
    """The revisions as they are, those of some beads as drafts again, because what they were said of has changed."""
    return tuple((i, replace(r, status=Status.DRAFT) if i in touched else r) for i, r in bitext.revisions)


def unlink(bitext: Bitext, bead: int) -> Bitext:
    """Leave each sentence of a bead alone.

    Raises:
        AlignmentError: there is no such bead.
    """
    whole = _check(bitext, bead)
    return _replace(
        bitext, (bead,), (*(Bead((i,), (), 1.0) for i in whole.source), *(Bead((), (j,), 1.0) for j in whole.target))
    )
