"""How far long work has come."""

from __future__ import annotations

from dataclasses import dataclass

__all__ = ["Progress"]


@dataclass(frozen=True, slots=True)
class Progress:
    """One step of long work.

    Args:
        done: segments that have their translation.
        total: segments that want one.
        rows: the beads, by index, whose rows have changed since the step before.
        realigned: True when the beads themselves have changed: every row is to be read again.
        message: what is going on, in a few words; may be empty.
    """

    done: int
    total: int
    rows: tuple[int, ...] = ()
    realigned: bool = False
    message: str = ""
