"""Files that are damaged, cut short or made to do harm end in a document or in one clear error, soon."""

from __future__ import annotations

import io
import random
import resource
import threading
import time
import zipfile
from pathlib import Path

import pytest

from reader.errors import BrokenDocument, DocumentError, EmptyDocument, MissingDocument, UnknownFormat
from reader.formats import read, read_bytes
from tests.fuzz.mutating import mutated, repacked

DATA = Path(__file__).parents[1] / "data" / "formats"
SAMPLES = {
    "plain_text": "pandoc.txt",
    "markdown": "known.md",
    "html": "article_chromium.html",
    "epub": "pandoc.epub",
    "docx": "pandoc.docx",
    "pdf": "groff.pdf",
}
SECONDS = 60.0  # of the processor's, for one small mutated file; most take a hundredth of a second
CONTAINER = (
    '<container xmlns="urn:oasis:names:tc:opendocument:xmlns:container"><rootfiles>'
    '<rootfile full-path="OEBPS/content.opf"/></rootfiles></container>'
)
PACKAGE = (
    '<package xmlns="http://www.idpf.org/2007/opf"><manifest>'
    '<item id="a" href="a.xhtml" media-type="application/xhtml+xml"/></manifest><spine><itemref idref="a"/></spine></package>'
)


def zipped(members: dict[str, str | bytes]) -> bytes:
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as archive:
        for member, content in members.items():
            archive.writestr(member, content)
    return buffer.getvalue()


def book(page: str | bytes, **more: str | bytes) -> bytes:
    return zipped({"META-INF/container.xml": CONTAINER, "OEBPS/content.opf": PACKAGE, "OEBPS/a.xhtml": page, **more})


def office(document: str, **more: str | bytes) -> bytes:
    return zipped({"word/document.xml": document, **more})


def assert_one_line(error: DocumentError) -> None:
    assert "\n" not in str(error)
    assert str(error)
    assert error.hint
    assert "Traceback" not in str(error)


def survive(format_name: str, count: int, seed: int) -> None:
    data = (DATA / SAMPLES[format_name]).read_bytes()
    rng = random.Random(seed)  # noqa: S311 - the same files every time
    for index in range(count):
        bad = repacked(data, rng) if format_name in {"epub", "docx"} and index % 2 else mutated(data, rng)
        start = time.process_time()
        try:
            document = read_bytes(bad, name=SAMPLES[format_name])
        except DocumentError as error:
            assert_one_line(error)
        else:
            assert document.blocks
        assert time.process_time() - start < SECONDS, index


@pytest.mark.parametrize("format_name", SAMPLES)
def test_some_mutated_files(format_name: str) -> None:
    survive(format_name, 40, seed=1)


@pytest.mark.slow
@pytest.mark.parametrize("format_name", SAMPLES)
def test_two_hundred_mutated_files_stay_within_time_and_memory(format_name: str) -> None:
    before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    survive(format_name, 200, seed=2)
    assert resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before < 400_000  # kilobytes


@pytest.mark.parametrize("make", [book, office])
def test_a_zip_bomb_is_refused(make) -> None:  # type: ignore[no-untyped-def]  # noqa: ANN001
    with pytest.raises(BrokenDocument, match="zip bomb") as caught:
        read_bytes(make("<html><body><p>" + "a" * 90_000_000 + "</p></body></html>"), name="x")
    assert_one_line(caught.value)


def test_many_members_are_refused() -> None:
    with pytest.raises(BrokenDocument):
        read_bytes(book("<p>a</p>", **{f"f{index}": b"" for index in range(20_001)}), name="x.epub")


@pytest.mark.parametrize("member", ["../../evil.xhtml", "/etc/cron.d/evil", "..\\..\\evil", "C:/evil", "OEBPS/../../x"])
def test_zip_slip_is_refused(member: str) -> None:
    with pytest.raises(BrokenDocument, match="outside"):
        read_bytes(book("<html><body><p>Bonjour</p></body></html>", **{member: "x"}), name="x.epub")


BOMB = '<!DOCTYPE x [<!ENTITY a "ha"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;"><!ENTITY c "&b;&b;&b;&b;&b;&b;">]>'
OUTSIDE = '<!DOCTYPE x [<!ENTITY c SYSTEM "file:///etc/passwd">]>'


@pytest.mark.parametrize("prolog", [BOMB, OUTSIDE])
def test_entities_are_refused(prolog: str) -> None:
    page = f"{prolog}<html xmlns='http://www.w3.org/1999/xhtml'><body><p>un &c; deux</p></body></html>"
    body = f"{prolog}<w:document xmlns:w='w'><w:body><w:p><w:r><w:t>un &c;</w:t></w:r></w:p></w:body></w:document>"
    for data in (book(page), book("<p>a</p>", **{"META-INF/container.xml": prolog + CONTAINER}), office(body)):
        with pytest.raises(BrokenDocument, match="entities") as caught:
            read_bytes(data, name="x.epub")
        assert_one_line(caught.value)
    text = read_bytes(f"<!doctype html>{prolog}<p>un &c; deux".encode(), name="x.html").text
    assert "root:" not in text
    assert len(text) < 300


def test_an_external_document_type_is_not_fetched() -> None:
    page = '<!DOCTYPE html PUBLIC "-//W3C//DTD XHTML 1.1//EN" "http://127.0.0.1:9/x.dtd"><html><body><p>L&eacute;a&nbsp;!</p></body></html>'
    assert read_bytes(book(page), name="x").text == "Léa\u00a0!"


def test_deep_nesting_ends_in_an_error_or_a_document() -> None:
    deep = "<div>" * 50_000 + "cœur" + "</div>" * 50_000
    for data in (f"<html><body>{deep}</body></html>".encode(), book(f"<html><body>{deep}</body></html>")):
        with pytest.raises(BrokenDocument):
            read_bytes(data, name="x")
    boxes = "<w:tbl><w:tr><w:tc>" * 20_000 + "</w:tc></w:tr></w:tbl>" * 20_000
    with pytest.raises(BrokenDocument):
        read_bytes(office(f"<w:document xmlns:w='w'><w:body>{boxes}</w:body></w:document>"), name="x.docx")
    for text in ("> " * 5_000 + "fond", "[" * 20_000, "* " * 20_000, "**a" * 20_000, "- " * 3_000 + "fond"):
        try:
            assert read_bytes(text.encode(), name="x.md").blocks
        except DocumentError as error:
            assert_one_line(error)


def test_enormous_tables_are_bounded() -> None:
    page = "<table>" + "<tr>" + "<td rowspan=999999999 colspan=999999999>a</td>" * 300 + "</tr>" * 5 + "</table>"
    document = read_bytes(f"<html><body>{page}</body></html>".encode(), name="x.html")
    assert len(document.blocks) == 300
    rows = "<tr><td>un</td><td>deux</td></tr>" * 20_000
    start = time.process_time()
    assert len(read_bytes(f"<html><table>{rows}</table>".encode(), name="x.html").blocks) == 40_000
    assert time.process_time() - start < 60


def test_a_gzip_bomb_and_a_cut_gzip_are_refused() -> None:
    import gzip  # noqa: PLC0415

    with pytest.raises(BrokenDocument, match="unpacks to more"):
        read_bytes(gzip.compress(b"a" * 140_000_000, 9), name="x.txt.gz")
    with pytest.raises(BrokenDocument, match="cut short"):
        read_bytes(gzip.compress(b"Bonjour tout le monde")[:-12], name="x.txt.gz")


@pytest.mark.parametrize(
    "data", [b"", b" \n\t\r\n", b"\xef\xbb\xbf", b"\xff\xfe", b"\xef\xbb\xbf \n", "\u200b\n".encode()]
)
def test_nothing_to_read(data: bytes) -> None:
    with pytest.raises(EmptyDocument) as caught:
        read_bytes(data, name="x.txt")
    assert_one_line(caught.value)


def test_empty_files_of_each_format() -> None:
    empties = [
        (b"<!doctype html><html><head><title>Rien</title></head><body></body></html>", "x.html"),
        (b"---\ntitle: rien\n---\n", "x.md"),
        (book("<html><body><p> </p></body></html>"), "x.epub"),
        (office("<w:document xmlns:w='w'><w:body><w:p/></w:body></w:document>"), "x.docx"),
    ]
    for data, name in empties:
        with pytest.raises(EmptyDocument):
            read_bytes(data, name=name)


@pytest.mark.parametrize(
    "data",
    [
        b"\x89PNG\r\n\x1a\n" + bytes(100),
        b"\x7fELF" + bytes(200),
        bytes(range(256)) * 20,
        b"{\\rtf1\\ansi Bonjour}",
        b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600),
        b"<?xml version='1.0'?><svg xmlns='x'><text>a</text></svg>",
        zipped({"a.txt": "bonjour"}),
        b"Title of a book".ljust(60, b"\x00") + b"BOOKMOBI" + bytes(100),
    ],
)
def test_other_formats_are_named(data: bytes) -> None:
    with pytest.raises(UnknownFormat) as caught:
        read_bytes(data, name="x.txt")
    assert_one_line(caught.value)


def test_paths_that_cannot_be_read(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    with pytest.raises(MissingDocument, match="no such file"):
        read(tmp_path / "absent.txt")
    with pytest.raises(DocumentError, match="folder"):
        read(tmp_path)
    with pytest.raises(DocumentError):
        read("a\x00b")
    with pytest.raises(DocumentError):
        read("x" * 5000)
    locked = tmp_path / "locked.txt"
    locked.write_text("Bonjour", encoding="utf-8")

    def refuse(*_: object, **__: object) -> None:
        raise PermissionError(13, "Permission denied")

    monkeypatch.setattr(Path, "open", refuse)  # root may read everything, so the refusal is made
    with pytest.raises(DocumentError, match="permission"):
        read(locked)


def test_stdin_is_read_and_closed_stdin_is_told() -> None:
    assert read("-", stdin=io.BytesIO("Été.".encode())).text == "Été."
    assert read("-", stdin=io.BytesIO((DATA / "pandoc.epub").read_bytes())).format == "epub"
    closed = io.BytesIO(b"x")
    closed.close()
    with pytest.raises(DocumentError, match="standard input"):
        read("-", stdin=closed)


def test_two_pdfs_at_once_do_not_harm_each_other() -> None:
    data = (DATA / "groff.pdf").read_bytes()
    texts: list[str] = []
    threads = [threading.Thread(target=lambda: texts.append(read_bytes(data, name="x.pdf").text)) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len(texts) == 4
    assert len(set(texts)) == 1
