"""TSV for programs and CSV for spreadsheets: one pair a line."""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Iterator

from reader.bitext import Bitext
from reader.exporters.options import ExportOptions
from reader.exporters.passages import Pair, Passage, pairs_of

__all__ = ["COLUMNS", "write_csv", "write_tsv"]

COLUMNS = (
    "document",
    "bead",
    "role",
    "source",
    "target",
    "origin",
    "human",
    "machine",
    "source_lines",
    "target_lines",
    "score",
    "flags",
    "status",
    "note",
    "hidden",
)
# What a spreadsheet would take for a formula and run. A dash before a space opens a line of French dialogue.
_FORMULA = re.compile(r"[=+@\t\r]|-(?! )")
_BREAKS = re.compile(r"[\t\r\n\v\f\x1c-\x1e\x85\u2028\u2029]+")


def write_tsv(bitext: Bitext, options: ExportOptions) -> bytes:
    """Tab-separated values: UTF-8, a heading, no quoting; a tab or line end inside a value is a space."""
    lines = ["\t".join(_BREAKS.sub(" ", value) for value in values) for values in _lines(bitext, options)]
    return "".join(f"{line}\n" for line in lines).encode("utf-8", "replace")


def write_csv(bitext: Bitext, options: ExportOptions) -> bytes:
    """Comma-separated values (RFC 4180) as spreadsheets open them best: with a byte-order mark.

    A text that a spreadsheet would run as a formula gets an apostrophe in front.
    """
    out = io.StringIO(newline="")
    writer = csv.writer(out, lineterminator="\r\n")
    for values in _lines(bitext, options):
        writer.writerow([f"'{value}" if _FORMULA.match(value) else value for value in values])
    return out.getvalue().encode("utf-8-sig", "replace")


def _lines(bitext: Bitext, options: ExportOptions) -> Iterator[tuple[str, ...]]:
    yield COLUMNS
    for passage, pair in pairs_of(bitext, options):
        yield _values(bitext.source_document.name, passage, pair)


def _values(document: str, passage: Passage, pair: Pair) -> tuple[str, ...]:
    return (
        document,
        str(pair.bead),
        passage.role.value,
        pair.source.text,
        pair.target or "",
        "+".join(pair.origins),
        " ".join(row.human for row in pair.rows if row.human),
        " ".join(row.machine for row in pair.rows if row.machine),
        _span(pair.source_lines),
        _span(pair.target_lines),
        f"{pair.score:.3f}" if pair.score is not None else "",
        " ".join(pair.flags),
        pair.status.value,
        pair.note,
        "yes" if passage.hidden else "no",
    )


def _span(lines: tuple[int, int] | None) -> str:
    return f"{lines[0]}..{lines[1]}" if lines else ""
