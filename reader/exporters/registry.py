"""The formats that a bitext can be written in."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from types import MappingProxyType

from reader.bitext import Bitext
from reader.errors import ExportError
from reader.exporters.html_page import write_html
from reader.exporters.json_lines import write_json_lines
from reader.exporters.options import ExportOptions
from reader.exporters.tmx import write_tmx

__all__ = ["EXPORTERS", "Exporter", "export", "exporter"]


@dataclass(frozen=True, slots=True)
class Exporter:
    """A format: its name on the command line, the suffix of its files, what it is, and what writes it."""

    name: str
    suffix: str
    media_type: str
    description: str
    write: Callable[[Bitext, ExportOptions], bytes]


_ALL = (
    Exporter("jsonl", ".jsonl", "application/jsonl", "JSON Lines: every bead with all that is known", write_json_lines),
    Exporter("html", ".html", "text/html", "a page that needs nothing else, side by side", write_html),
    Exporter("tmx", ".tmx", "application/x-tmx+xml", "TMX 1.4b, for translation memories", write_tmx),
)

EXPORTERS: Mapping[str, Exporter] = MappingProxyType({e.name: e for e in _ALL})


def exporter(name: str) -> Exporter:
    """The format of this name.

    Raises:
        ExportError: there is none.
    """
    found = EXPORTERS.get(name.strip().lower())
    if found is None:
        raise ExportError(f"unknown export format: {name!r}", hint=f"Known formats: {', '.join(EXPORTERS)}.")
    return found


def export(bitext: Bitext, format: str, *, options: ExportOptions | None = None) -> bytes:  # noqa: A002 - the word is right
    """The bitext as a file's bytes. The same bitext and options always give the same bytes.

    Args:
        bitext: what to export.
        format: a name in EXPORTERS.
        options: what a person chooses; defaults where None.

    Raises:
        ExportError: no such format, or the format cannot hold the bitext.
    """
    return exporter(format).write(bitext, options or ExportOptions())
