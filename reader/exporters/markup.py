"""Inline marks as HTML or XHTML, with nothing in them that could run or fetch."""

from __future__ import annotations

import re

from reader.documents import Mark, MarkKind
from reader.exporters.inline import Edge, Inline, walk
from reader.exporters.xml_text import attribute, text

__all__ = ["identifier", "inline_html", "safe_address"]

_ELEMENTS = {MarkKind.EMPHASIS: "em", MarkKind.STRONG: "strong", MarkKind.CODE: "code"}
_SCHEMES = ("http://", "https://", "mailto:")


def safe_address(address: str) -> str | None:
    """The address where a reader may safely be sent to, else None: no script, no data, no file."""
    bare = re.sub(r"[\x00-\x20\x7f]", "", address)
    return bare if bare.lower().startswith(_SCHEMES) else None


def identifier(value: str) -> str:
    """A document's own identifier as one that is fit for an id attribute and cannot meet one of ours."""
    return "d-" + re.sub(r"[^A-Za-z0-9_-]", lambda m: f".{ord(m.group()):x}.", value)


def inline_html(line: Inline, *, anchors: frozenset[str] = frozenset(), identify: bool = True) -> str:
    """A line as HTML that is well-formed XML too.

    Args:
        line: the text and its marks.
        anchors: the identifiers that stand somewhere in the output, so that links may point to them.
        identify: write the anchors of this line.
    """
    out: list[str] = []
    closing: dict[int, str] = {}
    depth = 0
    for step in walk(line):
        if isinstance(step, str):
            out.append(text(step))
            continue
        edge, mark = step
        if edge is Edge.OPEN:
            opened, closing[depth] = _tags(mark, anchors, identify=identify)
            out.append(opened)
            depth += 1
        else:
            depth -= 1
            out.append(closing[depth])
    return "".join(out)


def _tags(mark: Mark, anchors: frozenset[str], *, identify: bool) -> tuple[str, str]:
    if mark.kind in _ELEMENTS:
        name = _ELEMENTS[mark.kind]
        return f"<{name}>", f"</{name}>"
    if mark.kind is MarkKind.ANCHOR:
        return (f"<span id={attribute(identifier(mark.value))}>", "</span>") if identify else ("", "")
    if mark.kind is MarkKind.IMAGE:
        return '<span class="image">[', "]</span>"
    if mark.kind is MarkKind.NOTE_REFERENCE:
        target = mark.value.lstrip("#")
        opened = f"<a href={attribute('#' + identifier(target))}>" if target in anchors else ""
        return f"<sup>{opened}", ("</a>" if opened else "") + "</sup>"
    return _link(mark, anchors)


def _link(mark: Mark, anchors: frozenset[str]) -> tuple[str, str]:
    inside = mark.value.removeprefix("#")
    if mark.value.startswith("#") and inside in anchors:
        return f"<a href={attribute('#' + identifier(inside))}>", "</a>"
    address = safe_address(mark.value)
    return (f'<a href={attribute(address)} rel="noreferrer">', "</a>") if address else ("", "")
