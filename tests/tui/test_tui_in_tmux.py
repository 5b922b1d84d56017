"""A whole reading of the first seed in a real terminal, keys and all."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
import time
import uuid
from collections.abc import Iterator
from pathlib import Path

import pytest

_ROOT = Path(__file__).parents[2]
_SEED = _ROOT / "seeds" / "000_d5c8ddcf37515fcb.txt"
_PATIENCE = 240.0

pytestmark = [
    pytest.mark.slow,
    pytest.mark.skipif(shutil.which("tmux") is None, reason="no tmux here"),
    pytest.mark.skipif(not _SEED.exists(), reason="no seed here"),
]


class Terminal:
    """A terminal of its own in a tmux server of its own."""

    def __init__(self, folder: Path) -> None:
        self.name = f"reader-{uuid.uuid4().hex[:8]}"
        self.folder = folder

    def tmux(self, *arguments: str) -> str:
        command = ["tmux", "-L", self.name, "-f", os.devnull, *arguments]
        return subprocess.run(command, check=True, capture_output=True, text=True, timeout=120).stdout

    def start(self, *arguments: str, size: tuple[int, int]) -> None:
        environ = " ".join(f"READER_{name}_DIR={self.folder / name.lower()}" for name in ("DATA", "CONFIG", "CACHE"))
        # A size that the environment names is not the terminal's.
        command = f"{environ} COLUMNS=80 LINES=24 LANG=C.UTF-8 {sys.executable} -m reader {' '.join(arguments)}; echo EXIT=$?; sleep 600"
        self.tmux("new-session", "-d", "-x", str(size[0]), "-y", str(size[1]), "-c", str(_ROOT), command)

    def keys(self, *keys: str) -> None:
        self.tmux("send-keys", *keys)

    def mouse(self, *reports: tuple[int, int, int, str]) -> None:
        """Send the reports of a mouse: button, column and line from 1, and ``M`` for down or ``m`` for up."""
        for button, x, y, final in reports:
            self.tmux("send-keys", "-l", f"\x1b[<{button};{x};{y}{final}")

    def text(self) -> str:
        return self.tmux("capture-pane", "-p")

    def wait(self, pattern: str) -> str:
        """The screen, as soon as it holds something."""
        end = time.monotonic() + _PATIENCE
        while time.monotonic() < end:
            text = self.text()
            if re.search(pattern, text):
                return text
            time.sleep(0.1)
        pytest.fail(f"{pattern!r} never came; the screen is:\n{self.text()}")

    def stop(self) -> None:
        subprocess.run(["tmux", "-L", self.name, "kill-server"], check=False, capture_output=True)  # noqa: S607


@pytest.fixture
def terminal(tmp_path: Path) -> Iterator[Terminal]:
    found = Terminal(tmp_path)
    yield found
    found.stop()


def _start_reading(terminal: Terminal, size: tuple[int, int]) -> None:
    """The list of the folder, and out of it the first seed, translated to the end."""
    terminal.start("seeds", size=size)
    shown = terminal.wait("words · seeds/000_")
    assert "Le préfet de police a regretté" in shown
    terminal.keys("g", "Enter")
    terminal.wait(r"▌ Le préfet de police")
    terminal.wait("English: human first")
    terminal.wait(r"⋯ 2 hidden lines")
    terminal.wait(r"\A(?![\s\S]*translating)")


def _move(terminal: Terminal) -> None:
    terminal.keys("9", "j")
    assert re.search(r"▌[^\n]*▐ H ", terminal.wait(r"▐ H "))
    terminal.keys("G")
    terminal.wait(r"\n 19/19 100%")
    terminal.keys("g", "g")
    terminal.wait(r"\n 1/19")
    terminal.keys("5", "0", "%")
    terminal.wait(r"\n 11/19 53%")
    terminal.keys("m", "a", "g", "g", "'", "a")
    terminal.wait(r"\n 11/19")
    terminal.keys("g", "g", "]", "u")
    terminal.wait(r"\n [2-9]/19 \d+% · M")


def _search(terminal: Terminal) -> None:
    terminal.keys("g", "g", "/")
    terminal.wait("Search both languages")
    terminal.keys("prefet", "Enter")
    terminal.wait(r"8 hits · n next")
    terminal.keys("l")
    terminal.wait(r"8 hits[\s\S]*préfet")
    terminal.keys("j", "Enter")
    terminal.wait(r"\n [2-9]/19")
    terminal.keys("Escape")
    terminal.wait(r"\A(?![\s\S]*hits)")


def _look_words_up(terminal: Terminal) -> None:
    terminal.keys("g", "9", "j", "5", "w")
    terminal.wait("d look up · a learn")
    terminal.keys("d")
    terminal.wait(r"Translations[\s\S]*\d+%  said")
    terminal.keys("a")
    terminal.wait("Added to the vocabulary: dit")
    terminal.keys("G", "A")
    terminal.wait(r"○ dit  \w+  new")
    terminal.keys("s")
    terminal.wait(r"◐ dit  \w+  learning")
    terminal.keys("Enter")
    terminal.wait(r"\n 12/19")


def _change_views(terminal: Terminal) -> None:
    terminal.keys("v")
    terminal.wait("English: machine first")
    terminal.keys("v", "v", "V")
    terminal.wait(r"▌H  During a roundtable")
    terminal.keys("V")
    assert "During a" not in terminal.wait("French only")
    terminal.keys("e")
    terminal.wait(r"During a\s+roundtable")
    terminal.keys("V", "V", "h", "G")
    terminal.wait("respuesta|publicada")
    terminal.keys("h", "?")
    terminal.wait("Useful here")
    terminal.keys("q")
    terminal.wait(r"\A(?![\s\S]*Useful here)")


def _work(terminal: Terminal) -> None:
    terminal.keys("g", "9", "j", "s")
    terminal.wait("H· human[^\n]*checked")
    terminal.keys("c")
    terminal.wait("English of sentence 12")
    terminal.keys(" And mine.", "Enter")
    terminal.wait(r"E· edited")
    terminal.keys("u", "u")
    terminal.wait(r"\n 12/19 \d+% · H human")
    terminal.keys("o")
    terminal.wait("Note to sentence 12")
    terminal.keys("remember", "Enter")
    terminal.wait("✎ remember")


def _take_the_mouse(terminal: Terminal) -> None:
    rule = next(line.index("▐") for line in terminal.text().splitlines() if "▐" in line) + 1
    terminal.mouse((0, rule, 12, "M"), (32, rule - 8, 12, "M"), (0, rule - 8, 12, "m"))
    terminal.wait(rf"(?m)^.{{{rule - 11},{rule - 7}}}▐")
    terminal.mouse((65, 10, 10, "M"), (65, 10, 10, "M"), (65, 10, 10, "M"))
    line = next(i for i, text in enumerate(terminal.text().splitlines(), 1) if i > 3 and re.match(r"  \w{4}", text))
    terminal.mouse((2, 4, line, "M"), (2, 4, line, "m"))
    terminal.wait("a adds it to the vocabulary")
    terminal.keys("Escape")
    terminal.wait(r"\A(?![\s\S]*a adds it)")


def _export(terminal: Terminal, folder: Path) -> None:
    terminal.keys("x")
    terminal.wait("Export as")
    terminal.keys("j", "Enter")
    terminal.wait("File to write")
    terminal.keys("C-u")
    terminal.wait(r"File to write[\s\S]*File to write")  # empty: the placeholder shows
    terminal.keys(str(folder / "out.html"))
    terminal.wait(r"out\.html")
    terminal.keys("Enter")
    terminal.wait("Written:")
    assert "During a roundtable discussion" in (folder / "out.html").read_text(encoding="utf-8")


@pytest.mark.parametrize("size", [(80, 24), (120, 36)])
def test_a_whole_reading(terminal: Terminal, size: tuple[int, int], tmp_path: Path) -> None:
    _start_reading(terminal, size)
    _move(terminal)
    _search(terminal)
    _look_words_up(terminal)
    _change_views(terminal)
    _work(terminal)
    _take_the_mouse(terminal)
    _export(terminal, tmp_path)
    terminal.keys(":")
    terminal.wait("What do you want to do")
    terminal.keys("theme light", "Enter")
    terminal.wait(r"\A(?![\s\S]*What do you want)")
    terminal.keys("q")
    terminal.wait(r"\d+%  Le préfet de police[\s\S]*human \d+% · machine \d+%")
    terminal.keys("q")
    terminal.wait("EXIT=0")


def test_at_forty_columns_english_stands_below_its_french(terminal: Terminal) -> None:
    terminal.start(str(_SEED), size=(40, 20))
    terminal.wait(r"▌M. The police prefect")
    terminal.keys("?")
    terminal.wait("Useful here")
    terminal.keys("q")
    terminal.wait(r"\A(?![\s\S]*Useful here)")
    terminal.keys("q")
    terminal.wait("EXIT=0")


def test_it_opens_again_where_it_was_left(terminal: Terminal) -> None:
    terminal.start(str(_SEED), size=(80, 24))
    terminal.wait("Le préfet de police")
    terminal.keys("7", "j")
    left = re.search(r"^ (\d+)/", terminal.wait(r"\n (9|10|8)/\d+"), re.MULTILINE)
    terminal.keys("q")
    terminal.wait("EXIT=0")
    terminal.stop()
    terminal.start(size=(80, 24))
    again = re.search(r"^ (\d+)/", terminal.wait(r"\n (9|10|8)/\d+"), re.MULTILINE)
    assert left is not None
    assert again is not None
    assert left[1] == again[1]
