"""The search scores some rows at a time: how many, and through what band, makes no difference; what it may do, and what it says."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from reader.alignment import Lexicon, align, search, shared_lexicon
from reader.alignment.anchors import Anchors
from reader.alignment.lattice import KINDS, Step
from reader.alignment.sources import Texts
from reader.alignment.weights import load_weights
from reader.bitext import Alignment, Bead
from tests.alignment.test_sentence_alignment import ENGLISH, FRENCH


@pytest.fixture(scope="module")
def lexicon() -> Lexicon:
    return shared_lexicon()


def _alike(one: Alignment, other: Alignment) -> None:
    assert [(b.source, b.target) for b in one] == [(b.source, b.target) for b in other]
    assert [b.score for b in one] == pytest.approx([b.score for b in other], abs=1e-4)


def _text(times: int) -> tuple[list[str], list[str], list[str | None]]:
    french = [f"{text[:-1]}, dit le conteur numéro {i}." for i in range(times) for text in FRENCH]
    english = [f"{text[:-1]}, said storyteller number {i}." for i in range(times) for text in ENGLISH]
    machine = [text if i % 4 else None for i, text in enumerate(english)]
    del english[15:18]
    return french, english, machine


@pytest.mark.parametrize("rows", [5, 7, 11])
@pytest.mark.parametrize("translated", [True, False])
def test_rows_at_a_time_make_no_difference(
    lexicon: Lexicon, monkeypatch: pytest.MonkeyPatch, rows: int, *, translated: bool
) -> None:
    french, english, machine = _text(3)
    said = machine if translated else None
    whole = align(french, english, machine=said, lexicon=lexicon, source_breaks=(0, 12, 24), target_breaks=(0, 12, 21))
    monkeypatch.setattr(search, "_ROWS", rows)
    _alike(
        align(french, english, machine=said, lexicon=lexicon, source_breaks=(0, 12, 24), target_breaks=(0, 12, 21)),
        whole,
    )


def test_a_band_that_holds_the_path_makes_no_difference(lexicon: Lexicon, monkeypatch: pytest.MonkeyPatch) -> None:
    french, english, machine = _text(5)
    whole = align(french, english, machine=machine, lexicon=lexicon)
    monkeypatch.setattr(search, "_SMALL", 0)
    banded = align(french, english, machine=machine, lexicon=lexicon)
    assert [(b.source, b.target) for b in banded] == [(b.source, b.target) for b in whole]


def test_what_is_fixed_in_the_midst_parts_the_search_and_no_bead_reaches_over_it(
    lexicon: Lexicon, monkeypatch: pytest.MonkeyPatch
) -> None:
    french, english, machine = _text(3)
    fixed = [Bead((10,), (10,)), Bead((25,), (22,))]
    whole = align(french, english, machine=machine, lexicon=lexicon, fixed=fixed)
    monkeypatch.setattr(search, "_ROWS", 4)
    _alike(align(french, english, machine=machine, lexicon=lexicon, fixed=fixed), whole)
    monkeypatch.setattr(search, "_SMALL", 0)
    banded = align(french, english, machine=machine, lexicon=lexicon, fixed=fixed)
    assert [(b.source, b.target) for b in banded] == [(b.source, b.target) for b in whole]
    for bead in whole:
        if bead.source and bead.target and (bead.source, bead.target) not in {(b.source, b.target) for b in fixed}:
            assert (bead.source[0] < 10) == (bead.source[-1] < 10) == (bead.target[0] < 10)
            assert (bead.source[0] < 25) == (bead.source[-1] < 25) == (bead.target[0] < 22)


def test_a_band_that_goes_on_behind_a_corner_makes_no_difference(
    lexicon: Lexicon, monkeypatch: pytest.MonkeyPatch
) -> None:
    french, english, machine = _text(8)
    known, _ = Texts.of(french, english, machine=machine, lexicon=lexicon).anchored()
    places = np.array([(i, i if i < 15 else i - 3) for i in range(len(french)) if i not in range(12, 21)])
    anchors = Anchors(places[:, 0], places[:, 1], np.ones(len(places), dtype=np.float32))
    weights, limits = load_weights(known.mode), search.Limits(corners=((48, 45),))
    whole = search.search(known, weights, anchors, limits)
    monkeypatch.setattr(search, "_SMALL", 0)
    monkeypatch.setattr(search, "_ROWS", 7)
    banded = search.search(known, weights, anchors, limits)
    assert [(s.i, s.j, s.n, s.m) for s in banded.steps] == [(s.i, s.j, s.n, s.m) for s in whole.steps]
    assert [s.score for s in banded.steps] == pytest.approx([s.score for s in whole.steps], abs=1e-3)


def test_what_has_nothing_opposite_between_two_fixed_beads_is_surely_alone(lexicon: Lexicon) -> None:
    fixed = [Bead((0,), (0,)), Bead((3,), (1,)), Bead((4,), (4,))]
    found = align(FRENCH[:5], ENGLISH[:5], lexicon=lexicon, fixed=fixed)
    alone = [bead for bead in found if not bead.source or not bead.target]
    assert [(bead.source, bead.target) for bead in alone] == [((1,), ()), ((2,), ()), ((), (2,)), ((), (3,))]
    assert all(bead.score is not None and 0.9 < bead.score <= 1 for bead in alone)


def test_a_step_says_how_probable_it_is_whatever_it_was_worth() -> None:
    for n, m, share in ((1, 1, 1.0), (2, 3, 1.0), (1, 0, 0.7), (0, 1, 0.7)):
        for chance in (0.0, 0.25, 1.0):
            assert search._probable(Step(3, 4, n, m, chance * share - 0.45)).score == pytest.approx(chance)
        assert search._probable(Step(0, 0, n, m, 1.01 * share - 0.45)).score == 1.0
        assert search._probable(Step(0, 0, n, m, -0.46)).score == 0.0


def test_anchors_that_cross_a_corner_are_left_out() -> None:
    pairs = [(1, 1), (2, 5), (4, 4), (5, 3), (5, 4), (6, 3), (8, 9)]
    places = np.array(pairs, dtype=np.int64)
    anchors = Anchors(places[:, 0], places[:, 1], np.ones(len(pairs), dtype=np.float32))
    found = search._passing(anchors, [(5, 4)])
    assert list(zip(found.source.tolist(), found.target.tolist(), strict=True)) == [(1, 1), (5, 4), (5, 4), (8, 9)]
    assert len(search._passing(anchors, [])) == len(pairs)


@given(st.integers(0, 9), st.data())
def test_a_bead_reaches_over_what_lies_within_it(count: int, data: st.DataObject) -> None:
    positions = data.draw(st.sets(st.integers(0, count)))
    found = search._inside(positions, count)
    assert sorted(found) == [1, 2, 3, 4]
    for size, over in found.items():
        assert over.tolist() == [any(b < p < b + size for p in positions) for b in range(count + 1)]


def test_a_bead_with_a_sentence_that_the_machine_left_out_is_judged_without_it(lexicon: Lexicon) -> None:
    machine = [text if i not in {3, 7} else None for i, text in enumerate(ENGLISH)]
    known = Texts.of(FRENCH, ENGLISH, machine=machine, lexicon=lexicon)
    plain, weights = known.without_machine(), load_weights(known.mode)
    block = (2, 10), (0, 12)
    found = search._table(known, weights, *block)
    with_it, without = weights.score(known.block(*block)), load_weights(plain.mode).score(plain.block(*block))
    for k, (n, _) in enumerate(KINDS):
        for row in range(found.shape[1]):
            silent = {3, 7} & set(range(2 + row, 2 + row + n))
            assert np.array_equal(found[k, row], (without if silent else with_it)[k, row])


def test_a_link_to_what_was_said_before_must_be_the_better_for_it(lexicon: Lexicon) -> None:
    known, anchors = Texts.of(FRENCH, ENGLISH, lexicon=lexicon).anchored()
    weights = load_weights(known.mode)
    free, told = (search.search(known, weights, anchors, search.Limits(copies=copies)) for copies in ((), (5,)))
    assert told.total < free.total - 1
    one, other = (next(step.score for step in path.steps if step.i == 5) for path in (told, free))
    assert one < other
