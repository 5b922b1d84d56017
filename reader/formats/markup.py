"""HTML and XML from strangers, parsed with lxml: nothing outside is fetched, nothing grows, nothing recurses.

A document type that declares entities is refused, whether they grow (the "billion laughs") or name files. HTML's own named
characters are put in before XML is parsed, because EPUB files use them without declaring them.
"""

from __future__ import annotations

import re
from html.entities import html5
from typing import TYPE_CHECKING

from reader.errors import BrokenDocument
from reader.formats.encodings import decode, decode_declared

if TYPE_CHECKING:
    from lxml import etree

__all__ = ["attribute", "local_name", "page_text", "parse_html", "parse_xhtml", "parse_xml", "text_of"]

_CHARSET = re.compile(
    rb"""charset\s*=\s*["']?\s*([A-Za-z0-9_:.-]{2,40})|<\?xml[^>]{0,200}encoding\s*=\s*["']([A-Za-z0-9_.-]{2,40})"""
)
_DECLARATION = re.compile(r"\s*<\?xml[^>]{0,300}\?>")
_ENTITY = re.compile(rb"<!\s*ENTITY", re.IGNORECASE)
_LONG_TAG = re.compile("<[A-Za-z][^<>]{10000,}")
_QUOTED = re.compile("\"[^\"]*\"|'[^']*'")
_ATTRIBUTES = 2000  # libxml2 takes a time that grows with their square
_PROLOG = 65_536
_NAMED = re.compile(r"&([A-Za-z][A-Za-z0-9]{1,31});")
_XML_OWN = {"amp", "lt", "gt", "quot", "apos"}
_NOT_XML = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
_MANGLED = "download or export it again"


def local_name(element: etree._Element) -> str:
    """An element's name without its namespace, in small letters; empty for comments and processing instructions."""
    tag: object = element.tag
    return tag.rpartition("}")[2].lower() if isinstance(tag, str) else ""


def text_of(element: etree._Element) -> str:
    """All text in an element, as it stands."""
    return "".join(str(part) for part in element.itertext())


def attribute(element: etree._Element, name: str) -> str:
    """The value of the attribute of that local name in any namespace (``type`` finds ``epub:type``); empty if none."""
    plain: object = element.get(name)
    if plain is not None:
        return str(plain)
    said = ((str(key), str(value)) for key, value in element.attrib.items())
    return next((value for key, value in said if key.rpartition("}")[2].rpartition(":")[2] == name), "")


def page_text(data: bytes, *, name: str) -> str:
    """The characters of an HTML or XML file: UTF-8 where the bytes are, else as it declares, else as they look."""
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError:
        declared = _CHARSET.search(data[:4096])
        if declared:
            return decode_declared(data, (declared[1] or declared[2]).decode("ascii"), name=name)
        return decode(data, name=name)


def parse_html(data: bytes, *, name: str) -> etree._Element:
    """The root of a web page, mended as browsers do.

    Raises:
        BrokenDocument: nested more than 2048 deep, or nothing that can be parsed.
    """
    from lxml import etree  # noqa: PLC0415 - heavy

    text = _without_declaration(page_text(data, name=name).replace("\x00", ""))
    if any(len(_QUOTED.sub("", tag[0]).split()) > _ATTRIBUTES for tag in _LONG_TAG.finditer(text)):
        raise BrokenDocument(f"{name}: an element with thousands of attributes", hint=_MANGLED)
    parser = etree.HTMLParser(encoding="utf-8", huge_tree=True, no_network=True, remove_comments=True, remove_pis=True)
    try:
        root = etree.fromstring(text.encode("utf-8", "replace"), parser)
    except (etree.XMLSyntaxError, ValueError) as error:
        raise BrokenDocument(f"{name}: no HTML that can be parsed", hint=_MANGLED) from error
    if root is None:
        raise BrokenDocument(f"{name}: no HTML that can be parsed", hint=_MANGLED)
    if any(entry.type_name == "ERR_RESOURCE_LIMIT" for entry in parser.error_log):
        raise BrokenDocument(f"{name}: its HTML is nested too deeply", hint="open it in a browser and save its text")
    return root


def parse_xml(data: bytes, *, name: str, recover: bool = False) -> etree._Element:
    """The root of an XML file.

    Args:
        data: the bytes of the file.
        name: for messages.
        recover: read on after mistakes, as far as it goes.

    Raises:
        BrokenDocument: no well-formed XML, declares entities, or is nested more than 256 deep.
    """
    from lxml import etree  # noqa: PLC0415 - heavy

    if _ENTITY.search(data[:_PROLOG].replace(b"\x00", b"")):
        raise BrokenDocument(
            f"{name}: it declares XML entities, which may hide an attack", hint="get it from a source that you trust"
        )
    text = _without_declaration(page_text(data, name=name))
    text = _NOT_XML.sub("", _NAMED.sub(_character, text)).lstrip()
    parser = etree.XMLParser(
        encoding="utf-8",
        resolve_entities=False,
        no_network=True,
        load_dtd=False,
        huge_tree=False,
        remove_comments=True,
        remove_pis=True,
        recover=recover,
    )
    try:
        root = etree.fromstring(text.encode("utf-8"), parser)
    except (etree.XMLSyntaxError, ValueError) as error:
        raise BrokenDocument(f"{name}: damaged XML: {_reason(error)}", hint=_MANGLED) from error
    if root is None or any(entry.type_name == "ERR_RESOURCE_LIMIT" for entry in parser.error_log):
        raise BrokenDocument(f"{name}: damaged XML, or nested too deeply", hint=_MANGLED)
    return root


def parse_xhtml(data: bytes, *, name: str) -> etree._Element:
    """The root of an XHTML file: as XML where it is well-formed, else as HTML.

    Raises:
        BrokenDocument: it declares entities, or neither way leads through it.
    """
    try:
        return parse_xml(data, name=name)
    except BrokenDocument:
        if _ENTITY.search(data[:_PROLOG].replace(b"\x00", b"")):
            raise
        return parse_html(data, name=name)


def _without_declaration(text: str) -> str:
    declared = _DECLARATION.match(text)
    return text[declared.end() :] if declared else text


def _character(match: re.Match[str]) -> str:
    return match[0] if match[1] in _XML_OWN else html5.get(match[1] + ";", match[0])


def _reason(error: Exception) -> str:
    return str(error).split(", line", maxsplit=1)[0][:80]
