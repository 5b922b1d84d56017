"""XLIFF 2.1: a paragraph a unit, a sentence a segment: http://docs.oasis-open.org/xliff/xliff-core/v2.1/xliff-core-v2.1.html."""

from __future__ import annotations

from collections.abc import Iterator

from reader.bitext import Bitext, Origin, text_digest
from reader.documents import Mark, MarkKind
from reader.exporters.inline import Edge, Inline, walk
from reader.exporters.options import ExportOptions
from reader.exporters.passages import NAMES, Pair, Passage, passages_of
from reader.exporters.xliff_states import main_origin, state_two, unread
from reader.exporters.xml_text import attribute, text

__all__ = ["write_xliff_two"]

_CORE = "urn:oasis:names:tc:xliff:document:2.0"
_MATCHES = "urn:oasis:names:tc:xliff:matches:2.0"
_FORMATTING = {MarkKind.EMPHASIS: "xlf:i", MarkKind.STRONG: "xlf:b"}
_MATCH_TYPES = {Origin.MACHINE: "mt", Origin.MEMORY: "tm", Origin.HUMAN: "other", Origin.EDITED: "other"}


def write_xliff_two(bitext: Bitext, options: ExportOptions) -> bytes:
    """Every passage with French in it; further English texts as matches, the user's notes as notes."""
    lines = [
        '<?xml version="1.0" encoding="UTF-8"?>',
        f'<xliff version="2.1" srcLang="fr" trgLang="en" xmlns="{_CORE}" xmlns:mtc="{_MATCHES}">',
        f'  <file id="f1" original={attribute(bitext.source_document.name)}>',
    ]
    for number, passage in enumerate(passages_of(bitext, options)):
        pairs = [pair for pair in passage.pairs if pair.source.text]
        if pairs:
            lines += _unit(number, passage, pairs, options)
    lines += ["  </file>", "</xliff>", ""]
    return "\n".join(lines).encode("utf-8")


def _unit(number: int, passage: Passage, pairs: list[Pair], options: ExportOptions) -> Iterator[str]:
    hidden = ' translate="no"' if passage.hidden else ""
    yield f'    <unit id="u{number}" name={attribute(passage.role.value)} xml:space="preserve"{hidden}>'
    matches = [line for pair in pairs for line in _matches(pair, options)]
    if matches:
        yield from ("      <mtc:matches>", *matches, "      </mtc:matches>")
    notes = [line for pair in pairs for line in _notes(pair)]
    if notes:
        yield from ("      <notes>", *notes, "      </notes>")
    data, segments = _segments(pairs)
    if data:
        yield "      <originalData>"
        yield from (f'        <data id="{name}">{text(value)}</data>' for name, value in data.items())
        yield "      </originalData>"
    yield from segments
    yield "    </unit>"


def _segments(pairs: list[Pair]) -> tuple[dict[str, str], list[str]]:
    """The original data that codes point to, and the segments. Between two segments stands the space that parts them."""
    data: dict[str, str] = {}
    lines: list[str] = []
    codes = 0
    for at, pair in enumerate(pairs):
        if at:
            lines.append("      <ignorable><source> </source></ignorable>")
        french, codes = _inline(pair.source, codes, data)
        origin = main_origin(pair)
        sub = f' subState="reader:{origin.value}"' if origin else ""
        lines.append(f'      <segment id="s{pair.bead}" state="{state_two(pair)}"{sub}>')
        lines.append(f"        <source>{french}</source>")
        if pair.target:
            lines.append(f"        <target>{text(pair.target)}</target>")
        lines.append("      </segment>")
    return data, lines


def _matches(pair: Pair, options: ExportOptions) -> Iterator[str]:
    for at, (origin, other) in enumerate(pair.others):
        who = options.package if options.package and origin is Origin.MACHINE else NAMES[origin]
        yield (
            f'        <mtc:match id="m{pair.bead}-{at}" ref="#s{pair.bead}" type="{_MATCH_TYPES[origin]}" '
            f"origin={attribute(who)}>"
        )
        yield f"          <source>{text(pair.source.text)}</source>"
        yield f"          <target>{text(other)}</target>"
        yield "        </mtc:match>"


def _notes(pair: Pair) -> Iterator[str]:
    if pair.target and unread(pair):
        yield f'        <note id="d{pair.bead}" category="digest" appliesTo="target">{text_digest(pair.target)}</note>'
    if pair.note.strip():
        yield f'        <note id="n{pair.bead}" appliesTo="target">{text(pair.note)}</note>'
    if pair.flags:
        yield f'        <note id="c{pair.bead}" category="check" appliesTo="target">{text(", ".join(pair.flags))}</note>'


def _inline(line: Inline, codes: int, data: dict[str, str]) -> tuple[str, int]:
    """The French with its marks as pc and ph codes, numbered on from ``codes``; they may all be left out in English."""
    out: list[str] = []
    closing: list[str] = []
    for step in walk(line):
        if isinstance(step, str):
            out.append(text(step))
        elif step[0] is Edge.CLOSE:
            out.append(closing.pop())
        elif step[1].kind is MarkKind.ANCHOR:
            closing.append("")
        else:
            codes += 1
            opened, closed = _tags(step[1], codes, data)
            out.append(opened)
            closing.append(closed)
    return "".join(out), codes


def _tags(mark: Mark, number: int, data: dict[str, str]) -> tuple[str, str]:
    if mark.kind in _FORMATTING:
        kind = f'type="fmt" subType="{_FORMATTING[mark.kind]}"'
    elif mark.kind is MarkKind.LINK:
        kind = 'type="link"'
    elif mark.kind is MarkKind.IMAGE:
        kind = 'type="image"'
    else:
        kind = 'type="other"'
    point = mark.start == mark.end
    where = ""
    if mark.value:
        data[f"d{number}"] = mark.value
        where = f' dataRef="d{number}"' if point else f' dataRefStart="d{number}"'
    return (f'<ph id="{number}" {kind}{where}/>', "") if point else (f'<pc id="{number}" {kind}{where}>', "</pc>")
