"""Opens documents: read, find roles and languages, cut into sentences, decide the sides, align what can be aligned."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import BinaryIO

from reader import alignment, formats, segmentation
from reader.bitext import Alignment, Bitext
from reader.documents import Document, Role, Segment
from reader.languages import Language
from reader.pipeline.composing import Aligner, Sides, compose, sides_of_one, sides_of_two
from reader.pipeline.resources import Resources

__all__ = ["aligner", "open_bitext", "open_sides", "prepared"]


def prepared(
    path: str | Path, *, stdin: BinaryIO | None = None, roles: Mapping[int, Role] | None = None
) -> tuple[Document, tuple[Segment, ...]]:
    """Read one document, find out what its blocks are, and cut it into segments.

    Args:
        path: a file, or ``-`` for standard input.
        stdin: what ``-`` reads.
        roles: the user's own word on blocks, by index.

    Raises:
        DocumentError: it cannot be read.
    """
    document = segmentation.analyse(formats.read(path, stdin=stdin), overrides=tuple((roles or {}).items()))
    return document, segmentation.segment(document)


def open_sides(path: str | Path, second: str | Path | None = None, *, stdin: BinaryIO | None = None) -> Sides:
    """Open a document, or a pair of which either may be the French one.

    Raises:
        DocumentError: one of them cannot be read.
    """
    first_document, first_segments = prepared(path, stdin=stdin)
    if second is None:
        return sides_of_one(first_document, first_segments)
    second_document, second_segments = prepared(second, stdin=stdin)
    if _share(first_document, Language.ENGLISH) > 0.5 and _share(second_document, Language.FRENCH) > 0.5:  # noqa: PLR2004 - most of it
        return sides_of_two(second_document, second_segments, first_document, first_segments)
    return sides_of_two(first_document, first_segments, second_document, second_segments)


def _share(document: Document, language: Language) -> float:
    """How much of a document's text is in a language, 0..1."""
    total = sum(b.end - b.start for b in document.blocks)
    return sum(b.end - b.start for b in document.blocks if b.language is language) / total if total else 0.0


def aligner(resources: Resources) -> Aligner:
    """The aligner with the lexicon that ships."""

    def align(
        source: Sequence[str],
        target: Sequence[str],
        source_breaks: Sequence[int],
        target_breaks: Sequence[int],
        machine: Sequence[str | None] | None,
    ) -> Alignment:
        return alignment.align(
            source,
            target,
            machine=machine,
            source_breaks=source_breaks,
            target_breaks=target_breaks,
            lexicon=resources.lexicon,
        )

    return align


def open_bitext(
    path: str | Path, second: str | Path | None = None, *, resources: Resources, stdin: BinaryIO | None = None
) -> tuple[Sides, Bitext]:
    """Open a document or a pair and align it as far as that goes without the machine's translation.

    Raises:
        DocumentError: one of them cannot be read.
    """
    sides = open_sides(path, second, stdin=stdin)
    return sides, compose(sides, aligner(resources))
