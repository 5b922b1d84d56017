"""Installs packages: from the index, from a file, from a folder; tried before they are trusted."""

from __future__ import annotations

import datetime as dt
import shutil
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from reader.disks import sync_folder
from reader.errors import PackageError, ReaderError
from reader.translation.package_folder import Package, open_package
from reader.translation.packages import find_packages
from reader.translation.packages_download import Patience, download
from reader.translation.packages_index import Index, Offer, choose_offer
from reader.translation.packages_records import Record, Records
from reader.translation.packages_smoke import judge
from reader.translation.packages_unpack import FileRecord, Limits, put_in_place, record_of, staging, unpack

if TYPE_CHECKING:
    from collections.abc import Callable, Generator, Iterator, Mapping

__all__ = ["Installer", "Step"]


@dataclass(frozen=True, slots=True)
class Step:
    """How far an installation has come.

    ``what`` is index, download, check, try or done; ``done`` of ``total`` bytes (None: not known) while it downloads;
    ``package`` is set on the last step.
    """

    what: str
    done: int = 0
    total: int | None = None
    package: Package | None = None


@dataclass(frozen=True, slots=True)
class _Candidate:
    """A package that lies in a staging folder, and what will be remembered of it."""

    package: Package
    source: str
    sha256: str
    files: Mapping[str, FileRecord]


@dataclass(frozen=True, slots=True)
class Installer:
    """Installs into a folder of packages; see ``PackageManager`` for its parts."""

    folder: Path
    cache: Path
    records: Records
    available: Callable[[], Index]
    smoke: Callable[[Package], str] | None
    patience: Patience | None
    limits: Limits | None

    def run(self, wanted: str, *, force: bool) -> Iterator[Step]:
        """Install one package, and keep the version before it until the new one has shown that it translates."""
        with self.records.alone(), staging(self.records.home) as stage:
            path = Path(wanted).expanduser()
            if _is_path(wanted, path):
                candidate = self._from_path(path, stage)
            else:
                yield Step("index")
                offer = choose_offer(wanted, self.available().offers)
                present = [p for p in self._same(offer.name) if p.version == offer.version]
                if present and not force:
                    yield Step("done", package=present[0])
                    return
                self._check_pin(offer.name, offer.version, force=force)
                candidate = yield from self._from_offer(offer, stage)
            self._check_pin(candidate.package.name, candidate.package.version, force=force)
            yield Step("try")
            tried = self._try(candidate.package)
            yield Step("done", package=self._place(candidate, tried))

    def _same(self, name: str) -> list[Package]:
        return [p for p in find_packages(folders=(self.folder,)) if p.name == name]

    def _from_path(self, path: Path, stage: Path) -> _Candidate:
        target = stage / "package"
        if path.is_dir():
            open_package(path)
            files = _copy(path, target)
            return _Candidate(open_package(target), str(path.absolute()), "", files)
        files = unpack(path, target, limits=self.limits)
        return _Candidate(open_package(target), str(path.absolute()), record_of(path).sha256, files)

    def _from_offer(self, offer: Offer, stage: Path) -> Generator[Step, None, _Candidate]:
        file = self.cache / "downloads" / f"{offer.id}.argosmodel"
        if not file.exists():
            for step in download(offer.links, file, sha256=offer.sha256, size=offer.size, patience=self.patience):
                yield Step("download", step.done, step.total)
        yield Step("check")
        try:
            candidate = self._from_path(file, stage)
        finally:
            # Whole or broken, it has done its service: a broken one is not to be met again.
            file.unlink(missing_ok=True)
        package = candidate.package
        if (package.name, package.version) != (offer.name, offer.version):
            raise PackageError(f"{offer.id} was promised, and {package.id} came", hint="nothing was installed")
        return _Candidate(package, offer.links[0], candidate.sha256, candidate.files)

    def _check_pin(self, name: str, version: str, *, force: bool) -> None:
        pinned = self.records.pins().get(name)
        if pinned and pinned != version and not force:
            raise PackageError(
                f"{name} is held at version {pinned}", hint=f"let it go first: reader packages pin {name} --off"
            )

    def _try(self, package: Package) -> str:
        if self.smoke is None:
            return ""
        try:
            tried = self.smoke(package)
        except ReaderError as error:
            raise PackageError(f"{package.id} cannot translate: {error}", hint="it was not installed") from error
        fault = judge(package, tried)
        if fault:
            raise PackageError(f"{package.id} does not translate: {fault}", hint="it was not installed")
        return tried

    def _place(self, candidate: _Candidate, tried: str) -> Package:
        """Put a tried package where it will be found, and the one before out of the way, in this order."""
        package = candidate.package
        place = self._free_place(package)
        record = Record(candidate.source, candidate.sha256, _now(), tried, candidate.files)
        self.records.keep(place.name, record)
        before = self._same(package.name)
        if not put_in_place(package.path, place):
            raise PackageError(f"{place} is taken", hint="try again")
        sync_folder(place.parent)
        for old in before:
            self.records.put_by(old)
        return open_package(place)

    def _free_place(self, package: Package) -> Path:
        """A folder of argostranslate's form of name that is not there yet."""
        stem = f"translate-{package.name}-{package.version.replace('.', '_')}"
        taken = {path.name for home in (self.folder, self.records.home / "previous") for path in home.glob("*")}
        names = [stem, *(f"{stem}-{number}" for number in range(2, 1000))]
        return self.folder / next(name for name in names if name not in taken)


def _is_path(wanted: str, path: Path) -> bool:
    named = "/" in wanted or "\\" in wanted or path.suffix == ".argosmodel"
    return named or path.is_file() or (path / "metadata.json").is_file()


def _now() -> str:
    return dt.datetime.now(dt.UTC).strftime("%Y-%m-%dT%H:%M:%SZ")


def _copy(folder: Path, into: Path) -> dict[str, FileRecord]:
    """Copy a package's plain files; links are not followed."""
    files = {}
    for path in sorted(folder.rglob("*")):
        if path.is_symlink():
            raise PackageError(f"{path} is a link: a package holds files only")
        if path.is_file():
            name = path.relative_to(folder).as_posix()
            target = into / name
            target.parent.mkdir(parents=True, exist_ok=True)
            shutil.copyfile(path, target)
            files[name] = record_of(target)
    return files
