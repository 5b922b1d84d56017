"""Numbers of notes stand higher on the screen, and only there."""

from __future__ import annotations

from dataclasses import replace

import pytest

from reader import formats
from reader.bitext import Hypothesis, Preference
from reader.exporters import Layout, export
from reader.exporters.options import ExportOptions
from reader.tui.geometry import View
from reader.tui.page import Display, Page
from reader.tui.words import word_at
from tests.exporters.markup import bitext_of

PAGE = """<html lang="fr"><body><p>Le train<sup><a href="#fn1" role="doc-noteref">1</a></sup> part pour Paris<sup><a
href="#fn12" role="doc-noteref">12</a></sup> avec 12 voitures<a href="#fn3" role="doc-noteref">*</a>.</p><p>La gare est
fermée depuis 1 an.</p><aside id="fn1">Un train de nuit.</aside><p id="fn12">Une ville.</p><p id="fn3">Ou 13.</p></body></html>"""


@pytest.fixture
def page() -> Page:
    bitext = bitext_of(formats.read_bytes(PAGE.encode(), name="x.html"))
    said = (Hypothesis("The train1 leaves for Paris12 with 12 cars*."), *bitext.hypotheses[1:])
    display = Display(view=View.SIDE, prefer=Preference.HUMAN)
    return Page(replace(bitext, hypotheses=said), display, display.share_out(120))


def test_numbers_are_raised_on_both_sides(page: Page) -> None:
    french, english = page.laid(0).passages
    assert french.text == "Le train¹ part pour Paris¹² avec 12 voitures*."
    assert english.text == "The train¹ leaves for Paris¹² with 12 cars*."
    assert page.laid(1).passages[0].text == "La gare est fermée depuis 1 an."


def test_a_row_keeps_what_the_document_says(page: Page) -> None:
    row = page.row(0)
    assert (row.source[:8], row.source[8]) == ("Le train", "1")
    assert len(row.source) == len(page.laid(0).passages[0].text)


def test_a_raised_number_is_no_part_of_a_word(page: Page) -> None:
    text = page.laid(0).passages[0].text
    assert word_at(text, text.index("train")) == (3, 8)
    assert word_at(text, text.index("¹")) is None


def test_another_document_has_notes_of_its_own(page: Page) -> None:
    plain = bitext_of(formats.read_bytes(b"<p>Le train1 part ce soir de la gare.</p>", name="y.html"))
    page.replace(plain)
    assert page.laid(0).passages[0].text == "Le train1 part ce soir de la gare."


@pytest.mark.parametrize("layout", Layout)
def test_a_text_file_has_them_raised_too(page: Page, layout: Layout) -> None:
    written = export(page.bitext, "text", options=ExportOptions(layout=layout, width=120)).decode()
    for line in ("Le train¹ part pour Paris¹² avec 12", "The train¹ leaves for Paris¹² with 12"):
        assert line in written
