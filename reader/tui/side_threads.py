"""Threads beside the screen that nobody who leaves has to wait for: an alignment may take a minute and cannot be stopped."""

from __future__ import annotations

import os
import sys
import threading
import time
from collections.abc import Callable
from concurrent.futures import Future, ThreadPoolExecutor
from typing import TYPE_CHECKING, NoReturn, ParamSpec, TypeVar

if TYPE_CHECKING:
    from reader.pipeline import Resources

__all__ = ["SideThreads", "leave_now"]

Arguments = ParamSpec("Arguments")
Value = TypeVar("Value")


class SideThreads(ThreadPoolExecutor):
    """Makes a daemon thread for each call. Python's own pool has its threads waited for at the end, whatever they do."""

    def __init__(self) -> None:
        super().__init__(max_workers=1)  # of which none is ever made
        self._running: list[threading.Thread] = []

    def submit(
        self, fn: Callable[Arguments, Value], /, *args: Arguments.args, **kwargs: Arguments.kwargs
    ) -> Future[Value]:
        """Call a function in a thread of its own."""
        future: Future[Value] = Future()

        def call() -> None:
            if not future.set_running_or_notify_cancel():
                return
            try:
                value = fn(*args, **kwargs)
            except BaseException as error:  # noqa: BLE001 - it is the future's to tell
                future.set_exception(error)
            else:
                future.set_result(value)

        thread = threading.Thread(target=call, daemon=True)
        self._running = [*(t for t in self._running if t.is_alive()), thread]
        thread.start()
        return future

    def busy(self, *, after: float) -> bool:
        """Whether a call still goes on after so many seconds at most."""
        end = time.monotonic() + after
        for thread in self._running:
            thread.join(max(0.0, end - time.monotonic()))
        return any(thread.is_alive() for thread in self._running)


def leave_now(resources: Resources, code: int) -> NoReturn:
    """Close what is open and end the process; what threads are still at is given up.

    They must not see the interpreter's end: one within CTranslate2 would bring the process down.
    """
    resources.close()
    for stream in (sys.stdout, sys.stderr):
        if stream is not None and not stream.closed:
            stream.flush()
    os._exit(code)
