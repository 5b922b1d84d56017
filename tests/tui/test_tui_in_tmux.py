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
_PATIENCE = 90.0

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
        return subprocess.run(command, check=True, capture_output=True, text=True, timeout=20).stdout

    def start(self, *arguments: str, size: tuple[int, int]) -> None:
        environ = " ".join(f"READER_{name}_DIR={self.folder / name.lower()}" for name in ("DATA", "CONFIG", "CACHE"))
        command = f"{environ} LANG=C.UTF-8 {sys.executable} -m reader {' '.join(arguments)}; echo EXIT=$?; sleep 60"
        self.tmux("new-session", "-d", "-x", str(size[0]), "-y", str(size[1]), "-c", str(_ROOT), command)

    def keys(self, *keys: str) -> None:
        self.tmux("send-keys", *keys)

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


@pytest.mark.parametrize("size", [(80, 24), (120, 36)])
def test_a_whole_reading(terminal: Terminal, size: tuple[int, int]) -> None:
    terminal.start(str(_SEED), size=size)
    terminal.wait("Le préfet de police")
    terminal.wait(r"⋯ 2 hidden lines")
    terminal.wait(r"│ H  .*In 2021|M.*prefect|M")
    terminal.keys("9", "j")
    shown = terminal.wait(r"▐ H")
    assert "▌" in shown
    terminal.keys("G")
    terminal.wait("100%|9[0-9]%")
    terminal.keys("g", "/")
    terminal.wait("Search both languages")
    terminal.keys("obsolescence", "Enter")
    terminal.wait("hits|hit")
    terminal.wait(r"▌.*obsolescence|▌.*risque|▐.*risk")
    terminal.keys("n", "N", "v")
    terminal.wait("machine English")
    terminal.keys("v", "v", "h")
    terminal.keys("G")
    terminal.wait("respuesta|publicada")
    terminal.keys("h", "?")
    terminal.wait("Keys")
    terminal.keys("q")
    terminal.wait(r"\A(?![\s\S]*Esc to close)")
    terminal.keys("g", "9", "j", "s")
    terminal.wait("checked")
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
