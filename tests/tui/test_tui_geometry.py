from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reader.tui.geometry import NARROW, View, share_out


@given(st.integers(0, 300), st.sampled_from(list(View)), st.integers(20, 80), st.integers(0, 300))
def test_columns_stay_inside_and_apart(width: int, view: View, ratio: int, widest: int) -> None:
    found = share_out(width, view, ratio=ratio, widest=widest)
    assert found.source_width >= 1
    assert found.target_width >= 1
    assert found.source_at + found.source_width <= max(1, width)
    assert found.target_at + found.target_width <= max(1, width)
    if not found.stacked:
        assert found.source_at + found.source_width < (found.rule_at or 0) < found.target_at


@pytest.mark.parametrize("width", [1, 20, 40, NARROW - 1])
def test_narrow_screens_are_stacked(width: int) -> None:
    assert share_out(width, View.SIDE).stacked


def test_the_ratio_moves_the_line() -> None:
    assert share_out(100, View.SIDE, ratio=60).source_width > share_out(100, View.SIDE, ratio=40).source_width
