"""The lattice against every path, one by one, on texts so small that all paths can be counted."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator

import numpy as np
import pytest
from numpy.typing import NDArray

from reader.alignment.lattice import KINDS, Band, Lattice, Nulls, Step


def _lattice(rows: int, columns: int, seed: int, band: Band | None = None, *, alone: float = 0.0) -> Lattice:
    """Scores by chance; ``alone``: how much better it is to leave a sentence alone."""
    random = np.random.default_rng(seed)
    band = band or Band.full(rows, columns)
    scores: list[NDArray[np.float32]] = []
    for i in range(rows):
        table = random.normal(size=(len(KINDS), columns + 1)).astype(np.float32)
        for k, (n, m) in enumerate(KINDS):
            if i + n > rows:
                table[k] = -np.inf
            table[k, max(columns - m + 1, 0) :] = -np.inf
        scores.append(table[:, band.low[i] : band.high[i] + 1])
    nulls = Nulls(*(random.normal(alone, size=size).astype(np.float32) for size in (rows, rows, columns, columns)))
    return Lattice(band, scores, nulls, columns)


def _paths(lattice: Lattice, i: int, j: int, state: str) -> Iterator[list[tuple[tuple[int, int, int, int], float]]]:
    """Every way from (i, j) to the end, with what each step scores."""
    if (i, j) == (lattice.rows, lattice.columns):
        yield []
        return
    steps: list[tuple[tuple[int, int, int, int], float, str]] = []
    if i < lattice.rows:
        for k, (n, m) in enumerate(KINDS):
            if i + n <= lattice.rows and j + m <= lattice.columns:
                steps.append(((i, j, n, m), float(lattice.scores[i][k][j - lattice.band.low[i]]), "match"))
        if state != "target":
            cost = lattice.nulls.source_open[i] if state == "match" else lattice.nulls.source_stay[i]
            steps.append(((i, j, 1, 0), float(cost), "source"))
    if j < lattice.columns:
        cost = lattice.nulls.target_open[j] if state == "match" else lattice.nulls.target_stay[j]
        steps.append(((i, j, 0, 1), float(cost), "target"))
    for step, score, then in steps:
        if not lattice.band.low[i + step[2]] <= j + step[3] <= lattice.band.high[i + step[2]]:
            continue
        for rest in _paths(lattice, i + step[2], j + step[3], then):
            yield [(step, score), *rest]


def _named(steps: list[Step]) -> list[tuple[int, int, int, int]]:
    return [(step.i, step.j, step.n, step.m) for step in steps]


def test_every_kind_of_bead_up_to_four_by_four_is_there_once() -> None:
    assert sorted(KINDS) == [(n, m) for n in (1, 2, 3, 4) for m in (1, 2, 3, 4)]


def test_a_full_band_is_every_position_of_every_row() -> None:
    band = Band.full(2, 3)
    assert (band.low.tolist(), band.high.tolist()) == ([0, 0, 0], [3, 3, 3])


def _is_best(lattice: Lattice) -> None:
    best = max(_paths(lattice, 0, 0, "match"), key=lambda path: sum(score for _, score in path))
    assert _named(lattice.best()) == [step for step, _ in best]
    assert [step.score for step in lattice.best()] == pytest.approx([score for _, score in best], abs=1e-5)


@pytest.mark.parametrize(("rows", "columns"), [(1, 1), (2, 3), (3, 3), (4, 2), (0, 3), (3, 0)])
@pytest.mark.parametrize("seed", range(4))
@pytest.mark.parametrize("alone", [0.0, 1.5])
def test_the_best_path_is_the_best_of_all(rows: int, columns: int, seed: int, alone: float) -> None:
    _is_best(_lattice(rows, columns, seed, alone=alone))


BAND = Band(np.array([0, 0, 1, 2, 3]), np.array([2, 3, 3, 4, 5]))


@pytest.mark.parametrize("seed", range(8))
@pytest.mark.parametrize("alone", [0.0, 1.5])
def test_within_a_band_the_best_path_is_the_best_of_those_that_keep_to_it(seed: int, alone: float) -> None:
    _is_best(_lattice(4, 5, seed, BAND, alone=alone))


@pytest.mark.parametrize(
    ("rows", "columns", "band"), [(1, 1, None), (2, 3, None), (3, 3, None), (4, 2, None), (4, 5, BAND)]
)
def test_posteriors_are_shares_of_all_paths(rows: int, columns: int, band: Band | None) -> None:
    lattice = _lattice(rows, columns, 7, band)
    paths = [(path, np.exp(sum(score for _, score in path))) for path in _paths(lattice, 0, 0, "match")]
    everything = sum(weight for _, weight in paths)
    likely = lattice.posteriors()
    assert likely.total == pytest.approx(np.log(everything), abs=1e-4)
    shares: dict[tuple[int, int, int, int], float] = defaultdict(float)
    for path, weight in paths:
        for step, _ in path:
            shares[step] += weight / everything
    for i in range(rows):
        low, high = lattice.band.low[i], lattice.band.high[i]
        wanted = [[shares[i, j, n, m] for j in range(low, high + 1)] for n, m in KINDS]
        assert likely.scores[i] == pytest.approx(np.array(wanted), abs=1e-5)
    alone = [sum(share for (i, _, _, m), share in shares.items() if i == row and m == 0) for row in range(rows)]
    other = [sum(share for (_, j, n, _), share in shares.items() if j == place and n == 0) for place in range(columns)]
    for found, wanted_ in zip(
        (likely.nulls.source_open, likely.nulls.source_stay, likely.nulls.target_open, likely.nulls.target_stay),
        (alone, alone, other, other),
        strict=True,
    ):
        assert found == pytest.approx(np.array(wanted_), abs=1e-5)


def test_worth_takes_a_toll_of_each_step_and_counts_what_is_alone_for_less() -> None:
    lattice = _lattice(2, 2, 1)
    found = lattice.worth(0.25, 0.5)
    for then, now in zip(lattice.scores, found.scores, strict=True):
        assert now == pytest.approx(then - 0.25)
    for name in ("source_open", "source_stay", "target_open", "target_stay"):
        assert getattr(found.nulls, name) == pytest.approx(getattr(lattice.nulls, name) * 0.5 - 0.25)


def test_a_band_holds_the_path_where_it_holds_the_best() -> None:
    rows = columns = 12
    full = _lattice(rows, columns, 3)
    for i in range(rows):
        full.scores[i][KINDS.index((1, 1)), i] = 9.0
    low = np.maximum(np.arange(rows + 1) - 2, 0)
    high = np.minimum(np.arange(rows + 1) + 2, columns)
    narrow = Lattice(
        Band(low, high), [full.scores[i][:, low[i] : high[i] + 1] for i in range(rows)], full.nulls, columns
    )
    assert _named(narrow.best()) == _named(full.best()) == [(i, i, 1, 1) for i in range(rows)]
    assert narrow.posteriors().scores[5][KINDS.index((1, 1)), 5 - low[5]] > 0.9
