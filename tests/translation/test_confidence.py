from __future__ import annotations

from dataclasses import replace

from hypothesis import given
from hypothesis import strategies as st

from reader.translation.confidence import Evidence, confidence

GOOD = Evidence("Le maire est parti hier soir.", "The mayor left last night.", -0.3, 8, 7)


@given(st.text(max_size=40), st.text(max_size=40), st.floats(-1e6, 0), st.integers(0, 30_000), st.integers(0, 300))
def test_between_nought_and_one(source: str, target: str, mean: float, pieces: int, other: int) -> None:
    assert 0 <= confidence(Evidence(source, target, mean, pieces, other)) <= 1


def test_less_likely_is_less_sure() -> None:
    assert confidence(replace(GOOD, mean=-2.0)) < confidence(GOOD)


def test_a_flag_lowers_it_and_a_grave_one_more() -> None:
    light, grave = (confidence(replace(GOOD, flags=(f,))) for f in ("number", "repetition"))
    assert grave < light < confidence(GOOD)


def test_nothing_is_not_sure_at_all() -> None:
    assert confidence(replace(GOOD, target="")) == 0
