from __future__ import annotations

import json
from collections.abc import Sequence
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from reader.alignment import Lexicon, align, format_beads, shared_lexicon
from reader.bitext import Alignment, Bead
from reader.errors import AlignmentError

_Pairs = list[tuple[tuple[int, ...], tuple[int, ...]]]

# Told for these tests, so that nobody's text and nobody's gold is copied.
FRENCH = (
    "Le vieux moulin se dresse au bord de la rivière depuis trois siècles.",
    "Chaque matin, le meunier ouvrait les vannes avant le lever du soleil.",
    "Sa fille Hélène portait la farine au village avec une charrette bleue.",
    "En 1874, une crue emporta la moitié du toit et noya 12 moutons.",
    "Le maire promit de payer les réparations, mais l’argent n’arriva jamais.",
    "Alors les voisins apportèrent du bois, des clous et du pain.",
    "Ils travaillèrent tout l’hiver malgré la neige et le froid.",
    "Au printemps, la roue tournait de nouveau.",
    "Le meunier offrit à chacun un sac de farine blanche.",
    "Aujourd’hui, le bâtiment abrite un petit musée de la pêche.",
    "Les enfants y viennent voir les anciennes meules de pierre.",
    "On raconte encore que la rivière chante les nuits d’orage.",
)
ENGLISH = (
    "The old mill has stood on the bank of the river for three centuries.",
    "Every morning the miller opened the sluices before sunrise.",
    "His daughter Hélène carried the flour to the village in a blue cart.",
    "In 1874 a flood swept away half of the roof and drowned 12 sheep.",
    "The mayor promised to pay for the repairs, but the money never came.",
    "So the neighbours brought wood, nails and bread.",
    "They worked all winter in spite of the snow and the cold.",
    "In spring the wheel was turning again.",
    "The miller gave everyone a sack of white flour.",
    "Today the building houses a small museum of fishing.",
    "Children come there to see the ancient millstones.",
    "People still say that the river sings on stormy nights.",
)


@pytest.fixture(scope="module")
def lexicon() -> Lexicon:
    """The lexicon that ships."""
    return shared_lexicon()


def _pairs(alignment: Alignment) -> _Pairs:
    return [(bead.source, bead.target) for bead in alignment if bead.source and bead.target]


def _one_to_one(source: Sequence[int], target: Sequence[int]) -> _Pairs:
    return [((i,), (j,)) for i, j in zip(source, target, strict=True)]


def test_the_first_seed_has_its_eleven_beads_and_nothing_else(lexicon: Lexicon) -> None:
    gold = json.loads((Path(__file__).parents[1] / "data" / "alignment" / "seed-000.json").read_text(encoding="utf-8"))
    found = align(gold["french"], gold["english"], lexicon=lexicon)
    assert _pairs(found) == [(tuple(source), tuple(target)) for source, target in gold["beads"]]


def test_plain_text_aligns_one_to_one_by_the_lexicon_alone(lexicon: Lexicon) -> None:
    found = align(FRENCH, ENGLISH, lexicon=lexicon)
    assert _pairs(found) == _one_to_one(range(12), range(12))
    assert all(bead.score is not None and bead.score > 0.8 for bead in found)


def test_names_numbers_and_length_do_without_anything() -> None:
    assert len(set(_pairs(align(FRENCH, ENGLISH))) & set(_one_to_one(range(12), range(12)))) >= 9


def test_machine_translations_do_without_a_lexicon() -> None:
    machine = [text.replace("The", "This").replace("promised", "vowed") for text in ENGLISH]
    assert _pairs(align(FRENCH, ENGLISH, machine=machine)) == _one_to_one(range(12), range(12))


def test_some_sentences_may_have_no_translation_yet(lexicon: Lexicon) -> None:
    machine = [text if i % 3 else None for i, text in enumerate(ENGLISH)]
    assert _pairs(align(FRENCH, ENGLISH, machine=machine, lexicon=lexicon)) == _one_to_one(range(12), range(12))


def test_merged_and_split_sentences_make_one_bead(lexicon: Lexicon) -> None:
    french = [*FRENCH[:2], f"{FRENCH[2][:-1]} ; {FRENCH[3]}", *FRENCH[4:]]
    english = [*ENGLISH[:5], f"{ENGLISH[5][:-1]}, and {ENGLISH[6]}", *ENGLISH[7:]]
    pairs = _pairs(align(french, english, lexicon=lexicon))
    assert ((2,), (2, 3)) in pairs
    assert ((4, 5), (5,)) in pairs


@pytest.mark.parametrize(("start", "end"), [(4, 12), (0, 7), (3, 9)])
def test_a_partial_rendering_leaves_the_rest_alone(lexicon: Lexicon, start: int, end: int) -> None:
    found = align(FRENCH, ENGLISH[start:end], lexicon=lexicon)
    assert _pairs(found) == _one_to_one(range(start, end), range(end - start))


def test_a_missing_middle_is_left_alone(lexicon: Lexicon) -> None:
    found = align(FRENCH, ENGLISH[:3] + ENGLISH[8:], lexicon=lexicon)
    assert _pairs(found) == _one_to_one([0, 1, 2, 8, 9, 10, 11], range(7))


def test_boilerplate_on_both_sides_is_left_alone(lexicon: Lexicon) -> None:
    french = ["Partager sur Facebook", *FRENCH, "Accepter et continuer", "Publicité"]
    english = ["Subscribe to our newsletter", *ENGLISH, "Photo: Getty Images", "Leave a reply"]
    found = align(french, english, lexicon=lexicon)
    assert [pair for pair in _pairs(found) if pair[0][0] in range(1, 13)] == _one_to_one(range(1, 13), range(1, 13))


def test_a_repeated_block_is_linked_in_its_first_copy(lexicon: Lexicon) -> None:
    found = align([*FRENCH, *FRENCH[3:]], ENGLISH, lexicon=lexicon)
    assert _pairs(found) == _one_to_one(range(12), range(12))


def test_a_block_repeated_on_both_sides_is_linked_twice(lexicon: Lexicon) -> None:
    found = align([*FRENCH[:8], *FRENCH[:4]], [*ENGLISH[:8], *ENGLISH[:4]], lexicon=lexicon)
    assert _pairs(found) == _one_to_one(range(12), range(12))


def test_paragraphs_in_another_order_are_found(lexicon: Lexicon) -> None:
    order = [*range(6, 12), *range(6)]
    found = align(FRENCH, [ENGLISH[j] for j in order], lexicon=lexicon)
    assert _pairs(found) == _one_to_one(range(12), [order.index(i) for i in range(12)])


def test_an_inserted_passage_is_one_bead_and_stands_where_it_was_put(lexicon: Lexicon) -> None:
    passage = ["Nobody had ever seen a stranger there.", "Even the postman stayed away."]
    found = align(FRENCH, [*ENGLISH[:6], *passage, *ENGLISH[6:]], lexicon=lexicon)
    assert [bead.target for bead in found if not bead.source] == [(6, 7)]
    kinds = [bead.kind for bead in found]
    assert kinds.index((0, 2)) == 6


def test_no_bead_reaches_over_what_is_fixed(lexicon: Lexicon) -> None:
    fixed = (Bead((4,), (5,)), Bead((7,), ()))
    found = align(FRENCH, ENGLISH, lexicon=lexicon, fixed=fixed)
    assert {(bead.source, bead.target) for bead in fixed} <= {(bead.source, bead.target) for bead in found}
    for bead in found:
        if bead.source and bead.target and bead.source != (4,):
            assert (bead.source[0] < 4) == (bead.target[0] < 5)


def test_paragraphs_on_both_sides_help_and_one_sides_do_no_harm(lexicon: Lexicon) -> None:
    both = align(FRENCH, ENGLISH, lexicon=lexicon, source_breaks=(0, 4, 8), target_breaks=(0, 4, 8))
    one = align(FRENCH, ENGLISH, lexicon=lexicon, source_breaks=(0, 4, 8))
    assert _pairs(both) == _pairs(one) == _one_to_one(range(12), range(12))


def test_a_long_text_goes_the_same_way_through_a_band(lexicon: Lexicon) -> None:
    french = [f"{text[:-1]}, dit le conteur numéro {i}." for i in range(15) for text in FRENCH]
    english = [f"{text[:-1]}, said storyteller number {i}." for i in range(15) for text in ENGLISH]
    del english[50:60]
    wanted = _one_to_one([i for i in range(180) if i not in range(50, 60)], range(170))
    assert len(set(_pairs(align(french, english, lexicon=lexicon))) & set(wanted)) >= 168


@pytest.mark.parametrize(("rows", "columns"), [(0, 0), (0, 3), (3, 0)])
def test_an_empty_side_leaves_the_other_alone(rows: int, columns: int) -> None:
    found = align(FRENCH[:rows], ENGLISH[:columns])
    assert len(found) == rows + columns
    assert not _pairs(found)


def test_there_must_be_as_many_translations_as_sentences() -> None:
    with pytest.raises(AlignmentError, match="12 sentences and 1 machine"):
        align(FRENCH, ENGLISH, machine=["One."])


_text = st.text(alphabet="abé 1’.?!«»—\u00a0\n", max_size=30)


@given(st.lists(_text, max_size=7), st.lists(_text, max_size=7), st.booleans())
@settings(max_examples=60, deadline=None)
def test_any_two_texts_have_an_alignment_that_holds_each_sentence_once(
    source: list[str],
    target: list[str],
    with_machine: bool,  # noqa: FBT001
) -> None:
    machine = [text[::-1] for text in source] if with_machine else None
    found = align(source, target, machine=machine, lexicon=shared_lexicon())
    assert (found.source_count, found.target_count) == (len(source), len(target))
    assert all(bead.score is not None and 0 <= bead.score <= 1 for bead in found)
    assert format_beads(found) == format_beads(align(source, target, machine=machine, lexicon=shared_lexicon()))


def _holds_each_once(found: Alignment, rows: int, columns: int) -> bool:
    """Every sentence of both sides stands in exactly one bead, and no bead is empty."""
    beads = list(found)
    return (
        sorted(i for bead in beads for i in bead.source) == list(range(rows))
        and sorted(j for bead in beads for j in bead.target) == list(range(columns))
        and all(bead.source or bead.target for bead in beads)
    )


def _rises(found: Alignment) -> bool:
    """Linked beads follow each other on the source side, and their own sentences rise on both."""
    linked = [bead for bead in found if bead.source and bead.target]
    firsts = [bead.source[0] for bead in linked]
    return firsts == sorted(firsts) and all(
        list(side) == sorted(side) for bead in linked for side in (bead.source, bead.target)
    )


_places = st.lists(st.integers(0, len(FRENCH) - 1), max_size=14)


@given(_places, _places, st.booleans())
@settings(max_examples=25, deadline=None)
def test_any_choice_and_order_of_sentences_is_covered_once_by_rising_beads(
    french: list[int],
    english: list[int],
    with_lexicon: bool,  # noqa: FBT001
) -> None:
    lexicon = shared_lexicon() if with_lexicon else None
    found = align([FRENCH[i] for i in french], [ENGLISH[j] for j in english], lexicon=lexicon)
    assert _holds_each_once(found, len(french), len(english))
    assert _rises(found)


@given(st.integers(0, 12), st.integers(0, 12))
@settings(max_examples=20, deadline=None)
def test_whatever_stretch_is_missing_what_is_there_is_linked_in_order(first: int, second: int) -> None:
    start, end = sorted((first, second))
    english = [text for j, text in enumerate(ENGLISH) if not start <= j < end]
    found = align(FRENCH, english, lexicon=shared_lexicon())
    wanted = _one_to_one([i for i in range(12) if not start <= i < end], range(len(english)))
    assert set(_pairs(found)) == set(wanted)


@given(st.integers(0, 11), st.integers(1, 4), st.integers(0, 11), st.integers(1, 4))
@settings(max_examples=20, deadline=None)
def test_fixed_beads_come_back_and_the_rest_rises_around_them(i: int, n: int, j: int, m: int) -> None:
    fixed = Bead(tuple(range(i, min(i + n, 12))), tuple(range(j, min(j + m, 12))))
    found = align(FRENCH, ENGLISH, lexicon=shared_lexicon(), fixed=[fixed])
    assert (fixed.source, fixed.target) in _pairs(found)
    assert _holds_each_once(found, 12, 12)
    targets = [bead.target for bead in found if bead.source and bead.target]
    assert targets == sorted(targets)


def test_a_link_of_the_first_sentence_far_down_the_english_leaves_the_rest_alone(lexicon: Lexicon) -> None:
    found = align(FRENCH, ENGLISH, lexicon=lexicon, fixed=[Bead((0,), (8, 9, 10, 11))])
    assert _pairs(found) == [((0,), (8, 9, 10, 11))]
    assert _holds_each_once(found, 12, 12)


def test_the_same_text_on_both_sides_is_linked_line_by_line(lexicon: Lexicon) -> None:
    assert _pairs(align(ENGLISH, ENGLISH, lexicon=lexicon)) == _one_to_one(range(12), range(12))


def test_one_sentence_finds_its_own_among_five_hundred(lexicon: Lexicon) -> None:
    many = [f"{text[:-1]}, said storyteller number {i}." for i in range(42) for text in ENGLISH]
    many[251] = "A comet crossed the sky above the astronomers of Marseille in October 1910."
    found = align(
        ["En octobre 1910, une comète traversa le ciel au-dessus des astronomes de Marseille."], many, lexicon=lexicon
    )
    assert _pairs(found) == [((0,), (251,))]
    assert _holds_each_once(found, 1, len(many))


def test_another_language_is_not_taken_for_a_rendering(lexicon: Lexicon) -> None:
    german = (
        "Gestern hat es in den Bergen zum ersten Mal geschneit.",
        "Die Schülerinnen bereiten sich auf ihre Prüfungen vor.",
        "Niemand wusste, woher das seltsame Geräusch gekommen war.",
        "Für das Abendessen fehlen uns noch Zwiebeln und Salz.",
    )
    found = align(FRENCH, german, lexicon=lexicon)
    assert _holds_each_once(found, 12, 4)
    assert all((bead.score or 0) < 0.9 for bead in found if bead.source and bead.target)


def test_a_paragraph_to_each_sentence_says_nothing(lexicon: Lexicon) -> None:
    english = [*ENGLISH[:3], f"{ENGLISH[3][:-1]}; {ENGLISH[4][:1].lower()}{ENGLISH[4][1:]}", *ENGLISH[5:]]
    plain = align(FRENCH, english, lexicon=lexicon)
    lines = align(FRENCH, english, lexicon=lexicon, source_breaks=range(12), target_breaks=range(11))
    assert ((3, 4), (3,)) in _pairs(lines)
    assert format_beads(lines) == format_beads(plain)
