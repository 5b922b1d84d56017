"""The parts of a DOCX file: where the text lies, what its styles are called, where its links lead, what it declares.

Source: ECMA-376, Office Open XML. Names are compared without namespaces, so that the transitional and the strict kind both read.
"""

from __future__ import annotations

import posixpath
import re
from dataclasses import dataclass, field
from typing import TYPE_CHECKING
from urllib.parse import unquote

from reader.documents import Structure
from reader.errors import BrokenDocument
from reader.formats.cleaning import clean_inline
from reader.formats.markup import attribute, local_name, parse_xml, text_of

if TYPE_CHECKING:
    from lxml import etree

    from reader.formats.archives import Archive

__all__ = [
    "Part",
    "Style",
    "child",
    "core_properties",
    "is_on",
    "list_number",
    "main_part",
    "open_part",
    "outline_level",
    "read_styles",
]

_METADATA = {
    "creator": "creator",
    "created": "date",
    "language": "language",
    "subject": "subject",
    "description": "description",
}
_HEADING = re.compile(r"(?:heading|titre|überschrift) ?([1-9])\b")
_NAMES: tuple[tuple[str, Structure], ...] = (
    (r"title|titre|book title", Structure.TITLE),
    (r"toc( heading)?( ?\d)?|table of figures|contents heading|index \d|contents \d", Structure.NAVIGATION),
    (r"(intense )?quote|citation.*|block ?text|quotations|blockquote", Structure.QUOTE),
    (r".*caption|légende|figure|illustration|table|captioned figure", Structure.CAPTION),
    (r"(foot|end)note( block)? text|footnote|endnote|note de (bas de page|fin)", Structure.NOTE),
    (r"source code|html preformatted|preformatted text|plain text|macro", Structure.CODE),
    (r"header.*|footer.*|en-tête|pied de page", Structure.RUNNING_HEAD),
    (r"verse|poetry|poem|line block", Structure.VERSE),
    (r"list( (paragraph|bullet|number|continue).*)?( \d)?|compact list", Structure.LIST_ITEM),
)
_KNOWN = tuple((re.compile(rf"(?:{pattern})$"), structure) for pattern, structure in _NAMES)
_CODE_RUN = re.compile(r"verbatim char|html code|source text|code char|html keyboard")
_BASES = 12  # a style based on a style based on …


@dataclass(frozen=True, slots=True)
class Style:
    """What a paragraph or character style says that matters to a reader."""

    structure: Structure | None = None
    level: int = 0
    listed: bool = False
    list_number: str = ""  # the id of the list that its paragraphs are items of
    italic: bool = False
    bold: bool = False
    code: bool = False


@dataclass(slots=True)
class Part:
    """A part of the package: its tree, and what its relationships lead to, by their ids."""

    member: str
    root: etree._Element
    targets: dict[str, str] = field(default_factory=dict)
    kinds: dict[str, list[str]] = field(default_factory=dict)  # last word of the relationship's type -> members


def child(element: etree._Element, name: str) -> etree._Element | None:
    """The first child of that local name."""
    wanted = name.lower()
    return next((inner for inner in element if local_name(inner) == wanted), None)


def is_on(properties: etree._Element | None, name: str) -> bool | None:
    """Whether a toggle property (``b``, ``i``, ``vanish``) is on; None where nothing is said."""
    found = child(properties, name) if properties is not None else None
    return None if found is None else attribute(found, "val").lower() not in {"0", "false", "off", "none"}


def main_part(archive: Archive, *, name: str) -> Part:
    """The part that holds the text.

    Raises:
        BrokenDocument: there is none, or it is no sound XML.
    """
    kinds = _relationships(archive, "", name=name)[1]
    where = next((found for member in kinds.get("officedocument", []) if (found := archive.find(member))), None)
    where = where or archive.find("word/document.xml")
    if where is None:
        raise BrokenDocument(f"{name}: a DOCX file without its text", hint="save or download it again")
    return open_part(archive, where, name=name)


def open_part(archive: Archive, member: str, *, name: str) -> Part:
    """A part by its name in the archive.

    Raises:
        BrokenDocument: missing, or no sound XML.
    """
    root = parse_xml(archive.read(member), name=f"{name}: {member}")
    return Part(member, root, *_relationships(archive, member, name=name))


def read_styles(archive: Archive, part: Part, *, name: str) -> dict[str, Style]:
    """The styles by their ids; none where the part that holds them is missing or damaged."""
    where = next((found for member in part.kinds.get("styles", []) if (found := archive.find(member))), None)
    if where is None:
        return {}
    try:
        root = parse_xml(archive.read(where), name=name)
    except BrokenDocument:
        return {}
    elements = {attribute(style, "styleId"): style for style in root if local_name(style) == "style"}
    return {identifier: _style(identifier, elements) for identifier in elements}


def core_properties(archive: Archive, *, name: str) -> tuple[str | None, list[tuple[str, str]]]:
    """The title and the metadata that the file declares."""
    where = next(iter(_relationships(archive, "", name=name)[1].get("core-properties", [])), "docProps/core.xml")
    if archive.find(where) is None:
        return None, []
    try:
        root = parse_xml(archive.read(where), name=name)
    except BrokenDocument:
        return None, []
    said = [(local_name(element), clean_inline(text_of(element))) for element in root]
    title = next((value for key, value in said if key == "title" and value), None)
    return title, [(_METADATA[key], value) for key, value in said if key in _METADATA and value]


def _relationships(archive: Archive, member: str, *, name: str) -> tuple[dict[str, str], dict[str, list[str]]]:
    folder, file = posixpath.split(member)
    where = posixpath.join(folder, "_rels", f"{file}.rels")
    targets: dict[str, str] = {}
    kinds: dict[str, list[str]] = {}
    if archive.find(where) is None:
        return targets, kinds
    try:
        root = parse_xml(archive.read(where), name=name)
    except BrokenDocument:
        return targets, kinds
    for relationship in root:
        target = relationship.get("Target", "")
        outside = relationship.get("TargetMode", "").lower() == "external"
        path = target if outside else posixpath.normpath(posixpath.join("/", folder, unquote(target))).lstrip("/")
        targets[relationship.get("Id", "")] = path
        if not outside:
            kinds.setdefault(relationship.get("Type", "").rpartition("/")[2].lower(), []).append(path)
    return targets, kinds


def _style(identifier: str, elements: dict[str, etree._Element]) -> Style:
    """A style with what it takes over from the styles that it is based on."""
    structure: Structure | None = None
    level = 0
    listed = italic = bold = None
    code = False
    number = ""
    for _ in range(_BASES):
        element = elements.get(identifier)
        if element is None:
            break
        named = child(element, "name")
        label = attribute(named, "val").lower() if named is not None else identifier.lower()
        paragraph, run = child(element, "pPr"), child(element, "rPr")
        if structure is None:
            structure, level = _by_name(label)
        if structure is None and paragraph is not None:
            level = outline_level(paragraph)
            structure = Structure.HEADING if level else None
        numbered = child(paragraph, "numPr") if paragraph is not None else None
        if listed is None and numbered is not None:
            listed, number = True, list_number(numbered)
        italic = is_on(run, "i") if italic is None else italic
        bold = is_on(run, "b") if bold is None else bold
        code = code or bool(_CODE_RUN.match(label))
        base = child(element, "basedOn")
        identifier = attribute(base, "val") if base is not None else ""
    return Style(structure, level, bool(listed), number, bool(italic), bool(bold), code)


def list_number(numbering: etree._Element | None) -> str:
    """The id of the list in numbering properties; empty for none."""
    number = child(numbering, "numId") if numbering is not None else None
    said = attribute(number, "val") if number is not None else ""
    return "" if said == "0" else said


def outline_level(paragraph: etree._Element) -> int:
    """The heading level that paragraph properties give, from 1; 0 for body text."""
    found = child(paragraph, "outlineLvl")
    said = attribute(found, "val") if found is not None else ""
    return int(said) + 1 if said in {"0", "1", "2", "3", "4", "5", "6", "7", "8"} else 0


def _by_name(label: str) -> tuple[Structure | None, int]:
    heading = _HEADING.match(label)
    if heading:
        return Structure.HEADING, int(heading[1])
    found = next((structure for pattern, structure in _KNOWN if pattern.match(label)), None)
    return found, int(found is Structure.TITLE)
