"""What the human English of a document settles is used for the rest of it, and can be switched off."""

from __future__ import annotations

from pathlib import Path

import pytest

from reader.config import Config, TranslationConfig
from reader.pipeline import ReadingSession, Resources, glossaries
from reader.pipeline.translating import glossary_in_force


def test_the_rest_of_the_document_keeps_to_them(seeds: tuple[Path, Path], resources: Resources) -> None:
    session = ReadingSession.open(seeds[0], resources=resources)
    for _ in session.translate():
        pass
    assert "police prefect" in (session.bitext.rows()[0].machine or "")


def test_they_can_be_switched_off(seeds: tuple[Path, Path]) -> None:
    with Resources(Config(translation=TranslationConfig(build_on_human=False))) as resources:
        session = ReadingSession.open(seeds[0], resources=resources)
        assert glossary_in_force(session.bitext, resources).terms == ()


def test_the_user_has_the_last_word(seeds: tuple[Path, Path], resources: Resources) -> None:
    glossaries.add_term("préfet de police", "chief of police")
    session = ReadingSession.open(seeds[0], resources=resources)
    terms = {t.source: t.target for t in glossary_in_force(session.bitext, resources).terms}
    assert terms["préfet de police"] == "chief of police"
    glossaries.add_term("préfet de police", "prefect of police", document=seeds[0])
    terms = {t.source: t.target for t in glossary_in_force(session.bitext, resources).terms}
    assert terms["préfet de police"] == "prefect of police"


@pytest.mark.parametrize("on", [True, False])
def test_they_are_listed_while_they_are_used(seeds: tuple[Path, Path], on: bool) -> None:  # noqa: FBT001
    with Resources(Config(translation=TranslationConfig(build_on_human=on))) as resources:
        found = {term.source for term in glossaries.settled_by(seeds[0], resources)}
    assert ("préfet de police" in found) is on
