"""Looks after the installed packages, in argostranslate's own folder and so that it sees them too."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from reader.errors import PackageError, ReaderError
from reader.translation.package_folder import Package, open_package
from reader.translation.packages import find_packages
from reader.translation.packages_embedded import EMBEDDED_RECORD
from reader.translation.packages_index import Index, argos_index_url, load_index
from reader.translation.packages_install import Installer, Step
from reader.translation.packages_records import Record, Records, move_folder
from reader.translation.packages_smoke import judge
from reader.translation.packages_unpack import Limits, record_of, staging

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

    from reader.translation.packages_download import Patience

__all__ = ["PackageInfo", "PackageManager", "Verdict"]


@dataclass(frozen=True, slots=True)
class PackageInfo:
    """Everything that is known of an installed package."""

    package: Package
    size: int
    record: Record | None
    pinned: str
    previous: tuple[str, ...]
    readme: str


@dataclass(frozen=True, slots=True)
class Verdict:
    """Whether a package is as it should be: ``faults`` line by line, none if it is sound.

    ``recorded`` is False where another program installed it, so that there was nothing to compare with.
    """

    package: Package
    faults: tuple[str, ...]
    recorded: bool


class PackageManager:
    """Looks after the packages in a folder.

    Args:
        folder: argostranslate's folder of packages.
        cache: for downloads and the copy of the index.
        index_url: of the index; empty for argostranslate's setting.
        smoke: translates ``packages_smoke.sentence_for(package)`` with a package, to see whether it can; None trusts it.
        patience: how long to wait for a server.
        limits: how big a package may be.
    """

    def __init__(  # noqa: PLR0913 - each is a matter of its own
        self,
        folder: Path,
        *,
        cache: Path,
        index_url: str = "",
        smoke: Callable[[Package], str] | None = None,
        patience: Patience | None = None,
        limits: Limits | None = None,
    ) -> None:
        self.folder = folder
        self._cache = cache
        self._index_url = index_url
        self._smoke = smoke
        self._patience = patience
        self._limits = limits
        self._records = Records(folder)

    def installed(self) -> list[Package]:
        """The packages in the folder."""
        return find_packages(folders=(self.folder,))

    def available(self) -> Index:
        """What the index offers.

        Raises:
            NetworkError: it cannot be had, and there is no copy of it.
        """
        return load_index(self._index_url or argos_index_url(), cache=self._cache, patience=self._patience)

    def install(self, wanted: str, *, force: bool = False) -> Iterator[Step]:
        """Install a package: by name from the index, from an .argosmodel file, or from an unpacked folder.

        The version before is kept for going back; it stays in use until the new one has shown that it translates.

        Args:
            wanted: ``fr_en``, ``translate-fr_en``, ``fr_en-1.9`` or ``fr_en==1.9``; or a path.
            force: install what is installed already, and against a pin.

        Yields:
            steps; the last one has the package.

        Raises:
            PackageError: there is no such package, or it is damaged, hostile or does not translate.
            NetworkError: it cannot be downloaded.
        """
        installer = Installer(
            folder=self.folder,
            cache=self._cache,
            records=self._records,
            available=self.available,
            smoke=self._smoke,
            patience=self._patience,
            limits=self._limits,
        )
        return installer.run(wanted, force=force)

    def rollback(self, name: str) -> Package:
        """Go back to the version before; the one in use is kept in its place.

        Raises:
            PackageError: there is none.
        """
        name = name.removeprefix("translate-")
        with self._records.alone():
            before = self._records.previous(name)
            if not before:
                raise PackageError(f"there is no earlier version of {name} to go back to")
            now = [p for p in self.installed() if p.name == name]
            place = self.folder / before[0].path.name
            move_folder(before[0].path, place)
            for package in now:
                self._records.put_by(package)
            return open_package(place)

    def remove(self, wanted: str) -> list[Package]:
        """Remove a package by name or id, its earlier versions too; says what was removed.

        Raises:
            PackageError: it is not there, or cannot be removed.
        """
        name = wanted.removeprefix("translate-")
        with self._records.alone():
            found = [p for p in self.installed() if name in (p.name, p.id, p.path.name) or wanted == p.path.name]
            if not found:
                raise PackageError(f"no package {wanted} is installed", hint="see what there is: reader packages list")
            earlier = [p for p in self._records.previous(found[0].name) if name == p.name]
            with staging(self._records.home) as stage:
                for package in [*found, *earlier]:
                    move_folder(package.path, stage / package.path.name)
                    self._records.drop(package.path.name)
        return found

    def pin(self, name: str) -> str:
        """Hold a package at the version that is installed; says which.

        Raises:
            PackageError: it is not installed.
        """
        found = next((p for p in self.installed() if p.name == name.removeprefix("translate-")), None)
        if found is None:
            raise PackageError(f"no package {name} is installed", hint="see what there is: reader packages list")
        with self._records.alone():
            self._records.pin(found.name, found.version)
        return found.version

    def unpin(self, name: str) -> None:
        """Let a package go that was held at a version."""
        with self._records.alone():
            self._records.pin(name.removeprefix("translate-"), None)

    def verify(self, package: Package) -> Verdict:
        """Compare an installed package with what was recorded when it came, and let it translate a sentence."""
        record = self._records.of(package)
        faults = list(_differences(package, record)) if record else []
        if self._smoke is not None and not faults:
            try:
                faults += [fault] if (fault := judge(package, self._smoke(package))) else []
            except ReaderError as error:
                faults.append(f"it cannot translate: {error}")
        return Verdict(package, tuple(faults), recorded=record is not None)

    def info(self, package: Package) -> PackageInfo:
        """What is known of a package."""
        readme = package.path / "README.md"
        return PackageInfo(
            package=package,
            size=sum(path.stat().st_size for path in package.path.rglob("*") if path.is_file()),
            record=self._records.of(package),
            pinned=self._records.pins().get(package.name, ""),
            previous=tuple(p.version for p in self._records.previous(package.name)),
            readme=readme.read_text(encoding="utf-8", errors="replace")[:20_000] if readme.is_file() else "",
        )


def _differences(package: Package, record: Record) -> Iterator[str]:
    there = {path.relative_to(package.path).as_posix(): path for path in package.path.rglob("*") if path.is_file()}
    there.pop(EMBEDDED_RECORD, None)
    for name, known in sorted(record.files.items()):
        if name not in there:
            yield f"{name} is missing"
        elif there[name].stat().st_size != known.size:
            yield f"{name} has {there[name].stat().st_size:,} bytes, and had {known.size:,}"
        elif record_of(there[name]) != known:
            yield f"{name} has changed"
    for name in sorted(there.keys() - record.files.keys()):
        yield f"{name} was not part of the package"
