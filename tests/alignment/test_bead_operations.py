from __future__ import annotations

import json
from collections.abc import Callable, Sequence

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from reader.alignment import (
    Correction,
    Side,
    align,
    correction,
    fixed_beads,
    link,
    merge,
    replay,
    shift,
    split,
    unlink,
)
from reader.bitext import Alignment, Bead, Bitext, Revision, Status
from reader.documents import Block, Document, Segment
from reader.errors import AlignmentError
from reader.languages import Language

_Kinds = list[tuple[tuple[int, ...], tuple[int, ...]]]


def _side(sentences: Sequence[str], language: Language) -> tuple[Document, tuple[Segment, ...]]:
    text = "\n".join(sentences)
    segments, at = [], 0
    for sentence in sentences:
        segments.append(Segment(0, at, at + len(sentence), sentence))
        at += len(sentence) + 1
    return Document(text, (Block(0, len(text), language=language),) if sentences else ()), tuple(segments)


def _bitext(beads: _Kinds, revisions: dict[int, Revision] | None = None) -> Bitext:
    rows, columns = (sum(len(bead[side]) for bead in beads) for side in (0, 1))
    french, source = _side([f"Phrase {i}." for i in range(rows)], Language.FRENCH)
    english, target = _side([f"Sentence {j}." for j in range(columns)], Language.ENGLISH)
    alignment = Alignment(tuple(Bead(s, t, 0.5) for s, t in beads), rows, columns)
    return Bitext(
        french,
        english,
        source,
        target,
        alignment,
        (None,) * rows,
        tuple(sorted((revisions or {}).items(), key=lambda r: r[0])),
    )


def _beads(bitext: Bitext) -> _Kinds:
    return [(bead.source, bead.target) for bead in bitext.alignment]


THREE: _Kinds = [((0,), (0,)), ((1,), (1,)), ((2,), (2,))]


def test_merge_joins_a_bead_with_the_next() -> None:
    assert _beads(merge(_bitext(THREE), 1)) == [((0,), (0,)), ((1, 2), (1, 2))]


def test_merge_joins_texts_and_notes_and_keeps_the_lesser_status() -> None:
    revisions = {
        0: Revision("First.", Status.APPROVED, "a"),
        1: Revision(None, Status.CHECKED, "b"),
        2: Revision("Last."),
    }
    merged = merge(_bitext(THREE, revisions), 0)
    assert dict(merged.revisions) == {0: Revision("First. Sentence 1.", Status.CHECKED, "a\nb"), 1: Revision("Last.")}


def test_the_last_bead_has_none_to_merge_with() -> None:
    with pytest.raises(AlignmentError, match="no bead 3"):
        merge(_bitext(THREE), 2)


def test_split_cuts_where_it_is_told() -> None:
    bitext = _bitext([((0, 1, 2), (0, 1)), ((3,), (2,))], {0: Revision("Mine.", Status.APPROVED), 1: Revision("Next.")})
    cut = split(bitext, 0, 2, 1)
    assert _beads(cut) == [((0, 1), (0,)), ((2,), (1,)), ((3,), (2,))]
    assert dict(cut.revisions) == {0: Revision("Mine.", Status.DRAFT), 2: Revision("Next.")}


def test_split_finds_the_natural_place() -> None:
    assert _beads(split(_bitext([((0, 1), (0, 1))]), 0)) == [((0,), (0,)), ((1,), (1,))]
    assert _beads(split(_bitext([((0, 1), (0,))]), 0)) in ([((0,), (0,)), ((1,), ())], [((0,), ()), ((1,), (0,))])


def _one_bead(source: Sequence[int], target: Sequence[int]) -> Bitext:
    """A bead of sentences of so many letters."""
    french, left = _side(["é" * n for n in source], Language.FRENCH)
    english, right = _side(["e" * n for n in target], Language.ENGLISH)
    bead = Bead(tuple(range(len(source))), tuple(range(len(target))), 0.5)
    return Bitext(french, english, left, right, Alignment((bead,), len(source), len(target)), (None,) * len(source), ())


@pytest.mark.parametrize(
    ("source", "target", "where", "expected"),
    [
        ((9, 9, 39), (19, 39), (None, None), (2, 1)),
        ((39, 9, 9), (39, 19), (None, None), (1, 1)),
        ((19, 39), (9, 9, 39), (None, None), (1, 2)),
        ((39, 9, 9), (79, 39), (None, None), (1, 1)),  # it is shares that count, not lengths
        ((9, 89), (49, 49), (None, None), (1, 1)),  # a part without English would be nearer, but worse
        ((9, 9), (9, 9), (0, None), (0, 1)),
        ((9, 9, 39), (9, 9, 39), (2, None), (2, 2)),  # one side is told, the other found
        ((9, 9, 39), (9, 9, 39), (None, 1), (1, 1)),
        ((9, 9, 39), (9, 9, 39), (7, None), (3, 2)),  # out of range is the end: what is left goes with nothing
        ((9, 9, 9), (), (None, None), (1, 0)),
        ((), (9, 9, 9), (None, None), (0, 1)),
        ((9, 9), (9,), (1, 1), (1, 1)),
    ],
)
def test_split_cuts_where_both_sides_have_come_as_far(
    source: Sequence[int], target: Sequence[int], where: tuple[int | None, int | None], expected: tuple[int, int]
) -> None:
    first, second = split(_one_bead(source, target), 0, *where).alignment.beads
    assert (len(first.source), len(first.target)) == expected
    assert (first.source + second.source, first.target + second.target) == (
        tuple(range(len(source))),
        tuple(range(len(target))),
    )


@pytest.mark.parametrize(
    ("change", "touched"),
    [
        (lambda b: merge(b, 0), {0}),
        (lambda b: split(b, 2, 1, 1), {2, 3}),
        (lambda b: shift(b, 1, Side.TARGET, up=True), {0, 1}),
        (lambda b: unlink(b, 1), {1, 2}),
    ],
)
def test_beads_that_a_person_made_are_sure_and_the_others_as_sure_as_they_were(
    change: Callable[[Bitext], Bitext], touched: set[int]
) -> None:
    changed = change(_bitext([((0,), (0,)), ((1,), (1,)), ((2, 3), (2, 3))]))
    assert [bead.score for bead in changed.alignment.beads] == [
        1.0 if at in touched else 0.5 for at in range(len(changed))
    ]


@pytest.mark.parametrize(
    ("up", "expected"),
    [
        (True, [((0,), (0, 1)), ((1,), (2, 3)), ((2,), (4,))]),
        (False, [((0,), (0,)), ((1,), (1, 2)), ((2,), (3, 4))]),
    ],
)
def test_up_goes_the_first_sentence_of_several_and_down_the_last(up: bool, expected: _Kinds) -> None:  # noqa: FBT001
    assert _beads(shift(_bitext([((0,), (0,)), ((1,), (1, 2, 3)), ((2,), (4,))]), 1, Side.TARGET, up=up)) == expected


def test_merging_with_a_bead_without_english_adds_nothing_to_the_text() -> None:
    merged = merge(_bitext([((0,), (0,)), ((1,), ())], {0: Revision("Mine.")}), 0)
    assert dict(merged.revisions) == {0: Revision("Mine.")}


@pytest.mark.parametrize("where", [(None, None), (0, 0), (1, 1), (5, 5)])
def test_a_bead_that_cannot_be_cut_is_said_so(where: tuple[int | None, int | None]) -> None:
    with pytest.raises(AlignmentError, match="cannot be split"):
        split(_bitext(THREE), 0, *where)


@pytest.mark.parametrize(
    ("bead", "side", "up", "expected"),
    [
        (1, Side.TARGET, True, [((0,), (0, 1)), ((1,), ()), ((2,), (2,))]),
        (1, Side.TARGET, False, [((0,), (0,)), ((1,), ()), ((2,), (1, 2))]),
        (1, Side.SOURCE, True, [((0, 1), (0,)), ((), (1,)), ((2,), (2,))]),
        (1, Side.SOURCE, False, [((0,), (0,)), ((), (1,)), ((1, 2), (2,))]),
    ],
)
def test_shift_moves_one_sentence(bead: int, side: Side, up: bool, expected: _Kinds) -> None:  # noqa: FBT001
    assert _beads(shift(_bitext(THREE), bead, side, up=up)) == expected


def test_shift_takes_away_a_bead_that_is_left_empty_and_keeps_its_note() -> None:
    shifted = shift(
        _bitext([((0,), (0,)), ((), (1,))], {1: Revision(None, Status.DRAFT, "odd")}), 1, Side.TARGET, up=True
    )
    assert _beads(shifted) == [((0,), (0, 1))]
    assert dict(shifted.revisions) == {0: Revision(None, Status.DRAFT, "odd")}


def test_a_shifted_bead_must_be_approved_anew() -> None:
    shifted = shift(_bitext(THREE, {1: Revision("Mine.", Status.APPROVED)}), 0, Side.TARGET, up=False)
    assert dict(shifted.revisions) == {1: Revision("Mine.", Status.DRAFT)}


@pytest.mark.parametrize(("bead", "up"), [(0, True), (2, False)])
def test_there_is_nowhere_to_move_at_either_end(bead: int, up: bool) -> None:  # noqa: FBT001
    with pytest.raises(AlignmentError, match="no bead"):
        shift(_bitext(THREE), bead, Side.SOURCE, up=up)


def test_unlink_leaves_each_sentence_alone() -> None:
    unlinked = unlink(_bitext([((0, 1), (0, 1)), ((2,), (2,))]), 0)
    assert _beads(unlinked) == [((0,), ()), ((1,), ()), ((), (0,)), ((), (1,)), ((2,), (2,))]


def test_link_ties_sentences_from_anywhere() -> None:
    linked = link(_bitext(THREE, {2: Revision("Mine.", Status.CHECKED)}), [0, 2], [2])
    assert _beads(linked) == [((), (0,)), ((0, 2), (2,)), ((1,), (1,))]
    assert link(linked, [0], [0]).alignment.beads[0].target == (0,)


def test_link_keeps_the_revision_of_the_bead_that_it_restores() -> None:
    bitext = _bitext(THREE, {1: Revision("Mine.", Status.APPROVED)})
    assert link(bitext, [1], [1]).revisions == bitext.revisions


@pytest.mark.parametrize("sides", [([9], [0]), ([0], [9]), ([], [])])
def test_link_wants_sentences_that_are_there(sides: tuple[list[int], list[int]]) -> None:
    with pytest.raises(AlignmentError, match="no such"):
        link(_bitext(THREE), *sides)


_kinds = st.lists(st.sampled_from([(1, 1), (2, 1), (1, 2), (1, 0), (0, 1), (2, 2)]), min_size=2, max_size=8)
_operations: list[Callable[[Bitext, int], Bitext]] = [
    merge,
    split,
    unlink,
    lambda bitext, bead: shift(bitext, bead, Side.SOURCE, up=True),
    lambda bitext, bead: shift(bitext, bead, Side.TARGET, up=False),
]


def _of_kinds(kinds: list[tuple[int, int]]) -> Bitext:
    beads, i, j = [], 0, 0
    for n, m in kinds:
        beads.append((tuple(range(i, i + n)), tuple(range(j, j + m))))
        i, j = i + n, j + m
    return _bitext(beads)


@given(_kinds, st.lists(st.tuples(st.sampled_from(_operations), st.integers(0, 9)), max_size=6))
@settings(max_examples=80, deadline=None)
def test_corrections_played_again_over_another_alignment_give_the_same_beads(
    kinds: list[tuple[int, int]], steps: list[tuple[Callable[[Bitext, int], Bitext], int]]
) -> None:
    start = state = _of_kinds(kinds)
    done = []
    for operate, bead in steps:
        try:
            after = operate(state, bead % len(state))
        except AlignmentError:
            continue
        done.append(correction(state, after))
        state = after
    stored = json.loads(json.dumps([step.to_json() for step in done]))
    again = replay(start, [Correction.from_json(step) for step in stored])
    made = {bead for step in done for bead in step.beads}
    assert sorted(i for bead in again.alignment for i in bead.source) == list(range(len(start.source)))
    last = {(bead.source, bead.target) for bead in state.alignment}
    wanted = {bead for bead in last if bead not in {(b.source, b.target) for b in start.alignment}}
    assert wanted <= {(bead.source, bead.target) for bead in again.alignment}
    assert bool(made) >= bool(wanted)


def test_a_correction_is_found_by_what_the_sentences_say() -> None:
    before = _bitext(THREE)
    done = correction(before, merge(before, 1))
    source = ["Nouvelle phrase.", "Phrase 0.", "Phrase 1.", "Phrase  2."]
    target = ["Sentence 1.", "Sentence 2.", "Sentence 9."]
    assert fixed_beads(source, target, [done]) == (Bead((2, 3), (0, 1), 1.0),)
    assert fixed_beads(source, ["Sentence 1."], [done]) == ()


def test_equal_sentences_are_told_apart_by_their_number() -> None:
    beads: _Kinds = [((0,), (0,)), ((1,), (1,))]
    bitext = _bitext(beads)
    done = correction(bitext, unlink(bitext, 1))
    assert [
        len(bead.source) + len(bead.target) for bead in fixed_beads(["Phrase 1.", "Phrase 1."], ["Sentence 1."], [done])
    ] == [1, 1]


def test_a_later_correction_overrules_an_earlier_one() -> None:
    first = _bitext(THREE)
    second = merge(first, 0)
    third = unlink(second, 0)
    done = [correction(first, second), correction(second, third)]
    assert sorted(_beads(replay(first, done))) == sorted(_beads(third))


def test_fixed_beads_hold_in_a_new_alignment() -> None:
    french = ["Le chat dort.", "Le chien mange.", "La vache rit."]
    english = ["The cat sleeps.", "The dog eats.", "The cow laughs."]
    wrong = Bead((1,), (0, 2))
    found = align(french, english, fixed=[wrong])
    assert Bead((1,), (0, 2), 1.0) in found.beads


def test_what_is_fixed_alone_stays_alone() -> None:
    found = align(["Le chat dort."], ["The cat sleeps."], fixed=[Bead((0,), ())])
    assert {(bead.source, bead.target) for bead in found} == {((0,), ()), ((), (0,))}


@pytest.mark.parametrize("fixed", [[Bead((0,), (0,)), Bead((0,), (1,))], [Bead((5,), (0,))], [Bead((0,), (7,))]])
def test_fixed_beads_must_make_sense(fixed: list[Bead]) -> None:
    with pytest.raises(AlignmentError, match="fixed bead"):
        align(["Un.", "Deux."], ["One.", "Two."], fixed=fixed)


@pytest.mark.parametrize("data", [3, [[1]], [[[["a"]], []]], None])
def test_a_damaged_correction_is_refused(data: object) -> None:
    with pytest.raises(AlignmentError, match="damaged"):
        Correction.from_json(data)
