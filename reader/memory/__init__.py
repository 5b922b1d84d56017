"""What is kept: the translation memory, and the shelf of what has been read and done."""

from __future__ import annotations

from reader.memory.matching import Difference, Piece
from reader.memory.translations import FuzzyMatch, Memory

__all__ = ["Difference", "FuzzyMatch", "Memory", "Piece"]
