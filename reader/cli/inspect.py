"""``reader inspect``: what was found in a document, so that one can see why it reads as it does."""

from __future__ import annotations

from typing import Any

import click

from reader.cli import output
from reader.pipeline import describe_document

__all__ = ["command"]


@click.command()
@click.argument("document", type=click.Path(), metavar="FILE|-")
@click.option("--json", "as_json", is_flag=True, help="Print JSON; offsets are characters of the extracted text.")
def command(document: str, *, as_json: bool) -> None:
    """Show what was found in a document: blocks, roles, languages, repeats, sentences."""
    found = describe_document(document, stdin=output.standard_input())
    if as_json:
        output.record(found, indent=2)
        return
    for index, block in enumerate(found["blocks"]):
        output.data(_line(index, block))
        for segment in block["segments"]:
            output.data(f"        {' '.join(segment['text'].split())}")


def _line(index: int, block: dict[str, Any]) -> str:
    first, last = block["lines"]
    where = f"line {first}" if first == last else f"lines {first}-{last}"
    notes = ["hidden"] if block["hidden"] else []
    if block["repeat_of"] is not None:
        notes.append(f"repeats block {block['repeat_of']}")
    return f"{index:4}  {block['role']:<11} {block['language']:<5} {where}" + (
        f"  ({', '.join(notes)})" if notes else ""
    )
