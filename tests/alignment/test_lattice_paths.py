"""The lattice against every path, one by one, on texts so small that all paths can be counted."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np
import pytest
from numpy.typing import NDArray

from reader.alignment.lattice import KINDS, Band, Lattice, Nulls, Step


def _lattice(rows: int, columns: int, seed: int, band: Band | None = None) -> Lattice:
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
    nulls = Nulls(*(random.normal(size=size).astype(np.float32) for size in (rows, rows, columns, columns)))
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


@pytest.mark.parametrize(("rows", "columns"), [(1, 1), (2, 3), (3, 3), (4, 2), (0, 3), (3, 0)])
@pytest.mark.parametrize("seed", range(4))
def test_the_best_path_is_the_best_of_all(rows: int, columns: int, seed: int) -> None:
    lattice = _lattice(rows, columns, seed)
    best = max(_paths(lattice, 0, 0, "match"), key=lambda path: sum(score for _, score in path))
    assert _named(lattice.best()) == [step for step, _ in best]
    assert [step.score for step in lattice.best()] == pytest.approx([score for _, score in best], abs=1e-5)


@pytest.mark.parametrize(("rows", "columns"), [(1, 1), (2, 3), (3, 3), (4, 2)])
def test_posteriors_are_shares_of_all_paths(rows: int, columns: int) -> None:
    lattice = _lattice(rows, columns, 7)
    paths = [(path, np.exp(sum(score for _, score in path))) for path in _paths(lattice, 0, 0, "match")]
    everything = sum(weight for _, weight in paths)
    likely = lattice.posteriors()
    assert likely.total == pytest.approx(np.log(everything), abs=1e-4)
    for i in range(rows):
        for j in range(columns + 1):
            for k, (n, m) in enumerate(KINDS):
                share = sum(w for path, w in paths if (i, j, n, m) in [step for step, _ in path]) / everything
                assert likely.scores[i][k][j] == pytest.approx(share, abs=1e-5)
    alone = [sum(w for path, w in paths if any(s[0] == i and s[3] == 0 for s, _ in path)) for i in range(rows)]
    assert likely.nulls.source_open == pytest.approx(np.array(alone) / everything, abs=1e-5)
    alone = [sum(w for path, w in paths if any(s[1] == j and s[2] == 0 for s, _ in path)) for j in range(columns)]
    assert likely.nulls.target_open == pytest.approx(np.array(alone) / everything, abs=1e-5)


@pytest.mark.parametrize("seed", range(8))
def test_within_a_band_the_best_path_is_the_best_of_those_that_keep_to_it(seed: int) -> None:
    band = Band(np.array([0, 0, 1, 2, 3]), np.array([2, 3, 3, 4, 5]))
    lattice = _lattice(4, 5, seed, band)
    paths = list(_paths(lattice, 0, 0, "match"))
    best = max(paths, key=lambda path: sum(score for _, score in path))
    assert _named(lattice.best()) == [step for step, _ in best]
    assert [step.score for step in lattice.best()] == pytest.approx([score for _, score in best], abs=1e-5)
    everything = sum(np.exp(sum(score for _, score in path)) for path in paths)
    assert lattice.posteriors().total == pytest.approx(np.log(everything), abs=1e-4)


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
