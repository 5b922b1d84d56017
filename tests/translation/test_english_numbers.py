from __future__ import annotations

import pytest

from reader.translation.numbers import changed_numbers, colon_hours, english_numbers, mend_number


@pytest.mark.parametrize(
    ("source", "said", "wanted"),
    [
        ("1.300 caméras", "1.300 cameras", "1,300 cameras"),
        ("1.300 caméras", "1300 cameras", "1,300 cameras"),
        ("12 500 euros", "the 12500 euros", "the 12,500 euros"),
        ("12 500 euros, lot 12500", "12500 euros, lot 12500", "12500 euros, lot 12500"),
        ("1.234,5 kg", "12345 kg", "12345 kg"),
        ("12 500 euros", "12 500 euros", "12,500 euros"),
        ("67\u202f000\u202f000 habitants", "67 000 000 people", "67,000,000 people"),
        ("3,14", "3,14", "3.14"),
        ("1.234,56 €", "1.234,56 €", "€1,234.56"),
        ("0,3 %", "0.3 %", "0.3%"),
        ("88 millions d’euros", "88 millions of euros", "88 million euros"),
        ("2 milliards", "2 milliards", "2 billion"),
        ("à 9h36", "at 9h36", "at 9:36"),
        ("60 €", "60 €", "€60"),
        ("1,300 caméras", "1,300 cameras", "1,300 cameras"),
        ("version 2.345", "version 2.345", "version 2.345"),
        ("le 12.10.2025", "on 12.10.2025", "on 12.10.2025"),
        ("192.168.1.1", "192.168.1.1", "192.168.1.1"),
        ("8,733 kilomètres", "8,733 kilometres", "8,733 kilometres"),
    ],
)
def test_english_form(source: str, said: str, wanted: str) -> None:
    assert english_numbers(source, said) == wanted


def test_hours_with_a_colon() -> None:
    assert colon_hours("de 9h36 à 14 h 05") == "de 9:36 à 14:05"
    assert colon_hours("24h/24, 3 h de route, 2h99") == "24h/24, 3 h de route, 2h99"


@pytest.mark.parametrize(
    ("source", "target"),
    [
        ("1.300 caméras", "1,300 cameras"),
        ("deux personnes", "2 people"),
        ("17 h", "5 p.m."),
        ("les années 60", "the 1960s"),
        ("88 000 euros", "88 thousand euros"),
        ("1,5 million", "1.5 million"),
        ("quatre-vingt-huit", "88"),
        ("le 3 mars", "March 3"),
        ("Louis XIV", "Louis 14"),
        ("12 personnes", "a dozen people"),
        ("9h36", "9:36 am"),
        ("trente-deux pays", "32 countries"),
        ("500 milles", "500,000"),
    ],
)
def test_the_same_number_in_another_guise(source: str, target: str) -> None:
    assert not changed_numbers(source, target)


@pytest.mark.parametrize(
    ("source", "target"),
    [
        ("1.300 caméras", "1,301 cameras"),
        ("60.000 euros", "600.00 euros"),
        ("appel au 17 à 9h36", "call 17 at 936"),
        ("en 2021", "in 20211"),
        ("il y a des caméras", "there are 12 cameras"),
        ("3,5 %", "35%"),
    ],
)
def test_a_changed_number(source: str, target: str) -> None:
    assert changed_numbers(source, target)


@pytest.mark.parametrize(
    ("source", "said", "mended"),
    [
        ("Il y a 1.300 caméras.", "There are 1.3000 cameras.", "There are 1,300 cameras."),
        ("De 2021 à 2022.", "From 2012 to 2022.", "From 2021 to 2022."),
        ("Entre 150 et 250 pages.", "Between 120 and 280 pages.", "Between 120 and 280 pages."),  # which is which?
        ("Les années 60.", "The 1960s.", "The 1960s."),
        ("Il a 12 ans et pèse 30 kilos.", "He is 12 and weighs 13 kilos.", "He is 12 and weighs 13 kilos."),
    ],
)
def test_a_figure_that_slipped_is_mended_where_it_is_the_only_one(source: str, said: str, mended: str) -> None:
    assert english_numbers(source, mend_number(source, said)) == mended


def test_a_figure_within_a_longer_one_is_not_there() -> None:
    assert changed_numbers("Il y a 1.300 caméras.", "There are 1.3000 cameras.")
