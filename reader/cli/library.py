"""``reader library``: the documents read, and the words collected."""

from __future__ import annotations

from pathlib import Path

import click

from reader.cli import options, output
from reader.errors import MissingDocument
from reader.memory import Shelf, ShelfDocument, to_anki, to_tsv

__all__ = ["command"]


@click.group(invoke_without_command=True)
@click.option("--json", "as_json", is_flag=True, help="One JSON object a document.")
@click.pass_context
def command(context: click.Context, *, as_json: bool) -> None:
    """List the documents read, the last one first: progress, when, shares, title, path."""
    if context.invoked_subcommand is not None:
        return
    with options.resources() as resources:
        found = Shelf(resources.memory).recent(limit=-1)
    for document in found:
        if as_json:
            output.record(_record(document))
        else:
            output.data(_line(document))
    if not found:
        output.say("no document has been read yet (open one: reader FILE)")


def _line(document: ShelfDocument) -> str:
    counts = document.counts
    shares = f"{counts.human} human, {counts.machine} machine, {counts.edited} edited, {counts.approved} approved"
    return f"{document.progress:4.0%}  {document.opened[:10]}  {document.title}  ({shares})  {document.path}"


def _record(document: ShelfDocument) -> dict[str, object]:
    return {
        "id": document.id,
        "title": document.title,
        "path": document.path,
        "second": document.second or None,
        "opened": document.opened,
        "progress": round(document.progress, 4),
        "segments": document.counts.segments,
        "human": document.counts.human,
        "machine": document.counts.machine,
        "edited": document.counts.edited,
        "approved": document.counts.approved,
    }


@command.command()
@click.argument("words", nargs=-1)
@click.option("--searches", is_flag=True, help="Forget what was searched for, in every document.")
def forget(words: tuple[str, ...], *, searches: bool) -> None:
    """Take documents off the list, with their edits, notes and marks, by words of the title or by path."""
    if not words and not searches:
        raise click.UsageError("no document is named, nor --searches")
    with options.resources() as resources:
        shelf = Shelf(resources.memory)
        if searches:
            shelf.forget_searches()
            output.say("forgotten: what was searched for")
        if not words:
            return
        wanted = " ".join(words)
        found = [d for d in shelf.recent(limit=-1) if d.path == str(Path(wanted).absolute())] or list(
            shelf.find(wanted)
        )
        if not found:
            raise MissingDocument(f"no document read is called {wanted}", hint="reader library lists them")
        for document in found:
            shelf.forget(document.id)
            output.say(f"forgotten: {document.title} ({document.path})")


@command.command()
@click.option("--anki", is_flag=True, help="A file that Anki imports, in place of TSV.")
def words(*, anki: bool) -> None:
    """Print the vocabulary list, with the sentences that the words were met in."""
    with options.resources() as resources:
        found = Shelf(resources.memory).vocabulary.words()
    if not found:
        output.say("no word has been collected yet (the key a in the reader does it)")
    output.data_bytes((to_anki(found) if anki else to_tsv(found)).encode())
