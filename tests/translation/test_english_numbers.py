from __future__ import annotations

import pytest

from reader.translation.numbers import changed_numbers, colon_hours, english_numbers


@pytest.mark.parametrize(
    ("source", "said", "wanted"),
    [
        ("1.300 caméras", "1.300 cameras", "1,300 cameras"),
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
