"""What holds for every format."""

from __future__ import annotations

import io
import zipfile

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from lxml import etree

from reader.bitext import Bitext, Preference
from reader.errors import ExportError
from reader.exporters import EXPORTERS, ExportOptions, Layout, Unit, export, exporter

OPTIONS = st.builds(
    ExportOptions,
    prefer=st.sampled_from(list(Preference)),
    both=st.booleans(),
    hidden=st.booleans(),
    unit=st.sampled_from([None, *Unit]),
    layout=st.sampled_from([None, *Layout]),
    typography=st.booleans(),
    package=st.sampled_from(["", "fr_en-1"]),
)


def test_names_and_suffixes_are_each_one_formats_own() -> None:
    assert all(name == found.name for name, found in EXPORTERS.items())
    assert len({found.suffix for found in EXPORTERS.values()}) == len(EXPORTERS)


def test_an_unknown_format_says_which_are_known() -> None:
    with pytest.raises(ExportError) as caught:
        exporter("rtf")
    assert "rtf" in str(caught.value)
    assert "tmx" in caught.value.hint


@pytest.mark.parametrize("name", EXPORTERS)
def test_the_same_bitext_gives_the_same_bytes(name: str, bitext: Bitext) -> None:
    assert export(bitext, name) == export(bitext, name)


@pytest.mark.parametrize("name", EXPORTERS)
def test_no_format_says_the_time_unless_asked(name: str, bitext: Bitext) -> None:
    content = export(bitext, name)
    assert b"2026" not in content


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(data=st.data(), options=OPTIONS)
def test_whatever_stands_in_a_bitext_xml_stays_well_formed(
    data: st.DataObject, options: ExportOptions, bitexts: st.SearchStrategy[Bitext]
) -> None:
    found = data.draw(bitexts)
    for name in ("tmx", "xliff", "xliff2"):
        etree.fromstring(export(found, name, options=options))
    for name in ("epub", "epub_translation", "docx"):
        with zipfile.ZipFile(io.BytesIO(export(found, name, options=options))) as archive:
            for member in archive.namelist():
                if member.endswith((".xml", ".opf", ".xhtml", ".rels")):
                    root = etree.fromstring(archive.read(member))
                    identifiers = root.xpath("//@id")
                    assert isinstance(identifiers, list)
                    assert len(identifiers) == len(set(identifiers)), member


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(data=st.data(), options=OPTIONS)
def test_whatever_stands_in_a_bitext_texts_are_utf8(
    data: st.DataObject, options: ExportOptions, bitexts: st.SearchStrategy[Bitext]
) -> None:
    found = data.draw(bitexts)
    for name in ("html", "markdown", "text", "tsv", "csv", "po", "jsonl"):
        export(found, name, options=options).decode("utf-8")


@pytest.mark.parametrize("name", EXPORTERS)
def test_every_format_tells_how_far_it_is_and_can_be_stopped(bitext: Bitext, name: str) -> None:
    seen: list[tuple[int, int]] = []
    told = export(bitext, name, options=ExportOptions(watch=lambda done, total: seen.append((done, total))))
    assert told == export(bitext, name)
    assert seen
    assert seen[-1][0] == seen[-1][1]
    assert [done for done, _ in seen] == sorted(done for done, _ in seen)

    def stop(_done: int, _total: int) -> None:
        raise InterruptedError

    with pytest.raises(InterruptedError):
        export(bitext, name, options=ExportOptions(watch=stop))
