"""XLIFF 1.2 and 2.1: structure, states, alternatives, notes; read back by translate-toolkit."""

from __future__ import annotations

import os
import re
import subprocess
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from lxml import etree

from reader.bitext import Bitext
from reader.exporters import ExportOptions, Unit, export
from tests.exporters.markup import words

# Debian's php-symfony-translation ships the schemas of OASIS.
SCHEMAS = Path(os.environ.get("XLIFF_SCHEMAS", "/usr/share/php/Symfony/Component/Translation/Resources/schemas"))
ONE = {"x": "urn:oasis:names:tc:xliff:document:1.2"}
TWO = {"x": "urn:oasis:names:tc:xliff:document:2.0", "m": "urn:oasis:names:tc:xliff:matches:2.0"}


def found(root: etree._Element, path: str, names: dict[str, str]) -> list[etree._Element]:
    elements = root.xpath(path, namespaces=names)
    assert isinstance(elements, list)
    return elements  # type: ignore[return-value]


def test_states_say_who_stands_for_what(bitext: Bitext) -> None:
    root = etree.fromstring(export(bitext, "xliff"))
    states = [(t.get("state"), t.get("state-qualifier")) for t in found(root, "//x:target", ONE)]
    assert states == [
        ("final", None),
        ("needs-review-translation", "leveraged-mt"),
        ("needs-review-translation", "leveraged-tm"),
        ("translated", "leveraged-inherited"),
    ]
    assert [u.get("approved") for u in found(root, "//x:trans-unit", ONE)] == ["yes", "no", "no", "no"]


def test_french_keeps_its_marks_as_codes(bitext: Bitext) -> None:
    root = etree.fromstring(export(bitext, "xliff"))
    source = found(root, "//x:trans-unit[@id='1']/x:source", ONE)[0]
    assert words(source) == "Le préfet l'a dit 1."
    assert [g.get("ctype") for g in found(source, ".//x:g", ONE)] == ["link", "italic", "x-note-reference"]


def test_the_other_english_is_an_alternative_and_notes_are_notes(bitext: Bitext) -> None:
    options = ExportOptions(both=True, package="fr_en-1")
    root = etree.fromstring(export(bitext, "xliff", options=options))
    alternative = found(root, "//x:trans-unit[@id='3']/x:alt-trans", ONE)[0]
    assert alternative.get("origin") == "machine"
    assert words(found(alternative, "x:target", ONE)[0]) == "Nothing changed."
    notes = [words(n) for n in found(root, "//x:trans-unit[@id='0']/x:note[@from='reader']", ONE)]
    assert notes == ["as <printed> &", "so on"]


def test_two_point_one_has_a_unit_a_paragraph_and_a_segment_a_sentence(bitext: Bitext) -> None:
    root = etree.fromstring(export(bitext, "xliff2", options=ExportOptions(both=True)))
    units = found(root, "//x:unit", TWO)
    assert [len(found(u, "x:segment", TWO)) for u in units] == [1, 3]
    states = [(s.get("state"), s.get("subState")) for s in found(root, "//x:segment", TWO)]
    assert states == [
        ("final", "reader:edited"),
        ("translated", "reader:machine"),
        ("translated", "reader:memory"),
        ("translated", "reader:human"),
    ]
    match = found(units[1], "m:matches/m:match", TWO)[0]
    assert (match.get("ref"), match.get("type")) == ("#s3", "mt")
    assert words(found(match, "x:target", TWO)[0]) == "Nothing changed."


def test_codes_of_two_point_one_point_to_their_data(bitext: Bitext) -> None:
    root = etree.fromstring(export(bitext, "xliff2"))
    codes = found(root, "//x:pc[@dataRefStart]", TWO)
    data = {d.get("id"): words(d) for d in found(root, "//x:data", TWO)}
    assert [data[c.get("dataRefStart")] for c in codes] == [
        "https://example.org/?a=1&b=2",
        "#fn1",
        "javascript:alert(1)",
    ]


def test_hidden_parts_are_not_to_be_translated(bitext: Bitext) -> None:
    options = ExportOptions(hidden=True)
    root = etree.fromstring(export(bitext, "xliff", options=options))
    assert [u.get("id") for u in found(root, "//x:trans-unit[@translate='no']", ONE)] == ["5", "6"]


def schema_of_oasis(name: str) -> etree.XMLSchema:
    schema = {"xliff": "xliff-core-1.2-strict.xsd", "xliff2": "xliff-core-2.0.xsd"}[name]
    if not (SCHEMAS / schema).exists():
        pytest.skip(f"{schema} is not installed (Debian: php-symfony-translation)")
    # The schema imports one of the W3C by its address on the web; the copy beside it is taken instead.
    text = (SCHEMAS / schema).read_text("utf-8")
    text = re.sub(r'schemaLocation="[^"]*xml\.xsd"', f'schemaLocation="{(SCHEMAS / "xml.xsd").as_uri()}"', text)
    return etree.XMLSchema(etree.fromstring(text.encode()))


@pytest.mark.parametrize("name", ["xliff", "xliff2"])
def test_it_is_valid_by_the_schema_of_oasis(name: str, bitext: Bitext) -> None:
    validator = schema_of_oasis(name)
    for options in (ExportOptions(), ExportOptions(both=True, hidden=True, package="fr_en-1", unit=Unit.PARAGRAPH)):
        content = etree.fromstring(export(bitext, name, options=options))
        assert validator.validate(content), validator.error_log


@pytest.mark.parametrize("name", ["xliff", "xliff2"])
def test_any_bitext_is_valid_by_the_schema_of_oasis(name: str, bitexts: st.SearchStrategy[Bitext]) -> None:
    validator = schema_of_oasis(name)

    @settings(max_examples=60, deadline=None)
    @given(bitexts)
    def check(drawn: Bitext) -> None:
        content = etree.fromstring(export(drawn, name, options=ExportOptions(both=True, hidden=True)))
        assert validator.validate(content), validator.error_log

    check()


@pytest.mark.parametrize(("name", "module"), [("xliff", "xliff.xlifffile"), ("xliff2", "xliff2.Xliff2File")])
def test_translate_toolkit_reads_the_same(name: str, module: str, toolkit: str, bitext: Bitext, tmp_path: Path) -> None:
    file = tmp_path / "a.xlf"
    file.write_bytes(export(bitext, name))
    storage, kind = module.split(".")
    script = (
        f"import sys; from translate.storage.{storage} import {kind} as k; f = k.parsefile(sys.argv[1]); "
        "print('\\n'.join(f'{u.source}\\t{u.target}' for u in f.units if u.source.strip()))"
    )
    done = subprocess.run([toolkit, "-c", script, file], capture_output=True, text=True, check=True)
    expected = [(row.source, row.target or "") for row in bitext.rows() if row.source and not row.hidden]
    assert [tuple(line.split("\t")) for line in done.stdout.splitlines()] == expected
