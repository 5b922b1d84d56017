"""The ledger of exports: what it knows of outputs, and whether it notices what people say."""

from __future__ import annotations

import itertools

from reader.bitext import Hypothesis, Origin, Status, TranslationUnit
from reader.memory import Ledger, Memory, Shelf


def test_outputs_are_known_under_the_standing_that_they_were_made_under() -> None:
    with Memory(None) as memory:
        ledger = Ledger(memory)
        ledger.record([(b"a", b"1"), (b"b", b"2")], b"then")
        assert ledger.outputs([b"a", b"b", b"c"], b"then") == {b"a": b"1", b"b": b"2"}
        ledger.record([(b"a", b"3")], b"now")
        assert ledger.outputs([b"a", b"b"], b"now") == {b"a": b"3"}
        assert ledger.outputs([b"a", b"b"], b"then") == {b"b": b"2"}


def test_corrections_differ_after_whatever_a_person_says_and_not_after_what_the_machine_does() -> None:
    with Memory(None) as memory:
        ledger = Ledger(memory)
        seen = [ledger.corrections()]
        memory.remember_machine([("Oui.", Hypothesis("Yes.", 0.5))], "m")
        assert ledger.corrections() == seen[0]
        journal = Shelf(memory).journal("a document")
        for said in (
            lambda: memory.remember([TranslationUnit("Oui.", "Aye.", Origin.EDITED, document="d")]),
            lambda: memory.remember([TranslationUnit("Oui.", "Yea.", Origin.EDITED, document="d")]),
            lambda: memory.remember([TranslationUnit("Oui.", "Yea.", Origin.EDITED, Status.APPROVED, document="d")]),
            lambda: memory.forget("Oui.", document="d"),
            lambda: memory.remember([TranslationUnit("Non.", "No.", Origin.HUMAN)]),
            lambda: journal.record("show", {"start": 0, "shown": True}),
            journal.undo,
            journal.redo,
        ):
            said()
            seen.append(ledger.corrections())
        assert all(a != b for a, b in itertools.pairwise(seen))


def test_looking_for_corrections_does_not_read_what_the_machine_said() -> None:
    with Memory(None) as memory:
        [plan] = memory.store.rows(
            "EXPLAIN QUERY PLAN SELECT count(*), max(id), sum(status) FROM units WHERE origin > 0 OR status > 0"
        )
        assert "COVERING INDEX units_by_people" in plan[3]
