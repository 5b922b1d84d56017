"""Unpacks .argosmodel archives that nobody has vouched for: looked through first, staged, then put in place at once."""

from __future__ import annotations

import hashlib
import json
import os
import shutil
import stat
import tempfile
import time
import zipfile
import zlib
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path, PurePosixPath
from typing import TYPE_CHECKING, Any

from reader.errors import PackageError

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

__all__ = ["Contents", "FileRecord", "Limits", "look_into", "put_in_place", "record_of", "staging", "unpack"]

_CHUNK = 1 << 20
_DAY = 24 * 60 * 60
_COMPRESSIONS = (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED)
_ENCRYPTED = 0x1
_HINT = "Get the package anew from where it comes from; nothing of it was unpacked"


@dataclass(frozen=True, slots=True)
class Limits:
    """How big an archive may be before it is taken for a bomb.

    ``ratio`` bounds what all members together unpack to, as a multiple of the archive's size, above ``free`` bytes that
    any archive may take.
    """

    members: int = 10_000
    total: int = 8 << 30
    ratio: int = 100
    free: int = 16 << 20
    path: int = 200
    depth: int = 12


@dataclass(frozen=True, slots=True)
class FileRecord:
    """What is remembered of a file so that it can be verified later."""

    size: int
    sha256: str


@dataclass(frozen=True, slots=True)
class Contents:
    """What an archive holds: its one top folder (empty: none), the files below it by path, and what its metadata say."""

    top: str
    files: Mapping[str, zipfile.ZipInfo]
    metadata: Mapping[str, Any]

    @property
    def size(self) -> int:
        """How many bytes it unpacks to."""
        return sum(info.file_size for info in self.files.values())


@contextmanager
def _opened(archive: Path) -> Iterator[zipfile.ZipFile]:
    try:
        with zipfile.ZipFile(archive) as opened:
            yield opened
    except FileNotFoundError as error:
        raise PackageError(f"no package file at {archive}") from error
    except (zipfile.BadZipFile, zlib.error, EOFError, NotImplementedError, UnicodeDecodeError) as error:
        raise PackageError(f"{archive} is no package, or a damaged one: {error}", hint=_HINT) from error
    except OSError as error:
        raise PackageError(f"{archive} cannot be unpacked: {error.strerror or error}") from error


def look_into(archive: Path, *, limits: Limits | None = None) -> Contents:
    """Check every member of a package archive without unpacking it.

    Raises:
        PackageError: it is no package, damaged, or holds what no package should: paths that lead outside, links,
            encrypted or duplicate members, more than the limits allow.
    """
    with _opened(archive) as opened:
        return _contents(opened, archive, limits or Limits())


def _contents(opened: zipfile.ZipFile, archive: Path, limits: Limits) -> Contents:
    members = opened.infolist()
    total = sum(info.file_size for info in members)
    if len(members) > limits.members:
        raise PackageError(f"{archive} holds {len(members)} members: no package has so many", hint=_HINT)
    if total > min(limits.total, limits.free + limits.ratio * archive.stat().st_size):
        raise PackageError(f"{archive} would unpack to {total:,} bytes: that is a bomb, no package", hint=_HINT)
    files: dict[str, zipfile.ZipInfo] = {}
    for info in members:
        fault = _fault(info, limits)
        if fault:
            raise PackageError(f"{archive}: the member {info.filename[:80]!r} {fault}", hint=_HINT)
        if not info.is_dir():
            files[info.filename] = info
    _check_clashes(members, archive)
    top = _top(files, archive)
    inside = {name.removeprefix(f"{top}/") if top else name: info for name, info in files.items()}
    return Contents(top, inside, _metadata(opened, inside, archive))


def _fault(info: zipfile.ZipInfo, limits: Limits) -> str:
    """What is wrong with a member, or nothing."""
    name = info.orig_filename
    path = PurePosixPath(name)
    kind = stat.S_IFMT(info.external_attr >> 16)
    if name.startswith(("/", "\\")) or ".." in path.parts or "\\" in name or ":" in name or not path.parts:
        return "leads outside its folder"
    if any(ord(c) < ord(" ") or c == "\x7f" for c in name) or len(name) > limits.path or len(path.parts) > limits.depth:
        return "has a name that no file should have"
    if kind not in (0, stat.S_IFREG, stat.S_IFDIR):
        return "is a link or a device"
    if info.flag_bits & _ENCRYPTED:
        return "is encrypted"
    if info.compress_type not in _COMPRESSIONS:
        return "is packed in an unusual way"
    return ""


def _check_clashes(members: list[zipfile.ZipInfo], archive: Path) -> None:
    """Two members of one name (on any file system), or a file where another member wants a folder."""
    files: set[str] = set()
    for info in members:
        name = str(PurePosixPath(info.filename)).casefold()
        if not info.is_dir():
            if name in files:
                raise PackageError(f"{archive} holds the member {info.filename[:80]!r} twice", hint=_HINT)
            files.add(name)
    for info in members:
        for parent in PurePosixPath(info.filename.casefold()).parents:
            if str(parent) in files:
                raise PackageError(f"{archive}: {str(parent)[:80]!r} is both file and folder", hint=_HINT)


def _top(files: Mapping[str, zipfile.ZipInfo], archive: Path) -> str:
    tops = {name.partition("/")[0] for name in files}
    if "metadata.json" in files:
        return ""
    if len(tops) == 1 and f"{(top := tops.pop())}/metadata.json" in files:
        return top
    raise PackageError(
        f"{archive} is no MT package: no metadata.json in it", hint="An Argos package ends in .argosmodel"
    )


def _metadata(opened: zipfile.ZipFile, files: Mapping[str, zipfile.ZipInfo], archive: Path) -> Mapping[str, Any]:
    info = files["metadata.json"]
    if info.file_size > _CHUNK:
        raise PackageError(f"{archive}: metadata.json is far too long", hint=_HINT)
    try:
        found = json.loads(opened.read(info))
    except (ValueError, RecursionError) as error:
        raise PackageError(f"{archive}: metadata.json is damaged: {error}", hint=_HINT) from error
    if not isinstance(found, dict):
        raise PackageError(f"{archive}: metadata.json is damaged: it holds no object", hint=_HINT)
    return found


@contextmanager
def staging(parent: Path) -> Iterator[Path]:
    """A fresh folder under ``parent`` to build something in; whatever is left in it afterwards is thrown away.

    So is, after a day, what a killed process has left.
    """
    try:
        parent.mkdir(parents=True, exist_ok=True)
        for left in parent.glob(".staging-*"):
            if time.time() - left.stat().st_mtime > _DAY:
                shutil.rmtree(left, ignore_errors=True)
        folder = Path(tempfile.mkdtemp(prefix=".staging-", dir=parent))
    except OSError as error:
        raise PackageError(
            f"{parent} cannot be written: {error.strerror}", hint="Check its permissions and the free space"
        ) from error
    try:
        yield folder
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def unpack(archive: Path, into: Path, *, limits: Limits | None = None) -> dict[str, FileRecord]:
    """Unpack a package's own files straight into a folder that is not there yet.

    Nothing is trusted: members are looked through first, each may not grow beyond what it declares, and checksums are
    compared. What fails half-way leaves a folder behind that the caller throws away; see ``staging``.

    Returns:
        size and hash of each file, by its path in the folder.

    Raises:
        PackageError: see ``look_into``; or the disk is full.
    """
    records = {}
    with _opened(archive) as opened:
        contents = _contents(opened, archive, limits or Limits())
        into.mkdir(parents=True)
        for name, info in contents.files.items():
            target = into / name
            target.parent.mkdir(parents=True, exist_ok=True)
            records[name] = _extract(opened, info, target)
    return records


def _extract(opened: zipfile.ZipFile, info: zipfile.ZipInfo, target: Path) -> FileRecord:
    digest, size = hashlib.sha256(), 0
    with opened.open(info) as source, target.open("xb") as sink:
        while chunk := source.read(_CHUNK):
            size += len(chunk)
            if size > info.file_size:
                raise zipfile.BadZipFile(f"{info.filename} is longer than it declares")
            digest.update(chunk)
            sink.write(chunk)
        if size != info.file_size:
            raise zipfile.BadZipFile(f"{info.filename} is shorter than it declares")
        sink.flush()
        os.fsync(sink.fileno())
    return FileRecord(size, digest.hexdigest())


def record_of(file: Path) -> FileRecord:
    """Size and hash of a file as it lies there."""
    with file.open("rb") as opened:
        digest = hashlib.file_digest(opened, "sha256")
        return FileRecord(opened.tell(), digest.hexdigest())


def put_in_place(staged: Path, place: Path) -> bool:
    """Move a finished folder to its place at once; False where another process has put one there before.

    Raises:
        PackageError: the file system refuses.
    """
    try:
        place.parent.mkdir(parents=True, exist_ok=True)
        staged.rename(place)
    except OSError as error:
        if place.is_dir():
            return False
        raise PackageError(f"{place} cannot be written: {error.strerror}") from error
    return True
