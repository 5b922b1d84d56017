"""The two seeds against the answers made by hand: every line's role, every sentence's boundary, repeats and languages."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from reader import formats
from reader.documents import Block, Document, Role
from reader.languages import Language
from reader.segmentation import analyse, segment

ROOT = Path(__file__).parents[2]
GOLD = ROOT / "tests" / "data" / "segmentation"
NAMES = {
    "standfirst": {Role.STANDFIRST},
    "body": {Role.BODY},
    "subheading": {Role.HEADING},
    "pull_quote": {Role.QUOTE},
    "link": {Role.LINK},
    "tags": {Role.TAGS},
    "boilerplate": {Role.BOILERPLATE},
    "english_debris": {Role.BOILERPLATE},
    "foreign": {Role.BOILERPLATE},
    "english": {Role.BODY},
}


def gold(number: str) -> dict[str, Any]:
    found: dict[str, Any] = json.loads((GOLD / f"seed-{number}.json").read_text(encoding="utf-8"))
    return found


def analysed(wanted: dict[str, Any]) -> Document:
    return analyse(formats.read(ROOT / wanted["source"]))


def line_roles(wanted: dict[str, Any]) -> dict[int, list[str]]:
    roles = wanted["line_roles"]
    if isinstance(roles, list):
        return {entry["line"]: [entry["role"]] for entry in roles}
    return {int(line): names for line, names in roles.items()}


def fits(block: Block, name: str) -> bool:
    if name == "repeated":
        return block.repeat_of is not None
    language = {"english": Language.ENGLISH, "english_debris": Language.ENGLISH, "foreign": Language.OTHER}.get(name)
    return block.repeat_of is None and block.role in NAMES[name] and language in (None, block.language)


@pytest.mark.parametrize("number", ["000", "004"])
def test_every_line_has_its_role(number: str) -> None:
    wanted = gold(number)
    document = analysed(wanted)
    expected = line_roles(wanted)
    found: dict[int, list[Block]] = {}
    for block in document.blocks:
        found.setdefault(document.lines(block.start, block.end)[0], []).append(block)
    assert sorted(found) == sorted(expected)
    for line, names in expected.items():
        for name in names:
            assert any(fits(block, name) for block in found[line]), (line, name)
        for block in found[line]:
            assert any(fits(block, name) for name in names), (line, block)


@pytest.mark.parametrize("number", ["000", "004"])
def test_every_sentence_stands_where_the_gold_has_it(number: str) -> None:
    wanted = gold(number)
    document = analysed(wanted)
    starts = {}
    for segment_ in segment(document):
        line = document.line(segment_.start)
        begin = document.text.rfind("\n", 0, segment_.start) + 1
        starts[line, segment_.start - begin, segment_.end - begin] = segment_.text
    expected = {
        (s["line"], s["start"], s["end"]): s["text"]
        for part in ("french_sentences", "english_sentences", "other")
        for s in wanted.get(part, ())
    }
    assert starts == expected


def test_each_repeated_sentence_points_to_its_first_copy() -> None:
    wanted = gold("000")
    document = analysed(wanted)
    sentences = {s["id"]: s for s in wanted["french_sentences"]}
    for sentence in sentences.values():
        if "repeat_of" not in sentence:
            continue
        first = sentences[sentence["repeat_of"]]
        block = next(
            b
            for b in document.blocks
            if document.line(b.start) == sentence["line"] and sentence["text"] in document.text[b.start : b.end]
        )
        assert block.repeat_of is not None
        target = document.blocks[block.repeat_of]
        assert document.line(target.start) == first["line"]
        assert first["text"] in document.text[target.start : target.end]
