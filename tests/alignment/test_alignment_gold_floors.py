"""The aligner does not fall behind what it was measured at, where the gold sets are on the machine."""

from __future__ import annotations

from pathlib import Path

import pytest

from reader.alignment import align, read_beads, score_alignments, shared_lexicon

_GOLD = Path(__file__).parents[2].parent / "shared" / "gold"


def _lines(path: Path) -> list[str]:
    return path.read_text(encoding="utf-8").split("\n")[:-1]


@pytest.mark.slow
@pytest.mark.parametrize(
    ("name", "machine", "strict", "lax", "null"),
    [
        ("synth-wmt", None, 0.95, 0.985, 0.95),
        ("synth-wmt", "mt-tiny.txt", 0.955, 0.99, 0.95),
        ("transread-fr-en", None, 0.93, 0.975, 0.65),
    ],
)
def test_the_gold_sets_keep_their_floors(
    name: str, machine: str | None, strict: float, lax: float, null: float
) -> None:
    folders = sorted(path.parent for path in _GOLD.glob(f"{name}/*/gold.txt"))
    if not folders:
        pytest.skip("the gold sets are not on this machine")
    scores = score_alignments(
        (
            read_beads(folder / "gold.txt"),
            align(
                _lines(folder / "src.txt"),
                _lines(folder / "tgt.txt"),
                machine=_lines(folder / machine) if machine else None,
                lexicon=shared_lexicon(),
            ),
        )
        for folder in folders
    )
    assert scores.strict.f1 >= strict
    assert scores.lax.f1 >= lax
    assert scores.null.f1 >= null
