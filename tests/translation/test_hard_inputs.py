"""Sixty inputs that have gone wrong in real programs, with what each must not do."""

from __future__ import annotations

import json
import re
from pathlib import Path
from typing import Any

import pytest

from reader.bitext import Hypothesis
from reader.translation import Engine

LINES = (Path(__file__).parent.parent / "data/translation/hard.jsonl").read_text(encoding="utf-8").splitlines()
INPUTS: list[dict[str, Any]] = [json.loads(line) for line in LINES]


@pytest.fixture(scope="module")
def translated(engine: Engine) -> dict[int, Hypothesis]:
    return dict(engine.translate([item["source"] for item in INPUTS]))


def test_sixty_of_them() -> None:
    assert len(INPUTS) >= 60


@pytest.mark.parametrize("index", range(len(INPUTS)), ids=[item["why"] for item in INPUTS])
def test_hard_input(translated: dict[int, Hypothesis], index: int) -> None:
    item, found = INPUTS[index], translated[index]
    if item.get("or_flag") in found.flags:
        return
    for wanted in item["present"]:
        assert wanted in found.text, found
    for forbidden in item["absent"]:
        assert not re.search(forbidden, found.text), found
