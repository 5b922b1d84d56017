"""Drives jobs through the decoder, several batches in flight, suspects once more."""

from __future__ import annotations

from collections import deque
from dataclasses import dataclass
from itertools import groupby
from typing import TYPE_CHECKING, Protocol

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

    from reader.translation.attempts import Attempt, Decoded, Decoding, Job
    from reader.translation.batches import Plan

__all__ = ["Submit", "run"]


class Submit(Protocol):
    """Starts the decoding of texts, all in one batch."""

    def __call__(self, texts: Sequence[str], decoding: Decoding) -> Callable[[], list[Decoded]]:
        """Start; what comes back waits for the end and gives the results."""


_ENOUGH = 32  # suspects that are decoded again together, since a handful alone costs nearly as much


@dataclass(frozen=True, slots=True)
class _Batch:
    """Attempts in flight."""

    attempts: list[tuple[int, Attempt]]
    results: list[Callable[[], list[Decoded]]]


def run(jobs: Sequence[Job], plan: Plan, submit: Submit, *, in_flight: int) -> Iterator[list[int]]:
    """Translate every job that is not settled.

    Args:
        jobs: the texts; their best candidates are the outcome.
        plan: which jobs come next.
        submit: starts a batch.
        in_flight: how many batches to have under way, so that no core waits for us.

    Yields:
        the jobs, by index, that have been done since.
    """
    under_way: deque[_Batch] = deque()
    suspects: list[tuple[int, Attempt]] = []
    while True:
        while len(under_way) < in_flight and (batch := plan.next()):
            under_way.append(_start([(i, jobs[i].first()) for i in batch], submit))
        if suspects and (
            len(under_way) < in_flight - 1 or len(suspects) >= _ENOUGH or any(i in plan.hurried for i, _ in suspects)
        ):
            under_way.append(_start(suspects, submit))
            suspects = []
        if not under_way:
            return
        finished = under_way.popleft()
        decoded = [one for result in finished.results for one in result()]
        _collect(jobs, finished, decoded)
        touched = list(dict.fromkeys(i for i, _ in finished.attempts))
        again = [(i, a) for i in touched if jobs[i].best.flags for a in jobs[i].further()]
        suspects += again
        asked_again = {i for i, _ in again}
        if done := [i for i in touched if i not in asked_again]:
            plan.done(done)
            yield done


def _start(attempts: list[tuple[int, Attempt]], submit: Submit) -> _Batch:
    """Submit attempts, those that search alike together."""
    ordered = sorted(attempts, key=lambda a: (a[1].decoding.beam_size, a[1].decoding.no_repeat))
    results = [
        submit([part for _, attempt in group for part in attempt.parts], decoding)
        for decoding, group in ((d, list(g)) for d, g in groupby(ordered, key=lambda a: a[1].decoding))
    ]
    return _Batch(ordered, results)


def _collect(jobs: Sequence[Job], batch: _Batch, decoded: list[Decoded]) -> None:
    at = 0
    for index, attempt in batch.attempts:
        jobs[index].add(attempt, decoded[at : at + len(attempt.parts)])
        at += len(attempt.parts)
