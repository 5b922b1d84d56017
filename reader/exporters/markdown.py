"""Markdown that pandoc and CommonMark readers take: a table of two columns, or quotations under the French."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace

from reader.bitext import Bitext, Origin
from reader.documents import Mark, MarkKind, Role
from reader.exporters.grouping import bullet, depth_of, first_label, goes_on, label_of, own_label
from reader.exporters.inline import Edge, Inline, walk
from reader.exporters.markup import safe_address
from reader.exporters.note_references import english_line
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
            mark = bullet(passage, pair, blank="\u00a0")
            texts = (_inline(pair.source), "\n".join(_english(pair, strong)))
            french, english = (text.replace("\n", "<br>") for text in texts)
            yield f"| {mark if french else ''}{_bold(french, strong)} | {mark if english else ''}{english} |"
    yield ""


def _stacked(passages: list[Passage]) -> Iterator[str]:
    """Each French text, the English quoted below."""
    lists = _Lists()
    for passage in passages:
        if not depth_of(passage):
            lists.end()
        if passage.code:
            yield from (*_fenced(passage.code), "")
            continue
        opening, margin = lists.openings(passage) if depth_of(passage) else _openings(passage)
        labelled = bool(own_label(passage))
        for at, pair in enumerate(passage.pairs):
            french = _inline(pair.source) if labelled and not at else _guarded(_inline(pair.source))
            if pair.source.text:
                yield (margin if at else opening) + french.replace("\n", f"\\\n{margin}")
                yield ""
            for line in _english(pair, ""):
                yield f"{margin}> " + line.replace("\n", f"\\\n{margin}> ")
                yield ""


def _openings(passage: Passage) -> tuple[str, str]:
    """What opens the first line of a passage that is in no list, and what the others stand behind."""
    if passage.role not in (Role.TITLE, Role.HEADING):
        return _guarded(first_label(passage, passage.pairs[0])), ""
    level = 2 if passage.role is Role.TITLE else min(max(2, passage.block.level), 6)
    return f"{'#' * level} ", ""


class _Lists:
    """What opens the items of lists, and how far in the lines of each stand."""

    def __init__(self) -> None:
        self._open: list[tuple[str, int, str]] = []  # of each depth: margin, number, the stop after it

    def end(self) -> None:
        """What follows is in no list."""
        self._open = []

    def openings(self, passage: Passage) -> tuple[str, str]:
        """What opens the first line of an item, and what the others stand behind."""
        depth = depth_of(passage)
        while len(self._open) < depth - 1:
            self._open.append(("  ", 0, "."))
        outer = "".join(margin for margin, _, _ in self._open[: depth - 1])
        before = self._open[depth - 1] if len(self._open) >= depth else ("  ", 0, "")
        if goes_on(passage):
            del self._open[depth:]
            return (outer + before[0],) * 2
        marker, number, stop = self._marker(passage, before[1], before[2])
        margin = " " * len(own_label(passage) or marker)
        self._open[depth - 1 :] = [(margin, number, stop)]
        return outer + marker, outer + margin

    def _marker(self, passage: Passage, last: int, stop: str) -> tuple[str, int, str]:
        """The marker, the number and its stop: another one than before where a list begins anew, so that none goes on."""
        item, label = passage.block.item, label_of(passage)
        if own_label(passage):
            return "", 0, ""
        if item is None or not label:
            return "- ", 0, ""
        if item.style != "1" or not re.fullmatch(r"\d{1,9}[.)]", label):
            return f"{_escaped(label)} ", 0, ""
        if not stop:
            stop = label[-1]
        elif item.number != last + 1:
            stop = ")" if stop == "." else "."
        return f"{item.number}{stop} ", item.number, stop


def _fenced(code: str) -> Iterator[str]:
    longest = max((len(run) for run in re.findall("`+", code)), default=0)
    fence = "`" * max(3, longest + 1)
    yield from (fence, *(clean(line) for line in code.split("\n")), fence)


def _english(pair: Pair, strong: str) -> list[str]:
    if pair.target is None:
        return []
    letters = "".join(LETTERS[origin] for origin in pair.origins)
    first = f"**{letters}** {_bold(_inline(english_line(pair)), strong)}"
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
    if mark.kind is MarkKind.NOTE_REFERENCE:
        return "<sup>", "</sup>"
    return "", ""


def _escaped(text: str) -> str:
    return _SPECIAL.sub(r"\\\1", text)


def _guarded(text: str) -> str:
    """A line that must not be taken for a list or a rule."""

    def guard(match: re.Match[str]) -> str:
        blank, sign, number, stop = match.groups()
        return f"{blank}\\{sign}" if sign else f"{blank}{number}\\{stop}"

    return _LINE_START.sub(guard, text)
