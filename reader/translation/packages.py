"""Where the MT packages lie, and which one to use. Reads folders itself: argostranslate is for installing only."""

from __future__ import annotations

import itertools
from pathlib import Path
from typing import TYPE_CHECKING

from reader.errors import PackageError
from reader.languages import LanguagePair
from reader.translation.package_folder import Package, open_package
from reader.translation.packages_embedded import embedded_package, unpacked
from reader.translation.packages_versions import version_key

if TYPE_CHECKING:
    from collections.abc import Sequence

__all__ = ["choose_chain", "choose_package", "embedded_package", "find_packages", "named_package"]

_NONE_HINT = "Install one: reader packages install translate-fr_en"


def find_packages(*, folders: Sequence[Path]) -> list[Package]:
    """Every usable package in some folders of packages, best first: by folder, by name, newest version first.

    What is no usable package is passed over, as is a folder that is not there.
    """
    found = []
    for folder in folders:
        packages = []
        for path in _subfolders(folder):
            try:
                packages.append(open_package(path))
            except PackageError:
                continue
        packages.sort(key=lambda p: str(p.path))
        packages.sort(key=lambda p: version_key(p.version), reverse=True)
        packages.sort(key=lambda p: p.name)
        found += packages
    return found


def _subfolders(folder: Path) -> list[Path]:
    try:
        return [path for path in folder.iterdir() if path.is_dir() and not path.name.startswith(".")]
    except OSError:
        return []


def choose_package(
    wanted: str | None = None,
    *,
    folders: Sequence[Path],
    shipped: Path,
    cache: Path,
    pair: LanguagePair | None = None,
) -> Package:
    """The package to translate with: the one that is asked for, else the newest installed one, else the embedded one.

    Args:
        wanted: a name (``fr_en``, ``translate-fr_en``), an id (``fr_en-1.9``), ``embedded``, or the path of a folder or of
            an .argosmodel file.
        folders: folders of installed packages, the best first.
        shipped: where the embedded package stands, packed.
        cache: where it is unpacked to.
        pair: the direction; French to English.

    Raises:
        PackageError: there is no such package.
    """
    chain = choose_chain(wanted, folders=folders, shipped=shipped, cache=cache, pair=pair)
    if len(chain) > 1:
        steps = " and ".join(package.name for package in chain)
        raise PackageError(f"{wanted} goes by {steps}: one package is wanted here")
    return chain[0]


def choose_chain(
    wanted: str | None = None,
    *,
    folders: Sequence[Path],
    shipped: Path,
    cache: Path,
    pair: LanguagePair | None = None,
) -> tuple[Package, ...]:
    """The packages to translate with, one after the other: mostly one, two where a third language lies between.

    Args:
        wanted: as ``choose_package``; ``fr_es+es_en`` asks for a pivot.
        folders: folders of installed packages, the best first.
        shipped: where the embedded package stands, packed.
        cache: where it is unpacked to.
        pair: the direction; French to English.

    Raises:
        PackageError: there is no such package, or the steps do not lead from the one language to the other.
    """
    pair = pair or LanguagePair()
    installed = find_packages(folders=folders)
    if wanted and wanted != "embedded":
        steps = [wanted] if _is_path(wanted) else wanted.split("+")
        chain = tuple(_named(step.strip(), installed, shipped, cache) for step in steps)
        _check_chain(chain, pair, wanted)
        return chain
    direct = [p for p in installed if (p.from_code, p.to_code) == (pair.source, pair.target)]
    if direct and not wanted:
        return (direct[0],)
    try:
        return (embedded_package(cache, shipped=shipped, pair=pair),)
    except PackageError:
        pivot = _pivot(installed, pair)
        if wanted or not pivot:
            raise
        return pivot


def named_package(wanted: str, *, folders: Sequence[Path], shipped: Path, cache: Path) -> Package:
    """The package of a name, id or path, whatever it translates; ``embedded`` is the one that ships.

    Raises:
        PackageError: there is none.
    """
    return _named(wanted, find_packages(folders=folders), shipped, cache)


def _check_chain(chain: tuple[Package, ...], pair: LanguagePair, wanted: str) -> None:
    codes = [chain[0].from_code, *(package.to_code for package in chain)]
    joined = all(a.to_code == b.from_code for a, b in itertools.pairwise(chain))
    if not joined or (codes[0], codes[-1]) != (pair.source, pair.target):
        way = ", ".join(f"{p.from_code} to {p.to_code}" for p in chain)
        raise PackageError(f"{wanted} translates {way}, not {pair.source} to {pair.target}", hint=_NONE_HINT)


def _pivot(installed: Sequence[Package], pair: LanguagePair) -> tuple[Package, ...]:
    """Two packages with a language between them, the first that are found."""
    for first in installed:
        if first.from_code == pair.source:
            for second in installed:
                if second.from_code == first.to_code and second.to_code == pair.target:
                    return first, second
    return ()


def _is_path(wanted: str) -> bool:
    return "/" in wanted or "\\" in wanted or wanted.startswith(("~", ".")) or wanted.endswith(".argosmodel")


def _named(wanted: str, installed: Sequence[Package], shipped: Path, cache: Path) -> Package:
    if wanted == "embedded":
        return embedded_package(cache, shipped=shipped)
    if _is_path(wanted):
        return _at(Path(wanted).expanduser(), cache)
    name = wanted.removeprefix("translate-")
    for package in installed:
        if name in (package.name, package.id, package.path.name) or wanted == package.path.name:
            return package
    if Path(wanted).is_dir():
        return _at(Path(wanted), cache)
    try:
        embedded = embedded_package(cache, shipped=shipped)
    except PackageError:
        embedded = None
    if embedded is not None and name in (embedded.name, embedded.id):
        return embedded
    there = ", ".join(dict.fromkeys(p.id for p in [*installed, *([embedded] if embedded else [])])) or "none"
    raise PackageError(f"no MT package is called {wanted}; there are: {there}", hint=_NONE_HINT)


def _at(path: Path, cache: Path) -> Package:
    """The package at a path: a folder as it is, a file unpacked into the cache."""
    if not path.is_file():
        return open_package(path)
    return open_package(unpacked(path, cache))
