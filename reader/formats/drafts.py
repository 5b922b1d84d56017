"""How a format reader puts a Document together: drafts of blocks, each with its own text, joined into one text.

A reader of mark-up writes inline text into an :class:`InlineText`, which collapses white space as a browser does and keeps
the marks, and hands the finished drafts to :func:`compose`.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from reader.documents import Block, Cell, Document, Item, Mark, MarkKind, Structure
from reader.errors import EmptyDocument
from reader.formats.cleaning import clean, clean_inline
from reader.formats.wrapping import Line, is_verse, paragraphs

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

__all__ = ["Draft", "InlineText", "compose", "empty"]

_COLLAPSIBLE = re.compile(r"[ \t\n\r\f]+")
_DEEPEST = 12  # marks in marks; nobody nests them deeper in earnest
_CLOSE_BELOW = (Structure.LIST_ITEM, Structure.TABLE_CELL, Structure.NAVIGATION)
_AS_WRITTEN = (Structure.CODE, Structure.VERSE, Structure.HEADING, Structure.TITLE)


@dataclass(slots=True)
class Draft:
    """A block to be: its text and its marks, offsets counted from the block's start."""

    text: str
    structure: Structure = Structure.PARAGRAPH
    level: int = 0
    cell: Cell | None = None
    marks: list[Mark] = field(default_factory=list)
    place: tuple[str, str] = ("", "")  # the file in an archive, and the path of the element
    item: Item | None = None
    stanza: int = 0  # what element a line of verse that has one of its own stands in


class InlineText:
    """Inline text as it is gathered: white space collapsed, marks opened and closed over it."""

    def __init__(self) -> None:
        self._parts: list[str] = []
        self._length = 0
        self._space = False  # a collapsed space waits for the text after it
        self._open: list[tuple[int, MarkKind, str]] = []
        self._too_deep = 0  # marks opened beyond what is kept, not closed yet
        self._marks: list[Mark] = []
        self._span: tuple[int, MarkKind, str] | None = None
        self._waiting: list[str] = []  # anchors that stand before the next character

    def write(self, text: str, *, preserve: bool = False) -> None:
        """Add text; with ``preserve`` its spaces and line ends stay."""
        text = clean(text)
        if preserve:
            self._flush_space()
            self._add(text)
            return
        collapsed = _COLLAPSIBLE.sub(" ", text)
        if not collapsed:
            return
        if collapsed[0] == " ":
            self._space = True
        core = collapsed.strip(" ")
        if core:
            self._flush_space()
            self._add(core)
            self._space = collapsed[-1] == " "

    def line_break(self) -> None:
        """A forced line end; spaces on both sides of it go."""
        self._space = False
        if self._length:
            self._add("\n")

    def open(self, kind: MarkKind, value: str = "") -> None:
        """Begin a mark at the next character."""
        if len(self._open) >= _DEEPEST:
            self._too_deep += 1
            return
        self._flush_space()
        self._open.append((self._length, kind, value))

    def close(self) -> None:
        """End the mark opened last."""
        if self._too_deep:
            self._too_deep -= 1
            return
        start, kind, value = self._open.pop()
        if start < self._length:
            self._marks.append(Mark(start, self._length, kind, value))

    def begin_span(self, kind: MarkKind, value: str) -> None:
        """Begin the one mark that need not nest with those of ``open`` and ``close``, as a field of a word processor."""
        self.end_span()
        self._flush_space()
        self._span = (self._length, kind, value)

    def end_span(self) -> None:
        """End the mark of ``begin_span``, if one is open."""
        if self._span is not None:
            start, kind, value = self._span
            if start < self._length:
                self._marks.append(Mark(start, self._length, kind, value))
            self._span = None

    def anchor(self, value: str) -> None:
        """A place that links point to, before the next character."""
        self._waiting.append(value)

    @property
    def blank(self) -> bool:
        """Whether no character but white space stands in it."""
        return not any(part.strip() for part in self._parts)

    def take(self) -> tuple[str, list[Mark]]:
        """The text without white space at its ends, and the marks over it; what is open opens again after it."""
        reopened = [(kind, value) for _, kind, value in self._open]
        waiting, span, too_deep = self._waiting, self._span, self._too_deep
        self._too_deep = 0
        self.end_span()
        while self._open:
            self.close()
        raw = "".join(self._parts)
        text = raw.strip()
        lead = len(raw) - len(raw.lstrip())
        marks = [_clipped(mark, lead, len(text)) for mark in self._marks]
        self.__init__()  # type: ignore[misc]
        self._open = [(0, kind, value) for kind, value in reopened]
        self._waiting, self._too_deep = waiting, too_deep
        self._span = None if span is None else (0, *span[1:])
        if not text:
            self._waiting = [mark.value for mark in marks if mark.kind is MarkKind.ANCHOR] + waiting
        kept = [mark for mark in marks if mark.start < mark.end or mark.kind is MarkKind.ANCHOR]
        return text, sorted(kept, key=lambda mark: (mark.start, -mark.end))

    def _flush_space(self) -> None:
        if self._space and self._length and not self._parts[-1].endswith((" ", "\n")):
            self._add(" ")
        self._space = False

    def _add(self, text: str) -> None:
        if text:
            self._marks.extend(Mark(self._length, self._length, MarkKind.ANCHOR, value) for value in self._waiting)
            self._waiting = []
            self._parts.append(text)
            self._length += len(text)


def _clipped(mark: Mark, lead: int, length: int) -> Mark:
    start, end = (min(max(offset - lead, 0), length) for offset in (mark.start, mark.end))
    return Mark(start, end, mark.kind, mark.value)


def _lines(text: str) -> list[Line]:
    """The lines of a block that hold something, at their offsets in it."""
    found, at = [], 0
    for line in text.split("\n"):
        if words := line.strip():
            found.append(Line(words, at + line.index(words[0]), 0))
        at += len(line) + 1
    return found


def _as_meant(draft: Draft) -> tuple[str, Structure]:
    """The text and structure of a draft: forced line ends that only wrap, as in mail, are spaces; a stanza is verse."""
    if "\n" not in draft.text or draft.structure in _AS_WRITTEN:
        return draft.text, draft.structure
    lines = _lines(draft.text)
    if draft.structure is Structure.PARAGRAPH and len(lines) > 2 and is_verse(lines, told=True):  # noqa: PLR2004 - two are a couplet at best
        return draft.text, Structure.VERSE
    text = draft.text
    for paragraph in paragraphs([lines]):
        start, end = paragraph[0].start, paragraph[-1].end
        text = text[:start] + text[start:end].replace("\n", " ") + text[end:]
    return text, draft.structure


def _gap(before: Draft, draft: Draft) -> str:
    """What parts two blocks: a blank line, but none within lists, tables and menus, and between the lines of a stanza."""
    if before.structure is not draft.structure:
        return "\n\n"
    if draft.structure is Structure.VERSE:
        return "\n" if before.stanza == draft.stanza and "\n" not in before.text + draft.text else "\n\n"
    return "\n" if draft.structure in _CLOSE_BELOW else "\n\n"


def empty(name: str) -> EmptyDocument:
    """The error for a document in which nothing stands."""
    return EmptyDocument(f"{name}: nothing to read in it", hint="is it the right file, and saved whole?")


def compose(
    drafts: Iterable[Draft],
    *,
    name: str,
    format_name: str,
    title: str | None = None,
    metadata: Sequence[tuple[str, str]] = (),
) -> Document:
    """The Document of the drafts, in order: a blank line between blocks, none within lists, tables and menus.

    Raises:
        EmptyDocument: no draft holds a character.
    """
    parts: list[str] = []
    blocks: list[Block] = []
    marks: list[Mark] = []
    at = 0
    before: Draft | None = None
    for draft in drafts:
        if not draft.text.strip():
            continue
        if before is not None:
            gap = _gap(before, draft)
            parts.append(gap)
            at += len(gap)
        text, structure = _as_meant(draft)
        parts.append(text)
        blocks.append(Block(at, at + len(text), structure, level=draft.level, cell=draft.cell, item=draft.item))
        marks.extend(Mark(at + mark.start, at + mark.end, mark.kind, mark.value) for mark in draft.marks)
        at += len(text)
        before = draft
    if not blocks:
        raise empty(name)
    said = tuple((key, clean_inline(value)) for key, value in metadata if clean_inline(value))
    return Document(
        "".join(parts), tuple(blocks), name, format_name, clean_inline(title or "") or None, tuple(marks), said
    )
