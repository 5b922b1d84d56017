"""Pages of e-books as trees of elements: parsed as they were read, each element found again by its path."""

from __future__ import annotations

import re
from html.entities import html5
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from lxml import etree

__all__ = ["at_path", "name_of", "parsed", "words_of"]

_XHTML = "http://www.w3.org/1999/xhtml"
_NAMED = re.compile(rb"&([A-Za-z][A-Za-z0-9]{1,31});")
_XML_OWN = {b"amp", b"lt", b"gt", b"quot", b"apos"}
_CONTROLS = re.compile(rb"[\x00-\x08\x0b\x0c\x0e-\x1f]")


def parsed(content: bytes) -> etree._Element | None:
    """The root: as XML where the page is well-formed, with HTML's named characters allowed, else as HTML."""
    from lxml import etree  # noqa: PLC0415 - heavy

    said = _CONTROLS.sub(b"", content) if not content.startswith((b"\xff\xfe", b"\xfe\xff")) else content
    said = _NAMED.sub(_numbered, said).lstrip()
    try:
        parser = etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False)
        return etree.fromstring(said, parser)
    except (etree.XMLSyntaxError, ValueError):
        pass
    try:
        root: etree._Element | None = etree.fromstring(said, etree.HTMLParser(no_network=True))
    except (etree.XMLSyntaxError, ValueError):
        return None
    if root is not None and not root.get("xmlns"):
        root.set("xmlns", _XHTML)
    return root


def _numbered(match: re.Match[bytes]) -> bytes:
    if match[1] in _XML_OWN:
        return match[0]
    found = html5.get(match[1].decode("ascii") + ";")
    return "".join(f"&#{ord(char)};" for char in found).encode() if found else match[0]


def at_path(root: etree._Element, path: str) -> etree._Element | None:
    """The element at an XPath of child steps; None where there is none."""
    found = root.xpath(path) if re.fullmatch(r"(?:/\*(?:\[\d+\])?)+", path) else None
    element: etree._Element | None = found[0] if isinstance(found, list) and found else None  # type: ignore[assignment]
    return element


def name_of(element: etree._Element) -> str:
    """An element's name without its namespace, in small letters; empty for comments and the like."""
    tag: object = element.tag
    return tag.rpartition("}")[2].lower() if isinstance(tag, str) else ""


def words_of(element: etree._Element) -> str:
    """All text in an element."""
    return "".join(str(part) for part in element.itertext())
