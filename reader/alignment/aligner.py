"""Sentence alignment: which sentences of a French text and of an English one say the same."""

from __future__ import annotations

from collections.abc import Sequence

from reader.alignment.lattice import Band, Lattice, Step
from reader.alignment.lexicon import Lexicon
from reader.alignment.sources import Texts
from reader.alignment.weights import Weights, load_weights
from reader.bitext import Alignment, Bead
from reader.errors import AlignmentError

__all__ = ["align"]

_TOLL = 0.45  # a bead less likely than this lowers precision more than it raises recall
_ROWS = 64  # source sentences scored at a time


def align(
    source: Sequence[str],
    target: Sequence[str],
    *,
    machine: Sequence[str | None] | None = None,
    source_breaks: Sequence[int] = (),
    target_breaks: Sequence[int] = (),
    lexicon: Lexicon | None = None,
) -> Alignment:
    """Find the beads of two texts.

    Args:
        source: French sentences, in order.
        target: English sentences, in order.
        machine: a translation of each source sentence, None where there is none; it makes the best alignment.
        source_breaks: the source sentences that open a paragraph; they count where both sides have some.
        target_breaks: the same for the target.
        lexicon: which French words stand for which English ones; without it and without ``machine``, names, numbers, kindred words and length must do.

    Raises:
        AlignmentError: there is not one translation, or None, for each source sentence.
    """
    if machine is not None and len(machine) != len(source):
        raise AlignmentError(f"there are {len(source)} sentences and {len(machine)} machine translations")
    rows, columns = len(source), len(target)
    if not rows or not columns:
        alone = [Bead((i,), ()) for i in range(rows)] + [Bead((), (j,)) for j in range(columns)]
        return Alignment(tuple(alone), rows, columns)
    known = Texts.of(
        source, target, machine=machine, lexicon=lexicon, source_breaks=source_breaks, target_breaks=target_breaks
    )
    weights = load_weights(known.mode)
    likely = _lattice(known, weights, Band.full(rows, columns)).posteriors()
    steps = likely.less(_TOLL).best()
    return Alignment(tuple(_bead(step, weights) for step in steps), rows, columns)


def _lattice(known: Texts, weights: Weights, band: Band) -> Lattice:
    rows, columns = len(known.source.size), len(known.target.size)
    scores = []
    for begin in range(0, rows, _ROWS):
        end = min(begin + _ROWS, rows)
        more = min(end + 3, rows)
        table = weights.score(known.block((begin, more), (0, columns)))
        scores += [table[:, i] for i in range(end - begin)]
    return Lattice(band, scores, weights.alone(known.source, known.target), columns)


def _bead(step: Step, weights: Weights) -> Bead:
    source, target = tuple(range(step.i, step.i + step.n)), tuple(range(step.j, step.j + step.m))
    return Bead(source, target, weights.confidence(step.score + _TOLL))
