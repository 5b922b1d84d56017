"""Reads XLIFF files that come back from translators' tools: 1.2 and 2.0, 2.1 (see ``exporters.xliff`` for the standards)."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from reader.bitext import Origin, Status, TranslationUnit
from reader.languages import LanguagePair
from reader.memory.interchange import base_language, harmless, local_name, pieces, told_origin

if TYPE_CHECKING:
    from collections.abc import Iterator

    from lxml import etree

__all__ = ["read_xliff"]

# Codes that hold the code of a file format, or nothing; ``g``, ``pc`` and ``mrk`` hold text.
_CODE = frozenset({"x", "bx", "ex", "bpt", "ept", "ph", "it", "sub", "sc", "ec", "sm", "em"})
_UNFINISHED = frozenset({"new", "initial", "needs-translation"})
_APPROVED = frozenset({"final", "signed-off"})
_CHECKED = frozenset({"translated", "reviewed"})
_DIGEST = "digest:"


def read_xliff(path: Path, *, pair: LanguagePair | None = None) -> Iterator[TranslationUnit]:
    """The units of an XLIFF file that are translated; regional variants count, and either language may be the source.

    What is approved or final is approved; what still holds the machine's text is the machine's; what a person has changed is
    edited. Alternative translations are left out.

    Raises:
        MissingDocument: the file is not there.
        BrokenDocument: it is no XLIFF, or its XML is damaged; the units before the damage have been yielded.
    """
    wanted = pair or LanguagePair()
    languages = ("", "")
    for event, element in pieces(path, root="xliff", names=frozenset({"xliff", "file", "trans-unit", "unit"})):
        name = local_name(element)
        if event == "start" and name in {"xliff", "file"}:
            source = element.get("source-language") or element.get("srcLang")
            target = element.get("target-language") or element.get("trgLang")
            languages = (base_language(source), base_language(target)) if source else languages
        elif event == "end" and name in {"trans-unit", "unit"}:
            found = _unit_one(element) if name == "trans-unit" else _unit_two(element)
            if languages == (wanted.source.value, wanted.target.value):
                yield from found
            elif languages == (wanted.target.value, wanted.source.value):
                yield from (TranslationUnit(u.target, u.source, u.origin, u.status) for u in found)


def _unit_one(unit: etree._Element) -> Iterator[TranslationUnit]:
    """The unit of XLIFF 1.2."""
    source, target = (next((c for c in unit if local_name(c) == name), None) for name in ("source", "target"))
    if source is None or target is None:
        return
    state = target.get("state", "")
    if unit.get("approved") == "yes":
        state = "final"
    extra = unit.get("extradata", "")
    digest = extra.removeprefix(_DIGEST) if extra.startswith(_DIGEST) else ""
    machine = "machine" if digest or target.get("state-qualifier") in {"leveraged-mt", "mt-suggestion"} else ""
    yield from _made(source, target, state, machine, digest)


def _unit_two(unit: etree._Element) -> Iterator[TranslationUnit]:
    """The units of the segments of one of XLIFF 2."""
    digests = {
        note.get("id", ""): note.text or ""
        for notes in unit
        if local_name(notes) == "notes"
        for note in notes
        if note.get("category") == "digest"
    }
    for segment in unit:
        if local_name(segment) != "segment":
            continue
        parts = {local_name(child): child for child in segment}
        if "source" in parts and "target" in parts:
            digest = digests.get(f"d{segment.get('id', '')[1:]}", "")
            machine = "machine" if digest or segment.get("subState") == "reader:machine" else ""
            yield from _made(parts["source"], parts["target"], segment.get("state", ""), machine, digest)


def _made(
    source: etree._Element, target: etree._Element, state: str, machine: str, digest: str
) -> Iterator[TranslationUnit]:
    french, english = harmless(_text(source)), harmless(_text(target))
    if not french or not english or state in _UNFINISHED:
        return
    origin = told_origin(machine, english, digest)
    status = Status.APPROVED if state in _APPROVED else Status.CHECKED if state in _CHECKED else Status.DRAFT
    if origin is Origin.MACHINE and status is Status.CHECKED and not digest:
        status = Status.DRAFT  # in XLIFF 2 the machine's text is "translated" too
    yield TranslationUnit(french, english, origin, status)


def _text(element: etree._Element) -> str:
    """The text of a side, without codes and with what they enclose."""
    parts = [element.text or ""]
    for child in element:
        name = local_name(child)
        if name == "cp":
            parts.append(chr(int(child.get("hex", "FFFD"), 16)))
        elif name and name not in _CODE:
            parts.append(_text(child))
        parts.append(child.tail or "")
    return "".join(parts)
