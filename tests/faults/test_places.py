"""Disks that are full, homes that may not be written, or homes that are not there: said in a line, and nothing is lost."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from reader.memory import Memory

_TEXT = "Le chat dort sur le tapis.\n\nLa mer est calme ce matin.\n"
_NOT_ROOT = os.geteuid() != 0


@contextmanager
def mounted(place: Path, options: str) -> Iterator[Path]:
    """A small file system of its own."""
    place.mkdir(exist_ok=True)
    command = ["mount", "-t", "tmpfs", "-o", options, "tmpfs", str(place)]
    if _NOT_ROOT or subprocess.run(command, check=False, capture_output=True).returncode:
        pytest.skip("only root may mount a file system")
    try:
        yield place
    finally:
        subprocess.run(["umount", "-l", str(place)], check=True)  # noqa: S607


@pytest.fixture
def small_disk(tmp_path: Path) -> Iterator[Path]:
    """A file system of 2 MB."""
    with mounted(tmp_path / "small", "size=2m") as place:
        yield place


@pytest.fixture
def readonly_home(tmp_path: Path) -> Iterator[Path]:
    """A home on a file system that cannot be written."""
    with mounted(tmp_path / "home", "ro,size=1m") as place:
        yield place


def reader(*arguments: str | Path, **environ: str) -> subprocess.CompletedProcess[str]:
    """Run the command with some variables, and without those that move its folders."""
    kept = {k: v for k, v in os.environ.items() if not k.startswith(("READER_", "ARGOS_", "XDG_")) and k != "HOME"}
    command = [sys.executable, "-m", "reader", *map(str, arguments)]
    done = subprocess.run(command, capture_output=True, text=True, check=False, env=kept | environ)
    assert "Traceback" not in done.stderr
    assert "internal error" not in done.stderr
    return done


@pytest.fixture
def file(tmp_path: Path) -> Path:
    found = tmp_path / "lecture.txt"
    found.write_text(_TEXT, encoding="utf-8")
    return found


def test_a_full_disk(small_disk: Path, tmp_path: Path, file: Path) -> None:
    shared = {"HOME": str(tmp_path), "READER_CACHE_DIR": os.environ["READER_CACHE_DIR"]}
    data = {**shared, "READER_DATA_DIR": str(small_disk / "data")}
    assert reader("export", file, "--to", "html", "--out-dir", small_disk / "out", **data).returncode == 0
    before = (small_disk / "out" / "lecture.html").read_bytes()
    (small_disk / "filling").write_bytes(b"x" * (os.statvfs(small_disk).f_bavail * os.statvfs(small_disk).f_frsize))
    file.write_text(_TEXT * 200 + "Encore.\n", encoding="utf-8")
    done = reader("export", file, "--to", "html", "--out-dir", small_disk / "out", **data)
    assert done.returncode in {1, 6}
    assert f"memory {small_disk / 'data' / 'memory.sqlite3'} cannot grow: the disk is full" in done.stderr
    assert "free some space, or set memory.path to a file on another disk" in done.stderr
    assert (small_disk / "out" / "lecture.html").read_bytes() == before
    assert len(list((small_disk / "out").iterdir())) == 1
    archive = next((Path(__file__).parents[2] / "models").glob("*.argosmodel"))
    done = reader("packages", "install", archive, ARGOS_PACKAGES_DIR=str(small_disk / "argos"), **data)
    assert done.returncode in {4, 8}
    assert len(done.stderr.splitlines()) == 1
    (small_disk / "filling").unlink()
    with Memory(small_disk / "data" / "memory.sqlite3") as memory:
        assert memory.check() == ()
        assert len(memory.recall(["Encore."])) in {0, 1}
    assert reader("export", file, "--to", "html", "--out-dir", small_disk / "out", **data).returncode == 0


def test_a_home_that_cannot_be_written(readonly_home: Path, tmp_path: Path, file: Path) -> None:
    own = {"HOME": str(readonly_home), "TMPDIR": str(tmp_path)}  # where the package is then unpacked to
    told = reader("inspect", file, **own)
    assert (told.returncode, told.stderr) == (0, "")
    for command in (["translate", "Le", "chat", "dort."], ["--plain", file], ["doctor"]):
        done = reader(*command, **own)
        assert done.returncode in {0, 1, 6}, done
        assert len(done.stderr.splitlines()) <= 2


@pytest.mark.parametrize("home", [None, "", "/nowhere/at/all", "/dev/null"])
def test_no_home(home: str | None, tmp_path: Path, file: Path) -> None:
    done = reader("--plain", file, TMPDIR=str(tmp_path), **({} if home is None else {"HOME": home}))
    assert done.returncode in {0, 6}, done
    assert len(done.stderr.splitlines()) <= 2
