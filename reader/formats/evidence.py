"""Which parts of a web page are furniture: by element and role first, by the words of class and id second.

Names are weak evidence: ``<body class="has-sidebar">`` holds the whole article. So an element that is furniture by its name
only is taken for it where it holds neither the main content nor much of the page's prose.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from reader.formats.markup import attribute, local_name

if TYPE_CHECKING:
    from lxml import etree

__all__ = ["PageEvidence", "is_hidden"]

_ALWAYS = frozenset(
    {"nav", "button", "select", "textarea", "dialog", "menu", "datalist", "noscript", "template", "iframe", "object"}
)
_ROLES = frozenset(
    {
        "navigation",
        "search",
        "menu",
        "menubar",
        "toolbar",
        "dialog",
        "alertdialog",
        "button",
        "tablist",
        "complementary",
        "contentinfo",
    }
)
_OFTEN = frozenset({"header", "footer", "aside", "form"})
_WORDS = frozenset(
    [
        "nav",
        "navbar",
        "navigation",
        "menu",
        "menus",
        "submenu",
        "megamenu",
        "breadcrumb",
        "breadcrumbs",
        "ariane",
        "cookie",
        "cookies",
        "consent",
        "gdpr",
        "rgpd",
        "didomi",
        "onetrust",
        "share",
        "sharing",
        "sharebar",
        "partage",
        "partager",
        "social",
        "sociaux",
        "related",
        "recommended",
        "recommendations",
        "sidebar",
        "footer",
        "newsletter",
        "subscribe",
        "paywall",
        "advert",
        "adverts",
        "advertisement",
        "ads",
        "publicite",
        "promo",
        "sponsored",
        "popup",
        "modal",
        "overlay",
        "toolbar",
        "pagination",
        "pager",
        "skip",
        "comments",
        "comment",
        "respond",
        "disqus",
        "commentaires",
        "login",
        "connexion",
    ]
)
_COMMENTS = frozenset({"comments", "respond", "disqus", "commentaires"})
_SPLIT = re.compile(r"[^A-Za-z0-9]+|(?<=[a-z])(?=[A-Z])")
_MAIN = {"article": 1, "h1": 2, "main": 4}  # bits, for what an element holds
_PAGE = _MAIN["h1"] | _MAIN["main"]
_CONTENT = frozenset({"html", "body", "main", "h1", "p", "em", "strong", "li"})
_DEBATE, _MOST, _HALF, _THIRD = 0.9, 0.8, 0.5, 0.35  # of a page's prose; a debate may be longer than its article
_CONTENT_TAGS = frozenset(
    {"p", "li", "blockquote", "td", "dd", "pre", "div", "section", "article", "main", "span", "em", "strong", "i", "b"}
)
_HIDDEN_STYLE = re.compile(r"display\s*:\s*none|visibility\s*:\s*hidden", re.IGNORECASE)


def is_hidden(element: etree._Element) -> bool:
    """Whether a browser would not show it, or would not read it aloud."""
    if element.get("hidden") not in {None, "false"} or element.get("aria-hidden", "").lower() == "true":
        return True
    return bool(_HIDDEN_STYLE.search(element.get("style", "")))


class PageEvidence:
    """What one pass over a page found out: which of the suspicious elements are furniture.

    Args:
        root: of the page.
    """

    def __init__(self, root: etree._Element) -> None:
        self._furniture: set[etree._Element] = set()
        suspects = self._weigh(root)
        total = max(1, suspects.pop(root)[0])
        for element, (prose, main) in suspects.items():
            if _is_furniture(element, share=prose / total, main=main):
                self._furniture.add(element)

    def is_furniture(self, element: etree._Element) -> bool:
        """Whether the element is a menu, banner, form, comment or the like."""
        return local_name(element) in _ALWAYS or element in self._furniture

    def _weigh(self, root: etree._Element) -> dict[etree._Element, tuple[int, int]]:
        """Prose in each suspect (characters outside of links), and what main content it holds."""
        from lxml import etree  # noqa: PLC0415 - heavy

        found: dict[etree._Element, tuple[int, int]] = {}
        stack: list[tuple[int, int]] = []
        links = 0
        for event, element in etree.iterwalk(root, events=("start", "end")):
            tag = local_name(element)
            if event == "start":
                links += tag == "a"
                stack.append((0 if links or tag not in _CONTENT_TAGS else _length(element.text), 0))
                continue
            prose, main = stack.pop()
            links -= tag == "a"
            if element is root or _suspicious(element, tag):
                found[element] = (prose, main)
            if stack:
                outer_prose, outer_main = stack[-1]
                tail = 0 if links else _length(element.tail)
                stack[-1] = (outer_prose + prose + tail, outer_main | main | _MAIN.get(tag, 0))
        return found


def _length(text: str | None) -> int:
    return len(text.strip()) if text else 0


def _names(element: etree._Element) -> set[str]:
    said = f"{element.get('class', '')} {element.get('id', '')}"[:400]
    return {word.lower() for word in _SPLIT.split(said) if word} & _WORDS if said.strip() else set()


def _suspicious(element: etree._Element, tag: str) -> bool:
    return tag in _OFTEN or element.get("role", "").lower() in _ROLES | {"banner"} or bool(_names(element))


def _is_furniture(element: etree._Element, *, share: float, main: int) -> bool:
    tag = local_name(element)
    if tag in _CONTENT:
        return False
    role = attribute(element, "role").lower()
    if _names(element) & _COMMENTS:
        return not main & _PAGE and share < _DEBATE  # each comment may be an article
    if role in _ROLES:
        return share < _MOST
    if tag in {"header", "footer"} or role == "banner":
        inside = _within(element, {"article", "main", "blockquote", "figure"})
        return not inside and share < _HALF and not main & _MAIN["h1"]
    return not main and share < (_HALF if tag in _OFTEN else _THIRD)


def _within(element: etree._Element, tags: set[str]) -> bool:
    return any(local_name(outer) in tags for outer in element.iterancestors())
