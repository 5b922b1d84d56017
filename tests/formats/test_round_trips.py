"""All text of a known text that pandoc turns into DOCX, EPUB and HTML is found, block by block; blocks tile the text."""

from __future__ import annotations

import shutil
import subprocess
from typing import TYPE_CHECKING

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from reader.documents import MarkKind
from reader.formats import FORMATS, is_readable, read, read_bytes

if TYPE_CHECKING:
    from pathlib import Path

PANDOC = shutil.which("pandoc")
WORD = st.text("abcdefghijklmnopqrstuvwxyzéèàùçœêîôûÉÀ", min_size=1, max_size=9)
SENTENCE = st.lists(WORD, min_size=1, max_size=8).map(" ".join)
KINDS = ["", "# ", "## ", "> ", "- ", "1. ", "— ", "*", "**"]
BLOCKS = st.lists(st.tuples(st.sampled_from(KINDS), SENTENCE), min_size=1, max_size=12)


def markdown(blocks: list[tuple[str, str]]) -> str:
    parts = []
    for kind, text in blocks:
        closing = kind if kind.startswith("*") else ""
        parts.append(f"{kind}{text}{closing}" + "\n\n<!-- -->")  # a comment keeps two lists apart
    return "\n\n".join(parts) + "\n"


@pytest.mark.skipif(PANDOC is None, reason="pandoc is not installed")
@pytest.mark.parametrize("target", ["docx", "epub", "html"])
@settings(max_examples=6, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(blocks=BLOCKS)
def test_all_text_is_found_after_pandoc(target: str, blocks: list[tuple[str, str]], tmp_path: Path) -> None:
    source = markdown(blocks)
    out = tmp_path / f"x.{target}"
    command = [str(PANDOC), "-f", "markdown-smart", "-s", "--metadata", "title=zzz", "-o", str(out)]
    subprocess.run(command, input=source.encode(), check=True, capture_output=True)
    document = read(out)
    told = [document.text[block.start : block.end] for block in document.blocks]
    wanted = [f"— {text}" if kind == "— " else text for kind, text in blocks]
    assert [text for text in told if text != "zzz"] == wanted
    strong = [document.text[mark.start : mark.end] for mark in document.marks if mark.kind is MarkKind.STRONG]
    assert strong == [text for kind, text in blocks if kind == "**"]


@settings(deadline=None)
@given(blocks=BLOCKS)
def test_all_text_of_markdown_is_found(blocks: list[tuple[str, str]]) -> None:
    document = read_bytes(markdown(blocks).encode(), name="x.md")
    told = [document.text[block.start : block.end] for block in document.blocks]
    assert told == [f"— {text}" if kind == "— " else text for kind, text in blocks]


@settings(deadline=None)
@given(
    st.lists(
        st.sampled_from(
            ["<p>", "</p>", "<div>", "</div>", "<b>", "</i>", "<i>", "<li>", "<td>", "<br>", "a ", "é", "<table>"]
        ),
        max_size=40,
    )
)
def test_any_soup_of_tags_keeps_its_text(pieces: list[str]) -> None:
    page = "<body>" + "".join(pieces) + "fin"
    document = read_bytes(page.encode(), name="x.html")
    wanted = "".join(piece.strip() for piece in pieces if not piece.startswith("<")) + "fin"
    assert "".join(sorted(document.text.replace(" ", "").replace("\n", ""))) == "".join(sorted(wanted))


def test_formats_and_suffixes() -> None:
    assert set(FORMATS) == {"plain_text", "markdown", "html", "epub", "docx", "pdf"}
    assert all(
        info.description and all(suffix.startswith(".") for suffix in info.suffixes) for info in FORMATS.values()
    )
    assert all(is_readable(f"dossier/livre{suffix}") for info in FORMATS.values() for suffix in info.suffixes)
    assert is_readable("LIVRE.EPUB")
    assert is_readable("a.txt.gz")
    assert not any(is_readable(name) for name in ("a.png", "a.doc", "a", "a.zip", ".txt~"))


def test_content_comes_before_the_suffix() -> None:
    page = b"<!DOCTYPE html><html><body><p>Bonjour.</p></body></html>"
    assert read_bytes(page, name="x.txt").format == "html"
    assert read_bytes(b"\xef\xbb\xbf  <!-- a -->\n" + page, name="x").format == "html"
    assert read_bytes("Été < hiver > rien".encode(), name="x.txt").format == "plain_text"
    assert read_bytes("<p>Été</p>\n".encode(), name="x.md").format == "markdown"
    assert read_bytes("# Été\n".encode(), name="x.txt", format="markdown").text == "Été"
    assert read_bytes("<Été> dit-elle".encode(), name="-").format == "plain_text"


@pytest.mark.parametrize(
    ("declared", "encoding"),
    [
        ("iso-8859-1", "cp1252"),
        ("windows-1252", "cp1252"),
        ("iso-8859-1", "utf-8"),
        ("utf-8", "cp1252"),
        ("utf-16", "utf-8"),
        ("x-none", "utf-8"),
    ],
)
def test_a_page_s_declared_encoding_is_believed_where_the_bytes_bear_it_out(declared: str, encoding: str) -> None:
    page = f'<html><head><meta http-equiv="Content-Type" content="text/html; charset={declared}"></head><body><p>L’été à Nîmes…</p></body></html>'
    assert read_bytes(page.encode(encoding), name="x.html").text == "L’été à Nîmes…"
