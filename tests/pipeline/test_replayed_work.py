"""Operations of a journal done again: what is none of ours is passed over, and the rest is done."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reader import alignment
from reader.bitext import Alignment, Bitext, Revision, Status
from reader.documents import Document
from reader.errors import AlignmentError
from reader.formats import read_bytes
from reader.pipeline import work
from reader.segmentation import segment


@dataclass(frozen=True)
class Kept:
    kind: str
    payload: dict[str, Any] = field(default_factory=dict)


def text(text: str) -> Document:
    return read_bytes(text.encode(), name="x.txt", format="plain_text")


@pytest.fixture
def bitext() -> Bitext:
    french, english = text("Un chat dort.\n\nUn chien court."), text("A cat sleeps.\n\nA dog runs.")
    return Bitext(french, english, segment(french), segment(english), Alignment.one_to_one(2), (None, None))


@pytest.mark.parametrize(
    "bad",
    [
        Kept("revise"),
        Kept("revise", {"source": 3, "target": [0], "text": "x", "status": "draft", "note": ""}),
        Kept("revise", {"source": [0], "target": [0], "text": 3, "status": "draft", "note": ""}),
        Kept("revise", {"source": [0], "target": [0], "text": "x", "status": "draft", "note": None}),
        Kept("revise", {"source": [0], "target": [0], "text": "x", "status": "of tomorrow", "note": ""}),
        Kept("align", {"beads": [[1]], "revisions": []}),
        Kept("align", {"beads": [], "revisions": 7}),
        Kept("of tomorrow", {"x": 1}),
    ],
)
def test_what_is_none_of_ours_is_passed_over(bitext: Bitext, bad: Kept) -> None:
    good = [Kept("revise", work.revise_payload(bitext, n, Revision(f"text {n}", Status.CHECKED))) for n in range(2)]
    played = work.play(bitext, [good[0], bad, good[1]])
    assert played == work.play(bitext, good)
    assert [revision.text for _, revision in played.revisions] == ["text 0", "text 1"]


def test_only_words_on_blocks_show_or_hide_them() -> None:
    said = [
        Kept("show", work.show_payload(3, shown=False)),
        Kept("show"),
        Kept("show", {"start": "x", "shown": True}),
        Kept("show", {"start": 4, "shown": None}),
        Kept("revise", work.show_payload(5, shown=True)),
    ]
    assert work.shown_blocks(said) == {3: False}


def _one_by_one(bitext: Bitext, operations: list[Kept]) -> Bitext:
    """What ``play`` does, as plainly as can be: each bead is looked for among all, each revision makes a new bitext."""

    def revised(bitext: Bitext, said: dict[str, Any]) -> Bitext:
        for index in range(len(bitext)):
            own = work.revise_payload(bitext, index, Revision())
            side = "source" if said["source"] else "target"
            if said[side] and said[side][0] in own[side]:
                return bitext.with_revision(index, Revision(said["text"], Status(said["status"]), said["note"]))
        return bitext

    for operation in operations:
        if operation.kind == "revise":
            bitext = revised(bitext, operation.payload)
        else:
            bitext = alignment.replay(bitext, [alignment.Correction.from_json(operation.payload["beads"])])
            for said in operation.payload["revisions"]:
                bitext = revised(bitext, said)
    return bitext


_STEPS = st.lists(st.tuples(st.sampled_from(["revise", "take", "merge", "unlink"]), st.integers(0, 5)), max_size=14)


@given(_STEPS, st.integers(0, 3))
def test_many_operations_at_once_do_what_one_by_one_does(steps: list[tuple[str, int]], lost: int) -> None:
    french = text("\n\n".join(f"Le chat {n} dort." for n in range(6)))
    english = text("\n\n".join(f"Cat {n} sleeps." for n in range(6)))
    sides = segment(french), segment(english)
    start = now = Bitext(french, english, *sides, Alignment.one_to_one(6), (None,) * 6)
    done = []
    for number, (kind, wanted) in enumerate(steps):
        row = min(wanted, len(now) - 1)
        if kind in {"revise", "take"}:
            said = Revision(f"text {number}", Status.CHECKED) if kind == "revise" else Revision()
            done.append(Kept("revise", work.revise_payload(now, row, said)))
        else:
            try:
                after = alignment.merge(now, row) if kind == "merge" else alignment.unlink(now, row)
            except AlignmentError:
                continue
            done.append(Kept("align", work.align_payload(now, after)))
        now = work.play(now, done[-1:])
    assert work.play(start, done) == _one_by_one(start, done)
    # Over another alignment some beads are others than those that were spoken of.
    other = alignment.merge(start, lost)
    assert work.play(other, done) == _one_by_one(other, done)
