from __future__ import annotations

import subprocess
import sys
from dataclasses import replace
from pathlib import Path

import pytest

from reader.errors import TranslationError
from reader.translation import Engine, Package

TEXTS = ["Le maire est parti.", "", "Bonjour !", "Le maire est parti.", "12,5 %", "https://a.fr/", "Elle dort."]


def test_each_index_once_and_duplicates_alike(engine: Engine) -> None:
    pairs = list(engine.translate(TEXTS))
    assert sorted(index for index, _ in pairs) == list(range(len(TEXTS)))
    found = dict(pairs)
    assert found[0] == found[3]
    assert found[0].text.endswith(".")
    assert found[1].text == ""
    assert (found[4].text, found[5].text) == ("12.5%", "https://a.fr/")
    assert all(0 <= (h.score or 0) <= 1 for h in found.values())


def test_nothing_to_translate(engine: Engine) -> None:
    assert list(engine.translate([])) == []
    assert [h.text for _, h in engine.translate([" ", "\n"])] == ["", ""]


def test_what_is_first_comes_first(engine: Engine) -> None:
    texts = [f"Le train numéro {n} est arrivé en retard à la gare ce matin." for n in range(40)]
    order = [index for index, _ in engine.translate(texts, first=(39, 38))]
    assert set(order[:2]) == {38, 39}


def test_urgency_is_asked_for_between_batches(shipped_package: Package) -> None:
    engine = Engine(shipped_package, threads=1, beam_size=1)
    texts = [f"Le train numéro {n} est arrivé en retard à la gare ce matin, comme hier." for n in range(220)]
    wish: list[int] = []
    seen = []
    for index, _ in engine.translate(texts, urgent=lambda: wish):
        seen.append(index)
        if len(seen) == 1:
            wish.append(219 if index != 219 else 0)
        if wish and wish[0] in seen:
            break
    assert len(seen) < 180


def test_a_run_may_be_stopped(engine: Engine) -> None:
    stream = engine.translate([f"Une phrase avec le nombre {n} dedans." for n in range(100)])
    next(stream)
    stream.close()
    assert dict(engine.translate(["Bonjour !"]))[0].text


def test_a_long_text_is_translated_to_its_end(engine: Engine) -> None:
    text = ", ".join(f"le ministre a parlé de la ville numéro {n}" for n in range(1, 25)) + " et Zanzibar-Ville."
    found = dict(engine.translate([text]))[0]
    assert "24" in found.text
    assert len(found.text) > len(text) // 2


def test_the_id_names_package_and_decoding(engine: Engine, shipped_package: Package) -> None:
    assert engine.decoding_id.startswith(shipped_package.id)
    assert engine.decoding_id == engine.with_glossary(None).decoding_id
    assert Engine(shipped_package, beam_size=1).decoding_id != engine.decoding_id


def test_a_target_prefix_is_given_and_taken_away(shipped_package: Package) -> None:
    prefixed = Engine(replace(shipped_package, target_prefix="▁The"), threads=1)
    assert not dict(prefixed.translate(["Le maire est parti."]))[0].text.startswith("The ")


def test_a_device_that_is_not_there(shipped_package: Package) -> None:
    with pytest.raises(TranslationError, match="cannot be run on"):
        Engine(shipped_package, device="nothing")


def test_a_damaged_package(tmp_path: Path, shipped_package: Package) -> None:
    (tmp_path / "model").mkdir()
    (tmp_path / "model" / "model.bin").write_bytes(b"nothing")
    (tmp_path / "sentencepiece.model").write_bytes((shipped_package.path / "sentencepiece.model").read_bytes())
    with pytest.raises(TranslationError, match="cannot be run"):
        Engine(replace(shipped_package, path=tmp_path))


def test_importing_loads_no_engine() -> None:
    code = "import sys, reader.translation; print(sorted({'ctranslate2', 'sentencepiece', 'argostranslate'} & set(sys.modules)))"
    done = subprocess.run([sys.executable, "-c", code], check=True, capture_output=True, text=True)
    assert done.stdout.strip() == "[]"


def test_a_chain_goes_through_a_third_language(shipped_package: Package) -> None:
    chain = Engine((shipped_package, shipped_package), threads=1)
    found = dict(chain.translate(["Le maire est parti.", "Voir https://a.fr/ demain."]))
    assert "mayor" in found[0].text.lower()
    assert "https://a.fr/" in found[1].text
    assert chain.decoding_id.startswith(f"{shipped_package.id}+{shipped_package.id};")


def test_hostile_lines_cost_seconds_not_hours(shipped_package: Package) -> None:
    fast = Engine(shipped_package, beam_size=1, threads=2)
    lines = ["a" * 20_000, "«" * 3000, '"' * 3000, "- " * 3000, "É’" * 2000, "Aa " * 300, "1.1" * 1000]
    found = dict(fast.translate(lines))
    assert sorted(found) == list(range(len(lines)))
    assert "truncated" in found[0].flags
