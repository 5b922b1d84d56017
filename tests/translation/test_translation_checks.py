from __future__ import annotations

import pytest

from reader.translation import FLAGS
from reader.translation.checks import check

SOURCE = "Le maire n’a pas averti les 225 habitants de la commune avant la réunion du conseil."


@pytest.mark.parametrize(
    ("target", "flag"),
    [
        ("", "empty"),
        ("…", "empty"),
        ("The mayor did not warn the 225 inhabitants of the.", "truncated"),
        ("The mayor did not warn the 225 <unk> of the village before the council met.", "unknown"),
        ("The mayor did not warn did not warn did not warn the 225 people of the village.", "repetition"),
        ("The mayor did not warn the 225 inhabitants acaducucucated before the meeting.", "repetition"),
        ("The mayor mayor mayor did not warn 225 people of the village before the council met.", "repetition"),
        ("Not 225.", "length"),
        (SOURCE, "copied"),
        ("The mayor has not, avant la réunion du conseil, warned the 225 people of la commune.", "copied"),
        ("The mayor did not warn the 226 inhabitants of the village before the council met.", "number"),
        ("The mayor warned the 225 inhabitants of the village before the council met.", "negation"),
    ],
)
def test_what_is_wrong(target: str, flag: str) -> None:
    assert flag in check(SOURCE, target)


def test_good_english_has_no_flag() -> None:
    assert check(SOURCE, "The mayor did not warn the village’s 225 inhabitants before the council met.") == ()


def test_the_decoder_may_say_that_it_was_cut() -> None:
    assert check("Une phrase.", "A sentence.", cut=True) == ("truncated",)


def test_a_repetition_of_the_source_is_right() -> None:
    assert check("Non, non, non et non !", "No, no, no and no!") == ()
    assert check("Boutros Boutros-Ghali est venu.", "Boutros Boutros-Ghali came.") == ()


def test_a_name_or_a_figure_that_is_said_twice_at_once() -> None:
    assert check("Le logiciel Savari de Thalès.", "The Savari Savari software of Thalès.") == ("repetition",)
    assert check("Le 30 janvier 2023, à Reims.", "On January 30, 2023, 2023, in Reims.") == ("repetition",)


def test_names_and_titles_may_stay() -> None:
    assert check("Angela Merkel", "Angela Merkel") == ()
    assert check("Il vit rue des Francs-Bourgeois.", "He lives in rue des Francs-Bourgeois.") == ()


def test_a_negation_may_be_said_otherwise() -> None:
    assert check("Ce n’est pas possible.", "That is impossible.") == ()
    assert check("Il n’a pas pu venir.", "He failed to come.") == ()


def test_every_flag_is_explained() -> None:
    assert {
        "empty",
        "truncated",
        "unknown",
        "repetition",
        "length",
        "copied",
        "number",
        "negation",
        "name",
        "term",
        "invented",
    } == set(FLAGS)
