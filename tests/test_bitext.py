from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reader.bitext import Alignment, Bead, Bitext, Hypothesis, Origin, Preference, Revision, Status
from reader.documents import Block, Document, Role, Segment
from reader.languages import Language

TEXT = "Un. Deux.\nOne.\nPub."
DOCUMENT = Document(
    TEXT,
    (
        Block(0, 9, language=Language.FRENCH),
        Block(10, 14, language=Language.ENGLISH),
        Block(15, 19, role=Role.BOILERPLATE, language=Language.FRENCH),
    ),
)
SOURCE = (Segment(0, 0, 3, "Un."), Segment(0, 4, 9, "Deux."), Segment(2, 15, 19, "Pub."))
TARGET = (Segment(1, 10, 14, "One."),)
ALIGNMENT = Alignment((Bead((0,), (0,), 0.9), Bead((1,), ()), Bead((2,), ())), 3, 1)


def _bitext() -> Bitext:
    return Bitext(DOCUMENT, DOCUMENT, SOURCE, TARGET, ALIGNMENT, (None, None, None))


def test_each_segment_stands_in_one_bead() -> None:
    with pytest.raises(ValueError, match="exactly one bead"):
        Alignment((Bead((0,), ()),), 2, 0)
    with pytest.raises(ValueError, match="exactly one bead"):
        Alignment((Bead((0,), (0,)), Bead((1,), (0,))), 2, 1)


def test_beads_follow_the_source_and_the_target_may_jump() -> None:
    with pytest.raises(ValueError, match="in the order of their source"):
        Alignment((Bead((1,), ()), Bead((0,), ())), 2, 0)
    assert len(Alignment((Bead((0,), (1,)), Bead((1,), (0,))), 2, 2)) == 2


@given(st.integers(0, 30))
def test_a_machine_translation_is_an_alignment_too(count: int) -> None:
    assert [bead.kind for bead in Alignment.one_to_one(count)] == [(1, 1)] * count


def test_human_english_wins_and_the_machine_fills_the_rest() -> None:
    bitext = _bitext().with_hypotheses({0: Hypothesis("A.", 0.5), 1: Hypothesis("Two.", 0.4, flags=("length",))})
    one, two, hidden = bitext.rows()
    assert (one.target, one.origin, one.machine, one.score) == ("One.", Origin.HUMAN, "A.", 0.9)
    assert (two.target, two.origin, two.flags, two.score) == ("Two.", Origin.MACHINE, ("length",), 0.4)
    assert (hidden.target, hidden.hidden) == (None, True)


def test_the_machine_can_be_preferred() -> None:
    rows = _bitext().with_hypotheses({0: Hypothesis("A.")}).rows(Preference.MACHINE)
    assert (rows[0].target, rows[0].origin, rows[0].human) == ("A.", Origin.MACHINE, "One.")


def test_an_edit_wins_over_both() -> None:
    bitext = _bitext().with_revision(0, Revision("The first.", Status.APPROVED, "sic"))
    row = bitext.rows(Preference.MACHINE)[0]
    assert (row.target, row.origin, row.status, row.note) == ("The first.", Origin.EDITED, Status.APPROVED, "sic")
    assert row.score is None, "nobody asks how sure the machine was of another text"
    assert bitext.with_revision(0, None) == _bitext()


def test_a_bead_of_two_sentences_waits_for_both_translations() -> None:
    alignment = Alignment((Bead((0, 1), (0,)), Bead((2,), ())), 3, 1)
    bitext = Bitext(DOCUMENT, DOCUMENT, SOURCE, TARGET, alignment, (Hypothesis("A.", 0.9), None, None))
    assert bitext.rows()[0].machine is None
    row = bitext.with_hypotheses({1: Hypothesis("Two.", 0.3)}).rows(Preference.MACHINE)[0]
    assert (row.machine, row.score, row.source) == ("A. Two.", 0.3, "Un. Deux.")


def test_some_rows_are_the_same_rows() -> None:
    assert _bitext().some_rows([2, 0]) == (_bitext().rows()[2], _bitext().rows()[0])


def test_counts_must_fit() -> None:
    with pytest.raises(ValueError, match="one hypothesis"):
        Bitext(DOCUMENT, DOCUMENT, SOURCE, TARGET, ALIGNMENT, ())
    with pytest.raises(ValueError, match="not that of these segments"):
        Bitext(DOCUMENT, DOCUMENT, SOURCE[:1], TARGET, ALIGNMENT, (None,))
    with pytest.raises(ValueError, match="a bead that is not there"):
        Bitext(DOCUMENT, DOCUMENT, SOURCE, TARGET, ALIGNMENT, (None,) * 3, ((9, Revision("x")),))
