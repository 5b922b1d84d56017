"""What is kept: the translation memory, and the shelf of what has been read and done."""

from __future__ import annotations

from reader.memory.concordance import ConcordanceHit
from reader.memory.journal import Bookmark, Bookmarks, Journal, Operation
from reader.memory.ledger import Ledger
from reader.memory.matching import Difference, Piece
from reader.memory.salvaging import salvage
from reader.memory.shelf import Counts, Shelf, ShelfDocument
from reader.memory.translations import FuzzyMatch, Memory
from reader.memory.upkeep import Statistics
from reader.memory.vocabulary import Familiarity, Vocabulary, Word, to_anki, to_tsv

__all__ = [
    "Bookmark",
    "Bookmarks",
    "ConcordanceHit",
    "Counts",
    "Difference",
    "Familiarity",
    "FuzzyMatch",
    "Journal",
    "Ledger",
    "Memory",
    "Operation",
    "Piece",
    "Shelf",
    "ShelfDocument",
    "Statistics",
    "Vocabulary",
    "Word",
    "salvage",
    "to_anki",
    "to_tsv",
]
