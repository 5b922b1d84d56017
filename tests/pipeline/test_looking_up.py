"""What the reader tells of a word: its base form, its parts, what stands for it here."""

from __future__ import annotations

from pathlib import Path

import pytest

from reader.alignment.dictionaries import Article
from reader.config import Config, MemoryConfig
from reader.pipeline import ReadingSession, Resources, looking_up
from reader.tui.screens.wording import entry
from reader.tui.texts import Texts

_FRENCH = "« Viendra-t-elle ? » demanda le vieux jardinier, qui balayait l’allée du parc. Marchande, elle vendait des fleurs au marché."
_ENGLISH = "“Will she come?” asked the old gardener, who was sweeping the path of the park. A merchant, she sold flowers at the market."


@pytest.fixture
def session(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> ReadingSession:
    monkeypatch.setattr(looking_up, "_dictionaries", lambda: ())
    (tmp_path / "fr.txt").write_text(_FRENCH, encoding="utf-8")
    (tmp_path / "en.txt").write_text(_ENGLISH, encoding="utf-8")
    resources = Resources(Config(memory=MemoryConfig(enabled=False)))
    return ReadingSession.open(tmp_path / "fr.txt", tmp_path / "en.txt", resources=resources)


def _row_with(session: ReadingSession, word: str) -> int:
    return next(row.index for row in session.bitext.rows() if word in row.source)


def test_words_joined_by_hyphens_are_told_one_by_one(session: ReadingSession) -> None:
    row = _row_with(session, "Viendra")
    found = session.look_up("Viendra-t-elle", row)
    assert [part.word for part in found.parts] == ["viendra", "elle"]
    assert "she" in [english for english, _ in found.parts[1].translations]
    assert [base.word for base in found.base_forms] == ["venir"]
    assert {"she", "come"} & set(found.counterpart.lower().split())
    said = entry(found, Texts("en")).plain
    assert "Word by word\nviendra  " in said
    assert "Base form\nvenir  come " in said


def test_a_verb_has_its_infinitive_and_a_contraction_its_words(session: ReadingSession) -> None:
    assert [b.word for b in session.look_up("balayait", _row_with(session, "balayait")).base_forms] == ["balayer"]
    row = _row_with(session, "vendait")
    assert entry(session.look_up("au", row), Texts("fr")).plain.startswith("au = à + le\n")
    assert session.look_up("au", row).base_forms == ()


def test_a_capital_makes_a_name_but_for_the_first_word(session: ReadingSession) -> None:
    row = _row_with(session, "Marchande")
    assert [b.word for b in session.look_up("Marchande", row).base_forms] == ["marchand"]
    assert session.look_up("Fleurs", row).base_forms == ()


def test_what_is_kept_of_a_word_is_what_stands_here_or_is_likeliest(session: ReadingSession) -> None:
    row = _row_with(session, "vendait")
    assert session.look_up("fleurs", row).translation == "flowers"
    assert session.look_up("parlons-nous", row).translation
    assert session.look_up("xyzzy", row).translation == ""


def test_a_dictionary_is_asked_for_the_very_word_first(
    session: ReadingSession, monkeypatch: pytest.MonkeyPatch
) -> None:
    def articles(word: str, _dictionaries: object) -> list[Article]:
        known = {"a": "à", "avoir": "avoir", "vendait": "vendre"}
        return [Article(known[word], "said", "A dictionary")] if word in known else []

    monkeypatch.setattr(looking_up, "look_up", articles)
    row = _row_with(session, "vendait")
    assert [a.headword for a in session.look_up("a", row).articles] == ["avoir"]
    assert [a.headword for a in session.look_up("vendait", row).articles] == ["vendre"]
    assert session.look_up("fleurs", row).articles == ()
