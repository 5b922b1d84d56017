"""Passages gathered as a page sets them: items of a list by their depth, cells of a table by their rows."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby

from reader.documents import Item, Role, Structure
from reader.exporters.passages import Pair, Passage
from reader.exporters.xml_text import clean

__all__ = [
    "ItemList",
    "ListItem",
    "Table",
    "bullet",
    "depth_of",
    "first_label",
    "goes_on",
    "grouped",
    "label_of",
    "list_tags",
    "own_label",
    "tagged_items",
]

_DEEPEST = 6
_WIDEST = 64  # columns; a table that claims more is none
# What an item of a plain text or a PDF begins with, as its words say the label themselves.
_OWN_LABEL = re.compile(r"(?:[-*+•◦‣▪·○–—]|\(?(?:\d{1,3}|[a-zA-Z]|[ivxIVX]{1,5})[.)°])[ \t\u00a0\u202f]+(?=\S)")


@dataclass(frozen=True, slots=True)
class ListItem:
    """An item of a list, and its further paragraphs and the lists in it."""

    passage: Passage
    inner: tuple[Passage | ItemList, ...] = ()

    @property
    def bare(self) -> bool:
        """Whether no label and no bullet is to be put before it."""
        item = self.passage.block.item
        return (item is not None and item.continues) or bool(own_label(self.passage))


@dataclass(frozen=True, slots=True)
class ItemList:
    """Items of one depth, from 1, in a row."""

    depth: int
    items: tuple[ListItem, ...]

    @property
    def ordered(self) -> Item | None:
        """What the first item says of itself where the items are numbered."""
        said = (item.passage.block.item for item in self.items)
        return next((item for item in said if item is not None and item.label), None)


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
        return first_label(passage, pair).replace(" ", blank)
    margin = blank * 2 * (depth - 1)
    if own_label(passage):
        return margin + ("" if pair is passage.pairs[0] else blank * 2)
    label = label_of(passage) or "•"
    item = passage.block.item
    shown = pair is passage.pairs[0] and not (item is not None and item.continues)
    return margin + (f"{label}{blank}" if shown else blank * (len(label) + 1))


def list_tags(part: ItemList, classes: str = "") -> tuple[str, str]:
    """The tags that open and close a list in HTML; a numbered one begins where its first item does."""
    said = f' class="{classes}" role="list"' if classes else ""
    first = part.ordered
    if first is None:
        return f"<ul{said}>", "</ul>"
    style = f' type="{first.style}"' if first.style != "1" else ""
    start = f' start="{first.number}"' if first.number != 1 else ""
    return f"<ol{style}{start}{said}>", "</ol>"


def tagged_items(part: ItemList) -> Iterator[tuple[str, ListItem]]:
    """Each item with the tag that opens it: with its number where that is not the one after the item before."""
    ordered = part.ordered
    last = ordered.number - 1 if ordered is not None else 0
    for item in part.items:
        said = item.passage.block.item
        if item.bare or (ordered is not None and said is None):
            yield '<li class="bare">', item
        elif said is None:
            yield "<li>", item
        else:
            yield (f'<li value="{said.number}">' if said.number != last + 1 else "<li>"), item
            last = said.number


def first_label(passage: Passage, pair: Pair) -> str:
    """The number of an item and a space before its first pair; empty before others, and where the item has none."""
    said = label_of(passage) if pair is passage.pairs[0] and not goes_on(passage) else ""
    return f"{said} " if said else ""


def label_of(passage: Passage) -> str:
    """The number or letter of an item, or of a note that is one; empty for one with a bullet."""
    item = passage.block.item
    shown = depth_of(passage) or (passage.role is Role.NOTE and not passage.hidden)
    return clean(item.label) if item is not None and shown else ""


def own_label(passage: Passage) -> str:
    """The bullet or number that the words of an item begin with, as in a plain text; empty where they do not."""
    first = passage.pairs[0]
    if label_of(passage) or not depth_of(passage):
        return ""
    found = _OWN_LABEL.match(first.source.text or first.target or "")
    return found[0] if found else ""


def _lists(passages: Sequence[Passage], depth: int) -> Iterator[ItemList]:
    """The lists that items make; an item that is deeper than the one before is in a list inside it."""
    items: list[ListItem] = []
    at = 0
    while at < len(passages):
        end = at + 1
        while end < len(passages) and depth_of(passages[end]) > depth:
            end += 1
        if depth_of(passages[at]) > depth and not items:
            yield from _lists(passages[at:end], depth + 1)  # a list that begins deeper than it goes on
        else:
            if items and _opens_another(items[-1].passage, passages[at]):
                yield ItemList(depth, tuple(items))
                items = []
            while end < len(passages) and (depth_of(passages[end]) > depth or goes_on(passages[end])):
                end += 1
            items.append(ListItem(passages[at], tuple(_inner(passages[at + 1 : end], depth))))
        at = end
    if items:
        yield ItemList(depth, tuple(items))


def _opens_another(before: Passage, passage: Passage) -> bool:
    """Whether an item is in another list than the one before it, at the same depth: bullets and numbers do not mix."""
    one, other = before.block.item, passage.block.item
    if one is None or other is None:
        return label_of(before) != "" or label_of(passage) != ""
    return one.style != other.style or (other.number == 1 and one.number != 0)


def goes_on(passage: Passage) -> bool:
    """Whether it is a further paragraph of the item before."""
    item = passage.block.item
    return item is not None and item.continues


def _inner(passages: Sequence[Passage], depth: int) -> Iterator[Passage | ItemList]:
    """What an item holds besides its first paragraph: further ones, and deeper lists."""
    for deeper, run in groupby(passages, key=lambda passage: depth_of(passage) > depth):
        if deeper:
            yield from _lists(tuple(run), depth + 1)
        else:
            yield from run


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
