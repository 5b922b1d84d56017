"""The terminal from the first page until Textual has it: no echo, keys kept for later, everything put back on the way out."""

from __future__ import annotations

import contextlib
import os
import signal
import sys
from types import FrameType, TracebackType
from typing import Any, NoReturn, Self

__all__ = ["EarlyScreen", "can_paint_early"]

ALTERNATE = "\x1b[?1049h"
_SHOW = f"{ALTERNATE}\x1b[?25l\x1b[H"
_LEAVE = "\x1b[0m\x1b[?25h\x1b[?1049l"


def can_paint_early() -> bool:
    """Whether there is a terminal that takes escape sequences, read and written where Textual reads and writes."""
    streams = (sys.__stdin__, sys.__stderr__)
    return (
        os.name == "posix"
        and os.environ.get("TERM", "dumb") not in {"dumb", "unknown", ""}
        and "TEXTUAL_DRIVER" not in os.environ
        and all(stream is not None and stream.isatty() for stream in streams)
    )


class EarlyScreen:
    """A context manager: shows screenfuls, and leaves the terminal as it was unless Textual takes it over.

    Keys that are pressed meanwhile wait in the terminal's queue, and Textual finds them there. Ctrl-C and SIGTERM end the
    process on the spot: an exception within an import may leave the import's lock held, and a thread that waits for it
    would hold up an orderly end for ever. There is nothing to be saved yet.
    """

    def __init__(self) -> None:
        self._before: list[Any] | None = None
        self._taken = self._painted = False
        self._on_signal: dict[signal.Signals, Any] = {}

    def __enter__(self) -> Self:
        return self

    def take(self) -> None:
        """Take the terminal, with nothing shown yet."""
        import termios  # noqa: PLC0415 - there is none on Windows

        assert sys.__stdin__ is not None  # noqa: S101 - can_paint_early has asked
        self._taken = True
        for number in (signal.SIGINT, signal.SIGTERM):
            if signal.getsignal(number) is not signal.SIG_IGN:
                self._on_signal[number] = signal.signal(number, self._end)
        with contextlib.suppress(termios.error):
            self._before = termios.tcgetattr(sys.__stdin__.fileno())
            self._set(_without_echo(self._before))

    def paint(self, screenful: str) -> None:
        """Show a screenful, text and escape sequences; the first one takes the terminal."""
        if not self._taken:
            self.take()
        shown, self._painted = self._painted, True
        _write(f"{'' if shown else _SHOW}{screenful}")

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._leave()

    def _leave(self) -> None:
        if self.hand_over():
            _write(_LEAVE)

    def hand_over(self) -> bool:
        """Give the terminal to Textual, its modes as they were at first; whether the alternate screen is on already."""
        painted, self._painted = self._painted, False
        if self._taken:
            self._taken = False
            self._put_back()
        return painted

    def _end(self, number: int, frame: FrameType | None) -> NoReturn:
        del frame
        self._leave()
        if number == signal.SIGINT:
            _write("reader: interrupted\n")
        os._exit(128 + number)

    def _put_back(self) -> None:
        while self._on_signal:
            signal.signal(*self._on_signal.popitem())
        if self._before is not None:
            self._set(self._before)

    def _set(self, attributes: list[Any]) -> None:
        import termios  # noqa: PLC0415 - there is none on Windows

        assert sys.__stdin__ is not None  # noqa: S101 - can_paint_early has asked
        # At once, and without throwing away what has been typed.
        with contextlib.suppress(termios.error):
            termios.tcsetattr(sys.__stdin__.fileno(), termios.TCSANOW, attributes)


def _without_echo(attributes: list[Any]) -> list[Any]:
    """Key by key, nothing echoed, Enter as Enter; only Ctrl-C keeps its meaning."""
    import termios  # noqa: PLC0415 - there is none on Windows

    iflag, oflag, cflag, lflag, ispeed, ospeed, characters = attributes
    iflag &= ~(termios.IXON | termios.IXOFF | termios.ICRNL | termios.INLCR | termios.IGNCR)
    lflag &= ~(termios.ECHO | termios.ICANON | termios.IEXTEN)
    quiet = list(characters)
    for key in (termios.VSUSP, termios.VQUIT):
        quiet[key] = b"\x00"
    quiet[termios.VMIN], quiet[termios.VTIME] = 1, 0
    return [iflag, oflag, cflag, lflag, ispeed, ospeed, quiet]


def _write(text: str) -> None:
    """Write past Python's buffers: a signal may come in the midst of it."""
    stream = sys.__stderr__
    if stream is None:
        return
    data = text.encode("utf-8", "replace")
    with contextlib.suppress(OSError):
        while data:
            data = data[os.write(stream.fileno(), data) :]
