"""The numbers of ordered lists as they are written: figures, letters, Roman numerals."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from reader.documents import Item

if TYPE_CHECKING:
    from lxml import etree

__all__ = ["Entry", "HtmlList", "numeral"]

_ROMAN = (
    (1000, "m"), (900, "cm"), (500, "d"), (400, "cd"), (100, "c"), (90, "xc"), (50, "l"), (40, "xl"), (10, "x"),
    (9, "ix"), (5, "v"), (4, "iv"), (1, "i"),
)  # fmt: skip
_LETTERS = 26
_HIGHEST = 4000  # nobody goes so far in letters or Roman numerals
_STYLES = {
    "decimal": "1", "decimal-leading-zero": "1", "lower-alpha": "a", "lower-latin": "a", "upper-alpha": "A",
    "upper-latin": "A", "lower-roman": "i", "upper-roman": "I",
}  # fmt: skip
_BULLETS = frozenset({"none", "disc", "circle", "square"})


def numeral(number: int, style: str) -> str:
    """A number as a list writes it; figures where the style cannot say it.

    Args:
        number: of the item.
        style: ``1``, ``a``, ``A``, ``i`` or ``I``, as HTML's ``type``.
    """
    if style not in {"a", "A", "i", "I"} or not 0 < number < _HIGHEST:
        return str(number)
    said = _roman(number) if style in {"i", "I"} else _letters(number)
    return said.upper() if style.isupper() else said


def _roman(number: int) -> str:
    said = ""
    for value, letters in _ROMAN:
        said += letters * (number // value)
        number %= value
    return said


def _letters(number: int) -> str:
    said = ""
    while number:
        number, rest = divmod(number - 1, _LETTERS)
        said = chr(ord("a") + rest) + said
    return said


@dataclass(slots=True)
class Entry:
    """An item of a list that is being read; what is gathered in it first has its label."""

    item: Item | None
    begun: bool = False

    def take(self) -> Item | None:
        """What the next block in it says of itself."""
        if self.begun:
            return replace(self.item or Item(), continues=True)
        self.begun = True
        return self.item


class HtmlList:
    """Counts the items of a list as browsers do (HTML 4.4.5 and 4.4.8).

    Args:
        element: ``ol``, or another list, whose items have bullets.
        tag: its name.
    """

    def __init__(self, element: etree._Element, tag: str) -> None:
        kind = element.get("type", "")
        shown = _style_of(element)
        self._style = _STYLES.get(shown, kind if kind in {"1", "a", "A", "i", "I"} else "1")
        self._ordered = tag == "ol" and shown not in _BULLETS
        self._step = -1 if element.get("reversed") is not None else 1
        items = sum(1 for child in element if isinstance(child.tag, str)) if self._step < 0 else 1
        self._next = _whole(element.get("start"), items)

    def entry(self, element: etree._Element) -> Entry:
        """The next item."""
        if not self._ordered:
            return Entry(None)
        number = _whole(element.get("value"), self._next)
        self._next = number + self._step
        return Entry(Item(f"{numeral(number, self._style)}.", number, self._style))


def _whole(said: str | None, otherwise: int) -> int:
    bare = (said or "").strip()
    digits = bare.removeprefix("-")
    return int(bare) if digits.isascii() and digits.isdigit() and len(digits) < 8 else otherwise  # noqa: PLR2004 - no such list


def _style_of(element: etree._Element) -> str:
    """The ``list-style-type`` of an element's own style, if it has one."""
    for rule in element.get("style", "").lower().split(";"):
        key, _, value = rule.partition(":")
        if key.strip() in {"list-style-type", "list-style"}:
            return next((word for word in value.split() if word in _STYLES or word in _BULLETS), "")
    return ""
