"""A reader in a pseudo-terminal of its own: real keys, real signals, real bytes."""

from __future__ import annotations

import fcntl
import os
import pty
import re
import select
import signal
import struct
import sys
import termios
import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager, suppress
from pathlib import Path

import pytest

__all__ = ["Terminal", "folders", "terminal"]

_SEQUENCE = re.compile(r"\x1b(?:\[[0-?]*[ -/]*[@-~]|\][^\x07\x1b]*(?:\x07|\x1b\\)|[ -/]*[0-~])")
PATIENCE = 240.0  # seconds; a machine may be busy, and only what never comes is a fault


class Terminal:
    """A pseudo-terminal with a process in it; ``written`` is what it has put on the screen, byte for byte."""

    def __init__(self, process: int, master: int) -> None:
        self.process, self.master = process, master
        self.written = ""

    @property
    def text(self) -> str:
        """What was written, without the sequences that place and colour it."""
        return _SEQUENCE.sub("", self.written)

    @property
    def modes(self) -> list[object]:
        """How the terminal is set: echo, line by line or key by key, what is a signal."""
        return termios.tcgetattr(self.master)

    def drain(self, seconds: float) -> bool:
        """Read what comes within some time; False where the process has let go of the terminal."""
        if select.select([self.master], [], [], seconds)[0]:
            try:
                self.written += os.read(self.master, 65536).decode("utf-8", "surrogateescape")
            except OSError:
                return False
        return True

    def wait(self, pattern: str, *, seconds: float = PATIENCE) -> None:
        """Wait until something stands in the text."""
        end = time.monotonic() + seconds
        while not re.search(pattern, self.text):
            if not self.drain(0.2) or time.monotonic() > end:
                pytest.fail(f"{pattern!r} never came; the last of it: {self.text[-1500:]!r}")

    def rest(self, seconds: float) -> None:
        """Let some time pass, and read meanwhile: a full pipe would hold the process up."""
        end = time.monotonic() + seconds
        while (left := end - time.monotonic()) > 0 and self.drain(min(left, 0.05)):
            pass

    def type(self, keys: str) -> None:
        """Press keys."""
        with suppress(OSError):
            os.write(self.master, keys.encode())

    def resize(self, rows: int, columns: int) -> None:
        """Give the terminal another size."""
        fcntl.ioctl(self.master, termios.TIOCSWINSZ, struct.pack("HHHH", rows, columns, 0, 0))

    def kill(self, number: int = signal.SIGKILL) -> None:
        """Send a signal."""
        os.kill(self.process, number)

    def ended(self, *, seconds: float = PATIENCE) -> int:
        """Wait for its end; its exit code, or the signal that ended it as a negative number."""
        end = time.monotonic() + seconds
        while time.monotonic() < end:
            self.drain(0.05)
            if (code := self._code()) is not None:
                return code
        pytest.fail(f"it did not end; the last of it: {self.text[-1500:]!r}")

    def left(self) -> int:
        """Leave the reader, whatever lies over the page: Escape and q, till it has ended. Its exit code."""
        end = time.monotonic() + PATIENCE
        while time.monotonic() < end:
            for key in "\x1bq":
                self.type(key)
                self.rest(0.4)
            if (code := self._code()) is not None:
                return code
        pytest.fail(f"it cannot be left; the last of it: {self.text[-1500:]!r}")

    def _code(self) -> int | None:
        """How it ended; None while it runs."""
        found, status = os.waitpid(self.process, os.WNOHANG)
        if not found:
            return None
        self.process = 0
        return os.waitstatus_to_exitcode(status)

    def stop(self) -> None:
        """End it, whatever it does."""
        if self.process:
            with suppress(ProcessLookupError, ChildProcessError):
                os.kill(self.process, signal.SIGKILL)
                os.waitpid(self.process, 0)
        with suppress(OSError):
            os.close(self.master)


def folders(home: Path) -> dict[str, str]:
    """Where a reader below a folder keeps its things; what can be made again is shared."""
    own = {f"READER_{name}_DIR": str(home / name.lower()) for name in ("DATA", "CONFIG")}
    return own | {"ARGOS_PACKAGES_DIR": str(home / "argos")}


@contextmanager
def terminal(
    home: Path, *arguments: str | Path, size: tuple[int, int] = (24, 80), environ: Mapping[str, str | None] = {}
) -> Iterator[Terminal]:
    """A reader with some arguments; ``environ``: variables to set, or with None to take away."""
    variables: dict[str, str | None] = {**os.environ, "TERM": "xterm-256color", "LANG": "C.UTF-8", **folders(home)}
    variables |= environ
    process, master = pty.fork()
    if process == 0:
        fcntl.ioctl(0, termios.TIOCSWINSZ, struct.pack("HHHH", *size, 0, 0))
        command = [sys.executable, "-m", "reader", *map(str, arguments)]
        os.execve(sys.executable, command, {k: v for k, v in variables.items() if v is not None})  # noqa: S606
    found = Terminal(process, master)
    try:
        yield found
    finally:
        found.stop()
