"""The order of package versions."""

from __future__ import annotations

import re

__all__ = ["version_key"]


def version_key(version: str) -> tuple[tuple[int, int, str], ...]:
    """Something to sort versions by: numbers as numbers, and 1.0 above 1.0b."""
    parts = re.findall(r"\d+|[a-z]+", version.lower())
    return *((1, int(part), "") if part.isdigit() else (-1, 0, part) for part in parts), (0, 0, "")
