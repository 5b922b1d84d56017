from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reader.tui.searching import pattern, spans


@pytest.mark.parametrize(
    ("query", "text"),
    [
        ("eglise", "l’Église"),
        ("ÉGLISE", "une eglise"),
        ("coeur", "un cœur simple"),
        ("cœur", "un coeur simple"),
        ("l'ete", "l’été"),
        ("vidéo protection", "la vidéo\u00a0protection"),
        ("celui-ci", "celui\u2011ci"),
        ('"non"', "«non»"),
        ("e\u0301te", "été"),
        ("ete", "e\u0301te\u0301"),
        ("deux lignes", "deux\n   lignes"),
        ("1.300", "1.300"),
    ],
)
def test_forgives(query: str, text: str) -> None:
    assert spans(query, text)


@pytest.mark.parametrize(("query", "text"), [("chat", "chien"), ("a.b", "axb"), ("(", "rien"), ("été", "et")])
def test_is_not_blind(query: str, text: str) -> None:
    assert not spans(query, text)


def test_says_where() -> None:
    assert spans("ete", "Un été, deux étés") == [(3, 6), (13, 16)]


def test_an_empty_query_finds_nothing() -> None:
    assert pattern("") is None
    assert pattern("   ") is None


@given(st.text(min_size=1, max_size=12))
def test_any_query_is_safe(query: str) -> None:
    found = pattern(query)
    if found is not None:
        found.search("Une phrase « avec » des (signes) * et + d’autres [choses] \\ ^ $ .")


@given(st.text(st.sampled_from("abcéèœæç'’- «»ABÉŒ"), min_size=1, max_size=12).filter(str.strip))
def test_a_text_holds_itself(text: str) -> None:
    assert spans(text, text) or not text.strip(" ")
