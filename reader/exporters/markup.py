"""Inline marks as HTML or XHTML, with nothing in them that could run or fetch."""

from __future__ import annotations

import re
from collections.abc import Mapping

from reader.documents import Mark, MarkKind
from reader.exporters.inline import Edge, Inline, walk
from reader.exporters.xml_text import attribute, text

__all__ = ["anchor_key", "identifier", "inline_html", "lines_html", "safe_address"]

_ELEMENTS = {MarkKind.EMPHASIS: "em", MarkKind.STRONG: "strong", MarkKind.CODE: "code"}
_SCHEMES = ("http://", "https://", "mailto:")


def safe_address(address: str) -> str | None:
    """The address where a reader may safely be sent to, else None: no script, no data, no file."""
    bare = re.sub(r"[\x00-\x20\x7f]", "", address)
    return bare if bare.lower().startswith(_SCHEMES) else None


def identifier(value: str) -> str:
    """A document's own identifier as one that is fit for an id attribute and cannot meet one of ours."""
    return "d-" + re.sub(r"[^A-Za-z0-9_-]", lambda m: f".{ord(m.group()):x}.", value)


def anchor_key(value: str) -> str:
    """An identifier as anchors and links to it both say it."""
    return value.removeprefix("#")


def lines_html(value: str) -> str:
    """Text without marks as HTML, its line ends kept."""
    return text(value).replace("\n", "<br/>")


def inline_html(line: Inline, *, targets: Mapping[str, str] | None = None, identify: set[str] | None = None) -> str:
    """A line as HTML that is well-formed XML too.

    Args:
        line: the text and its marks.
        targets: for each anchor that stands in the output, by its key, the address of it.
        identify: the anchors that are still to be written; each that is written is taken out. None: write none.
    """
    out: list[str] = []
    closing: list[str] = []
    for step in walk(line):
        if isinstance(step, str):
            out.append(lines_html(step))
        elif step[0] is Edge.OPEN:
            opened, closed = _tags(step[1], targets or {}, identify if identify is not None else set())
            out.append(opened)
            closing.append(closed)
        else:
            out.append(closing.pop())
    return "".join(out)


def _tags(mark: Mark, targets: Mapping[str, str], identify: set[str]) -> tuple[str, str]:
    if mark.kind in _ELEMENTS:
        name = _ELEMENTS[mark.kind]
        return f"<{name}>", f"</{name}>"
    key = anchor_key(mark.value)
    if mark.kind is MarkKind.ANCHOR:
        if key not in identify:
            return "", ""
        identify.discard(key)
        return f"<span id={attribute(identifier(key))}>", "</span>"
    if mark.kind is MarkKind.IMAGE:
        return '<span class="image">[', "]</span>"
    inside = targets.get(key)
    address = inside or safe_address(mark.value)
    outside = "" if inside else ' rel="noreferrer"'
    opened, closed = (f"<a href={attribute(address)}{outside}>", "</a>") if address else ("", "")
    if mark.kind is MarkKind.NOTE_REFERENCE:
        return f"<sup>{opened}", f"{closed}</sup>"
    return opened, closed
