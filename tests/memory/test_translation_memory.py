"""What the translation memory recalls, keeps apart and finds."""

from __future__ import annotations

from pathlib import Path

import pytest

from reader.bitext import Hypothesis, Origin, Status, TranslationUnit
from reader.memory import Memory

CAT = "Le chat dort sur le lit."


@pytest.fixture(params=["file", "ram"])
def memory(request: pytest.FixtureRequest, tmp_path: Path) -> Memory:
    return Memory(tmp_path / "deep" / "memory.sqlite3" if request.param == "file" else None)


def human(source: str, target: str, document: str = "", status: Status = Status.DRAFT) -> TranslationUnit:
    return TranslationUnit(source, target, Origin.HUMAN, status, document=document)


def edited(source: str, target: str, document: str = "") -> TranslationUnit:
    return TranslationUnit(source, target, Origin.EDITED, document=document)


def test_what_the_machine_said_comes_back_with_score_and_flags(memory: Memory) -> None:
    said = Hypothesis("The cat sleeps on the bed.", 0.875, flags=("number", "loop: a b"))
    memory.remember_machine([(CAT, said)], "fr_en-1;beam=4", document="d")
    assert memory.recall([CAT, "Inconnu."], "fr_en-1;beam=4") == {CAT: said}
    assert memory.recall([CAT], "fr_en-1;beam=1") == {}


@pytest.mark.parametrize(
    ("kept", "asked"),
    [("L’été, déjà !", "L'été, déjà\u202f!"), ("Il dit : « Non »", "Il dit\u00a0: «\u00a0Non\u00a0»"), ("é", "e\u0301"),
     ("Peut-être…", "Peut\u2011être..."), ("deux  mots\n", "deux mots"), ("A ? B", "A? B")],
)  # fmt: skip
def test_typography_does_not_hide_a_match(memory: Memory, kept: str, asked: str) -> None:
    memory.remember([human(kept, "x")])
    assert memory.recall([asked])[asked].text == "x"


@pytest.mark.parametrize(("kept", "asked"), [("Paris", "paris"), ("a", "à"), ("Oui.", "Oui"), ("1,5", "1.5")])
def test_what_changes_the_words_is_no_exact_match(memory: Memory, kept: str, asked: str) -> None:
    memory.remember([human(kept, "x")])
    assert memory.recall([asked]) == {}


def test_a_persons_word_goes_before_the_machines(memory: Memory) -> None:
    memory.remember_machine([(CAT, Hypothesis("machine", 0.9))], "m")
    assert memory.recall([CAT], "m")[CAT].origin is Origin.MACHINE
    memory.remember([human(CAT, "human", "other")])
    assert memory.recall([CAT], "m")[CAT] == Hypothesis("human", None, Origin.MEMORY)
    memory.remember([edited(CAT, "edited", "other")])
    assert memory.recall([CAT], "m")[CAT] == Hypothesis("edited", 1.0, Origin.MEMORY)
    memory.remember([human(CAT, "approved", "third", Status.APPROVED)])
    assert memory.recall([CAT], "m")[CAT].text == "approved"


def test_an_approved_machine_translation_counts_for_any_decoding(memory: Memory) -> None:
    memory.remember([TranslationUnit(CAT, "fine", Origin.MACHINE, Status.APPROVED)], decoding="old")
    assert memory.recall([CAT], "new")[CAT].text == "fine"


def test_a_documents_own_human_beads_are_not_recalled_for_it(memory: Memory) -> None:
    memory.remember([human(CAT, "from here", "here")])
    assert memory.recall([CAT], document="here") == {}
    assert memory.recall([CAT], document="there")[CAT].text == "from here"


def test_a_doubtful_human_bead_is_not_recalled(memory: Memory) -> None:
    doubtful = human(CAT, "something else", "d")
    memory.remember([doubtful], scores={doubtful: 0.3})
    assert memory.recall([CAT]) == {}


def test_a_later_writing_takes_the_place_of_an_earlier_one(memory: Memory) -> None:
    for target in ("first", "second", "third"):
        memory.remember([edited(CAT, target, "d")])
        memory.remember_machine([(CAT, Hypothesis(target))], "m")
    assert sorted((u.target, u.origin) for u in memory.units()) == [("third", Origin.EDITED), ("third", Origin.MACHINE)]


def test_meeting_a_human_text_again_does_not_take_its_approval_back(memory: Memory) -> None:
    memory.remember([human(CAT, "x", "d", Status.APPROVED)])
    memory.remember([human(CAT, "x", "d")])
    assert [u.status for u in memory.units()] == [Status.APPROVED]


def test_variants_from_several_documents_and_from_none_are_all_kept(memory: Memory) -> None:
    memory.remember([human("Oui.", t, d) for t, d in [("Yes.", "a"), ("Yeah.", "b"), ("Aye.", ""), ("Yep.", "")]])
    assert [u.target for u in memory.units()] == ["Yes.", "Yeah.", "Aye.", "Yep."]
    assert [u.target for u in memory.units(document="b")] == ["Yeah."]
    assert list(memory.units(origins=[Origin.MACHINE])) == []


def test_fuzzy_matches_come_with_score_and_difference(memory: Memory) -> None:
    memory.remember(
        [human(CAT, "The cat sleeps on the bed."), human("Rien à voir avec cela.", "Nothing to do with it.")]
    )
    [match] = memory.fuzzy("Le chien dort sur le lit.")
    assert match.unit.target == "The cat sleeps on the bed."
    assert 0.75 <= match.score < 1
    assert [(p.kind.value, p.text) for p in match.difference] == [
        ("same", "Le "), ("extra", "chat "), ("missing", "chien "), ("same", "dort sur le lit."),
    ]  # fmt: skip
    assert memory.fuzzy(CAT)[0].score == 1
    assert memory.fuzzy("Autre chose.") == ()
    assert memory.fuzzy("") == ()


@pytest.mark.parametrize("indexed", [True, False])
def test_a_match_is_found_among_many_that_are_alike(memory: Memory, *, indexed: bool) -> None:
    names = [f"{a}{b}{c}" for a in "bcdfglm" for b in "aeiou" for c in "nrstvxz"]
    texts = [f"Monsieur {one} est là {two}." for one in names[:200] for two in ("ce soir", "demain", "hier", "ici")]
    list(memory.import_units(human(text, text) for text in texts))
    memory.store.fts5 = indexed
    for wanted in (texts[0], texts[400], texts[-1]):
        assert memory.fuzzy(wanted.replace("est là", "est bien là"))[0].unit.source == wanted
    assert len(memory.fuzzy(texts[5], limit=3)) == 3


def test_a_reopened_file_remembers(tmp_path: Path) -> None:
    with Memory(tmp_path / "m.sqlite3") as first:
        first.remember([edited(CAT, "kept", "d")])
    with Memory(tmp_path / "m.sqlite3") as second:
        assert second.recall([CAT])[CAT].text == "kept"
    assert (tmp_path / "m.sqlite3").stat().st_mode & 0o077 == 0


def test_a_document_settled_again_leaves_no_old_beads_behind(memory: Memory) -> None:
    memory.remember([edited("Un. Deux.", "kept", "d"), human("Un. Deux.", "kept too", "other")])
    wrong, same = human("Un. Deux.", "One.", "d"), human("Trois.", "Three.", "d", Status.APPROVED)
    memory.remember_document("d", {wrong: 0.9, same: 0.9})
    memory.remember_document("d", {human("Un.", "One.", "d"): 0.9, human("Trois.", "Three.", "d"): 0.8})
    assert [(u.source, u.target) for u in memory.units(origins=[Origin.HUMAN], document="d")] == [
        ("Trois.", "Three."), ("Un.", "One."),
    ]  # fmt: skip
    assert memory.concordance('"one"')[0].unit.source == "Un."
    assert next(memory.units(origins=[Origin.HUMAN], document="d")).status is Status.APPROVED
    assert memory.recall(["Un. Deux."])["Un. Deux."].text == "kept"
