"""Tables, PO, plain text and Markdown, each read back by what it is for."""

from __future__ import annotations

import csv
import io
import json
import shutil
import subprocess
from pathlib import Path

import pytest

from reader.bitext import Bitext
from reader.exporters import ExportOptions, Layout, export
from reader.exporters.plain_text import columns, wrapped
from reader.exporters.tables import COLUMNS

PANDOC = shutil.which("pandoc")
MSGFMT = shutil.which("msgfmt")


def test_tsv_has_a_line_a_pair_and_a_field_a_tab(bitext: Bitext) -> None:
    lines = [line.split("\t") for line in export(bitext, "tsv").decode().splitlines()]
    assert tuple(lines[0]) == COLUMNS
    assert {len(line) for line in lines} == {len(COLUMNS)}
    assert lines[1][3:6] == ["Le vol du Louvre : « un échec »", "The Louvre theft: “a failure”", "edited"]
    assert [line[3] for line in lines[1:]] == [
        "Le vol du Louvre : « un échec »",
        "Le préfet l'a dit 1.",
        "Il était tard !",
        "Rien n'a changé.",
        "",
    ]


def test_csv_is_what_a_spreadsheet_opens(bitext: Bitext) -> None:
    content = export(bitext, "csv", options=ExportOptions(hidden=True))
    assert content.startswith(b"\xef\xbb\xbf")
    rows = list(csv.DictReader(io.StringIO(content.decode("utf-8-sig"), newline="")))
    assert [row["bead"] for row in rows] == list("0123456")
    assert rows[0]["note"] == "as <printed> &\nso on"
    assert [row["hidden"] for row in rows] == ["no"] * 5 + ["yes"] * 2


@pytest.mark.parametrize("text", ["=1+1", "+33 1", "@SUM(A1)", "-2+3"])
def test_csv_runs_no_formula(text: str, bitext: Bitext) -> None:
    from dataclasses import replace  # noqa: PLC0415

    from reader.bitext import Revision  # noqa: PLC0415

    found = replace(bitext, revisions=((1, Revision(text)),))
    rows = list(csv.DictReader(io.StringIO(export(found, "csv").decode("utf-8-sig"), newline="")))
    assert rows[1]["target"] == f"'{text}"
    assert export(found, "tsv").decode().splitlines()[2].split("\t")[4] == text


def test_po_marks_what_nobody_has_gone_over(bitext: Bitext) -> None:
    entries = export(bitext, "po", options=ExportOptions(hidden=True)).decode().split("\n\n")[1:]
    assert ["#, fuzzy" in entry for entry in entries] == [False, True, True, False, False, True]
    assert "#  as <printed> &\n#  so on\n" in entries[0]
    assert "#: \u2068dossier/a b.txt\u2069:1" in entries[0]
    assert 'msgctxt "dossier/a b.txt#6"' in entries[5]


@pytest.mark.skipif(MSGFMT is None, reason="gettext is not installed")
def test_gettext_compiles_the_po(bitext: Bitext, tmp_path: Path) -> None:
    file = tmp_path / "a.po"
    file.write_bytes(export(bitext, "po", options=ExportOptions(hidden=True, both=True)))
    done = subprocess.run(
        [str(MSGFMT), "-v", "--check-format", "-o", tmp_path / "a.mo", file],
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    assert done.stderr.startswith("2 translated messages, 3 fuzzy translations, 1 untranslated message")


def test_plain_text_stands_in_two_columns(bitext: Bitext) -> None:
    lines = export(bitext, "text", options=ExportOptions(width=60)).decode().splitlines()
    assert "Le préfet l'a dit ¹.         │ M The prefect said it ¹." in lines
    assert lines[-4:] == [
        "H  human translation",
        "M  machine translation",
        "T  recalled from memory",
        "E  edited by the reader",
    ]
    assert max(map(len, lines)) <= 60


def test_plain_text_stands_stacked(bitext: Bitext) -> None:
    options = ExportOptions(layout=Layout.STACKED, both=True)
    lines = export(bitext, "text", options=options).decode().splitlines()
    at = lines.index("Rien n'a changé.")
    assert lines[at + 1 : at + 3] == ["    H Nothing has changed.", "    M Nothing changed."]


def test_columns_hold_wide_characters_and_long_words() -> None:
    assert wrapped("漢字 漢字漢字", 8) == ["漢字", "漢字漢字"]
    assert wrapped("anticonstitutionnellement", 10) == ["anticonsti", "tutionnell", "ement"]
    assert wrapped("a\u00a0! b", 4) == ["a\u00a0!", "b"]
    assert list(columns(["漢"], ["x"], 40)) == ["漢" + " " * 16 + " │ x"]


@pytest.mark.skipif(PANDOC is None, reason="pandoc is not installed")
@pytest.mark.parametrize("layout", list(Layout))
def test_pandoc_reads_the_markdown(layout: Layout, bitext: Bitext) -> None:
    content = export(bitext, "markdown", options=ExportOptions(layout=layout, both=True))
    done = subprocess.run(
        [str(PANDOC), "-f", "markdown-smart", "-t", "json"], input=content, capture_output=True, check=True
    )
    tree = json.loads(done.stdout)
    kinds = [block["t"] for block in tree["blocks"]]
    assert ("Table" in kinds) == (layout is Layout.SIDE)
    assert ("BlockQuote" in kinds) == (layout is Layout.STACKED)
    plain = subprocess.run(
        [str(PANDOC), "-f", "markdown-smart", "-t", "plain", "--wrap=none"],
        input=content,
        capture_output=True,
        check=True,
    ).stdout.decode()
    for text in ("Le vol du Louvre", "Il était tard", "Nothing changed.", "Only in English, 5 > 4."):
        assert text in plain
    assert '"t":"Emph"' in done.stdout.decode()
    assert "javascript" not in done.stdout.decode()
