"""Files made by other programs: what must be found in them stands beside them as JSON."""

from __future__ import annotations

import json
import re
from pathlib import Path
from typing import Any

import pytest

from reader.documents import Document, MarkKind, Structure
from reader.formats import read

DATA = Path(__file__).parents[1] / "data" / "formats"
KNOWN: dict[str, Any] = json.loads((DATA / "known.json").read_text(encoding="utf-8"))
ARTICLE: dict[str, Any] = json.loads((DATA / "article.json").read_text(encoding="utf-8"))


def block_text(document: Document, index: int) -> str:
    """A block's text without the labels of note references, which each program writes in its own way."""
    block = document.blocks[index]
    text = list(document.text[block.start : block.end])
    for mark in document.marks:
        if mark.kind is MarkKind.NOTE_REFERENCE and block.start <= mark.start and mark.end <= block.end:
            text[mark.start - block.start : mark.end - block.start] = [""] * (mark.end - mark.start)
    joined = "".join(text)
    if block.structure is Structure.NOTE:
        joined = re.sub(r"^\W*\d{0,2}\W*(?=[^\W\d])", "", joined)
    return joined.strip()


@pytest.mark.parametrize("name", KNOWN["files"])
def test_the_known_text_is_found_in_order(name: str) -> None:
    said = KNOWN["files"][name]
    document = read(DATA / name)
    told = [(block_text(document, index), block) for index, block in enumerate(document.blocks)]
    wanted = [block for block in KNOWN["blocks"] if block["text"] not in said.get("missing", [])]
    at = 0
    for block in wanted:
        found = [index for index in range(at, len(told)) if told[index][0].removeprefix("•\u00a0") == block["text"]]
        assert found, f"{block['text']!r} is not among {[text for text, _ in told[at:]]}"
        if block["level"] == 1 and block["structure"] == "heading":  # the title block says the same before it
            found = found[-1:]
        at = found[0] + 1
        if said.get("structures", {}) is not None:
            structure = said.get("structures", {}).get(block["text"], block["structure"])
            got = told[found[0]][1]
            assert got.structure in {structure, "title" if block["level"] == 1 else structure}, block["text"]
            assert got.level == block["level"] or structure != block["structure"], block["text"]


@pytest.mark.parametrize(
    "name", [name for name, said in KNOWN["files"].items() if said.get("structures", {}) is not None]
)
def test_inline_marks_survive(name: str) -> None:
    document = read(DATA / name)
    told = {(str(mark.kind), document.text[mark.start : mark.end]) for mark in document.marks}
    plain = KNOWN["files"][name].get("plain", [])
    assert {(kind, text) for kind, text in KNOWN["marks"] if text not in plain} <= told
    assert any(mark.kind is MarkKind.LINK and mark.value == "https://example.org/convention" for mark in document.marks)


@pytest.mark.parametrize("name", [name for name in KNOWN["files"] if name != "libreoffice.epub"])
def test_note_references_lead_to_notes(name: str) -> None:
    document = read(DATA / name)
    references = [mark for mark in document.marks if mark.kind is MarkKind.NOTE_REFERENCE]
    anchors = {mark.value: mark.start for mark in document.marks if mark.kind is MarkKind.ANCHOR}
    notes = {block.start: block for block in document.blocks if block.structure is Structure.NOTE}
    assert len(references) == 2
    for reference in references:
        assert anchors[reference.value] in notes
    assert [document.text[mark.start : mark.end].strip("[]") for mark in references] == ["1", "2"]


def test_tables_keep_their_cells() -> None:
    for name in ("pandoc.docx", "libreoffice.docx", "pandoc.html", "calibre2.epub", "pandoc.md"):
        document = read(DATA / name)
        cells = [
            (block.cell.row, block.cell.column, document.text[block.start : block.end])
            for block in document.blocks
            if block.cell
        ]
        assert cells[3:6] == [(1, 0, "Saint-Aubin"), (1, 1, "1 200"), (1, 2, "900")], name


def test_declared_title_and_metadata() -> None:
    for name in ("pandoc.docx", "libreoffice.docx", "pandoc.epub", "pandoc2.epub", "pandoc.html", "libreoffice.pdf"):
        document = read(DATA / name)
        assert document.title == "La gare de Saint-Aubin", name
        assert ("creator", "Jeanne Mercier") in document.metadata, name
    toc = [value for key, value in read(DATA / "pandoc.epub").metadata if key == "toc"]
    assert toc == ["1 La gare de Saint-Aubin", "2 Ce qui change", "3 Ce qui ne change pas", "2 Les gens"]


def test_a_browser_s_page_is_read_without_its_furniture() -> None:
    document = read(DATA / "article_chromium.html")
    told = [(str(block.structure), document.text[block.start : block.end]) for block in document.blocks]
    assert [pair for pair in told if pair[0] != "navigation"] == [tuple(pair) for pair in ARTICLE["read"]]
    assert [text for structure, text in told if structure == "navigation"] == ARTICLE["navigation"]
    assert document.title == ARTICLE["title"]
    assert ARTICLE["metadata"].items() <= dict(document.metadata).items()


def test_the_same_page_printed_to_pdf() -> None:
    document = read(DATA / "article_chromium.pdf")
    whole = " ".join(document.text.replace("\u00a0", " ").split())
    for structure, text in ARTICLE["read"]:
        if structure in {"paragraph", "heading", "title", "quote", "list_item"} and "«" not in text:
            assert text.replace("\u00a0", " ") in whole
    titles = [document.text[block.start : block.end] for block in document.blocks if block.level == 1]
    assert ARTICLE["read"][0][1] in titles


def test_columns_that_stand_close_are_read_one_after_the_other() -> None:
    document = read(DATA / "columns_chromium.pdf")
    told = [document.text[b.start : b.end] for b in document.blocks]
    numbers = [re.search(r"numéro (\d)", text) for text in told if "numéro" in text]
    assert [int(n[1]) for n in numbers if n] == list(range(1, 9))
    assert all(text.endswith("tous les deux à la maison.") for text in told if "numéro" in text)


def test_libreoffice_s_pdf_has_whole_paragraphs() -> None:
    document = read(DATA / "libreoffice.pdf")
    told = [document.text[block.start : block.end] for block in document.blocks]
    for block in KNOWN["blocks"]:
        if (
            block["structure"] in {"paragraph", "heading", "quote"}
            and "train. »" not in block["text"]
            and "tout :" not in block["text"]
        ):
            assert block["text"] in told
    notes = [text for text, block in zip(told, document.blocks, strict=True) if block.structure is Structure.NOTE]
    assert [note[2:] for note in notes] == [block["text"] for block in KNOWN["blocks"] if block["structure"] == "note"]


def test_two_hyphenated_columns_come_out_whole() -> None:
    document = read(DATA / "groff.pdf")
    body = [block for block in document.blocks if block.structure is not Structure.RUNNING_HEAD]
    whole = " ".join(" ".join(document.text[block.start : block.end] for block in body).split())
    source = (DATA / "groff.ms").read_text(encoding="utf-8").replace("'", "’")
    sentences = [line for line in source.splitlines() if len(line) > 60]
    at = 0
    for sentence in sentences:
        found = whole.find(sentence, at)
        assert found >= 0, sentence
        at = found + len(sentence)
    assert len([b for b in body if b.structure is Structure.HEADING]) == 4
    paragraphs = [b for b in body if b.structure is Structure.PARAGRAPH]
    assert len(paragraphs) == source.count("\n.PP\n") + 2  # and the author and the abstract
    heads = {
        document.text[block.start : block.end] for block in document.blocks if block.structure is Structure.RUNNING_HEAD
    }
    assert heads == {"Revue des gares oubliées", "- 1 -", "- 2 -", "- 3 -"}


def test_pandoc_s_plain_text_has_whole_paragraphs() -> None:
    document = read(DATA / "pandoc.txt")
    told = [" ".join(document.text[block.start : block.end].split()) for block in document.blocks]
    for block in KNOWN["blocks"]:
        if (
            block["structure"] in {"paragraph", "heading", "quote"}
            and "train. »" not in block["text"]
            and "tout :" not in block["text"]
        ):
            assert block["text"] in told
    assert "- le premier à 6h42, pour ceux qui travaillent en ville ;" in told
    assert "Voici venir le train du soir," in told
