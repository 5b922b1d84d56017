"""Numbers of lists, from the files of other programs to every export that shows lists."""

from __future__ import annotations

import io
import re
import shutil
import subprocess
import zipfile
from typing import TYPE_CHECKING

import pytest
from lxml import etree

from reader import formats
from reader.bitext import Bitext
from reader.documents import Document, Structure
from reader.exporters import ExportOptions, Layout, export
from reader.exporters.note_references import place_labels
from reader.formats.numbering import numeral
from tests.exporters.markup import bitext_of, words

if TYPE_CHECKING:
    from pathlib import Path

PANDOC = shutil.which("pandoc")
LISTS = """
3. Cassez les œufs dans un grand bol.

    Battez-les avec une fourchette.

4. Ajoutez la farine et le sucre.

    a) La farine blanche convient mieux.
    b) La farine complète a plus de goût.

    Mélangez longuement le tout.

5. Faites cuire trente minutes.

Puis vient une autre liste de choses.

(i) Le premier chapitre raconte la guerre.
(ii) Le second chapitre raconte la paix.

<!-- -->

1. Une dernière liste commence ici.

- Une puce que personne ne compte.
"""
PAGE = """<html lang="fr"><head><title>Page</title></head><body><p>Voici des listes de tout ce que nous avons à faire ici.</p>
<ol start="3"><li>Cassez les œufs.</li><li><p>Ajoutez la farine.</p><p>Le beurre doit être mou.</p>
<ol style="list-style-type: lower-alpha"><li>La farine blanche convient.</li><li>La farine complète aussi.</li></ol>
Mélangez le tout.</li><li value="9">Faites cuire.</li></ol>
<ol reversed><li>Le deux vient ici.</li><li>Le un vient là.</li></ol>
<ul><li>Une puce simple.</li></ul>
<dl><dt>Le four</dt><dd>C'est là que l'on cuit.</dd></dl></body></html>"""


def labels(document: Document) -> list[str]:
    """The label of each item in order; ``+`` for a further paragraph, ``•`` for a bullet."""
    items = [block for block in document.blocks if block.structure is Structure.LIST_ITEM]
    return [
        "•" if block.item is None else "+" if block.item.continues else f"{block.level}{block.item.label}"
        for block in items
    ]


@pytest.fixture(scope="module")
def page() -> Bitext:
    return bitext_of(formats.read_bytes(PAGE.encode(), name="page.html"))


@pytest.mark.skipif(PANDOC is None, reason="pandoc is not installed")
@pytest.mark.parametrize(("target", "closing"), [("docx", ")"), ("html", "."), ("epub", ".")])
def test_numbers_of_pandocs_lists_are_counted(tmp_path: Path, target: str, closing: str) -> None:
    out = tmp_path / f"x.{target}"
    command = [str(PANDOC), "-f", "markdown", "-s", "--metadata", "title=zzz", "-o", str(out)]
    subprocess.run(command, input=LISTS.encode(), check=True, capture_output=True)
    roman = ["1(i)", "1(ii)"] if target == "docx" else ["1i.", "1ii."]  # HTML cannot say the brackets
    inner = [f"2a{closing}", f"2b{closing}"]
    assert labels(formats.read(out)) == ["13.", "+", "14.", *inner, "+", "15.", *roman, "11.", "•"]


def test_numbers_of_a_web_page_are_counted_as_browsers_do(page: Bitext) -> None:
    assert labels(page.source_document) == ["13.", "14.", "+", "2a.", "2b.", "+", "19.", "12.", "11.", "•", "•", "+"]


def test_numbers_of_markdown_are_counted() -> None:
    said = "7. Le sept ouvre la liste.\n\n   Il a deux parties.\n8. Le huit suit.\n   - Une puce en dedans.\n"
    assert labels(formats.read_bytes(said.encode(), name="x.md")) == ["17.", "+", "18.", "•"]


@pytest.mark.parametrize(
    ("number", "style", "said"),
    [
        (3, "1", "3"),
        (1, "a", "a"),
        (27, "a", "aa"),
        (52, "A", "AZ"),
        (1994, "i", "mcmxciv"),
        (4, "I", "IV"),
        (0, "a", "0"),
    ],
)
def test_numerals(number: int, style: str, said: str) -> None:
    assert numeral(number, style) == said


def test_text_shows_numbers_on_both_sides(page: Bitext) -> None:
    rows = [line.split(" │ ") for line in export(page, "text").decode().split("\n") if " │ " in line]
    said = {left.strip(): right for left, right in rows}
    assert said["3. Cassez les œufs."] == "M 3. EN Cassez les œufs."
    assert said["9. Faites cuire."] == "M 9. EN Faites cuire."
    assert next(left for left, _ in rows if "beurre" in left).startswith("   Le beurre")


@pytest.mark.skipif(PANDOC is None, reason="pandoc is not installed")
def test_stacked_markdown_is_read_back_with_its_numbers(page: Bitext) -> None:
    said = export(page, "markdown", options=ExportOptions(layout=Layout.STACKED))
    done = subprocess.run([str(PANDOC), "-f", "markdown", "-t", "html"], input=said, check=True, capture_output=True)
    found = labels(formats.read_bytes(done.stdout, name="x.html"))
    french = [label for label in found if label != "+"]
    assert french == ["13.", "14.", "2a.", "2b.", "19.", "12.", "11.", "•", "•"]


@pytest.mark.parametrize("form", ["html", "epub", "epub_translation"])
def test_pages_are_read_back_with_their_numbers(page: Bitext, form: str) -> None:
    content = export(page, form)
    if form != "html":
        with zipfile.ZipFile(io.BytesIO(content)) as book:
            content = book.read("EPUB/chapter-0001.xhtml")
    root = etree.fromstring(content, etree.HTMLParser(encoding="utf-8"))
    for label in root.iter("span"):
        if label.get("class") == "n":
            label.text = ""
    again = formats.read_bytes(etree.tostring(root, encoding="utf-8"), name="x.html")
    assert [label for label in labels(again) if label not in "+•"] == ["13.", "14.", "2a.", "2b.", "19.", "12.", "11."]


def test_word_shows_numbers_on_both_sides(page: Bitext) -> None:
    with zipfile.ZipFile(io.BytesIO(export(page, "docx"))) as package:
        root = etree.fromstring(package.read("word/document.xml"))
    cells = [words(cell) for cell in root.iter("{*}tc")]
    at = next(i for i, cell in enumerate(cells) if "Faites cuire" in cell)
    assert re.match("9.\u00a0Faites", cells[at])
    assert "9.\u00a0" in cells[at + 1]


def test_items_that_say_their_number_themselves_get_no_bullet() -> None:
    said = "Voici un texte assez long pour que personne ne le prenne pour un menu.\n\n1. Lisez le poème.\n2. Cherchez les mots.\n- Un tiret.\n"
    bitext = bitext_of(formats.read_bytes(said.encode(), name="x.txt"))
    text = export(bitext, "text").decode()
    assert "1. Lisez le poème." in text
    assert "•" not in text
    stacked = export(bitext, "markdown", options=ExportOptions(layout=Layout.STACKED)).decode()
    assert "\n1. Lisez le poème.\n\n   > " in stacked
    assert export(bitext, "html").decode().count('<li class="bare">') == 3


NOTED = """<html lang="fr"><body><p>Le train partit à l'heure.<sup><a href="#fn1">1</a></sup> Il faisait encore nuit, et personne
ne parlait.</p><ol class="footnotes"><li id="fn1">À six heures, selon l'indicateur.</li></ol></body></html>"""


def test_notes_keep_their_numbers_and_references_are_raised_on_both_sides() -> None:
    bitext = bitext_of(formats.read_bytes(NOTED.encode(), name="x.html"))
    assert "<sup>1</sup> | **M** EN Le train partit à l’heure.<sup>1</sup> |" in export(bitext, "markdown").decode()
    stacked = export(bitext, "markdown", options=ExportOptions(layout=Layout.STACKED)).decode()
    assert "\n1\\. À six heures, selon l'indicateur." in stacked
    rows = [line.split(" │ ") for line in export(bitext, "text").decode().split("\n") if "six heures" in line]
    assert rows[0][0].startswith("1. À six heures")
    assert rows[0][1].startswith("M 1. EN À six")
    with zipfile.ZipFile(io.BytesIO(export(bitext, "epub"))) as book:
        root = etree.fromstring(book.read("EPUB/chapter-0001.xhtml"))
    notes = [words(p) for p in root.iter("{*}p") if "note" in (p.get("class") or "").split()]
    assert [note[:3] for note in notes] == ["1. ", "1. "]
    english = next(p for p in root.iter("{*}p") if p.get("lang") == "en")
    assert [words(sup) for sup in english.iter("{*}sup")] == ["1"]
    assert words(english).count("1") == 1


def test_a_label_behind_a_full_stop_is_found_and_a_decimal_is_none() -> None:
    assert place_labels("The train left on time.1 It was night.", [("1", 0.6)]) == ((23, 24),)
    assert place_labels("It cost 3.1 euros.", [("1", 0.5)]) == (None,)
