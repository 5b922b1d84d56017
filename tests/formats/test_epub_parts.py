"""What an EPUB may do that a tidy one does not: odd paths, missing items, protection, notes elsewhere, places."""

from __future__ import annotations

import io
import zipfile
from pathlib import Path

import pytest
from lxml import etree

from reader.documents import Document, MarkKind, Structure
from reader.errors import BrokenDocument, DocumentError
from reader.formats import read_bytes
from reader.formats.epub import epub_places

DATA = Path(__file__).parents[1] / "data" / "formats"
CONTAINER = '<container><rootfiles><rootfile full-path="OEBPS/package/content.opf"/></rootfiles></container>'
XHTML = '<?xml version="1.0"?><html xmlns="http://www.w3.org/1999/xhtml" xmlns:epub="http://www.idpf.org/2007/ops">'


def page(body: str, head: str = "") -> str:
    return f"{XHTML}<head><title>Titre de fichier</title>{head}</head><body>{body}</body></html>"


def package(hrefs: list[str], extra: str = "", spine: str = "") -> str:
    items = "".join(
        f'<item id="i{n}" href="{href}" media-type="application/xhtml+xml"/>' for n, href in enumerate(hrefs)
    )
    order = "".join(f'<itemref idref="i{n}"/>' for n in range(len(hrefs)))
    return (
        '<package xmlns="http://www.idpf.org/2007/opf"><metadata xmlns:dc="http://purl.org/dc/elements/1.1/"><dc:title>Le livre</dc:title>'
        f"<dc:language>fr</dc:language></metadata><manifest>{items}{extra}</manifest><spine {spine}>{order}</spine></package>"
    )


def packed(members: dict[str, str]) -> bytes:
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w") as archive:
        archive.writestr("mimetype", "application/epub+zip")
        for name, content in members.items():
            archive.writestr(name, content)
    return buffer.getvalue()


def book(opf: str, **pages: str) -> bytes:
    return packed({"META-INF/container.xml": CONTAINER, "OEBPS/package/content.opf": opf, **pages})


def told(document: Document) -> list[tuple[str, str]]:
    return [(str(block.structure), document.text[block.start : block.end]) for block in document.blocks]


def test_odd_paths_and_missing_items() -> None:
    opf = package(["../text/un%20deux.xhtml", "absent.xhtml", "../../OEBPS/../OEBPS/text/Trois.xhtml", "#"])
    data = book(
        opf, **{"OEBPS/text/un deux.xhtml": page("<p>Un.</p>"), "OEBPS/text/trois.xhtml": page("<p>Trois.</p>")}
    )
    document = read_bytes(data, name="x.epub")
    assert told(document) == [("paragraph", "Un."), ("paragraph", "Trois.")]
    assert document.title == "Le livre"


@pytest.mark.parametrize("container", ["", "<container/>", "<container><rootfiles><rootfile full-path='absent.opf'/>"])
def test_a_book_without_a_sound_package_is_read_by_its_files(container: str) -> None:
    data = packed({"META-INF/container.xml": container, "b.xhtml": page("<p>Deux.</p>"), "a.xhtml": page("<p>Un.</p>")})
    assert told(read_bytes(data, name="x.epub")) == [("paragraph", "Un."), ("paragraph", "Deux.")]
    with pytest.raises(BrokenDocument, match="without any text"):
        read_bytes(packed({"META-INF/container.xml": container}), name="x.epub")


def test_protection_is_told_and_obfuscated_fonts_are_not_protection() -> None:
    def encryption(method: str, uri: str) -> str:
        return (
            f'<encryption><EncryptedData><EncryptionMethod Algorithm="{method}"/><CipherData><CipherReference URI="{uri}"/>'
            "</CipherData></EncryptedData></encryption>"
        )

    opf = package(["a.xhtml"])
    pages = {"OEBPS/package/a.xhtml": page("<p>Un.</p>")}
    locked = encryption("http://www.w3.org/2001/04/xmlenc#aes128-cbc", "OEBPS/package/a.xhtml")
    with pytest.raises(DocumentError, match="copy-protected"):
        read_bytes(book(opf, **pages, **{"META-INF/encryption.xml": locked}), name="x.epub")
    fonts = encryption("http://www.idpf.org/2008/embedding", "OEBPS/f.otf")
    assert read_bytes(book(opf, **pages, **{"META-INF/encryption.xml": fonts}), name="x.epub").text == "Un."


def test_notes_in_another_file_and_in_asides() -> None:
    text = (
        '<p>Un mot<a epub:type="noteref" href="notes.xhtml#n1">1</a> et un autre<sup><a href="#n2">2</a></sup>.</p>'
        '<aside epub:type="footnote" id="n2"><p>Note deux.</p><p>Suite.</p></aside><p>Fin.</p>'
    )
    data = book(
        package(["a.xhtml", "notes.xhtml"]),
        **{
            "OEBPS/package/a.xhtml": page(text),
            "OEBPS/package/notes.xhtml": page('<h2>Notes</h2><p id="n1">1. Note un.</p>'),
        },
    )
    document = read_bytes(data, name="x.epub")
    assert told(document) == [
        ("paragraph", "Un mot1 et un autre2."),
        ("note", "Note deux."),
        ("note", "Suite."),
        ("paragraph", "Fin."),
        ("heading", "Notes"),
        ("note", "1. Note un."),
    ]
    references = [mark for mark in document.marks if mark.kind is MarkKind.NOTE_REFERENCE]
    anchors = {mark.value: mark.start for mark in document.marks if mark.kind is MarkKind.ANCHOR}
    assert [document.text[anchors[mark.value] :][:9] for mark in references] == ["1. Note u", "Note deux"]


def test_the_table_of_contents_makes_headings_and_classes_make_marks() -> None:
    ncx = (
        '<ncx><navMap><navPoint><navLabel><text>Chapitre I</text></navLabel><content src="a.xhtml"/><navPoint><navLabel>'
        '<text>La gare</text></navLabel><content src="a.xhtml#s"/></navPoint></navPoint></navMap></ncx>'
    )
    opf = package(["a.xhtml"], '<item id="ncx" href="toc.ncx" media-type="application/x-dtbncx+xml"/>', 'toc="ncx"')
    body = (
        '<p class="t">CHAPITRE I</p><p>Il <span class="i">pleut</span>.</p><p class="t" id="s">La gare</p><p>Fin.</p>'
    )
    head = '<link rel="stylesheet" href="../css/s.css"/>'
    data = book(
        opf,
        **{
            "OEBPS/package/a.xhtml": page(body, head),
            "OEBPS/package/toc.ncx": ncx,
            "OEBPS/css/s.css": ".i{font-style:italic}",
        },
    )
    document = read_bytes(data, name="x.epub")
    assert [(str(block.structure), block.level) for block in document.blocks] == [
        ("heading", 1),
        ("paragraph", 0),
        ("heading", 2),
        ("paragraph", 0),
    ]
    assert [document.text[mark.start : mark.end] for mark in document.marks if mark.kind is MarkKind.EMPHASIS] == [
        "pleut"
    ]


@pytest.mark.parametrize("name", ["pandoc.epub", "pandoc2.epub", "libreoffice.epub", "calibre2.epub", "calibre3.epub"])
def test_places_lead_to_the_elements_of_the_blocks(name: str) -> None:
    data = (DATA / name).read_bytes()
    document = read_bytes(data, name=name)
    places = epub_places(data)
    assert len(places) == len(document.blocks)
    roots: dict[str, etree._Element] = {}
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        for (member, path), block in zip(places, document.blocks, strict=True):
            if member not in roots:
                roots[member] = etree.fromstring(archive.read(member))
            found = roots[member].xpath(path)
            assert isinstance(found, list)
            assert len(found) == 1
            element = found[0]
            assert isinstance(element, etree._Element)
            inside = "".join("".join(str(part) for part in element.itertext()).split())
            wanted = "".join(document.text[block.start : block.end].split())
            assert wanted in inside, (member, path)
            assert block.structure is not Structure.HEADING or etree.QName(element).localname[0] in "hpd"
