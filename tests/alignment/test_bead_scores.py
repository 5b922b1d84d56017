from __future__ import annotations

import importlib.util
from pathlib import Path
from types import ModuleType

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from reader.alignment import first_copies, format_beads, read_beads, score_alignments
from reader.alignment.evaluation import parse_beads
from reader.bitext import Alignment, Bead
from reader.errors import AlignmentError

_SCORER = Path(__file__).parents[2].parent / "shared" / "gold" / "score.py"
_sides = st.lists(st.integers(0, 6), max_size=3, unique=True).map(lambda side: tuple(sorted(side)))
_beads = st.frozensets(st.tuples(_sides, _sides).filter(lambda bead: bead != ((), ())), max_size=8)


@pytest.fixture(scope="module")
def scorer() -> ModuleType:
    """The scorer that defines the figures."""
    if not _SCORER.exists():
        pytest.skip("the gold set's own scorer is not on this machine")
    spec = importlib.util.spec_from_file_location("gold_score", _SCORER)
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def test_a_perfect_alignment_has_ones() -> None:
    gold = parse_beads("[0]:[0]\n[1, 2]:[1]\n[3]:[]\n[]:[2]\n")
    for name, measure in score_alignments([(gold, gold)]).items():
        assert (name, measure.precision, measure.recall, measure.f1) == (name, 1, 1, 1)


def test_strict_lax_link_and_null_by_hand() -> None:
    gold = parse_beads("[0]:[0]\n[1, 2]:[1]\n[3]:[]\n[]:[2]\n")
    test = parse_beads("[0]:[0]\n[1]:[1]\n[2]:[]\n[3]:[2]\n")
    scores = score_alignments([(gold, test)])
    assert (scores.strict.precision, scores.strict.recall) == (1 / 4, 1 / 2)
    assert (scores.lax.precision, scores.lax.recall) == (2 / 4, 2 / 2)
    assert (scores.link.precision, scores.link.recall) == (2 / 3, 2 / 3)
    assert (scores.null.precision, scores.null.recall) == (0, 0)


def test_counts_are_pooled_over_documents() -> None:
    right, wrong = parse_beads("[0]:[0]\n[1]:[1]\n[2]:[2]\n"), parse_beads("[0]:[1]\n")
    scores = score_alignments([(right, right), (parse_beads("[0]:[0]\n"), wrong)])
    assert scores.documents == 2
    assert scores.strict.precision == scores.strict.recall == 3 / 4


@given(st.lists(st.tuples(_beads, _beads), min_size=1, max_size=3))
@settings(max_examples=60, deadline=None)
def test_the_figures_are_those_of_the_gold_sets_scorer(
    scorer: ModuleType, pairs: list[tuple[frozenset[object], ...]]
) -> None:
    theirs = scorer.score([(set(gold), set(test)) for gold, test in pairs])
    for name, measure in score_alignments(pairs).items():  # type: ignore[arg-type]
        assert (measure.precision, measure.recall, measure.f1) == pytest.approx(
            (theirs[name]["p"], theirs[name]["r"], theirs[name]["f1"])
        )


def test_repeats_count_as_the_first_copy() -> None:
    beads = parse_beads("[0]:[0]\n[1]:[]\n[2, 3]:[1]\n[4]:[]\n")
    assert first_copies(beads, {2: 1, 4: 0}) == parse_beads("[0]:[0]\n[1]:[]\n[1, 3]:[1]\n")


def test_beads_survive_a_file(tmp_path: Path) -> None:
    alignment = Alignment((Bead((0,), (0, 1)), Bead((1,), ()), Bead((), (2,))), 2, 3)
    path = tmp_path / "beads.txt"
    path.write_text(format_beads(alignment))
    assert path.read_text() == "[0]:[0, 1]\n[1]:[]\n[]:[2]\n"
    assert read_beads(path) == {((0,), (0, 1)), ((1,), ()), ((), (2,))}


@pytest.mark.parametrize("line", ["nonsense", "[0]", "[0]:[x]", "[0]:7", "['0']:[1]", "[0.5]:[1]", "(" * 500 + ":[]"])
def test_a_line_that_is_no_bead_is_named(tmp_path: Path, line: str) -> None:
    path = tmp_path / "gold.txt"
    path.write_text(f"[0]:[0]\n{line}\n")
    with pytest.raises(AlignmentError, match=r"gold\.txt:2: not a bead"):
        read_beads(path)


def test_what_follows_a_second_colon_is_ignored() -> None:
    assert parse_beads("[0]:[1]:0.73\n\n") == {((0,), (1,))}


def test_a_missing_file_is_an_error_to_read(tmp_path: Path) -> None:
    with pytest.raises(AlignmentError, match="cannot be read"):
        read_beads(tmp_path / "none.txt")
