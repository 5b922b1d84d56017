"""JSON Lines: one object a bead, in reading order, hidden and unaligned parts too."""

from __future__ import annotations

import json

from reader.bitext import Bitext, Row
from reader.exporters.options import ExportOptions

__all__ = ["record", "write_json_lines"]


def record(row: Row, document: str) -> dict[str, object]:
    """A row as the object that stands on a line."""
    return {
        "document": document,
        "bead": row.index,
        "role": row.role.value,
        "source": row.source,
        "target": row.target,
        "origin": row.origin.value if row.origin else None,
        "human": row.human,
        "machine": row.machine,
        "source_lines": list(row.source_lines) if row.source_lines else None,
        "target_lines": list(row.target_lines) if row.target_lines else None,
        "score": round(row.score, 3) if row.score is not None else None,
        "flags": list(row.flags),
        "repeat_of": row.repeat_of,
        "hidden": row.hidden,
    }


def write_json_lines(bitext: Bitext, options: ExportOptions) -> bytes:
    """Every bead of the bitext, each on its line."""
    name = bitext.source_document.name
    lines = []
    for number, row in enumerate(rows := bitext.rows(options.prefer), start=1):
        lines.append(json.dumps(record(row, name), ensure_ascii=False))
        options.watch(number, len(rows))
    # A lone surrogate cannot be encoded, but JSON has an escape for it, which is the same as Python's.
    return "".join(f"{line}\n" for line in lines).encode("utf-8", "backslashreplace")
