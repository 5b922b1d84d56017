"""References to notes in the pages of an e-book, carried from the French into its English."""

from __future__ import annotations

import copy
import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from reader.exporters.epub_tree import name_of, words_of
from reader.exporters.note_references import place_labels
from reader.exporters.xml_text import clean

if TYPE_CHECKING:
    from lxml import etree

__all__ = ["Reference", "append_text", "fill", "references_in"]

_LABEL = re.compile(r"\W{0,2}(?:\d{1,4}|[a-z]{1,3}|[*†‡§]{1,3})\W{0,2}$", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Reference:
    """A reference to a note.

    Args:
        original: the element, with the raised one around it.
        made: a copy that is to be put into the English.
        label: its text.
        share: how far into the text it stands, 0..1.
    """

    original: etree._Element
    made: etree._Element
    label: str
    share: float


def references_in(element: etree._Element, *, keep_ids: bool) -> list[Reference]:
    """The references to notes in an element, in order.

    Args:
        element: a block of the page.
        keep_ids: whether the copies keep their identifiers: they do where the originals go.
    """
    found: list[Reference] = []
    words = words_of(element)
    at = 0
    for link in element.iterdescendants():
        label = words_of(link)
        if name_of(link) != "a" or "#" not in link.get("href", "") or not _is_reference(link, label):
            continue
        parent = link.getparent()
        raised = (
            parent is not None and name_of(parent) == "sup" and len(parent) == 1 and not (parent.text or "").strip()
        )
        original = parent if raised and parent is not None else link
        made = copy.deepcopy(original)
        made.tail = None
        for inner in made.iter() if not keep_ids else ():
            if inner.get("id") is not None:
                del inner.attrib["id"]
        at = max(at, words.find(label, at))
        found.append(Reference(original, made, label.strip(), at / max(1, len(words))))
    return found


def _is_reference(link: etree._Element, label: str) -> bool:
    kinds = " ".join(str(value) for key, value in link.attrib.items() if str(key).endswith("type"))
    return "noteref" in kinds or bool(_LABEL.match(label.strip()))


def fill(element: etree._Element, text: str, references: Sequence[Reference]) -> None:
    """Put a text behind what an element holds, each reference where its label stands in it, else at the end."""
    text = clean(text)
    places = place_labels(text, [(reference.label, reference.share) for reference in references])
    placed = sorted((place, at) for at, place in enumerate(places) if place)
    at = 0
    for (start, end), number in placed:
        _append_lines(element, text[at:start])
        element.append(references[number].made)
        at = end
    _append_lines(element, text[at:])
    element.extend(reference.made for reference, place in zip(references, places, strict=True) if not place)


def append_text(element: etree._Element, text: str) -> None:
    """Put a text behind what an element holds."""
    if len(element):
        element[-1].tail = (element[-1].tail or "") + text
    else:
        element.text = (element.text or "") + text


def _append_lines(element: etree._Element, text: str) -> None:
    """Put a text behind what an element holds, its line ends as elements."""
    for at, line in enumerate(text.split("\n")):
        if at:
            element.append(element.makeelement(re.sub(r"[^}]*$", "br", str(element.tag), count=1)))
        append_text(element, line)
