"""The French of the interface, by its English."""

from __future__ import annotations

__all__ = ["FRENCH"]

FRENCH: dict[str, str] = {}
