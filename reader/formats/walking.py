"""From a tree of HTML elements to drafts of blocks, for web pages, e-books and Markdown alike.

The tree is walked by events, not by recursion, so that depth costs nothing. An element that makes a block ends the one before;
inline elements leave marks. Nothing but scripts, styles and the head is left out; arrows that lead back from a note are.
"""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING, Protocol

from reader.documents import Cell, Mark, MarkKind, Structure
from reader.formats.cleaning import clean_inline
from reader.formats.drafts import Draft, InlineText
from reader.formats.elements import BLOCKS, SKIPPED, inline_mark, is_backlink, is_note, is_note_reference, structure_of
from reader.formats.evidence import is_hidden
from reader.formats.markup import local_name, text_of
from reader.formats.numbering import Entry, HtmlList
from reader.formats.styles import NO_STYLES, ClassStyles

if TYPE_CHECKING:
    from collections.abc import Callable

    from lxml import etree

__all__ = ["Furniture", "Walker"]

_SPAN_LIMIT = 1000
_ALT_AS_CAPTION = 8  # a shorter alternative text is a drop cap or an emoji, and belongs into the line
_NUMBERED = (Structure.LIST_ITEM, Structure.NOTE)
_TAG_MARKS = frozenset({"a", "q"})


class Furniture(Protocol):
    """What tells a page's furniture from its content."""

    def is_furniture(self, element: etree._Element) -> bool:
        """Whether the element is a menu, banner, form or the like."""


@dataclass(slots=True)
class _Table:
    number: int | None  # None: a table for layout, whose cells are no cells
    row: int = -1
    column: int = 0
    taken: dict[int, int] = field(default_factory=dict)  # column -> rows that a cell from above still takes

    def next_row(self) -> None:
        self.row += 1
        self.column = 0
        self.taken = {column: rows - 1 for column, rows in self.taken.items() if rows > 1} if self.row else {}

    def next_cell(self, element: etree._Element) -> Cell | None:
        while self.column in self.taken:
            self.column += 1
        at = self.column
        width, height = _span(element, "colspan"), _span(element, "rowspan")
        self.column += width
        if height > 1 and len(self.taken) < _SPAN_LIMIT:
            self.taken.update(dict.fromkeys(range(at, at + width), height))
        return None if self.number is None else Cell(self.number, max(self.row, 0), at)


@dataclass(slots=True)
class _Frame:
    """An open element and what holds for the text in it."""

    block: bool = True
    structure: Structure = Structure.PARAGRAPH
    level: int = 0
    depth: int = 0  # of lists
    cell: Cell | None = None
    furniture: bool = False
    note: bool = False
    preserve: bool = False
    marks: int = 0
    children: int = 0
    index: int = 0
    serial: int = 0
    table: _Table | None = None
    items: HtmlList | None = None  # a list, which counts its items
    entry: Entry | None = None  # the item that the text belongs to
    after: str = ""  # text that stands at the end of the element, as of a quotation


class Walker:
    """Walks trees and gathers drafts; several trees in order make one document.

    Args:
        resolve: from an address as written to the address or identifier to keep.
        furniture: tells a page's furniture; None for books.
        styles: of the classes.
        french: the language, for the quotation marks that ``q`` stands for.
    """

    def __init__(
        self,
        *,
        resolve: Callable[[str], str] = str,
        furniture: Furniture | None = None,
        styles: ClassStyles = NO_STYLES,
        french: bool = False,
    ) -> None:
        self._resolve = resolve
        self._furniture = furniture
        self._quotes = ("«\u00a0", "\u00a0»") if french else ("“", "”")
        self._styles = styles
        self._inline = InlineText()
        self._frames: list[_Frame] = []
        self._aside: list[Draft] = []
        self._tables = 0
        self._breaks = 0
        self._entered = 0
        self.member = ""  # the file in an archive that is being walked
        self.drafts: list[Draft] = []

    def walk(self, root: etree._Element) -> None:
        """Gather the drafts of a tree; its places are paths from the root, ``/*`` being the root itself."""
        from lxml import etree  # noqa: PLC0415 - heavy

        self._frames = [_Frame()]
        walk = etree.iterwalk(root, events=("start", "end"))
        for event, element in walk:
            tag = local_name(element)
            if event == "end":
                self._leave(element)
            elif not tag or tag in SKIPPED or self._diverted(element, tag):
                walk.skip_subtree()
                self._push_empty()
            else:
                self._enter(element, tag)
        self._flush()

    def _push_empty(self) -> None:
        """A frame for an element whose content is passed over, so that its end finds one."""
        outer = self._frames[-1]
        outer.children += 1
        self._frames.append(replace(outer, block=False, marks=0, table=None, items=None, after=""))

    def _diverted(self, element: etree._Element, tag: str) -> bool:
        """Whether an inline element is left out of its line: hidden text becomes a block of its own, an arrow back goes."""
        if tag in BLOCKS:
            return False
        if tag == "a" and is_backlink(element):
            return True
        if tag == "title" and element.getparent() is not None and local_name(element.getparent()) == "svg":  # type: ignore[arg-type]
            return True
        if not is_hidden(element) and not self._styles.hides(element):
            return False
        words = clean_inline(text_of(element))
        if words:
            self._aside.append(Draft(words, Structure.NAVIGATION, place=self._place(self._frames[-1].children + 1)))
        return True

    def _enter(self, element: etree._Element, tag: str) -> None:
        outer = self._frames[-1]
        outer.children += 1
        self._entered += 1
        named = self._furniture is not None and self._furniture.is_furniture(element)
        block = tag in BLOCKS or (named and self._inline.blank)
        if block:
            self._flush()
        hidden = named or (block and (is_hidden(element) or self._styles.hides(element)))
        frame = _Frame(
            block=block,
            structure=outer.structure,
            level=outer.level,
            depth=outer.depth + (tag in {"ul", "ol", "dl"}),
            cell=outer.cell,
            furniture=outer.furniture or hidden,
            note=outer.note or is_note(element),
            preserve=outer.preserve or tag in {"pre", "textarea"},
            index=outer.children,
            entry=outer.entry,
            serial=self._entered,
        )
        self._frames.append(frame)
        found = structure_of(element, tag)
        if found:
            frame.structure, frame.level = found
        self._enter_list(element, tag, frame)
        self._enter_table(element, tag, frame)
        self._open_marks(element, tag, frame)
        self._write_own(element, tag, frame)
        if element.text:
            self._write(element.text, frame)

    def _enter_list(self, element: etree._Element, tag: str, frame: _Frame) -> None:
        """Count an item; a definition (``dd``) goes on where its term stands."""
        if tag in {"ul", "ol", "dl", "menu"}:
            frame.items = HtmlList(element, tag)
        elif tag in {"li", "dt"}:
            items = next((outer.items for outer in reversed(self._frames) if outer.items is not None), None)
            frame.entry = items.entry(element) if items is not None else Entry(None)
        elif tag == "dd":
            frame.entry = Entry(None, begun=True)
        if tag in {"li", "dt", "dd"}:
            frame.level = max(1, frame.depth)

    def _enter_table(self, element: etree._Element, tag: str, frame: _Frame) -> None:
        if tag == "table":
            layout = element.get("role", "") in {"presentation", "none"} or element.find(".//{*}table") is not None
            frame.table = _Table(None if layout else self._tables)
            self._tables += not layout
        elif tag in {"tr", "td", "th"}:
            table = next((outer.table for outer in reversed(self._frames) if outer.table is not None), None)
            if table is not None and tag == "tr":
                table.next_row()
            elif table is not None:
                frame.cell = table.next_cell(element)
            if frame.cell is None and tag != "tr":
                frame.structure = Structure.PARAGRAPH

    def _open_marks(self, element: etree._Element, tag: str, frame: _Frame) -> None:
        for identifier in {element.get("id"), element.get("name") if tag == "a" else None} - {None, ""}:
            self._inline.anchor(self._resolve(f"#{identifier}"))
        own = inline_mark(tag)
        styled = self._styles.marks(element) if tag not in BLOCKS else ()
        for kind in dict.fromkeys((own, *styled) if own else styled):
            self._inline.open(kind)
            frame.marks += 1
        href = element.get("href") if tag == "a" else None
        if href and not href.strip().lower().startswith(("javascript:", "data:")):
            note = is_note_reference(element)
            self._inline.open(MarkKind.NOTE_REFERENCE if note else MarkKind.LINK, self._resolve(clean_inline(href)))
            frame.marks += 1

    def _write_own(self, element: etree._Element, tag: str, frame: _Frame) -> None:
        """What an element shows by itself: a line end, a picture's alternative text, a button's label, quotation marks."""
        if tag == "br":
            self._break(frame)
        elif tag == "img":
            self._image(element, frame)
        elif tag == "input" and element.get("type", "text") not in {"hidden", "checkbox", "radio"}:
            label = clean_inline(element.get("value", "") or element.get("placeholder", ""))
            if label:
                self._aside.append(Draft(label, Structure.NAVIGATION, place=self._place()))
        elif tag == "q":
            self._write(self._quotes[0], frame)
            frame.after = self._quotes[1]

    def _break(self, frame: _Frame) -> None:
        self._breaks += 1
        if self._breaks > 1 and not frame.preserve and not self._inline.blank:
            self._flush()
        else:
            self._inline.line_break()

    def _image(self, element: etree._Element, frame: _Frame) -> None:
        words = clean_inline(element.get("alt", ""))
        source = clean_inline(element.get("src", ""))[:2000]
        if not words:
            return
        value = "" if source.startswith("data:") else self._resolve(source)
        if len(words) >= _ALT_AS_CAPTION and self._inline.blank:
            structure = Structure.NAVIGATION if frame.furniture else Structure.CAPTION
            mark = Mark(0, len(words), MarkKind.IMAGE, value)
            self.drafts.append(Draft(words, structure, cell=frame.cell, marks=[mark], place=self._place()))
            return
        self._inline.open(MarkKind.IMAGE, value)
        self._write(words, frame)
        self._inline.close()

    def _leave(self, element: etree._Element) -> None:
        frame = self._frames.pop()
        if frame.after:
            self._write(frame.after, frame)
        if frame.block:
            self._frames.append(frame)
            self._flush()
            self._frames.pop()
        for _ in range(frame.marks):
            self._inline.close()
        if element.tail and len(self._frames) > 1:
            self._write(element.tail, self._frames[-1])

    def _write(self, text: str, frame: _Frame) -> None:
        if text.strip():
            self._breaks = 0
        self._inline.write(text, preserve=frame.preserve)

    def _flush(self) -> None:
        """End the block that is being gathered, as what the innermost block element says it is."""
        self._breaks = 0
        frame = next(outer for outer in reversed(self._frames) if outer.block)
        text, marks = self._inline.take()
        if text:
            structure, level = _kind(frame)
            item = frame.entry.take() if frame.entry is not None and structure in _NUMBERED else None
            draft = Draft(text, structure, level, cell=frame.cell, marks=marks, place=self._place(), item=item)
            draft.stanza = self._stanza()
            self.drafts.append(draft)
        if self._aside:
            self.drafts.extend(self._aside)
            self._aside = []

    def _stanza(self) -> int:
        """What the block element that holds the line's own is called by: which one of all that were entered."""
        blocks = [outer.serial for outer in self._frames if outer.block]
        return blocks[-2] if len(blocks) > 1 else 0

    def _place(self, child: int = 0) -> tuple[str, str]:
        """In an archive, the path of the innermost block element, or of that child of the innermost element."""
        if not self.member:
            return "", ""
        last = len(self._frames) - 1
        if not child:
            while last > 1 and not self._frames[last].block:
                last -= 1
        steps = [frame.index for frame in self._frames[2 : last + 1]] + ([child] if child else [])
        return self.member, "/*" + "".join(f"/*[{step}]" for step in steps)


def _kind(frame: _Frame) -> tuple[Structure, int]:
    if frame.furniture:
        return Structure.NAVIGATION, 0
    if frame.note:
        return Structure.NOTE, 0
    return frame.structure, frame.level


def _span(element: etree._Element, name: str) -> int:
    said = element.get(name, "1").strip()
    return min(max(int(said), 1), _SPAN_LIMIT) if said.isascii() and said.isdigit() and len(said) < 9 else 1  # noqa: PLR2004
