"""Lists, tables, headings and code of a document, as the formats that have them show them."""

from __future__ import annotations

import io
import zipfile

import pytest
from lxml import etree

from reader import formats, segmentation
from reader.bitext import Alignment, Bead, Bitext, Hypothesis
from reader.exporters import ExportOptions, Layout, export
from reader.exporters.grouping import ItemList, Table, grouped
from reader.exporters.passages import Passage, passages_of
from tests.exporters.markup import words

PAGE = """<html lang="fr"><head><title>Page</title></head><body>
<h1>Le titre de la page</h1>
<h3>Une partie plus basse</h3>
<p>Voici la liste de ce qu'il faut&nbsp;:</p>
<ul><li>des fruits<ul><li>une pomme<ol><li>coupée en deux</li></ol></li><li>une poire</li></ul></li><li>des légumes</li></ul>
<p>Voici les prix de ces produits&nbsp;:</p>
<table><tr><th>Produit</th><th>Prix</th><th>Stock</th></tr><tr><td>Pain</td><td></td><td>12</td></tr></table>
<p>Voici enfin le programme&nbsp;:</p>
<pre><code>def f(x):
    return "le &lt;chat&gt;"</code></pre>
</body></html>"""


@pytest.fixture(scope="module")
def page() -> Bitext:
    document, segments = segmentation.prepare(formats.read_bytes(PAGE.encode(), name="page.html"))
    code = next(i for i, s in enumerate(segments) if "def" in s.text)
    hypotheses = tuple(None if i >= code else Hypothesis(f"EN {s.plain}") for i, s in enumerate(segments))
    beads = tuple(Bead((i,), ()) for i in range(len(segments)))
    return Bitext(document, document, segments, (), Alignment(beads, len(segments), 0), hypotheses)


def outline(part: Passage | ItemList | Table) -> object:
    if isinstance(part, Passage):
        return part.pairs[0].source.text
    if isinstance(part, ItemList):
        return [[outline(item.passage), *map(outline, item.inner)] for item in part.items]
    return [[(width, [outline(p) for p in cell]) for width, cell in row] for row in part.rows]


def test_passages_are_gathered_as_the_page_has_them(page: Bitext) -> None:
    parts = [outline(part) for part in grouped(list(passages_of(page, ExportOptions())))]
    assert [
        ["des fruits", [["une pomme", [["coupée en deux"]]], ["une poire"]]],
        ["des légumes"],
    ] in parts
    table = [[(1, ["Produit"]), (1, ["Prix"]), (1, ["Stock"])], [(1, ["Pain"]), (1, []), (1, ["12"])]]
    assert table in parts


@pytest.mark.parametrize(
    ("form", "member"), [("html", ""), ("epub", "chapter-0001"), ("epub_translation", "chapter-0001")]
)
def test_pages_nest_lists_and_keep_tables_and_code(page: Bitext, form: str, member: str) -> None:
    content = export(page, form)
    if member:
        with zipfile.ZipFile(io.BytesIO(content)) as book:
            content = book.read(f"EPUB/{member}.xhtml")
    root = etree.fromstring(content, etree.HTMLParser(encoding="utf-8"))
    inner = root.findall(".//ul/li/ul/li/ol/li")
    assert len(inner) == 1
    assert "EN coupée en deux" in words(inner[0])
    assert [len(row.findall("td")) for row in root.iter("tr")] == [3, 3]
    assert [words(pre) for pre in root.iter("pre")] == ['def f(x):\n    return "le <chat>"']
    levels = [int(e.tag[1]) for e in root.iter("h1", "h2", "h3", "h4") if "plus basse" in words(e)]
    title = [int(e.tag[1]) for e in root.iter("h1", "h2", "h3", "h4") if "titre" in words(e)]
    assert min(levels) > min(title)


def test_texts_draw_bullets_as_deep_as_the_items(page: Bitext) -> None:
    lines = export(page, "text").decode().split("\n")
    starts = [line.split("│")[0].rstrip() for line in lines if "•" in line or "1." in line]
    assert starts == ["• des fruits", "  • une pomme", "    1. coupée en deux", "  • une poire", "• des légumes"]


def test_stacked_markdown_has_real_lists_and_fences(page: Bitext) -> None:
    said = export(page, "markdown", options=ExportOptions(layout=Layout.STACKED)).decode()
    assert "- des fruits\n\n  > **M** EN des fruits\n\n  - une pomme\n" in said
    assert '```\ndef f(x):\n    return "le <chat>"\n```' in said


def test_a_list_that_begins_deep_and_comes_back_loses_nothing(page: Bitext) -> None:
    passages = [p for p in passages_of(page, ExportOptions()) if p.role.value == "list"]
    turned = [*passages[2:], *passages[:2]]
    found = [outline(part) for part in grouped(turned)]
    assert str(found).count("'") == 2 * len(passages)
