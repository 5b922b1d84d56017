"""A command of the reader, run in this process, and what it said."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass


@dataclass(frozen=True)
class Said:
    code: int
    out: str
    err: str


Reader = Callable[..., Said]
