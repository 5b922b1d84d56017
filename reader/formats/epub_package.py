"""What an EPUB says of itself: container, package, spine, table of contents, protection.

Sources: EPUB Open Container Format and EPUB Packages 3.3 (W3C), Open Packaging Format 2.0.1 and NCX (IDPF, DAISY).
"""

from __future__ import annotations

import posixpath
import re
from dataclasses import dataclass
from typing import TYPE_CHECKING
from urllib.parse import unquote

from reader.errors import BrokenDocument, DocumentError
from reader.formats.cleaning import clean_inline
from reader.formats.markup import attribute, local_name, parse_xhtml, parse_xml, text_of

if TYPE_CHECKING:
    from lxml import etree

    from reader.formats.archives import Archive

__all__ = ["Contents", "Package", "open_package", "resolve"]

_SCHEME = re.compile(r"[A-Za-z][A-Za-z0-9+.-]*:")
_FONT_ONLY = {"http://www.idpf.org/2008/embedding", "http://ns.adobe.com/pdf/enc#RC"}
_TEXTS = {"application/xhtml+xml", "text/html", "application/x-dtbook+xml", "text/x-oeb1-document"}
_TEXT_SUFFIXES = (".xhtml", ".html", ".htm", ".xht")
_METADATA = (
    "creator",
    "contributor",
    "publisher",
    "date",
    "language",
    "identifier",
    "subject",
    "description",
    "rights",
    "source",
)
_ENTRIES = 10_000


@dataclass(frozen=True, slots=True)
class Contents:
    """An entry of the table of contents: ``target`` is ``member#identifier`` or a member."""

    level: int
    title: str
    target: str


@dataclass(frozen=True, slots=True)
class Package:
    """A book: its files in reading order, what it is called, its table of contents."""

    spine: tuple[str, ...]
    title: str | None
    metadata: tuple[tuple[str, str], ...]
    contents: tuple[Contents, ...]


def resolve(member: str, href: str) -> str:
    """An address in a file of the archive, as a name in the archive (with ``#identifier``); other addresses stay."""
    href = href.strip()
    if _SCHEME.match(href) or href.startswith("//"):
        return href
    path, mark, fragment = href.partition("#")
    path = unquote(path.partition("?")[0]).replace("\\", "/")
    where = posixpath.normpath(posixpath.join(posixpath.dirname(member), path)).lstrip("/") if path else member
    return f"{where}{mark}{unquote(fragment)}"


def open_package(archive: Archive, *, name: str) -> Package:
    """The package of an EPUB.

    Files that the manifest names and the archive lacks are passed over; a missing or broken package is made up from the
    names of the files.

    Raises:
        BrokenDocument: no readable text in it.
        DocumentError: the texts are encrypted.
    """
    where = _package_path(archive, name=name)
    package = _parsed(archive, where, name=name) if where else None
    items = _manifest(package, where or "") if package is not None else {}
    spine = _spine(package, items, archive) if package is not None else ()
    if not spine:
        spine = tuple(sorted(member for member in archive.members if member.lower().endswith(_TEXT_SUFFIXES)))
    if not spine:
        raise BrokenDocument(f"{name}: an EPUB without any text in it", hint="download or export it again")
    _refuse_protected(archive, spine, name=name)
    title, metadata = _metadata(package) if package is not None else (None, ())
    contents = _contents(archive, package, items, name=name) if package is not None else ()
    return Package(spine, title, metadata, contents)


def _parsed(archive: Archive, member: str, *, name: str) -> etree._Element | None:
    """The root of an XML member, read on after mistakes; None where it is missing or past mending."""
    if archive.find(member) is None:
        return None
    data = archive.read(member)
    try:
        return parse_xml(data, name=f"{name}: {member}")
    except BrokenDocument as error:
        if "entities" in str(error):
            raise
    try:
        return parse_xml(data, name=f"{name}: {member}", recover=True)
    except BrokenDocument:
        return None


def _package_path(archive: Archive, *, name: str) -> str | None:
    container = _parsed(archive, "META-INF/container.xml", name=name)
    if container is not None:
        for rootfile in container.iter("{*}rootfile"):
            found = archive.find(unquote(rootfile.get("full-path", "")))
            if found:
                return found
    return next((member for member in archive.members if member.lower().endswith(".opf")), None)


def _manifest(package: etree._Element, where: str) -> dict[str, tuple[str, str, str]]:
    """Member, media type and properties of each item, by its id."""
    return {
        item.get("id", ""): (
            resolve(where, item.get("href", "")).partition("#")[0],
            item.get("media-type", ""),
            item.get("properties", ""),
        )
        for item in package.iter("{*}item")
        if item.get("href", "").partition("#")[0]
    }


def _spine(package: etree._Element, items: dict[str, tuple[str, str, str]], archive: Archive) -> tuple[str, ...]:
    members: dict[str, None] = {}
    for reference in package.iter("{*}itemref"):
        member, media, _ = items.get(reference.get("idref", ""), ("", "", ""))
        found = archive.find(member) if member else None
        if found and (media in _TEXTS or found.lower().endswith(_TEXT_SUFFIXES)):
            members[found] = None
    return tuple(members)


def _refuse_protected(archive: Archive, spine: tuple[str, ...], *, name: str) -> None:
    encryption = _parsed(archive, "META-INF/encryption.xml", name=name)
    if encryption is None:
        return
    for entry in encryption.iter("{*}EncryptedData"):
        method = next((found.get("Algorithm", "") for found in entry.iter("{*}EncryptionMethod")), "")
        uris = {archive.find(unquote(found.get("URI", ""))) for found in entry.iter("{*}CipherReference")}
        if method not in _FONT_ONLY and uris & set(spine):
            raise DocumentError(
                f"{name}: copy-protected (DRM), so its text cannot be read", hint="open it in the shop's own program"
            )


def _metadata(package: etree._Element) -> tuple[str | None, tuple[tuple[str, str], ...]]:
    title: str | None = None
    found: list[tuple[str, str]] = []
    for outer in package.iter("{*}metadata"):
        for element in outer.iter():
            key = local_name(element)
            value = clean_inline(text_of(element))
            if key == "title" and title is None and value:
                title = value
            elif key in _METADATA and value and len(found) < 100:  # noqa: PLR2004 - a hostile package
                found.append((key, value))
    return title, tuple(found)


def _contents(
    archive: Archive, package: etree._Element, items: dict[str, tuple[str, str, str]], *, name: str
) -> tuple[Contents, ...]:
    """The table of contents: of the EPUB 3 navigation file, else of the EPUB 2 NCX."""
    navigation = next((member for member, _, properties in items.values() if "nav" in properties.split()), None)
    if navigation and archive.find(navigation):
        try:
            found = _from_navigation(parse_xhtml(archive.read(navigation), name=name), navigation)
        except BrokenDocument:
            found = []
        if found:
            return tuple(found[:_ENTRIES])
    spine = next(iter(package.iter("{*}spine")), None)
    said = items.get(spine.get("toc", ""), ("", "", ""))[0] if spine is not None else ""
    ncx = said or next((member for member, media, _ in items.values() if media == "application/x-dtbncx+xml"), "")
    root = _parsed(archive, ncx, name=name) if ncx else None
    return tuple(_from_ncx(root, ncx)[:_ENTRIES]) if root is not None else ()


def _from_navigation(root: etree._Element, member: str) -> list[Contents]:
    navs = list(root.iter("{*}nav", "nav"))
    chosen = next((nav for nav in navs if "toc" in attribute(nav, "type").split()), navs[0] if navs else None)
    if chosen is None:
        return []
    found = []
    for link in chosen.iter("{*}a", "a"):
        level = 0
        for outer in link.iterancestors():
            if outer is chosen:
                break
            level += local_name(outer) in {"ol", "ul"}
        title = clean_inline(text_of(link))
        if title and link.get("href"):
            found.append(Contents(max(1, level), title, resolve(member, link.get("href", ""))))
    return found


def _from_ncx(root: etree._Element, member: str) -> list[Contents]:
    found = []
    for point in root.iter("{*}navPoint"):
        level = 1 + sum(local_name(outer) == "navpoint" for outer in point.iterancestors())
        title = clean_inline(next((text_of(label) for label in point.iterfind("{*}navLabel")), ""))
        target = next((content.get("src", "") for content in point.iterfind("{*}content")), "")
        if title and target:
            found.append(Contents(level, title, resolve(member, target)))
    return found
