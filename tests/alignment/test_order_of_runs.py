"""Which runs of the English are read in which order, on anchors alone."""

from __future__ import annotations

import numpy as np
import pytest

from reader.alignment.anchors import Anchors
from reader.alignment.blocks import Run, order_of_runs


@pytest.mark.parametrize(
    ("targets", "scores", "runs"),
    [
        ([], [], None),
        ([0, 1, 2, 5], [0.5] * 4, None),
        ([3, 4, 5, 0, 1, 2], [0.5] * 6, [(3, 8), (0, 3)]),
        ([4, 5, 1, 2], [0.5] * 4, [(4, 8), (0, 4)]),  # what stands between goes with the run before
        ([0, 1, 5, 2, 3], [0.5, 0.5, 0.3, 0.5, 0.5], [(0, 2), (5, 8), (2, 5)]),  # one that is sure speaks for itself
        ([0, 1, 5, 2, 3], [0.5, 0.5, 0.29, 0.5, 0.5], None),
        ([4, 5, 0, 1], [0.15, 0.15, 0.5, 0.5], [(4, 8), (0, 4)]),
        ([4, 5, 0, 1], [0.15, 0.14, 0.5, 0.5], None),  # two that are unsure together do not
        ([4, 0, 6, 1, 5, 2], [0.1, 0.5, 0.1, 0.5, 0.1, 0.5], None),  # chance, one after the other
        ([4, 5, 7, 0, 1], [0.5, 0.5, 0.1, 0.5, 0.5], [(4, 8), (0, 4)]),  # follows on: no run of its own
        (
            [6, 3, 7, 2, 0, 1],
            [0.2, 0.1, 0.2, 0.1, 0.5, 0.5],
            [(6, 8), (0, 6)],
        ),  # the weaker half goes first: two then join
        ([4, 5, 2, 0, 1], [0.5, 0.5, 0.1, 0.5, 0.5], [(4, 8), (0, 4)]),
    ],
)
def test_runs_that_something_speaks_for_are_read_in_the_sources_order(
    targets: list[int], scores: list[float], runs: list[tuple[int, int]] | None
) -> None:
    anchors = Anchors(np.arange(len(targets)), np.array(targets, dtype=np.int64), np.array(scores, dtype=np.float32))
    found = order_of_runs(anchors, 8)
    assert found == (None if runs is None else [Run(start, end) for start, end in runs])
