"""What holds of the order of beads and of what is fixed, on pairs of numbers alone: no text, no search."""

from __future__ import annotations

from itertools import combinations, pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reader.alignment.fixing import Remainder
from reader.alignment.ordering import group_insertions, in_order
from reader.bitext import Bead
from reader.errors import AlignmentError

_Kinds = list[tuple[tuple[int, ...], tuple[int, ...]]]
_LONGEST = 3


def _kinds(beads: list[Bead]) -> _Kinds:
    return [(bead.source, bead.target) for bead in beads]


def _inserted(between: int, before: int = 0, after: int = 0) -> list[Bead]:
    """One link, some English sentences alone, another link; more of them before and after."""
    count = before + between + after + 2
    linked = {before: 0, before + between + 1: 1}
    return [Bead((linked[j],) if j in linked else (), (j,), 0.9 - 0.1 * j) for j in range(count)]


@pytest.mark.parametrize(
    ("beads", "expected"),
    [
        ([((1,), (1,)), ((0,), (0,))], [((0,), (0,)), ((1,), (1,))]),
        # English alone comes after what holds the English sentence before it, wherever that stands ...
        ([((), (1,)), ((), (2,)), ((0,), (3,)), ((1,), (0,))], [((0,), (3,)), ((1,), (0,)), ((), (1,)), ((), (2,))]),
        # ... also after a longer bead, and one of which another bead stands alone in between
        (
            [((), (2, 3)), ((), (4,)), ((0,), (0, 1)), ((1,), ())],
            [((0,), (0, 1)), ((), (2, 3)), ((), (4,)), ((1,), ())],
        ),
        # and at the very beginning where there is none before
        ([((0,), (2,)), ((), (1,)), ((), (0,))], [((), (0,)), ((), (1,)), ((0,), (2,))]),
    ],
)
def test_beads_are_ordered_by_source_and_english_alone_by_what_stands_before_it(
    beads: _Kinds, expected: _Kinds
) -> None:
    assert _kinds(in_order(Bead(s, t) for s, t in beads)) == expected


@pytest.mark.parametrize("between", [2, _LONGEST])
def test_english_put_in_between_two_links_is_one_bead_with_its_least_score(between: int) -> None:
    first, *inside, last = _inserted(between)
    joined = Bead((), tuple(range(1, between + 1)), inside[-1].score)
    assert group_insertions([first, *inside, last], _LONGEST, ()) == [first, joined, last]


@pytest.mark.parametrize(
    ("beads", "breaks"),
    [
        (_inserted(0), ()),
        (_inserted(1), ()),
        (_inserted(_LONGEST + 1), ()),
        (_inserted(0, before=2, after=2), ()),  # a dateline, a footer
        (_inserted(2), (2,)),  # a paragraph begins with the second of them
    ],
)
def test_other_english_stays_sentence_by_sentence(beads: list[Bead], breaks: tuple[int, ...]) -> None:
    assert group_insertions(beads, _LONGEST, breaks) == beads


def test_a_paragraph_that_begins_with_what_was_put_in_does_not_part_it() -> None:
    assert _kinds(group_insertions(_inserted(2), _LONGEST, (1, 3)))[1] == ((), (1, 2))


def test_each_insertion_is_grouped_and_scores_may_be_missing() -> None:
    beads = [Bead((j // 3,) if j % 3 == 0 else (), (j,)) for j in range(7)]
    found = group_insertions(beads, _LONGEST, ())
    assert _kinds(found) == [((0,), (0,)), ((), (1, 2)), ((1,), (3,)), ((), (4, 5)), ((2,), (6,))]
    assert {bead.score for bead in found} == {None}


def _links(order: list[int]) -> list[Bead]:
    return [Bead((i,), (j,)) for i, j in enumerate(order)]


@given(st.permutations(range(6)))
def test_the_corners_are_as_many_links_as_can_rise_together(order: list[int]) -> None:
    # Sentence 2k of either side is fixed and 2k + 1 is not, so that no two corners fall together.
    fixed = [Bead((2 * bead.source[0],), (2 * bead.target[0],)) for bead in _links(order)]
    left = Remainder.of(fixed, 12, 12)
    assert left.source == left.target == tuple(range(1, 12, 2))
    assert all(order[i] == j for i, j in left.corners)
    assert all(a[0] < b[0] and a[1] < b[1] for a, b in pairwise(left.corners))
    most = max(n for n in range(1, 7) for c in combinations(order, n) if list(c) == sorted(c))
    assert len(left.corners) == most


def test_a_corner_is_counted_in_what_is_left_and_beads_without_a_side_have_none() -> None:
    fixed = [Bead((1,), (0,)), Bead((2,), (1, 2)), Bead((4,), ()), Bead((), (4,))]
    assert Remainder.of(fixed, 6, 6) == Remainder((0, 3, 5), (3, 5), ((1, 0),))
    assert Remainder.of([], 2, 1) == Remainder((0, 1), (0,), ())


@pytest.mark.parametrize(
    ("fixed", "message"),
    [
        ([Bead((2,), (0,))], "a source sentence that is not there"),
        ([Bead((0,), (3,))], "a target sentence that is not there"),
        ([Bead((-1,), (0,))], "a source sentence that is not there"),
        ([Bead((0,), (0,)), Bead((0,), (1,))], "the same source sentence"),
        ([Bead((0,), (1,)), Bead((1,), (1,))], "the same target sentence"),
    ],
)
def test_what_cannot_be_fixed_is_said(fixed: list[Bead], message: str) -> None:
    with pytest.raises(AlignmentError, match=message):
        Remainder.of(fixed, 2, 3)


def test_the_first_and_the_last_sentences_may_be_fixed() -> None:
    assert Remainder.of([Bead((0,), (0,)), Bead((1,), (2,))], 2, 3) == Remainder((), (1,), ((0, 0), (0, 1)))
