from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st
from rich.cells import cell_len

from reader.tui.wrapping import printable, wrap


def broken(text: str, width: int) -> list[str]:
    return [text[a:b] for a, b in wrap(text, width)]


def test_breaks_at_spaces_and_leaves_them_out() -> None:
    assert broken("un deux trois", 8) == ["un deux", "trois"]


def test_a_line_never_begins_with_french_double_punctuation() -> None:
    assert broken("Il a dit oui !", 12) == ["Il a dit", "oui !"]


def test_a_line_never_ends_with_an_opening_guillemet() -> None:
    assert broken("Il dit « non »", 8) == ["Il dit", "« non »"]


def test_no_break_spaces_do_not_break() -> None:
    assert broken("deux mots\u00a0: oui", 9) == ["deux", "mots\u00a0:", "oui"]


def test_breaks_after_a_hyphen_between_letters_only() -> None:
    assert broken("peut-être", 6) == ["peut-", "être"]
    assert broken("de 10-12 ans", 6) == ["de", "10-12", "ans"]


def test_cuts_a_word_that_is_longer_than_a_line() -> None:
    assert broken("anticonstitutionnellement", 10) == ["anticonsti", "tutionnell", "ement"]


def test_wide_characters_count_two_cells() -> None:
    assert broken("日本語の本", 4) == ["日本", "語の", "本"]


@given(st.text(st.sampled_from("ab é-« »!?日\u00a0\u0301👍 "), max_size=60), st.integers(1, 20))
def test_loses_nothing_but_spaces_and_fits(text: str, width: int) -> None:
    spans = wrap(text, width)
    assert "".join(text[a:b] for a, b in spans).replace(" ", "") == text.replace(" ", "")
    at = 0
    for start, end in spans:
        assert not text[at:start].strip(" ")
        assert (
            end - start <= 1
            or cell_len(text[start:end]) <= width + (text[start:end] != text[start:end].strip(" ")) * width
        )
        at = end


@given(st.text(max_size=40))
def test_printable_holds_nothing_that_a_terminal_obeys(text: str) -> None:
    shown = printable(text)
    assert len(shown) == len(text)
    assert not any(ord(c) < 32 or 0x7F <= ord(c) < 0xA0 or 0xD800 <= ord(c) < 0xE000 for c in shown)
    assert "\u202e" not in shown


def test_an_escape_sequence_in_a_document_is_shown_not_obeyed() -> None:
    assert printable("a\x1b[31mb") == "a\ufffd[31mb"
