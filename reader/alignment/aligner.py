"""Sentence alignment: which sentences of a French text and of an English one say the same."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

from reader.alignment.anchors import chain
from reader.alignment.blocks import Run, order_of_runs
from reader.alignment.copies import first_copies_of, link_first_copies
from reader.alignment.fixing import Remainder
from reader.alignment.interruptions import interruptions
from reader.alignment.lattice import SPAN
from reader.alignment.lexicon import Lexicon
from reader.alignment.ordering import group_insertions, in_order
from reader.alignment.search import Limits, Path, search
from reader.alignment.sources import Texts
from reader.alignment.weights import load_weights
from reader.bitext import Alignment, Bead
from reader.errors import AlignmentError

__all__ = ["align"]

_MOST_BREAKS = 0.9  # the share of sentences that may open a paragraph
_SEAM = 4.0  # log odds that each seam of another order must bring


@dataclass(frozen=True, slots=True)
class _Task:
    """Two texts as they are to be aligned, by number where they stood before what is fixed was taken out."""

    source: list[str]
    target: list[str]
    machine: list[str | None] | None
    source_breaks: list[int]
    target_breaks: list[int]
    corners: tuple[tuple[int, int], ...]
    copies: frozenset[int]
    lexicon: Lexicon | None

    @classmethod
    def of(  # noqa: PLR0913 - what the aligner is told, in one place
        cls,
        source: Sequence[str],
        target: Sequence[str],
        left: Remainder,
        *,
        machine: Sequence[str | None] | None,
        breaks: tuple[Sequence[int], Sequence[int]],
        lexicon: Lexicon | None,
    ) -> _Task:
        """Take what is left out of the texts."""
        places = {i: place for place, i in enumerate(left.source)}
        opening = set(breaks[1])
        return cls(
            [source[i] for i in left.source],
            [target[j] for j in left.target],
            [machine[i] for i in left.source] if machine is not None else None,
            [places[i] for i in breaks[0] if i in places],
            [place for place, j in enumerate(left.target) if j in opening],
            left.corners,
            frozenset(places[i] for i in first_copies_of(source) if i in places)
            if not first_copies_of(target)
            else frozenset(),
            lexicon,
        )

    def in_order_of(self, order: Sequence[int]) -> Texts:
        """Look at the texts, the target's sentences in some order."""
        opening = set(self.target_breaks)
        return Texts.of(
            self.source,
            [self.target[j] for j in order],
            machine=self.machine,
            lexicon=self.lexicon,
            source_breaks=self.source_breaks,
            target_breaks=[place for place, j in enumerate(order) if j in opening],
        )


def align(  # noqa: PLR0913 - one door, and everything but the texts is optional
    source: Sequence[str],
    target: Sequence[str],
    *,
    machine: Sequence[str | None] | None = None,
    source_breaks: Sequence[int] = (),
    target_breaks: Sequence[int] = (),
    lexicon: Lexicon | None = None,
    fixed: Sequence[Bead] = (),
) -> Alignment:
    """Find the beads of two texts.

    Args:
        source: French sentences, in order.
        target: English sentences, in order.
        machine: a translation of each source sentence, None where there is none; it makes the best alignment.
        source_breaks: the source sentences that open a paragraph; they count where both sides have some, and not everywhere.
        target_breaks: the same for the target.
        lexicon: which French words stand for which English ones; without it and without ``machine``, names, numbers,
            kindred words and length must do.
        fixed: beads that stand already; they come back as they are, with a score of 1, and the others fit around them.

    Returns:
        Beads with the probability that each is right.

    Raises:
        AlignmentError: there is not one translation, or None, for each source sentence; or fixed beads clash.
    """
    if machine is not None and len(machine) != len(source):
        raise AlignmentError(f"there are {len(source)} sentences and {len(machine)} machine translations")
    if _everywhere(source_breaks, source) or _everywhere(target_breaks, target):
        source_breaks = target_breaks = ()
    left = Remainder.of(fixed, len(source), len(target))
    task = _Task.of(source, target, left, machine=machine, breaks=(source_breaks, target_breaks), lexicon=lexicon)
    found = [
        Bead(tuple(left.source[i] for i in bead.source), tuple(left.target[j] for j in bead.target), bead.score)
        for bead in _beads(task)
    ]
    if fixed:
        ordered = in_order([*(Bead(bead.source, bead.target, 1.0) for bead in fixed), *found])
    else:
        ordered = group_insertions(in_order(link_first_copies(found, first_copies_of(source))), SPAN, target_breaks)
    return Alignment(tuple(ordered), len(source), len(target))


def _everywhere(breaks: Sequence[int], texts: Sequence[str]) -> bool:
    """Whether about every sentence is a paragraph of its own (a file of lines, a list): such breaks say nothing of beads."""
    return len(breaks) > _MOST_BREAKS * len(texts)


def _beads(task: _Task) -> list[Bead]:
    """The beads of what is left to align."""
    rows, columns = len(task.source), len(task.target)
    if not rows or not columns:
        return [Bead((i,), (), 1.0) for i in range(rows)] + [Bead((), (j,), 1.0) for j in range(columns)]
    order, path, known = _best_order(task)
    weights = load_weights(known.mode)
    beads = []
    for step in path.steps:
        score = round(weights.confidence(step.score), 4)
        source_out, target_out = interruptions(known, step)
        source = tuple(i for i in range(step.i, step.i + step.n) if i not in source_out)
        target = tuple(order[j] for j in range(step.j, step.j + step.m) if j not in target_out)
        beads.append(Bead(source, target, score))
        beads += [Bead((i,), (), score) for i in source_out] + [Bead((), (order[j],), score) for j in target_out]
    return beads


def _best_order(task: _Task) -> tuple[list[int], Path, Texts]:
    """The order in which the target is read best, the path through it, and what is known in that order."""
    straight = list(range(len(task.target)))
    known, anchors = task.in_order_of(straight).anchored(task.copies)
    weights = load_weights(known.mode)
    path = search(known, weights, chain(anchors), Limits((), task.corners, task.copies))
    runs = order_of_runs(anchors, len(task.target)) if not task.corners else None
    if runs is None:
        return straight, path, known
    order = [j for run in runs for j in range(run.start, run.end)]
    again, moved = task.in_order_of(order).anchored(task.copies)
    other = search(again, weights, chain(moved), Limits(_seams(runs), (), task.copies))
    if other.total > path.total + _SEAM * (len(runs) - 1):
        return order, other, again
    return straight, path, known


def _seams(runs: Sequence[Run]) -> list[int]:
    """Where runs of the target meet that did not stand side by side."""
    ends, position = [], 0
    for run, following in pairwise(runs):
        position += run.end - run.start
        if run.end != following.start:
            ends.append(position)
    return ends
