from __future__ import annotations

import pytest

from reader.documents import Block, Document, Role
from reader.formats import read_bytes
from reader.languages import Language
from reader.segmentation import Layout, analyse, detect_language, pair_layout

FR, EN, OTHER, UND = Language.FRENCH, Language.ENGLISH, Language.OTHER, Language.UNDETERMINED


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("Le chat dort sur le canapé depuis ce matin.", FR),
        ("The cat has been asleep on the sofa since this morning.", EN),
        ("El gato duerme en el sofá desde esta mañana.", OTHER),
        ("Die Katze schläft seit heute Morgen auf dem Sofa.", OTHER),
        ("Il gatto dorme sul divano da questa mattina.", OTHER),
        ("O gato está dormindo no sofá desde esta manhã.", OTHER),
        ("De kat slaapt al sinds vanochtend op de bank.", OTHER),
        ("Кошка спит на диване с самого утра.", OTHER),
        ("猫は朝からソファで寝ています。", OTHER),
        ("Kissa on nukkunut sohvalla aamusta asti eikä herää enää tänään.", OTHER),
        ("L’ÉTÉ DE TOUS LES DANGERS POUR LES FORÊTS", FR),
        ("Qu’est-ce que c’est ?", FR),
        ("Don't you think it's late?", EN),
        ("Paris, le 3 mai 2024", FR),
        ("Reims, samedi 28 janvier", FR),
        ("London, Tuesday 14 March", EN),
        ("Roma, 3 maggio 2024", OTHER),
        ("12 345,67 — 2025", UND),
        ("", UND),
        ("Laurence Nuñez Faure, Patrice Robinet", UND),
    ],
)
def test_language_of_a_text(text: str, language: Language) -> None:
    assert detect_language(text) is language


def analysed(text: str) -> Document:
    return analyse(read_bytes(text.encode(), name="page.txt"))


def languages(document: Document) -> list[tuple[str, str]]:
    return [(b.language.value, document.text[b.start : b.end]) for b in document.blocks]


def test_a_sentence_said_again_and_again_and_tags_change_no_language() -> None:
    assert {detect_language("Le chat noir dort. " * times) for times in (1, 2, 3, 10, 50)} == {Language.FRENCH}
    assert detect_language("<i>Elle part.</i>") is Language.FRENCH
    assert detect_language("Ninu kulo maziva. " * 12) is not Language.FRENCH


def test_a_block_of_two_languages_is_cut_into_runs() -> None:
    document = analysed(
        "Le musée est ouvert de 9 h à 17 h, sauf le lundi. L’entrée est libre le dimanche. "
        "The museum is open from 9 a.m. to 5 p.m., except on Mondays. Admission is free on Sundays."
    )
    assert languages(document) == [
        ("fr", "Le musée est ouvert de 9 h à 17 h, sauf le lundi. L’entrée est libre le dimanche."),
        ("en", "The museum is open from 9 a.m. to 5 p.m., except on Mondays. Admission is free on Sundays."),
    ]


def test_headings_and_names_lean_on_their_neighbours() -> None:
    document = analysed(
        "Laurence des Cars\n\nElle a dirigé le musée d’Orsay avant de rejoindre le Louvre, il y a quatre ans.\n\n"
        "Staff\n\nLe maire n’a pas souhaité répondre aux questions que nous lui avons posées hier.\n"
    )
    assert [language for language, _ in languages(document)] == ["fr"] * 4


def test_a_foreign_name_or_word_does_not_cut_a_sentence_out() -> None:
    text = "Il a crié : « Basta ! » Puis il est parti pour New York avec Johnny Smith et le Wall Street Journal sous le bras."
    assert languages(analysed(text)) == [("fr", text)]


PAIRS = [
    ("La ville fut fondée en 1608 par un navigateur.", "The city was founded in 1608 by a navigator."),
    ("Le château domine le fleuve depuis un siècle.", "The castle has overlooked the river for a century."),
    ("Le musée est ouvert tous les jours sauf le lundi.", "The museum is open every day except on Mondays."),
]


def test_layouts_of_plain_text() -> None:
    french, english = ([p[k] for p in PAIRS] for k in (0, 1))
    assert pair_layout(analysed("\n\n".join(french))).layout is Layout.SINGLE
    assert pair_layout(analysed("\n\n".join(french + english))).layout is Layout.AFTER
    assert pair_layout(analysed("\n\n".join(english + french))).layout is Layout.BEFORE
    found = pair_layout(analysed("\n\n".join(line for pair in PAIRS for line in pair)))
    assert found.layout is Layout.ALTERNATING
    assert found.pairs == (((0,), (1,)), ((2,), (3,)), ((4,), (5,)))
    found = pair_layout(analysed("\n\n".join(line for pair in PAIRS for line in reversed(pair))))
    assert found.pairs == (((1,), (0,)), ((3,), (2,)), ((5,), (4,)))


def test_columns_of_a_table_pair_up() -> None:
    rows = "".join(f"<tr><td>{fr}</td><td>{en}</td></tr>" for fr, en in PAIRS)
    page = f"<html><body><h1>Visite de la ville</h1><table>{rows}</table></body></html>"
    document = analyse(read_bytes(page.encode(), name="page.html"))
    found = pair_layout(document)
    assert found.layout is Layout.COLUMNS
    texts = [
        tuple(document.text[document.blocks[i].start : document.blocks[i].end] for i in sum(p, ())) for p in found.pairs
    ]
    assert texts == PAIRS


def test_footnotes_pair_up() -> None:
    page = "".join(f"{fr}[^{n}]\n\n" for n, (fr, _) in enumerate(PAIRS, 1))
    page += "".join(f"[^{n}]: {en}\n\n" for n, (_, en) in enumerate(PAIRS, 1))
    document = analyse(read_bytes(page.encode(), name="page.md"))
    if not any(b.role is Role.NOTE for b in document.blocks):
        pytest.skip("the Markdown reader makes no notes of footnotes")
    found = pair_layout(document)
    assert found.layout is Layout.NOTES
    assert len(found.pairs) == len(PAIRS)


def test_a_document_without_letters_is_no_language() -> None:
    document = analyse(Document("1 2 3\n\n4 5", (Block(0, 5), Block(7, 10))))
    assert {b.language for b in document.blocks} == {UND}


@pytest.mark.parametrize(
    "text", ["Phrase numéro 1.\n\nPhrase numéro 2.\n\nPhrase numéro 3.\n", "Marie\n\nPhrase 2.\n", "Jean Dupont\n"]
)
def test_a_short_text_without_another_language_is_left_to_be_read_as_french(text: str) -> None:
    document = analyse(read_bytes(text.encode(), name="a.txt"))
    assert {block.language for block in document.blocks} <= {FR, UND}


@pytest.mark.parametrize(
    ("text", "language"), [("Hello there\n", EN), ("Straße und Häuser\n", OTHER), ("The End\n", EN)]
)
def test_a_short_text_that_shows_another_language_keeps_it(text: str, language: Language) -> None:
    assert [block.language for block in analyse(read_bytes(text.encode(), name="a.txt")).blocks] == [language]
