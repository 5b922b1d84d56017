"""``reader align``: a French text and an English one, tied bead by bead."""

from __future__ import annotations

from pathlib import Path

import click

from reader.cli import options, output
from reader.exporters import EXPORTERS
from reader.pipeline.aligning import align_files, align_lines, beads_text, plot, write_alignment
from reader.pipeline.batch_files import write_whole

__all__ = ["command"]


@click.command()
@click.argument("french", type=click.Path(path_type=Path))
@click.argument("english", type=click.Path(path_type=Path))
@click.option("--lines", is_flag=True, help="Each line is a sentence already.")
@click.option("--lexicon-only", is_flag=True, help="Do not translate: quicker, a little worse.")
@click.option("--to", "form", default="beads", show_default=True, type=click.Choice(["beads", *EXPORTERS]))
@click.option(
    "-o",
    "--output",
    "out_file",
    type=click.Path(path_type=Path),
    default=Path("-"),
    help="Where to; - is standard output.",
)
@click.option(
    "--plot", "picture", type=click.Path(path_type=Path), help="Draw the path of the beads as SVG (extra `plot`)."
)
@options.engine_options
def command(  # noqa: PLR0913 - a command's parameters are its options
    french: Path,
    english: Path,
    *,
    lines: bool,
    lexicon_only: bool,
    form: str,
    out_file: Path,
    picture: Path | None,
    package: str | None,
    threads: int | None,
    device: str | None,
) -> None:
    """Align a French text with an English one.

    `--to beads` prints lines such as `[0, 1]:[0]`: the sentences of each side, from 0, that say the same (with `--lines`, the lines of the files).
    """
    with options.resources(package=package, threads=threads, device=device) as resources:
        make = align_lines if lines else align_files
        bitext = make(french, english, resources=resources, machine=not lexicon_only)
        content = beads_text(bitext, by_line=lines).encode() if form == "beads" else write_alignment(bitext, form)
    if str(out_file) == "-":
        output.data_bytes(content)
    else:
        write_whole(out_file, content)
    if picture is not None:
        plot(bitext, picture)
