"""Opens documents: read, find roles and languages, cut into sentences, decide the sides, align what can be aligned."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import BinaryIO

from reader import alignment, formats, segmentation
from reader.bitext import Alignment, Bitext
from reader.documents import Document, Role, Segment
from reader.errors import DocumentError
from reader.languages import Language
from reader.memory import Shelf
from reader.pipeline.composing import Aligner, Sides, compose, sides_of_one, sides_of_two
from reader.pipeline.resources import Resources

__all__ = ["aligner", "beginning", "main_language", "open_bitext", "open_sides", "prepared", "sides_of", "takes_long"]

_LONG = 1 << 18  # bytes that take more than a few tenths of a second to read and segment
_BEGINNING = 1 << 14


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
    return segmentation.prepare(formats.read(path, stdin=stdin), overrides=tuple((roles or {}).items()))


def open_sides(path: str | Path, second: str | Path | None = None, *, stdin: BinaryIO | None = None) -> Sides:
    """Open a document, or a pair of which either may be the French one.

    Raises:
        DocumentError: one of them cannot be read.
    """
    return sides_of(*(formats.read(p, stdin=stdin) for p in (path, second) if p is not None))


def sides_of(first: Document, second: Document | None = None) -> Sides:
    """The sides of a document as a format reader made it, or of two, of which either may be the French one."""
    first_document, first_segments = segmentation.prepare(first)
    if second is None:
        return sides_of_one(first_document, first_segments)
    second_document, second_segments = segmentation.prepare(second)
    if main_language(first_document) is Language.ENGLISH and main_language(second_document) is Language.FRENCH:
        return sides_of_two(second_document, second_segments, first_document, first_segments)
    return sides_of_two(first_document, first_segments, second_document, second_segments)


def takes_long(path: Path) -> bool:
    """Whether a file is so long that somebody who opens it should be shown something meanwhile."""
    return path.is_file() and path.stat().st_size > _LONG


def beginning(path: Path, *, resources: Resources) -> Bitext:
    """The first paragraphs of a long plain text, to be read while the rest of it is.

    By themselves they may be laid out a little otherwise than in their place: the whole text tells more of its paragraphs.
    Nothing, where the file is of another format, or where it was left further on.
    """
    try:
        document = _first_paragraphs(path)
    except (OSError, DocumentError):
        document = None
    if document is None or _left_further_on(path, resources):
        document = Document("", ())
    return compose(sides_of_one(document, segmentation.segment(document)), None)


def _first_paragraphs(path: Path) -> Document | None:
    if formats.suffix_format(path.name) != "plain_text":
        return None
    with path.open("rb") as file:
        data = file.read(_BEGINNING)
    if b"\x00" in data:  # UTF-16, or no text at all
        return None
    return segmentation.analyse(formats.read_bytes(data[: data.rfind(b"\n") + 1], name=str(path), format="plain_text"))


def _left_further_on(path: Path, resources: Resources) -> bool:
    here = str(path.absolute())
    return any(known.path == here and known.position for known in Shelf(resources.memory).recent(limit=-1))


def main_language(document: Document) -> Language:
    """The language that most of a document's text is in, hidden parts left out."""
    amounts: dict[Language, int] = {}
    for block in document.blocks:
        if not block.hidden:
            amounts[block.language] = amounts.get(block.language, 0) + block.end - block.start
    return max(amounts, key=lambda language: amounts[language], default=Language.UNDETERMINED)


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
