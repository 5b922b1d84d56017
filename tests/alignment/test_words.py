"""Word links inside a bead."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from reader.alignment.words import WordLinks, link_words
from reader.alignment.words_hmm import posteriors

GOLD = Path(__file__).parents[1] / "data" / "words" / "newstest-50.jsonl"


def pairs(found: WordLinks) -> set[tuple[str, str]]:
    return {(found.source[link.source].word, found.target[link.target].word) for link in found.links}


def records() -> list[dict[str, Any]]:
    return [json.loads(line) for line in GOLD.read_text(encoding="utf-8").splitlines()]


def test_a_plain_sentence_is_linked_word_by_word() -> None:
    assert pairs(link_words("Le chat noir dort dans la maison.", "The black cat sleeps in the house.")) == {
        *(("le", "the"), ("chat", "cat"), ("noir", "black"), ("dort", "sleeps"), ("dans", "in"), ("la", "the")),
        ("maison", "house"),
    }


def test_many_words_stand_for_one_and_one_for_many() -> None:
    found = pairs(link_words("Les États-Unis l’ont aussitôt refusé.", "The United States refused it right away."))
    assert {("états-unis", "united"), ("états-unis", "states"), ("refusé", "refused")} <= found


def test_names_and_numbers_are_linked_though_no_lexicon_knows_them() -> None:
    french = "Zbigniew Krzakowski a compté 1.300 caméras le 17 juillet 2025."
    english = "On July 17, 2025, Zbigniew Krzakowski counted 1,300 cameras."
    found = pairs(link_words(french, english))
    assert {("zbigniew", "zbigniew"), ("krzakowski", "krzakowski"), ("1.300", "1,300"), ("17", "17")} <= found
    assert {("2025", "2025"), ("juillet", "july"), ("caméras", "cameras")} <= found


def test_a_word_moved_far_is_found() -> None:
    french = "À cet égard, la présidente du musée avait longuement évoqué devant eux en 2021 ce risque."
    english = "In 2021, the president of the museum had spoken to them at length about this risk."
    assert ("2021", "2021") in pairs(link_words(french, english))


def test_the_right_one_of_two_equal_words_is_chosen() -> None:
    found = link_words("Le chien mord, le chat fuit.", "The dog bites, the cat flees.")
    linked = {(found.source[k.source].start, found.target[k.target].start) for k in found.links}
    assert {(0, 0), (15, 15)} <= linked  # le … the, le … the
    assert not {(0, 15), (15, 0)} & linked


def test_words_are_found_by_their_offset_on_both_sides() -> None:
    french, english = "Le chat noir dort.", "The black cat sleeps."
    found = link_words(french, english)
    said = {
        french[s.start : s.end]: (english[t.start : t.end], link.confidence)
        for link in found.links
        for s, t in [(found.source[link.source], found.target[link.target])]
    }
    assert {word: said[word][0] for word in ("noir", "chat", "dort")} == {
        "noir": "black",
        "chat": "cat",
        "dort": "sleeps",
    }
    assert 0.8 < said["noir"][1] <= 1


@pytest.mark.parametrize(("french", "english"), [("", ""), ("Bonjour.", ""), ("", "Hello."), ("… !", "?")])
def test_nothing_is_linked_to_nothing(french: str, english: str) -> None:
    assert link_words(french, english).links == ()


def test_attention_can_turn_the_scales() -> None:
    french, english = "Il bradine.", "He frobs it."
    attention = np.zeros((2, 3))
    attention[1, 1] = 1
    without = {(k.source, k.target): k.confidence for k in link_words(french, english).links}
    with_it = {(k.source, k.target): k.confidence for k in link_words(french, english, attention=attention).links}
    assert with_it[1, 1] > without.get((1, 1), 0)
    with pytest.raises(ValueError, match="attention"):
        link_words(french, english, attention=attention.T)


@settings(max_examples=60, deadline=None)
@given(
    st.lists(st.sampled_from(["le", "chat", "noir", "1.300", "l’été", "peut-être", "Zoé", "zzz", "»."]), max_size=12),
    st.lists(
        st.sampled_from(["the", "black", "cat", "1,300", "summer", "maybe", "Zoe", "qqq", "n’t", ","]), max_size=12
    ),
)
def test_links_stay_inside_and_are_no_surer_than_sure(french: list[str], english: list[str]) -> None:
    found = link_words(" ".join(french), " ".join(english))
    assert len({link[:2] for link in found.links}) == len(found.links)
    for link in found.links:
        assert 0 <= link.source < len(found.source)
        assert 0 <= link.target < len(found.target)
        assert 0 < link.confidence <= 1
    assert list(found.links) == sorted(found.links)


def test_posteriors_are_probabilities_that_follow_the_diagonal() -> None:
    emission = np.full((4, 4), 0.1) + 0.1 * np.eye(4)
    jumps = (0.01, 0.04, 0.1, 0.7, 0.15)
    result = posteriors(emission, np.full(4, 0.01), jumps, null_prior=0.1)
    assert (result >= 0).all()
    assert (result.sum(axis=0) <= 1 + 1e-9).all()
    assert result.argmax(axis=0).tolist() == [0, 1, 2, 3]


def test_a_very_long_bead_is_linked_without_complaint() -> None:
    french, english = (" ".join(record[side] for record in records()) for side in ("source", "target"))
    found = link_words(french, english)
    assert len(french.split()) > 500
    assert len(found.links) > 300
    assert len(found.source) <= 400


def test_the_hand_made_links_point_at_words() -> None:
    for record in records():
        for a, b, c, d in record["sure"] + record["possible"]:
            assert record["source"][a:b].strip() == record["source"][a:b] != ""
            assert record["target"][c:d].strip() == record["target"][c:d] != ""
    assert len(records()) == 50


def test_links_agree_with_those_made_by_hand() -> None:
    found_count = right = surely = sure_count = 0
    for record in records():
        sure = {tuple(link) for link in record["sure"]}
        possible = sure | {tuple(link) for link in record["possible"]}
        found = link_words(record["source"], record["target"])
        ends = [(found.source[k.source], found.target[k.target]) for k in found.links]
        links = {(f.start, f.end, e.start, e.end) for f, e in ends}
        found_count, right = found_count + len(links), right + len(links & possible)
        surely, sure_count = surely + len(links & sure), sure_count + len(sure)
    assert right / found_count >= 0.92
    assert surely / sure_count >= 0.87
