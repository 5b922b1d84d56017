"""The only module that prints: data on standard output, talk on standard error. And the exit codes."""

from __future__ import annotations

import contextlib
import io
import json
import os
import re
import signal
import sys
from collections.abc import Callable, Iterator, Mapping
from enum import IntEnum
from typing import TYPE_CHECKING, BinaryIO

import click

from reader import errors

if TYPE_CHECKING:
    from rich.progress import Progress

__all__ = [
    "ExitCode",
    "as_json",
    "data",
    "data_bytes",
    "fail",
    "guarded",
    "in_words",
    "is_screen",
    "is_terminal",
    "progress",
    "record",
    "safe",
    "say",
    "standard_input",
]


class ExitCode(IntEnum):
    """How a run ended. The values are part of the interface."""

    OK = 0
    SOME_FAILED = 1  # of several inputs, at least one could not be done; the others are
    USAGE = 2  # an unknown option, a missing argument
    DOCUMENT = 3  # a document is missing, empty, broken or of an unknown format
    PACKAGE = 4  # an MT package is missing, broken or not trusted
    CONFIG = 5  # the config file, an environment variable or a value is wrong
    MEMORY = 6  # the translation memory cannot be used
    NETWORK = 7  # a download did not come through
    OUTPUT = 8  # an output cannot be made or written
    ENGINE = 9  # translation or alignment failed on sound input
    INTERNAL = 70  # a fault of this program; READER_TRACEBACK=1 shows where
    INTERRUPTED = 130  # Ctrl-C


_CODES: tuple[tuple[type[errors.ReaderError], ExitCode], ...] = (
    (errors.DocumentError, ExitCode.DOCUMENT),
    (errors.NetworkError, ExitCode.NETWORK),
    (errors.PackageError, ExitCode.PACKAGE),
    (errors.ConfigError, ExitCode.CONFIG),
    (errors.MemoryFileError, ExitCode.MEMORY),
    (errors.ExportError, ExitCode.OUTPUT),
    (errors.ReaderError, ExitCode.ENGINE),
)

# What a terminal would obey: control characters but tab and newline, and those that turn the writing direction round.
# And what no encoding has: the lone surrogates that stand for the odd bytes of a file name.
_CONTROLS = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069\ud800-\udfff]")


def safe(text: str) -> str:
    """The text without anything that a terminal would obey."""
    return _CONTROLS.sub("\N{REPLACEMENT CHARACTER}", text)


def is_terminal() -> bool:
    """Whether standard output is a terminal."""
    return _is_open(sys.stdout) and sys.stdout.isatty()


def is_screen() -> bool:
    """Whether standard output is a terminal on which more than lines can be drawn."""
    return is_terminal() and os.environ.get("TERM", "") not in {"", "dumb", "unknown"}


def standard_input() -> BinaryIO | None:
    """The bytes of standard input; None where it is closed."""
    return sys.stdin.buffer if _is_open(sys.stdin) else None


def _is_open(stream: object) -> bool:
    """Whether a standard stream is there: Python sets None for one that was closed when it started."""
    return stream is not None


def data(text: str) -> None:
    """Write a line of results to standard output."""
    with _heard():
        click.echo(safe(text))


def in_words(value: object) -> str:
    """A value as a person reads it, mappings and lists with commas and without Python's brackets."""
    if isinstance(value, Mapping):
        return ", ".join(f"{str(key).replace('_', ' ')} {in_words(v)}" for key, v in value.items()) or "none"
    if isinstance(value, list | tuple):
        return ", ".join(map(in_words, value)) or "none"
    if value is None or isinstance(value, bool):
        return {None: "none", True: "yes", False: "no"}[value]
    return f"{value:.2f}" if isinstance(value, float) else str(value)


def as_json(value: object, *, indent: int | None = None) -> str:
    """A value as JSON; what a terminal would obey stands there as JSON's own escapes, so that nothing is lost."""
    text = json.dumps(value, ensure_ascii=False, indent=indent, default=str)
    return _CONTROLS.sub(lambda found: f"\\u{ord(found[0]):04x}", text)


def record(value: object, *, indent: int | None = None) -> None:
    """Write a value as JSON to standard output."""
    data(as_json(value, indent=indent))


def data_bytes(content: bytes) -> None:
    """Write results to standard output: as they are, but for a terminal without what it would obey."""
    with _heard():
        sys.stdout.flush()
        if is_terminal():
            click.echo(safe(content.decode("utf-8", "replace")), nl=False)
            return
        sys.stdout.buffer.write(content)
        sys.stdout.buffer.flush()


@contextlib.contextmanager
def _heard() -> Iterator[None]:
    """Standard output is there; where its reader has had enough, leave, before click makes that a failed document's code 1."""
    if not _is_open(sys.stdout):
        raise errors.ExportError("standard output is closed")
    try:
        yield
    except BrokenPipeError as error:
        sys.exit(_ended_by(error))


def say(text: str) -> None:
    """Tell the user something, on standard error; a full or broken one is no reason to fail."""
    with contextlib.suppress(OSError):
        click.echo(safe(text), err=True)


def fail(error: errors.ReaderError) -> ExitCode:
    """Say what is wrong and what to do, on one line each, and give the exit code for it."""
    line = " ".join(str(error).split())
    say(f"reader: {line}" + (f" ({error.hint})" if error.hint else ""))
    return next(code for kind, code in _CODES if isinstance(error, kind))


def guarded(run: Callable[[], object]) -> int:
    """Run a command and turn whatever ends it into an exit code; a user never sees a traceback."""
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(errors="replace")  # a terminal without our characters shows other ones
    try:
        result = run()
        if _is_open(sys.stdout):
            sys.stdout.flush()
    except (KeyboardInterrupt, click.Abort):
        say("reader: interrupted")
        return ExitCode.INTERRUPTED
    except Exception as error:  # noqa: BLE001 - the last resort: each kind is told apart below
        return _ended_by(error)
    return result if isinstance(result, int) else ExitCode.OK


def _ended_by(error: Exception) -> int:
    """Say what has ended a command, and give the exit code for it."""
    if isinstance(error, errors.ReaderError):
        return fail(error)
    if isinstance(error, click.ClickException):
        return _misused(error)
    if isinstance(error, OSError):
        # What could not be written now cannot be written at exit either: the interpreter's own flush must not complain again.
        if _is_open(sys.stdout):
            os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        if isinstance(error, BrokenPipeError):  # whoever read our output has had enough
            return 128 + signal.SIGPIPE
        where = f"{error.filename}: " if error.filename else ""
        say(f"reader: {where}{error.strerror or error}")
        return ExitCode.OUTPUT
    if os.environ.get("READER_TRACEBACK"):
        raise error
    what = " ".join(f"{type(error).__name__}: {error}".split())
    say(f"reader: internal error: {what} (please report it; READER_TRACEBACK=1 shows where)")
    return ExitCode.INTERNAL


def _misused(error: click.ClickException) -> ExitCode:
    """Say on one line what is wrong with a command line, and where its help stands."""
    context = error.ctx if isinstance(error, click.UsageError) else None
    if isinstance(error, click.exceptions.NoArgsIsHelpError) or context is None:
        shown = io.StringIO()
        error.show(shown)
        say(shown.getvalue().rstrip())
        return ExitCode.USAGE
    line = " ".join(error.format_message().split()).rstrip(".")
    say(f"reader: {line[:1].lower()}{line[1:]} (see {context.command_path} --help)")
    return ExitCode.USAGE


@contextlib.contextmanager
def progress(*, quiet: bool = False) -> Iterator[Progress | None]:
    """A progress bar on standard error; None where nobody is there to watch it."""
    if quiet or not _is_open(sys.stderr) or not sys.stderr.isatty():
        yield None
        return
    from rich.console import Console  # noqa: PLC0415 - only a terminal needs it
    from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeRemainingColumn  # noqa: PLC0415

    columns = (TextColumn("{task.description}", markup=False), BarColumn(), MofNCompleteColumn(), TimeRemainingColumn())
    with Progress(*columns, console=Console(stderr=True), transient=True) as bar:
        yield bar
