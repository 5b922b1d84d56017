"""From runs of text on a page to lines in reading order: rows, columns, running heads.

Columns: the x at which fewest lines cross, if text of some width stands on both sides of it, is a gutter. Lines that cross it
(a title, a wide figure's caption) part the page into bands; each band is read column by column.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from statistics import median
from typing import TYPE_CHECKING

from reader.formats.pdf_pages import Box

if TYPE_CHECKING:
    from collections.abc import Sequence

    from reader.formats.pdf_pages import Page

__all__ = ["Line", "is_page_number", "page_lines", "running_heads"]

_MARGIN = 0.14  # of the page's height: where running heads stand
_SAME = 3  # pages that must share a running head
_EDGE_LINES = 3
_LETTERS = 16  # in the middling line of a column of prose
_DEPTH = 3  # columns in columns
_CLOSE = 1.5  # of the height: a wider gap parts columns or cells
_GUTTER = 0.6  # of the height, the least
_TOUCHING = 0.12
_APART = "«»:;!?–—•("
_RAISED = 0.8
_LABEL = re.compile(r"\(?\[?(?:\d{1,3}|[*†‡a-z])[\])]?$")
_BESIDE = 60  # lines looked at when columns are sought
_COLUMN_LINES = 3
_BULLET_WIDTH = 3  # a bullet or number that stands out to the left is no cell of a table
_DIGITS = re.compile(r"\d+|\b[ivxlc]{1,7}\b", re.IGNORECASE)
_PAGE_NUMBER = re.compile(
    r"\W{0,3}(?:page|p\.)?\s*(?:\d{1,4}|[ivxlc]{1,7})(?:\s*(?:/|sur|of|de)\s*\d{1,4})?\W{0,3}$", re.IGNORECASE
)


@dataclass(frozen=True, slots=True)
class Line:
    """A line in reading order.

    ``column`` numbers the columns of the document from 0 as they are read; ``parts`` counts runs far apart on the line, as in
    a table's row.
    """

    text: str
    left: float
    right: float
    bottom: float
    size: float
    page: int
    column: int
    column_left: float
    column_right: float
    parts: int = 1
    label: bool = False  # it begins with a raised figure, as a note does
    running: bool = False
    bold: bool = False


def is_page_number(text: str) -> bool:
    """Whether a line is nothing but a page's number."""
    return bool(_PAGE_NUMBER.match(text))


def running_heads(pages: Sequence[Page]) -> set[tuple[int, str]]:
    """Page and text of lines that stand at the top or bottom of several pages, numbers apart, and of bare page numbers."""
    edges = [(index, box) for index, page in enumerate(pages) for box in _edge_boxes(page)]
    shapes: dict[str, set[int]] = {}
    for index, box in edges:
        shapes.setdefault(_shape(box.text), set()).add(index)
    needed = min(_SAME, max(2, len(pages) // 2 + 1))
    outermost = {id(box) for page in pages for box in _outermost(page)}
    numbers = {(index, box.text) for index, box in edges if is_page_number(box.text) and _alone(box, pages[index])}
    if len({index for index, _ in numbers}) * 2 < len(pages):
        numbers = set()
    bare = {_shape(text) for _, text in numbers} | {"#"}
    repeated = {
        (index, box.text)
        for index, box in edges
        if len(shapes[shape := _shape(box.text)]) >= (needed if id(box) in outermost else max(needed, len(pages) // 3))
        and shape not in bare
    }
    return numbers | repeated


def _outermost(page: Page) -> list[Box]:
    """The boxes on the first and on the last line of a page; what stands further in must repeat on more pages."""
    boxes = [box for box in page.boxes if box.text]
    if not boxes:
        return []
    first, last = max(boxes, key=lambda box: box.top), min(boxes, key=lambda box: box.bottom)
    return [box for box in boxes if _one_line(first, box) or _one_line(last, box)]


def _alone(box: Box, page: Page) -> bool:
    """Whether a number stands alone on its line, or beside nothing but what is far away."""
    return all(
        other is box or not _one_line(other, box) or abs(other.left - box.left) > 4 * box.height
        for other in page.boxes
        if other.text
    )


def page_lines(page: Page, number: int, first_column: int, heads: set[tuple[int, str]]) -> list[Line]:
    """The lines of a page in reading order: running heads first, then the rest."""
    running: list[Box] = []
    rest: list[Box] = []
    for box in page.boxes:
        if box.text:
            (running if _at_edge(box, page) and (number, box.text) in heads else rest).append(box)
    lines = [
        Line(
            box.text, box.left, box.right, box.bottom, box.size, number, first_column, box.left, box.right, running=True
        )
        for box in running
    ]
    for column, region in enumerate(_columns(_rows(rest), 0), start=first_column):
        left = min(box.left for row in region for box in row)
        right = max(box.right for row in region for box in row)
        for row in region:
            main = max(row, key=lambda box: len(box.text))
            parts = len(row) - (len(row) > 1 and len(row[0].text) <= _BULLET_WIDTH)
            text, end = " ".join(box.text for box in row), max(box.right for box in row)
            lines.append(
                Line(
                    text,
                    row[0].left,
                    end,
                    main.bottom,
                    main.size,
                    number,
                    column,
                    left,
                    right,
                    parts,
                    row[0].label,
                    bold=main.bold,
                )
            )
    return lines


def _at_edge(box: Box, page: Page) -> bool:
    return box.bottom > (1 - _MARGIN) * page.height or box.top < _MARGIN * page.height


def _edge_boxes(page: Page) -> list[Box]:
    """The boxes nearest to the top and to the bottom, within the margins."""
    boxes = sorted((box for box in page.boxes if box.text), key=lambda box: -box.bottom)
    edges = {id(box): box for box in (*boxes[:_EDGE_LINES], *boxes[-_EDGE_LINES:]) if _at_edge(box, page)}
    return list(edges.values())


def _shape(text: str) -> str:
    return _DIGITS.sub("#", text).casefold()


def _rows(boxes: list[Box]) -> list[list[Box]]:
    """Boxes on one line put together where they touch; those far apart stay rows of their own, until columns are known."""
    lines: list[list[Box]] = []  # the tallest box of each first
    for box in sorted(boxes, key=lambda box: (-(box.bottom + box.top) / 2, box.left)):
        for line in reversed(lines[-8:]):
            if _one_line(line[0], box):
                line.append(box)
                if box.height > line[0].height:
                    line[0], line[-1] = line[-1], line[0]
                break
        else:
            lines.append([box])
    gutters = _narrow_gutters(boxes, 0)
    rows: list[list[Box]] = []
    for line in lines:
        line.sort(key=lambda box: box.left)
        rows.append([line[0]])
        for box in line[1:]:
            last = rows[-1][-1]
            parted = any(last.right <= gutter <= box.left for gutter in gutters)
            if not parted and box.left - last.right <= _CLOSE * max(box.height, last.height):
                rows[-1] = [_joined(last, box)]
            else:
                rows.append([box])
    return rows


def _joined(left: Box, right: Box) -> Box:
    """Two boxes as one; a raised figure stays close to its word."""
    gap = right.left - left.right
    close = (
        gap < _TOUCHING * max(left.height, right.height)
        and left.text[-1:] not in _APART
        and right.text[:1] not in _APART
    )
    whole = left if len(left.text) >= len(right.text) else right
    label = left.label or (left.size < _RAISED * right.size and bool(_LABEL.match(left.text)))
    return Box(
        left.text + ("" if close else " ") + right.text,
        left.left,
        max(left.right, right.right),
        whole.bottom,
        whole.top,
        whole.size,
        label=label,
        bold=whole.bold,
    )


def _one_line(one: Box, other: Box) -> bool:
    overlap = min(one.top, other.top) - max(one.bottom, other.bottom)
    return overlap > 0.5 * min(one.height, other.height)


def _columns(rows: list[list[Box]], depth: int) -> list[list[list[Box]]]:
    """Regions in reading order, each a list of rows from top to bottom."""
    gutter = _gutter([row[0] for row in rows]) if depth < _DEPTH else None
    if gutter is None:
        return [_table_rows(rows)] if rows else []
    regions: list[list[list[Box]]] = []
    band: list[list[Box]] = []
    for row in rows:
        if row[0].left < gutter < row[0].right:
            regions.extend(_band(band, gutter, depth))
            band = []
            if regions and len(regions[-1]) and _crosses(regions[-1], gutter):
                regions[-1].append(row)
            else:
                regions.append([row])
        else:
            band.append(row)
    return regions + _band(band, gutter, depth)


def _crosses(region: list[list[Box]], gutter: float) -> bool:
    return all(row[0].left < gutter < row[-1].right for row in region)


def _band(band: list[list[Box]], gutter: float, depth: int) -> list[list[list[Box]]]:
    left = [row for row in band if row[0].right <= gutter]
    right = [row for row in band if row[0].right > gutter]
    return [*_columns(left, depth + 1), *_columns(right, depth + 1)]


def _gutter(boxes: list[Box]) -> float | None:
    """The x of a gutter between two columns of prose; None where there is none."""
    if len(boxes) < 6:  # noqa: PLR2004 - three lines beside three
        return None
    left, right = min(box.left for box in boxes), max(box.right for box in boxes)
    best: tuple[int, float] | None = None
    for candidate in sorted(
        {box.left for box in boxes if left + 0.15 * (right - left) < box.left < left + 0.85 * (right - left)}
    ):
        at = candidate - 1.0
        crossing = sum(box.left < at < box.right for box in boxes)
        if best is None or crossing < best[0]:
            best = (crossing, at)
    if best is None or best[0] > 0.4 * len(boxes):
        return None
    before = [box for box in boxes if box.right <= best[1]]
    after = [box for box in boxes if box.left >= best[1]]
    if min(len(before), len(after)) < _COLUMN_LINES or any(
        median(len(box.text) for box in side) < _LETTERS for side in (before, after)
    ):
        return None
    beside = sum(any(_one_line(box, other) for other in before) for box in after[:_BESIDE])
    return best[1] if 2 * beside >= min(len(after), _BESIDE) else None


def _narrow_gutters(boxes: list[Box], depth: int) -> list[float]:
    """Gutters that runs of text keep to, no wider than the space within a line may be; a newspaper's columns stand so close."""
    gutter = _gutter(boxes) if depth < _DEPTH else None
    if gutter is None:
        return []
    before = [box for box in boxes if box.right <= gutter]
    after = [box for box in boxes if box.left >= gutter]
    apart = min(box.left for box in after) - max(box.right for box in before)
    if apart < _GUTTER * median(box.height for box in boxes):
        return []
    return [*_narrow_gutters(before, depth + 1), gutter, *_narrow_gutters(after, depth + 1)]


def _table_rows(rows: list[list[Box]]) -> list[list[Box]]:
    """Boxes of one line, far apart, as one row: a table's, or a dotted line of contents."""
    found: list[list[Box]] = []
    for row in rows:
        if found and _one_line(found[-1][-1], row[0]):
            found[-1] = sorted([*found[-1], *row], key=lambda box: box.left)
        else:
            found.append(row)
    return found
