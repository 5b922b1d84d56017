"""Passages gathered as a page sets them: the items of a list by their depth, the cells of a table by their rows."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from reader.documents import Role, Structure
from reader.exporters.passages import Pair, Passage

__all__ = ["Item", "ItemList", "Table", "bullet", "depth_of", "grouped"]

_DEEPEST = 6
_WIDEST = 64  # columns; a table that claims more is none


@dataclass(frozen=True, slots=True)
class Item:
    """An item of a list and the lists in it."""

    passage: Passage
    inner: tuple[ItemList, ...] = ()


@dataclass(frozen=True, slots=True)
class ItemList:
    """Items of one depth, from 1, in a row."""

    depth: int
    items: tuple[Item, ...]


@dataclass(frozen=True, slots=True)
class Table:
    """The rows of a table: (columns that it spans, passages of the cell); an empty cell has none."""

    rows: tuple[tuple[tuple[int, tuple[Passage, ...]], ...], ...]


def grouped(passages: Sequence[Passage]) -> Iterator[Passage | ItemList | Table]:
    """The passages in order, those of a list and of a table together. Hidden ones stand by themselves."""
    at = 0
    while at < len(passages):
        end = at + 1
        if depth_of(passages[at]):
            while end < len(passages) and depth_of(passages[end]):
                end += 1
            yield from _lists(passages[at:end], 1)
        elif (table := _table_of(passages[at])) is not None:
            while end < len(passages) and _table_of(passages[end]) == table:
                end += 1
            yield _table(passages[at:end])
        else:
            yield passages[at]
        at = end


def depth_of(passage: Passage) -> int:
    """How deep an item stands in lists, from 1; 0 for what is no item."""
    if passage.hidden or passage.role is not Role.LIST or passage.block.cell is not None:
        return 0
    return min(max(1, passage.block.level), _DEEPEST) if passage.block.structure is Structure.LIST_ITEM else 1


def bullet(passage: Passage, pair: Pair, *, blank: str = " ") -> str:
    """What stands before a pair of a list where lists can only be drawn: a bullet as deep as the item, and only at its first pair."""
    depth = depth_of(passage)
    if not depth:
        return ""
    return blank * 2 * (depth - 1) + (f"•{blank}" if pair is passage.pairs[0] else blank * 2)


def _lists(passages: Sequence[Passage], depth: int) -> Iterator[ItemList]:
    """The lists that items make; an item that is deeper than the one before is in a list inside it."""
    items: list[Item] = []
    at = 0
    while at < len(passages):
        end = at + 1
        while end < len(passages) and depth_of(passages[end]) > depth:
            end += 1
        if depth_of(passages[at]) > depth and not items:
            yield from _lists(passages[at:end], depth + 1)  # a list that begins deeper than it goes on
        else:
            items.append(Item(passages[at], tuple(_lists(passages[at + 1 : end], depth + 1))))
        at = end
    if items:
        yield ItemList(depth, tuple(items))


def _table_of(passage: Passage) -> int | None:
    cell = passage.block.cell
    return None if cell is None or passage.hidden or passage.foreign or cell.column >= _WIDEST else cell.table


def _table(passages: Sequence[Passage]) -> Table:
    rows: dict[int, dict[int, list[Passage]]] = {}
    for passage in passages:
        if cell := passage.block.cell:
            rows.setdefault(cell.row, {}).setdefault(cell.column, []).append(passage)
    return Table(tuple(tuple(_cells(cells)) for _, cells in sorted(rows.items())))


def _cells(cells: dict[int, list[Passage]]) -> Iterator[tuple[int, tuple[Passage, ...]]]:
    at = 0
    for column, passages in sorted(cells.items()):
        if column > at:
            yield column - at, ()
        yield 1, tuple(passages)
        at = column + 1
