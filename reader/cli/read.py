"""``reader read``: the terminal reader, or the same side-by-side text where there is no terminal."""

from __future__ import annotations

import shutil
from collections.abc import Iterator

import click

from reader.cli import options, output, plain
from reader.errors import MissingDocument
from reader.pipeline import Choice, ReadingSession, Resources, choose

__all__ = ["command"]


@click.command()
@click.argument("documents", nargs=-1, type=click.Path(), metavar="[FILE|FOLDER|WORDS]...")
@click.option("--plain", "linear", is_flag=True, help="Print French and English line by line, for a screen reader.")
@click.option("--hidden", is_flag=True, help="Show hidden parts too.")
@click.option("--width", type=click.IntRange(20), help="Columns of the printed text.  [default: the terminal's]")
@options.engine_options
def command(  # noqa: PLR0913 - a command's parameters are its options
    documents: tuple[str, ...],
    *,
    linear: bool,
    hidden: bool,
    width: int | None,
    package: str | None,
    threads: int | None,
    device: str | None,
) -> None:
    """Open documents side by side.

    A file opens at once; two files, one French and one English, open as a pair; a folder or several files open as a list.
    Where standard output is no terminal, the text is printed in two columns instead.
    """
    with options.resources(package=package, threads=threads, device=device) as resources:
        try:
            found = choose(documents, resources)
        except MissingDocument as error:
            raise _with_nearest(error, documents) from error
        if linear or not output.is_screen():
            for session in _sessions(found, resources):
                _print(session, linear=linear, hidden=hidden, width=width)
            return
        from reader.tui import run  # noqa: PLC0415 - Textual is imported only for a terminal

        run([(c.path,) if c.second is None else (c.path, c.second) for c in found], resources)


def _with_nearest(error: MissingDocument, documents: tuple[str, ...]) -> MissingDocument:
    """The same error; where the first word looks like a mistyped command, with that command for a hint."""
    group = click.get_current_context().find_root()
    names = group.command.list_commands(group) if isinstance(group.command, click.Group) else []
    import difflib  # noqa: PLC0415 - only a mistake needs it

    near = difflib.get_close_matches(documents[0], names, n=1, cutoff=0.75) if documents else []
    return MissingDocument(str(error), hint=f"did you mean reader {near[0]}?" if near else error.hint)


def _sessions(found: tuple[Choice, ...], resources: Resources) -> Iterator[ReadingSession]:
    for choice in found:
        yield ReadingSession.open(choice.path, choice.second, resources=resources, stdin=output.standard_input())


def _print(session: ReadingSession, *, linear: bool, hidden: bool, width: int | None) -> None:
    for _ in session.translate(hidden=hidden):
        pass
    rows = session.bitext.rows()
    lines = (
        plain.linear(rows, hidden=hidden)
        if linear
        else plain.columns(rows, width=width or shutil.get_terminal_size((100, 24)).columns, hidden=hidden)
    )
    output.data(f"# {session.title}\n")
    for line in lines:
        output.data(line)
