"""Anchors and the band between them, on numbers alone."""

from __future__ import annotations

from itertools import combinations, pairwise, product

import numpy as np
import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from reader.alignment import anchors
from reader.alignment.anchors import Anchors, band_between, chain, find_anchors
from reader.alignment.channels import text_channel


def _anchors(*pairs: tuple[int, int], scores: list[float] | None = None) -> Anchors:
    places = np.array(pairs, dtype=np.int64).reshape(-1, 2)
    return Anchors(places[:, 0], places[:, 1], np.array(scores or [0.5] * len(pairs), dtype=np.float32))


def _pairs(some: Anchors) -> list[tuple[int, int]]:
    return list(zip(some.source.tolist(), some.target.tolist(), strict=True))


@example([6, 5, 4, 3, 2, 1, 0], [0.25] * 7)
@given(st.permutations(range(7)), st.lists(st.sampled_from([0.25, 0.5, 1.0]), min_size=7, max_size=7))
def test_the_chain_is_the_weightiest_that_rises(order: list[int], scores: list[float]) -> None:
    found = anchors._rising(np.array(order), np.array(scores, dtype=np.float32)).tolist()
    best = max(
        sum(scores[i] for i in some)
        for n in range(1, 8)
        for some in combinations(range(7), n)
        if all(order[a] < order[b] for a, b in pairwise(some))
    )
    assert all(a < b and order[a] < order[b] for a, b in pairwise(found))
    assert sum(scores[i] for i in found) == best


_FRENCH = ["Zidane marque en 1998.", "Platini joue à Nancy.", "Il pleut.", "Zidane part à Madrid en 2001."]
_ENGLISH = ["Zidane scores in 1998.", "It rains.", "Platini plays in Nancy.", "Zidane leaves for Madrid in 2001."]


def test_sentences_that_share_what_no_other_shares_are_anchors() -> None:
    found = find_anchors(text_channel(_FRENCH, _ENGLISH))
    assert _pairs(found) == [(0, 0), (1, 2), (3, 3)]
    assert ((found.score > 0) & (found.score < 1)).all()
    assert _pairs(find_anchors(text_channel(_FRENCH, _ENGLISH), skip={1})) == [(0, 0), (3, 3)]


def test_a_rival_makes_an_anchor_less_sure_and_an_equal_one_makes_it_none() -> None:
    alone = find_anchors(text_channel(_FRENCH[:3], _ENGLISH[:3]))
    with_rival = find_anchors(text_channel(_FRENCH, _ENGLISH))
    assert with_rival.score[0] < 0.8 * alone.score[0], "Zidane plays in another sentence too"
    assert _pairs(find_anchors(text_channel(["Nancy gagne."], ["Nancy wins."] * 2))) == []


def test_scores_are_shares_and_many_words_in_common_are_surer_than_one() -> None:
    names = [a + b + c + "moulin" for a, b, c in product("BDFGL", "aeiou", "nrt")]
    texts = [" ".join(names[i : i + 10]) for i in range(0, 30, 10)] + names[30:]
    found = find_anchors(text_channel(texts, texts))
    assert _pairs(found) == [(i, i) for i in range(len(texts))]
    assert ((found.score > 0) & (found.score <= 1)).all()
    assert found.score[:3].min() > found.score[3:].max()


def test_a_word_of_many_sentences_or_of_a_letter_or_two_ties_nothing() -> None:
    names = ("Zidane gagne.", "Zidane wins.")
    assert len(find_anchors(text_channel([names[0]] * 9, [names[1]] * 9))) == 0
    rare = text_channel([f"{names[0]} Platini."] + [names[0]] * 8, [f"{names[1]} Platini."] + [names[1]] * 8)
    assert anchors._pair_scores(rare)[0].tolist() == [0], "the one that share the name that stands there once"
    few = text_channel([names[0]] * 3, [names[1]] * 3)
    assert anchors._pair_scores(few)[0].tolist() == list(range(9))
    assert anchors._pair_scores(text_channel(["Il a bu."], ["He saw a cat."]))[0].tolist() == []


@given(st.lists(st.tuples(st.integers(0, 4), st.sampled_from([0.25, 0.5, 1.0])), max_size=8), st.integers(5, 6))
def test_of_what_an_owner_has_the_best_is_found_and_how_near_the_next_comes(
    owned: list[tuple[int, float]], count: int
) -> None:
    owner, score = (np.array([pair[side] for pair in owned]) for side in (0, 1))
    best, share = anchors._best(owner.astype(np.int64), score.astype(np.float32), count)
    for k in range(count):
        mine = sorted((s for o, s in owned if o == k), reverse=True)
        assert (owned[best[k]] == (k, mine[0])) if mine else best[k] == -1
        assert share[k] == (mine[1] / mine[0] if len(mine) > 1 else 0)


@pytest.mark.parametrize(("french", "english"), [([], []), (["Rien."], []), ([], ["Nothing."]), (["Rien."], ["None."])])
def test_nothing_in_common_is_no_anchor(french: list[str], english: list[str]) -> None:
    assert len(find_anchors(text_channel(french, english))) == 0


@pytest.mark.parametrize(
    ("pairs", "kept"),
    [
        ([], []),
        ([(0, 0), (1, 1)], []),  # two bear nobody out
        ([(0, 0), (1, 1), (2, 2)], [(0, 0), (1, 1), (2, 2)]),
        ([(0, 0), (10, 18), (20, 36)], [(0, 0), (10, 18), (20, 36)]),  # ten against eighteen is still alike
        ([(0, 0), (10, 19), (20, 38)], []),
        ([(0, 0), (30, 30), (60, 60)], [(0, 0), (30, 30), (60, 60)]),
        ([(0, 0), (31, 31), (62, 62)], []),  # too far apart
        ([(0, 0), (1, 1), (2, 2), (3, 40), (41, 41), (42, 42)], [(0, 0), (1, 1), (42, 42)]),  # one strays
        ([(0, 0), (1, 20), (2, 21), (3, 22)], [(2, 21), (3, 22)]),  # the first
        ([(0, 0), (1, 1), (2, 2), (3, 30)], [(0, 0), (1, 1)]),  # the last
    ],
)
def test_an_anchor_that_strays_from_its_neighbours_is_left_out(
    pairs: list[tuple[int, int]], kept: list[tuple[int, int]]
) -> None:
    assert _pairs(chain(_anchors(*pairs))) == kept


def _reached(stakes: list[tuple[int, int]], i: int) -> tuple[int, int]:
    """From where to where the rectangles between stakes reach in one row."""
    here = [j for row, j in stakes if row == i]
    lowest = min(here) if here else max(j for row, j in stakes if row < i)
    return lowest, max(here) if here else min(j for row, j in stakes if row > i)


@given(st.integers(0, 60), st.integers(0, 60), st.data())
def test_a_band_holds_the_rectangles_between_anchors_and_a_margin_on_all_sides(
    rows: int, columns: int, data: st.DataObject
) -> None:
    count = data.draw(st.integers(0, min(rows, columns)))
    source = sorted(data.draw(st.lists(st.integers(0, max(rows - 1, 0)), min_size=count, max_size=count)))
    target = sorted(data.draw(st.lists(st.integers(0, max(columns - 1, 0)), min_size=count, max_size=count)))
    pairs = list(zip(source, target, strict=True))
    band = band_between(_anchors(*pairs), rows, columns)
    reached = [_reached([(0, 0), *pairs, (rows, columns)], i) for i in range(rows + 1)]
    near = [reached[max(i - 8, 0) : i + 9] for i in range(rows + 1)]
    assert band.low.tolist() == [max(min(low for low, _ in some) - 8, 0) for some in near]
    assert band.high.tolist() == [min(max(high for _, high in some) + 8, columns) for some in near]


@given(st.integers(0, 60), st.integers(0, 60), st.data())
def test_a_narrow_band_still_holds_each_anchor_and_never_falls(rows: int, columns: int, data: st.DataObject) -> None:
    count = data.draw(st.integers(0, min(rows, columns)))
    source = sorted(data.draw(st.lists(st.integers(0, max(rows - 1, 0)), min_size=count, max_size=count)))
    target = sorted(data.draw(st.lists(st.integers(0, max(columns - 1, 0)), min_size=count, max_size=count)))
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(anchors, "_LARGEST", 0)
        band = band_between(_anchors(*zip(source, target, strict=True)), rows, columns)
    assert (band.low[0], band.high[rows]) == (0, columns)
    assert (np.diff(band.low) >= 0).all()
    assert (np.diff(band.high) >= 0).all()
    for i, j in zip(source, target, strict=True):
        assert band.low[i] <= j <= band.high[i]


def test_a_band_is_narrow_where_anchors_are_dense_and_whole_where_there_are_none() -> None:
    dense = band_between(_anchors(*((k, k) for k in range(100))), 100, 100)
    assert (int(dense.low[50]), int(dense.high[50])) == (34, 66)  # a margin along either side
    empty = band_between(_anchors(), 100, 50)
    assert (empty.low == 0).all()
    assert (empty.high == 50).all()


def test_what_is_too_large_to_search_keeps_to_the_straight_line() -> None:
    band = band_between(_anchors(), 5000, 4000)
    assert (band.low[0], band.high[5000]) == (0, 4000)
    assert int((band.high - band.low + 1).sum()) < 2 * 4_000_000
    assert band.low[2500] < 2000 < band.high[2500]
    assert band.low[2500] > 1000
    assert band.high[2500] < 3000


def test_a_band_is_whole_as_long_as_it_is_not_too_large(monkeypatch: pytest.MonkeyPatch) -> None:
    whole = band_between(_anchors((300, 300)), 600, 600)
    cells = sum(len(range(low, high + 1)) for low, high in zip(whole.low, whole.high, strict=True))
    monkeypatch.setattr(anchors, "_LARGEST", cells)
    assert band_between(_anchors((300, 300)), 600, 600).low.tolist() == whole.low.tolist()
    monkeypatch.setattr(anchors, "_LARGEST", cells - 1)
    assert band_between(_anchors((300, 300)), 600, 600).low[200] > whole.low[200]


def test_the_straight_line_has_a_margin_of_its_own_on_both_sides(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(anchors, "_LARGEST", 1000)
    band = band_between(_anchors(), 500, 1000)
    # Two columns a row: four margins, and the step of one row more.
    assert (int(band.low[250]), int(band.high[250])) == (500 - 32 - 2, 500 + 32 + 2)
    monkeypatch.setattr(anchors, "_LARGEST", 60_000)
    band = band_between(_anchors(), 500, 500)
    radius = 60_000 // (2 * 501)
    assert (int(band.low[250]), int(band.high[250])) == (250 - radius - 1, 250 + radius + 1)
