"""Searching words on both sides of the memory, with FTS5 and without."""

from __future__ import annotations

import pytest

from reader.bitext import Hypothesis, Origin, Status, TranslationUnit
from reader.memory import Memory

UNITS = [
    ("Le préfet de police est venu.", "The police prefect came."),
    ("La police a vu le préfet.", "The police saw the prefect."),
    ("Le cœur a ses raisons.", "The heart has its reasons."),
    ("L’élève s’est levé.", "The pupil got up."),
    ("Où est-il ?", "Where is he?"),
]


@pytest.fixture(params=["indexed", "scanned"])
def memory(request: pytest.FixtureRequest) -> Memory:
    memory = Memory(None)
    memory.store.fts5 = request.param == "indexed"
    memory.remember([TranslationUnit(s, t, Origin.HUMAN, document="d") for s, t in UNITS])
    return memory


@pytest.mark.parametrize(
    ("query", "found"),
    [
        ("préfet", [0, 1]),
        ("PREFET", [0, 1]),
        ("prefect police", [0, 1]),
        ('"préfet de police"', [0]),
        ('"police prefect"', [0]),
        ("coeur", [2]),
        ("cœur", [2]),
        ("élè*", [3]),
        ('"s est lev"*', [3]),
        ("l'élève", [3]),
        ("est-il", [4]),
        ("ou", [4]),
        ("inconnu", []),
        ("préf", []),
        ("", []),
        ('" "', []),
        ("***", []),
        ("AND", []),
        ('unbalanced " préfet', [1, 0][:0]),
        ("col:préfet NEAR(police)", []),
    ],
)
def test_queries_find_words_on_either_side(memory: Memory, query: str, found: list[int]) -> None:
    hits = memory.concordance(query)
    assert sorted(UNITS.index((hit.unit.source, hit.unit.target)) for hit in hits) == sorted(found)


def test_hits_say_where_the_words_stand(memory: Memory) -> None:
    hits = {hit.unit.source: hit for hit in memory.concordance("police")}
    hit = hits["Le préfet de police est venu."]
    assert [hit.unit.source[a:b] for a, b in hit.source_spans] == ["police"]
    assert [hit.unit.target[a:b] for a, b in hit.target_spans] == ["police"]
    [heart] = memory.concordance("COEUR raisons")
    assert [heart.unit.source[a:b] for a, b in heart.source_spans] == ["cœur", "raisons"]
    assert heart.target_spans == ()


def test_a_persons_translation_is_shown_before_the_machines(memory: Memory) -> None:
    memory.remember_machine([("Un préfet.", Hypothesis("A prefect."))], "m")
    memory.remember([TranslationUnit("Ce préfet est là.", "x", Origin.HUMAN, Status.APPROVED, document="e")])
    assert [hit.unit.source for hit in memory.concordance("préfet")] == [
        "Ce préfet est là.", "La police a vu le préfet.", "Le préfet de police est venu.", "Un préfet.",
    ]  # fmt: skip
    assert len(memory.concordance("préfet", limit=2)) == 2
    assert memory.concordance("préfet", limit=0) == ()


def test_what_was_written_over_is_found_no_more(memory: Memory) -> None:
    memory.remember([TranslationUnit("Où est-il ?", "Where has he gone?", Origin.HUMAN, document="d")])
    assert memory.concordance("where is") == ()
    assert len(memory.concordance("gone")) == 1
    assert memory.forget("Où est-il ?", document="d", origin=Origin.HUMAN) == 1
    assert memory.concordance("gone") == ()
    assert memory.recall(["Où est-il ?"]) == {}


def test_what_a_python_without_fts5_wrote_is_indexed_afterwards() -> None:
    memory = Memory(None)
    memory.store.fts5 = False
    memory.remember([TranslationUnit(f"Phrase numéro {n}.", f"Sentence {n}.", Origin.HUMAN) for n in range(5000)])
    memory.store.fts5 = True
    assert [hit.unit.target for hit in memory.concordance("4321")] == ["Sentence 4321."]
    assert memory.fuzzy("Phrase numéro 4321 !")[0].score > 0.9


def test_the_nearest_is_found_among_hundreds_that_share_all_its_pairs_of_words() -> None:
    memory = Memory(None)
    near = "Le vieux chat dort dans la grande maison blanche."
    memory.remember([TranslationUnit(near, "Near.", Origin.HUMAN)])
    far = [f"Le vieux chat dort. Ah ! Que la vie {n} est belle. Dans la grande maison blanche." for n in range(450)]
    list(memory.import_units(TranslationUnit(text, "Far.", Origin.HUMAN) for text in far))
    assert memory.fuzzy("Le vieux chat dort dans la grande maison blanche !")[0].unit.target == "Near."


def test_what_is_not_indexed_yet_may_be_written_over() -> None:
    memory = Memory(None)
    memory.store.fts5 = False
    memory.remember([TranslationUnit("Il pleut.", "It rains.", Origin.HUMAN, document="d")])
    memory.store.fts5 = True
    memory.remember([TranslationUnit("Il pleut.", "It is raining.", Origin.HUMAN, document="d")])
    assert memory.concordance("rains") == ()
    assert [hit.unit.target for hit in memory.concordance("raining")] == ["It is raining."]
