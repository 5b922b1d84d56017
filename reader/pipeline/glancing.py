"""A glance at a document: what a list can say of it before it is opened."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

__all__ = ["Glance", "glance"]


@dataclass(frozen=True, slots=True)
class Glance:
    """The title of a document and how many words it has, hidden parts left out."""

    title: str
    words: int


def glance(paths: Sequence[Path]) -> Glance:
    """Look at a document, or at the first of a pair; nothing is cut into sentences or translated.

    Raises:
        DocumentError: it cannot be read.
    """
    from reader import formats, segmentation  # noqa: PLC0415 - only a list of documents needs it

    document = segmentation.analyse(formats.read(paths[0]))
    words = sum(len(document.text[b.start : b.end].split()) for b in document.blocks if not b.hidden)
    return Glance(document.display_title, words)
