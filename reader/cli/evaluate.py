"""``reader evaluate``: figures against a reference."""

from __future__ import annotations

from pathlib import Path

import click

from reader.cli import options, output
from reader.pipeline.evaluating import evaluate_alignment, evaluate_translation

__all__ = ["command"]


@click.group()
def command() -> None:
    """Measure alignment or translation against a reference."""


@command.command()
@click.argument("gold", type=click.Path(path_type=Path, exists=True, file_okay=False))
@click.option("--lexicon-only", is_flag=True, help="Do not translate.")
@click.option(
    "--machine",
    default="",
    metavar="FILE",
    help="Take the translations from this file of each folder, such as mt-tiny.txt.",
)
@click.option("--each", is_flag=True, help="A line for each document too.")
@click.option("--json", "as_json", is_flag=True)
@options.engine_options
def alignment(  # noqa: PLR0913 - a command's parameters are its options
    gold: Path,
    *,
    lexicon_only: bool,
    machine: str,
    each: bool,
    as_json: bool,
    package: str | None,
    threads: int | None,
    device: str | None,
) -> None:
    """Align each GOLD/DOCUMENT/{src,tgt}.txt and score the beads against its gold.txt: strict and lax P, R and F1."""
    with options.resources(package=package, threads=threads, device=device) as resources:
        found = evaluate_alignment(gold, resources=resources, lexicon_only=lexicon_only, machine=machine)
    if as_json:
        output.record(found.as_dict(), indent=2)
        return
    for line in found.lines(each=each):
        output.data(line)


@command.command()
@click.argument("source", type=click.Path(path_type=Path, exists=True, dir_okay=False))
@click.argument("reference", type=click.Path(path_type=Path, exists=True, dir_okay=False))
@click.option("--json", "as_json", is_flag=True)
@options.engine_options
def translation(  # noqa: PLR0913 - a command's parameters are its options
    source: Path, reference: Path, *, as_json: bool, package: str | None, threads: int | None, device: str | None
) -> None:
    """Translate SOURCE line by line and score it against REFERENCE: BLEU and chrF (sacrebleu), words a second."""
    with options.resources(package=package, threads=threads, device=device) as resources:
        found = evaluate_translation(source, reference, resources=resources)
    if as_json:
        output.record(found.as_dict(), indent=2)
        return
    output.data(found.line())
