from __future__ import annotations

import pytest

from reader.alignment.lexicon import shared_lexicon
from reader.translation import Engine, english_numbers
from reader.translation.names import find_acronyms, mend_names
from reader.translation.numbers import changed_numbers, mend_number
from reader.translation.placeholders import literals
from reader.translation.shortened import english_eras, written_out
from reader.translation.units import mend_units


@pytest.mark.parametrize(
    ("source", "said", "wanted"),
    [
        ("Le prix est de 12,50 €.", "The price is 12.50.", "The price is €12.50."),
        ("12,50 € le kilo", "12.50 euros a kilo", "12.50 euros a kilo"),
        ("Il fait -5 °C.", "It is 5 C.", "It is -5 °C."),
        ("Il fait −5 °C, soit 23 °F.", "It is 5 °C, or 23 F.", "It is −5 °C, or 23 °F."),
        ("Il fait -5 °C.", "It is minus 5 degrees.", "It is minus 5 degrees."),
        ("une baisse de 3,5 %", "a fall of 3.5", "a fall of 3.5%"),
        ("une baisse de 3,5 %", "a fall of 3.5 per cent", "a fall of 3.5 per cent"),
        ("100 $ ou 90 €", "100 or 90", "$100 or €90"),
        ("5 € et 5 %", "5 and 5", "5 and 5"),  # which is which?
        ("de 10-15 personnes", "10 to 15 people", "10 to 15 people"),
        ("- 5 personnes", "5 people", "5 people"),
    ],
)
def test_units_that_were_dropped_come_back(source: str, said: str, wanted: str) -> None:
    assert mend_units(source, said) == wanted


@pytest.mark.parametrize(
    ("source", "said", "wanted"),
    [
        ("1 234 567,89 euros", "1,234,567,89 euros", "1,234,567.89 euros"),
        ("1.300 caméras", "1.3000 cameras", "1,300 cameras"),
        ("12 500 et 125,00", "12,500 and 125,00", "12,500 and 125,00"),  # the same digits twice
    ],
)
def test_a_figure_with_the_right_digits_is_parted_anew(source: str, said: str, wanted: str) -> None:
    assert mend_number(source, said) == wanted


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("le n° 5, art. 3, al. 2", "le numéro 5, article 3, alinéa 2"),
        ("env. 20 km, p. ex. à pied", "environ 20 km, par exemple à pied"),
        ("en 52 av. J.-C. à Rome", "en 52 avant Jésus-Christ à Rome"),
        ("Mlle Petit, 12 bd Voltaire", "Mademoiselle Petit, 12 boulevard Voltaire"),
        ("à 20 h, puis 3 h de route", "à 20:00, puis 3 heures de route"),
        ("de 10 h à 18 h", "de 10:00 à 18:00"),
        ("9 h 30 et 24h/24", "9 h 30 et 24h/24"),
        ("le XXe s. fut", "le XXe siècle fut"),
        ("M. Martin habite ici.", "M. Martin habite ici."),
    ],
)
def test_short_forms_are_written_out(text: str, wanted: str) -> None:
    assert written_out(text) == wanted


@pytest.mark.parametrize(
    ("said", "wanted"),
    [
        ("the 2th quarter", "the 2nd quarter"),
        ("the 11th", "the 11th"),
        ("the 21th, 103th", "the 21st, 103rd"),
        ("2e", "2nd"),
    ],
)
def test_ordinals_end_as_english_has_them(said: str, wanted: str) -> None:
    assert english_numbers("au 2e trimestre", said) == wanted


def test_an_hour_that_lost_a_nought() -> None:
    assert english_numbers("de 10 h à 18 h", "10:0 to 18:00") == "10:00 to 18:00"
    assert english_numbers("un score de 3:0", "a score of 3:0") == "a score of 3:0"


def test_acronyms_that_stay() -> None:
    renderings = shared_lexicon().translations
    assert [s.target for s in find_acronyms("La SNCF et l'OTAN se parlent.", renderings)] == ["SNCF"]
    names = find_acronyms("Le CERN le dit.", renderings)
    assert mend_names(names, "The cern says it.") == "The CERN says it."
    assert find_acronyms("LA SNCF SE TAIT", renderings) == []
    assert find_acronyms("La SNCF", None) == []


def test_eras() -> None:
    assert english_eras("en 52 av. J.-C.", "in 52 before Jesus-Christ") == "in 52 BC"
    assert english_eras("avant lui", "before Christ") == "before Christ"


@pytest.mark.parametrize(
    ("text", "kept"),
    [
        ("Le 06 12 34 56 78 répond.", ["06 12 34 56 78"]),
        ("Au +33 6 12 34 56 78.", ["+33 6 12 34 56 78"]),
        ("ISBN 978-2-07-036822-8, le 12.10.2025, v1.2.3", ["978-2-07-036822-8", "12.10.2025", "1.2.3"]),
        ("1.234.567 euros, 6-4, 1.300 et 12 500", []),
        ("Il rit 😀 ici", ["😀"]),
    ],
)
def test_what_is_copied_as_it_stands(text: str, kept: list[str]) -> None:
    assert [span.target for span in literals(text)] == kept


@pytest.mark.parametrize(
    ("source", "target", "changed"),
    [
        ("à 14h30, ou à 8 h", "at 14:30 or 8:30", True),
        ("à 14h30, ou à 8 h", "at 2:30 p.m. or 8:00", False),
        ("paru le 12.10.2025", "published on 12.10.2025", False),
        ("paru le 12.10.2025", "published on 12.11.2025", True),
    ],
)
def test_times_and_dates_are_compared(source: str, target: str, *, changed: bool) -> None:
    assert changed_numbers(source, target) is changed


def test_figures_alone_take_their_english_form(engine: Engine) -> None:
    texts = ["1,20 €", "12 000", "00:00:01,000 --> 00:00:04,000", "06 12 34 56 78"]
    found = dict(engine.translate(texts))
    assert [found[i].text for i in range(4)] == ["€1.20", "12,000", *texts[2:]]
    assert english_numbers("12,5 %", "12,5 %") == "12.5%"
