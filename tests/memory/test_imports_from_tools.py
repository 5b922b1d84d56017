"""What translators' tools hand back: our own exports, changed there, and files of other programs."""

from __future__ import annotations

from pathlib import Path

import pytest

from reader.bitext import Alignment, Bead, Bitext, Hypothesis, Origin, Status
from reader.documents import Block, Document, Mark, MarkKind, Segment
from reader.errors import BrokenDocument, MissingDocument
from reader.exporters import export
from reader.languages import Language
from reader.memory import Memory
from reader.memory.po_import import read_po
from reader.memory.xliff_import import read_xliff

FRENCH = ["Le chat dort.", "Il pleut & il vente.", "Le roi est mort."]
ENGLISH = ["The coat.", "It rains & blows.", "The king dead."]


@pytest.fixture
def bitext() -> Bitext:
    text = "\n\n".join(FRENCH)
    starts = [text.index(sentence) for sentence in FRENCH]
    blocks = tuple(Block(s, s + len(f), language=Language.FRENCH) for s, f in zip(starts, FRENCH, strict=True))
    segments = tuple(Segment(i, s, s + len(f), f) for i, (s, f) in enumerate(zip(starts, FRENCH, strict=True)))
    marks = (
        Mark(3, 7, MarkKind.EMPHASIS),
        Mark(text.index("roi"), text.index("roi") + 3, MarkKind.LINK, "https://x.fr"),
    )
    document = Document(text, blocks, name="a.txt", marks=marks)
    beads = tuple(Bead((i,), ()) for i in range(3))
    return Bitext(document, document, segments, (), Alignment(beads, 3, 0), tuple(Hypothesis(e, 0.5) for e in ENGLISH))


def came_back(bitext: Bitext, form: str, suffix: str, folder: Path) -> dict[str, tuple[str, Origin, Status]]:
    """Export, let a translator put one sentence right, and import."""
    content = export(bitext, form).decode()
    assert content.count("The coat.") == 1
    file = folder / f"back{suffix}"
    file.write_text(content.replace("The coat.", "The cat is asleep."), encoding="utf-8")
    with Memory(None) as memory:
        assert [*memory.import_file(file)][-1] >= 1
        return {u.source: (u.target, u.origin, u.status) for u in memory.units()}


@pytest.mark.parametrize(("form", "suffix"), [("tmx", ".tmx"), ("xliff", ".xlf"), ("xliff2", ".xlf")])
def test_what_a_translator_changed_is_an_edit_and_the_rest_stays_the_machines(
    bitext: Bitext, form: str, suffix: str, tmp_path: Path
) -> None:
    found = came_back(bitext, form, suffix, tmp_path)
    assert found[FRENCH[0]][:2] == ("The cat is asleep.", Origin.EDITED)
    assert {found[f][:2] for f in FRENCH[1:]} == {(e, Origin.MACHINE) for e in ENGLISH[1:]}


@pytest.mark.parametrize(("form", "suffix"), [("tmx", ".tmx"), ("xliff", ".xlf"), ("xliff2", ".xlf")])
def test_the_changed_sentence_is_what_the_next_reading_gets(
    bitext: Bitext, form: str, suffix: str, tmp_path: Path
) -> None:
    file = tmp_path / f"back{suffix}"
    file.write_bytes(export(bitext, form).replace(b"The coat.", b"The cat is asleep."))
    with Memory(None) as memory:
        memory.remember_machine([(FRENCH[0], Hypothesis("The coat.", 0.5))], "d")
        list(memory.import_file(file))
        found = memory.recall(FRENCH, "d")
    assert found[FRENCH[0]].text == "The cat is asleep."
    assert FRENCH[1] not in found  # another decoding's


def test_approved_in_xliff_is_approved(bitext: Bitext, tmp_path: Path) -> None:
    file = tmp_path / "a.xlf"
    file.write_text(export(bitext, "xliff").decode().replace('approved="no"', 'approved="yes"', 1), encoding="utf-8")
    assert [u.status for u in read_xliff(file)] == [Status.APPROVED, Status.DRAFT, Status.DRAFT]


def test_a_catalogue_gives_what_is_no_longer_fuzzy(bitext: Bitext, tmp_path: Path) -> None:
    content = export(bitext, "po").decode()
    file = tmp_path / "a.po"
    file.write_text(content.replace("#, fuzzy\n", "", 1), encoding="utf-8")
    assert [(u.source, u.target, u.origin) for u in read_po(file)] == [(FRENCH[0], ENGLISH[0], Origin.EDITED)]
    file.write_text(
        'msgid ""\nmsgstr "Language: en\\n"\n\nmsgid "Il dit « \\"non\\" »."\nmsgstr ""\n"He says "\n"no."\n'
    )
    assert [(u.source, u.target) for u in read_po(file)] == [('Il dit « "non" ».', "He says no.")]


OTHER = """<?xml version="1.0"?>
<xliff version="1.2" xmlns="urn:oasis:names:tc:xliff:document:1.2"><file original="x" source-language="fr-CA" target-language="en-US" datatype="plaintext"><body>
<trans-unit id="1"><source>Le <g id="1">gros</g> chat<x id="2"/> dort.</source><target state="translated">The <g id="1">big</g> cat is asleep.</target>
<alt-trans><source>Le gros chat dort.</source><target>Never this.</target></alt-trans></trans-unit>
<trans-unit id="2"><source>Non.</source><target state="needs-translation">Non.</target></trans-unit>
<trans-unit id="3"><source>Oui.</source></trans-unit>
<group><trans-unit id="4"><source>Il <bpt id="1">&lt;b&gt;</bpt>pleut<ept id="1">&lt;/b&gt;</ept>.</source><target>It rains.</target></trans-unit></group>
</body></file>
<file original="y" source-language="en" target-language="fr"><body><trans-unit id="1"><source>Good night.</source><target>Bonne nuit.</target></trans-unit></body></file>
<file original="z" source-language="de" target-language="en"><body><trans-unit id="1"><source>Nein.</source><target>No.</target></trans-unit></body></file>
</xliff>"""


def test_files_of_other_programs(tmp_path: Path) -> None:
    file = tmp_path / "other.xliff"
    file.write_text(OTHER, encoding="utf-8")
    found = [(u.source, u.target, u.origin) for u in read_xliff(file)]
    assert found == [
        ("Le gros chat dort.", "The big cat is asleep.", Origin.HUMAN),
        ("Il pleut.", "It rains.", Origin.HUMAN),
        ("Bonne nuit.", "Good night.", Origin.HUMAN),
    ]


@pytest.mark.parametrize(
    ("name", "content"), [("a.xlf", "<tmx/>"), ("b.xlf", "<xliff><"), ("c.po", "hello"), ("d.tmx", "<a/>")]
)
def test_what_is_something_else_is_refused(name: str, content: str, tmp_path: Path) -> None:
    (tmp_path / name).write_text(content)
    with Memory(None) as memory:
        with pytest.raises(BrokenDocument):
            list(memory.import_file(tmp_path / name))
        with pytest.raises(MissingDocument):
            list(memory.import_file(tmp_path / f"no-{name}"))
