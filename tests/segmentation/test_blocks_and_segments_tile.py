from __future__ import annotations

import json
from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from reader.documents import Block, Document, Structure
from reader.segmentation import analyse, describe, segment, split_clauses

LINES = st.sampled_from(
    [
        "Le maire est venu. Il n’a rien dit.",
        "The mayor came. He said nothing.",
        "Deja una respuesta",
        ". He left.",
        "***",
        "Partager sur Facebook",
        "Chapitre II",
        "« Oui ! » dit-il.",
        "- du pain",
        "Le musée, fermé depuis trente ans, rouvrira ses portes au printemps prochain, dit-on. The museum will open again.",
        "12 mars 2024",
    ]
)


@st.composite
def documents(draw: st.DrawFn) -> Document:
    text, blocks = draw(st.sampled_from(["", "\n", " \n"])), []
    for line in draw(st.lists(st.one_of(LINES, st.text(max_size=60)), max_size=14)):
        if line.strip():
            inner = line.strip()
            start = len(text) + line.index(inner[0])
            blocks.append(Block(start, start + len(inner), draw(st.sampled_from(list(Structure)))))
        text += line + draw(st.sampled_from(["\n", "\n\n", "\r\n "]))
    return Document(text, tuple(blocks))


@given(documents())
@settings(max_examples=150, deadline=None)
def test_blocks_and_segments_hold_all_of_the_text(document: Document) -> None:
    found = analyse(document)
    segments = segment(found)
    letters = "".join(document.text.split())
    assert "".join("".join(found.text[b.start : b.end].split()) for b in found.blocks) == letters
    assert "".join("".join(s.text.split()) for s in segments) == letters
    for one in segments:
        block = found.blocks[one.block]
        assert block.start <= one.start < one.end <= block.end
        assert found.text[one.start : one.end] == one.text
    assert all(a.end <= b.start for a, b in pairwise(segments))


@given(documents())
@settings(max_examples=40, deadline=None)
def test_the_description_is_json_and_holds_each_segment(document: Document) -> None:
    found = analyse(document)
    said = json.loads(json.dumps(describe(found, segment(found))))
    assert set(said) == {"document", "blocks"}
    for block, entry in zip(found.blocks, said["blocks"], strict=True):
        assert set(entry) == {"role", "language", "hidden", "repeat_of", "lines", "segments"}
        assert entry["lines"] == list(found.lines(block.start, block.end))
        for part in entry["segments"]:
            assert found.text[part["start"] : part["end"]] == part["text"]


@given(st.text(max_size=300), st.integers(1, 80))
def test_clauses_hold_all_of_a_sentence(text: str, limit: int) -> None:
    spans = split_clauses(text, limit)
    assert "".join("".join(text[a:b].split()) for a, b in spans) == "".join(text.split())
    assert all(0 < b - a <= limit and text[a:b] == text[a:b].strip() for a, b in spans)


def test_clauses_are_cut_at_the_best_place() -> None:
    text = "Il entra, posa son manteau sur la chaise ; elle le regarda longtemps, puis elle sortit sans un mot"
    assert [text[a:b] for a, b in split_clauses(text, 60)] == [
        "Il entra, posa son manteau sur la chaise ;",
        "elle le regarda longtemps, puis elle sortit sans un mot",
    ]


def test_a_million_characters_without_a_stop_are_cut_in_time() -> None:
    text = "mot, " * 200_000
    spans = split_clauses(text, 400)
    assert max(b - a for a, b in spans) <= 400
    assert split_clauses("x" * 1000, 300) == [(0, 300), (300, 600), (600, 900), (900, 1000)]


def test_a_limit_is_positive() -> None:
    with pytest.raises(ValueError, match="at least one"):
        split_clauses("mot", 0)
