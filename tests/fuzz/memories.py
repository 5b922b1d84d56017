"""A memory file with something in every table, and everything that the program does with one."""

from __future__ import annotations

import contextlib
import sqlite3
import tempfile
from collections.abc import Callable
from pathlib import Path

from reader.alignment import merge
from reader.bitext import Alignment, Bitext, Hypothesis, Origin, Revision, Status, TranslationUnit
from reader.documents import Document
from reader.errors import MemoryFileError
from reader.formats import read_bytes
from reader.memory import Counts, Familiarity, Ledger, Memory, Shelf, Word, salvage, to_anki, to_tsv
from reader.pipeline import work
from reader.segmentation import segment

__all__ = ["bitext", "memories", "use_memory"]


def _text(text: str) -> Document:
    return read_bytes(text.encode(), name="x.txt", format="plain_text")


_FRENCH, _ENGLISH = _text("Un chat dort.\n\nUn chien court."), _text("A cat sleeps.\n\nA dog runs.")


def bitext() -> Bitext:
    """Two sentences on either side."""
    return Bitext(_FRENCH, _ENGLISH, segment(_FRENCH), segment(_ENGLISH), Alignment.one_to_one(2), (None, None))


def memories() -> list[bytes]:
    """One file, as bytes."""
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "m.sqlite3"
        with Memory(path) as memory:
            _fill(memory)
            memory.vacuum()
        with contextlib.closing(sqlite3.connect(path)) as plain:
            plain.execute("PRAGMA journal_mode = DELETE")
        return [path.read_bytes()]


def _fill(memory: Memory) -> None:
    memory.remember(
        TranslationUnit(f"Phrase {n}.", f"Sentence {n}.", Origin.EDITED, document=f"d{n % 3}") for n in range(60)
    )
    units = [
        TranslationUnit(f"Un {n}.", f"One {n}.", Origin.HUMAN, list(Status)[n % 3], document="d") for n in range(9)
    ]
    memory.remember_document("d", {unit: 0.1 * n for n, unit in enumerate(units)})
    memory.remember([TranslationUnit("Nulle part.", "Nowhere.", Origin.HUMAN, when="2026-01-01T00:00:00Z")])
    memory.remember_machine(
        [(f"Suite {n}.", Hypothesis("Go on.", 0.5, flags=("numbers", "x"))) for n in range(60)], "m"
    )
    memory.remember_machine([("Suite 1.", Hypothesis("Next."))], "other")
    shelf = Shelf(memory)
    shelf.opened(_FRENCH, path="/a/chat.txt", second="/a/cat.txt", title="Le chat")
    shelf.opened(_ENGLISH, path="/a/nom\udcff.txt")
    shelf.keep_position(_FRENCH.content_id, 14)
    shelf.keep_counts(_FRENCH.content_id, Counts(segments=2, human=1, machine=1))
    journal, text = shelf.journal(_FRENCH.content_id), bitext()
    journal.record("revise", work.revise_payload(text, 0, Revision("The cat sleeps.", Status.APPROVED, "a note")))
    journal.record("show", work.show_payload(0, shown=False))
    journal.record("align", work.align_payload(text, merge(text, 0)))
    journal.record("revise", work.revise_payload(text, 1, Revision("A hound.")))
    journal.undo()
    shelf.bookmarks(_FRENCH.content_id).put("a", 3, note="ici")
    shelf.bookmarks(_FRENCH.content_id).put("b", 9)
    for word in ("chat", "chien"):
        shelf.vocabulary.add(Word(word, "cat", f"Un {word} dort.", "It sleeps.", word, _FRENCH.content_id))
    shelf.vocabulary.set_status("chat", Familiarity.LEARNING)
    shelf.searched("chat")
    shelf.searched("chien", place="memory")
    Ledger(memory).record([(b"key", b"output"), (b"other", b"output")], b"standing")


def use_memory(path: Path) -> None:
    """Do everything with a file, whatever fails of it; and save what can be saved, in which nothing may fail."""
    refusal: MemoryFileError | None = None
    try:
        with Memory(path) as memory:
            for use in _USES:
                try:
                    use(memory)
                except MemoryFileError as error:
                    refusal = error
    finally:
        saved = path.with_name("saved.sqlite3")
        list(salvage(path, saved))
        with Memory(saved) as memory:
            for use in _USES:
                use(memory)
            assert memory.check() == ()
    if refusal:
        raise refusal


def _recall(memory: Memory) -> None:
    memory.recall([f"Phrase {n}." for n in range(60)] + [f"Un {n}." for n in range(9)])
    memory.recall([f"Suite {n}." for n in range(60)], "m", document="d")


def _look_up(memory: Memory) -> None:
    memory.fuzzy("Phrase 7 ?")
    for query in ("sentence", '"un 3"', "suit*"):
        memory.concordance(query)


def _list(memory: Memory) -> None:
    shelf = Shelf(memory)
    shelf.searches()
    shelf.searches(place="memory")
    for document in (*shelf.recent(), *shelf.find("chat")):
        assert 0.0 <= document.progress <= 1.0
        shelf.get(document.id)


def _replay(memory: Memory) -> None:
    shelf = Shelf(memory)
    operations = shelf.journal(_FRENCH.content_id).operations()
    work.edits(work.play(bitext(), operations))
    work.shown_blocks(operations)


def _undo(memory: Memory) -> None:
    journal = Shelf(memory).journal(_FRENCH.content_id)
    while journal.undo():
        pass
    journal.redo()
    journal.record("show", work.show_payload(0, shown=True))
    journal.clear()


def _mark(memory: Memory) -> None:
    marks = Shelf(memory).bookmarks(_FRENCH.content_id)
    marks.get("a")
    marks.all()
    marks.put("a", 5)
    marks.remove("b")


def _learn(memory: Memory) -> None:
    vocabulary = Shelf(memory).vocabulary
    words = vocabulary.words()
    vocabulary.words(document=_FRENCH.content_id)
    to_tsv(words)
    to_anki(words)
    vocabulary.find("chat")
    vocabulary.add(Word("chat", "cat", "Un chat dort.", "It sleeps.", "chat", "d"))
    vocabulary.set_status("chien", Familiarity.KNOWN)
    vocabulary.remove("chien", sentence="x")


def _export(memory: Memory) -> None:
    ledger = Ledger(memory)
    ledger.corrections()
    ledger.outputs([b"key", b"other", b"none"], b"standing")
    ledger.record([(b"key", b"new")], b"now")


def _write(memory: Memory) -> None:
    memory.remember([TranslationUnit("Neuf.", "Nine.", Origin.EDITED, document="d")])
    memory.remember([TranslationUnit("Phrase 7.", "Sentence seven.", Origin.EDITED, document="d1")])
    memory.remember([TranslationUnit("Un 3.", "One 3.", Origin.HUMAN, Status.APPROVED, document="d")])
    memory.remember_machine([("Suite 1.", Hypothesis("Go on!"))], "m")
    memory.remember_document("d", {TranslationUnit("Un 1.", "One.", Origin.HUMAN, document="d"): 0.5})
    memory.forget("Phrase 8.", document="d2")


def _keep_shelf(memory: Memory) -> None:
    shelf = Shelf(memory)
    shelf.opened(_FRENCH, path="/b/chat.txt")
    shelf.keep_position(_FRENCH.content_id, 2)
    shelf.keep_counts(_FRENCH.content_id, Counts(2))
    shelf.searched("chien")
    shelf.forget(_ENGLISH.content_id)
    shelf.forget_searches()


_USES: tuple[Callable[[Memory], object], ...] = (
    _recall, _look_up, _list, _replay, _export, Memory.statistics, Memory.check, lambda memory: list(memory.units()),
    lambda memory: list(memory.units(origins=[Origin.HUMAN], document="d")), _write, _undo, _mark, _learn, _keep_shelf,
    lambda memory: memory.forget_machine(keep="m"), Memory.vacuum, _recall, _look_up, _list,
)  # fmt: skip
