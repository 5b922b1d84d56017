"""Shell completion, as the shells themselves ask for it."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

_BIN = Path(sys.executable).parent
_ASK = {
    "bash": (
        'eval "$(reader completion bash)"; COMP_WORDS=({words}); COMP_CWORD={at};'
        ' _reader_completion reader 2>/dev/null; printf "%s\\n" "${{COMPREPLY[@]}}"'
    ),
    "fish": 'reader completion fish | source; complete -C "{line}"',
}


def asked(shell: str, *words: str) -> list[str]:
    script = _ASK[shell].format(words=" ".join(words), at=len(words) - 1, line=" ".join(words))
    environ = {**os.environ, "PATH": f"{_BIN}:{os.environ['PATH']}"}
    done = subprocess.run([shell, "-c", script], capture_output=True, text=True, env=environ, timeout=300, check=False)
    return [line.split("\t")[0] for line in done.stdout.splitlines()]


@pytest.mark.parametrize("shell", _ASK)
def test_commands_options_and_values_are_completed(shell: str) -> None:
    if shutil.which(shell) is None:
        pytest.skip(f"no {shell} here")
    assert asked(shell, "reader", "exp") == ["export"]
    assert {"--plain", "--package"} <= set(asked(shell, "reader", "read", "--p"))
    assert asked(shell, "reader", "completion", "fi") == ["fish"]


def test_zsh_takes_the_script() -> None:
    if shutil.which("zsh") is None:
        pytest.skip("no zsh here")
    script = subprocess.run([_BIN / "reader", "completion", "zsh"], capture_output=True, text=True, check=True).stdout
    assert script.startswith("#compdef reader")
    subprocess.run(["zsh", "-n"], input=script, text=True, check=True)  # noqa: S607


def test_files_are_completed_where_no_command_fits() -> None:
    environ = {**os.environ, "COMP_WORDS": "reader seeds/0", "COMP_CWORD": "1", "_READER_COMPLETE": "bash_complete"}
    done = subprocess.run([_BIN / "reader"], capture_output=True, text=True, env=environ, check=False)
    assert done.stdout == "file,seeds/0\n"
