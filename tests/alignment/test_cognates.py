"""How alike words of both languages are spelt, by their endings and by their letters."""

from __future__ import annotations

import pytest

from reader.alignment.cognates import cognate

SAME = """
historiquement historically · probablement probably · curieusement curiously · activement actively · naturellement naturally
normalement normally · rarement rarely · canadienne canadian · salaires salaries · salaire salary · victoire victory
musique music · politiques politics · racisme racism · artiste artist · nerveuses nervous · nerveuse nervous
officielle official · sénateur senator · erreur error · invitées invited · identités identities · identité identity
beautés beauties · nerveux nervous · nationaux national · canadien canadian · organiser organize · marchant marching
naturel natural · beauté beauty · centre center · arriver arrive · invitée invited · arrivé arrived · actif active
électron electron · vice-président vicepresident
"""


@pytest.mark.parametrize("pair", [pair.strip() for line in SAME.strip().splitlines() for pair in line.split("·")])
def test_a_french_ending_is_read_as_the_english_one(pair: str) -> None:
    french, english = pair.split()
    assert cognate(french, english) == 1.0


@pytest.mark.parametrize(
    ("french", "english", "alike"),
    [
        ("région", "regions", 0.95),
        ("région", "regiones", 0.95),
        ("région", "regional", 0.6 * 6 / 8 + 0.4 * 6 / 8),
        ("chanson", "song", 0.6 * 3 / 7),
        ("poliment", "politely", 0.6 * 6 / 8 + 0.4 * 4 / 8),
        ("janvier", "january", 0.6 * 6 / 7 + 0.4 * 3 / 7),
        ("mur", "mural", 0.0),
        ("mur", "mur", 1.0),
        ("été", "ete", 1.0),
        ("1.300", "1,300", 1.0),
        ("1.300", "1,301", 0.0),
        ("treize", "13", 0.0),
        ("13", "thirteen", 0.0),
    ],
)
def test_other_words_are_as_alike_as_their_letters(french: str, english: str, alike: float) -> None:
    assert cognate(french, english) == pytest.approx(alike)


def test_an_ending_is_read_only_behind_three_letters() -> None:
    assert cognate("cité", "city") == pytest.approx(0.75)
    assert cognate("acteur", "actor") == 1.0  # -eur, where -teur would leave two
