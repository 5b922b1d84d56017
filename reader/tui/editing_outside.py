"""Editing a text in the editor of the user's choice."""

from __future__ import annotations

import os
import shlex
import subprocess
import tempfile
from pathlib import Path

from reader.errors import ConfigError

__all__ = ["edit_outside"]


def edit_outside(text: str, *, above: str, editor: str = "") -> str:
    """Let the user edit a text in ``$VISUAL``, ``$EDITOR`` or vi; what it became, without the lines that begin with #.

    Args:
        text: what stands there already.
        above: shown as lines that begin with #.
        editor: a command instead of the environment's.

    Raises:
        ConfigError: the editor cannot be started, or failed.
    """
    command = shlex.split(editor or os.environ.get("VISUAL") or os.environ.get("EDITOR") or "vi")
    with tempfile.TemporaryDirectory(prefix="reader-") as folder:
        file = Path(folder) / "translation.txt"
        comment = "\n".join(f"# {line}" for line in above.splitlines())
        file.write_text(f"{text}\n\n{comment}\n", encoding="utf-8")
        try:
            subprocess.run([*command, str(file)], check=True)  # noqa: S603 - the user's own editor
        except (OSError, subprocess.CalledProcessError) as error:
            raise ConfigError(f"the editor {command[0]} did not do its work: {error}", hint="set $EDITOR") from error
        lines = file.read_text(encoding="utf-8", errors="replace").splitlines()
    return "\n".join(line for line in lines if not line.startswith("#")).strip()
