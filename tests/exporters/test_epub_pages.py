"""Pages and package files of books that are not as one would wish, with the English put in."""

from __future__ import annotations

import io
import zipfile

import pytest
from lxml import etree

from reader.errors import ExportError
from reader.exporters.epub_package import opf_with_languages, package_member
from reader.exporters.epub_pages import Insertion, with_english, with_titles

PAGE = '<html xmlns="http://www.w3.org/1999/xhtml"><head><title>x</title></head><body>{}</body></html>'
FIRST = "/*/*[2]/*[1]"  # the first element of the body


def body(content: bytes) -> str:
    """What stands in the body, without what tells languages."""
    root = etree.fromstring(content)
    etree.strip_attributes(root, "lang", "{http://www.w3.org/XML/1998/namespace}lang")
    [inside] = root.iterfind("{*}body")
    found = etree.tostring(inside, encoding="unicode")
    return found.replace(' xmlns="http://www.w3.org/1999/xhtml"', "").partition(">")[2].removesuffix("</body>")


def put_in(inside: str, *insertions: Insertion, bilingual: bool = True) -> str:
    return body(with_english(PAGE.format(inside).encode(), insertions, bilingual=bilingual, strict=False))


def languages(inside: str, *insertions: Insertion, bilingual: bool) -> dict[str, str]:
    """The language that each element with words of its own says."""
    root = etree.fromstring(with_english(PAGE.format(inside).encode(), insertions, bilingual=bilingual, strict=False))
    return {(e.text or "").strip(): e.get("lang", "") for e in root.iterfind(".//{*}body//*") if (e.text or "").strip()}


@pytest.mark.parametrize("bilingual", [True, False])
@pytest.mark.parametrize(
    ("inside", "insertion"),
    [
        ("<p>Bonjour.</p>", Insertion(FIRST, "Au revoir.", "Good-bye.")),  # another paragraph stands there
        ("<p>Bonjour.</p>", Insertion("/*/*[2]/*[9]", "Bonjour.", "Hello.")),
        ("<p>Bonjour.</p>", Insertion("//p", "Bonjour.", "Hello.")),  # no path of ours
        ("<nav><ol><li>Bonjour.</li></ol></nav>", Insertion(f"{FIRST}/*[1]/*[1]", "Bonjour.", "Hello.")),
    ],
)
def test_what_is_not_where_it_was_read_stays_as_it_is(inside: str, insertion: Insertion, *, bilingual: bool) -> None:
    assert put_in(inside, insertion, bilingual=bilingual) == inside


def test_a_page_that_is_none_stays_as_it_is() -> None:
    assert with_english(b"", [Insertion(FIRST, "a", "b")], bilingual=True, strict=False) == b""


def test_a_page_without_a_head_has_its_english_all_the_same() -> None:
    page = b'<html xmlns="http://www.w3.org/1999/xhtml"><body><p>Bonjour.</p></body></html>'
    found = with_english(page, [Insertion("/*/*[1]/*[1]", "Bonjour.", "Hello.")], bilingual=True, strict=False)
    assert "Hello." in body(found)
    assert b"<style" not in found


def test_looks_of_an_element_and_second_renderings_go_with_its_english() -> None:
    insertion = Insertion(FIRST, "Bonjour.", "Hello.", ("Good day.",))
    assert put_in('<p style="color: red">Bonjour.</p>', insertion).splitlines() == [
        '<p style="color: red" class="cp-original">Bonjour.</p>',
        '<p style="color: red" class="cp-translation">Hello.</p>',
        '<p style="color: red" class="cp-translation cp-other">Good day.</p>',
    ]


def test_places_that_links_lead_to_and_formulas_outlive_the_french() -> None:
    inside = '<p>Voir <a id="k" href="#z">la <i>mer</i></a>, <math><mi>x</mi></math> ou <span id="q">ici</span>.</p>'
    insertion = Insertion(FIRST, "Voir la mer, x ou ici.", "See the sea, x or here.")
    assert put_in(inside, insertion, bilingual=False) == (
        '<p><a id="k"/><math><mi>x</mi></math><span id="q"/>See the sea, x or here.</p>'
    )


@pytest.mark.parametrize("bilingual", [True, False])
def test_what_has_no_english_says_that_it_is_french(*, bilingual: bool) -> None:
    runs = "<div>Un<p>Deux</p>trois</div>"
    both = Insertion(FIRST, "Un", "One"), Insertion(FIRST, "trois", "")
    said = languages(runs, *both, bilingual=bilingual)
    assert (said["One"], said["trois"]) == ("en", "fr")
    assert languages("<p>Un</p>", Insertion(FIRST, "Un", ""), bilingual=False) == {"Un": "fr"}


RUNS = "<div>Un<p>Deux</p>trois<p>quatre</p>cinq</div>"


@pytest.mark.parametrize(
    ("parts", "bilingual", "french", "english"),
    [
        (("One", "Three five"), True, ["Un", "trois", "cinq"], "One Three five"),
        (("One", "Three five"), False, [], "One Three five"),
        (("One", ""), True, ["Un", "trois", "cinq"], "One"),
        (("One", ""), False, ["Un", "trois", "cinq"], "One"),
        (("", ""), False, ["Un", "trois", "cinq"], ""),
    ],
)
def test_an_element_that_was_read_in_other_parts_loses_no_words(
    parts: tuple[str, str], french: list[str], english: str, *, bilingual: bool
) -> None:
    insertions = [Insertion(FIRST, said, text) for said, text in zip(("Un", "trois"), parts, strict=True)]
    said = languages(RUNS, *insertions, bilingual=bilingual)
    assert [text for text, language in said.items() if language == "fr"] == french
    assert [text for text, language in said.items() if language == "en"] == ([english] if english else [])


def test_entries_of_contents_say_their_english_whatever_they_hold() -> None:
    page = PAGE.format('<nav><a href="a"><b>Premier</b> chapitre</a><a href="b">Autre</a></nav>').encode()
    assert body(with_titles(page, {"premierchapitre": "First <chapter>"})) == (
        '<nav><a href="a">First &lt;chapter&gt;</a><a href="b">Autre</a></nav>'
    )
    assert (
        with_titles(PAGE.format("<p>Premier chapitre</p>").encode(), {"premierchapitre": "x"})
        == PAGE.format("<p>Premier chapitre</p>").encode()
    )


OPF = (
    '<package xmlns="http://www.idpf.org/2007/opf"{}><metadata xmlns:dc="http://purl.org/dc/elements/1.1/">{}'
    '<meta property="dcterms:modified">2020-01-01T00:00:00Z</meta></metadata></package>'
)
LANGUAGE = "{http://purl.org/dc/elements/1.1/}language"


@pytest.mark.parametrize(
    ("said", "bilingual", "then"),
    [
        (["fr"], True, ["fr", "en"]),
        ([], True, ["en"]),
        (["fr", "de"], True, ["fr", "de", "en"]),
        (["fr", "EN-gb"], True, ["fr", "EN-gb"]),
        (["fr"], False, ["en"]),
        (["fr", "de"], False, ["en"]),
        ([], False, []),
    ],
)
def test_a_book_says_its_languages(said: list[str], then: list[str], *, bilingual: bool) -> None:
    package = OPF.format("", "".join(f"<dc:language>{code}</dc:language>" for code in said)).encode()
    written, version = opf_with_languages(package, "", bilingual=bilingual)
    root = etree.fromstring(written)
    assert [e.text for e in root.iter(LANGUAGE)] == then
    assert root.findtext(".//{*}meta") == "2020-01-01T00:00:00Z", "no moment is told: it stays"
    assert version == "3.0"


def test_a_book_says_when_it_was_made_in_whole_seconds() -> None:
    written, version = opf_with_languages(
        OPF.format(' version="2.0"', "").encode(), "2026-11-26 04:05:06.789+00:00", bilingual=True
    )
    assert etree.fromstring(written).findtext(".//{*}meta") == "2026-11-26T04:05:06Z"
    assert version == "2.0"


def test_a_package_file_that_is_damaged_is_refused_in_words() -> None:
    with pytest.raises(ExportError, match="package file is damaged"):
        opf_with_languages(b"<package><metadata>", "", bilingual=True)


@pytest.mark.parametrize(
    ("container", "found"),
    [
        ("<rootfile full-path='b/Deux%20%C3%A9.opf'/>", "b/Deux é.opf"),
        ('<rootfile full-path="gone.opf"/><rootfile full-path="./b/Deux é.opf"/>', "b/Deux é.opf"),
        ('<rootfile full-path="gone.opf"/>', "a/Un.OPF"),
        (None, "a/Un.OPF"),
    ],
)
def test_the_package_file_is_found(container: str | None, found: str) -> None:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        if container is not None:
            archive.writestr("META-INF/container.xml", container)
        for name in ("z.txt", "b/Deux é.opf", "a/Un.OPF"):
            archive.writestr(name, "")
    with zipfile.ZipFile(out) as book:
        assert package_member(book) == found


def test_an_archive_without_a_package_file_has_none() -> None:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        archive.writestr("z.txt", "")
    with zipfile.ZipFile(out) as book:
        assert package_member(book) is None
