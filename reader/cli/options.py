"""Options and arguments that several commands share."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, TypeVar

import click

from reader import paths
from reader.cli import output
from reader.config import Config, load_config, unknown_variables
from reader.pipeline import Resources

__all__ = ["configured", "engine_options", "resources", "warn_of_environment"]

_F = TypeVar("_F", bound=Callable[..., Any])


def engine_options(command: _F) -> _F:
    """Which package translates, and how."""
    for option in (
        click.option("--device", type=click.Choice(["cpu", "cuda"]), help="Where the engine runs.  [default: cpu]"),
        click.option("--threads", type=click.IntRange(0), help="Threads of the engine; 0: one for each core."),
        click.option("--package", metavar="NAME|PATH", help="The MT package: see `reader packages list`."),
    ):
        command = option(command)
    return command


def warn_of_environment() -> None:
    """Tell of variables that look like settings of ours and are none."""
    for line in unknown_variables():
        output.say(f"reader: {line}")


def configured(**options: object) -> Config:
    """The configuration with the options of a command line, by key with two underscores for the dot.

    Raises:
        ConfigError: file, environment or options are wrong.
    """
    warn_of_environment()
    return load_config(paths.config_file(), options={k.replace("__", "."): v for k, v in options.items()})


def resources(*, package: str | None = None, threads: int | None = None, device: str | None = None) -> Resources:
    """The resources that a command works with; to be closed by it.

    Raises:
        ConfigError: file, environment or options are wrong.
    """
    config = configured(translation__package=package, translation__threads=threads, translation__device=device)
    return Resources(config, warn=output.say)
