"""From the tree of a DOCX part to drafts of blocks: paragraphs, runs, tables, text boxes, fields, notes.

The tree is walked by events, not by recursion. A text box stands amid a run of its host paragraph; its paragraphs are
gathered on their own and follow the host.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, ClassVar

from reader.documents import Cell, Item, Mark, MarkKind, Structure
from reader.formats.cleaning import clean_inline
from reader.formats.docx_package import Style, child, is_on, list_number, outline_level
from reader.formats.drafts import Draft, InlineText
from reader.formats.markup import attribute, local_name

if TYPE_CHECKING:
    from collections.abc import Callable

    from lxml import etree

    from reader.formats.docx_numbering import Numbering

__all__ = ["PartWalker"]

_SKIPPED = frozenset(
    {
        "pPr",
        "tblPr",
        "trPr",
        "tcPr",
        "sectPr",
        "tblGrid",
        "sdtPr",
        "sdtEndPr",
        "del",
        "moveFrom",
        "delText",
        "Fallback",
        "rt",
        "binData",
    }
)
_SKIPPED_LOWER = frozenset(name.lower() for name in _SKIPPED)
_PLAIN = Style()
_SPAN_LIMIT = 1000
_HEXADECIMAL = re.compile(r"[0-9A-Fa-f]{1,6}$")


@dataclass(slots=True)
class _Story:
    """A run of paragraphs: the body, or a text box."""

    inline: InlineText = field(default_factory=InlineText)
    drafts: list[Draft] = field(default_factory=list)
    boxes: list[Draft] = field(default_factory=list)  # of text boxes and pictures in the open paragraph
    structure: Structure = Structure.PARAGRAPH
    level: int = 0
    item: Item | None = None
    listed: bool = False  # the paragraph before was an item of a list
    open_link: bool = False


@dataclass(slots=True)
class _Table:
    number: int
    row: int = -1
    column: int = 0
    cell: Cell | None = None


@dataclass(slots=True)
class _FieldCode:
    """A field: its code, then (after ``separate``) what it shows."""

    code: str = ""
    shows: bool = False
    link: bool = False


class PartWalker:
    """Walks one part.

    Args:
        styles: by their ids.
        targets: of the part's relationships, by their ids.
        numbering: of the document's lists.
        anchor: an identifier that links to the part's first character lead to.
    """

    def __init__(
        self, styles: dict[str, Style], targets: dict[str, str], *, numbering: Numbering, anchor: str = ""
    ) -> None:
        self._styles = styles
        self._targets = targets
        self._numbering = numbering
        self._stories = [_Story()]
        self._tables: list[_Table] = []
        self._table_count = 0
        self._marks: list[int] = []  # of each open element, how many inline marks it opened
        self._fields: list[_FieldCode] = []
        self._vanished: list[str] = []
        self._numbers: dict[str, int] = {}
        self.notes: list[tuple[str, str]] = []
        if anchor:
            self._stories[0].inline.anchor(anchor)

    @property
    def drafts(self) -> list[Draft]:
        """What was gathered, in order."""
        return self._stories[0].drafts

    def walk(self, root: etree._Element) -> None:
        """Gather the drafts of a tree."""
        from lxml import etree  # noqa: PLC0415 - heavy

        walk = etree.iterwalk(root, events=("start", "end"))
        for event, element in walk:
            tag = local_name(element)
            if event == "end":
                self._leave(tag)
            else:
                self._marks.append(0)
                if tag in _SKIPPED_LOWER or (tag == "r" and self._hidden(element)):
                    walk.skip_subtree()
                else:
                    self._enter(element, tag)
        self._end_paragraph()

    def _enter(self, element: etree._Element, tag: str) -> None:
        enter = self._ENTER.get(tag)
        if enter is not None:
            enter(self, element)

    def _leave(self, tag: str) -> None:
        story = self._stories[-1]
        if tag == "p":
            self._end_paragraph()
        elif tag == "txbxcontent" and len(self._stories) > 1:
            self._end_paragraph()
            self._stories.pop()
            self._stories[-1].boxes.extend(story.drafts)
        elif tag == "tbl" and self._tables:
            self._tables.pop()
        elif tag == "tc" and self._tables:
            self._tables[-1].cell = None
        for _ in range(self._marks.pop()):
            story.inline.close()

    def _end_paragraph(self) -> None:
        story = self._stories[-1]
        cell = self._tables[-1].cell if self._tables and len(self._stories) == 1 else None
        text, marks = story.inline.take()
        if text:
            structure = Structure.TABLE_CELL if cell and story.structure is Structure.PARAGRAPH else story.structure
            item = story.item if structure is Structure.LIST_ITEM else None
            story.drafts.append(Draft(text, structure, story.level, cell, marks, item=item))
            story.listed = structure is Structure.LIST_ITEM
        story.drafts.extend(story.boxes)
        story.boxes = []
        if self._vanished:
            story.drafts.append(Draft(clean_inline("".join(self._vanished)), Structure.NAVIGATION))
            self._vanished = []
        story.structure, story.level, story.item = Structure.PARAGRAPH, 0, None

    def _paragraph(self, element: etree._Element) -> None:
        self._end_paragraph()
        story = self._stories[-1]
        properties = child(element, "pPr")
        if properties is None:
            return
        named = child(properties, "pStyle")
        style = self._styles.get(attribute(named, "val"), _PLAIN) if named is not None else _PLAIN
        level = outline_level(properties)
        numbering = child(properties, "numPr")
        if style.structure is not None and style.structure is not Structure.LIST_ITEM:
            story.structure, story.level = style.structure, style.level
        elif level:
            story.structure, story.level = Structure.HEADING, level
        elif list_number(numbering) or (numbering is None and (style.listed or style.structure)):
            story.structure, story.level = Structure.LIST_ITEM, _list_level(numbering)
            number = list_number(numbering) or style.list_number
            goes_on = Item(continues=True) if story.listed else None  # a style of lists alone: no number, no bullet
            story.item = self._numbering.item(number, story.level - 1) if number else goes_on

    def _run(self, element: etree._Element) -> None:
        properties = child(element, "rPr")
        if properties is None:
            return
        named = child(properties, "rStyle")
        style = self._styles.get(attribute(named, "val"), _PLAIN) if named is not None else _PLAIN
        italic, bold = is_on(properties, "i"), is_on(properties, "b")
        heading = self._stories[-1].structure in {Structure.HEADING, Structure.TITLE}
        for kind, wanted in (
            (MarkKind.EMPHASIS, style.italic if italic is None else italic),
            (MarkKind.STRONG, (style.bold if bold is None else bold) and not heading),
            (MarkKind.CODE, style.code),
        ):
            if wanted:
                self._open(kind)

    def _hidden(self, element: etree._Element) -> bool:
        """Whether a run is hidden text; its words become a block after the paragraph."""
        if not is_on(child(element, "rPr"), "vanish"):
            return False
        self._vanished.extend(text.text or "" for text in element if local_name(text) == "t")
        return True

    def _open(self, kind: MarkKind, value: str = "") -> None:
        self._stories[-1].inline.open(kind, value)
        self._marks[-1] += 1

    def _text(self, element: etree._Element) -> None:
        if not self._fields or all(code.shows for code in self._fields):
            self._stories[-1].inline.write(element.text or "")

    def _write(self, text: str) -> None:
        self._stories[-1].inline.write(text)

    def _break(self, element: etree._Element) -> None:
        if attribute(element, "type") in {"", "textWrapping"}:
            self._stories[-1].inline.line_break()
        else:
            self._write(" ")

    def _blank(self, _: etree._Element) -> None:
        self._write(" ")

    def _hyphen(self, _: etree._Element) -> None:
        self._write("-")

    def _symbol(self, element: etree._Element) -> None:
        said = attribute(element, "char")
        code = int(said, 16) if _HEXADECIMAL.match(said) else 0
        if 0x20 <= code < 0xD800 or 0xF900 <= code < 0xFFFE:  # noqa: PLR2004 - between them stand private characters of fonts
            self._write(chr(code))

    def _hyperlink(self, element: etree._Element) -> None:
        anchor = attribute(element, "anchor")
        target = self._targets.get(attribute(element, "id"), "")
        address = f"{target}#{anchor}" if anchor else target
        if address:
            self._open(MarkKind.LINK, clean_inline(address))

    def _field_mark(self, element: etree._Element) -> None:
        kind = attribute(element, "fldCharType")
        inline = self._stories[-1].inline
        if kind == "begin":
            self._fields.append(_FieldCode())
        elif kind == "separate" and self._fields:
            code = self._fields[-1]
            code.shows = True
            address = _link_in(code.code)
            if address and not self._stories[-1].open_link:
                code.link = self._stories[-1].open_link = True
                inline.begin_span(MarkKind.LINK, address)
        elif kind == "end" and self._fields and self._fields.pop().link:
            self._stories[-1].open_link = False
            inline.end_span()

    def _field_code(self, element: etree._Element) -> None:
        if self._fields and len(self._fields[-1].code) < 4000:  # noqa: PLR2004 - an address, not a book
            self._fields[-1].code += element.text or ""

    def _simple_field(self, element: etree._Element) -> None:
        address = _link_in(attribute(element, "instr"))
        if address:
            self._open(MarkKind.LINK, address)

    def _note(self, element: etree._Element) -> None:
        kind = local_name(element).removesuffix("reference")
        identifier = attribute(element, "id")
        self.notes.append((kind, identifier))
        self._numbers[kind] = self._numbers.get(kind, 0) + 1
        inline = self._stories[-1].inline
        inline.open(MarkKind.NOTE_REFERENCE, f"#{kind}-{identifier}")
        if attribute(element, "customMarkFollows") not in {"1", "true", "on"}:
            inline.write(str(self._numbers[kind]))
        inline.close()

    def _bookmark(self, element: etree._Element) -> None:
        name = clean_inline(attribute(element, "name"))
        if name and name != "_GoBack":
            self._stories[-1].inline.anchor(f"#{name}")

    def _picture(self, element: etree._Element) -> None:
        words = clean_inline(attribute(element, "descr"))
        if words:
            mark = Mark(0, len(words), MarkKind.IMAGE)
            self._stories[-1].boxes.append(Draft(words, Structure.CAPTION, marks=[mark]))

    def _box(self, _: etree._Element) -> None:
        self._stories.append(_Story())

    def _table(self, _: etree._Element) -> None:
        self._end_paragraph()
        self._tables.append(_Table(self._table_count))
        self._table_count += 1

    def _row(self, _: etree._Element) -> None:
        if self._tables:
            self._tables[-1].row += 1
            self._tables[-1].column = 0

    def _cell(self, element: etree._Element) -> None:
        if not self._tables:
            return
        table = self._tables[-1]
        table.cell = Cell(table.number, max(table.row, 0), table.column)
        properties = child(element, "tcPr")
        span = child(properties, "gridSpan") if properties is not None else None
        said = attribute(span, "val") if span is not None else "1"
        table.column += min(int(said), _SPAN_LIMIT) if said.isascii() and said.isdigit() and len(said) < 9 else 1  # noqa: PLR2004

    _ENTER: ClassVar[dict[str, Callable[[PartWalker, etree._Element], None]]] = {
        "p": _paragraph,
        "r": _run,
        "t": _text,
        "tab": _blank,
        "ptab": _blank,
        "nobreakhyphen": _hyphen,
        "br": _break,
        "cr": _break,
        "sym": _symbol,
        "hyperlink": _hyperlink,
        "fldchar": _field_mark,
        "instrtext": _field_code,
        "fldsimple": _simple_field,
        "footnotereference": _note,
        "endnotereference": _note,
        "bookmarkstart": _bookmark,
        "docpr": _picture,
        "txbxcontent": _box,
        "tbl": _table,
        "tr": _row,
        "tc": _cell,
    }


def _list_level(numbering: etree._Element | None) -> int:
    level = child(numbering, "ilvl") if numbering is not None else None
    said = attribute(level, "val") if level is not None else "0"
    return int(said) + 1 if said in {"0", "1", "2", "3", "4", "5", "6", "7", "8"} else 1


def _link_in(code: str) -> str:
    """The address in a HYPERLINK field's code."""
    words = code.strip().split(maxsplit=1)
    if not words or words[0].upper() != "HYPERLINK" or len(words) == 1:
        return ""
    parts = words[1].split('"')
    local = "\\l" in parts[0]
    address = clean_inline(parts[1]) if len(parts) > 1 else ""
    return f"#{address}" if local and address else address
