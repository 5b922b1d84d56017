"""What is remembered of installed packages, beside their folder: hashes, pins, the version before."""

from __future__ import annotations

import contextlib
import json
import os
import shutil
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Any

from reader.errors import PackageError
from reader.translation.package_folder import Package, open_package
from reader.translation.packages_embedded import EMBEDDED_RECORD
from reader.translation.packages_unpack import FileRecord, staging
from reader.translation.packages_versions import version_key

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

__all__ = ["Record", "Records", "move_folder"]


@dataclass(frozen=True, slots=True)
class Record:
    """What is known of an installed package.

    ``source`` is the address or the path that it came from, ``sha256`` the archive's, empty for a folder. ``tried`` is
    what it made of the smoke sentence, empty where nobody asked.
    """

    source: str
    sha256: str
    when: str
    tried: str
    files: Mapping[str, FileRecord] = field(default_factory=dict)


class Records:
    """Keeps records, pins and earlier versions in a folder beside that of the packages.

    Not inside: argostranslate takes every folder there for a package. On the same file system: folders are moved.
    """

    def __init__(self, packages: Path) -> None:
        packages = packages.resolve()
        self.home = packages.with_name(packages.name + "-reader")

    def of(self, package: Package) -> Record | None:
        """The record of a package, the embedded one too; None where another program installed it."""
        found = _read(self._file(package.path.name)) or _read(package.path / EMBEDDED_RECORD)
        try:
            files = {str(name): FileRecord(int(size), str(sha)) for name, (size, sha) in found["files"].items()}
            return Record(str(found["source"]), str(found["sha256"]), str(found["when"]), str(found["tried"]), files)
        except (KeyError, TypeError, ValueError, AttributeError):
            return None

    def keep(self, folder: str, record: Record) -> None:
        """Keep the record of the package in a folder."""
        said = {
            "source": record.source,
            "sha256": record.sha256,
            "when": record.when,
            "tried": record.tried,
            "files": {name: [file.size, file.sha256] for name, file in record.files.items()},
        }
        _write(self._file(folder), said)

    def drop(self, folder: str) -> None:
        """Forget a package."""
        with contextlib.suppress(OSError):
            self._file(folder).unlink(missing_ok=True)

    def pins(self) -> dict[str, str]:
        """The versions that packages are held at, by name."""
        return {str(name): str(version) for name, version in _read(self.home / "pins.json").items()}

    def pin(self, name: str, version: str | None) -> None:
        """Hold a package at a version, or None: let it go."""
        pins = {**self.pins(), name: version}
        _write(self.home / "pins.json", {key: value for key, value in pins.items() if value is not None})

    def previous(self, name: str) -> list[Package]:
        """The versions of a package that have been kept for going back, the newest first."""
        found = []
        for folder in (self.home / "previous").glob("*"):
            with contextlib.suppress(PackageError):
                package = open_package(folder)
                if package.name == name:
                    found.append(package)
        return sorted(found, key=lambda p: version_key(p.version), reverse=True)

    def put_by(self, package: Package) -> None:
        """Keep a package for going back; of one version the last."""
        home = self.home / "previous"
        with staging(self.home) as stage:
            for known in self.previous(package.name):
                if known.version == package.version:
                    known.path.rename(stage / known.path.name)
                    self.drop(known.path.name)
            home.mkdir(parents=True, exist_ok=True)
            move_folder(package.path, home / package.path.name)

    @contextlib.contextmanager
    def alone(self) -> Iterator[None]:
        """Only one process changes packages at a time; a second one is told so.

        Raises:
            PackageError: another process is at it, or the folder cannot be written.
        """
        try:
            self.home.mkdir(parents=True, exist_ok=True)
            lock = os.open(self.home / "lock", os.O_RDWR | os.O_CREAT, 0o600)
        except OSError as error:
            raise PackageError(
                f"{self.home} cannot be written: {error.strerror}", hint="check its permissions"
            ) from error
        try:
            _lock(lock)
            for left in self.home.glob(".staging-*"):
                shutil.rmtree(left, ignore_errors=True)  # of a process that was killed: nobody else is here
            yield
        finally:
            os.close(lock)

    def _file(self, folder: str) -> Path:
        return self.home / "records" / f"{folder}.json"


def _lock(descriptor: int) -> None:
    try:
        import fcntl  # noqa: PLC0415 - there is none on Windows
    except ImportError:
        return
    try:
        fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except OSError as error:
        raise PackageError(
            "packages are being changed by another process", hint="wait for it, then try again"
        ) from error


def _read(file: Path) -> dict[str, Any]:
    try:
        found = json.loads(file.read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return {}
    return found if isinstance(found, dict) else {}


def _write(file: Path, said: Mapping[str, Any]) -> None:
    try:
        file.parent.mkdir(parents=True, exist_ok=True)
        staged = file.with_suffix(".new")
        staged.write_text(json.dumps(said, indent=1), encoding="utf-8")
        staged.replace(file)
    except OSError as error:
        raise PackageError(f"{file} cannot be written: {error.strerror}") from error


def move_folder(folder: Path, to: Path) -> None:
    """Move a folder on its file system, all of it at once."""
    try:
        folder.rename(to)
    except OSError as error:
        raise PackageError(f"{folder} cannot be moved: {error.strerror}", hint="check its permissions") from error
