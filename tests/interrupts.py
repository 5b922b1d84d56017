"""Processes that a test interrupts, and what is known of one that does not end."""

from __future__ import annotations

import os
import signal
import subprocess
import time
from collections.abc import Mapping
from typing import AnyStr

import pytest

__all__ = ["ended", "interruptible"]

_PATIENCE = 300.0  # seconds; a machine may be busy, and only what never ends is a fault


def interruptible(environ: Mapping[str, str] | None = None) -> dict[str, str]:
    """An environment for a process that is going to be interrupted: without coverage, and with Python's fault handler.

    Coverage takes a plain lock at each call of a function of ours, in Python code: after an interrupt just there, the next
    call waits for that lock for ever. While coverage is still being loaded, it swallows an interrupt.
    """
    kept = {name: value for name, value in (os.environ if environ is None else environ).items() if name[:3] != "COV"}
    return kept | {"PYTHONFAULTHANDLER": "1"}


def ended(process: subprocess.Popen[AnyStr], *, seconds: float = _PATIENCE) -> AnyStr:
    """Wait for the end of a process of ``interruptible``; what it said on standard error.

    Where it does not end, the test fails with what each of its threads was at.
    """
    try:
        return process.communicate(timeout=seconds)[1]
    except subprocess.TimeoutExpired:
        process.send_signal(signal.SIGABRT)
        time.sleep(1)
        process.kill()
        pytest.fail(f"it did not end: {process.communicate()[1]!r}")
