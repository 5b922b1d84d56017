"""PDF with a text layer, as well as it can be done: a PDF holds glyphs on pages, and what a paragraph is must be guessed.

Lines are put in reading order by columns, words parted at line ends are made whole, lines become paragraphs by spacing, indent,
length and size; larger lines are headings, small ones at the foot of a page are notes, and what repeats at the pages' edges is
RUNNING_HEAD. Tables come out row by row. A scanned PDF without a text layer is an EmptyDocument.
"""

from __future__ import annotations

import re
from collections import Counter
from itertools import pairwise

from reader.documents import Document, Structure
from reader.errors import EmptyDocument
from reader.formats.drafts import Draft, compose
from reader.formats.pdf_hyphens import Hyphens
from reader.formats.pdf_layout import Line, page_lines, running_heads
from reader.formats.pdf_pages import read_pages

__all__ = ["read_pdf"]

_DECLARED = (("Author", "creator"), ("Subject", "description"), ("Keywords", "subject"), ("CreationDate", "date"))
_BULLET = re.compile(r"(?:[•◦‣▪·○■□●–—-]|\(?\d{1,3}[.)°]|[a-z]\))\s+\S")
_SPEECH = re.compile(r"[—–]\s*\S")
_ENDED = re.compile(r"[.!?…:»”\"][)\]»”\"\s\d]{0,4}$")
_NOTE = re.compile(r"\(?\[?(?:\d{1,3}|[*†‡])[\])]?[.)]?\s*\S")
_SHORT = 60  # a bold line that is shorter may be a heading
_LEADER = re.compile(r"(?:\. ?|… ?|_){5}")  # of a table of contents
_FIRST_WORD = re.compile(r"\S+")


def read_pdf(data: bytes, *, name: str) -> Document:
    """The Document of a PDF's bytes.

    Raises:
        BrokenDocument: damaged beyond reading.
        DocumentError: it asks for a password.
        EmptyDocument: it has no text layer.
    """
    pages, declared = read_pages(data, name=name)
    heads = running_heads(pages)
    lines: list[Line] = []
    for number, page in enumerate(pages):
        found = page_lines(page, number, lines[-1].column + 1 if lines else 0, heads)
        lines.extend(found)
    if not lines:
        raise EmptyDocument(
            f"{name}: a PDF without a text layer: scanned pages", hint="run it through OCR first (ocrmypdf)"
        )
    drafts = _Paragraphs(lines).drafts()
    metadata = [(key, declared[said]) for said, key in _DECLARED if declared.get(said)]
    return compose(drafts, name=name, format_name="pdf", title=declared.get("Title"), metadata=metadata)


class _Paragraphs:
    """Lines in reading order put together to paragraphs."""

    def __init__(self, lines: list[Line]) -> None:
        self._lines = lines
        body = [line for line in lines if not line.running] or lines
        weights: Counter[float] = Counter()
        for line in body:
            weights[round(line.size * 2) / 2] += len(line.text)
        self._size = weights.most_common(1)[0][0] or 1.0
        pitches = sorted(
            line.bottom - following.bottom
            for line, following in pairwise(body)
            if line.column == following.column and 0.8 * self._size < line.bottom - following.bottom < 3 * self._size
        )
        # Low in the order: where most paragraphs have one line, the space between paragraphs is the usual one.
        self._pitch = pitches[len(pitches) // 5] if pitches else 1.2 * self._size
        openings = [
            first.left - second.left
            for before, first, second in zip(body, body[1:], body[2:], strict=False)
            if before.column == first.column == second.column and _ENDED.search(before.text) and not self._large(first)
        ]
        self._indents = sum(indent > 0.5 * self._size for indent in openings) > 0.15 * max(len(openings), 5)
        self._bold = sum(len(line.text) for line in body if line.bold) > 0.5 * sum(len(line.text) for line in body)
        self._hyphens = Hyphens(line.text for line in body)
        sizes = sorted({round(line.size) for line in body if self._large(line)}, reverse=True)
        self._levels = {size: min(rank, 6) for rank, size in enumerate(sizes, start=1)}

    def drafts(self) -> list[Draft]:
        """The paragraphs; a paragraph that runs on over a column's or page's end is one, and what interrupts it follows it."""
        found: list[tuple[list[Line], Draft]] = []
        last: list[Line] | None = None
        for line in self._lines:
            if line.running:
                found.append(([line], Draft(line.text, Structure.RUNNING_HEAD)))
            elif last is not None and not self._breaks(last, line):
                last.append(line)
            else:
                last = [line]
                found.append((last, Draft("")))
        found = self._carried_over(found)
        return [draft if draft.text else self._draft(lines) for lines, draft in found]

    def _carried_over(self, found: list[tuple[list[Line], Draft]]) -> list[tuple[list[Line], Draft]]:
        """Join a paragraph to the first one of the next column or page where its sentence plainly runs on."""
        joined: list[tuple[list[Line], Draft]] = []
        open_body: list[Line] | None = None
        for lines, draft in found:
            body = not draft.text and not self._large(lines[0]) and not self._small(lines[0])
            if body and open_body is not None and self._runs_on(open_body, lines[0]):
                open_body.extend(lines)
                continue
            joined.append((lines, draft))
            if body:
                open_body = lines
        return joined

    def _runs_on(self, lines: list[Line], line: Line) -> bool:
        before = lines[-1]
        if before.column == line.column or line.parts > 1 or line.label:
            return False
        if not _ENDED.search(before.text):
            return line.text[:1].islower() or before.text.endswith("-")
        full = before.right > before.column_right - 0.5 * before.size
        flush = line.left < line.column_left + 0.3 * line.size
        return self._indents and full and flush and len(lines) > 1 and not line.bold

    def _breaks(self, lines: list[Line], line: Line) -> bool:
        """Whether a paragraph ends before the line."""
        before = lines[-1]
        if before.column != line.column or before.parts > 1 or line.parts > 1 or self._set_apart(before, line):
            return True
        if _LEADER.search(before.text) or (
            _BULLET.match(lines[0].text) and line.left < lines[0].left - 0.3 * line.size
        ):
            return True
        ended = bool(_ENDED.search(before.text))
        opens = (
            (_BULLET.match(line.text) and (ended or _BULLET.match(lines[0].text) or before.text.endswith((";", ","))))
            or (_SPEECH.match(line.text) and ended)
            or (ended and (line.label or (self._small(line) and _NOTE.match(line.text))))
        )
        indented = line.left > before.left + 0.7 * line.size and (ended or len(lines) > 1)
        hanging = bool(_BULLET.match(lines[0].text)) and len(lines) == 1
        return (
            bool(opens)
            or (indented and not hanging)
            or (self._would_fit(before, line) and (ended or before.text[-1] in ";," or not line.text[:1].islower()))
        )

    def _set_apart(self, before: Line, line: Line) -> bool:
        """Whether space or size sets a line apart from the one before it."""
        drop = before.bottom - line.bottom
        if (
            before.bold != line.bold
            and drop > 0.5 * self._pitch
            and (len(before.text) if before.bold else len(line.text)) < _SHORT
        ):
            return True
        resized = abs(before.size - line.size) > 0.1 * max(before.size, line.size) and drop > 0.5 * self._pitch
        return resized or drop > 1.3 * max(self._pitch * line.size / self._size, 0.9 * line.size) or drop < -self._pitch

    def _would_fit(self, before: Line, line: Line) -> bool:
        """Whether the next line's first word would have stood on the line: then the line's end was meant."""
        word = _FIRST_WORD.match(line.text)
        width = (line.right - line.left) / max(1, len(line.text)) * (len(word[0]) + 1 if word else 1)
        return before.right + width < before.column_right - 0.5 * before.size

    def _large(self, line: Line) -> bool:
        return line.size > 1.12 * self._size

    def _small(self, line: Line) -> bool:
        return line.size < 0.92 * self._size

    def _draft(self, lines: list[Line]) -> Draft:
        text = lines[0].text
        for line in lines[1:]:
            text = self._hyphens.join(text, line.text)
        first = lines[0]
        if self._large(first) and len(text) < 300:  # noqa: PLR2004 - a long stretch of large type is no heading
            level = self._levels.get(round(first.size), 6)
            return Draft(text, Structure.HEADING, level)
        if self._stands_out(lines) and len(text) < 120:  # noqa: PLR2004 - a line or two
            return Draft(text, Structure.HEADING, min(len(self._levels) + 1, 6))
        if first.label or (self._small(first) and _NOTE.match(text) and self._at_foot(first)):
            return Draft(text, Structure.NOTE)
        if _LEADER.search(text):
            return Draft(text, Structure.NAVIGATION)
        if _BULLET.match(text) and not _SPEECH.match(text):
            return Draft(text, Structure.LIST_ITEM, 1)
        return Draft(text)

    def _stands_out(self, lines: list[Line]) -> bool:
        """Whether the lines are bold in a text that is not, and no sentence."""
        bold = all(line.bold and line.parts == 1 for line in lines)
        return bold and not self._bold and not lines[-1].text.endswith((".", ",", ";", ":"))

    def _at_foot(self, first: Line) -> bool:
        """Whether nothing in the body's size stands below on the page."""
        return not any(
            line.bottom < first.bottom
            for line in self._lines
            if line.page == first.page and not line.running and not self._small(line) and line.column == first.column
        )
