from __future__ import annotations

import random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reader.tui.heights import Heights


@given(st.lists(st.integers(0, 5), min_size=1, max_size=40), st.data())
def test_agrees_with_plain_sums_after_changes(heights: list[int], data: st.DataObject) -> None:
    known = list(heights)
    index = Heights(heights)
    for _ in range(5):
        item, height = data.draw(st.integers(0, len(known) - 1)), data.draw(st.integers(0, 9))
        assert index.set(item, height) is (known[item] != height)
        known[item] = height
    assert index.total == sum(known)
    owners = [(item, line) for item, h in enumerate(known) for line in range(h)]
    for item in range(len(known) + 1):
        assert index.offset(item) == sum(known[:item])
    assert [index.at(line) for line in range(len(owners))] == owners


def test_many_items_over_several_chunks() -> None:
    chance = random.Random(5)  # noqa: S311 - a test
    known = [chance.randint(1, 4) for _ in range(3000)]
    index = Heights(known)
    for item in (0, 511, 512, 2999):
        assert index.at(index.offset(item)) == (item, 0)


def test_below_everything_is_the_end_of_the_last_item() -> None:
    assert Heights([2, 3]).at(99) == (1, 2)


def test_nothing_stands_nowhere() -> None:
    with pytest.raises(IndexError):
        Heights([]).at(0)
