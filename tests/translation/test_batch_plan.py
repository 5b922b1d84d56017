from __future__ import annotations

from collections.abc import Sequence

from hypothesis import given
from hypothesis import strategies as st

from reader.translation.batches import Plan


def drain(plan: Plan) -> list[list[int]]:
    batches = []
    while batch := plan.next():
        batches.append(batch)
    return batches


@given(st.lists(st.integers(1, 300), max_size=60), st.integers(1, 400), st.integers(1, 4), st.data())
def test_each_item_goes_out_once_and_batches_keep_to_the_limit(
    lengths: list[int], tokens: int, lanes: int, data: st.DataObject
) -> None:
    indices = st.lists(st.integers(0, max(0, len(lengths) - 1)), max_size=5)
    plan = Plan(lengths, tokens=tokens, lanes=lanes, urgent=lambda: data.draw(indices) if lengths else ())
    batches = drain(plan)
    assert sorted(i for batch in batches for i in batch) == list(range(len(lengths)))
    ordinary = [b for b in batches if not plan.hurried & set(b)]
    assert all(len(b) == 1 or max(lengths[i] for i in b) * len(b) <= tokens for b in ordinary)


def test_long_items_go_first() -> None:
    assert drain(Plan([1, 9, 5], tokens=5, lanes=1, urgent=lambda: ())) == [[1], [2], [0]]


def test_what_is_urgent_goes_before_all_and_is_dealt_out_to_every_lane() -> None:
    asked: list[Sequence[int]] = [(7, 6), ()]
    plan = Plan([10] * 8, tokens=40, lanes=2, urgent=lambda: asked.pop(0) if asked else ())
    assert sorted([plan.next(), plan.next()]) == [[6], [7]]
    assert plan.hurried == {6, 7}


def test_urgency_may_come_between_batches() -> None:
    asked: list[Sequence[int]] = [(), (3,)]
    plan = Plan([10, 9, 8, 1], tokens=10, lanes=1, urgent=lambda: asked.pop(0) if asked else ())
    assert [plan.next(), plan.next()] == [[0], [3]]


def test_batches_are_short_while_somebody_waits() -> None:
    asked: list[Sequence[int]] = [(0,)]
    plan = Plan([10] * 9, tokens=40, lanes=1, urgent=lambda: asked.pop(0) if asked else ())
    assert plan.next() == [0]
    assert len(plan.next()) == 1
    plan.done([0])
    assert len(plan.next()) == 4


def test_skipped_items_do_not_come() -> None:
    assert drain(Plan([5, 5, 5], tokens=99, lanes=1, urgent=lambda: (1,), skip=frozenset((1,)))) == [[0, 2]]
