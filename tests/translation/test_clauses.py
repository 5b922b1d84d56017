from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from reader.translation.clauses import cut_clauses

WORDS = st.lists(st.text("abcé,.;()«»", min_size=1, max_size=8), min_size=1, max_size=60)


@given(WORDS, st.integers(1, 50))
def test_nothing_is_lost_and_no_part_is_too_long_unless_it_is_a_word(words: list[str], limit: int) -> None:
    text = " ".join(words)
    parts = cut_clauses(text, limit, len)
    assert " ".join(parts).split() == text.split()
    assert all(len(part) <= limit or " " not in part for part in parts)


def test_sentences_part_first() -> None:
    text = "Il est venu hier, comme prévu par tous. Elle est partie ce matin, sans rien dire à personne."
    assert cut_clauses(text, 60, len) == [
        "Il est venu hier, comme prévu par tous.",
        "Elle est partie ce matin, sans rien dire à personne.",
    ]


def test_a_conjunction_after_a_comma_is_better_than_a_comma() -> None:
    text = "Le maire, élu en mars, a refusé de répondre à nos questions, mais il a promis un rapport."
    assert cut_clauses(text, 80, len)[1].startswith("mais")


def test_brackets_stay_whole_if_they_can() -> None:
    text = "Chacun (musée, établissement public, école, mairie, bibliothèque, théâtre) lui réclamerait un poste"
    parts = cut_clauses(text, 80, len)
    assert any("(musée, établissement public, école, mairie, bibliothèque, théâtre)" in part for part in parts)
