"""Zip archives from strangers, in memory: nothing is unpacked to disk, and nothing unpacks without bound.

Refused are names that would leave the folder ("zip slip"), members that are far larger than what they are packed in, too
many members, and more bytes in all than any book has.
"""

from __future__ import annotations

import io
import posixpath
import zipfile
import zlib

from reader.errors import BrokenDocument, DocumentError

__all__ = ["Archive"]

_MEMBERS = 20_000
_MEMBER_LIMIT = 64 * 2**20
_TOTAL_LIMIT = 192 * 2**20
_RATIO = 200  # prose packs 3 to 10 times, XML of an empty table 100 times
_RATIO_FROM = 4 * 2**20
_CHUNK = 2**20
_ENCRYPTED = 0x1
_UTF8_NAME = 0x800


class Archive:
    """A zip archive's members by name.

    Args:
        data: the bytes of the archive.
        name: for messages.

    Raises:
        BrokenDocument: no sound zip archive, or a hostile one.
    """

    def __init__(self, data: bytes, *, name: str) -> None:
        self._name = name
        self._read = 0
        try:
            self._zip = zipfile.ZipFile(io.BytesIO(data))
            infos = self._zip.infolist()
        except (zipfile.BadZipFile, ValueError, OSError, EOFError, NotImplementedError, UnicodeError) as error:
            raise self._broken("a damaged or cut-short zip archive") from error
        if len(infos) > _MEMBERS:
            raise self._broken(f"more than {_MEMBERS} files in it")
        self._infos: dict[str, zipfile.ZipInfo] = {}
        for info in infos:
            self._infos[self._inside(info)] = info
        self._folded = {member.casefold(): member for member in self._infos}

    @property
    def members(self) -> tuple[str, ...]:
        """The names of all members, normalised."""
        return tuple(self._infos)

    def find(self, member: str) -> str | None:
        """The name under which a member stands, whatever the case and the dots; None if it does not."""
        wanted = posixpath.normpath(member.replace("\\", "/")).lstrip("/")
        return wanted if wanted in self._infos else self._folded.get(wanted.casefold())

    def read(self, member: str) -> bytes:
        """The bytes of a member.

        Raises:
            BrokenDocument: damaged, missing, or unpacks beyond the bounds.
            DocumentError: it asks for a password.
        """
        found = self.find(member)
        if found is None:
            raise self._broken(f"{member} is missing from it")
        info = self._infos[found]
        if info.flag_bits & _ENCRYPTED:
            raise DocumentError(f"{self._name}: it asks for a password", hint="save it without a password")
        parts: list[bytes] = []
        total = 0
        try:
            with self._zip.open(info) as file:
                while part := file.read(_CHUNK):
                    total += len(part)
                    self._check(total, info)
                    parts.append(part)
        except (
            zipfile.BadZipFile,
            zlib.error,
            ValueError,
            OSError,
            EOFError,
            NotImplementedError,
            RuntimeError,
            KeyError,
        ) as error:
            raise self._broken(f"{found} in it is damaged") from error
        self._read += total
        return b"".join(parts)

    def _check(self, total: int, info: zipfile.ZipInfo) -> None:
        bomb = total > _RATIO_FROM and total > _RATIO * max(1, info.compress_size)
        if bomb or total > _MEMBER_LIMIT or self._read + total > _TOTAL_LIMIT:
            raise self._broken("it unpacks to far more than a document holds (a zip bomb?)")

    def _inside(self, info: zipfile.ZipInfo) -> str:
        name = info.filename
        if not info.flag_bits & _UTF8_NAME:
            try:  # many programs write UTF-8 without saying so
                name = name.encode("cp437").decode("utf-8")
            except UnicodeError:
                name = info.filename
        path = posixpath.normpath(name.replace("\\", "/"))
        if path.startswith(("/", "../")) or path == ".." or path[1:3] == ":/":
            raise self._broken("a file in it would be unpacked outside of its folder")
        return path

    def _broken(self, what: str) -> BrokenDocument:
        return BrokenDocument(f"{self._name}: {what}", hint="get it again from a source that you trust")
