"""What a style sheet's classes mean for a reader: italic, bold, hidden.

Not a CSS engine: only rules for one class (``.c`` or ``span.c``) count, and those in a media query do not. That is what e-books
made by converters and layout programs use in place of ``<em>`` and ``<strong>``.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from reader.documents import MarkKind

if TYPE_CHECKING:
    from collections.abc import Iterable

    from lxml import etree

__all__ = ["NO_STYLES", "ClassStyles"]

_LIMIT = 2_000_000
_BRACE = re.compile(r"[{}]")
_CLASS = re.compile(r"(?:[a-z]+[1-6]?)?\.([\w-]+)$", re.IGNORECASE)
_ITALIC = re.compile(r"font-style\s*:\s*(?:italic|oblique)", re.IGNORECASE)
_BOLD = re.compile(r"font-weight\s*:\s*(?:bold\b|[6-9]00)", re.IGNORECASE)
_HIDDEN = re.compile(r"(?:^|[;\s])display\s*:\s*none", re.IGNORECASE)


class ClassStyles:
    """The classes of style sheets that slant, embolden or hide.

    Args:
        sheets: their texts.
    """

    def __init__(self, sheets: Iterable[str] = ()) -> None:
        self._italic: set[str] = set()
        self._bold: set[str] = set()
        self._hidden: set[str] = set()
        for sheet in sheets:
            for selectors, rules in _top_rules(_without_comments(sheet[:_LIMIT])):
                found = {match[1] for selector in selectors.split(",") if (match := _CLASS.match(selector.strip()))}
                for pattern, classes in ((_ITALIC, self._italic), (_BOLD, self._bold), (_HIDDEN, self._hidden)):
                    if found and pattern.search(rules):
                        classes.update(found)

    def marks(self, element: etree._Element) -> tuple[MarkKind, ...]:
        """The inline marks that an element's own style and its classes amount to."""
        style, classes = element.get("style", ""), set(element.get("class", "").split())
        italic = bool(classes & self._italic) or bool(style and _ITALIC.search(style))
        bold = bool(classes & self._bold) or bool(style and _BOLD.search(style))
        return (MarkKind.EMPHASIS,) * italic + (MarkKind.STRONG,) * bold

    def hides(self, element: etree._Element) -> bool:
        """Whether one of an element's classes hides it."""
        return bool(self._hidden) and bool(set(element.get("class", "").split()) & self._hidden)


NO_STYLES = ClassStyles()


def _without_comments(sheet: str) -> str:
    parts = [part.partition("*/")[2] if index else part for index, part in enumerate(sheet.split("/*"))]
    return "".join(parts)


def _top_rules(sheet: str) -> list[tuple[str, str]]:
    """Selectors and declarations of the rules that stand in no other rule."""
    rules: list[tuple[str, str]] = []
    depth = at = 0
    selectors = ""
    for brace in _BRACE.finditer(sheet):
        if brace[0] == "{":
            depth += 1
            if depth == 1:
                selectors, at = sheet[at : brace.start()].rpartition(";")[2].strip(), brace.end()
        else:
            depth = max(0, depth - 1)
            if depth == 0:
                if not selectors.startswith("@"):
                    rules.append((selectors, sheet[at : brace.start()]))
                at = brace.end()
    return rules
