"""TMX: read back as it was written, and valid by its document type."""

from __future__ import annotations

import subprocess
import zipfile
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from lxml import etree

from reader.bitext import Bitext
from reader.exporters import ExportOptions, Unit, export
from reader.exporters.xml_text import clean

OMEGAT = Path("/usr/share/omegat/OmegaT.jar")
LANG = "{http://www.w3.org/XML/1998/namespace}lang"


def pairs(content: bytes) -> list[tuple[str, str]]:
    root = etree.fromstring(content)
    found = []
    for unit in root.iter("tu"):
        sides: dict[str | None, str] = {}
        for tuv in unit.iter("tuv"):
            sides[tuv.get(LANG)] = tuv.findtext("seg") or ""
        found.append((sides["fr"], sides["en"]))
    return found


def test_the_header_says_all_that_tools_ask_for(bitext: Bitext) -> None:
    header = etree.fromstring(export(bitext, "tmx")).find("header")
    assert header is not None
    assert dict(header.items()) == {
        "creationtool": "fr-en-reader",
        "creationtoolversion": header.get("creationtoolversion", ""),
        "segtype": "sentence",
        "o-tmf": "fr-en-reader",
        "adminlang": "en",
        "srclang": "fr",
        "datatype": "plaintext",
        "o-encoding": "UTF-8",
    }


def test_only_pairs_with_both_sides_are_units(bitext: Bitext) -> None:
    assert pairs(export(bitext, "tmx")) == [
        ("Le vol du Louvre : « un échec »", "The Louvre theft: “a failure”"),
        ("Le préfet l'a dit 1.", "The prefect said it 1."),
        ("Il était tard !", "It was late\u00a0!"),
        ("Rien n'a changé.", "Nothing has changed."),
    ]


def test_both_and_hidden_add_units(bitext: Bitext) -> None:
    found = pairs(export(bitext, "tmx", options=ExportOptions(both=True, hidden=True)))
    assert ("Rien n'a changé.", "Nothing changed.") in found
    assert ("Il était tard !", "It was late!") in found


def test_a_paragraph_may_be_the_unit(bitext: Bitext) -> None:
    content = export(bitext, "tmx", options=ExportOptions(unit=Unit.PARAGRAPH))
    assert b'segtype="paragraph"' in content
    assert pairs(content)[1] == (
        "Le préfet l'a dit 1. Il était tard ! Rien n'a changé.",
        "The prefect said it 1. It was late\u00a0! Nothing has changed.",
    )


def test_a_time_is_written_where_one_is_given(bitext: Bitext) -> None:
    content = export(bitext, "tmx", options=ExportOptions(timestamp="2026-11-22T05:06:07+00:00"))
    assert b'creationdate="20261122T050607Z"' in content


@settings(max_examples=80, deadline=None)
@given(data=st.data())
def test_what_was_written_is_read_back(data: st.DataObject, bitexts: st.SearchStrategy[Bitext]) -> None:
    found = data.draw(bitexts)
    expected = [
        (clean(row.source), clean(row.target)) for row in found.rows() if row.source and row.target and not row.hidden
    ]
    assert pairs(export(found, "tmx")) == expected


@pytest.mark.skipif(not OMEGAT.exists(), reason="OmegaT, which ships the document type, is not installed")
def test_it_is_valid_by_the_document_type(bitext: Bitext, tmp_path: Path) -> None:
    with zipfile.ZipFile(OMEGAT) as jar:
        (tmp_path / "tmx14.dtd").write_bytes(jar.read("schemas/tmx14.dtd"))
    validator = etree.DTD(str(tmp_path / "tmx14.dtd"))
    options = ExportOptions(both=True, hidden=True, timestamp="2026-11-22T05:06:07Z", package="fr_en-1")
    assert validator.validate(etree.fromstring(export(bitext, "tmx", options=options))), validator.error_log


def test_translate_toolkit_reads_the_same(toolkit: str, bitext: Bitext, tmp_path: Path) -> None:
    file = tmp_path / "a.tmx"
    file.write_bytes(export(bitext, "tmx"))
    script = (
        "import sys; from translate.storage.tmx import tmxfile; "
        "f = tmxfile(open(sys.argv[1], 'rb'), 'fr', 'en'); "
        "print('\\n'.join(f'{u.source}\\t{u.target}' for u in f.unit_iter()))"
    )
    done = subprocess.run([toolkit, "-c", script, file], capture_output=True, text=True, check=True)
    assert [tuple(line.split("\t")) for line in done.stdout.splitlines()] == pairs(file.read_bytes())
