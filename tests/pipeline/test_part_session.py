"""A part of a document says what the whole says there, and what is done to it is done to the document."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reader import formats, segmentation
from reader.bitext import Status
from reader.pipeline import ReadingSession, Resources
from reader.pipeline.part import part_around
from reader.pipeline.part_session import PartSession

_SEEDS = sorted((Path(__file__).parents[2] / "seeds").glob("*.txt"))


def _text(count: int = 900) -> str:
    return "\n\n".join(f"Le musée {n} a fermé hier soir. Le préfet {n} a parlé devant la cour." for n in range(count))


@pytest.fixture
def long(tmp_path: Path) -> Path:
    path = tmp_path / "long.txt"
    path.write_text(_text(), encoding="utf-8")
    return path


@pytest.mark.parametrize("share", [0.0, 0.3, 0.999])
def test_a_part_holds_the_sentences_of_the_whole_at_their_places(long: Path, share: float) -> None:
    document = formats.read(long)
    place = int(share * len(document.text))
    part, segments = part_around(formats.read_long(long), place)
    _, every = segmentation.prepare(document)
    first = next(i for i, s in enumerate(every) if s.start == segments[0].start)
    there = every[first : first + len(segments)]
    assert [(s.start, s.end, s.text) for s in segments] == [(s.start, s.end, s.text) for s in there]
    assert part.content_id == document.content_id
    assert segments[0].start <= place < segments[-1].end
    assert len(segments) < len(every) // 2
    for segment in segments:
        block = part.blocks[segment.block]
        assert block.start <= segment.start
        assert segment.end <= block.end
        assert not block.hidden


@pytest.mark.parametrize("path", _SEEDS, ids=lambda path: path.name[:3])
def test_a_short_document_is_its_own_part(path: Path) -> None:
    assert part_around(formats.read_long(path), 0) == segmentation.prepare(formats.read(path))


def test_repeats_of_a_part_in_the_middle_point_at_its_own_blocks(tmp_path: Path) -> None:
    twice = " ".join(f"Une phrase assez longue qui revient deux fois, la {n}e du paragraphe." for n in range(9))
    path = tmp_path / "twice.txt"
    path.write_text(f"{_text()}\n\n{twice}\n\nAutre chose entre les deux.\n\n{twice}\n\n{_text()}", encoding="utf-8")
    file = formats.read_long(path)
    part, _ = part_around(file, file.whole().text.index(twice))
    [repeat] = [b for b in part.blocks if b.repeat_of is not None]
    root = part.blocks[repeat.repeat_of or 0]
    assert part.text[root.start : root.end] == part.text[repeat.start : repeat.end] == twice


def test_edits_of_a_part_stand_in_the_whole_that_was_opened_before_them(long: Path, resources: Resources) -> None:
    part = PartSession.of(long, resources=resources)
    whole = part.whole()
    part.edit(4, "My English.")
    part.set_status(4, Status.APPROVED)
    part.merge(8)
    assert not whole.bitext.revisions
    whole.take_over(part)
    rows = whole.bitext.rows()
    assert (rows[4].target, rows[4].status) == ("My English.", Status.APPROVED)
    assert whole.bitext.alignment.beads[8].source == (8, 9)


def test_a_part_teaches_the_library_nothing_wrong(long: Path, resources: Resources) -> None:
    whole = ReadingSession.open(long, resources=resources)
    known = whole.opened()
    whole.settle()
    counts = whole.shelf.recent()[0].counts
    part = PartSession.of(long, resources=resources)
    part.settle()
    again = part.opened()
    assert (again.title, again.length, again.counts) == (known.title, known.length, counts)


def test_of_a_pair_the_french_file_is_read_first_in_either_order(
    long: Path, tmp_path: Path, resources: Resources
) -> None:
    english = tmp_path / "english.txt"
    english.write_text(
        "\n\n".join(f"The museum {n} was closed last night. The prefect {n} spoke to them." for n in range(900)),
        encoding="utf-8",
    )
    for pair in ((long, english), (english, long)):
        part = PartSession.of(*pair, resources=resources)
        assert part.bitext.source[0].text == "Le musée 0 a fermé hier soir."
        whole = part.whole()
        assert whole.document.content_id == part.document.content_id
        assert len(whole.bitext.target) == 1800


_PARAGRAPHS = st.lists(
    st.lists(st.sampled_from(["Le chat dort.", "« Ah ! » dit-il", "un", "\tVoilà\u00ad.", "—"]), min_size=1).map(
        "\n".join
    ),
    min_size=1,
    max_size=8,
)


@given(_PARAGRAPHS, st.sampled_from(["\n\n", "\n \n", "\r\n\r\n", "\n\n\f"]), st.integers(-5, 200), st.integers(0, 60))
def test_a_long_file_is_the_document_that_is_read(
    tmp_path_factory: pytest.TempPathFactory, paragraphs: list[str], blank: str, start: int, length: int
) -> None:
    path = tmp_path_factory.mktemp("long") / "a.txt"
    path.write_bytes(blank.join(paragraphs).encode())
    document, file = formats.read(path), formats.read_long(path)
    assert file.whole() == document
    assert file.content_id == document.content_id
    part = file.around(start, start + length)
    assert part.text == document.text
