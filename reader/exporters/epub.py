"""EPUB 3: a bilingual book, or the translation alone; from an EPUB, the same book with the English put in."""

from __future__ import annotations

import re
import uuid
from collections.abc import Iterator
from dataclasses import replace
from typing import NamedTuple

from reader.bitext import Bitext
from reader.documents import MarkKind, Role, plain
from reader.exporters.epub_parts import MODIFIED, ORIGINAL, STYLE, TRANSLATION, archive
from reader.exporters.epub_rebuild import rebuilt
from reader.exporters.grouping import ItemList, Table, first_label, grouped, list_tags, tagged_items
from reader.exporters.inline import Inline
from reader.exporters.markup import identifier, inline_html, lines_html
from reader.exporters.note_references import anchors_of, english_line
from reader.exporters.options import ExportOptions, Unit
from reader.exporters.passages import Passage, passages_of
from reader.exporters.xml_text import attribute, clean, text
from reader.languages import Language

__all__ = ["write_epub", "write_epub_translation"]

_CHAPTER = 120_000  # characters, after which a chapter is cut: e-readers are slow with long ones
_SHORT = 4_000  # characters, below which a heading opens no chapter of its own
_TAGS = {Role.TITLE: "h1", Role.QUOTE: "blockquote"}

_CONTAINER = """\
<?xml version="1.0" encoding="UTF-8"?>
<container version="1.0" xmlns="urn:oasis:names:tc:opendocument:xmlns:container">
  <rootfiles>
    <rootfile full-path="EPUB/package.opf" media-type="application/oebps-package+xml"/>
  </rootfiles>
</container>
"""
_PAGE = """\
<?xml version="1.0" encoding="UTF-8"?>
<!DOCTYPE html>
<html xmlns="http://www.w3.org/1999/xhtml" xmlns:epub="http://www.idpf.org/2007/ops" lang="{language}" xml:lang="{language}">
<head>
<title>{title}</title>
<link rel="stylesheet" type="text/css" href="style.css"/>
</head>
<body>
{body}
</body>
</html>
"""
_OWN_STYLE = """\
body { margin: 0 5%; line-height: 1.4; }
p { margin: 0 0 0.35em; }
p.cp-translation { margin-bottom: 0.9em; }
blockquote { margin: 0 0 0.35em 1.2em; }
.hidden { font-size: 0.85em; }
li.bare { list-style-type: none; }
table { border-collapse: collapse; }
td { border: 1px solid; padding: 0.2em 0.5em; vertical-align: top; }
pre { font-size: 0.85em; white-space: pre-wrap; }
"""


def write_epub(bitext: Bitext, options: ExportOptions) -> bytes:
    """Each French block with its English below."""
    return _written(bitext, options, bilingual=True)


def write_epub_translation(bitext: Bitext, options: ExportOptions) -> bytes:
    """The English alone; what has none stays French, and says so by its language."""
    return _written(bitext, options, bilingual=False)


def _written(bitext: Bitext, options: ExportOptions, *, bilingual: bool) -> bytes:
    if options.source_data and options.places:
        return rebuilt(bitext, _in_the_book(bitext, options), options, bilingual=bilingual)
    passages = list(passages_of(bitext, options, reading=True, unit=Unit.PARAGRAPH))
    return archive(_members(bitext, passages, options, bilingual=bilingual))


def _in_the_book(bitext: Bitext, options: ExportOptions) -> list[Passage]:
    """The passages, with those that only repeat another: the pages of the book show them, so they want their English."""
    everything = replace(options, hidden=True)
    found = passages_of(bitext, everything, reading=True, unit=Unit.PARAGRAPH, by_block=True)
    return [p for p in found if options.hidden or not p.hidden or p.block.repeat_of is not None]


def _members(
    bitext: Bitext, passages: list[Passage], options: ExportOptions, *, bilingual: bool
) -> Iterator[tuple[str, bytes]]:
    chapters = _chapters(passages)
    title = bitext.source_document.display_title
    headings = [
        _heading(chapter, bilingual=bilingual) or (title if at == 0 else str(at + 1))
        for at, chapter in enumerate(chapters)
    ]
    links = _links(chapters)
    language = "fr" if bilingual else "en"
    yield "META-INF/container.xml", _CONTAINER.encode()
    yield "EPUB/package.opf", _package(bitext, title, len(chapters), options, bilingual=bilingual).encode("utf-8")
    yield "EPUB/nav.xhtml", _navigation(title, headings, language).encode("utf-8")
    yield "EPUB/style.css", (_OWN_STYLE + (STYLE if bilingual else "")).encode()
    for number, (chapter, heading) in enumerate(zip(chapters, headings, strict=True)):
        body = "\n".join(line for part in grouped(chapter) for line in _part(part, links, bilingual=bilingual))
        page = _PAGE.format(language=language, title=text(heading), body=body or "<p></p>")
        yield f"EPUB/{_file(number)}", page.encode("utf-8")


def _file(number: int) -> str:
    return f"chapter-{number + 1:04}.xhtml"


def _chapters(passages: list[Passage]) -> list[list[Passage]]:
    """The passages cut into files: at headings, and where a file grows too long."""
    chapters: list[list[Passage]] = [[]]
    size = 0
    for passage in passages:
        opens = passage.role in (Role.TITLE, Role.HEADING) and not passage.hidden and size > _SHORT
        if chapters[-1] and (opens or size > _CHAPTER):
            chapters.append([])
            size = 0
        chapters[-1].append(passage)
        size += sum(len(pair.source.text) + len(pair.target or "") for pair in passage.pairs)
    return chapters


def _heading(chapter: list[Passage], *, bilingual: bool) -> str:
    """The first words of a chapter's heading, French where both are there; empty where it has none."""
    first = next((p for p in chapter if p.role in (Role.TITLE, Role.HEADING) and not p.hidden), None)
    if first is None:
        return ""
    pair = first.pairs[0]
    return plain(clean(pair.source.text if bilingual and pair.source.text else pair.target or pair.source.text))


class _Links(NamedTuple):
    """Where links inside the book lead, and the anchors that are still to be written."""

    targets: dict[str, str]
    unwritten: set[str]


def _links(chapters: list[list[Passage]]) -> _Links:
    targets: dict[str, str] = {}
    for number, chapter in enumerate(chapters):
        for key in anchors_of(chapter):
            targets.setdefault(key, f"{_file(number)}#{identifier(key)}")
    return _Links(targets, set(targets))


def _part(part: Passage | ItemList | Table, links: _Links, *, bilingual: bool) -> Iterator[str]:
    if isinstance(part, Passage):
        yield from _blocks(part, links, bilingual=bilingual)
    elif isinstance(part, ItemList):
        yield from _list(part, links, bilingual=bilingual)
    else:
        yield "<table>"
        for row in part.rows:
            yield "<tr>"
            for width, passages in row:
                span = f' colspan="{width}"' if width > 1 else ""
                inside = "".join(line for p in passages for line in _blocks(p, links, bilingual=bilingual))
                yield f"<td{span}>{inside}</td>"
            yield "</tr>"
        yield "</table>"


def _list(part: ItemList, links: _Links, *, bilingual: bool) -> Iterator[str]:
    opened, closed = list_tags(part)
    yield opened
    for opening, item in tagged_items(part):
        yield opening
        yield from _blocks(item.passage, links, bilingual=bilingual)
        for inner in item.inner:
            yield from _part(inner, links, bilingual=bilingual)
        yield "</li>"
    yield closed


def _blocks(passage: Passage, links: _Links, *, bilingual: bool) -> Iterator[str]:
    if passage.code:
        yield f"<pre>{text(passage.code)}</pre>"
        return
    for pair in passage.pairs:
        label = text(first_label(passage, pair)) if passage.role is Role.NOTE else ""  # lists have their own
        if bilingual or pair.target is None:
            french = inline_html(pair.source, targets=links.targets, identify=links.unwritten)
            yield _block(passage, ORIGINAL if bilingual else "", _french_code(passage), label + french)
        if pair.target is None:
            continue
        line = english_line(pair, keep=not bilingual)
        if not bilingual:
            anchors = (mark for mark in pair.source.marks if mark.kind is MarkKind.ANCHOR)
            line = Inline(line.text, (*(replace(mark, start=0, end=0) for mark in anchors), *line.marks))
        english = inline_html(line, targets=links.targets, identify=None if bilingual else links.unwritten)
        yield _block(passage, TRANSLATION if bilingual else "", "en", label + english)
        for origin, other in pair.others:
            yield _block(passage, f"{TRANSLATION} other {origin.value}", "en", lines_html(other))


def _french_code(passage: Passage) -> str:
    return {Language.OTHER: "und", Language.UNDETERMINED: "fr"}.get(passage.language, passage.language.value)


def _block(passage: Passage, kind: str, language: str, content: str) -> str:
    if not content:
        return ""
    tag = _tag(passage)
    names = " ".join(name for name in (kind, passage.role.value, "hidden" if passage.hidden else "") if name)
    inner = f"<p>{content}</p>" if tag == "blockquote" else content
    return f'<{tag} class="{names}" lang="{language}" xml:lang="{language}">{inner}</{tag}>'


def _tag(passage: Passage) -> str:
    if passage.hidden:
        return "p"
    if passage.role is Role.HEADING:
        return f"h{min(max(2, passage.block.level), 6)}"
    return _TAGS.get(passage.role, "p")


def _navigation(title: str, headings: list[str], language: str) -> str:
    items = "\n".join(f'<li><a href="{_file(at)}">{text(heading)}</a></li>' for at, heading in enumerate(headings))
    body = f'<nav epub:type="toc" id="toc">\n<h1>{text(title)}</h1>\n<ol>\n{items}\n</ol>\n</nav>'
    return _PAGE.format(language=language, title=text(title), body=body)


def _package(bitext: Bitext, title: str, chapters: int, options: ExportOptions, *, bilingual: bool) -> str:
    document = bitext.source_document
    kind = "bilingual" if bilingual else "translation"
    identifier = uuid.uuid5(uuid.NAMESPACE_URL, f"fr-en-reader:{kind}:{document.content_id}")
    languages = ("fr", "en") if bilingual else ("en",)
    creators = [value for key, value in document.metadata if key == "creator" and value.strip()]
    modified = _modified(options.timestamp)
    about = [
        f'<dc:identifier id="id">urn:uuid:{identifier}</dc:identifier>',
        f"<dc:title>{text(title)}</dc:title>",
        *(f"<dc:language>{code}</dc:language>" for code in languages),
        *(f"<dc:creator>{text(name)}</dc:creator>" for name in creators),
        f'<meta property="dcterms:modified">{modified}</meta>',
    ]
    files = [
        '<item id="nav" href="nav.xhtml" media-type="application/xhtml+xml" properties="nav"/>',
        '<item id="style" href="style.css" media-type="text/css"/>',
        *(f'<item id="c{n}" href="{_file(n)}" media-type="application/xhtml+xml"/>' for n in range(chapters)),
    ]
    spine = [f'<itemref idref="c{n}"/>' for n in range(chapters)]
    parts = [
        '<?xml version="1.0" encoding="UTF-8"?>',
        f'<package xmlns="http://www.idpf.org/2007/opf" version="3.0" unique-identifier="id" xml:lang={attribute(languages[0])}>',
        '<metadata xmlns:dc="http://purl.org/dc/elements/1.1/">',
        *about,
        "</metadata>",
        "<manifest>",
        *files,
        "</manifest>",
        "<spine>",
        *spine,
        "</spine>",
        "</package>",
        "",
    ]
    return "\n".join(parts)


def _modified(timestamp: str) -> str:
    """The moment as EPUB 3 wants it: whole seconds of UTC."""
    match = re.match(r"(\d{4}-\d\d-\d\d)[T ](\d\d:\d\d:\d\d)", timestamp)
    return f"{match[1]}T{match[2]}Z" if match else MODIFIED
