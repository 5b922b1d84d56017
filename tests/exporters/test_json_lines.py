"""JSON Lines: the keys that the issue names, and nothing of the input lost or said twice."""

from __future__ import annotations

import json
from collections import Counter
from typing import Any

from hypothesis import given, settings
from hypothesis import strategies as st

from reader.bitext import Bitext, Preference
from reader.exporters import ExportOptions, export

KEYS = [
    "document",
    "bead",
    "role",
    "source",
    "target",
    "origin",
    "human",
    "machine",
    "source_lines",
    "target_lines",
    "score",
    "flags",
    "repeat_of",
    "hidden",
]


def records(bitext: Bitext, prefer: Preference = Preference.HUMAN) -> list[dict[str, Any]]:
    lines = export(bitext, "jsonl", options=ExportOptions(prefer=prefer)).decode().splitlines()
    return [json.loads(line) for line in lines]


def test_each_record_has_exactly_the_keys(bitext: Bitext) -> None:
    assert all(list(record) == KEYS for record in records(bitext))


def test_hidden_and_unaligned_parts_are_records_whatever_is_asked(bitext: Bitext) -> None:
    found = records(bitext)
    assert [record["bead"] for record in found] == list(range(7))
    assert [record["hidden"] for record in found] == [False] * 5 + [True] * 2
    assert found[4] == {
        **found[4],
        "source": "",
        "human": "Only in English, 5 > 4.",
        "source_lines": None,
        "target_lines": [10, 10],
        "origin": "human",
    }
    assert found[6]["repeat_of"] == 2


def test_the_preference_decides_the_target_only(bitext: Bitext) -> None:
    human, machine = records(bitext)[3], records(bitext, prefer=Preference.MACHINE)[3]
    assert (human["target"], human["origin"], human["score"]) == ("Nothing has changed.", "human", 0.9)
    assert (machine["target"], machine["origin"], machine["score"]) == ("Nothing changed.", "machine", 0.5)
    assert (human["human"], human["machine"]) == (machine["human"], machine["machine"])


def test_an_edit_stands_beside_what_it_replaces(bitext: Bitext) -> None:
    first = records(bitext)[0]
    assert first["origin"] == "edited"
    assert first["machine"] == 'The theft of the Louvre: "a failure"'


@settings(max_examples=150, deadline=None)
@given(data=st.data())
def test_every_character_of_the_input_stands_in_one_record(
    data: st.DataObject, bitexts: st.SearchStrategy[Bitext]
) -> None:
    found = data.draw(bitexts)
    lines = export(found, "jsonl").decode().split("\n")
    said: Counter[str] = Counter()
    for line in lines[:-1]:
        record = json.loads(line)
        said.update("".join((record["source"] + (record["human"] or "")).split()))
    assert said == Counter("".join(found.source_document.text.split()))
