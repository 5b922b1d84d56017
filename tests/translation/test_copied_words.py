from __future__ import annotations

from collections.abc import Sequence

import pytest

from reader.alignment.lexicon import shared_lexicon
from reader.translation.attempts import Decoded, Job
from reader.translation.checks import check
from reader.translation.copies import copied_words, mend_copies
from reader.translation.glossary import Glossary

LEXICON = shared_lexicon()


def mended(source: str, target: str) -> str:
    return mend_copies(source, target, LEXICON.plain_translation, LEXICON.translations)


@pytest.mark.parametrize(
    ("word", "english"),
    [
        ("pain", "bread"),
        ("Chat", "cat"),
        ("nom", "name"),
        ("âge", "age"),
        ("roman", "novel"),
        ("table", ""),  # English too
        ("contact", ""),
        ("lieu", ""),  # mostly in "au lieu de": instead
        ("épilogue", ""),  # never seen; another form of it has links by chance
        ("zblorf", ""),
    ],
)
def test_the_word_that_stands_out(word: str, english: str) -> None:
    assert LEXICON.plain_translation(word) == english


@pytest.mark.parametrize(
    ("source", "said", "wanted"),
    [
        ("Pain", "Pain", "Bread"),
        ("PAIN", "PAIN", "BREAD"),
        ("Fromage :", "Fromage:", "Cheese:"),
        ("une poire", "poire", "a pear"),
        ("un œuf", "a œuf", "an egg"),
        ("La pomme", "Pomme", "The apple"),
        ("Table", "Table", "Table"),
        ("Anne", "Anne", "Anne"),
        ("Sommaire", "Summer", "Summary"),  # no rendering of it at all
        ("Maison", "Home", "Home"),  # one of several
        ("Épilogue", "Épilogue", "Epilogue"),
        ("Il prend son fouet.", "He takes his fouet.", "He takes his whip."),
        ("La douleur, ou pain en anglais.", "Pain, or pain in English.", "Pain, or pain in English."),
        ("M. Fromage est là.", "Mr. Fromage is here.", "Mr. Fromage is here."),
    ],
)
def test_copied_words_are_put_into_english(source: str, said: str, wanted: str) -> None:
    assert mended(source, said) == wanted


def test_what_must_stand_there_stays() -> None:
    said = "Call fromage before the fouet."
    found = mend_copies(
        "Appelez fromage avant le fouet.", said, LEXICON.plain_translation, LEXICON.translations, wanted="fromage"
    )
    assert found == "Call fromage before the whip."


def test_common_french_words_left_are_flagged_and_shared_terms_are_not() -> None:
    assert copied_words("Il est maintenant là.", "He is maintenant there.") == ["maintenant"]
    assert "copied" in check("Il est maintenant là.", "He is maintenant there.")
    assert not copied_words("Le boson de Higgs", "The Higgs boson")
    assert not copied_words("Il est maintenant là.", "He is maintenant there.", wanted="maintenant")


def test_a_cell_of_one_word_is_translated_though_the_decoder_copies_it() -> None:
    def nothing(_: str) -> Sequence[tuple[str, float]]:
        return ()

    for plainly, text in ((LEXICON.plain_translation, "Price"), (None, "Prix")):
        job = Job("Prix", len, Glossary(), 4, nothing, plainly)
        job.add(job.first(), [Decoded("Prix", -0.5, 2, cut=False)])
        assert job.best.text == text
