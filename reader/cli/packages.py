"""``reader packages``: MT packages. The only command that goes on line, and only for ``available`` and ``install``."""

from __future__ import annotations

import dataclasses
from typing import Any

import click

from reader.cli import output
from reader.pipeline import packaging

__all__ = ["command"]


@click.group()
def command() -> None:
    """List, install, verify and remove MT packages (those of Argos Translate)."""


@command.command(name="list")
@click.option("--json", "as_json", is_flag=True)
def list_packages(*, as_json: bool) -> None:
    """Print the packages that are there; the first French-English one is used."""
    found = [
        {"id": p.id, "from": p.from_code, "to": p.to_code, "version": p.version, "where": where, "path": str(p.path)}
        for p, where in packaging.every_package()
    ]
    if as_json:
        output.record(found, indent=2)
        return
    for package in found:
        output.data(f"{package['id']:<16} {package['where']:<10} {package['path']}")


@command.command()
@click.option("--all", "every", is_flag=True, help="All languages, not only from French and to English.")
def available(*, every: bool) -> None:
    """Print what the package index offers. Goes on line."""
    index = packaging.manager().available()
    if index.age:
        output.say(f"off line: the index is {index.age / 86400:.0f} days old")
    for offer in index.offers:
        if every or "fr" in (offer.from_code, offer.to_code):
            output.data(f"{offer.id:<16} {offer.from_name} → {offer.to_name}")


@command.command()
@click.argument("wanted", metavar="NAME|FILE")
@click.option("--force", is_flag=True, help="Also what is installed already, and against a pin.")
def install(wanted: str, *, force: bool) -> None:
    """Install a package by name (fr_en, fr_en==1.9), from a file, or from a folder. A name goes on line.

    It is checked before it is unpacked, and must translate a sentence before it is used.
    """
    package = None
    with output.progress() as bar:
        task = bar.add_task(wanted, total=None) if bar else None
        for step in packaging.manager().install(wanted, force=force):
            if bar is not None and task is not None:
                bar.update(task, description=f"{wanted}: {step.what}", completed=step.done, total=step.total)
            package = step.package or package
    if package is not None:
        output.say(f"installed: {package.id} in {package.path}")


@command.command()
@click.argument("name")
def remove(name: str) -> None:
    """Remove an installed package."""
    for package in packaging.manager().remove(name):
        output.say(f"removed: {package.id}")


@command.command()
@click.argument("name", default="")
def verify(name: str) -> int:
    """Compare installed packages with what was recorded when they came, and let each translate a sentence."""
    manager = packaging.manager()
    chosen = [packaging.package_named(name)] if name else [package for package, _ in packaging.every_package()]
    bad = 0
    for package in chosen:
        verdict = manager.verify(package)
        note = "" if verdict.recorded else " (installed by another program: only tried)"
        output.data(f"{package.id}: {'sound' if not verdict.faults else 'FAULTY'}{note}")
        for fault in verdict.faults:
            output.data(f"    {fault}")
        bad += bool(verdict.faults)
    return output.ExitCode.PACKAGE if bad else output.ExitCode.OK


@command.command()
@click.argument("name", default="")
def info(name: str) -> None:
    """Print what is known of a package: version, size, where from, checksum, pin, earlier versions."""
    package = packaging.package_named(name) if name else packaging.every_package()[0][0]
    known = packaging.manager().info(package)
    about: dict[str, Any] = {
        "id": package.id,
        "path": str(package.path),
        "bytes": known.size,
        "pinned": known.pinned or None,
        "earlier versions": list(known.previous),
        "record": dataclasses.asdict(known.record) if known.record else None,
    }
    if isinstance(about["record"], dict):
        about["record"].pop("files", None)
    output.record(about, indent=2)
    if known.readme:
        output.data(known.readme)


@command.command()
@click.argument("name")
@click.option("--off", is_flag=True, help="Let it go again.")
def pin(name: str, *, off: bool) -> None:
    """Hold a package at the version that is installed."""
    manager = packaging.manager()
    if off:
        manager.unpin(name)
        output.say(f"{name} is free")
    else:
        output.say(f"{name} stays at {manager.pin(name)}")


@command.command()
@click.argument("name")
def rollback(name: str) -> None:
    """Go back to the version before."""
    output.say(f"back at {packaging.manager().rollback(name).id}")
