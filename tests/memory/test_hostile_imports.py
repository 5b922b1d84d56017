"""Files from translators' tools with what no reader should stumble over, or obey."""

from __future__ import annotations

from pathlib import Path

from reader.memory.po_import import read_po
from reader.memory.xliff_import import read_xliff


def test_instructions_before_the_outermost_element_are_passed_over(tmp_path: Path) -> None:
    path = tmp_path / "x.xlf"
    path.write_text(
        '<?xml version="1.0"?><?tool made="by"?><?tool again="yes"?><xliff version="1.2" xmlns="urn:oasis:names:tc:xliff:document:1.2">'
        '<file source-language="fr" target-language="en"><body><trans-unit id="1"><source>Un.</source><target>One.</target></trans-unit>'
        '<trans-unit id="2"><source>Deux.</source><target>Two.</target></trans-unit></body></file></xliff>',
        encoding="utf-8",
    )
    assert [(unit.source, unit.target) for unit in read_xliff(path)] == [("Un.", "One."), ("Deux.", "Two.")]


def test_nothing_that_a_terminal_obeys_comes_in_by_a_catalogue(tmp_path: Path) -> None:
    path = tmp_path / "x.po"
    path.write_text('msgid "Un \x1b[2J.\\r"\nmsgstr "One\x9b2J\x07.\u202e"\n', encoding="utf-8")
    [unit] = read_po(path)
    assert (unit.source, unit.target) == ("Un  [2J.", "One 2J .")
