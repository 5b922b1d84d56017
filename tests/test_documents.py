from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reader.documents import Block, Document, Role, Segment, plain


def test_blocks_that_leave_text_out_are_refused() -> None:
    with pytest.raises(ValueError, match="does not follow on"):
        Document("un deux", (Block(3, 7),))
    with pytest.raises(ValueError, match="is lost"):
        Document("un deux", (Block(0, 2),))


def test_overlapping_blocks_are_refused() -> None:
    with pytest.raises(ValueError, match="does not follow on"):
        Document("un deux", (Block(0, 4), Block(3, 7)))


def test_a_repeat_stands_after_what_it_repeats() -> None:
    with pytest.raises(ValueError, match="repeats"):
        Document("a b", (Block(0, 1, repeat_of=1), Block(2, 3)))


def test_lines_count_from_one() -> None:
    document = Document("un\n\ndeux\ntrois", (Block(0, 2), Block(4, 14)))
    assert document.lines(4, 14) == (3, 4)
    assert document.line(0) == 1


def test_the_content_names_the_document_wherever_it_lies() -> None:
    one, other = (Document("un", (Block(0, 2),), name=name) for name in ("a.txt", "b/c.txt"))
    assert one.content_id == other.content_id
    assert one.content_id != Document("deux", (Block(0, 4),)).content_id


@pytest.mark.parametrize(
    ("block", "hidden"),
    [
        (Block(0, 1), False),
        (Block(0, 1, role=Role.TAGS), True),
        (Block(0, 1, repeat_of=0), True),
        (Block(0, 1, role=Role.LINK, shown=True), False),
        (Block(0, 1, shown=False), True),
    ],
)
def test_the_user_has_the_last_word_on_what_is_hidden(block: Block, hidden: bool) -> None:  # noqa: FBT001
    assert block.hidden is hidden


def test_a_segment_holds_its_text() -> None:
    with pytest.raises(ValueError, match="does not hold its text"):
        Segment(0, 0, 5, "un")
    with pytest.raises(ValueError, match="does not hold its text"):
        Segment(0, 0, 3, "un ")


@given(st.text())
def test_plain_text_is_one_line_and_loses_nothing_but_space(text: str) -> None:
    line = plain(text)
    assert "\n" not in line
    assert "".join(line.split()) == "".join(text.split())


def test_no_break_spaces_are_typography() -> None:
    assert plain("« Oui »\n dit-il") == "« Oui » dit-il"


@pytest.mark.parametrize(
    ("declared", "role", "called"),
    [
        ("Le titre", Role.STANDFIRST, "Le titre"),
        ("Le chat dort. | Le Quotidien", Role.TITLE, "Le chat dort."),
        ("Un autre titre", Role.TITLE, "Un autre titre"),
        (None, Role.TITLE, "Le chat dort."),
        (None, Role.BODY, "chat.txt"),
    ],
)
def test_what_a_document_is_called(declared: str | None, role: Role, called: str) -> None:
    text = "Le chat dort."
    document = Document(text, (Block(0, len(text), role=role),), title=declared, name="/a/chat.txt")
    assert document.display_title == called


def test_an_article_without_a_title_is_called_by_its_first_words() -> None:
    text = "Le chat dort depuis ce matin. " * 9
    document = Document(text, (Block(0, len(text), role=Role.STANDFIRST),), name="chat.txt")
    assert document.display_title.startswith("Le chat dort depuis")
    assert document.display_title.endswith(" …")
    assert len(document.display_title) <= 80
