"""DOCX: read back by python-docx, and opened by LibreOffice."""

from __future__ import annotations

import io
import shutil
import subprocess
from pathlib import Path

import pytest

from reader.bitext import Bitext
from reader.exporters import ExportOptions, export

OFFICE = shutil.which("soffice")


def test_the_table_holds_a_pair_a_row(bitext: Bitext) -> None:
    import docx  # noqa: PLC0415

    document = docx.Document(io.BytesIO(export(bitext, "docx", options=ExportOptions(both=True))))
    rows = [[cell.text for cell in row.cells] for row in document.tables[0].rows]
    assert rows[0] == ["Français", "English"]
    assert rows[1] == [
        "Le vol du Louvre\u00a0: «\u202fun échec\u202f»",
        "E The Louvre theft: “a failure”\nM The theft of the Louvre: “a failure”",
    ]
    assert rows[5] == ["", "H Only in English, 5 > 4."]


def test_emphasis_and_language_are_kept(bitext: Bitext) -> None:
    import docx  # noqa: PLC0415
    from docx.oxml.ns import qn  # noqa: PLC0415

    document = docx.Document(io.BytesIO(export(bitext, "docx")))
    french, english = document.tables[0].rows[2].cells
    assert [run.text for run in french.paragraphs[0].runs if run.italic] == ["préfet"]
    for cell, language in ((french, "fr-FR"), (english, "en-GB")):
        said = {mark.get(qn("w:val")) for run in cell.paragraphs[0].runs for mark in run._r.iter(qn("w:lang"))}
        assert said == {language}


@pytest.mark.slow
@pytest.mark.skipif(OFFICE is None, reason="LibreOffice is not installed")
@pytest.mark.parametrize("name", ["docx", "html"])
def test_libreoffice_prints_it(name: str, bitext: Bitext, tmp_path: Path) -> None:
    file = tmp_path / f"a.{name}"
    file.write_bytes(export(bitext, name))
    profile = f"-env:UserInstallation=file://{tmp_path / 'profile'}"
    subprocess.run(
        [str(OFFICE), profile, "--headless", "--convert-to", "pdf", "--outdir", tmp_path, file],
        capture_output=True,
        timeout=600,
        check=True,
    )
    import pypdfium2  # noqa: PLC0415

    words = "".join(page.get_textpage().get_text_range() for page in pypdfium2.PdfDocument(tmp_path / "a.pdf"))
    assert "Nothing has changed." in words
    assert "Rien n'a changé." in words
