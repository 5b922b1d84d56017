"""Lines that an author set stay lines, from the files of other programs to every export for reading, on both sides."""

from __future__ import annotations

import io
import shutil
import subprocess
import zipfile
from typing import TYPE_CHECKING

import pytest
from lxml import etree

from reader import formats, segmentation
from reader.bitext import Bitext
from reader.documents import Structure
from reader.exporters import ExportOptions, Layout, Unit, export
from reader.exporters.options import BlockPlace
from reader.formats.epub import epub_places
from tests.exporters.markup import bitext_of, words

if TYPE_CHECKING:
    from pathlib import Path

PANDOC = shutil.which("pandoc")
ONE = [
    "Le vent se lève au bord de la rivière,",
    "Je partirai. Tu sais bien que j'attends.",
    "Nous marcherons le long de la lisière,",
]
TWO = [
    "Et le soleil couchant nous attendra,",
    "Seul, au-dessus des toits de notre ville,",
    "Comme un ami qui ne partira pas.",
]
PROSE = "Voici deux strophes que nous avons apprises à l'école quand nous étions petits."


def poem(kind: str) -> Bitext:
    """The two stanzas as a kind of source has them."""
    if kind == "x.txt":
        said = "\n\n".join([PROSE, "\n".join(ONE), "\n".join(TWO)])
    elif kind == "x.md":
        said = "\n\n".join([PROSE, "\\\n".join(ONE), "  \n".join(TWO)])
    elif kind == "br.html":
        said = f"<p>{PROSE}</p><p>{'<br>'.join(ONE)}</p><p>{'<br>'.join(TWO)}</p>"
    elif kind == "twice.html":
        said = f"<p>{PROSE}</p><div class='poem'>{'<br>'.join(ONE)}<br><br>{'<br>'.join(TWO)}</div>"
    elif kind == "lines.html":
        stanzas = ("".join(f"<p class='verse'>{line}</p>" for line in lines) for lines in (ONE, TWO))
        said = f"<p>{PROSE}</p>" + "".join(f"<div class='stanza'>{stanza}</div>" for stanza in stanzas)
    else:
        stanzas = ("".join(f"<l>{line}</l>" for line in lines) for lines in (ONE, TWO))
        said = f"<p>{PROSE}</p>" + "".join(f"<lg>{stanza}</lg>" for stanza in stanzas)
    return bitext_of(formats.read_bytes(said.encode(), name=kind))


KINDS = ["x.txt", "x.md", "br.html", "twice.html", "lines.html", "tei.html"]


@pytest.mark.parametrize("kind", KINDS)
def test_a_page_of_text_has_a_line_a_line_and_parts_the_stanzas(kind: str) -> None:
    text = export(poem(kind), "text", options=ExportOptions(width=160)).decode()
    wanted = [*ONE, "", *TWO]
    rows = [line.split("│") for line in text.split("\n")]
    french = [row[0].strip() for row in rows]
    at = french.index(ONE[0])
    assert french[at : at + 7] == wanted
    english = [row[-1].strip() for row in rows][at : at + 7]
    assert english[0] == f"M EN {ONE[0]}"
    assert english[1] == "M EN Je partirai. EN Tu sais bien que j'attends.".replace("'", "’")
    assert [bool(line) for line in english] == [True, True, True, False, True, True, True]


@pytest.mark.parametrize("kind", KINDS)
def test_a_book_keeps_the_lines_of_a_stanza_in_one_paragraph(kind: str) -> None:
    with zipfile.ZipFile(io.BytesIO(export(poem(kind), "epub"))) as book:
        root = etree.fromstring(book.read("EPUB/chapter-0001.xhtml"))
    stanzas = [p for p in root.iter("{*}p") if p.find("{*}br") is not None]
    assert [len(list(p.iter("{*}br"))) for p in stanzas] == [2, 2, 2, 2]
    assert [p.get("lang") for p in stanzas] == ["fr", "en", "fr", "en"]
    assert words(stanzas[1]).startswith(f"EN {ONE[0]}EN Je partirai. EN Tu")


@pytest.mark.parametrize("kind", KINDS)
def test_whole_paragraphs_keep_lines_in_every_format_for_reading(kind: str) -> None:
    bitext, unit = poem(kind), ExportOptions(unit=Unit.PARAGRAPH, width=200)
    assert f"<br/>{TWO[1]}" in export(bitext, "html", options=unit).decode()
    assert f"<br>{TWO[1]}" in export(bitext, "markdown", options=unit).decode()
    stacked = ExportOptions(unit=Unit.PARAGRAPH, layout=Layout.STACKED, width=200)
    assert f"\\\n{TWO[1]}" in export(bitext, "markdown", options=stacked).decode()
    assert f"\n{TWO[1]}\n" in export(bitext, "text", options=stacked).decode()
    with zipfile.ZipFile(io.BytesIO(export(bitext, "docx", options=unit))) as package:
        root = etree.fromstring(package.read("word/document.xml"))
    cell = next(cell for cell in root.iter("{*}tc") if TWO[1] in words(cell))
    assert len(list(cell.iter("{*}br"))) == 2
    for form in ("tsv", "tmx", "jsonl"):  # for programs: one line
        assert f"\n{TWO[1]}" not in export(bitext, form, options=unit).decode()


@pytest.mark.skipif(PANDOC is None, reason="pandoc is not installed")
@pytest.mark.parametrize("target", ["docx", "epub", "html"])
def test_line_blocks_that_pandoc_writes_are_read_as_lines(tmp_path: Path, target: str) -> None:
    source = f"{PROSE}\n\n" + "\n\n".join("\n".join(f"| {line}" for line in lines) for lines in (ONE, TWO))
    out = tmp_path / f"x.{target}"
    command = [str(PANDOC), "-f", "markdown-smart", "-s", "--metadata", "title=zzz", "-o", str(out)]
    subprocess.run(command, input=source.encode(), check=True, capture_output=True)
    document = formats.read(out)
    verse = [document.text[b.start : b.end] for b in document.blocks if b.structure is Structure.VERSE]
    assert [line for block in verse for line in block.split("\n")] == ONE + TWO


@pytest.mark.skipif(PANDOC is None, reason="pandoc is not installed")
@pytest.mark.parametrize("form", ["epub", "epub_translation"])
def test_a_book_that_is_rebuilt_keeps_its_lines_in_english(tmp_path: Path, form: str) -> None:
    source = f"# Un\n\n{PROSE}\n\n" + "\n\n".join("\\\n".join(lines) for lines in (ONE, TWO))
    out = tmp_path / "x.epub"
    command = [str(PANDOC), "-f", "markdown-smart", "-s", "--metadata", "title=zzz", "-o", str(out)]
    subprocess.run(command, input=source.encode(), check=True, capture_output=True)
    data = out.read_bytes()
    bitext = bitext_of(formats.read(out))
    places = tuple(BlockPlace(index, member, path, index) for index, (member, path) in enumerate(epub_places(data)))
    assert len(places) == len(bitext.source_document.blocks)
    with zipfile.ZipFile(
        io.BytesIO(export(bitext, form, options=ExportOptions(source_data=data, places=places)))
    ) as book:
        pages = [etree.fromstring(book.read(name)) for name in book.namelist() if "/text/ch" in name]
    english = [p for page in pages for p in page.iter("{*}p") if p.get("lang") == "en" and p.find("{*}br") is not None]
    assert [len(list(p.iter("{*}br"))) for p in english] == [2, 2]


def test_line_ends_that_only_wrap_are_spaces() -> None:
    wrapped = "Il avait marché toute la journée sans rien manger et il<br>sentait la fatigue le gagner peu à peu, mais il ne<br>voulait pas s'arrêter avant d'avoir atteint la ville<br>que tout le monde disait si belle en cette saison.".replace(
        "<br>", "<br>\n"
    )
    document = formats.read_bytes(f"<p>{wrapped}</p>".encode(), name="x.html")
    assert "\n" not in document.text
    assert document.text == wrapped.replace("<br>\n", " ")


def test_an_address_keeps_its_lines() -> None:
    said = f"<p>{PROSE}</p><p>12, rue de la Paix<br>75002 Paris<br>France</p><p>{PROSE}</p>"
    _, segments = segmentation.prepare(formats.read_bytes(said.encode(), name="x.html"))
    assert [s.text for s in segments][1:4] == ["12, rue de la Paix", "75002 Paris", "France"]
