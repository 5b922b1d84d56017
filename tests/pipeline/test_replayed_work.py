"""Operations of a journal done again: what is none of ours is passed over, and the rest is done."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

import pytest

from reader.bitext import Alignment, Bitext, Revision, Status
from reader.documents import Document
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
