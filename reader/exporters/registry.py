"""The formats that a bitext can be written in."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from types import MappingProxyType

from reader.bitext import Bitext
from reader.errors import ExportError
from reader.exporters.docx_table import write_docx
from reader.exporters.epub import write_epub, write_epub_translation
from reader.exporters.html_page import write_html
from reader.exporters.json_lines import write_json_lines
from reader.exporters.markdown import write_markdown
from reader.exporters.options import ExportOptions
from reader.exporters.plain_text import write_plain_text
from reader.exporters.po import write_po
from reader.exporters.tables import write_csv, write_tsv
from reader.exporters.tmx import write_tmx
from reader.exporters.xliff import write_xliff
from reader.exporters.xliff_two import write_xliff_two

__all__ = ["EXPORTERS", "Exporter", "export", "exporter"]


@dataclass(frozen=True, slots=True)
class Exporter:
    """A format: its name on the command line, the suffix of its files, what it is, and what writes it."""

    name: str
    suffix: str
    description: str
    write: Callable[[Bitext, ExportOptions], bytes]


_ALL = (
    Exporter("jsonl", ".jsonl", "JSON Lines: every bead with all that is known", write_json_lines),
    Exporter("html", ".html", "a page that needs nothing else, side by side", write_html),
    Exporter("tmx", ".tmx", "TMX 1.4b, for translation memories", write_tmx),
    Exporter("epub", ".epub", "a bilingual e-book, EPUB 3", write_epub),
    Exporter(
        "epub_translation",
        ".en.epub",
        "an e-book with the English alone",
        write_epub_translation,
    ),
    Exporter("xliff", ".xlf", "XLIFF 1.2, for translators' tools", write_xliff),
    Exporter("xliff2", ".v2.xlf", "XLIFF 2.1, for newer translators' tools", write_xliff_two),
    Exporter("po", ".po", "PO, for editors of gettext catalogues", write_po),
    Exporter("tsv", ".tsv", "tab-separated values, for programs", write_tsv),
    Exporter("csv", ".csv", "comma-separated values, for spreadsheets", write_csv),
    Exporter("markdown", ".md", "Markdown, a table or quotations", write_markdown),
    Exporter("text", ".txt", "plain text, two columns or stacked", write_plain_text),
    Exporter(
        "docx",
        ".docx",
        "an office document with a table of two columns",
        write_docx,
    ),
)

EXPORTERS: Mapping[str, Exporter] = MappingProxyType({e.name: e for e in _ALL})


def exporter(name: str) -> Exporter:
    """The format of this name.

    Raises:
        ExportError: there is none.
    """
    found = EXPORTERS.get(name.strip().lower())
    if found is None:
        raise ExportError(f"unknown export format: {name!r}", hint=f"there are {', '.join(EXPORTERS)}")
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
