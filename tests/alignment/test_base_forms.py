"""Where a dictionary lists a French form, on forms of everyday words, and on words that are no forms of others."""

from __future__ import annotations

import pytest

from reader.alignment import shared_lexicon
from reader.alignment.base_forms import base_forms, spelt_out


@pytest.mark.parametrize(
    ("form", "base"),
    [
        ("chantait", "chanter"),
        ("mangeaient", "manger"),
        ("commençait", "commencer"),
        ("achètent", "acheter"),
        ("espèrent", "espérer"),
        ("jettent", "jeter"),
        ("nettoie", "nettoyer"),
        ("choisissait", "choisir"),
        ("perdu", "perdre"),
        ("eut", "avoir"),
        ("étaient", "être"),
        ("comprises", "comprendre"),
        ("reviendra", "revenir"),
        ("détruisit", "détruire"),
        ("Vendrait", "vendre"),
        ("journaux", "journal"),
        ("oiseaux", "oiseau"),
        ("menteuse", "menteur"),
        ("sportives", "sportif"),
        ("maisons", "maison"),
        ("douces", "doux"),
    ],
)
def test_a_form_has_its_base(form: str, base: str) -> None:
    assert base in base_forms(form, shared_lexicon())


@pytest.mark.parametrize("word", ["temps", "pays", "voix", "jardin", "hier", "chanter", "maison", "mais", "xyzzy", ""])
def test_what_is_no_form_of_another_word_has_none(word: str) -> None:
    assert base_forms(word, shared_lexicon()) == ()


def test_forms_of_two_words_have_both() -> None:
    assert base_forms("vis", shared_lexicon()) == ("voir", "vivre")


@pytest.mark.parametrize(("word", "said"), [("l’", "le, la"), ("Qu'", "que"), ("AUX", "à + les"), ("maison", "")])
def test_elided_words_and_contractions_are_spelt_out(word: str, said: str) -> None:
    assert spelt_out(word) == said
