"""A variable of the environment that looks like a setting and is none is told of, once, and never changes an exit code."""

from __future__ import annotations

import json
import os
import subprocess
import sys

import pytest

from reader.cli.output import ExitCode
from reader.config import load_config, unknown_variables


@pytest.mark.parametrize(
    ("name", "meant"),
    [
        ("READER_TRANSLATION_THREADS", "READER_TRANSLATION__THREADS"),
        ("READER_DATADIR", "READER_DATA_DIR"),
        ("READER_DISPLAY_THEME", "READER_DISPLAY__THEME"),
    ],
)
def test_the_nearest_name_is_told(name: str, meant: str) -> None:
    (line,) = unknown_variables({name: "2", "READER_MEMORY__ENABLED": "no", "READER_TRACEBACK": "1", "HOME": "/"})
    assert name in line
    assert f"did you mean {meant}?" in line
    assert load_config(None, environ={name: "2"}) == load_config(None, environ={})


@pytest.mark.parametrize(
    "command", [["config", "show"], ["config", "path"], ["translate", "Bonjour."], ["doctor", "--json"]]
)
def test_commands_tell_it_once_on_standard_error(command: list[str]) -> None:
    environ = {**os.environ, "READER_DATA_DIRECTORY": "/nowhere"}
    done = subprocess.run([sys.executable, "-m", "reader", *command], capture_output=True, check=False, env=environ)
    assert done.stderr.decode().count("READER_DATA_DIRECTORY is no setting") == 1
    if command[0] == "doctor":
        assert any("READER_DATA_DIRECTORY" in problem for problem in json.loads(done.stdout)["problems"])
    else:
        assert done.returncode == ExitCode.OK
        assert b"READER_DATA_DIRECTORY" not in done.stdout
