"""Sentences that only interrupt a bead: a line of furniture in the middle of what was one sentence."""

from __future__ import annotations

import numpy as np

from reader.alignment.evidence import Evidence, gather
from reader.alignment.lattice import Step
from reader.alignment.sources import Texts

__all__ = ["interruptions"]

_SHARED = 0.06  # an interruption has at most this share of its words accounted for
_WEIGHT = 0.5  # and at least so much weight of words that something would be shared otherwise
_MIDDLE = 3  # sentences on a side that has a middle


def interruptions(known: Texts, step: Step) -> tuple[set[int], set[int]]:
    """The source and the target sentences inside a bead, not at its ends, of which nothing is found opposite."""
    if max(step.n, step.m) < _MIDDLE:
        return set(), set()
    rows, columns = (step.i, step.i + step.n), (step.j, step.j + step.m)
    found = [gather(known.words, rows, columns)]
    if known.machine is not None and not known.silent & set(range(*rows)):
        found.append(gather(known.machine, rows, columns))
    source = {step.i + k for k in range(1, step.n - 1) if all(_foreign(e, k, step.m, of_source=True) for e in found)}
    target = {step.j + k for k in range(1, step.m - 1) if all(_foreign(e, k, step.n, of_source=False) for e in found)}
    return source, target


def _foreign(evidence: Evidence, index: int, opposite: int, *, of_source: bool) -> bool:
    covered, total = (
        (evidence.source[opposite - 1, index, 0], evidence.source_total[index])
        if of_source
        else (evidence.target[opposite - 1, index, 0], evidence.target_total[index])
    )
    return bool(total >= _WEIGHT and np.float32(covered) <= _SHARED * total)
