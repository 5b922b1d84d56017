"""Garbage is not looked for while what is made will stay."""

from __future__ import annotations

import contextlib
import gc
from collections.abc import Iterator

__all__ = ["nothing_collected"]


@contextlib.contextmanager
def nothing_collected() -> Iterator[None]:
    """What is made meanwhile stays, so that going through it for garbage again and again would be in vain."""
    gc.disable()
    try:
        yield
    finally:
        gc.freeze()
        gc.enable()
