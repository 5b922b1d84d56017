"""The system's clipboard: the terminal's own way, and the programs that systems have for it."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from collections.abc import Mapping
from pathlib import Path

__all__ = ["native_command", "put"]

_PATIENCE = 2.0


def native_command(environ: Mapping[str, str] = os.environ) -> list[str] | None:
    """The program that takes a text for the clipboard on its standard input; None where there is none."""
    candidates = [
        (bool(environ.get("WAYLAND_DISPLAY")), ["wl-copy"]),
        (bool(environ.get("DISPLAY")), ["xclip", "-selection", "clipboard"]),
        (bool(environ.get("DISPLAY")), ["xsel", "--clipboard", "--input"]),
        (sys.platform == "darwin", ["pbcopy"]),
        (bool(environ.get("WSL_DISTRO_NAME")), ["clip.exe"]),
        (bool(environ.get("TMUX")), ["tmux", "load-buffer", "-w", "-"]),
    ]
    for fits, command in candidates:
        if fits and (found := shutil.which(command[0], path=environ.get("PATH"))):
            return [found, *command[1:]]
    return None


def put(text: str, *, environ: Mapping[str, str] = os.environ) -> str:
    """Put a text on the clipboard with the system's program; its name, or an empty text where that did not work.

    The terminal's own way, OSC 52, is the app's: it works over SSH too, yet nobody hears whether it did.
    """
    command = native_command(environ)
    if command is None:
        return ""
    try:
        # No pipes for what it prints: wl-copy and xclip live on behind us to serve the clipboard.
        subprocess.run(  # noqa: S603 - one of the commands above
            command,
            input=text.encode("utf-8"),
            check=True,
            timeout=_PATIENCE,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
        )
    except (OSError, subprocess.SubprocessError):
        return ""
    return Path(command[0]).name
