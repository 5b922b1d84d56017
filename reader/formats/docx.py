"""Office documents: DOCX as Word, LibreOffice and pandoc write it.

Text stands as with all tracked changes accepted: what is deleted or moved away is left out. Notes, then comments, then page
headers and footers follow the text. Automatic numbers are no text in the file: those of list items are counted and kept
beside the text, those of headings are not made up. The labels of note references are text, as without them nothing could
carry the mark.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from reader.documents import Document, Structure
from reader.errors import BrokenDocument
from reader.formats.archives import Archive
from reader.formats.docx_numbering import Numbering, read_numbering
from reader.formats.docx_package import Part, core_properties, main_part, open_part, read_styles
from reader.formats.docx_walking import PartWalker
from reader.formats.drafts import Draft, compose
from reader.formats.html import name_title, prune_anchors
from reader.formats.markup import attribute, local_name

if TYPE_CHECKING:
    from lxml import etree

    from reader.formats.docx_package import Style

__all__ = ["read_docx"]

_SEPARATORS = {"separator", "continuationSeparator", "continuationNotice"}


def read_docx(data: bytes, *, name: str) -> Document:
    """The Document of a DOCX file's bytes.

    Raises:
        BrokenDocument: damaged or hostile.
        EmptyDocument: no character stands in it.
    """
    archive = Archive(data, name=name)
    part = main_part(archive, name=name)
    styles, numbering = read_styles(archive, part, name=name), read_numbering(archive, part, name=name)
    opened = _Opened(archive, part, styles, numbering, name)
    walker = PartWalker(opened.styles, part.targets, numbering=opened.numbering)
    walker.walk(part.root)
    drafts = list(walker.drafts)
    for kind in ("footnote", "endnote"):
        order = [identifier for said, identifier in walker.notes if said == kind]
        drafts.extend(opened.notes(kind, order))
    drafts.extend(opened.side_parts("comments", Structure.NAVIGATION))
    drafts.extend(opened.side_parts("header", Structure.RUNNING_HEAD))
    drafts.extend(opened.side_parts("footer", Structure.RUNNING_HEAD))
    title, metadata = core_properties(archive, name=name)
    if not any(draft.structure is Structure.TITLE for draft in drafts):
        name_title(drafts, title)
    prune_anchors(drafts)
    return compose(drafts, name=name, format_name="docx", title=title, metadata=metadata)


@dataclass(frozen=True, slots=True)
class _Opened:
    archive: Archive
    part: Part
    styles: dict[str, Style]
    numbering: Numbering
    name: str

    def notes(self, kind: str, order: list[str]) -> list[Draft]:
        """The notes of a kind: those that are referred to in the order of their references, then the others."""
        found: dict[str, list[Draft]] = {}
        for part in self._side(f"{kind}s"):
            for note in part.root:
                identifier = attribute(note, "id")
                if local_name(note) == kind and attribute(note, "type") not in _SEPARATORS:
                    found[identifier] = self._walked(part, note, Structure.NOTE, anchor=f"#{kind}-{identifier}")
        wanted = dict.fromkeys([*order, *found])
        return [draft for identifier in wanted for draft in found.get(identifier, [])]

    def side_parts(self, kind: str, structure: Structure) -> list[Draft]:
        """The text of headers, footers or comments; the same words once only where headers repeat them by section."""
        drafts: dict[str, Draft] = {}
        for part in self._side(kind):
            for draft in self._walked(part, part.root, structure):
                drafts.setdefault(draft.text, draft)
        return list(drafts.values())

    def _walked(self, part: Part, element: etree._Element, structure: Structure, *, anchor: str = "") -> list[Draft]:
        walker = PartWalker(self.styles, part.targets, numbering=self.numbering, anchor=anchor)
        walker.walk(element)
        return [replace(draft, structure=structure, level=0) for draft in walker.drafts]

    def _side(self, kind: str) -> list[Part]:
        parts = []
        for member in self.part.kinds.get(kind, []):
            if self.archive.find(member):
                try:
                    parts.append(open_part(self.archive, member, name=self.name))
                except BrokenDocument as error:
                    if "entities" in str(error) or "bomb" in str(error):
                        raise
        return parts
