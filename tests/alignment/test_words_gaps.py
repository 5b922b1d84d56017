"""What a rendering left out and added."""

from __future__ import annotations

from itertools import pairwise

import pytest

from reader.alignment.words import link_words
from reader.alignment.words_gaps import additions, coverage, omissions


def left_out(french: str, english: str) -> list[str]:
    return [french[gap.start : gap.end] for gap in omissions(link_words(french, english))]


def added(french: str, english: str) -> list[str]:
    return [english[gap.start : gap.end] for gap in additions(link_words(french, english))]


FULL = "Dimanche dernier, le ministre de la Justice a rejeté la demande des avocats concernant la prison de Marseille."
WHOLE = "Last Sunday, the Minister of Justice rejected the lawyers' request concerning the Marseille prison."


def test_a_full_translation_leaves_nothing_out_and_adds_nothing() -> None:
    assert left_out(FULL, WHOLE) == []
    assert added(FULL, WHOLE) == []


def test_a_clause_left_out_is_reported() -> None:
    (gap,) = left_out(FULL, "Last Sunday, the Minister of Justice rejected the lawyers' request.")
    assert "prison de Marseille" in gap
    assert "avocats" not in gap


def test_a_beginning_left_out_is_reported() -> None:
    english = "The Minister of Justice rejected the lawyers' request concerning the Marseille prison."
    assert left_out(FULL, english) == ["Dimanche dernier"]


def test_an_added_clause_is_reported() -> None:
    english = WHOLE.replace("rejected", "smiled broadly at the photographers and rejected")
    (gap,) = added(FULL, english)
    assert "photographers" in gap
    assert "request" not in gap


@pytest.mark.parametrize(
    ("french", "english"),
    [
        ("Il n’y a pas de quoi s’inquiéter.", "There is nothing to worry about."),
        ("C’est à ce moment-là qu’il s’est mis à pleuvoir.", "That was when it started to rain."),
        ("Elle ne l’a plus jamais revu.", "She never saw him again."),
        ("Qu’est-ce que tu veux que j’y fasse ?", "What do you want me to do about it?"),
    ],
)
def test_little_words_and_other_grammar_are_not_reported(french: str, english: str) -> None:
    assert left_out(french, english) == []
    assert added(french, english) == []


def test_gaps_lie_in_order_inside_the_text_with_a_confidence() -> None:
    found = omissions(link_words(FULL, "The Minister rejected the request."))
    assert found
    assert all(0 <= a.start < a.end <= len(FULL) and 0 < a.confidence <= 1 for a in found)
    assert all(a.end <= b.start for a, b in pairwise(found))


def test_french_without_english_is_left_out_whole() -> None:
    assert left_out("Le ministre démissionne.", "") == ["Le ministre démissionne"]
    assert omissions(link_words("", "The minister resigns.")) == ()
    assert added("", "The minister resigns.") == ["The minister resigns"]


def test_coverage_falls_with_what_is_left_out() -> None:
    whole = coverage(link_words(FULL, WHOLE))
    half = coverage(link_words(FULL, "Last Sunday, the Minister of Justice rejected the lawyers' request."))
    assert whole[0] > 0.9
    assert half[0] < whole[0] - 0.15
    assert half[1] > 0.9
    assert coverage(link_words("", "")) == (1.0, 1.0)
