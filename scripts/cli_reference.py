"""Write docs/cli.md from the commands themselves."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import click

from reader.cli import cli
from reader.cli.output import ExitCode

DOCS = Path(__file__).parent.parent / "docs" / "cli.md"
_WIDTH = 110
_MEANINGS = {
    ExitCode.OK: "done",
    ExitCode.SOME_FAILED: "of several inputs at least one could not be done; the others are",
    ExitCode.USAGE: "an unknown option, a missing argument",
    ExitCode.DOCUMENT: "a document is missing, empty, broken or of an unknown format",
    ExitCode.PACKAGE: "an MT package is missing, broken or not trusted",
    ExitCode.CONFIG: "the config file, an environment variable or a value is wrong",
    ExitCode.MEMORY: "the translation memory cannot be used",
    ExitCode.NETWORK: "a download did not come through",
    ExitCode.OUTPUT: "an output cannot be made or written",
    ExitCode.ENGINE: "translation or alignment failed on sound input",
    ExitCode.INTERNAL: "a fault of the program itself: please report it; `READER_TRACEBACK=1` shows where",
    ExitCode.INTERRUPTED: "interrupted",
}


def reference() -> str:
    """The page: the help of every command, one under the other."""
    parts = [
        "# Command line\n",
        "Written by `scripts/cli_reference.py` from the commands; a test compares.\n",
        "What goes wrong is said on one line of standard error: what it is, and in brackets what to do.\n",
        "## Exit codes\n",
        "| code | meaning |\n|---|---|\n" + "".join(f"| {code.value} | {_MEANINGS[code]} |\n" for code in ExitCode),
    ]
    for path, text in _helps("reader", cli, None):
        parts.append(f"## {path}\n\n```\n{text}\n```\n")
    return "\n".join(parts)


def _helps(path: str, command: click.Command, parent: click.Context | None) -> Iterator[tuple[str, str]]:
    context = click.Context(
        command,
        parent=parent,
        info_name=path.rsplit(maxsplit=1)[-1],
        terminal_width=_WIDTH,
        max_content_width=_WIDTH,
        **command.context_settings,
    )
    yield path, "\n".join(line.rstrip() for line in command.get_help(context).splitlines())
    if isinstance(command, click.Group):
        for name in command.list_commands(context):
            inner = command.get_command(context, name)
            if inner is not None:
                yield from _helps(f"{path} {name}", inner, context)


if __name__ == "__main__":
    DOCS.write_text(reference(), encoding="utf-8")
