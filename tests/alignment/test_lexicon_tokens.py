"""Words and their offsets."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reader.alignment.tokens import fold, number_value, strip_accents, tokens, words
from reader.languages import Language

FRENCH, ENGLISH = Language.FRENCH, Language.ENGLISH


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Aujourd’hui, l’arrêté", ["aujourd'hui", "l'", "arrêté"]),
        ("A-t-il dit «oui» ?", ["a", "t", "il", "dit", "oui"]),
        ("peut-être celui-ci, lui-même", ["peut-être", "celui", "ci", "lui", "même"]),
        ("Les États-Unis et le cœur", ["les", "états-unis", "et", "le", "coeur"]),
        ("jusqu'à 9h36, 20 % et 1.300 €", ["jusqu'", "à", "9", "h", "36", "20", "%", "et", "1.300", "€"]),
        ("88 000 euros, 3,5 millions", ["88 000", "euros", "3,5", "millions"]),
        ("quelqu’un de la S.N.C.F. au G20", ["quelqu'un", "de", "la", "s.n.c.f", "au", "g20"]),
        ("e\u0301te\u0301", ["été"]),
        ("", []),
        ("… — !", []),
    ],
)
def test_french_words(text: str, expected: list[str]) -> None:
    assert words(text, FRENCH) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Don’t say we can't", ["do", "n't", "say", "we", "ca", "n't"]),
        ("the Louvre’s long-term plan", ["the", "louvre", "'s", "long", "term", "plan"]),
        ("Jean-Pierre O'Brien, UN-backed e-mail", ["jean-pierre", "o'brien", "un", "backed", "e-mail"]),
        ("1,080.5 in the U.S. since the 1990s", ["1,080.5", "in", "the", "u.s", "since", "the", "1990", "s"]),
    ],
)
def test_english_words(text: str, expected: list[str]) -> None:
    assert words(text, ENGLISH) == expected


def test_offsets_point_at_the_words() -> None:
    text = "«Il n’y a qu’une ŒUVRE», dit-il."
    assert [text[t.start : t.end] for t in tokens(text, FRENCH)] == [
        *("Il", "n’", "y", "a", "qu’", "une", "ŒUVRE", "dit", "il"),
    ]


@given(st.text(alphabet="aéçœE’'-. ,19%«»\u0301nt\n\u00a0", max_size=60), st.sampled_from([FRENCH, ENGLISH]))
def test_tokens_are_the_words_in_order_without_overlap(text: str, language: Language) -> None:
    found = tokens(text, language)
    assert [t.word for t in found] == words(text, language)
    assert [t.word for t in found] == [fold(text[t.start : t.end]) for t in found]
    ends = [0, *(t.end for t in found)]
    assert all(end <= t.start < t.end for end, t in zip(ends, found, strict=False))


@given(st.text(max_size=80))
def test_no_letter_or_digit_is_lost(text: str) -> None:
    for language in (FRENCH, ENGLISH):
        covered = {k for t in tokens(text, language) for k in range(t.start, t.end)}
        assert all(k in covered for k, c in enumerate(text) if c.isalpha() or c.isdecimal())


@pytest.mark.parametrize(
    ("written", "value"),
    [
        ("1.300", "1300"),
        ("1,300", "1300"),
        ("1 300", "1300"),
        ("3,5", "3.5"),
        ("1,080.5", "1080.5"),
        ("1.234,56", "1234.56"),
        ("12.345.678", "12345678"),
        ("2013", "2013"),
        ("mille", None),
    ],
)
def test_numbers_have_one_plain_form(written: str, value: str | None) -> None:
    assert number_value(written) == value


def test_accents_are_stripped() -> None:
    assert strip_accents("garçon élève") == "garcon eleve"
