"""XML of translators' tools, read piece by piece: what TMX and XLIFF have in common."""

from __future__ import annotations

import os
import re
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

from reader.bitext import Origin, Status, text_digest
from reader.errors import BrokenDocument, MissingDocument

if TYPE_CHECKING:
    from lxml import etree

__all__ = ["base_language", "harmless", "local_name", "pieces", "told_origin", "told_status"]

# What a terminal would obey: XML lets C1 controls and those that turn the writing direction round pass, PO any.
_OBEYED = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069]")

_TAKEN = "what can be imported: TMX, XLIFF (.xlf, .xliff), PO"


def pieces(path: Path, *, root: str, names: frozenset[str]) -> Iterator[tuple[str, etree._Element]]:
    """Every element of some names as it opens and as it is complete; complete ones are dropped once they have been yielded.

    Entities are not resolved, no network is touched, and the file is never in memory as a whole.

    Args:
        path: the file.
        root: what its outermost element is called.
        names: what to yield. Elements that others of them hold must be asked about when they open: only attributes are known.

    Yields:
        ``start`` or ``end``, and the element.

    Raises:
        MissingDocument: the file is not there.
        BrokenDocument: its outermost element is another, or its XML is damaged; what stands before that has been yielded.
    """
    from lxml import etree  # noqa: PLC0415 - only an import of a file needs it

    seen = False
    try:
        # Opened by number: lxml would take the file's name for an address, and not every name of a file is one.
        with os.fdopen(os.open(path, os.O_RDONLY), "rb") as file:
            for event, element in etree.iterparse(
                file,
                events=("start", "end"),
                resolve_entities=False,
                no_network=True,
                load_dtd=False,
                remove_comments=True,
            ):
                name = local_name(element)
                if event == "start" and not seen:
                    if name != root:
                        raise BrokenDocument(f"{path} is no {root.upper()} file: it opens with <{name}>", hint=_TAKEN)
                    seen = True
                if name in names:
                    yield event, element
                    if event == "end":
                        element.clear()
                        parent = element.getparent()  # the outermost has none, though instructions may stand before it
                        while parent is not None and element.getprevious() is not None:
                            del parent[0]
    except FileNotFoundError as error:
        raise MissingDocument(f"no file at {path}") from error
    except OSError as error:
        raise BrokenDocument(f"{path} cannot be read: {error.strerror or error}") from error
    except etree.XMLSyntaxError as error:
        raise BrokenDocument(f"{path} is no sound XML: {error.msg}", hint=_TAKEN) from error


def local_name(element: etree._Element) -> str:
    """An element's name without its namespace; empty for comments and the like."""
    tag: object = element.tag
    return tag.rpartition("}")[2] if isinstance(tag, str) else ""


def base_language(tag: str | None) -> str:
    """The language of a tag such as ``fr-CA`` or ``EN_us``, without its region."""
    return (tag or "").lower().replace("_", "-").partition("-")[0]


def harmless(text: str) -> str:
    """Without what a terminal would obey, and without spaces at the ends."""
    return _OBEYED.sub(" ", text).strip()


def told_origin(name: str, target: str, digest: str) -> Origin:
    """Where a target comes from, by what our own files say of it.

    A mixed one is at best the machine's. One of the machine's or the memory's whose text is no more the one that was written
    has been changed by a person. What another program wrote counts as human.
    """
    parts = name.split("+")
    if (Origin.MACHINE in parts or Origin.MEMORY in parts) and digest and digest != text_digest(target):
        return Origin.EDITED
    if Origin.MACHINE in parts:
        return Origin.MACHINE
    return Origin.EDITED if name == Origin.EDITED else Origin.HUMAN


def told_status(name: str) -> Status:
    """The status of that name; draft where there is none."""
    return Status(name) if name in list(Status) else Status.DRAFT
