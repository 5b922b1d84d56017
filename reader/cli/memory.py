"""``reader memory``: the translation memory."""

from __future__ import annotations

import dataclasses
from collections.abc import Iterable
from pathlib import Path

import click

from reader import paths
from reader.cli import options, output
from reader.memory import Difference, Piece
from reader.pipeline import remembering

__all__ = ["command"]


@click.group()
def command() -> None:
    """Search, import and look after the translation memory."""


@command.command()
@click.argument("words", nargs=-1, required=True)
@click.option("--limit", type=click.IntRange(1), default=20, show_default=True)
@click.option("--fuzzy", is_flag=True, help="Find sentences like this one, from 75 % on, with what differs.")
def search(words: tuple[str, ...], *, limit: int, fuzzy: bool) -> None:
    """Find words on either side of what has been translated; accents and case do not matter."""
    wanted = " ".join(words)
    with options.resources() as resources:
        if fuzzy:
            found = [
                f"{match.score:.0%}\t{_marked(match.difference)}\t{match.unit.target}\t{match.unit.origin}"
                for match in resources.memory.fuzzy(wanted, limit=limit)
            ]
        else:
            found = [
                f"{hit.unit.source}\t{hit.unit.target}\t{hit.unit.origin}"
                for hit in resources.memory.concordance(wanted, limit=limit)
            ]
    for line in found:
        output.data(line)
    if not found:
        output.say(
            f"nothing in the memory is like this: {wanted}" if fuzzy else f"nothing in the memory holds: {wanted}"
        )


@command.command(name="import")
@click.argument("file", type=click.Path(path_type=Path, dir_okay=False))
def import_file(file: Path) -> None:
    """Add the French-English units of a TMX, XLIFF (.xlf) or PO file, as a translator's tool hands them back."""
    with options.resources() as resources:
        total = 0
        for count in resources.memory.import_file(file):
            total = count
        output.say(f"{total} units imported")


@command.command()
@click.argument("file", type=click.Path(path_type=Path))
@click.option("--machine", is_flag=True, help="Write the machine's units too, not only people's.")
def export(file: Path, *, machine: bool) -> None:
    """Write the memory as TMX."""
    with options.resources() as resources:
        output.say(f"{remembering.export_memory(file, resources, machine=machine)} units written")


@command.command()
@click.option("--json", "as_json", is_flag=True)
def statistics(*, as_json: bool) -> None:
    """Say what the memory holds."""
    with options.resources() as resources:
        found = dataclasses.asdict(resources.memory.statistics())
    if as_json:
        output.record(found)
        return
    for name, value in found.items():
        output.data(f"{name.replace('_', ' '):<16} {output.in_words(value)}")


@command.command()
def vacuum() -> None:
    """Give unused space in the memory file back."""
    with options.resources() as resources:
        before, after = resources.memory.vacuum()
    output.say(f"{before} bytes before, {after} after")


@command.command()
@click.argument("damaged", type=click.Path(path_type=Path, exists=True, dir_okay=False), required=False)
@click.argument("into", type=click.Path(path_type=Path), required=False)
def salvage(damaged: Path | None, into: Path | None) -> None:
    """Save what can be read of a damaged memory file into a new one beside it."""
    damaged = damaged or paths.memory_file()
    into = into or damaged.with_suffix(".salvaged.sqlite3")
    for table, count in remembering.salvage(damaged, into):
        output.say(f"{table}: {count}")
    output.say(f"saved in {into}: move it to {damaged} to use it")


def _marked(pieces: Iterable[Piece]) -> str:
    """The source of a match with what differs from the text asked for, as word diffs mark it: [-gone-] {+new+}."""
    marks = {Difference.SAME: "{}", Difference.MISSING: "[-{}-]", Difference.EXTRA: "{{+{}+}}"}
    return " ".join(marks[piece.kind].format(piece.text.strip()) for piece in pieces)
