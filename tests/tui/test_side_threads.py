"""Threads beside the screen: they give what they find, and nobody who leaves waits for them."""

from __future__ import annotations

import asyncio
import subprocess
import sys
import threading
import time

import pytest

from reader.tui.side_threads import SideThreads

_PATIENCE = 240.0  # seconds; a machine may be busy, and only what waits for good is a fault


def test_a_call_gives_its_value_or_its_error() -> None:
    threads = SideThreads()
    assert threads.submit(divmod, 7, 2).result(timeout=_PATIENCE) == (3, 1)
    with pytest.raises(ZeroDivisionError):
        threads.submit(divmod, 7, 0).result(timeout=_PATIENCE)
    assert not threads.busy(after=_PATIENCE)


def test_calls_run_side_by_side_and_are_known_to_run() -> None:
    threads, let = SideThreads(), threading.Event()
    futures = [threads.submit(let.wait, 2 * _PATIENCE) for _ in range(50)]
    began = time.monotonic()
    assert threads.busy(after=0.05)
    assert time.monotonic() - began < _PATIENCE
    let.set()
    assert all(future.result(timeout=_PATIENCE) for future in futures)
    assert not threads.busy(after=_PATIENCE)


def test_a_loop_that_ends_does_not_wait() -> None:
    let = threading.Event()

    async def begin() -> None:
        asyncio.get_running_loop().set_default_executor(SideThreads())
        asyncio.get_running_loop().run_in_executor(None, let.wait, 2 * _PATIENCE)
        await asyncio.sleep(0)

    began = time.monotonic()
    asyncio.run(begin())
    assert time.monotonic() - began < _PATIENCE
    let.set()


def test_leaving_flushes_what_was_said_and_gives_the_code() -> None:
    script = """
import threading, time
from reader.pipeline import Resources
from reader.tui.side_threads import SideThreads, leave_now
threads = SideThreads()
threads.submit(time.sleep, 6000)
print("said", end="")
assert threads.busy(after=0.1)
leave_now(Resources(), 7)
"""
    done = subprocess.run([sys.executable, "-c", script], check=False, capture_output=True, timeout=_PATIENCE)
    assert (done.returncode, done.stdout, done.stderr) == (7, b"said", b"")
