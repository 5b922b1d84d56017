"""``reader config``: the configuration in force, and where things are kept."""

from __future__ import annotations

import dataclasses

import click

from reader import paths
from reader.cli import options, output

__all__ = ["command"]


@click.group()
def command() -> None:
    """Show the configuration and where things are kept."""


@command.command()
def show() -> None:
    """Print the configuration in force as TOML: the file, the environment and the defaults together."""
    config = options.configured()
    for table in dataclasses.fields(config):
        output.data(f"[{table.name}]")
        value = getattr(config, table.name)
        items = dict(value) if table.name == "keys" else dataclasses.asdict(value)
        for key, setting in items.items():
            # JSON's booleans, numbers and strings are TOML's too.
            output.data(f"{key} = {output.as_json(setting)}")
        output.data("")


@command.command()
def path() -> None:
    """Print where config, memory, cache and packages lie. Nothing is made."""
    options.warn_of_environment()
    for name, place in (
        ("config", paths.config_file()),
        ("memory", paths.memory_file()),
        ("display", paths.looks_file()),
        ("cache", paths.cache_folder()),
        ("packages", paths.argos_packages()),
        ("shipped", paths.shipped_models()),
    ):
        output.data(f"{name:<9} {place}")
