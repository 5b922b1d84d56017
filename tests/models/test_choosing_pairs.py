"""Which pairs of a large corpus the training recipe takes: those like the wanted text, and those with rare words."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

SCRIPT = Path(__file__).parents[2] / "models" / "training" / "choose.py"
PARLIAMENT = [f"Monsieur le Président, la motion numéro {n} est adoptée." for n in range(40)]
NEWS = [f"Le musée a ouvert ses portes à {n} visiteurs hier soir." for n in range(40)]


def _write(path: Path, french: list[str]) -> Path:
    path.write_text("".join(f"{line}\tEnglish of: {line}\n" for line in french), encoding="utf-8")
    return path


def _chosen(folder: Path, pool: list[str], *, take: int, cover: int = 0) -> list[str]:
    out = folder / "chosen.tsv"
    like = _write(folder / "like.tsv", ["Le musée a rouvert ses portes hier soir.", "Des visiteurs ont attendu hier."])
    options = ["--like", str(like), "--take", str(take), "--cover", str(cover)]
    done = subprocess.run(
        [sys.executable, str(SCRIPT), str(out), str(_write(folder / "pool.tsv", pool)), *options],
        capture_output=True,
        check=False,
        text=True,
    )
    assert done.returncode == 0, done.stderr
    rows = [line.split("\t") for line in out.read_text(encoding="utf-8").splitlines()]
    assert all(english == f"English of: {french}" for french, english in rows)
    return [french for french, _ in rows]


def test_pairs_like_the_wanted_text_come_first(tmp_path: Path) -> None:
    assert sorted(_chosen(tmp_path, [*PARLIAMENT, *NEWS], take=40)) == sorted(NEWS)


def test_a_sentence_that_stands_twice_is_taken_once(tmp_path: Path) -> None:
    chosen = _chosen(tmp_path, [*NEWS, *NEWS], take=60)
    assert sorted(chosen) == sorted(NEWS)


@pytest.mark.parametrize("times", [1, 2])
def test_rare_words_are_covered_by_the_shortest_sentences(tmp_path: Path, times: int) -> None:
    rare = [f"La passoire{' la' * n} numéro {n} est utile." for n in range(5)]
    chosen = _chosen(tmp_path, [*PARLIAMENT, *rare], take=0, cover=times)
    assert [line for line in chosen if "passoire" in line] == rare[:times]


def test_words_that_came_once_or_twice_call_for_no_sentence(tmp_path: Path) -> None:
    slip = "Monsieur le Président, la motion numéro 5 est est est adopptée."
    assert slip not in _chosen(tmp_path, [*PARLIAMENT, slip], take=0, cover=5)
