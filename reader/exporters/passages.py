"""A bitext as passages to be set on a page: the blocks in reading order, each with its pairs of French and English."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import groupby

from reader.bitext import Bitext, Origin, Row, Status
from reader.documents import Block, Role, Structure
from reader.exporters.inline import Inline, MarkIndex
from reader.exporters.line_ends import Stanzas, lines_of
from reader.exporters.options import ExportOptions, Unit
from reader.exporters.typography import english, french
from reader.languages import Language

__all__ = ["LETTERS", "NAMES", "Pair", "Passage", "pairs_of", "passages_of"]

LETTERS = {Origin.HUMAN: "H", Origin.MACHINE: "M", Origin.MEMORY: "T", Origin.EDITED: "E"}
NAMES = {
    Origin.HUMAN: "human translation",
    Origin.MACHINE: "machine translation",
    Origin.MEMORY: "recalled from memory",
    Origin.EDITED: "edited by the reader",
}

_FRENCH = frozenset({Language.FRENCH, Language.UNDETERMINED})


@dataclass(frozen=True, slots=True)
class Pair:
    """A bead, or all beads of a paragraph, as a file shows it.

    ``origins`` are those of the target, each once; ``others`` are further English texts where both are asked for.
    """

    rows: tuple[Row, ...]
    source: Inline
    target: str | None
    origins: tuple[Origin, ...]
    others: tuple[tuple[Origin, str], ...]

    @property
    def bead(self) -> int:
        """The index of the first bead."""
        return self.rows[0].index

    @property
    def score(self) -> float | None:
        """The least sure score."""
        return min((row.score for row in self.rows if row.score is not None), default=None)

    @property
    def flags(self) -> tuple[str, ...]:
        """What checks found wrong, each once."""
        return tuple(dict.fromkeys(flag for row in self.rows for flag in row.flags))

    @property
    def status(self) -> Status:
        """How far a person has gone over all of it."""
        order = list(Status)
        return min((row.status for row in self.rows), key=order.index)

    @property
    def note(self) -> str:
        """The user's notes, one a line."""
        return "\n".join(row.note for row in self.rows if row.note)

    @property
    def source_lines(self) -> tuple[int, int] | None:
        """First and last line of the French, from 1."""
        return _span(row.source_lines for row in self.rows)

    @property
    def target_lines(self) -> tuple[int, int] | None:
        """First and last line of the human's English, from 1."""
        return _span(row.target_lines for row in self.rows)


@dataclass(frozen=True, slots=True)
class Passage:
    """A block with its pairs. ``index`` is that of the block in the document of the side that has one, source first."""

    index: int
    block: Block
    foreign: bool  # the block stands in the target document, with no French beside it
    pairs: tuple[Pair, ...]
    code: str = ""  # the lines of a block of code that is left as it is

    @property
    def role(self) -> Role:
        """What the block is for the reader."""
        return self.block.role

    @property
    def language(self) -> Language:
        """The language of the block."""
        return self.block.language

    @property
    def hidden(self) -> bool:
        """Whether it is one of the hidden parts."""
        return self.block.hidden


def passages_of(
    bitext: Bitext,
    options: ExportOptions,
    *,
    reading: bool = False,
    unit: Unit = Unit.SENTENCE,
    by_block: bool = False,
) -> Iterator[Passage]:
    """The passages that the options let through, in reading order.

    Args:
        bitext: what to export.
        options: which English, hidden parts or not, and the unit.
        reading: True where the format is for reading: typography is set right then, and verse stands line by line.
        unit: what suits the format, where the options do not say.
        by_block: leave each line of verse that has a block of its own a passage of its own.
    """
    rows = [row for row in bitext.rows(options.prefer) if options.hidden or not row.hidden]
    marks = MarkIndex(bitext.source_document)
    done = 0
    stanzas = None if by_block or not reading else (Stanzas(bitext.source_document), Stanzas(bitext.target_document))
    for (foreign, index), found in groupby(_with_keys(rows, stanzas), key=lambda item: item[0]):
        group = [row for _, row in found]
        document = bitext.target_document if foreign else bitext.source_document
        block = document.blocks[index]
        if (options.unit or unit) is Unit.PARAGRAPH:
            units = [group]
        elif reading and block.structure is Structure.VERSE:
            units = lines_of(bitext, group)
        else:
            units = [[row] for row in group]
        pairs = tuple(_pair(bitext, marks, each, options, reading=reading) for each in units)
        is_code = block.structure is Structure.CODE and all(pair.target is None for pair in pairs)
        code = document.text[block.start : block.end] if is_code else ""
        yield Passage(index, block, foreign, pairs, code)
        done += len(group)
        options.watch(done, len(rows))


def pairs_of(bitext: Bitext, options: ExportOptions) -> Iterator[tuple[Passage, Pair]]:
    """Every pair with its passage."""
    for passage in passages_of(bitext, options):
        for pair in passage.pairs:
            yield passage, pair


def _with_keys(rows: Sequence[Row], stanzas: tuple[Stanzas, Stanzas] | None) -> Iterator[tuple[tuple[bool, int], Row]]:
    """Each row with its passage: a block, or a stanza by its first block.

    English alone that stands inside a French paragraph belongs to the paragraph.
    """
    french, english = (stanzas[0].first, stanzas[1].first) if stanzas else (int, int)
    following: list[int | None] = []
    after: int | None = None
    for row in reversed(rows):
        following.append(after)
        after = row.block if row.source_lines else after
    before: int | None = None
    for row, after in zip(rows, reversed(following), strict=True):
        if row.source_lines is not None:
            before = row.block
            yield (False, french(row.block)), row
        elif before is not None and after is not None and french(before) == french(after):
            yield (False, french(before)), row
        else:
            yield (True, english(row.block)), row


def _pair(bitext: Bitext, marks: MarkIndex, rows: Sequence[Row], options: ExportOptions, *, reading: bool) -> Pair:
    polish = english if reading and options.typography else str
    beads = bitext.alignment.beads
    source = marks.inline([bitext.source[i] for row in rows for i in beads[row.index].source], keep_lines=reading)
    if reading and options.typography and rows[0].language in _FRENCH:
        source = replace(source, text=french(source.text))
    lines = lines_of(bitext, rows) if reading else [rows]
    target = _english(lines, lambda row: row.target) or None
    return Pair(
        rows=tuple(rows),
        source=source,
        target=polish(target) if target else None,
        origins=tuple(dict.fromkeys(row.origin for row in rows if row.origin)),
        others=tuple((o, polish(t)) for o, t in _others(lines, target)) if options.both else (),
    )


def _english(lines: Sequence[Sequence[Row]], text: Callable[[Row], str | None]) -> str:
    """The English of rows, as lines."""
    said = (" ".join(words for row in line if (words := text(row))) for line in lines)
    return "\n".join(line for line in said if line)


def _others(lines: Sequence[Sequence[Row]], target: str | None) -> Iterator[tuple[Origin, str]]:
    """The English texts besides the one that is preferred: the human's, then the machine's where it is whole."""
    rows = [row for line in lines for row in line]
    human, machine = _english(lines, lambda row: row.human), _english(lines, lambda row: row.machine)
    if human and human != target:
        yield Origin.HUMAN, human
    if machine and machine != target and all(row.machine for row in rows if row.source_lines):
        yield Origin.MACHINE, machine


def _span(lines: Iterable[tuple[int, int] | None]) -> tuple[int, int] | None:
    known = [span for span in lines if span]
    return (min(s[0] for s in known), max(s[1] for s in known)) if known else None
