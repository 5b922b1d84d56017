"""DOCX: a table of two columns, for editors of texts."""

from __future__ import annotations

import datetime as dt
import io
import zipfile
from dataclasses import replace
from typing import TYPE_CHECKING, Any

from reader.bitext import Bitext, Origin
from reader.documents import MarkKind, Role
from reader.exporters.grouping import bullet
from reader.exporters.inline import Edge, walk
from reader.exporters.options import ExportOptions, unwatched
from reader.exporters.passages import LETTERS, NAMES, Pair, Passage, passages_of
from reader.exporters.xml_text import clean

if TYPE_CHECKING:
    from docx.table import _Cell
    from docx.text.paragraph import Paragraph

__all__ = ["write_docx"]

_EPOCH = (1980, 1, 1, 0, 0, 0)  # the first moment that a ZIP file can tell
_COLOURS = {
    Origin.HUMAN: "1B6B3A",
    Origin.MACHINE: "8A4B08",
    Origin.MEMORY: "1F5F99",
    Origin.EDITED: "7A2F8F",
}


def write_docx(bitext: Bitext, options: ExportOptions) -> bytes:
    """A document whose table holds a pair a row, French left and English right, each marked with its language."""
    import docx  # noqa: PLC0415 - takes a while to import

    document = docx.Document()
    title = clean(bitext.source_document.display_title)
    _properties(document, title, options)
    document.add_heading(title, level=1)
    # The table takes most of the time: only its rows are told of.
    passages = list(passages_of(bitext, replace(options, watch=unwatched), reading=True))
    rows = [(passage, pair) for passage in passages for pair in passage.pairs]
    table = document.add_table(rows=len(rows) + 1, cols=2)
    table.style = "Table Grid"
    cells = table._cells  # noqa: SLF001 - the public way walks the whole table anew for every cell
    for cell, name, language in zip(cells[:2], ("Français", "English"), ("fr-FR", "en-GB"), strict=True):
        _run(cell.paragraphs[0], name, language).bold = True
    _repeat_heading(table.rows[0])
    for number, (passage, pair) in enumerate(rows, start=1):
        _fill_french(cells[2 * number], passage, pair)
        _fill_english(cells[2 * number + 1], passage, pair)
        options.watch(number, len(rows))
    used = {origin for _, pair in rows for origin in pair.origins}
    legend = ", ".join(f"{LETTERS[origin]}: {NAMES[origin]}" for origin in Origin if origin in used)
    _run(document.add_paragraph(), legend, "en-GB").italic = True
    out = io.BytesIO()
    document.save(out)
    return _repacked(out.getvalue())


def _properties(document: Any, title: str, options: ExportOptions) -> None:  # noqa: ANN401 - docx.Document is a function
    about = document.core_properties
    moment = dt.datetime.fromisoformat(options.timestamp) if options.timestamp else dt.datetime(1980, 1, 1)  # noqa: DTZ001 - python-docx wants it naive
    about.title, about.author, about.last_modified_by, about.comments = title[:255], "", "", ""
    about.created = about.modified = moment.replace(tzinfo=None)
    about.language, about.revision = "fr, en", 1


def _repeat_heading(row: Any) -> None:  # noqa: ANN401 - the XML element has no type of its own
    """The first row stands at the top of each page."""
    from docx.oxml import OxmlElement  # noqa: PLC0415

    row._tr.get_or_add_trPr().append(OxmlElement("w:tblHeader"))  # noqa: SLF001 - python-docx has no property for it


def _fill_french(cell: _Cell, passage: Passage, pair: Pair) -> None:
    paragraph = cell.paragraphs[0]
    if mark := bullet(passage, pair, blank="\u00a0"):
        _run(paragraph, mark, "fr-FR")
    active: list[MarkKind] = []
    for step in walk(pair.source):
        if isinstance(step, str):
            run = _run(paragraph, clean(step), "fr-FR")
            run.italic = MarkKind.EMPHASIS in active or passage.role is Role.STANDFIRST or None
            run.bold = MarkKind.STRONG in active or passage.role in (Role.TITLE, Role.HEADING) or None
            run.font.superscript = MarkKind.NOTE_REFERENCE in active or None
            run.font.name = "Courier New" if MarkKind.CODE in active else None
            run.underline = MarkKind.LINK in active or None
        elif step[0] is Edge.OPEN:
            active.append(step[1].kind)
        else:
            active.reverse()
            active.remove(step[1].kind)
            active.reverse()


def _fill_english(cell: _Cell, passage: Passage, pair: Pair) -> None:
    if pair.target is None:
        return
    paragraph = cell.paragraphs[0]
    if mark := bullet(passage, pair, blank="\u00a0"):
        _run(paragraph, mark, "en-GB")
    for origin in pair.origins:
        _letter(paragraph, origin)
    run = _run(paragraph, clean(pair.target), "en-GB")
    run.bold = passage.role in (Role.TITLE, Role.HEADING) or None
    for origin, other in pair.others:
        paragraph = cell.add_paragraph()
        _letter(paragraph, origin)
        _run(paragraph, clean(other), "en-GB")


def _letter(paragraph: Paragraph, origin: Origin) -> None:
    from docx.shared import Pt, RGBColor  # noqa: PLC0415

    run = _run(paragraph, f"{LETTERS[origin]} ", "en-GB")
    run.bold, run.font.size, run.font.color.rgb = True, Pt(8), RGBColor.from_string(_COLOURS[origin])


def _run(paragraph: Paragraph, text: str, language: str) -> Any:  # noqa: ANN401 - python-docx's run
    """A run of text with its language, which spelling checkers and screen readers go by."""
    from docx.oxml import OxmlElement  # noqa: PLC0415
    from docx.oxml.ns import qn  # noqa: PLC0415

    run = paragraph.add_run(text)
    mark = OxmlElement("w:lang")
    mark.set(qn("w:val"), language)
    run._r.get_or_add_rPr().append(mark)  # noqa: SLF001 - python-docx has no property for it
    return run


def _repacked(content: bytes) -> bytes:
    """The same package with every member dated alike, so that the bytes do not depend on the clock."""
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(content)) as old, zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as new:
        for member in old.infolist():
            info = zipfile.ZipInfo(member.filename, _EPOCH)
            info.compress_type, info.external_attr = zipfile.ZIP_DEFLATED, 0o600 << 16
            new.writestr(info, old.read(member))
    return out.getvalue()
