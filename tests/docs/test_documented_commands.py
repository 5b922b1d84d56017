"""Every command that the documentation shows, tried: each page in a home and a folder of its own, its steps in order."""

from __future__ import annotations

import os
import re
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path

import click
import pytest

from reader.cli import cli
from reader.cli.output import ExitCode
from tests.docs.materials import lay_out
from tests.docs.pages import PAGES, ROOT, Command, Way, commands
from tests.docs.terminal import shown_and_left
from tests.interrupts import ended, interruptible

_PATIENCE = 180.0  # seconds, for a command on a machine that is busy
# The French page says what the English one says; a test below sees to that.
_TRIED = tuple(page for page in PAGES if page.name != "README.fr.md" and any(commands(page)))


@pytest.fixture(scope="module")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path]:
    """The socket of a process that runs commands: see ``server.py``."""
    path = tmp_path_factory.mktemp("server") / "socket"
    environ = os.environ | {"PYTHONPATH": str(ROOT)}
    process = subprocess.Popen([sys.executable, ROOT / "tests/docs/server.py", path], env=environ)
    deadline = time.monotonic() + _PATIENCE
    while not path.exists() and process.poll() is None and time.monotonic() < deadline:
        time.sleep(0.05)
    yield path
    process.kill()
    process.wait()


@pytest.fixture
def place(tmp_path: Path, server: Path) -> Path:
    """A folder for a page's commands; ``bin/reader`` asks the server, ``alone/reader`` is a process of its own."""
    lines = {
        "bin/uv": 'shift; exec "$@"',
        "alone/uv": 'shift; exec "$@"',
        "bin/reader": f'exec {sys.executable} -S -E {ROOT / "tests/docs/server.py"} {server} "$@"',
        "alone/reader": f'exec {sys.executable} -m reader "$@"',
    }
    for name, line in lines.items():
        tool = tmp_path / name
        tool.parent.mkdir(exist_ok=True)
        tool.write_text(f"#!/bin/sh\n{line}\n", encoding="utf-8")
        tool.chmod(0o755)
    return tmp_path


def _environment(place: Path, way: Way) -> dict[str, str]:
    """That of a user who has set nothing, off line; only the unpacked package is shared, to save time."""
    tools = place / ("alone" if way in (Way.SCREEN, Way.ENDLESS) else "bin")
    kept = {k: v for k, v in os.environ.items() if not k.startswith(("READER_", "ARGOS_", "XDG_", "LC_"))}
    return kept | {
        "HOME": str(place / "home"),
        "PATH": f"{tools}{os.pathsep}{os.environ['PATH']}",
        "PYTHONPATH": str(ROOT),
        "READER_CACHE_DIR": os.environ["READER_CACHE_DIR"],
        "LANG": "C.UTF-8",
        "TERM": "xterm-256color",
        "https_proxy": "http://127.0.0.1:9",
        "part": "part-0001",
    }


@pytest.mark.parametrize("page", _TRIED, ids=lambda page: page.relative_to(ROOT).as_posix())
def test_the_commands_of_a_page(page: Path, place: Path) -> None:
    work = place / "work"
    work.mkdir()
    steps = list(commands(page))
    lay_out(work, names="\n".join(step.text for step in steps))
    tried = ((step, _TRIES[step.way](step, work, _environment(place, step.way))) for step in steps)
    faults = [f"{page.name}:{step.line}: {step.text}\n{fault}" for step, fault in tried if fault]
    assert not faults, "\n".join(faults)


def _run(step: Command, work: Path, environ: Mapping[str, str]) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        ["bash", "-o", "pipefail", "-c", step.text],  # noqa: S607 - the user's shell
        cwd=work, env=environ, stdin=subprocess.DEVNULL, capture_output=True, text=True, timeout=_PATIENCE, check=False,
    )  # fmt: skip


def _to_its_end(step: Command, work: Path, environ: Mapping[str, str]) -> str:
    done = _run(step, work, environ)
    heard_enough = 128 + signal.SIGPIPE if step.words.count("head") else ExitCode.OK
    return (
        ""
        if done.returncode in (ExitCode.OK, heard_enough)
        else f"exit code {done.returncode}\n{done.stdout[-600:]}{done.stderr}"
    )


def _off_line(step: Command, work: Path, environ: Mapping[str, str]) -> str:
    done = _run(step, work, environ)
    polite = done.returncode == ExitCode.NETWORK and len(done.stderr.splitlines()) == 1 and "off line" in done.stderr
    return "" if polite else f"exit code {done.returncode}\n{done.stderr}"


def _without_the_extra(step: Command, work: Path, environ: Mapping[str, str]) -> str:
    done = _run(step, work, environ)
    polite = len(done.stderr.splitlines()) == 1 and "uv sync --extra" in done.stderr
    return "" if polite else f"exit code {done.returncode}\n{done.stderr}"


def _on_a_screen(step: Command, work: Path, environ: Mapping[str, str]) -> str:
    return shown_and_left(step.text, cwd=work, environ=environ, patience=_PATIENCE)


def _until_stopped(step: Command, work: Path, environ: Mapping[str, str]) -> str:
    out = work / step.words[step.words.index("--out-dir") + 1]
    process = subprocess.Popen(
        ["bash", "-c", f"exec {step.text}"], cwd=work, env=interruptible(environ), stderr=subprocess.PIPE, text=True  # noqa: S607
    )  # fmt: skip
    deadline = time.monotonic() + _PATIENCE
    assert not out.exists(), "a folder of its own shows what the command has done"
    while not _written(out) and process.poll() is None and time.monotonic() < deadline:
        time.sleep(0.1)
    process.send_signal(signal.SIGINT)
    said = ended(process)
    well = _written(out) and process.returncode == ExitCode.INTERRUPTED and "Traceback" not in said
    return "" if well else f"exit code {process.returncode}\n{said}"


def _written(folder: Path) -> bool:
    """Whether a whole file stands in the folder; half-written ones begin with a dot."""
    return any(file.is_file() and not file.name.startswith(".") for file in folder.rglob("*"))


_TRIES: dict[Way, Callable[[Command, Path, Mapping[str, str]], str]] = {
    Way.RUN: _to_its_end,
    Way.NETWORK: _off_line,
    Way.SCREEN: _on_a_screen,
    Way.ENDLESS: _until_stopped,
    Way.EXTRA: _without_the_extra,
    Way.ELSEWHERE: lambda *_: "",
}


def test_each_way_of_trying_is_needed() -> None:
    assert {command.way for page in _TRIED for command in commands(page)} == set(Way)


def _leaves(command: click.Command, path: tuple[str, ...]) -> Iterator[tuple[str, ...]]:
    if not isinstance(command, click.Group):
        yield path
        return
    context = click.Context(command)
    for name in command.list_commands(context):
        inner = command.get_command(context, name)
        assert inner is not None
        yield from _leaves(inner, (*path, name))


def test_every_command_is_shown_somewhere() -> None:
    shown = {tuple(command.words[: n + 1]) for page in _TRIED for command in commands(page) for n in range(4)}
    # `reader FILE` is what `reader read` does, and how it is written.
    missing = [" ".join(path) for path in _leaves(cli, ("reader",)) if path not in shown and path[1:] != ("read",)]
    assert missing == [], "show it in docs/: it is tried here then"


def test_the_french_readme_shows_the_same_commands() -> None:
    english, french = ([c.text for c in commands(ROOT / name)] for name in ("README.md", "README.fr.md"))
    assert french == english


def test_a_page_of_commands_reads_as_it_is_written(tmp_path: Path) -> None:
    page = tmp_path / "page.md"
    page.write_text(
        "Text.\n\n```sh\n# comment\na --b 'x # y'   # c\nd \\\n  e; reader f.txt\n```\n\n1. x\n\n   ```sh\n   A=1 g > h\n   ```\n",
        encoding="utf-8",
    )
    found = [(command.line, command.text) for command in commands(page)]
    assert found == [(5, "a --b 'x # y'"), (6, "d e"), (6, "reader f.txt"), (13, "A=1 g > h")]


def test_keys_named_in_the_pages_are_keys_of_the_reader() -> None:
    from reader.tui.bindings import KEYS, keys_shown  # noqa: PLC0415

    known = {key for binding in KEYS for key in keys_shown(binding.keys).split()} | {"Ctrl+P", "Esc", "Enter"}
    for page in PAGES:
        for key in re.findall(r"<kbd>(.*?)</kbd>", page.read_text(encoding="utf-8")):
            assert key.replace("&lt;", "<").replace("&gt;", ">").lstrip("0123456789") in known, f"{page.name}: {key}"
