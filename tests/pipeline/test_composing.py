"""Which segment stands where, whatever the layout: nothing is lost, and reading order holds."""

from __future__ import annotations

from collections.abc import Sequence

from hypothesis import given
from hypothesis import strategies as st

from reader.bitext import Alignment, Bead
from reader.documents import Block, Document, Role, Segment
from reader.languages import Language
from reader.pipeline.composing import compose, in_reading_order, sides_of_one, with_shown


def _document(lines: Sequence[tuple[str, Language, Role]]) -> tuple[Document, tuple[Segment, ...]]:
    blocks, segments, at = [], [], 0
    for number, (text, language, role) in enumerate(lines):
        blocks.append(Block(at, at + len(text), language=language, role=role))
        segments.append(Segment(number, at, at + len(text), text))
        at += len(text) + 1
    return Document("\n".join(text for text, _, _ in lines), tuple(blocks)), tuple(segments)


def _in_step(
    source: Sequence[str], target: Sequence[str], _s: Sequence[int], _t: Sequence[int], _m: Sequence[str | None] | None
) -> Alignment:
    """Sentence by sentence, what is left over alone."""
    both = min(len(source), len(target))
    beads = [Bead((i,), (i,), 1.0) for i in range(both)]
    beads += [Bead((i,), ()) for i in range(both, len(source))] + [Bead((), (j,)) for j in range(both, len(target))]
    return Alignment(tuple(beads), len(source), len(target))


ROLES = st.sampled_from([Role.BODY, Role.BODY, Role.BODY, Role.BOILERPLATE, Role.TAGS])
LINES = st.lists(
    st.tuples(st.from_regex(r"[a-z]{1,9}\.", fullmatch=True), st.sampled_from(Language), ROLES), min_size=1
)


@given(LINES)
def test_every_segment_stands_in_one_row(lines: list[tuple[str, Language, Role]]) -> None:
    document, segments = _document(lines)
    rows = compose(sides_of_one(document, segments), _in_step).rows()
    said = sorted(word for row in rows for word in f"{row.source} {row.human or ''}".split())
    assert said == sorted(text for text, _, _ in lines)


@given(LINES)
def test_french_stays_in_its_order(lines: list[tuple[str, Language, Role]]) -> None:
    document, segments = _document(lines)
    bitext = compose(sides_of_one(document, segments), _in_step)
    order = [bitext.source[i].start for bead in bitext.alignment for i in bead.source]
    assert order == sorted(order)


def test_hidden_and_foreign_segments_are_not_aligned() -> None:
    document, segments = _document(
        [
            ("Pub.", Language.FRENCH, Role.BOILERPLATE),
            ("Un.", Language.FRENCH, Role.BODY),
            ("Hola.", Language.OTHER, Role.BODY),
            ("One.", Language.ENGLISH, Role.BODY),
        ]
    )
    rows = compose(sides_of_one(document, segments), _in_step).rows()
    assert [(row.source, row.human) for row in rows] == [("Pub.", None), ("Un.", "One."), ("Hola.", None)]


def test_what_the_user_shows_takes_part() -> None:
    document, segments = _document(
        [
            ("Pub.", Language.FRENCH, Role.BOILERPLATE),
            ("Un.", Language.FRENCH, Role.BODY),
            ("Ad.", Language.ENGLISH, Role.BODY),
        ]
    )
    sides = with_shown(sides_of_one(document, segments), {0: True})
    assert [(row.source, row.human) for row in compose(sides, _in_step).rows()] == [("Pub.", "Ad."), ("Un.", None)]


def test_paragraph_by_paragraph_each_pair_is_aligned_by_itself() -> None:
    lines = []
    for number in range(4):
        lines += [
            (f"Voici la phrase {number}.", Language.FRENCH, Role.BODY),
            (f"This is sentence {number}.", Language.ENGLISH, Role.BODY),
        ]
    document, segments = _document(lines)
    sides = sides_of_one(document, segments)
    assert len(sides.groups) == 4
    assert all(row.source and row.human for row in compose(sides, _in_step).rows())


def test_loose_english_follows_the_english_before_it() -> None:
    beads = [Bead((0,), (1,)), Bead((2,), (3,)), Bead((), (0,)), Bead((), (2,)), Bead((), (4,))]
    ordered = in_reading_order(beads, 3, 5)
    assert [(b.source, b.target) for b in ordered] == [
        ((), (0,)),
        ((0,), (1,)),
        ((), (2,)),
        ((1,), ()),
        ((2,), (3,)),
        ((), (4,)),
    ]


def test_crumbs_of_english_are_looked_for_close_by() -> None:
    lines = [(f"Voici la phrase {number}.", Language.FRENCH, Role.BODY) for number in range(900)]
    lines.insert(700, ("A motto.", Language.ENGLISH, Role.BODY))
    asked: list[int] = []

    def aligner(
        source: Sequence[str],
        target: Sequence[str],
        source_breaks: Sequence[int],
        target_breaks: Sequence[int],
        machine: Sequence[str | None] | None,
    ) -> Alignment:
        asked.append(len(source))
        return _in_step(source, target, source_breaks, target_breaks, machine)

    document, segments = _document(lines)
    rows = compose(sides_of_one(document, segments), aligner).rows()
    assert asked == [400]
    assert [row.source for row in rows if row.human] == ["Voici la phrase 500."]
    assert len(rows) == 900
