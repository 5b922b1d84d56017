"""A few seconds of fuzzing for everything that reads what somebody else has made; `-m slow` runs a minute each."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

SCRIPT = Path(__file__).parents[2] / "scripts" / "fuzz.py"
TARGETS = [
    "plain_text",
    "markdown",
    "html",
    "epub",
    "docx",
    "pdf",
    "detected",
    "package",
    "package_index",
    "tmx",
    "xliff",
    "po",
    "glossary",
    "config",
    "memory",
    "stardict",
    "dictd",
    "lexicon",
]

pytestmark = pytest.mark.skipif(sys.platform != "linux", reason="bounds on address space are Linux's")


def fuzz(target: str, seconds: float, seed: int) -> str:
    command = [sys.executable, str(SCRIPT), target, "--seconds", str(seconds), "--seed", str(seed)]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout[-3000:] + done.stderr[-3000:]
    return done.stdout


@pytest.mark.parametrize("target", TARGETS)
def test_some_seconds(target: str) -> None:
    assert fuzz(target, 1.0, seed=1).startswith(f"{target}: ")


@pytest.mark.slow
@pytest.mark.parametrize("target", TARGETS)
def test_a_minute(target: str) -> None:
    print(fuzz(target, 60, seed=2))  # noqa: T201 - the figures


def test_every_target_is_here() -> None:
    done = subprocess.run([sys.executable, str(SCRIPT), "--help"], capture_output=True, text=True, check=True)
    assert f"{{{','.join(TARGETS)}}}" in "".join(done.stdout.split())
