"""The phrase book: whole sentences only, set as the source is, behind the glossary, and named by another decoding."""

from __future__ import annotations

import re
from importlib import resources

import pytest

from reader.translation import Engine, Package
from reader.translation.attempts import Job, bare
from reader.translation.glossary import Glossary, Term
from reader.translation.kept import marked
from reader.translation.set_phrases import set_phrase


def settled(text: str, *terms: Term) -> str | None:
    found = Job(text, len, Glossary(terms), 4).settled
    return None if found is None else found.text


@pytest.mark.parametrize(
    ("french", "english"),
    [
        ("Bon appétit !", "Enjoy your meal!"),
        ("Bon appétit", "Enjoy your meal"),
        ("bon appétit", "enjoy your meal"),
        ("BON APPÉTIT !", "ENJOY YOUR MEAL!"),
        ("BON APPETIT\u202f!", "ENJOY YOUR MEAL!"),
        ("«\u00a0Bon appétit\u00a0!\u00a0»", "“Enjoy your meal!”"),
        ("« Bon appétit !", "“Enjoy your meal!"),
        ("(Merci.)", "(Thank you.)"),
        ("— À tout à l’heure.", "— See you later."),
        ("– Merci, d’avance !", "– Thank you in advance!"),
        ("Je ne sais pas…", "I don’t know…"),
        ("je t'aime", "I love you"),
        ("S’il-vous-plaît !", "Please!"),
        ("Ça va ?", "How are you?"),
        ("Comment ???", "How???"),
        ("Qu’est-ce que c’est que ça ?!", "What on earth is that?!"),
        ("1. Merci", "1. Thank you"),
    ],
)
def test_a_set_phrase_is_set_as_the_source_is(french: str, english: str) -> None:
    assert bare(french)
    assert settled(french) == english


@pytest.mark.parametrize(
    "french",
    [
        "Santé",  # a heading; « Santé ! » is a toast
        "Silence",
        "Bon appétit à tous les convives de ce banquet.",
        "Il nous souhaita bon appétit.",
        "Merci de fermer la porte.",
        "",
        "Bonjour " * 30,
    ],
)
def test_nothing_else_is_one(french: str) -> None:
    assert set_phrase(french) is None
    if " " in french.strip():
        assert not bare(french)


def test_a_term_of_the_glossary_comes_first() -> None:
    assert settled("Bon appétit !", Term("appétit", "appetite")) is None
    assert settled("Bon appétit !", Term("repas", "meal")) == "Enjoy your meal!"


def test_what_is_marked_is_left_to_the_decoder() -> None:
    assert settled(marked("Merci1 beaucoup", labels=[(5, 6)])) is None


def test_every_line_is_a_pair_and_is_found_by_its_french() -> None:
    lines = resources.files("reader.translation").joinpath("set_phrases.tsv").read_text(encoding="utf-8").splitlines()
    pairs = [tuple(line.split("\t")) for line in lines if not line.startswith("#")]
    assert len(pairs) > 600
    assert len({french for french, _ in pairs}) == len(pairs)
    for french, english in pairs:
        assert set_phrase(french) == english
        assert not re.search(r"^\s|\s$|[\u00a0\u202f«»]|\.$", french + english)
        assert french[-1] not in "?!" or english[-1] in "?!", french
        assert english[0].isupper()


def test_the_engine_answers_without_the_decoder(shipped_package: Package, monkeypatch: pytest.MonkeyPatch) -> None:
    engine = Engine(shipped_package, threads=1)
    monkeypatch.setattr(engine, "_submit", None)
    found = dict(engine.translate(["Bon appétit !", "Joyeux Noël !"]))
    assert [found[i].text for i in range(2)] == ["Enjoy your meal!", "Merry Christmas!"]
    assert found[0].flags == ()
