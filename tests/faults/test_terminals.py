"""Terminals that go away, stop, shrink or can do little; users who interrupt; several readers of one document."""

from __future__ import annotations

import os
import re
import signal
import sqlite3
import subprocess
import sys
import time
from pathlib import Path

import pytest

from reader.memory import Memory, Shelf
from tests.faults.terminals import PATIENCE, Terminal, folders, terminal
from tests.interrupts import ended, interruptible

_TEXT = "Le chat dort sur le tapis.\n\nLa mer est calme ce matin.\n\nLe train part à midi.\n\nElle ferme la porte.\n"


def slow(value: object) -> object:
    """A value that is tried in the long run only."""
    return pytest.param(value, marks=pytest.mark.slow)


@pytest.fixture
def file(tmp_path: Path) -> Path:
    found = tmp_path / "lecture.txt"
    found.write_text(_TEXT, encoding="utf-8")
    return found


def ready(screen: Terminal) -> None:
    """Wait until Textual has the terminal and everything is translated."""
    screen.wait(r"1/4[^\n]*sure")


def position(home: Path) -> int:
    with Memory(home / "data" / "memory.sqlite3") as memory:
        [document] = Shelf(memory).recent()
        return document.position


@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGHUP])
def test_a_signal_ends_it_in_order_and_the_place_is_kept(tmp_path: Path, file: Path, number: signal.Signals) -> None:
    with terminal(tmp_path, file) as screen:
        ready(screen)
        screen.type("jj")
        screen.wait("3/4")
        screen.kill(number)
        assert screen.ended() == 128 + number
        assert screen.written.rindex("\x1b[?1049l") > screen.written.rindex("3/4")
        assert "Traceback" not in screen.text
    assert position(tmp_path) == _TEXT.index("Le train")


def test_a_terminal_that_is_torn_away(tmp_path: Path, file: Path) -> None:
    with terminal(tmp_path, file) as screen:
        ready(screen)
        screen.type("jj")
        screen.wait("3/4")
        os.close(screen.master)
        end = time.monotonic() + PATIENCE
        while os.waitpid(screen.process, os.WNOHANG) == (0, 0):
            assert time.monotonic() < end, "it lives on without a terminal"
            time.sleep(0.1)
        screen.process = 0
    assert position(tmp_path) == _TEXT.index("Le train")


def test_stopped_and_resumed(tmp_path: Path, file: Path) -> None:
    with terminal(tmp_path, file) as screen:
        ready(screen)
        screen.kill(signal.SIGTSTP)
        end = time.monotonic() + PATIENCE
        while not (stopped := os.waitpid(screen.process, os.WUNTRACED | os.WNOHANG))[0] and time.monotonic() < end:
            screen.rest(0.1)
        assert os.WIFSTOPPED(stopped[1])
        screen.rest(0.2)
        assert screen.written.rstrip().endswith("\x1b[?1049l") or "\x1b[?1049l" in screen.written
        screen.written = ""
        screen.kill(signal.SIGCONT)
        screen.wait("Le chat dort")
        screen.type("j")
        screen.wait("2/4")
        screen.type("q")
        assert screen.ended() == 0


@pytest.mark.parametrize(
    "sizes", [[(1, 1), (24, 80)], slow([(1, 80), (50, 1), (24, 40)]), slow([(3, 5), (0, 0), (24, 80)])]
)
def test_resized_to_nothing_and_back(tmp_path: Path, file: Path, sizes: list[tuple[int, int]]) -> None:
    with terminal(tmp_path, file) as screen:
        ready(screen)
        for size in sizes:
            screen.written = ""
            screen.resize(*size)
            screen.rest(1.0)
            screen.type("jk?\x1b")
        screen.wait("Le chat dort")
        assert screen.left() == 0
        assert "Traceback" not in screen.text


def test_it_starts_in_a_narrow_terminal(tmp_path: Path, file: Path) -> None:
    with terminal(tmp_path, file, size=(20, 40)) as screen:
        screen.wait("Le chat dort")
        screen.wait(r"M[ ?!] +\w")
        screen.type("q")
        assert screen.ended() == 0


@pytest.mark.parametrize("term", [None, "dumb", slow(""), slow("unknown")])
def test_a_terminal_that_can_draw_nothing_gets_lines(tmp_path: Path, file: Path, term: str | None) -> None:
    with terminal(tmp_path, file, environ={"TERM": term}) as screen:
        assert screen.ended() == 0
        assert "Le chat dort" in screen.text
        assert "\x1b" not in screen.written


@pytest.mark.parametrize("where", ["", "c", *map(slow, "/:?xLfo")])
def test_ctrl_c_wherever_one_is_leaves_a_reader_that_works(tmp_path: Path, file: Path, where: str) -> None:
    with terminal(tmp_path, file) as screen:
        ready(screen)
        screen.type(where)
        screen.rest(0.8)
        screen.type("\x03")
        screen.rest(0.5)
        assert screen.left() in {0, 130}
        assert "Traceback" not in screen.text
        assert "\x1b[?1049l" in screen.written


@pytest.mark.parametrize("after", [0.3, slow(0.05), slow(1.0)])
@pytest.mark.parametrize("command", ["translate", "export", *map(slow, ("inspect", "doctor", "align"))])
def test_ctrl_c_in_a_command_is_one_line(tmp_path: Path, file: Path, command: str, after: float) -> None:
    long = tmp_path / "long.txt"
    long.write_text("".join(f"{n} chats dorment sur {n} tapis.\n\n" for n in range(1500)), encoding="utf-8")
    more = {"export": ["--to", "html", "--out-dir", str(tmp_path / "out")], "align": [str(file)]}.get(command, [])
    arguments = [command] + ([] if command == "doctor" else [str(long)]) + more
    done = subprocess.Popen(
        [sys.executable, "-m", "reader", *arguments],
        env={**interruptible(), **folders(tmp_path)},
        stdout=subprocess.DEVNULL,
        stderr=subprocess.PIPE,
        start_new_session=True,
    )
    time.sleep(after + 0.3)
    os.killpg(done.pid, signal.SIGINT)
    said = ended(done)
    # Before our own code runs, Python itself answers, and shows where it was.
    assert b"/reader/" not in said, said
    assert done.returncode in {130, -2, 0, 1}
    assert not list(tmp_path.glob("out/*.part"))


def test_two_readers_and_a_batch_on_one_memory(tmp_path: Path, file: Path) -> None:
    (tmp_path / "more").mkdir()
    for number in range(8):
        (tmp_path / "more" / f"{number}.txt").write_text(f"{_TEXT}\nIl y a {number} lampes.\n", encoding="utf-8")
    command = [sys.executable, "-m", "reader", "export", str(tmp_path / "more"), "--to", "jsonl", "--quiet"]
    with terminal(tmp_path, file) as first, terminal(tmp_path, file) as second:
        ready(first)
        ready(second)
        batch = subprocess.Popen(
            [*command, "--out-dir", str(tmp_path / "out")], env={**os.environ, **folders(tmp_path)}
        )
        first.type("ss")
        first.wait("approved")
        second.type("jo")
        second.wait("Note to sentence")
        second.type("Une note.")
        second.wait("Une note")
        second.type("\r")
        assert batch.wait(timeout=300) == 0
        for screen in (first, second):
            screen.rest(0.5)
            screen.type("q")
            assert screen.ended() == 0
    with Memory(tmp_path / "data" / "memory.sqlite3") as memory:
        assert memory.check() == ()
        [document] = Shelf(memory).recent()
        done = [(o.kind, o.payload) for o in Shelf(memory).journal(document.id).operations()]
        assert re.search("approved", str(done)), done
        assert re.search("Une note", str(done)), done
    assert len(list((tmp_path / "out").iterdir())) == 8


def test_a_memory_that_another_program_holds_is_said(tmp_path: Path, file: Path) -> None:
    with terminal(tmp_path, file) as screen:
        ready(screen)
        with sqlite3.connect(tmp_path / "data" / "memory.sqlite3", isolation_level=None) as other:
            other.execute("BEGIN IMMEDIATE")
            screen.type("s")
            screen.wait(r"held\W+by\W+another\W+program")  # the message wraps
            other.execute("ROLLBACK")
        screen.type("s")
        screen.wait("checked")
        screen.type("q")
        assert screen.ended() == 0
