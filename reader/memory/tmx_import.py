"""Reads TMX files, whoever wrote them: https://www.gala-global.org/tmx-14b."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from reader.bitext import TranslationUnit
from reader.languages import LanguagePair
from reader.memory.interchange import base_language, harmless, local_name, pieces, told_origin, told_status

if TYPE_CHECKING:
    from collections.abc import Iterator

    from lxml import etree

__all__ = ["read_tmx"]

_LANG = "{http://www.w3.org/XML/1998/namespace}lang"
# Their content is the code of a file format (TMX 1.4b, 4.2), not text; ``hi`` is not among them.
_CODE = frozenset({"bpt", "ept", "it", "ph", "ut"})


def read_tmx(path: Path, *, pair: LanguagePair | None = None) -> Iterator[TranslationUnit]:
    """The units of a TMX file that have both languages, one for each rendering; regional variants count.

    Raises:
        MissingDocument: the file is not there.
        BrokenDocument: it is no TMX, or its XML is damaged; the units before the damage have been yielded.
    """
    for event, element in pieces(path, root="tmx", names=frozenset({"tu"})):
        if event == "end":
            yield from _units(element, pair or LanguagePair())


def _units(tu: etree._Element, pair: LanguagePair) -> Iterator[TranslationUnit]:
    sides: dict[str, list[tuple[str, str]]] = {}
    props: dict[str, str] = {}
    for child in tu:
        if local_name(child) == "prop":
            props[child.get("type", "")] = (child.text or "").strip()
        elif local_name(child) == "tuv":
            language = base_language(child.get(_LANG) or child.get("lang"))
            when = child.get("changedate") or child.get("creationdate") or ""
            for seg in child:
                if local_name(seg) == "seg" and (text := harmless(_text(seg))):
                    sides.setdefault(language, []).append((text, when))
    when = tu.get("changedate") or tu.get("creationdate") or ""
    for source, _ in sides.get(pair.source, [])[:1]:
        for target, own in sides.get(pair.target, []):
            origin = told_origin(props.get("x-origin", ""), target, props.get("x-digest", ""))
            status = told_status(props.get("x-status", ""))
            yield TranslationUnit(source, target, origin, status, own or when, props.get("x-document-id", ""))


def _text(element: etree._Element) -> str:
    """The text of a segment, without codes and with what they enclose."""
    parts = [element.text or ""]
    for child in element:
        if local_name(child) and local_name(child) not in _CODE:
            parts.append(_text(child))
        parts.append(child.tail or "")
    return "".join(parts)
