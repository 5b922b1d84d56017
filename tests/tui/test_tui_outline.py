from __future__ import annotations

from reader.alignment import operations
from reader.tui.geometry import View, share_out
from reader.tui.outline import Outline, headings, row_saying, same_rows
from reader.tui.page import Display, Page
from tests.tui.tui_sessions import long_bitext, small_bitext


def test_hidden_runs_fold_into_one_place_each() -> None:
    outline = Outline(small_bitext())
    folds = [outline.place(i) for i in range(len(outline)) if outline.place(i).fold]
    assert [(f.first, f.last, f.repeats) for f in folds] == [(3, 4, False), (9, 9, True)]
    assert outline.next_row(2, 1) == 5
    assert outline.next_row(5, -1) == 2
    assert outline.next_row(8, 1) is None


def test_expanding_shows_every_row() -> None:
    bitext = small_bitext()
    outline = Outline(bitext, expand=True)
    assert [outline.place(i).first for i in range(len(outline))] == list(range(len(bitext)))


def test_one_fold_can_be_opened() -> None:
    outline = Outline(small_bitext(), opened={4})
    assert not outline.is_fold(3)
    assert outline.is_fold(9)


def test_paragraphs_are_set_apart() -> None:
    outline = Outline(small_bitext())
    assert list(outline.gaps) == [0, 1, 0, 1, 1, 0, 1, 1, 1]


def test_spacing_sets_sentences_apart_too() -> None:
    outline = Outline(small_bitext(), spacing=2)
    assert set(list(outline.gaps)[1:]) == {2}


def test_headings_are_listed_once() -> None:
    assert headings(small_bitext()) == [(0, "Le titre du texte", 1), (7, "Une partie", 1)]


def test_every_line_of_the_page_belongs_to_the_right_place() -> None:
    page = Page(long_bitext(200), Display(), share_out(80, View.SIDE))
    page.measure_lines(0, 10_000)
    line = 0
    for index in range(len(page.outline)):
        page.measure(index)
        place = page.outline.place(index)
        for within in range(page.heights[index]):
            assert page.place_at(line) == (place, within - place.gap)
            line += 1
    assert page.place_at(line) is None


def test_the_last_shown_row_is_the_end_whatever_is_folded_below() -> None:
    outline = Outline(small_bitext())
    shown = [row for row in range(10) if not outline.is_fold(row)]
    assert outline.share(shown[-1]) == 1.0
    assert [outline.row_at(outline.share(row)) for row in shown] == shown
    assert outline.row_at(0) == shown[0]


def test_the_row_that_says_a_sentence_or_holds_it() -> None:
    bitext = long_bitext(20)
    rows = bitext.rows()
    assert row_saying(bitext, rows[13].source) == 13
    assert row_saying(bitext, "Phrase 13") == 13
    assert row_saying(bitext, "Phrase 1 ") == 1
    assert row_saying(bitext, "Rien de tel.") is None


def test_rows_are_found_again_when_the_beads_are_others() -> None:
    before = small_bitext()
    target = next(row for row, bead in enumerate(before.alignment) if bead.target)
    after = operations.unlink(operations.merge(before, 4), target)
    rows = [7, 0, target, 5, 7, 99, -1]
    found = same_rows(before, rows, after)
    for row, at in zip(rows[:5], found, strict=False):
        assert before.some_rows([row])[0].source in after.some_rows([at])[0].source
    assert found[5:] == [0, 0]
    alone = next(row for row, bead in enumerate(after.alignment) if not bead.source)
    assert same_rows(after, [alone], before) == [target]
