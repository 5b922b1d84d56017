"""MT packages as a task of their own: found, installed, verified, removed."""

from __future__ import annotations

from reader import paths
from reader.translation import Engine, Package, find_packages
from reader.translation.packages import named_package
from reader.translation.packages_manager import PackageManager
from reader.translation.packages_smoke import sentence_for

__all__ = ["every_package", "manager", "package_named"]


def manager() -> PackageManager:
    """What looks after the packages in argostranslate's folder; a package is tried before it is trusted."""
    return PackageManager(paths.argos_packages(), cache=paths.cache_folder() / "downloads", smoke=_smoke)


def _smoke(package: Package) -> str:
    """One sentence, translated."""
    [(_, hypothesis)] = Engine(package, threads=1).translate([sentence_for(package)])
    return hypothesis.text


def package_named(wanted: str) -> Package:
    """A package by name, id or path; ``embedded`` is the one that ships.

    Raises:
        PackageError: there is none.
    """
    return named_package(
        wanted, folders=(paths.argos_packages(),), shipped=paths.shipped_models(), cache=paths.cache_folder()
    )


def every_package() -> tuple[tuple[Package, str], ...]:
    """Each package with where it comes from: installed, or embedded.

    Raises:
        PackageError: the embedded one is damaged.
    """
    installed = [(package, "installed") for package in find_packages(folders=(paths.argos_packages(),))]
    return (*installed, (package_named("embedded"), "embedded"))
