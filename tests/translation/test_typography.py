from __future__ import annotations

import pytest

from reader.translation.finishing import finish
from reader.translation.typography import (
    balance_quotes,
    english_quotes,
    is_shouted,
    like_source,
    lower_shouting,
    without_added_quotes,
)


@pytest.mark.parametrize(
    ("said", "wanted"),
    [
        ('He said "yes".', "He said “yes”."),
        ("« oui »", "“oui”"),
        ("«oui»", "“oui”"),
        ("it's the city's", "it’s the city’s"),
        ("the '90s", "the ’90s"),
        ("``so'' he", "“so” he"),
        ('("a" and "b")', "(“a” and “b”)"),
        ('" spaced "', "“spaced”"),
        ("a 'word' here", "a ‘word’ here"),
        ("What ?", "What?"),
        ("already “so”", "already “so”"),
    ],
)
def test_english_quotes(said: str, wanted: str) -> None:
    assert english_quotes(said) == wanted


@pytest.mark.parametrize(
    ("source", "said", "wanted"),
    [
        ("«Nous sommes prêts», a-t-il dit.", "“We are ready, he said.", "“We are ready,” he said."),
        ("Il a dit «oui».", "He said “yes.", "He said “yes”."),
        ("«Oui»", "Yes”", "“Yes”"),
        ("Le «oui»", "The yes”", "The yes"),
        ("« Il commence", "“He begins", "“He begins"),
    ],
)
def test_a_dropped_quotation_mark(source: str, said: str, wanted: str) -> None:
    assert balance_quotes(source, said) == wanted


@pytest.mark.parametrize(
    ("source", "said", "wanted"),
    [
        ("bonjour", "Hello.", "hello"),
        ("Bonjour", "hello", "Hello"),
        ("Politique de confidentialité", "Privacy policy.", "Privacy policy"),
        ("Vraiment ?", "Really.", "Really?"),
        ("Il poursuit :", "He continues.", "He continues:"),
        ("Il part.", "He leaves", "He leaves."),
        ("Il part.", "“He leaves”", "“He leaves.”"),
        ("Il vit aux U.S.", "He lives in the U.S.", "He lives in the U.S."),
        ("et je pars", "And I leave", "and I leave"),
        ("je pars", "I leave", "I leave"),
        ("lundi", "Monday.", "Monday"),
        ("Et puis…", "And then...", "And then…"),
        ("ACCUEIL", "Home", "HOME"),
        ("« Oui. »", "“Yes.”", "“Yes.”"),
        ("", "x", "x"),
    ],
)
def test_like_source(source: str, said: str, wanted: str) -> None:
    assert like_source(source, said) == wanted


def test_capitals_are_lowered_but_acronyms_stay() -> None:
    assert lower_shouting("POLITIQUE DE CONFIDENTIALITÉ") == "Politique de confidentialité"
    assert lower_shouting("À LIRE AUSSI : la SNCF et la RATP") == "À lire aussi : la SNCF et la RATP"
    assert lower_shouting("Le CSU et l’IA") == "Le CSU et l’IA"
    assert not is_shouted("ONU")
    assert not is_shouted("12 %")


@pytest.mark.parametrize(
    ("source", "said", "wanted"),
    [
        ("Vous partez ? demanda-t-elle.", "“You leave?” she asked.", "You leave? she asked."),
        ("« Vous partez ? »", "“You leave?”", "“You leave?”"),
        ('Il dit "non".', "He says “no.”", "He says “no.”"),
        ("Il dit 'non'.", "He says “no.”", "He says “no.”"),
        ("L'eau n'est pas là.", "The “water” is not there.", "The water is not there."),
    ],
)
def test_quotes_that_the_source_has_not_are_taken_away(source: str, said: str, wanted: str) -> None:
    assert without_added_quotes(source, said) == wanted


@pytest.mark.parametrize(
    ("french", "said", "wanted"),
    [
        (
            "Par Claire — publié le 3 mars — lecture",
            "By Claire -- published on 3 March -- reading",
            "By Claire — published on 3 March — reading",
        ),
        ("Par Claire – lecture", "By Claire -- reading", "By Claire – reading"),
        ("Tapez reader --help ici", "Type reader --help here", "Type reader --help here"),
    ],
)
def test_a_dash_that_the_decoder_spells_is_the_one_of_the_source(french: str, said: str, wanted: str) -> None:
    assert finish(french, [(french, said)]) == wanted
