"""The only module that prints: data on standard output, talk on standard error. And the exit codes."""

from __future__ import annotations

import contextlib
import os
import re
import signal
import sys
from collections.abc import Callable, Iterator
from enum import IntEnum
from typing import TYPE_CHECKING

import click

from reader import errors

if TYPE_CHECKING:
    from rich.progress import Progress

__all__ = ["ExitCode", "data", "data_bytes", "fail", "guarded", "is_terminal", "progress", "safe", "say"]


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
_CONTROLS = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069]")


def safe(text: str) -> str:
    """The text without anything that a terminal would obey."""
    return _CONTROLS.sub("\N{REPLACEMENT CHARACTER}", text)


def is_terminal() -> bool:
    """Whether standard output is a terminal."""
    return sys.stdout.isatty()


def data(text: str) -> None:
    """Write a line of results to standard output."""
    click.echo(text)


def data_bytes(content: bytes) -> None:
    """Write results to standard output as they are."""
    sys.stdout.flush()
    sys.stdout.buffer.write(content)
    sys.stdout.buffer.flush()


def say(text: str) -> None:
    """Tell the user something, on standard error."""
    click.echo(safe(text), err=True)


def fail(error: errors.ReaderError) -> ExitCode:
    """Say what is wrong and what to do, on one line each, and give the exit code for it."""
    line = " ".join(str(error).split())
    say(f"reader: {line}" + (f" ({error.hint})" if error.hint else ""))
    return next(code for kind, code in _CODES if isinstance(error, kind))


def guarded(run: Callable[[], object]) -> int:
    """Run a command and turn whatever ends it into an exit code; a user never sees a traceback."""
    try:
        result = run()
        sys.stdout.flush()
    except errors.ReaderError as error:
        return fail(error)
    except click.ClickException as error:
        return _misused(error)
    except (KeyboardInterrupt, click.Abort):
        say("reader: interrupted")
        return ExitCode.INTERRUPTED
    except BrokenPipeError:
        # Whoever read our output has had enough; the interpreter's own flush at exit must not complain again.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return 128 + signal.SIGPIPE
    except OSError as error:
        where = f"{error.filename}: " if error.filename else ""
        say(f"reader: {where}{error.strerror or error}")
        return ExitCode.OUTPUT
    return result if isinstance(result, int) else ExitCode.OK


def _misused(error: click.ClickException) -> ExitCode:
    """Say on one line what is wrong with a command line, and where its help stands."""
    context = error.ctx if isinstance(error, click.UsageError) else None
    if isinstance(error, click.exceptions.NoArgsIsHelpError) or context is None:
        error.show()
        return ExitCode.USAGE
    line = " ".join(error.format_message().split()).rstrip(".")
    say(f"reader: {line[:1].lower()}{line[1:]} (see {context.command_path} --help)")
    return ExitCode.USAGE


@contextlib.contextmanager
def progress(*, quiet: bool = False) -> Iterator[Progress | None]:
    """A progress bar on standard error; None where nobody is there to watch it."""
    if quiet or not sys.stderr.isatty():
        yield None
        return
    from rich.console import Console  # noqa: PLC0415 - only a terminal needs it
    from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeRemainingColumn  # noqa: PLC0415

    columns = (TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn(), TimeRemainingColumn())
    with Progress(*columns, console=Console(stderr=True), transient=True) as bar:
        yield bar
