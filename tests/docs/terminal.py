"""A command on a terminal of its own, seen to show something and to leave when it is told to."""

from __future__ import annotations

import fcntl
import os
import pty
import re
import select
import struct
import subprocess
import termios
import time
from collections.abc import Mapping
from pathlib import Path

__all__ = ["shown_and_left"]

_SIZE = (36, 120)  # rows and columns
_ORDERS = re.compile(rb"\x1b(?:\[[0-?]*[ -/]*[@-~]|[PX^_\]].*?(?:\x07|\x1b\\)|[@-Z\\-_])", re.DOTALL)
_READY = re.compile(rb"quits?\b")  # the foot of every screen says how to leave


def shown_and_left(line: str, *, cwd: Path, environ: Mapping[str, str], patience: float) -> str:
    """Run a line of shell on a terminal, wait for its first screen, press q; what went wrong, or nothing.

    Args:
        line: for bash.
        patience: in seconds.
    """
    ours, theirs = pty.openpty()
    fcntl.ioctl(theirs, termios.TIOCSWINSZ, struct.pack("HHHH", *_SIZE, 0, 0))
    process = subprocess.Popen(
        ["bash", "-c", line], cwd=cwd, env=environ, stdin=theirs, stdout=theirs, stderr=theirs, start_new_session=True  # noqa: S607
    )  # fmt: skip
    os.close(theirs)
    try:
        return _followed(process, ours, time.monotonic() + patience)
    finally:
        process.kill()
        process.wait()
        os.close(ours)


def _followed(process: subprocess.Popen[bytes], terminal: int, deadline: float) -> str:
    seen, pressed = b"", 0.0
    while time.monotonic() < deadline:
        if select.select([terminal], [], [], 0.1)[0]:
            try:
                seen += os.read(terminal, 65536)
            except OSError:  # the other side has gone
                break
        ready = bool(_READY.search(_ORDERS.sub(b"", seen)))
        if ready and time.monotonic() - pressed > 1:
            os.write(terminal, b"q")  # again where the first came too early
            pressed = time.monotonic()
        if process.poll() is not None:
            break
    text = _ORDERS.sub(b"", seen).decode("utf-8", "replace")
    if not pressed:
        return f"no screen came\n{text[-600:]}"
    code = process.wait(timeout=max(1.0, deadline - time.monotonic())) if process.poll() is None else process.returncode
    return "" if code == 0 else f"exit code {code}\n{text[-600:]}"
