"""Finds out how the French and the English of one document stand to each other, and what of them belongs together."""

from __future__ import annotations

from bisect import bisect_right
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum
from itertools import groupby

from reader.documents import Block, Document, Mark, MarkKind, Role
from reader.languages import Language

__all__ = ["Layout", "PairLayout", "pair_layout"]

_READABLE = (Language.FRENCH, Language.ENGLISH)
_MOSTLY = 0.6  # the share of blocks that a layout must explain
_TURNS = 4  # runs of one language that make a pattern
_PARAGRAPHS = 4  # blocks of a run in a short document

_Pair = tuple[tuple[int, ...], tuple[int, ...]]


class Layout(StrEnum):
    """How two languages share a document."""

    SINGLE = "single"  # there is only one of them
    AFTER = "after"  # the English stands after the French
    BEFORE = "before"  # the English stands before the French
    ALTERNATING = "alternating"  # paragraph by paragraph
    COLUMNS = "columns"  # side by side in the rows of a table
    NOTES = "notes"  # the one is the other's footnotes


@dataclass(frozen=True, slots=True)
class PairLayout:
    """A layout, and the blocks that belong together under it.

    Args:
        layout: how French and English stand to each other.
        pairs: (French blocks, English blocks) by index, in order; empty where the layout does not tell.
    """

    layout: Layout
    pairs: tuple[_Pair, ...] = ()


def pair_layout(document: Document) -> PairLayout:
    """How the French and the English to be read stand to each other in an analysed document."""
    shown = [(i, b) for i, b in enumerate(document.blocks) if not b.hidden and b.language in _READABLE]
    count = {language: sum(b.language is language for _, b in shown) for language in _READABLE}
    if not all(count.values()):
        return PairLayout(Layout.SINGLE)
    fewer = min(count.values())
    for layout, pairs in (
        (Layout.COLUMNS, _rows(shown)),
        (Layout.NOTES, _notes(document, shown)),
        (Layout.ALTERNATING, _turns(shown)),
    ):
        explained = min(sum(len(side[k]) for side in pairs) for k in (0, 1)) if pairs else 0
        if explained >= _MOSTLY * fewer:
            return PairLayout(layout, tuple(pairs))
    return PairLayout(_order(shown))


def _rows(shown: Sequence[tuple[int, Block]]) -> list[_Pair]:
    """French and English cells of one row of a table."""
    rows: dict[tuple[int, int], tuple[list[int], list[int]]] = defaultdict(lambda: ([], []))
    for index, block in shown:
        if block.cell is not None:
            rows[block.cell.table, block.cell.row][_READABLE.index(block.language)].append(index)
    return [(tuple(french), tuple(english)) for french, english in rows.values() if french and english]


def _notes(document: Document, shown: Sequence[tuple[int, Block]]) -> list[_Pair]:
    """Blocks with the notes in the other language that they refer to."""
    blocks = dict(shown)
    starts = [block.start for block in document.blocks]

    def holder(mark: Mark) -> int:
        return bisect_right(starts, mark.start) - 1

    notes = {
        mark.value: holder(mark)
        for mark in document.marks
        if mark.kind is MarkKind.ANCHOR and document.blocks[holder(mark)].role is Role.NOTE
    }
    found: dict[int, list[int]] = defaultdict(list)
    for mark in document.marks:
        if mark.kind is MarkKind.NOTE_REFERENCE and mark.value in notes:
            text, note = holder(mark), notes[mark.value]
            if text in blocks and note in blocks and blocks[text].language is not blocks[note].language:
                found[text].append(note)
    return [
        ((text,), tuple(of_text)) if blocks[text].language is Language.FRENCH else (tuple(of_text), (text,))
        for text, of_text in found.items()
    ]


def _turns(shown: Sequence[tuple[int, Block]]) -> list[_Pair]:
    """Runs of one language with the run of the other after it, where they take turns at short intervals."""
    runs = [
        (language, tuple(index for index, _ in run))
        for language, run in groupby(shown, key=lambda item: item[1].language)
    ]
    longest = max(len(run) for _, run in runs)
    if len(runs) < _TURNS or longest > max(_PARAGRAPHS, len(shown) // 4):
        return []
    return [
        (run, following) if language is Language.FRENCH else (following, run)
        for (language, run), (_, following) in zip(runs[::2], runs[1::2], strict=False)
    ]


def _order(shown: Sequence[tuple[int, Block]]) -> Layout:
    """Which language stands first, by the middle of what each has."""
    middle = {}
    for language in _READABLE:
        own = [(b.start + b.end) / 2 * (b.end - b.start) for _, b in shown if b.language is language]
        weight = sum(b.end - b.start for _, b in shown if b.language is language)
        middle[language] = sum(own) / weight
    return Layout.AFTER if middle[Language.FRENCH] <= middle[Language.ENGLISH] else Layout.BEFORE
