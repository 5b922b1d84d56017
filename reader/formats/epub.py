"""E-books: EPUB 2 and 3 in spine order, with the table of contents, notes and the place of each block.

An exporter that puts translations beside the very elements asks :func:`epub_places`. A place is the file's name in the archive
and an XPath of child steps from its root, ``/*/*[2]/*[1]``. The root is that of the file parsed as XML where it is well-formed
(HTML's named characters allowed), else as HTML by lxml; only elements are counted.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from reader.documents import Document, MarkKind, Structure
from reader.errors import BrokenDocument, DocumentError
from reader.formats.archives import Archive
from reader.formats.drafts import Draft, compose
from reader.formats.epub_package import Package, open_package, resolve
from reader.formats.html import mark_notes, prune_anchors
from reader.formats.markup import local_name, page_text, parse_xhtml, text_of
from reader.formats.styles import ClassStyles
from reader.formats.walking import Walker

if TYPE_CHECKING:
    from collections.abc import Callable

    from lxml import etree

__all__ = ["epub_places", "read_epub"]

_WORDS = re.compile(r"\w+")
_TITLE = 400  # characters
_NEAR = 3  # a chapter's title stands among the first blocks of where the table of contents leads
_HEADINGS = {Structure.HEADING, Structure.PARAGRAPH, Structure.TITLE}


class _Book:
    """What is furniture in a book: its table of contents, and nothing by mere name."""

    def is_furniture(self, element: etree._Element) -> bool:
        """Whether the element is a navigation list."""
        return local_name(element) in {"nav", "template", "iframe", "noscript"}


def read_epub(data: bytes, *, name: str) -> Document:
    """The Document of an EPUB's bytes; entries of its table of contents are metadata under ``toc``, indented by level.

    Raises:
        BrokenDocument: damaged beyond reading, or hostile.
        DocumentError: copy-protected.
        EmptyDocument: no character stands in it.
    """
    drafts, package = _drafts(data, name=name)
    metadata = [*package.metadata, *(("toc", f"{entry.level} {entry.title}") for entry in package.contents)]
    return compose(drafts, name=name, format_name="epub", title=package.title, metadata=metadata)


def epub_places(data: bytes) -> tuple[tuple[str, str], ...]:
    """For each block of the Document that ``read_epub`` makes of the bytes, in order: the file in the archive, and the element's path.

    Several blocks may share a place, where text stands beside block elements in one element or is parted by line ends.

    Raises:
        DocumentError: as ``read_epub`` does.
    """
    drafts, _ = _drafts(data, name="-")
    return tuple(draft.place for draft in drafts if draft.text.strip())


def _drafts(data: bytes, *, name: str) -> tuple[list[Draft], Package]:
    archive = Archive(data, name=name)
    package = open_package(archive, name=name)
    french = dict(package.metadata).get("language", "fr").lower().startswith("fr")
    drafts: list[Draft] = []
    sheets: dict[str, str] = {}
    failure: BrokenDocument | None = None
    for member in package.spine:
        try:
            root = parse_xhtml(archive.read(member), name=f"{name}: {member}")
        except BrokenDocument as error:
            if "entities" in str(error) or "bomb" in str(error):
                raise
            failure = error
            continue
        styles = _styles(archive, member, root, sheets)
        walker = Walker(resolve=_resolver(member), furniture=_Book(), styles=styles, french=french)
        walker.member = member
        walker.walk(root)
        drafts.extend(walker.drafts)
    if failure is not None and not drafts:
        raise failure
    _head_chapters(drafts, package)
    mark_notes(drafts)
    prune_anchors(drafts)
    return drafts, package


def _styles(archive: Archive, member: str, root: etree._Element, sheets: dict[str, str]) -> ClassStyles:
    """The classes of the style sheets that a file of the book names and holds; ``sheets`` keeps those read before."""
    found = [text_of(element) for element in root.iter("{*}style", "style")]
    for link in root.iter("{*}link", "link"):
        where = archive.find(resolve(member, link.get("href", ""))) if link.get("href") else None
        if where and where.lower().endswith(".css"):
            if where not in sheets:
                try:
                    sheets[where] = page_text(archive.read(where), name=where)
                except DocumentError:
                    sheets[where] = ""
            found.append(sheets[where])
    return ClassStyles(found)


def _resolver(member: str) -> Callable[[str], str]:
    return lambda href: resolve(member, href)


def _head_chapters(drafts: list[Draft], package: Package) -> None:
    """Call a block a heading where the table of contents leads to it and has its words, whatever its element is."""
    starts: dict[str, int] = {}
    for index, draft in enumerate(drafts):
        starts.setdefault(draft.place[0], index)
        for mark in draft.marks:
            if mark.kind is MarkKind.ANCHOR:
                starts.setdefault(mark.value, index)
    for entry in package.contents:
        at = starts.get(entry.target, starts.get(entry.target.partition("#")[0]))
        told = _WORDS.findall(entry.title.lower())
        for draft in drafts[at : at + _NEAR] if at is not None and told else ():
            if draft.structure in _HEADINGS and len(draft.text) < _TITLE and _WORDS.findall(draft.text.lower()) == told:
                draft.structure, draft.level = Structure.HEADING, draft.level or entry.level
                break
