"""``reader translate --lines``: line n out is line n in, blank or not, whatever the input is."""

from __future__ import annotations

import json
import subprocess
import sys
from typing import TYPE_CHECKING

import pytest

from reader.cli.output import ExitCode

if TYPE_CHECKING:
    from pathlib import Path

BLANKS = {
    "between": (b"Bonjour.\n\n  \nAu revoir.\n", [True, False, False, True]),
    "around": (b"\n\nBonjour.\n\n", [False, False, True, False]),
    "only": (b"\n\n \n", [False, False, False]),
    "one": (b"\n", [False]),
    "unended": (b"\n\t", [False, False]),
    "windows": (b"\r\nBonjour.\r\n\r\n", [False, True, False]),
}


def run(*arguments: str, stdin: bytes = b"") -> subprocess.CompletedProcess[bytes]:
    command = [sys.executable, "-m", "reader", "translate", "--lines", *arguments]
    return subprocess.run(command, input=stdin, capture_output=True, check=False)


@pytest.mark.parametrize("name", BLANKS)
def test_a_blank_line_gives_a_blank_line(name: str, tmp_path: Path) -> None:
    given, wanted = BLANKS[name]
    file = tmp_path / "x.txt"
    file.write_bytes(given)
    for done in (run("-", stdin=given), run(str(file))):
        assert done.returncode == ExitCode.OK
        assert [bool(line) for line in done.stdout.decode().removesuffix("\n").split("\n")] == wanted
    records = [json.loads(line) for line in run("--json", str(file)).stdout.splitlines()]
    assert [bool(record["target"]) for record in records] == wanted


def test_nothing_in_nothing_out(tmp_path: Path) -> None:
    empty = tmp_path / "x.txt"
    empty.write_bytes(b"")
    assert run("-").stdout == b""
    assert run(str(empty)).returncode == ExitCode.DOCUMENT
