"""The package that ships with the program: packed in the wheel, unpacked into a cache the first time."""

from __future__ import annotations

import contextlib
import json
import os
import stat
import tempfile
from pathlib import Path
from typing import TYPE_CHECKING, Any

from reader.errors import PackageError
from reader.languages import LanguagePair
from reader.translation.package_folder import Package, open_package
from reader.translation.packages_unpack import put_in_place, record_of, staging, unpack
from reader.translation.packages_versions import version_key

if TYPE_CHECKING:
    from collections.abc import Iterator

__all__ = ["EMBEDDED_RECORD", "embedded_package", "unpacked"]

EMBEDDED_RECORD = "unpacked.json"


def embedded_package(cache: Path, *, shipped: Path, pair: LanguagePair | None = None) -> Package:
    """The newest package that ships, unpacked where it is not yet.

    Args:
        cache: the folder to unpack into; one of this user's under the system's temporary folder where it cannot be written.
        shipped: the folder of ``translate-fr_en-*.argosmodel``.
        pair: the direction; French to English.

    Raises:
        PackageError: none ships, it is damaged, or there is no place to unpack it to.
    """
    pair = pair or LanguagePair()
    archives = sorted(shipped.glob(f"translate-{pair.source}_{pair.target}-*.argosmodel"), key=_archive_version)
    if not archives:
        raise PackageError(
            f"no MT package ships in {shipped}", hint="install one: reader packages install translate-fr_en"
        )
    return open_package(unpacked(archives[-1], cache))


def _archive_version(archive: Path) -> tuple[tuple[int, int, str], ...]:
    return version_key(archive.stem.rpartition("-")[2].replace("_", "."))


def unpacked(archive: Path, cache: Path) -> Path:
    """The folder that an archive is unpacked into, unpacking it where it is not yet.

    The folder is named by the archive's hash, put in place at once, and looked over (names and sizes) each time; what is
    damaged is made anew. Any number of processes may do so at once.

    Raises:
        PackageError: the archive is damaged, or there is no place to unpack it to.
    """
    homes = [cache / "packages", _temporary_home()]
    for home in filter(_is_ours, homes):
        for folder, said in _records(archive, home):
            if _is_of(said, archive) and _is_whole(folder, said):
                return folder
    home = next((home for home in homes if _can_be_written(home)), homes[0])
    digest = record_of(archive).sha256
    place = home / f"{archive.stem}-{digest[:16]}"
    for folder, said in _records(archive, home):
        if folder == place and said.get("sha256") == digest and _is_whole(folder, said):
            # The same bytes with another date, as after each installation of the program.
            _write_record(folder, {**said, **_state(archive)})
            return folder
    _unpack(archive, digest, place)
    return place


def _records(archive: Path, home: Path) -> Iterator[tuple[Path, dict[str, Any]]]:
    for record in sorted(home.glob(f"{archive.stem}-*/{EMBEDDED_RECORD}")):
        with contextlib.suppress(OSError, ValueError):
            said = json.loads(record.read_text(encoding="utf-8"))
            if isinstance(said, dict):
                yield record.parent, said


def _state(archive: Path) -> dict[str, int]:
    state = archive.stat()
    return {"size": state.st_size, "mtime_ns": state.st_mtime_ns}


def _is_of(said: dict[str, Any], archive: Path) -> bool:
    return all(said.get(key) == value for key, value in _state(archive).items())


def _is_whole(folder: Path, said: dict[str, Any]) -> bool:
    try:
        return all((folder / name).stat().st_size == size for name, (size, _) in said["files"].items())
    except (OSError, KeyError, TypeError, ValueError, AttributeError):
        return False


def _unpack(archive: Path, digest: str, place: Path) -> None:
    with staging(place.parent) as stage:
        folder = stage / "package"
        files = unpack(archive, folder)
        said = {
            "sha256": digest,
            "source": str(archive),
            "when": "",
            "tried": "",
            "files": {name: [record.size, record.sha256] for name, record in files.items()},
            **_state(archive),
        }
        _write_record(folder, said)
        if put_in_place(folder, place):
            return
        if not any(there == place and _is_whole(there, known) for there, known in _records(archive, place.parent)):
            # What stands there is damaged, and not just another process's that was faster.
            _move_away(place, stage / "old")
            put_in_place(folder, place)


def _write_record(folder: Path, said: dict[str, Any]) -> None:
    with contextlib.suppress(OSError):  # without it the package is looked through again the next time
        staged = folder / f".{EMBEDDED_RECORD}.{os.getpid()}"
        staged.write_text(json.dumps(said, indent=1), encoding="utf-8")
        staged.replace(folder / EMBEDDED_RECORD)


def _move_away(place: Path, to: Path) -> None:
    try:
        place.rename(to)
    except FileNotFoundError:
        return  # another process was faster
    except OSError as error:
        raise PackageError(f"{place} is damaged and cannot be replaced: {error.strerror}") from error


def _can_be_written(home: Path) -> bool:
    try:
        home.mkdir(mode=0o700, parents=True, exist_ok=True)
    except OSError:
        return False
    return os.access(home, os.W_OK) and _is_ours(home)


def _temporary_home() -> Path:
    return Path(tempfile.gettempdir()) / f"fr-en-reader-{_user()}"


def _user() -> int:
    return os.getuid() if hasattr(os, "getuid") else 0


def _is_ours(home: Path) -> bool:
    """Whether nobody else could have put something into a temporary folder; other folders are taken as they are."""
    if home != _temporary_home() or not hasattr(os, "getuid"):
        return True
    try:
        state = home.lstat()
    except OSError:
        return False
    return stat.S_ISDIR(state.st_mode) and state.st_uid == _user() and not state.st_mode & 0o077
