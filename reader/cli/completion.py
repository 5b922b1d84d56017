"""``reader completion``: the script that lets a shell complete commands, options and files."""

from __future__ import annotations

import click
from click.shell_completion import get_completion_class

from reader.cli import output

__all__ = ["command"]

_VARIABLE = "_READER_COMPLETE"


@click.command()
@click.argument("shell", type=click.Choice(["bash", "zsh", "fish"]))
@click.pass_context
def command(context: click.Context, *, shell: str) -> None:
    """Print the completion script of a shell.

    \b
    bash: reader completion bash > ~/.local/share/bash-completion/completions/reader
    zsh:  reader completion zsh > ~/.zfunc/_reader, with that folder in fpath before compinit
    fish: reader completion fish > ~/.config/fish/completions/reader.fish
    """  # noqa: D301 - click wants the character itself
    found = get_completion_class(shell)
    if found is None:
        raise click.ClickException(f"no completion for {shell}")
    output.data(found(context.find_root().command, {}, "reader", _VARIABLE).source())
