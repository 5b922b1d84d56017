from __future__ import annotations

import pytest

from reader.translation.placeholders import Span, SpanKind, literals, protect, without_overlaps


@pytest.mark.parametrize(
    ("text", "kept"),
    [
        ("Voir https://a.fr/x?y=1, merci.", ["https://a.fr/x?y=1"]),
        ("(voir www.a.fr)", ["www.a.fr"]),
        ("Le site exemple.fr est lent.", ["exemple.fr"]),
        ("Écrire à a.b@c-d.fr.", ["a.b@c-d.fr"]),
        ("#MeToo et @moi_2", ["#MeToo", "@moi_2"]),
        ("Tapez `ls -l`.", ["`ls -l`"]),
        ("Dans /etc/hosts, ou C:\\temp\\a.txt", ["/etc/hosts", "C:\\temp\\a.txt"]),
        ("L’option --verbose=2 aide.", ["--verbose=2"]),
        ("appeler mon_fichier() ou foo.bar()", ["mon_fichier()", "foo.bar()"]),
        ("Bonjour {nom}, <b>ici</b>", ["{nom}", "<b>", "</b>"]),
        ("Il dit : et/ou, 3,5 %, c’est-à-dire - voilà.", []),
        ("M. Dupont. Il part.", []),
    ],
)
def test_literals(text: str, kept: list[str]) -> None:
    found = literals(text)
    assert [s.target for s in found] == kept
    assert all(text[s.start : s.end] == s.target for s in found)


def test_protected_text_comes_back() -> None:
    text = "Voir https://a.fr et https://b.fr ou https://a.fr."
    kept = protect(text, literals(text))
    assert "https" not in kept.text
    assert kept.restore(kept.text) == (text, ())


def test_a_stand_in_that_the_text_has_already_is_not_taken() -> None:
    kept = protect("(1) Voir https://a.fr", literals("(1) Voir https://a.fr"))
    assert kept.text == "(1) Voir 777"


def test_what_is_lost_is_said() -> None:
    kept = protect("Voir https://a.fr", literals("Voir https://a.fr"))
    assert kept.restore("See.") == ("See.", ("https://a.fr",))


def test_the_article_follows_what_comes_back() -> None:
    kept = protect("un malfaiteur", [Span(3, 13, "offender", SpanKind.TERM)])
    assert kept.restore("a ABC")[0] == "an offender"


def test_more_spans_than_stand_ins() -> None:
    text = " ".join(f"https://a.fr/{n}" for n in range(12))
    kept = protect(text, literals(text))
    assert kept.restore(kept.text) == (text, ())


def test_the_earlier_and_longer_span_stays() -> None:
    spans = [Span(0, 5, "a", SpanKind.TERM), Span(0, 9, "b", SpanKind.TERM), Span(4, 12, "c", SpanKind.TERM)]
    assert [s.target for s in without_overlaps(spans)] == ["b"]
