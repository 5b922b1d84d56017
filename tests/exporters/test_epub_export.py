"""EPUB: a fresh book, and a book rebuilt with its structure, styles, pictures and notes; accepted by epubcheck."""

from __future__ import annotations

import io
import json
import re
import shutil
import subprocess
import zipfile
from dataclasses import replace
from pathlib import Path

import pytest
from lxml import etree

from reader import formats, segmentation
from reader.bitext import Alignment, Bitext, Hypothesis
from reader.exporters import ExportOptions, export
from reader.exporters.epub_pages import with_english
from reader.pipeline.containers import container_options

EPUBCHECK = Path("/usr/bin/epubcheck")  # Debian's is a JAR
JAVA = shutil.which("java")
CHROMIUM = shutil.which("chromium")
LANG = "{http://www.w3.org/XML/1998/namespace}lang"
XHTML = {"h": "http://www.w3.org/1999/xhtml"}
PNG = bytes.fromhex(
    "89504e470d0a1a0a0000000d4948445200000001000000010806000000"
    "1f15c4890000000d49444154789c626001000000ffff03000006000557bfabd40000000049454e44ae426082"
)

CONTAINER = """<?xml version="1.0"?>
<container version="1.0" xmlns="urn:oasis:names:tc:opendocument:xmlns:container"><rootfiles>
<rootfile full-path="OEBPS/livre.opf" media-type="application/oebps-package+xml"/></rootfiles></container>"""
PACKAGE = """<?xml version="1.0" encoding="utf-8"?>
<package xmlns="http://www.idpf.org/2007/opf" version="3.0" unique-identifier="id">
<metadata xmlns:dc="http://purl.org/dc/elements/1.1/"><dc:identifier id="id">urn:isbn:9780000000002</dc:identifier>
<dc:title>Le livre</dc:title><dc:language>fr</dc:language><meta property="dcterms:modified">2020-01-01T00:00:00Z</meta></metadata>
<manifest><item id="n" href="nav.xhtml" media-type="application/xhtml+xml" properties="nav"/>
<item id="c" href="text/ch1.xhtml" media-type="application/xhtml+xml"/><item id="s" href="s.css" media-type="text/css"/>
<item id="i" href="i.png" media-type="image/png"/></manifest><spine><itemref idref="c"/></spine></package>"""
NAV = """<?xml version="1.0" encoding="utf-8"?><!DOCTYPE html>
<html xmlns="http://www.w3.org/1999/xhtml" xmlns:epub="http://www.idpf.org/2007/ops"><head><title>Le livre</title></head>
<body><nav epub:type="toc"><ol><li><a href="text/ch1.xhtml">Premier chapitre</a></li></ol></nav></body></html>"""
CHAPTER = """<?xml version="1.0" encoding="utf-8"?><!DOCTYPE html>
<html xmlns="http://www.w3.org/1999/xhtml" xmlns:epub="http://www.idpf.org/2007/ops"><head><title>Un</title>
<link rel="stylesheet" type="text/css" href="../s.css"/></head><body><!-- remark -->
<h1 class="big" id="top">Premier chapitre</h1>
<p class="first">Le <em>roi</em>&#160;est mort<a epub:type="noteref" href="#fn1" id="r1"><sup>1</sup></a>. Vive la reine&#8239;!</p>
<p>Une image&#160;: <img src="../i.png" alt="carte"/> et voici.</p>
<ul><li>Des pommes<ul><li>rouges et vertes</li></ul></li></ul>
<div>Du texte libre.<p>Un paragraphe entier.</p>Encore du texte.</div>
<table><tr><td>Une cellule</td><td>Une autre</td></tr></table>
<blockquote><p>Une citation ancienne.</p></blockquote>
<aside epub:type="footnote" id="fn1"><p>La note du roi. <a href="#r1">retour</a></p></aside>
</body></html>"""


def book(chapter: str = CHAPTER) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        archive.writestr("mimetype", "application/epub+zip")
        for name, content in (
            ("META-INF/container.xml", CONTAINER),
            ("OEBPS/livre.opf", PACKAGE),
            ("OEBPS/nav.xhtml", NAV),
            ("OEBPS/text/ch1.xhtml", chapter),
            ("OEBPS/s.css", ".big { color: red }"),
            ("OEBPS/i.png", PNG),
        ):
            archive.writestr(name, content)
    return out.getvalue()


def read(path: Path) -> tuple[Bitext, ExportOptions]:
    """The book as it is read, with an English text for each French sentence that names it."""
    document = segmentation.analyse(formats.read(path))
    source = segmentation.segment(document)
    hypotheses = tuple(Hypothesis(f"EN({s.plain})") for s in source)
    bitext = Bitext(document, document, source, (), Alignment.source_only(len(source)), hypotheses)
    options = container_options(path, document, ["epub"], ExportOptions(hidden=True, typography=False))
    return bitext, options


@pytest.fixture
def opened(tmp_path: Path) -> tuple[Bitext, ExportOptions]:
    path = tmp_path / "livre.epub"
    path.write_bytes(book())
    return read(path)


def member(content: bytes, name: str) -> etree._Element:
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        return etree.fromstring(archive.read(name))


def elements(root: etree._Element, path: str) -> list[etree._Element]:
    found = root.xpath(path, namespaces=XHTML)
    assert isinstance(found, list)
    return found  # type: ignore[return-value]


def words(element: etree._Element) -> str:
    return " ".join("".join(str(part) for part in element.itertext()).split())


def checked(content: bytes, folder: Path) -> str:
    file = folder / "out.epub"
    file.write_bytes(content)
    done = subprocess.run(
        [str(JAVA), "-jar", EPUBCHECK, file],
        capture_output=True,
        text=True,
        timeout=600,
        check=False,
    )
    return done.stdout + done.stderr


@pytest.mark.parametrize("name", ["epub", "epub_translation"])
def test_the_media_type_stands_first_and_bare(name: str, bitext: Bitext) -> None:
    content = export(bitext, name)
    assert content[30:58] == b"mimetypeapplication/epub+zip"


def test_a_fresh_book_says_both_languages_and_marks_each_block(bitext: Bitext) -> None:
    content = export(bitext, "epub")
    package = member(content, "EPUB/package.opf")
    assert [e.text for e in package.iter("{http://purl.org/dc/elements/1.1/}language")] == ["fr", "en"]
    page = member(content, "EPUB/chapter-0001.xhtml")
    for kind, language in (("cp-original", "fr"), ("cp-translation", "en")):
        found = elements(page, f"//*[contains(@class, '{kind}')]")
        assert {(e.get("lang"), e.get(LANG)) for e in found} == {(language, language)}
    texts = [words(e) for e in elements(page, "//h:p")]
    assert texts[1].startswith("The prefect said it 1. It was late! Nothing has changed.")


def test_the_translation_alone_is_an_english_book(bitext: Bitext) -> None:
    content = export(bitext, "epub_translation")
    page = member(content, "EPUB/chapter-0001.xhtml")
    assert page.get("lang") == "en"
    assert not [e for e in page.iter() if e.get("lang") == "fr"]


def test_two_kinds_of_book_have_two_identifiers(bitext: Bitext) -> None:
    found = {
        member(export(bitext, name), "EPUB/package.opf").findtext(".//{http://purl.org/dc/elements/1.1/}identifier")
        for name in ("epub", "epub_translation")
    }
    assert len(found) == 2


def test_a_rebuilt_book_keeps_all_but_its_pages(opened: tuple[Bitext, ExportOptions]) -> None:
    bitext, options = opened
    with zipfile.ZipFile(io.BytesIO(export(bitext, "epub", options=options))) as new:
        with zipfile.ZipFile(io.BytesIO(book())) as old:
            assert set(new.namelist()) == set(old.namelist())
            for name in ("OEBPS/s.css", "OEBPS/i.png", "OEBPS/nav.xhtml"):
                assert new.read(name) == old.read(name)
        assert new.infolist()[0].filename == "mimetype"


def test_each_block_of_a_rebuilt_book_has_its_english_beside_it(opened: tuple[Bitext, ExportOptions]) -> None:
    bitext, options = opened
    page = member(export(bitext, "epub", options=options), "OEBPS/text/ch1.xhtml")
    heading, translated = elements(page, "//h:h1")
    assert (heading.get("class"), heading.get("id"), heading.get("lang")) == ("big cp-original", "top", "fr")
    assert (translated.get("class"), translated.get("id")) == ("big cp-translation", None)
    assert words(translated) == "EN(Premier chapitre)"
    first = elements(page, "//h:p[contains(@class, 'first')]")
    assert words(first[0].find(".//{*}em")) == "roi"  # type: ignore[arg-type]
    assert words(first[1]).startswith("EN(Le roi")
    assert len(elements(page, "//h:img")) == 1
    texts = [words(e) for e in elements(page, "//h:div/*[contains(@class, 'cp-translation')]")]
    assert texts == ["EN(Du texte libre.)", "EN(Un paragraphe entier.)", "EN(Encore du texte.)"]
    nested = elements(page, "//h:ul/h:li/h:ul/h:li")
    assert words(nested[0]) == "rouges et vertesEN(rouges et vertes)"  # parted by a line end
    assert len(elements(page, "//h:ul")) == 2
    assert len(elements(page, "//h:td")) == 2
    identifiers = page.xpath("//@id")
    assert isinstance(identifiers, list)
    assert len(identifiers) == len(set(identifiers))


def test_references_to_notes_stand_in_the_english_too(opened: tuple[Bitext, ExportOptions]) -> None:
    bitext, options = opened
    page = member(export(bitext, "epub", options=options), "OEBPS/text/ch1.xhtml")
    english = elements(page, "//h:p[contains(@class, 'first') and contains(@class, 'cp-translation')]")[0]
    links = elements(english, ".//h:a")
    assert [(link.get("href"), words(link)) for link in links] == [("#fn1", "1")]
    assert words(english).count("1") == 1


def test_the_translation_alone_takes_the_place_of_the_french(opened: tuple[Bitext, ExportOptions]) -> None:
    bitext, options = opened
    content = export(bitext, "epub_translation", options=options)
    page = member(content, "OEBPS/text/ch1.xhtml")
    assert [words(e) for e in elements(page, "//h:h1")] == ["EN(Premier chapitre)"]
    first = elements(page, "//h:p[@class='first']")[0]
    assert [link.get("id") for link in elements(first, ".//h:a")] == ["r1"]
    assert len(elements(page, "//h:img")) == 1
    assert "Du texte libre." not in words(page).replace("EN(Du texte libre.)", "")
    package = member(content, "OEBPS/livre.opf")
    assert [e.text for e in package.iter("{http://purl.org/dc/elements/1.1/}language")] == ["en"]
    assert words(elements(member(content, "OEBPS/nav.xhtml"), "//h:nav//h:a")[0]) == "EN(Premier chapitre)"


def test_named_characters_and_pages_that_are_no_xml_are_translated(tmp_path: Path) -> None:
    path = tmp_path / "livre.epub"
    path.write_bytes(
        book(CHAPTER.replace("&#160;", "&nbsp;").replace("<br/>", "<br>").replace("</li></ul></li>", "</ul>"))
    )
    bitext, options = read(path)
    content = export(bitext, "epub", options=options)
    page = member(content, "OEBPS/text/ch1.xhtml")
    assert [words(e) for e in elements(page, "//h:h1")] == ["Premier chapitre", "EN(Premier chapitre)"]


def test_a_page_of_xhtml_1_1_never_says_two_languages_at_once() -> None:
    page = CHAPTER.replace("<html ", '<html lang="fr" xml:lang="fr" ').encode()
    root = etree.fromstring(with_english(page, [], bilingual=False, strict=True))
    assert (root.get("lang"), root.get(LANG)) == ("en", "en")


def test_a_book_that_changed_meanwhile_is_made_afresh(tmp_path: Path) -> None:
    path = tmp_path / "livre.epub"
    path.write_bytes(book())
    bitext, _ = read(path)
    path.write_bytes(book(CHAPTER.replace("roi", "pape")))
    options = container_options(path, bitext.source_document, ["epub"], ExportOptions())
    assert options.source_data is None
    assert member(export(bitext, "epub", options=options), "EPUB/package.opf") is not None


@pytest.mark.slow
@pytest.mark.skipif(not EPUBCHECK.exists() or JAVA is None, reason="epubcheck is not installed")
@pytest.mark.parametrize("name", ["epub", "epub_translation"])
def test_epubcheck_accepts_what_we_make(
    name: str, bitext: Bitext, opened: tuple[Bitext, ExportOptions], tmp_path: Path
) -> None:
    fresh = export(bitext, name, options=ExportOptions(hidden=True, both=True))
    assert "No errors or warnings detected" in checked(fresh, tmp_path)
    rebuilt, options = opened
    assert "No errors or warnings detected" in checked(export(rebuilt, name, options=options), tmp_path)


def test_a_picture_is_there_once_and_in_neither_language(opened: tuple[Bitext, ExportOptions]) -> None:
    bitext, options = opened
    page = member(export(bitext, "epub", options=options), "OEBPS/text/ch1.xhtml")
    [picture] = elements(page, "//h:img")
    assert not [e for e in picture.iterancestors() if "cp-" in (e.get("class") or "")]
    paragraph = picture.getparent()
    assert paragraph is not None
    kinds = [(e.get("class"), words(e)) for e in paragraph if e is not picture]
    assert kinds == [
        ("cp-original", "Une image :"),
        ("cp-original", "et voici."),
        ("cp-translation", "EN(Une image : carte et voici.)"),
    ]


@pytest.mark.parametrize(("name", "called"), [("epub", "carte"), ("epub_translation", "EN(carte)")])
def test_a_picture_alone_is_not_said_twice(name: str, called: str, tmp_path: Path) -> None:
    path = tmp_path / "livre.epub"
    path.write_bytes(book(CHAPTER.replace("Une image&#160;: ", "").replace(" et voici.", "")))
    bitext, options = read(path)
    [picture] = elements(member(export(bitext, name, options=options), "OEBPS/text/ch1.xhtml"), "//h:img")
    parent = picture.getparent()
    assert parent is not None
    assert (picture.get("alt"), words(parent)) == (called, "")


@pytest.mark.parametrize("name", ["epub", "epub_translation"])
@pytest.mark.parametrize("hidden", ["", ' aria-hidden="true"'])
def test_what_a_page_says_twice_is_translated_twice(name: str, hidden: str, tmp_path: Path) -> None:
    """A caption that says what its picture is called is a repeat, and as such hidden; but not on the page."""
    figure = f'<figure><img src="../i.png" alt="La carte du port"/><figcaption{hidden}>La carte du port</figcaption></figure>'
    path = tmp_path / "livre.epub"
    path.write_bytes(
        book(CHAPTER.replace('<p>Une image&#160;: <img src="../i.png" alt="carte"/> et voici.</p>', figure))
    )
    bitext, options = read(path)
    content = export(bitext, name, options=replace(options, hidden=False))
    [caption] = elements(member(content, "OEBPS/text/ch1.xhtml"), "//h:figure[not(h:span)]/h:figcaption")
    assert words(caption) == ("" if name == "epub_translation" else "La carte du port") + "EN(La carte du port)"


VIEWS = {
    "both": "",
    "original": ".cp-translation { display: none }",
    "translation": ".cp-original { display: none }",
    "original by language": "body :lang(en) { display: none }",
    "translation by language": "body :lang(fr)[class~='cp-original'] { display: none }",
}
LOOK = """
  const sheet = document.head.appendChild(document.createElementNS("http://www.w3.org/1999/xhtml", "style"));
  const seen = VIEWS.map(css => { sheet.textContent = css; return document.body.innerText; });
  sheet.remove();
  document.documentElement.setAttribute("data-seen", JSON.stringify(seen));
"""


def seen_in_a_browser(page: bytes, folder: Path) -> dict[str, list[str]]:
    """The lines that Chromium shows of a page of the book, for each view that a reading system may have."""
    script = f"const VIEWS = {json.dumps(list(VIEWS.values()))};{LOOK}"
    file = folder / "page.xhtml"
    file.write_bytes(page.replace(b"</body>", f"<script><![CDATA[{script}]]></script></body>".encode()))
    command = [str(CHROMIUM), "--headless", "--no-sandbox", "--disable-gpu", f"--user-data-dir={folder / 'profile'}"]
    done = subprocess.run([*command, "--dump-dom", file.as_uri()], capture_output=True, timeout=600, check=True)
    seen = json.loads(etree.fromstring(done.stdout, etree.HTMLParser(encoding="utf-8")).get("data-seen") or "")
    return {
        name: [" ".join(line.split()) for line in re.split(r"[\n\t]", text)]
        for name, text in zip(VIEWS, seen, strict=True)
    }


@pytest.mark.slow
@pytest.mark.skipif(CHROMIUM is None, reason="chromium is not installed")
def test_the_original_or_the_translation_can_be_hidden(opened: tuple[Bitext, ExportOptions], tmp_path: Path) -> None:
    """By class, as CrossPoint hides them, and by language; in elements that are doubled and in those that are not."""
    bitext, options = opened
    with zipfile.ZipFile(io.BytesIO(export(bitext, "epub", options=options))) as archive:
        seen = seen_in_a_browser(archive.read("OEBPS/text/ch1.xhtml"), tmp_path)
    english = [line for line in seen["both"] if line.startswith("EN(")]
    french = [line for line in seen["both"] if line and line not in english]
    assert not [line for line in french if "EN(" in line]
    assert len(english) == 12
    for name in ("original", "original by language"):
        assert [line for line in seen[name] if line] == french
    for name in ("translation", "translation by language"):
        assert [line for line in seen[name] if line] == english
