"""``reader doctor``: is everything there, does it work, how fast is it?"""

from __future__ import annotations

import click

from reader.cli import options, output
from reader.pipeline.checkup import check_up

__all__ = ["command"]


@click.command()
@click.option("--json", "as_json", is_flag=True)
@options.engine_options
def command(*, as_json: bool, package: str | None, threads: int | None, device: str | None) -> int:
    """Check the installation: versions, packages, memory, threads, instruction set, speed. Exit code 1: a problem."""
    with options.resources(package=package, threads=threads, device=device) as resources:
        found = check_up(resources)
    if as_json:
        output.record(found, indent=2)
    else:
        for name, value in found.items():
            if name == "problems":
                continue
            output.data(f"{name.replace('_', ' '):<16} {output.in_words(value)}")
        for problem in found["problems"]:
            output.data(f"PROBLEM          {problem}")
        if not found["problems"]:
            output.data("all is well")
    return output.ExitCode.SOME_FAILED if found["problems"] else output.ExitCode.OK
