"""Markdown that pandoc and CommonMark readers take: a table of two columns, or quotations under the French."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace

from reader.bitext import Bitext, Origin
from reader.documents import Mark, MarkKind, Role
from reader.exporters.inline import Edge, Inline, walk
from reader.exporters.markup import safe_address
from reader.exporters.options import ExportOptions, Layout
from reader.exporters.passages import LETTERS, NAMES, Pair, Passage, passages_of
from reader.exporters.xml_text import clean

__all__ = ["write_markdown"]

_SPECIAL = re.compile(r"([\\`*_{}\[\]<>|~$^@#&!])")
_LINE_START = re.compile(r"^(\s*)(?:([-+:=])|(\d+)([.)]))(?=\s|$|-)")
_WRAPS = {MarkKind.EMPHASIS: "*", MarkKind.STRONG: "**"}


def write_markdown(bitext: Bitext, options: ExportOptions) -> bytes:
    """A Markdown file. A letter says where an English text comes from."""
    passages = list(passages_of(bitext, options, reading=True))
    write = _table if options.layout is not Layout.STACKED else _stacked
    used = {origin for p in passages for pair in p.pairs for origin in (*pair.origins, *(o for o, _ in pair.others))}
    legend = ", ".join(f"**{LETTERS[origin]}** {NAMES[origin]}" for origin in Origin if origin in used)
    lines = [
        f"# {_escaped(clean(bitext.source_document.display_title))}",
        "",
        *write(passages),
        *([legend, ""] if legend else []),
    ]
    return "\n".join(lines).encode("utf-8", "replace")


def _table(passages: list[Passage]) -> Iterator[str]:
    """A pipe table; a heading row is bold. Between two paragraphs stands an empty row."""
    yield "| Français | English |"
    yield "|:---------|:--------|"
    for at, passage in enumerate(passages):
        if at:
            yield "| | |"
        for pair in passage.pairs:
            strong = "**" if passage.role in (Role.TITLE, Role.HEADING) else ""
            french = _inline(pair.source)
            yield f"| {_bold(french, strong)} | {'<br>'.join(_english(pair, strong))} |"
    yield ""


def _stacked(passages: list[Passage]) -> Iterator[str]:
    """Each French text, the English quoted below."""
    for passage in passages:
        opening = "## " if passage.role in (Role.TITLE, Role.HEADING) else ""
        for pair in passage.pairs:
            if pair.source.text:
                yield opening + _guarded(_inline(pair.source))
                yield ""
            for line in _english(pair, ""):
                yield f"> {line}"
                yield ""


def _english(pair: Pair, strong: str) -> list[str]:
    if pair.target is None:
        return []
    letters = "".join(LETTERS[origin] for origin in pair.origins)
    first = f"**{letters}** {_bold(_escaped(clean(pair.target)), strong)}"
    return [first, *(f"**{LETTERS[origin]}** {_escaped(clean(other))}" for origin, other in pair.others)]


def _bold(text: str, strong: str) -> str:
    return f"{strong}{text}{strong}" if strong and text and "*" not in text else text


def _inline(line: Inline) -> str:
    out: list[str] = []
    closing: list[str] = []
    code = False
    for step in walk(_trimmed(line)):
        if isinstance(step, str):
            out.append(clean(step).replace("`", "'").replace("|", "\\|") if code else _escaped(clean(step)))
        elif step[0] is Edge.OPEN:
            code = code or step[1].kind is MarkKind.CODE
            opened, closed = _tags(step[1])
            out.append(opened)
            closing.append(closed)
        else:
            code = code and step[1].kind is not MarkKind.CODE
            out.append(closing.pop())
    return "".join(out)


def _trimmed(line: Inline) -> Inline:
    """The line with no mark that begins or ends at a space: Markdown would not take it for one."""
    kept = []
    for mark in line.marks:
        inside = line.text[mark.start : mark.end]
        start = mark.start + len(inside) - len(inside.lstrip())
        end = mark.end - len(inside) + len(inside.rstrip())
        if start < end:
            kept.append(replace(mark, start=start, end=end))
    return Inline(line.text, tuple(kept))


def _tags(mark: Mark) -> tuple[str, str]:
    """What opens and closes a mark."""
    if mark.kind in _WRAPS:
        return _WRAPS[mark.kind], _WRAPS[mark.kind]
    if mark.kind is MarkKind.CODE:
        return "`", "`"
    if mark.kind is MarkKind.LINK and (address := safe_address(mark.value)):
        return "[", f"](<{address.replace('<', '%3C').replace('>', '%3E').replace('|', '%7C')}>)"
    if mark.kind is MarkKind.IMAGE:
        return "\\[", "\\]"
    return "", ""


def _escaped(text: str) -> str:
    return _SPECIAL.sub(r"\\\1", text)


def _guarded(text: str) -> str:
    """A line that must not be taken for a list or a rule."""

    def guard(match: re.Match[str]) -> str:
        blank, sign, number, stop = match.groups()
        return f"{blank}\\{sign}" if sign else f"{blank}{number}\\{stop}"

    return _LINE_START.sub(guard, text)
