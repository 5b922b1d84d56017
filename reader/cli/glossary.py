"""``reader glossary``: terms and their translations."""

from __future__ import annotations

from pathlib import Path

import click

from reader.cli import options, output
from reader.pipeline import glossaries
from reader.translation import Term

__all__ = ["command"]

_document = click.option(
    "--document",
    type=click.Path(path_type=Path, exists=True, dir_okay=False),
    help="The glossary of this document, not the user's.",
)


@click.group()
def command() -> None:
    """Keep terms and their translations; a term without English is not translated."""


@command.command()
@click.argument("french")
@click.argument("english", default="")
@click.option("--note", default="", help="Kept beside the term.")
@_document
def add(french: str, english: str, *, note: str, document: Path | None) -> None:
    """Add a term, or replace it."""
    output.say(f"kept in {glossaries.add_term(french, english, note, document=document)}")


@command.command(name="list")
@_document
def list_terms(document: Path | None) -> None:
    """Print the terms: French, tab, English, tab, note.

    With --document, those that its human English settles too, with the note “from the document”.
    """
    settled: tuple[Term, ...] = ()
    if document is not None:
        with options.resources() as resources:
            settled = glossaries.settled_by(document, resources)
    kept = glossaries.read_glossary(glossaries.file_for(document)).terms
    own = {term.source for term in kept}
    for term in (*kept, *(t for t in settled if t.source not in own)):
        note = term.note or ("from the document" if term in settled else "")
        output.data(f"{term.source}\t{term.target}\t{note}".rstrip("\t"))


@command.command()
@click.argument("french")
@_document
def remove(french: str, *, document: Path | None) -> None:
    """Take a term away."""
    glossaries.remove_term(french, document=document)


@command.command(name="import")
@click.argument("file", type=click.Path(path_type=Path, exists=True, dir_okay=False))
@_document
def import_file(file: Path, *, document: Path | None) -> None:
    """Add the terms of a TSV file."""
    output.say(f"{glossaries.import_terms(file, document=document)} terms added")
