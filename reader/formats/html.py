"""Web pages as browsers save them: what is to be read, and the furniture around it as NAVIGATION blocks.

Hidden elements (``hidden``, ``display:none``, ``aria-hidden``, ``noscript``, ``template``) are kept as NAVIGATION too. A
picture's alternative text stands as a CAPTION with an IMAGE mark, or in the line where text stands before it.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from reader.documents import Document, MarkKind, Structure
from reader.formats.drafts import Draft, compose
from reader.formats.evidence import PageEvidence
from reader.formats.markup import local_name, parse_html, text_of
from reader.formats.styles import ClassStyles
from reader.formats.walking import Walker

if TYPE_CHECKING:
    from lxml import etree

__all__ = ["mark_notes", "name_title", "prune_anchors", "read_html", "read_root"]

_META = {
    "author": "creator",
    "article:author": "creator",
    "dc.creator": "creator",
    "dcterms.creator": "creator",
    "description": "description",
    "dc.description": "description",
    "date": "date",
    "dc.date": "date",
    "dcterms.date": "date",
    "article:published_time": "date",
    "og:site_name": "publisher",
    "dc.publisher": "publisher",
    "og:url": "source",
    "dc.source": "source",
    "keywords": "subject",
    "dc.language": "language",
    "dc.rights": "rights",
}
_NOTABLE = frozenset({Structure.PARAGRAPH, Structure.LIST_ITEM, Structure.QUOTE, Structure.NOTE})
_WORDS = re.compile(r"\w+")


def read_html(data: bytes, *, name: str) -> Document:
    """The Document of a web page's bytes.

    Raises:
        BrokenDocument: nested too deeply, or no HTML at all.
        EmptyDocument: no character stands in it.
    """
    return read_root(parse_html(data, name=name), name=name, format_name="html")


def read_root(root: etree._Element, *, name: str, format_name: str) -> Document:
    """The Document of a page that is parsed already."""
    title, metadata = _declared(root)
    french = dict(metadata).get("language", "").lower().startswith("fr")
    styles = ClassStyles(text_of(element) for element in root.iter("{*}style", "style"))
    walker = Walker(furniture=PageEvidence(root), styles=styles, french=french)
    walker.walk(root)
    drafts = walker.drafts
    mark_notes(drafts)
    name_title(drafts, title)
    prune_anchors(drafts)
    return compose(drafts, name=name, format_name=format_name, title=title, metadata=metadata)


def name_title(drafts: list[Draft], title: str | None) -> None:
    """Call a heading of the first level the title: the only one, or the one that the page's declared title repeats."""
    first = [draft for draft in drafts if draft.structure is Structure.HEADING and draft.level == 1]
    if len(first) > 1 and title:
        told = _WORDS.findall(title.lower())
        first = [draft for draft in first if _starts(told, _WORDS.findall(draft.text.lower()))][:1]
    if len(first) == 1:
        first[0].structure = Structure.TITLE


def _starts(told: list[str], words: list[str]) -> bool:
    return bool(words) and told[: len(words)] == words


def mark_notes(drafts: list[Draft]) -> None:
    """Call a block a note where a note reference that stands before it leads to it."""
    wanted: set[str] = set()
    label = False  # the block before is a note's number alone, and its text follows
    for draft in drafts:
        anchors = {mark.value for mark in draft.marks if mark.kind is MarkKind.ANCHOR}
        if (label or anchors & wanted) and draft.structure in _NOTABLE:
            draft.structure, draft.level = Structure.NOTE, 0
            label = not any(character.isalpha() for character in draft.text)
        else:
            label = False
        wanted.update(mark.value for mark in draft.marks if mark.kind is MarkKind.NOTE_REFERENCE)
        wanted -= anchors


def prune_anchors(drafts: list[Draft]) -> None:
    """Keep only anchors that a link in the document leads to."""
    links = {MarkKind.LINK, MarkKind.NOTE_REFERENCE}
    wanted = {mark.value for draft in drafts for mark in draft.marks if mark.kind in links}
    for draft in drafts:
        draft.marks = [mark for mark in draft.marks if mark.kind is not MarkKind.ANCHOR or mark.value in wanted]


def _declared(root: etree._Element) -> tuple[str | None, list[tuple[str, str]]]:
    """The title and the metadata in the head."""
    title: str | None = None
    metadata: list[tuple[str, str]] = []
    language = root.get("lang") or root.get("{http://www.w3.org/XML/1998/namespace}lang")
    if language:
        metadata.append(("language", language))
    for element in root.iter("{*}title", "{*}meta", "title", "meta"):
        if local_name(element) == "meta":
            key = _META.get((element.get("name") or element.get("property") or "").lower())
            pair = (key or "", element.get("content", ""))
            if key and pair[1].strip() and pair not in metadata and len(metadata) < 50:  # noqa: PLR2004 - a hostile head
                metadata.append(pair)
        elif title is None and element.getparent() is not None and local_name(element.getparent()) != "svg":  # type: ignore[arg-type]
            title = text_of(element).strip() or None
    return title, metadata
