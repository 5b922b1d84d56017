"""The search scores some rows at a time: how many, and through what band, makes no difference to what is found."""

from __future__ import annotations

import pytest

from reader.alignment import Lexicon, align, search, shared_lexicon
from reader.bitext import Alignment, Bead
from tests.alignment.test_sentence_alignment import ENGLISH, FRENCH


@pytest.fixture(scope="module")
def lexicon() -> Lexicon:
    return shared_lexicon()


def _alike(one: Alignment, other: Alignment) -> None:
    assert [(b.source, b.target) for b in one] == [(b.source, b.target) for b in other]
    assert [b.score for b in one] == pytest.approx([b.score for b in other], abs=1e-4)


def _text(times: int) -> tuple[list[str], list[str], list[str | None]]:
    french = [f"{text[:-1]}, dit le conteur numéro {i}." for i in range(times) for text in FRENCH]
    english = [f"{text[:-1]}, said storyteller number {i}." for i in range(times) for text in ENGLISH]
    machine = [text if i % 4 else None for i, text in enumerate(english)]
    del english[15:18]
    return french, english, machine


@pytest.mark.parametrize("rows", [5, 7, 11])
@pytest.mark.parametrize("translated", [True, False])
def test_rows_at_a_time_make_no_difference(
    lexicon: Lexicon, monkeypatch: pytest.MonkeyPatch, rows: int, *, translated: bool
) -> None:
    french, english, machine = _text(3)
    said = machine if translated else None
    whole = align(french, english, machine=said, lexicon=lexicon, source_breaks=(0, 12, 24), target_breaks=(0, 12, 21))
    monkeypatch.setattr(search, "_ROWS", rows)
    _alike(
        align(french, english, machine=said, lexicon=lexicon, source_breaks=(0, 12, 24), target_breaks=(0, 12, 21)),
        whole,
    )


def test_a_band_that_holds_the_path_makes_no_difference(lexicon: Lexicon, monkeypatch: pytest.MonkeyPatch) -> None:
    french, english, machine = _text(5)
    whole = align(french, english, machine=machine, lexicon=lexicon)
    monkeypatch.setattr(search, "_SMALL", 0)
    banded = align(french, english, machine=machine, lexicon=lexicon)
    assert [(b.source, b.target) for b in banded] == [(b.source, b.target) for b in whole]


def test_what_is_fixed_in_the_midst_parts_the_search_and_no_bead_reaches_over_it(
    lexicon: Lexicon, monkeypatch: pytest.MonkeyPatch
) -> None:
    french, english, machine = _text(3)
    fixed = [Bead((10,), (10,)), Bead((25,), (22,))]
    whole = align(french, english, machine=machine, lexicon=lexicon, fixed=fixed)
    monkeypatch.setattr(search, "_ROWS", 4)
    _alike(align(french, english, machine=machine, lexicon=lexicon, fixed=fixed), whole)
    for bead in whole:
        if bead.source and bead.target and (bead.source, bead.target) not in {(b.source, b.target) for b in fixed}:
            assert (bead.source[0] < 10) == (bead.source[-1] < 10) == (bead.target[0] < 10)
            assert (bead.source[0] < 25) == (bead.source[-1] < 25) == (bead.target[0] < 22)
