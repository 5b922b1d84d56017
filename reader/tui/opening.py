"""Opening sessions for the terminal reader; standard input is read before the screen takes it over."""

from __future__ import annotations

import io
import os
import sys
from collections.abc import Callable, Sequence
from pathlib import Path

from reader.pipeline import ReadingSession, Resources
from reader.pipeline.opening import takes_long
from reader.pipeline.part_session import PartSession

__all__ = ["opener"]


def opener(documents: Sequence[tuple[Path, ...]], resources: Resources) -> Callable[[tuple[Path, ...]], ReadingSession]:
    """A function that opens a document, or a pair; of a long one, a part for the time being."""
    piped = b""
    if any(str(path) == "-" for pair in documents for path in pair):
        piped = sys.stdin.buffer.read() if sys.stdin else b""
        _keys_from_terminal()

    def open_one(pair: tuple[Path, ...]) -> ReadingSession:
        if any(map(takes_long, pair)):
            return PartSession.of(*pair, resources=resources)
        return ReadingSession.open(*pair, resources=resources, stdin=io.BytesIO(piped), aligned=False)

    return open_one


def _keys_from_terminal() -> None:
    """Take keys from the terminal itself, since standard input was the document."""
    try:
        terminal = os.open("/dev/tty", os.O_RDONLY)
    except OSError:
        return
    os.dup2(terminal, 0)
    os.close(terminal)
