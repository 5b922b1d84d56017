from __future__ import annotations

import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reader.languages import Language
from reader.segmentation import sentences as sentences_module
from reader.segmentation import split_sentences

FRENCH = [
    ["« Bonjour ! » dit-il en entrant.", "Elle ne répondit pas."],
    ["« Bonjour\u202f!\u202f» dit-il en entrant.", "« Au revoir\u00a0! »", "Il sortit."],
    ["«Il n’y a pas eu de demande», a-t-il dit.", "Le maire s’est tu."],
    ["“Viens ici !” cria Marie.", "“Non.”", "Il resta."],
    ["Il partit (il faisait nuit).", "(Il dormait mal.)", "Elle veilla."],
    ["— Qui est là ?", "— C’est moi, dit-elle.", "— Entrez !"],
    ["Il se retourna et dit :", "— Je ne viendrai pas."],
    ["M. Dupont et Mme Durand ont vu le Dr. Martin.", "Mlle Petit était absente."],
    ["Voir p. 12 et art. L. 121-1 du code.", "Le reste est au chap. III de l’ouvrage."],
    ["Il acheta des pommes, des poires, etc. et rentra.", "Des noix, des figues, etc.", "Puis il dormit."],
    ["Au XIXe siècle, le 1er mai, à 9h36, il gagna 1.300 francs et 3,14 %.", "Ce fut tout."],
    ["George W. Bush a rencontré J.-P. Sartre et J. K. Rowling.", "Ils ont parlé."],
    ["Consultez https://exemple.fr/page.html?x=1.", "La page est longue."],
    ["Il hésita… puis parla.", "Elle écoutait…", "Personne ne vint."],
    ["Il cita : « Tout passe. »", "Puis il se tut."],
    ["«Pour autant, il y a un pas qui n’a pas été franchi (…) Les caméras sont vieilles»."],
    ["Les objets (arme, vélo, …) sont classés (regroupement, intrusion,…) par le logiciel."],
    ["Ce fut Louis XIV.", "Il régna longtemps."],
    ["Né en 70 av. J.-C. à Rome, il mourut jeune.", "On l’oublia."],
    ["C’est vrai ?!", "Oui…", "Non !!!", "Enfin."],
    ["Il a dit « oui ».", "Elle a dit « non » ."],
    ["1. Le premier point est long.", "2. Le second l’est moins."],
    ["La S.N.C.F. a confirmé l’horaire du T.G.V. de Lyon.", "Il part à 8 h."],
    ["Elle mesure 1 m.", "Paul est plus grand."],
    ["Le point no. 5 et le n° 7 sont clos.", "Vive la Sté. Martin !"],
    ["Il mourut en 44 av. J.-C.", "Rome changea de maître."],
    ["Il lut J.-C. Carrière en entier."],
    ["Voir l’annexe E. 12 du rapport."],
    ["Il partit .", "Marie resta ."],
    ["Il revint de loin.", "北京 lui manquait."],
    ["Il dit oui ! + un peu plus."],
    ["Il parla longuement. puis se tut."],
    ["Il compta… 12 moutons.", "Il dit : 13... 14 moutons."],
    ["Il compta.", "12 moutons dormaient."],
    ["Il paya.", "€ 3,50 suffisaient."],
    ["(…) Elle vint."],
    ["Elle vint.", "[…] Elle partit.", "(...) Puis rien."],
    ["Elle vint […] Elle partit. […] et revint."],
    ["« Il viendra. »", "[…] Elle partit."],
    ["Un lapin, une belette.)", "Elle vint."],
    ["1 m.", "Paul est plus grand."],
    ["Il fait 20 °C.", "Marie sort."],
    ["Il fait 20 ° C.", "Marie sort."],
    ["Il vit des noix, etc.", "Le chat dormait."],
    ["Il entra chez Morel et Cie.", "Le chat dormait."],
    ["Il entra chez Morel et Cie. Le Havre dormait."],
    ["Il entra chez Morel et Cie.", "L’eau montait."],
    ["Il entra chez Morel et Cie. L’Oréal fermait."],
    ["Il cita : « Tout passe. »", "« Rien ne reste. »", "Puis il se tut."],
]
ENGLISH = [
    ["Mr. and Mrs. Smith met Dr. Jones on Main St. near No. 5.", "They talked."],
    ["He lives in the U.S. and works for the U.N. Security Council.", "He is happy."],
    ["It began at 9:36 a.m. on Monday.", "It ended at 5 p.m.", "Nobody came."],
    ['"Come in!" he said.', '"I will not," she replied.', "He left."],
    ["The risk was «high.»", "It fell."],
    ["He paid $3.50, i.e. too much.", "See fig. 3 and pp. 12-14.", "Then go."],
    ["J. R. R. Tolkien wrote it.", "So did C. S. Lewis."],
    ["I met her in St. Petersburg.", "St. John was there vs. his will."],
    ["Roe v. Wade was decided in 1973."],
    ["He said so [1].", "She did not (he thought).", "(She did.)", "Well!"],
    ["She looked -- no one was there. -- Miss Taylor had gone."],
    ["Apple Inc. announced it.", "The shares of Foo Corp. fell.", "They rose at Bar Ltd.", "He sold."],
    ["Was it you?", "Was it ... me?", "1,080 people came."],
    ["It was 3 a.m. EST when he called.", "Nobody answered."],
    ["It was time for the wash.", "Limping, he came."],
    ["He left.", "— “Who is it?” she said."],
    ["He left. —Who is it?"],
    ["They met on Main St.", "The shop was shut."],
    ["He met the Supt. (He was tall.)", "They talked."],
    ["It was (hot!) Paris again."],
    ['It was "hot!"', "Paris slept."],
]


@pytest.mark.parametrize("sentences", FRENCH, ids=lambda s: s[0][:30])
def test_french_sentences(sentences: list[str]) -> None:
    text = " ".join(sentences)
    assert [text[a:b] for a, b in split_sentences(text, Language.FRENCH)] == sentences


@pytest.mark.parametrize("sentences", ENGLISH, ids=lambda s: s[0][:30])
def test_english_sentences(sentences: list[str]) -> None:
    text = " ".join(sentences)
    assert [text[a:b] for a, b in split_sentences(text, Language.ENGLISH)] == sentences


def test_straight_quotes_with_spaces_on_both_sides_pair_up() -> None:
    text = '" Je veux mourir. " Mais cela ne veut rien dire. " Viens. " Il vint.'
    assert [text[a:b] for a, b in split_sentences(text, Language.FRENCH)] == [
        '" Je veux mourir. "',
        "Mais cela ne veut rien dire.",
        '" Viens. "',
        "Il vint.",
    ]


@pytest.mark.parametrize(
    ("text", "sentences"),
    [
        ('Il cria : " Viens ! " Elle vint.', ['Il cria : " Viens ! "', "Elle vint."]),
        ('Il cria : " Viens ! "', ['Il cria : " Viens ! "']),
        ('" Viens ! "Elle vint", dit-il.', ['" Viens !', '"Elle vint", dit-il.']),
        ("Fin.\n\n* * *\n\nSuite.", ["Fin.\n\n* * *", "Suite."]),
        ("***\n\nSuite.", ["***", "Suite."]),
        ("Il est arrivé.Elle part.", ["Il est arrivé.", "Elle part."]),  # the space was lost
        ("Le fichier.Texte est là.", ["Le fichier.Texte est là."]),
        ("Oui. . Non.", ["Oui. .", "Non."]),
    ],
)
def test_marks_that_stand_apart_or_too_near(text: str, sentences: list[str]) -> None:
    assert [text[a:b] for a, b in split_sentences(text, Language.FRENCH)] == sentences


_RUNS = st.lists(
    st.sampled_from(
        [*'abAÉ .,!?…»"', ". ", ".", "longuement", "environnement", "Longuement", " Il", " la", "mot-clé", "x" * 25]
    ),
    max_size=40,
).map("".join)


@given(_RUNS, st.sampled_from(list(Language)))
def test_what_plainly_ends_ends_by_all_rules(text: str, language: Language) -> None:
    quickly = split_sentences(text, language)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(sentences_module._Judge, "_plainly_ends", lambda _self, _at: False)
        assert split_sentences(text, language) == quickly


def test_a_heading_that_runs_on_is_a_sentence_of_its_own() -> None:
    text = "Chute des actions en Asie Les bourses asiatiques ont connu mardi une chute. CHAPITRE IV Il revint de loin ce soir-là."
    assert [text[a:b] for a, b in split_sentences(text, Language.FRENCH)] == [
        "Chute des actions en Asie",
        "Les bourses asiatiques ont connu mardi une chute.",
        "CHAPITRE IV",
        "Il revint de loin ce soir-là.",
    ]


def test_a_title_inside_a_sentence_cuts_nothing() -> None:
    for text in (
        "Il a lu le roman Le rouge et le noir dans le train de Paris.",
        "Le journal Le Monde et La Poste de La Haye ont ouvert hier.",
        "He saw the film The birds and the play In the dark of night.",
    ):
        assert split_sentences(text, Language.OTHER) == [(0, len(text))]


def test_hard_wrapped_lines_stay_together_and_lists_and_blank_lines_part() -> None:
    text = "Il marchait\nlentement vers la mer\n\nElle non\n- du pain\n- du vin\n— Oui\n2. deux"
    assert [text[a:b] for a, b in split_sentences(text, Language.FRENCH)] == [
        "Il marchait\nlentement vers la mer",
        "Elle non",
        "- du pain",
        "- du vin",
        "— Oui",
        "2. deux",
    ]


PIECES = st.sampled_from(
    [
        *" \u00a0\u202f\n.!?…»«\"'()[]*—:É\u200b",
        *["Il", "M", "p", "12", "IV", "--", "- ", "etc", "Le", "chat", "\n\n", "CHAPITRE I"],
    ]
)


@given(st.one_of(st.text(max_size=200), st.lists(PIECES, max_size=80).map("".join)), st.sampled_from(list(Language)))
def test_spans_hold_everything_but_white_space(text: str, language: Language) -> None:
    at = 0
    for start, end in split_sentences(text, language):
        assert not text[at:start].strip()
        assert start < end
        assert text[start:end] == text[start:end].strip()
        at = end
    assert not text[at:].strip()


@pytest.mark.parametrize(
    "text",
    [
        "mot " * 60_000,
        "x" * 250_000,
        "." * 250_000,
        "." * 120_000 + "x",
        "! " * 120_000,
        '" ' * 120_000,
        ". ' " * 60_000,
        "(" * 250_000,
        "Oui. " * 50_000,
        "« " * 120_000,
        "\n" * 250_000 + "a",
        "- " * 120_000,
        "A. " * 80_000,
        "IV " * 80_000,
        "Le chat " * 30_000,
        ") . " * 60_000,
        "a .) " * 50_000,
        ": — " * 60_000,
    ],
    ids=lambda t: repr(t[:6]),
)
def test_hostile_text_takes_no_more_time_than_its_length(text: str) -> None:
    started = time.process_time()
    spans = split_sentences(text, Language.FRENCH)
    assert time.process_time() - started < 60
    assert spans
