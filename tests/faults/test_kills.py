"""Killed at any moment, a hundred times: nothing that was confirmed is lost, and no half file has a final name."""

from __future__ import annotations

import os
import random
import subprocess
import sys
import time
from collections.abc import Iterator, Mapping
from pathlib import Path

import pytest

from reader import paths
from reader.config import Config, MemoryConfig
from reader.memory import Memory
from reader.pipeline import ReadingSession, Resources
from reader.translation.packages_manager import PackageManager
from tests.faults.terminals import folders, terminal

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="pseudo-terminals and kill -9 are Unix's")

_SHIPPED = next((Path(__file__).parents[2] / "models").glob("*.argosmodel"))
_FEW, _MANY = 2, 100
_SENTENCES = (
    "Le chat dort sur le tapis.\n\nLa mer est calme ce matin.\n\nLe train part à midi.\n\nElle ferme la porte.\n\n"
    "Nous lisons un livre.\n\nIls chantent une chanson.\n"
)
times = [pytest.param(_FEW, id="few"), pytest.param(_MANY, id="many", marks=pytest.mark.slow)]


def document(folder: Path) -> Path:
    file = folder / "lecture.txt"
    file.write_text(_SENTENCES, encoding="utf-8")
    return file


def memory_of(home: Path) -> Path:
    return home / "data" / "memory.sqlite3"


def sound(home: Path) -> None:
    """The memory opens and nothing in it is out of joint."""
    if memory_of(home).exists():
        with Memory(memory_of(home)) as memory:
            assert memory.check() == ()


def english(file: Path, home: Path) -> list[str]:
    """What a reader opened now would show."""
    with Resources(Config(memory=MemoryConfig(path=str(memory_of(home))))) as resources:
        return [row.target or "" for row in ReadingSession.open(file, resources=resources).bitext.rows()]


def cut_short(command: list[str], environ: Mapping[str, str], kills: int, lasts: float) -> Iterator[int]:
    """Run a command and kill it, so many times; the number of each run. ``lasts``: about how many seconds it takes.

    Where a run ends before its time, on a machine that has grown less busy, it was no kill, and the next is sooner.
    """
    cut = 0
    for seed in range(20 * kills):
        process = subprocess.Popen(command, env=environ, stderr=subprocess.DEVNULL)
        time.sleep(random.Random(seed).uniform(0.2, 1.0) * lasts)  # noqa: S311
        process.kill()
        if process.wait() == 0:
            lasts *= 0.8
        else:
            cut += 1
        yield seed
        if cut == kills:
            return
    pytest.fail(f"killed {cut} times only")


@pytest.mark.parametrize("kills", times)
def test_killed_while_reading(tmp_path: Path, kills: int) -> None:
    file, start = document(tmp_path), 2.0
    for seed in range(kills):
        chance = random.Random(seed)  # noqa: S311 - a test
        with terminal(tmp_path, file) as screen:
            began = time.monotonic()
            if seed % 2:
                screen.wait("Le chat dort")
                start = time.monotonic() - began
                screen.type("".join(chance.choices("jjkGg {}bBms", k=12)))
            screen.rest(chance.uniform(0, start))
            screen.kill()
            assert screen.ended() == -9
        sound(tmp_path)
    assert len(english(file, tmp_path)) == _SENTENCES.count(".")


@pytest.mark.parametrize("kills", times)
def test_killed_while_editing_no_edit_that_was_shown_is_lost(tmp_path: Path, kills: int) -> None:
    file, rows = tmp_path / "lecture.txt", 2 * kills
    file.write_text("\n\n".join(f"Il y a {n} chats." for n in range(rows)), encoding="utf-8")
    shown: dict[int, str] = {}
    for seed in range(kills):
        chance = random.Random(seed)  # noqa: S311
        with terminal(tmp_path, file) as screen:
            for row in (2 * seed, 2 * seed + 1):
                text = f"Kept{row}x."
                screen.wait(rf"\d/{rows} ")
                screen.type(f"{row + 1}g")
                screen.wait(rf" {row + 1}/{rows} [^/]*machine")
                screen.type("c")
                screen.wait("Enter keeps it")
                screen.type(f" {text}")
                screen.wait(text)
                screen.written = ""
                screen.type("\r")
                if row % 2 and chance.random() < 0.5:  # in the midst of it, without waiting for the screen
                    screen.rest(chance.uniform(0, 0.1))
                    break
                screen.wait(rf" {row + 1}/{rows} [^/]*edited")
                shown[row] = text
            screen.kill()
            assert screen.ended() == -9
        sound(tmp_path)
        found = english(file, tmp_path)
        assert [row for row, text in shown.items() if text not in found[row]] == [], seed
    assert len(shown) >= kills


@pytest.mark.parametrize("kills", times)
def test_killed_while_exporting_only_whole_files_have_their_names(tmp_path: Path, kills: int) -> None:
    (tmp_path / "in").mkdir()
    for number in range(6):
        (tmp_path / "in" / f"{number}.txt").write_text(_SENTENCES * (number + 1), encoding="utf-8")
    command = [sys.executable, "-m", "reader", "export", str(tmp_path / "in"), "--to", "html,epub,tmx,docx", "--quiet"]
    environ = {**os.environ, **folders(tmp_path)}
    began = time.monotonic()
    subprocess.run([*command, "--out-dir", str(tmp_path / "whole")], env=environ, check=True)
    lasts = time.monotonic() - began
    whole = {p.name: p.read_bytes() for p in (tmp_path / "whole").iterdir()}
    out = tmp_path / "out"
    for seed in cut_short([*command, "--out-dir", str(out)], environ, kills, lasts):
        found = {p.name: p.read_bytes() for p in out.glob("[!.]*")} if out.exists() else {}
        assert found.items() <= whole.items(), (seed, found.keys() - whole.keys())
        sound(tmp_path)
        for path in list(found)[:: 1 + seed % 3]:  # the next run has something to do again
            (out / path).unlink()
    subprocess.run([*command, "--out-dir", str(out)], env=environ, check=True)
    assert {p.name: p.read_bytes() for p in out.iterdir()} == whole


@pytest.mark.parametrize("kills", times)
def test_killed_while_installing_a_package(tmp_path: Path, kills: int, monkeypatch: pytest.MonkeyPatch) -> None:
    for name, value in folders(tmp_path).items():
        monkeypatch.setenv(name, value)
    command = [sys.executable, "-m", "reader", "packages", "install", "--force", str(_SHIPPED)]
    began = time.monotonic()
    subprocess.run(command, check=True)
    lasts = time.monotonic() - began
    looker = PackageManager(paths.argos_packages(), cache=paths.cache_folder())
    for seed in cut_short(command, os.environ, kills, lasts):
        found = looker.installed()
        assert found, seed
        for package in found:
            assert looker.verify(package).faults == (), seed
    subprocess.run(command, check=True)
    [left] = looker.installed()
    assert looker.verify(left).faults == ()
