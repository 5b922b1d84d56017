"""What XLIFF says of a translation's state and origin, from what a bitext knows."""

from __future__ import annotations

from reader.bitext import Origin, Status
from reader.exporters.passages import Pair

__all__ = ["main_origin", "reviewed", "state_one", "state_two", "unread"]


def main_origin(pair: Pair) -> Origin | None:
    """The origin of the pair's English; the machine's where several have a part in it; None where there is none."""
    if not pair.origins:
        return None
    return pair.origins[0] if len(pair.origins) == 1 else Origin.MACHINE


def reviewed(pair: Pair) -> bool:
    """Whether a person stands for the English."""
    return pair.status is Status.APPROVED


def unread(pair: Pair) -> bool:
    """Whether the English is a program's, wholly or in part, and no person has gone over it."""
    return pair.status is Status.DRAFT and main_origin(pair) in (Origin.MACHINE, Origin.MEMORY)


def state_one(pair: Pair) -> tuple[str, str]:
    """State and state qualifier of XLIFF 1.2; the latter may be empty."""
    origin = main_origin(pair)
    if origin is None:
        return "needs-translation", ""
    qualifier = {Origin.MACHINE: "leveraged-mt", Origin.MEMORY: "leveraged-tm", Origin.HUMAN: "leveraged-inherited"}
    if pair.status is Status.APPROVED:
        return "final", qualifier.get(origin, "")
    if pair.status is Status.CHECKED or origin in (Origin.HUMAN, Origin.EDITED):
        return "translated", qualifier.get(origin, "")
    return "needs-review-translation", qualifier[origin]


def state_two(pair: Pair) -> str:
    """State of XLIFF 2.1."""
    if not pair.target:
        return "initial"
    return {Status.DRAFT: "translated", Status.CHECKED: "reviewed", Status.APPROVED: "final"}[pair.status]
