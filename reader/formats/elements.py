"""What the elements of HTML mean for a reader: blocks, inline marks, notes."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from reader.documents import PROSE_BLOCKS, MarkKind, Structure
from reader.formats.markup import attribute, local_name, text_of

if TYPE_CHECKING:
    from lxml import etree

__all__ = ["BLOCKS", "SKIPPED", "inline_mark", "is_backlink", "is_note", "is_note_reference", "structure_of"]

SKIPPED = frozenset(
    {
        "script",
        "style",
        "head",
        "link",
        "meta",
        "base",
        "param",
        "source",
        "track",
        "annotation",
        "annotation-xml",
        "desc",
    }
)
# Prose, and what a page is made of, is asked, or shows besides.
BLOCKS = PROSE_BLOCKS | frozenset([
    "html", "body", "form", "fieldset", "legend", "summary", "dialog", "menu", "select", "option", "optgroup",
    "textarea", "button", "noscript", "template", "iframe", "object", "video", "audio", "canvas", "search",
    "marquee", "dir", "isindex", "svg", "l", "lg",
])  # fmt: skip
_STRUCTURES = {
    "blockquote": Structure.QUOTE,
    "li": Structure.LIST_ITEM,
    "dt": Structure.LIST_ITEM,
    "dd": Structure.LIST_ITEM,
    "l": Structure.VERSE,
    "lg": Structure.VERSE,
    "pre": Structure.CODE,
    "figcaption": Structure.CAPTION,
    "caption": Structure.CAPTION,
    "legend": Structure.CAPTION,
    "td": Structure.TABLE_CELL,
    "th": Structure.TABLE_CELL,
}
_MARKS = {
    "em": MarkKind.EMPHASIS,
    "i": MarkKind.EMPHASIS,
    "cite": MarkKind.EMPHASIS,
    "dfn": MarkKind.EMPHASIS,
    "var": MarkKind.EMPHASIS,
    "strong": MarkKind.STRONG,
    "b": MarkKind.STRONG,
    "code": MarkKind.CODE,
    "kbd": MarkKind.CODE,
    "samp": MarkKind.CODE,
    "tt": MarkKind.CODE,
}
_HEADING = re.compile(r"h[1-6]$")
_VERSE_NAMES = frozenset({"verse", "poem", "poeme", "poetry", "stanza", "strophe", "line-block"})
_NOTE_TYPES = frozenset(
    {
        "footnote",
        "endnote",
        "rearnote",
        "note",
        "doc-footnote",
        "doc-endnote",
        "footnotes",
        "endnotes",
        "rearnotes",
        "doc-endnotes",
    }
)
_NOTE_NAMES = frozenset({"footnote", "footnotes", "endnote", "endnotes", "footnote-text", "msofootnotetext"})
_NOTE_ID = re.compile(
    r"(?:fn|ftn|_ftn|_edn|footnote|endnote|sdfootnote|sdendnote|cite_note|note|nbp)[-_:]?\d+(?:sym)?$", re.IGNORECASE
)
_REFERENCE_TYPES = frozenset({"noteref", "doc-noteref"})
_REFERENCE_NAMES = frozenset(
    {
        "footnote-ref",
        "noteref",
        "footnoteref",
        "sdfootnoteanc",
        "sdendnoteanc",
        "footnote-reference",
        "msofootnotereference",
    }
)
_LABEL = re.compile(r"\W{0,2}(?:\d{1,4}|[a-z]{1,4}|[*†‡§]{1,3})\W{0,2}$", re.IGNORECASE)


def structure_of(element: etree._Element, tag: str) -> tuple[Structure, int] | None:
    """The structure and heading level that an element gives to the text in it; None leaves it as around it."""
    if _HEADING.match(tag):
        return Structure.HEADING, int(tag[1])
    if tag in _STRUCTURES:
        found = _STRUCTURES[tag]
    elif _named(element) & _VERSE_NAMES:
        found = Structure.VERSE
    elif element.get("role") == "heading":
        said = element.get("aria-level", "2")
        return Structure.HEADING, int(said) if said in {"1", "2", "3", "4", "5", "6"} else 2
    else:
        return None
    return (Structure.VERSE, 0) if tag == "pre" and _named(element) & _VERSE_NAMES else (found, 0)


def inline_mark(tag: str) -> MarkKind | None:
    """Emphasis, strength or code, as the element itself says."""
    return _MARKS.get(tag)


def is_note(element: etree._Element) -> bool:
    """Whether an element says that it is a note, or a list of notes."""
    types = {*attribute(element, "type").lower().split(), *element.get("role", "").lower().split()}
    if types & _NOTE_TYPES and local_name(element) not in {"a", "span", "sup", "ul", "ol", "li"} | {"input", "button"}:
        return True
    if types & (_NOTE_TYPES - {"note"}):
        return local_name(element) not in {"a", "sup"}
    return bool(_named(element) & _NOTE_NAMES) and local_name(element) in {"div", "section", "aside", "li", "p", "ol"}


def is_note_reference(element: etree._Element) -> bool:
    """Whether a link leads to a note: by its type, or as a short label that is raised or leads to an id like a note's."""
    href = element.get("href", "")
    if "#" not in href:
        return False
    types = {*attribute(element, "type").lower().split(), *element.get("role", "").lower().split()}
    if types & _REFERENCE_TYPES or _named(element) & _REFERENCE_NAMES:
        return True
    label = text_of(element).strip()
    if not label or not _LABEL.match(label):
        return False
    parent = element.getparent()
    raised = (parent is not None and local_name(parent) == "sup") or element.find("{*}sup") is not None
    return raised or bool(_NOTE_ID.match(href.rpartition("#")[2]))


def is_backlink(element: etree._Element) -> bool:
    """Whether a link only leads back from a note to its place and says nothing: an arrow."""
    if element.get("role") != "doc-backlink" and not _named(element) & {"footnote-back", "footnote-backref"}:
        return False
    return not any(character.isalnum() for character in text_of(element))


def _named(element: etree._Element) -> set[str]:
    return set(element.get("class", "").lower().split())
