"""Reads TMX files, whoever wrote them: https://www.gala-global.org/tmx-14b."""

from __future__ import annotations

import os
import re
from pathlib import Path
from typing import TYPE_CHECKING, Any

from reader.bitext import Origin, Status, TranslationUnit
from reader.errors import BrokenDocument, MissingDocument
from reader.languages import LanguagePair

if TYPE_CHECKING:
    from collections.abc import Iterator

__all__ = ["read_tmx"]

_LANG = "{http://www.w3.org/XML/1998/namespace}lang"
# What a terminal would obey: XML lets C1 controls and those that turn the writing direction round pass.
_OBEYED = re.compile("[\x7f-\x9f\u202a-\u202e\u2066-\u2069]")
# Their content is the code of a file format (TMX 1.4b, 4.2), not text; ``hi`` is not among them.
_CODE = frozenset({"bpt", "ept", "it", "ph", "ut"})


def read_tmx(path: Path, *, pair: LanguagePair | None = None) -> Iterator[TranslationUnit]:
    """The units of a TMX file that have both languages, one for each rendering; regional variants count.

    Entities are not resolved, no network is touched, and the file is never in memory as a whole. What another program
    wrote counts as human.

    Raises:
        MissingDocument: the file is not there.
        BrokenDocument: it is no TMX, or its XML is damaged; the units before the damage have been yielded.
    """
    from lxml import etree  # noqa: PLC0415 - only an import of a file needs it

    pair = pair or LanguagePair()
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
                name = _name(element)
                if event == "start":
                    if not seen and name != "tmx":
                        raise BrokenDocument(f"{path} is no TMX file: it opens with <{name}>")
                    seen = True
                elif name == "tu":
                    yield from _units(element, pair)
                    element.clear()
                    while element.getprevious() is not None:
                        del element.getparent()[0]
    except FileNotFoundError as error:
        raise MissingDocument(f"no file at {path}") from error
    except OSError as error:
        raise BrokenDocument(f"{path} cannot be read: {error.strerror or error}") from error
    except etree.XMLSyntaxError as error:
        raise BrokenDocument(f"{path} is no sound XML: {error.msg}") from error


def _name(element: Any) -> str:  # noqa: ANN401 - an lxml element, or one of its oddities
    return element.tag.rpartition("}")[2] if isinstance(element.tag, str) else ""


def _units(tu: Any, pair: LanguagePair) -> Iterator[TranslationUnit]:  # noqa: ANN401
    sides: dict[str, list[tuple[str, str]]] = {}
    props: dict[str, str] = {}
    for child in tu:
        if _name(child) == "prop":
            props[child.get("type", "")] = (child.text or "").strip()
        elif _name(child) == "tuv":
            language = (child.get(_LANG) or child.get("lang") or "").lower().replace("_", "-").partition("-")[0]
            when = child.get("changedate") or child.get("creationdate") or ""
            for seg in child:
                if _name(seg) == "seg" and (text := " ".join(_OBEYED.sub(" ", _text(seg)).split(" ")).strip()):
                    sides.setdefault(language, []).append((text, when))
    when = tu.get("changedate") or tu.get("creationdate") or ""
    for source, _ in sides.get(pair.source, [])[:1]:
        for target, own in sides.get(pair.target, []):
            origin, status = _origin(props.get("x-origin", "")), _status(props.get("x-status", ""))
            yield TranslationUnit(source, target, origin, status, own or when, props.get("x-document-id", ""))


def _origin(name: str) -> Origin:
    """Where our own files say that a unit comes from; a mixed one is at best the machine's."""
    if Origin.MACHINE in name.split("+"):
        return Origin.MACHINE
    return Origin.EDITED if name == Origin.EDITED else Origin.HUMAN


def _status(name: str) -> Status:
    return Status(name) if name in list(Status) else Status.DRAFT


def _text(element: Any) -> str:  # noqa: ANN401
    """The text of a segment, without codes and with what they enclose."""
    parts = [element.text or ""]
    for child in element:
        if _name(child) and _name(child) not in _CODE:
            parts.append(_text(child))
        parts.append(child.tail or "")
    return "".join(parts)
