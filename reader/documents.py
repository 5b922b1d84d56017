r"""A document, its blocks and its segments: what has been read, with nothing of it thrown away.

Offsets everywhere are characters of ``Document.text`` (the extracted text: decoded, byte-order mark gone, line ends ``\\n``),
start included and end excluded. Blocks tile the text in order, and segments tile the blocks: between two neighbours stands
white space only. Hiding is a matter of role, never of deletion.
"""

from __future__ import annotations

import bisect
import hashlib
import re
from dataclasses import dataclass, field, replace
from enum import StrEnum
from functools import lru_cache
from pathlib import PurePath
from textwrap import shorten

from reader.languages import Language

__all__ = [
    "HIDDEN_ROLES",
    "PROSE_BLOCKS",
    "Block",
    "Cell",
    "Document",
    "Item",
    "Mark",
    "MarkKind",
    "Role",
    "Segment",
    "Structure",
    "plain",
]

# The elements of HTML that hold, or stand between, paragraphs: no line of text runs on across one.
PROSE_BLOCKS = frozenset([
    "p", "div", "section", "article", "main", "header", "footer", "nav", "aside", "h1", "h2", "h3", "h4", "h5",
    "h6", "ul", "ol", "li", "dl", "dt", "dd", "blockquote", "pre", "figure", "figcaption", "table", "caption",
    "thead", "tbody", "tfoot", "tr", "td", "th", "address", "hr", "center", "details", "hgroup",
])  # fmt: skip
_LONGEST_TITLE = 80  # characters of a standfirst
# Runs of breakable space. No-break spaces (U+00A0, U+202F) are French typography and stay.
_BREAKABLE = re.compile(r"[ \t\n\r\f\v\u0085\u2028\u2029]+")


def plain(text: str) -> str:
    """The text on one line: each run of breakable white space as one space, none at the ends."""
    return _BREAKABLE.sub(" ", text).strip(" ")


class Structure(StrEnum):
    """What a file format itself says of a block, before anybody has looked at the words."""

    UNKNOWN = "unknown"  # a plain-text paragraph or line: the format says nothing
    PARAGRAPH = "paragraph"
    TITLE = "title"
    HEADING = "heading"
    QUOTE = "quote"
    VERSE = "verse"
    LIST_ITEM = "list_item"
    CAPTION = "caption"
    TABLE_CELL = "table_cell"
    CODE = "code"
    NOTE = "note"
    NAVIGATION = "navigation"  # nav, header, footer, aside, form, buttons, cookie banner
    RUNNING_HEAD = "running_head"  # PDF page headers, footers and page numbers


class Role(StrEnum):
    """What a block is for the person who reads."""

    TITLE = "title"
    STANDFIRST = "standfirst"
    HEADING = "heading"
    BODY = "body"
    QUOTE = "quote"
    LINK = "link"
    LIST = "list"
    CAPTION = "caption"
    TAGS = "tags"
    BOILERPLATE = "boilerplate"
    NOTE = "note"


HIDDEN_ROLES = frozenset({Role.LINK, Role.TAGS, Role.BOILERPLATE})


class MarkKind(StrEnum):
    """Inline mark-up that survives to the exports that can carry it."""

    EMPHASIS = "emphasis"
    STRONG = "strong"
    CODE = "code"
    LINK = "link"  # value: the address
    NOTE_REFERENCE = "note_reference"  # value: the note's identifier in the document
    ANCHOR = "anchor"  # value: an identifier that links point to
    IMAGE = "image"  # value: the address of the image; the span is its alternative text


@dataclass(frozen=True, slots=True)
class Mark:
    """An inline mark over ``text[start:end]``."""

    start: int
    end: int
    kind: MarkKind
    value: str = ""

    def __post_init__(self) -> None:
        if not 0 <= self.start <= self.end:
            raise ValueError(f"mark out of order: {self.start}..{self.end}")


@dataclass(frozen=True, slots=True)
class Cell:
    """Where a block stands in a table: all numbers from 0."""

    table: int
    row: int
    column: int


@dataclass(frozen=True, slots=True)
class Item:
    """What an item of a list says of itself besides its words.

    Args:
        label: what stands before it, such as ``3.`` or ``b)``; empty where that is a bullet.
        number: that the label was made from; 0 for a bullet.
        style: how the number is written, as HTML's ``type`` says it: ``1``, ``a``, ``A``, ``i`` or ``I``.
        continues: the block is a further paragraph of the item before, and has no label of its own.
    """

    label: str = ""
    number: int = 0
    style: str = "1"
    continues: bool = False


@dataclass(frozen=True, slots=True)
class Block:
    """A stretch of the text that is one thing: a paragraph, a heading, a list item, a line of a menu.

    ``repeat_of`` is the index of the block that this one says again. ``shown`` is the user's word against the role's:
    True shows a hidden block, False hides a shown one, None leaves it to the role. ``level`` is a heading's or a
    list item's depth, from 1; 0 where it means nothing. ``item`` is None for one with a bullet. A line end within a block
    was set by the author, except in plain text (UNKNOWN), where it may only wrap, and in code.
    """

    start: int
    end: int
    structure: Structure = Structure.UNKNOWN
    role: Role = Role.BODY
    language: Language = Language.UNDETERMINED
    repeat_of: int | None = None
    level: int = 0
    cell: Cell | None = None
    item: Item | None = None
    shown: bool | None = None

    def __post_init__(self) -> None:
        if not 0 <= self.start < self.end:
            raise ValueError(f"a block holds at least one character: {self.start}..{self.end}")

    @property
    def hidden(self) -> bool:
        """Whether a reader sees it only when asking for hidden parts."""
        if self.shown is not None:
            return not self.shown
        return self.role in HIDDEN_ROLES or self.repeat_of is not None


@lru_cache(maxsize=2)
def _digest(text: str) -> str:
    """The name of a text; a session asks for it at every step, and that of a long one takes a while."""
    return hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()[:32]


@lru_cache(maxsize=2)
def _starts_of_lines(text: str) -> tuple[int, ...]:
    """Where the lines of a text begin; the same text is cut into other blocks several times on its way."""
    return (0, *(m.end() for m in re.finditer("\n", text)))


@dataclass(frozen=True, slots=True)
class Document:
    """A text as it was read, with its blocks in order.

    Args:
        text: the extracted text.
        blocks: in order of the text; all non-space characters stand in exactly one.
        name: what to call it in messages and records: the path as given, or ``-``.
        format: the name of the format reader that made it, ``plain_text`` and so on.
        title: the title that the file itself declares, if any.
        marks: inline mark-up, ordered by start.
        metadata: what else the file declares: (key, value) pairs, keys as in Dublin Core (creator, date, language …).

    Raises:
        ValueError: blocks overlap, leave text out, or repeat a block that does not stand before them.
    """

    text: str
    blocks: tuple[Block, ...]
    name: str = "-"
    format: str = "plain_text"
    title: str | None = None
    marks: tuple[Mark, ...] = ()
    metadata: tuple[tuple[str, str], ...] = ()
    _line_starts: tuple[int, ...] = field(init=False, repr=False, compare=False, default=())

    def __post_init__(self) -> None:
        at = 0
        for index, block in enumerate(self.blocks):
            if block.start < at or self.text[at : block.start].strip():
                raise ValueError(f"block {index} does not follow on the one before it: {at}..{block.start}")
            if block.repeat_of is not None and not 0 <= block.repeat_of < index:
                raise ValueError(f"block {index} repeats block {block.repeat_of}, which does not stand before it")
            at = block.end
        if at > len(self.text) or self.text[at:].strip():
            raise ValueError(f"text after the last block is lost: {at}..{len(self.text)}")
        object.__setattr__(self, "_line_starts", _starts_of_lines(self.text))

    @property
    def content_id(self) -> str:
        """What names the document wherever it lies: the SHA-256 of its text, 32 hexadecimal digits of it."""
        return _digest(self.text)

    def line(self, offset: int) -> int:
        """The number of the line, from 1, that the character at offset stands on."""
        return bisect.bisect_right(self._line_starts, offset)

    def lines(self, start: int, end: int) -> tuple[int, int]:
        """First and last line, from 1, of the characters start..end (end excluded)."""
        return self.line(start), self.line(max(start, end - 1))

    @property
    def display_title(self) -> str:
        """What to call it: the title that the file declares, else that of the text, else the file's name.

        An article without a title is called by the first words of its standfirst. What a page's declared title adds to that
        in the text, such as the name of the site, is left out.
        """
        declared = plain(self.title or "")
        shown = next((block for block in self.blocks if block.role is Role.TITLE and not block.hidden), None)
        heading = plain(self.text[shown.start : shown.end]) if shown is not None else ""
        if declared or heading:
            return heading if heading and declared.startswith(heading) else declared or heading
        first = next((block for block in self.blocks if not block.hidden), None)
        if first is not None and first.role is Role.STANDFIRST:
            return shorten(plain(self.text[first.start : first.end]), _LONGEST_TITLE, placeholder=" …")
        return PurePath(self.name).name or "-"

    def with_blocks(self, blocks: tuple[Block, ...]) -> Document:
        """The same text cut into other blocks."""
        return replace(self, blocks=blocks)


@dataclass(frozen=True, slots=True)
class Segment:
    """A sentence, heading or other unit of translation: ``document.text[start:end] == text``.

    ``block`` is the index of its block. White space at both ends belongs to no segment.
    """

    block: int
    start: int
    end: int
    text: str

    def __post_init__(self) -> None:
        if self.end - self.start != len(self.text) or not self.text or self.text != self.text.strip():
            raise ValueError(f"segment {self.start}..{self.end} does not hold its text: {self.text[:40]!r}")

    @property
    def plain(self) -> str:
        """The text on one line, as it is read and translated."""
        return plain(self.text)
