"""Both seeds, all the way: the hand-made gold must come out of the general code."""

from __future__ import annotations

import json
from collections import Counter
from pathlib import Path
from typing import Any

import pytest

from reader.cli import main

GOLD = Path(__file__).parent / "data" / "segmentation"
# What the gold calls a line, and what we do: role, language, repeated, hidden.
MEANING: dict[str, tuple[str, str | None, bool, bool]] = {
    "standfirst": ("standfirst", "fr", False, False),
    "body": ("body", "fr", False, False),
    "subheading": ("heading", "fr", False, False),
    "pull_quote": ("quote", "fr", False, False),
    "link": ("link", "fr", False, True),
    "tags": ("tags", None, False, True),
    "boilerplate": ("boilerplate", None, False, True),
    "foreign": ("boilerplate", "other", False, True),
    "repeated": ("body", "fr", True, True),
    "english": ("body", "en", False, False),
    "english_debris": ("boilerplate", None, False, True),
}


def _gold(name: str) -> dict[str, Any]:
    found: dict[str, Any] = json.loads((GOLD / name).read_text(encoding="utf-8"))
    return found


def _run(arguments: list[str], capfdbinary: pytest.CaptureFixture[bytes]) -> str:
    with pytest.raises(SystemExit) as ended:
        main(arguments)
    assert ended.value.code == 0
    return capfdbinary.readouterr().out.decode()


def _records(seed: Path, capfdbinary: pytest.CaptureFixture[bytes]) -> list[dict[str, Any]]:
    return [
        json.loads(line) for line in _run(["export", str(seed), "--to", "jsonl", "-o", "-"], capfdbinary).splitlines()
    ]


def test_eleven_beads_of_the_first_seed(seeds: tuple[Path, Path], capfdbinary: pytest.CaptureFixture[bytes]) -> None:
    gold = _gold("seed-000.json")
    french = {s["id"]: s["text"] for s in gold["french_sentences"]}
    english = {s["id"]: s["text"] for s in gold["english_sentences"]}
    wanted = {(" ".join(french[i] for i in f), " ".join(english[j] for j in e)) for f, e in gold["beads"]}
    found = {(r["source"], r["human"]) for r in _records(seeds[0], capfdbinary) if r["source"] and r["human"]}
    assert found == wanted


def test_french_without_english_is_the_machines(
    seeds: tuple[Path, Path], capfdbinary: pytest.CaptureFixture[bytes]
) -> None:
    gold = _gold("seed-000.json")
    french = {s["id"]: s["text"] for s in gold["french_sentences"]}
    records = {r["source"]: r for r in _records(seeds[0], capfdbinary) if r["repeat_of"] is None}
    for name in gold["french_without_english"]:
        assert records[french[name]]["origin"] == "machine"
        assert records[french[name]]["target"]


@pytest.mark.parametrize(("seed", "gold"), [(0, "seed-000.json"), (1, "seed-004.json")])
def test_every_line_has_its_role(
    seeds: tuple[Path, Path], seed: int, gold: str, capfdbinary: pytest.CaptureFixture[bytes]
) -> None:
    roles = _gold(gold)["line_roles"]
    wanted = (
        {int(line): sorted(names) for line, names in roles.items()}
        if isinstance(roles, dict)
        else {entry["line"]: [entry["role"]] for entry in roles}
    )
    described = json.loads(_run(["inspect", str(seeds[seed]), "--json"], capfdbinary))
    found: dict[int, list[dict[str, Any]]] = {}
    for block in described["blocks"]:
        for line in range(block["lines"][0], block["lines"][1] + 1):
            found.setdefault(line, []).append(block)
    assert sorted(found) == sorted(wanted)
    for line, names in wanted.items():
        for name in names:
            role, language, repeated, hidden = MEANING[name]
            assert any(
                b["role"] == role
                and language in (None, b["language"])
                and (b["repeat_of"] is not None) == repeated
                and b["hidden"] == hidden
                for b in found[line]
            ), f"line {line} is {name}, found {found[line]}"
        assert len(found[line]) == len(names)


@pytest.mark.parametrize(("seed", "gold"), [(0, "seed-000.json"), (1, "seed-004.json")])
def test_every_sentence_boundary(
    seeds: tuple[Path, Path], seed: int, gold: str, capfdbinary: pytest.CaptureFixture[bytes]
) -> None:
    stated = _gold(gold)
    text = seeds[seed].read_text(encoding="utf-8")
    line_starts = [0]
    for line in text.split("\n"):
        line_starts.append(line_starts[-1] + len(line) + 1)
    wanted = {
        (line_starts[s["line"] - 1] + s["start"], line_starts[s["line"] - 1] + s["end"])
        for s in (*stated["french_sentences"], *stated.get("english_sentences", ()))
    }
    described = json.loads(_run(["inspect", str(seeds[seed]), "--json"], capfdbinary))
    found = {(s["start"], s["end"]) for b in described["blocks"] for s in b["segments"]}
    assert wanted <= found


@pytest.mark.parametrize("seed", [0, 1])
def test_nothing_is_lost_and_nothing_stands_twice(
    seeds: tuple[Path, Path], seed: int, capfdbinary: pytest.CaptureFixture[bytes]
) -> None:
    records = _records(seeds[seed], capfdbinary)
    said = "".join((r["source"] or "") + (r["human"] or "") for r in records)
    text = seeds[seed].read_text(encoding="utf-8")
    assert Counter("".join(said.split())) == Counter("".join(text.split()))


def test_records_are_what_is_documented(seeds: tuple[Path, Path], capfdbinary: pytest.CaptureFixture[bytes]) -> None:
    keys = (
        "document bead role source target origin human machine source_lines target_lines score flags repeat_of hidden"
    )
    for at, record in enumerate(_records(seeds[0], capfdbinary)):
        assert list(record) == keys.split()
        assert record["bead"] == at
        assert record["origin"] in ("human", "machine", "memory", "edited", None)
        assert record["score"] is None or 0 <= record["score"] <= 1


def test_the_repeated_block_is_folded(seeds: tuple[Path, Path], capfdbinary: pytest.CaptureFixture[bytes]) -> None:
    gold = _gold("seed-000.json")
    texts = {s["id"]: s["text"] for s in gold["french_sentences"]}
    repeats = {s["text"]: texts[s["repeat_of"]] for s in gold["french_sentences"] if s.get("repeat_of")}
    records = _records(seeds[0], capfdbinary)
    folded = [r for r in records if r["repeat_of"] is not None]
    assert len(folded) == len(repeats)
    for record in folded:
        assert record["hidden"]
        assert records[record["repeat_of"]]["source"] == repeats[record["source"]]
        assert records[record["repeat_of"]]["repeat_of"] is None
