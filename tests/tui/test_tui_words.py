from __future__ import annotations

from reader.tui.words import neighbour, word_at, words


def said(text: str) -> list[str]:
    return [text[a:b] for a, b in words(text)]


def test_elided_words_stand_alone_and_hyphens_join() -> None:
    assert said("L’absence d'intelligence, peut-être.") == ["L’", "absence", "d'", "intelligence", "peut-être"]


def test_aujourdhui_is_one_word() -> None:
    assert said("aujourd’hui") == ["aujourd’hui"]


def test_steps_over_words_and_ends() -> None:
    text = "un deux trois"
    assert neighbour(text, None, 1) == (0, 2)
    assert neighbour(text, (0, 2), 1) == (3, 7)
    assert neighbour(text, (8, 13), 1) is None
    assert neighbour(text, None, -1) == (8, 13)
    assert neighbour("...", None, 1) is None


def test_the_word_at_a_place() -> None:
    assert word_at("un deux", 4) == (3, 7)
    assert word_at("un deux", 2) is None
