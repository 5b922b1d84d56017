"""The command line: commands without logic. Each is imported only when it is called, so that ``--help`` is quick."""

from __future__ import annotations

import importlib
import sys
from typing import TYPE_CHECKING

import click

from reader import __version__
from reader.cli import output

if TYPE_CHECKING:
    from click.shell_completion import CompletionItem

__all__ = ["cli", "main"]

# name -> (module, one line of help): the lines stand here so that the list of commands needs no import.
_COMMANDS = {
    "read": ("reader.cli.read", "Open documents side by side (what `reader FILE` does)."),
    "export": ("reader.cli.export", "Translate documents and write them in other formats."),
    "translate": ("reader.cli.translate", "Translate French text: words, a file, or standard input."),
    "align": ("reader.cli.align", "Align a French text with an English one."),
    "inspect": ("reader.cli.inspect", "Show what was found in a document: blocks, roles, sentences."),
    "evaluate": ("reader.cli.evaluate", "Measure alignment or translation against a reference."),
    "packages": ("reader.cli.packages", "List, install, verify and remove MT packages."),
    "glossary": ("reader.cli.glossary", "Keep terms and their translations."),
    "memory": ("reader.cli.memory", "Search, import and look after the translation memory."),
    "library": ("reader.cli.library", "List the documents read, and forget some."),
    "config": ("reader.cli.config", "Show the configuration and where things are kept."),
    "completion": ("reader.cli.completion", "Print the script that lets a shell complete what you type."),
    "doctor": ("reader.cli.doctor", "Check the installation and tell how fast it is."),
}


class _LazyGroup(click.Group):
    """Imports a command when it is called. What is no command is something to read."""

    def list_commands(self, ctx: click.Context) -> list[str]:  # noqa: ARG002 - click's signature
        return list(_COMMANDS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:  # noqa: ARG002
        if cmd_name not in _COMMANDS:
            return None
        command = importlib.import_module(_COMMANDS[cmd_name][0]).command
        if not isinstance(command, click.Command):
            raise TypeError(f"{cmd_name} is no command")
        return command

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:  # noqa: ARG002
        with formatter.section("Commands"):
            formatter.write_dl([(name, line) for name, (_, line) in _COMMANDS.items()])

    def shell_complete(self, ctx: click.Context, incomplete: str) -> list[CompletionItem]:
        """Complete the first word: a command, or else a file to read."""
        from click.shell_completion import CompletionItem  # noqa: PLC0415 - only a shell that completes needs it

        found = [
            CompletionItem(name, help=line) for name, (_, line) in _COMMANDS.items() if name.startswith(incomplete)
        ]
        if incomplete.startswith("-"):
            return click.Command.shell_complete(self, ctx, incomplete)
        return found or [CompletionItem(incomplete, type="file")]

    def parse_args(self, ctx: click.Context, args: list[str]) -> list[str]:
        # `reader FILE`, `reader --plain FILE` and `reader` alone mean `reader read …`.
        own = {"--help", "--version", "-h", "-V"}
        completing = ctx.resilient_parsing and not args  # a shell asks for the first word
        if not completing and (not args or (args[0] not in _COMMANDS and args[0] not in own)):
            args = ["read", *args]
        return super().parse_args(ctx, args)


@click.command(
    cls=_LazyGroup,
    context_settings={"help_option_names": ["-h", "--help"]},
    epilog="`reader FILE` opens a document, `reader FRENCH ENGLISH` a pair, `reader FOLDER` a list, `reader` the last one read.",
)
@click.version_option(__version__, "-V", "--version", prog_name="reader")
def cli() -> None:
    """Read French with English at your side, in the terminal, offline."""


def main(args: list[str] | None = None) -> None:
    """Run the command line and leave the process with an exit code (see ``output.ExitCode``)."""
    sys.exit(output.guarded(lambda: cli.main(args=args, prog_name="reader", standalone_mode=False)))
