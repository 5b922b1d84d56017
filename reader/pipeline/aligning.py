"""Alignment as a task of its own: two files in, a Bitext out."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Sequence
from pathlib import Path

from reader.alignment.evaluation import format_beads
from reader.bitext import Alignment, Bead, Bitext
from reader.documents import Block, Document, Segment, plain
from reader.errors import DocumentError, EmptyDocument, MissingDocument
from reader.exporters import export
from reader.languages import Language
from reader.pipeline.batch_files import write_whole
from reader.pipeline.composing import Sides, compose, sides_of_two
from reader.pipeline.opening import aligner, main_language, open_sides
from reader.pipeline.resources import Resources
from reader.pipeline.translating import fill
from reader.segmentation import detect_language

__all__ = ["align_files", "align_lines", "beads_text", "lines_document", "plot", "write_alignment"]

_ENOUGH, _FEW = 10, 0.1  # sentences that tell something, and the share of them that must have a partner


def align_files(french: Path, english: Path, *, resources: Resources, machine: bool = True) -> Bitext:
    """Align two documents of any format.

    Args:
        french: the French file (or the English one: the languages decide).
        english: the other.
        resources: the lexicon, and engine and memory where the machine is to help.
        machine: translate the French first, and compare.

    Raises:
        DocumentError: one of them cannot be read.
    """
    sides = open_sides(french, english)
    _tell(
        (french, main_language(sides.source_document)),
        (english, main_language(sides.target_document)),
        resources,
        swapped=sides.source_document.name == str(english) != str(french),
    )
    return _aligned(sides, resources, machine=machine)


def _tell(
    french: tuple[Path, Language], english: tuple[Path, Language], resources: Resources, *, swapped: bool
) -> None:
    """Say what the user may not have meant: the files the wrong way round, or both in one language."""
    if swapped:
        resources.warn(f"{french[0]} is English and {english[0]} French: the French stands first in what comes out")
    elif french[1] is english[1] is not Language.UNDETERMINED:
        both = {Language.FRENCH: "French", Language.ENGLISH: "English"}.get(french[1], "neither French nor English")
        resources.warn(f"{french[0]} and {english[0]} are both {both}")


def align_lines(french: Path, english: Path, *, resources: Resources, machine: bool = True) -> Bitext:
    """Align two files whose lines are sentences.

    Raises:
        DocumentError: one of them cannot be read.
    """
    texts = (lines_document(french, Language.FRENCH)[0].text, lines_document(english, Language.ENGLISH)[0].text)
    first, second = (detect_language(text) for text in texts)
    swapped = first is Language.ENGLISH and second is Language.FRENCH
    _tell((french, first), (english, second), resources, swapped=swapped)
    if swapped:
        french, english = english, french
    sides = sides_of_two(*lines_document(french, Language.FRENCH), *lines_document(english, Language.ENGLISH))
    return _aligned(sides, resources, machine=machine)


def lines_document(path: Path, language: Language) -> tuple[Document, tuple[Segment, ...]]:
    """A document whose blocks and segments are the non-empty lines of a file.

    Raises:
        DocumentError: it is not there, holds nothing, or is no UTF-8.
    """
    try:
        text = path.read_text(encoding="utf-8-sig")
    except UnicodeDecodeError as error:
        raise DocumentError(
            f"{path} is no UTF-8 text", hint="leave --lines out: then its encoding is found out"
        ) from error
    except FileNotFoundError as error:
        raise MissingDocument(f"{path}: no such file", hint="check the path") from error
    except OSError as error:
        raise DocumentError(f"{path} cannot be read: {error.strerror}") from error
    segments: list[Segment] = []
    at = 0
    for line in text.split("\n"):
        if inner := line.strip():
            start = at + line.index(inner)
            segments.append(Segment(len(segments), start, start + len(inner), inner))
        at += len(line) + 1
    if not segments:
        raise EmptyDocument(f"{path}: nothing to read stands in it")
    blocks = tuple(Block(s.start, s.end, language=language) for s in segments)
    return Document(text, blocks, name=str(path)), tuple(segments)


def _aligned(sides: Sides, resources: Resources, *, machine: bool) -> Bitext:
    align = aligner(resources)
    if not machine:
        return _trusted(compose(sides, align), resources)
    alone = tuple(Bead((i,), ()) for i in range(len(sides.source)))
    loose = tuple(Bead((), (j,)) for j in range(len(sides.target)))
    bitext = Bitext(
        sides.source_document,
        sides.target_document,
        sides.source,
        sides.target,
        Alignment(alone + loose, len(sides.source), len(sides.target)),
        (None,) * len(sides.source),
    )
    for found in fill(bitext, resources):
        bitext = bitext.with_hypotheses(found)
    return _trusted(compose(sides, align, bitext.hypotheses), resources)


def _trusted(bitext: Bitext, resources: Resources) -> Bitext:
    """The bitext; where next to nothing has a partner, a word about it."""
    tied = sum(len(bead.source) for bead in bitext.alignment if bead.source and bead.target)
    most = min(len(bitext.source), len(bitext.target))
    if most >= _ENOUGH and tied < _FEW * most:
        resources.warn(
            f"hardly anything of {bitext.source_document.name} was found in {bitext.target_document.name}: is one a translation of the other?"
        )
    return bitext


def beads_text(bitext: Bitext, *, by_line: bool = False) -> str:
    """The beads as lines ``[source]:[target]``, as alignment tools exchange them.

    Args:
        bitext: what was aligned.
        by_line: count the lines of both files from 0, empty ones too, and not their segments.
    """
    if not by_line:
        return format_beads(bitext.alignment)
    source = _lines_of(bitext.source_document.text, bitext.source)
    target = _lines_of(bitext.target_document.text, bitext.target)
    return "".join(
        f"{[source[i] for i in bead.source]}:{[target[j] for j in bead.target]}\n" for bead in bitext.alignment
    )


def _lines_of(text: str, segments: Sequence[Segment]) -> list[int]:
    """The number of the line that each segment stands in."""
    ends = [index for index, character in enumerate(text) if character == "\n"]
    return [bisect_left(ends, segment.start) for segment in segments]


def write_alignment(bitext: Bitext, form: str) -> bytes:
    """The bitext in an export format.

    Raises:
        ExportError: there is no such format.
    """
    return export(bitext, form)


def plot(bitext: Bitext, path: Path) -> None:
    """Draw the path of the beads, with their confidence, over both texts.

    Raises:
        AlignmentError: matplotlib is not installed.
    """
    from reader.alignment.plot import plot_alignment  # noqa: PLC0415 - matplotlib is an extra

    content = plot_alignment(
        bitext.alignment, [plain(s.text) for s in bitext.source], [plain(s.text) for s in bitext.target]
    )
    write_whole(path, content)
