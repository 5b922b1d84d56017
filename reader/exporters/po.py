"""PO, for editors of gettext catalogues such as Poedit: French as msgid, English as msgstr."""

from __future__ import annotations

from collections.abc import Iterator

from reader import __version__
from reader.bitext import Bitext, Origin, Status
from reader.exporters.options import ExportOptions
from reader.exporters.passages import NAMES, Pair, Passage, pairs_of
from reader.exporters.xml_text import clean

__all__ = ["write_po"]

_ESCAPES = str.maketrans({"\\": "\\\\", '"': '\\"', "\n": "\\n", "\t": "\\t", "\r": "\\r"})


def write_po(bitext: Bitext, options: ExportOptions) -> bytes:
    """Every pair with French in it. What no person has gone over is fuzzy; what is said again carries a context."""
    header = {
        "Project-Id-Version": bitext.source_document.name,
        **({"PO-Revision-Date": options.timestamp} if options.timestamp else {}),
        "Language": "en",
        "MIME-Version": "1.0",
        "Content-Type": "text/plain; charset=UTF-8",
        "Content-Transfer-Encoding": "8bit",
        "X-Source-Language": "fr",
        "X-Generator": f"fr-en-reader {__version__}",
    }
    lines = ['msgid ""', 'msgstr ""', *(_quoted(f"{key}: {value}\n") for key, value in header.items()), ""]
    seen: set[str] = set()
    for passage, pair in pairs_of(bitext, options):
        if pair.source.text:
            lines += _entry(bitext.source_document.name, passage, pair, again=pair.source.text in seen)
            seen.add(pair.source.text)
    return "\n".join(lines).encode("utf-8", "replace")


def _entry(document: str, passage: Passage, pair: Pair, *, again: bool) -> Iterator[str]:
    yield from (f"#  {line}" for line in _one_line_each(pair.note))
    yield f"#. {passage.role.value}" + "".join(f"; {NAMES[origin]}" for origin in pair.origins)
    if pair.flags:
        yield f"#. flags: {' '.join(pair.flags)}"
    yield from (f"#. {NAMES[origin]}: {clean(text)}" for origin, text in pair.others)
    if pair.source_lines:
        # A name with spaces is isolated, as gettext 0.22 writes it.
        name = f"\u2068{document}\u2069" if " " in document else document
        yield f"#: {name}:{pair.source_lines[0]}"
    if pair.target and _wants_review(pair):
        yield "#, fuzzy"
    if again:
        yield f"msgctxt {_quoted(f'{document}#{pair.bead}')}"
    yield f"msgid {_quoted(pair.source.text)}"
    yield f"msgstr {_quoted(pair.target or '')}"
    yield ""


def _wants_review(pair: Pair) -> bool:
    made_by_machine = any(origin in (Origin.MACHINE, Origin.MEMORY) for origin in pair.origins)
    return made_by_machine and pair.status is Status.DRAFT


def _one_line_each(note: str) -> list[str]:
    return [clean(line) for line in note.splitlines()]


def _quoted(text: str) -> str:
    return f'"{clean(text).translate(_ESCAPES)}"'
