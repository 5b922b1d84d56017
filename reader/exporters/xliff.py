"""XLIFF 1.2, the format that most translators' tools read: http://docs.oasis-open.org/xliff/v1.2/os/xliff-core.html."""

from __future__ import annotations

from collections.abc import Iterator

from reader import __version__
from reader.bitext import Bitext, Origin, text_digest
from reader.documents import Mark, MarkKind
from reader.exporters.inline import Edge, Inline, walk
from reader.exporters.options import ExportOptions
from reader.exporters.passages import NAMES, Pair, Passage, pairs_of
from reader.exporters.xliff_states import reviewed, state_one, unread
from reader.exporters.xml_text import attribute, text

__all__ = ["write_xliff"]

_FILE = 'source-language="fr" target-language="en" datatype="plaintext" tool-id="fr-en-reader"'
# The specification knows some kinds of paired codes (g) and others of empty ones (x); what it does not know begins with x-.
_PAIRED = {MarkKind.EMPHASIS: "italic", MarkKind.STRONG: "bold", MarkKind.LINK: "link"}
_EMPTY = {MarkKind.IMAGE: "image"}


def write_xliff(bitext: Bitext, options: ExportOptions) -> bytes:
    """Every pair with French in it as a trans-unit; further English texts as alt-trans, the user's notes as notes."""
    date = f" date={attribute(options.timestamp)}" if options.timestamp else ""
    lines = [
        '<?xml version="1.0" encoding="UTF-8"?>',
        '<xliff version="1.2" xmlns="urn:oasis:names:tc:xliff:document:1.2">',
        f"  <file original={attribute(bitext.source_document.name)} {_FILE}{date}>",
        "    <header>",
        f'      <tool tool-id="fr-en-reader" tool-name="fr-en-reader" tool-version={attribute(__version__)}/>',
        *([f'      <tool tool-id="mt" tool-name={attribute(options.package)}/>'] if options.package else []),
        "    </header>",
        "    <body>",
    ]
    for passage, pair in pairs_of(bitext, options):
        if pair.source.text:
            lines += _unit(passage, pair, options)
    lines += ["    </body>", "  </file>", "</xliff>", ""]
    return "\n".join(lines).encode("utf-8")


def _unit(passage: Passage, pair: Pair, options: ExportOptions) -> Iterator[str]:
    hidden = ' translate="no"' if passage.hidden else ""
    approved = "yes" if pair.target and reviewed(pair) else "no"
    yield f'      <trans-unit id="{pair.bead}" resname="bead-{pair.bead}" approved="{approved}" xml:space="preserve"{hidden}{_digest(pair)}>'
    yield f'        <source xml:lang="fr">{_inline(pair.source)}</source>'
    if pair.target:
        state, qualifier = state_one(pair)
        qualified = f' state-qualifier="{qualifier}"' if qualifier else ""
        yield f'        <target xml:lang="en" state="{state}"{qualified}>{text(pair.target)}</target>'
    yield from (f'        <note from="reader">{text(line)}</note>' for line in pair.note.splitlines() if line.strip())
    yield f'        <note from="fr-en-reader" annotates="source">role: {passage.role.value}</note>'
    if pair.origins:
        names = ", ".join(NAMES[origin] for origin in pair.origins)
        yield f'        <note from="fr-en-reader" annotates="target">origin: {names}</note>'
    if pair.flags:
        yield f'        <note from="fr-en-reader" annotates="target">check: {text(", ".join(pair.flags))}</note>'
    for origin, other in pair.others:
        yield from _alternative(pair, origin, other, options)
    yield "      </trans-unit>"


def _digest(pair: Pair) -> str:
    """What will tell whether a person has changed what no person wrote."""
    return f' extradata="digest:{text_digest(pair.target)}"' if pair.target and unread(pair) else ""


def _alternative(pair: Pair, origin: Origin, other: str, options: ExportOptions) -> Iterator[str]:
    tool = ' tool-id="mt"' if options.package and origin is Origin.MACHINE else ""
    yield f"        <alt-trans origin={attribute(origin.value)}{tool}>"
    yield f'          <source xml:lang="fr">{_inline(pair.source)}</source>'
    yield f'          <target xml:lang="en">{text(other)}</target>'
    yield "        </alt-trans>"


def _inline(line: Inline) -> str:
    """The French with its marks as paired (g) and empty (x) codes."""
    out: list[str] = []
    closing: list[str] = []
    number = 0
    for step in walk(line):
        if isinstance(step, str):
            out.append(text(step))
        elif step[0] is Edge.OPEN:
            number += step[1].kind is not MarkKind.ANCHOR
            opened, closed = _tags(step[1], number)
            out.append(opened)
            closing.append(closed)
        else:
            out.append(closing.pop())
    return "".join(out)


def _tags(mark: Mark, number: int) -> tuple[str, str]:
    if mark.kind is MarkKind.ANCHOR:
        return "", ""
    name, known = ("x", _EMPTY) if mark.start == mark.end else ("g", _PAIRED)
    kind = known.get(mark.kind, "x-" + mark.kind.value.replace("_", "-"))
    opened = f'<{name} id="{number}" ctype="{kind}"'
    return (f"{opened}/>", "") if name == "x" else (f"{opened}>", "</g>")
