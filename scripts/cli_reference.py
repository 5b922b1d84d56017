"""Write docs/cli.md from the commands themselves."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import click

from reader.cli import cli

DOCS = Path(__file__).parent.parent / "docs" / "cli.md"
_WIDTH = 110


def reference() -> str:
    """The page: the help of every command, one under the other."""
    parts = [
        "# Command line\n",
        "Written by `scripts/cli_reference.py` from the commands; a test compares. Exit codes stand in [config.md](config.md#exit-codes).\n",
    ]
    for path, text in _helps("reader", cli, None):
        parts.append(f"## {path}\n\n```\n{text}\n```\n")
    return "\n".join(parts)


def _helps(path: str, command: click.Command, parent: click.Context | None) -> Iterator[tuple[str, str]]:
    context = click.Context(
        command, parent=parent, info_name=path.rsplit(maxsplit=1)[-1], terminal_width=_WIDTH, max_content_width=_WIDTH
    )
    yield path, "\n".join(line.rstrip() for line in command.get_help(context).splitlines())
    if isinstance(command, click.Group):
        for name in command.list_commands(context):
            inner = command.get_command(context, name)
            if inner is not None:
                yield from _helps(f"{path} {name}", inner, context)


if __name__ == "__main__":
    DOCS.write_text(reference(), encoding="utf-8")
