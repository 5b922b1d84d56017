"""Side by side without a terminal: French and English in two columns of plain text, for pipes and screen readers."""

from __future__ import annotations

import textwrap
from collections.abc import Iterable, Iterator

from rich.cells import cell_len

from reader.bitext import Origin, Row

__all__ = ["MARKS", "columns", "linear"]

# The letter that says where the English of a row comes from.
MARKS = {Origin.HUMAN: "H", Origin.MACHINE: "M", Origin.MEMORY: "T", Origin.EDITED: "E", None: " "}


def columns(rows: Iterable[Row], *, width: int, hidden: bool = False) -> Iterator[str]:
    """Each row as lines of two columns, French left and English right, a mark of origin between them.

    Args:
        rows: in reading order.
        width: of the whole, in terminal cells.
        hidden: show hidden rows too, each with the mark ``-``.
    """
    side = max(10, (width - 5) // 2)
    block = None
    for row in rows:
        if row.hidden and not hidden:
            continue
        if block is not None and row.block != block:
            yield ""
        block = row.block
        mark = "-" if row.hidden else MARKS[row.origin]
        left = textwrap.wrap(row.source, side) or [""]
        right = textwrap.wrap(_english(row), side) or [""]
        for at in range(max(len(left), len(right))):
            french = left[at] if at < len(left) else ""
            english = right[at] if at < len(right) else ""
            pad = " " * max(0, side - cell_len(french))
            yield f"{french}{pad}  {mark if at == 0 else ' '}  {english}".rstrip()


def linear(rows: Iterable[Row], *, hidden: bool = False) -> Iterator[str]:
    """Each row as a French line and an English one, marked: what a screen reader reads best."""
    for row in rows:
        if row.hidden and not hidden:
            continue
        if row.source:
            yield f"FR {row.source}"
        if row.target:
            yield f"EN [{MARKS[row.origin].strip() or '-'}] {_english(row)}"
        yield ""


def _english(row: Row) -> str:
    flags = f" [{', '.join(row.flags)}]" if row.flags else ""
    return (row.target or "") + flags
