"""Free straight marks: which opens and which closes, and how the count is set right again."""

from __future__ import annotations

import pytest

from reader.languages import Language
from reader.segmentation.quotes import StraightQuotes
from reader.segmentation.sentences import split_sentences


def free(text: str) -> list[bool]:
    """Whether each mark that stands between spaces closes, asked in order."""
    quotes = StraightQuotes(text)
    return [
        quotes.closes(at)
        for at in range(len(text))
        if text[at] in "\"'" and f" {text} "[at] == f" {text} "[at + 2] == " "
    ]


@pytest.mark.parametrize(
    ("text", "closes"),
    [
        ('Il dit " oui " puis " non " encore', [False, True, False, True]),
        ("Il dit ' oui ' puis ' non ' encore", [False, True, False, True]),
        ("Il dit \" oui ' non ' oui \" encore", [False, False, True, True]),
        ('Il dit "oui et non " encore', [True]),
        ('Il dit " oui et non" puis " non " encore', [False, False, True]),
        ('Il dit ( " oui " encore', [False, True]),
        ('Il dit " oui : " non " encore', [False, False, True]),
        ("L'ami d'hier dit ' oui ' encore", [False, True]),
        ("Les amis' dit ' oui ' encore", [False, True]),
        ('Il dit — "oui " et —" non', [True]),
        ('Il dit " oui "non " encore', [False, True]),  # leans on the word: open, whatever was before
        ('Il dit " oui —"non " encore', [False, True]),
        ('Il dit oui", puis " non " encore', [False, True]),  # leans on the word: closed, whatever was before
        ('Il dit oui" puis " non " encore', [False, True]),
        ('Il dit " oui :  " non " encore', [False, False, True]),
        ('"Oui et non " encore', [True]),
        ('Oui " non "', [False, True]),
        ('Il vint (" oui " encore', [True]),  # beside a bracket, whatever is on the other side
        ('Il dit " oui "). Puis " non " encore', [False, False, True]),
        ('Il dit " oui ". Puis " non " encore', [False, False, True]),
        ('Il dit "... non " encore', [True]),
    ],
)
def test_free_marks_open_and_close_in_turn(text: str, closes: list[bool]) -> None:
    assert free(text) == closes


def test_marks_that_are_passed_over_count() -> None:
    text = 'Un " deux trois "'
    assert StraightQuotes(text).closes(len(text) - 1) is True
    text = 'Il dit : " oui " puis " non'
    assert StraightQuotes(text).closes(text.rindex('"')) is False
    text = 'Il dit " oui " puis : " non " encore'
    assert StraightQuotes(text).closes(text.rindex('"')) is True
    text = 'Un " deux : " trois "'
    assert StraightQuotes(text).closes(len(text) - 1) is True


def test_a_mark_asked_of_twice_answers_the_same() -> None:
    text = 'Il dit " oui " encore'
    quotes = StraightQuotes(text)
    first, second = text.index('"'), text.rindex('"')
    assert [quotes.closes(first), quotes.closes(first), quotes.closes(second), quotes.closes(second)] == [
        False, False, True, True,
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("text", "sentences"),
    [
        (
            'Il répondit (" oui ") puis se tut. " Va ! " Elle sortit.',
            ['Il répondit (" oui ") puis se tut.', '" Va ! "', "Elle sortit."],
        ),
        (
            'Il dit " oui ". Elle lut " non ", puis partit. Tout finit.',
            ['Il dit " oui ".', 'Elle lut " non ", puis partit.', "Tout finit."],
        ),
        ('Il lut [" oui "]. " Bien. " Elle sortit.', ['Il lut [" oui "].', '" Bien. "', "Elle sortit."]),
        ('Elle dit "...non". " Bien. " Il sortit.', ['Elle dit "...non".', '" Bien. "', "Il sortit."]),
    ],
)
def test_a_bracket_or_a_stop_beside_a_mark_tells_which_it_is(text: str, sentences: list[str]) -> None:
    assert [text[start:end] for start, end in split_sentences(text, Language.FRENCH)] == sentences
