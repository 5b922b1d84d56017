"""Automatic numbers of lists in office documents, counted as Word does (ECMA-376-1, 17.9)."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from reader.documents import Item
from reader.errors import BrokenDocument
from reader.formats.docx_package import child, open_part
from reader.formats.markup import attribute, local_name
from reader.formats.numbering import numeral

if TYPE_CHECKING:
    from lxml import etree

    from reader.formats.archives import Archive
    from reader.formats.docx_package import Part

__all__ = ["Numbering", "read_numbering"]

_STYLES = {"lowerletter": "a", "upperletter": "A", "lowerroman": "i", "upperroman": "I"}
_PLACE = re.compile(r"%([1-9])")
_LEVELS = 9
_LONGEST = 40  # characters of a label


@dataclass(frozen=True, slots=True)
class _Level:
    """How a level of a list numbers its items; ``pattern`` is None for bullets and ``"%1."`` or the like else."""

    start: int = 1
    style: str = "1"
    pattern: str | None = None
    blank: bool = False  # shows nothing: pandoc's way to say that a paragraph goes on with an item


class Numbering:
    """Counts the items of a document's lists, in order.

    Args:
        lists: by their ids, the id of the definition that each follows, and where its levels start anew.
        levels: of each definition.
    """

    def __init__(self, lists: dict[str, tuple[str, dict[int, int]]], levels: dict[str, dict[int, _Level]]) -> None:
        self._lists = lists
        self._levels = levels
        self._counts: dict[str, dict[int, int]] = {}
        self._seen: set[str] = set()

    def item(self, number: str, level: int) -> Item | None:
        """What the next item of a list says of itself; None for one with a bullet.

        Args:
            number: the list's id.
            level: from 0.
        """
        definition, anew = self._lists.get(number, ("", {}))
        levels = self._levels.get(definition, {})
        shape = levels.get(level, _Level())
        if shape.blank:
            return Item(continues=True)
        counts = self._counts.setdefault(definition, {})
        if number not in self._seen:
            self._seen.add(number)
            for restarted in anew:
                counts.pop(restarted, None)
        start = anew.get(level, shape.start)
        counts[level] = counts[level] + 1 if level in counts else start
        for deeper in [inner for inner in counts if inner > level]:
            del counts[deeper]
        if shape.pattern is None:
            return None
        return Item(self._label(shape.pattern, levels, counts), counts[level], shape.style)

    def _label(self, pattern: str, levels: dict[int, _Level], counts: dict[int, int]) -> str:
        def said(match: re.Match[str]) -> str:
            level = int(match[1]) - 1
            shape = levels.get(level, _Level())
            return numeral(counts.get(level, shape.start), shape.style)

        return _PLACE.sub(said, pattern)[:_LONGEST]


def read_numbering(archive: Archive, part: Part, *, name: str) -> Numbering:
    """The numbering of a document; one that knows no list where the part that tells it is missing or damaged."""
    where = next((found for member in part.kinds.get("numbering", []) if (found := archive.find(member))), None)
    if where is None:
        return Numbering({}, {})
    try:
        root = open_part(archive, where, name=name).root
    except BrokenDocument:
        return Numbering({}, {})
    levels: dict[str, dict[int, _Level]] = {}
    lists: dict[str, tuple[str, dict[int, int]]] = {}
    for element in root:
        kind = local_name(element)
        if kind == "abstractnum":
            levels[attribute(element, "abstractNumId")] = {
                _whole(attribute(inner, "ilvl")): _level(inner) for inner in element if local_name(inner) == "lvl"
            }
        elif kind == "num":
            followed = child(element, "abstractNumId")
            overrides = [inner for inner in element if local_name(inner) == "lvloverride"]
            anew = {
                _whole(attribute(inner, "ilvl")): _whole(attribute(start, "val"), 1)
                for inner in overrides
                if (start := child(inner, "startOverride")) is not None
            }
            identifier = attribute(followed, "val") if followed is not None else ""
            lists[attribute(element, "numId")] = identifier, anew
    return Numbering(lists, levels)


def _level(element: etree._Element) -> _Level:
    said = {
        key: attribute(found, "val")
        for key in ("start", "numFmt", "lvlText")
        if (found := child(element, key)) is not None
    }
    form, pattern = said.get("numFmt", "decimal").lower(), said.get("lvlText", "")
    if form in {"bullet", "none"} or not _PLACE.search(pattern):
        return _Level(blank=form == "bullet" and not pattern.strip() and "lvlText" in said)
    return _Level(_whole(said.get("start", "1"), 1), _STYLES.get(form, "1"), pattern.strip())


def _whole(said: str, otherwise: int = 0) -> int:
    return int(said) if said.isascii() and said.isdigit() and len(said) < 8 else otherwise  # noqa: PLR2004 - no such list
