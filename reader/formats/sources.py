"""Where bytes come from: a path, standard input, a gzipped file; each within bounds and with its errors in plain words."""

from __future__ import annotations

import sys
import zlib
from typing import TYPE_CHECKING, BinaryIO

from reader.errors import BrokenDocument, DocumentError, MissingDocument

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

__all__ = ["LIMIT", "gunzip", "read_path", "read_stdin"]

LIMIT = 512 * 2**20  # bytes of one document, packed or unpacked
_UNPACKED_LIMIT = 128 * 2**20
_CHUNK = 2**20
GZIP_MAGIC = b"\x1f\x8b\x08"


def read_path(path: Path) -> bytes:
    """The bytes of a file.

    Raises:
        MissingDocument: there is no such file.
        DocumentError: it is a folder, may not be read, or is too large.
    """
    try:
        if path.is_dir():
            raise DocumentError(f"{path}: a folder, not a document", hint="name a file in it")
        with path.open("rb") as file:
            return _bounded(file.read, str(path))
    except FileNotFoundError as error:
        raise MissingDocument(f"{path}: no such file", hint="check the path; - reads standard input") from error
    except PermissionError as error:
        raise DocumentError(f"{path}: no permission to read it", hint="change its permissions, or copy it") from error
    except (OSError, ValueError) as error:  # ValueError: a NUL in the path
        reason = getattr(error, "strerror", None) or str(error)
        raise DocumentError(f"{str(path)!r}: cannot be read: {reason}", hint="check the path and the disk") from error


def read_stdin(stdin: BinaryIO | None) -> bytes:
    """All bytes of standard input, or of the stream given in its place.

    Raises:
        DocumentError: it is closed, cannot be read, or is too large.
    """
    stream = stdin if stdin is not None else getattr(sys.stdin, "buffer", None)
    if stream is None:
        raise DocumentError("-: standard input is closed", hint="name a file instead")
    try:
        return _bounded(stream.read, "-")
    except (OSError, ValueError) as error:
        raise DocumentError(f"-: standard input cannot be read: {error}", hint="name a file instead") from error


def gunzip(data: bytes, *, name: str) -> bytes:
    """The bytes that were gzipped; several members one after the other are one file.

    Raises:
        BrokenDocument: damaged, cut short, or larger than any text when unpacked.
    """
    parts: list[bytes] = []
    total = 0
    while data.startswith(GZIP_MAGIC):
        unpacker = zlib.decompressobj(wbits=31)
        try:
            while not unpacker.eof:
                part = unpacker.decompress(data, _CHUNK)
                total += len(part)
                if not part and not unpacker.unconsumed_tail and not unpacker.eof:
                    raise BrokenDocument(f"{name}: the gzip file is cut short", hint="copy or download it again")
                if total > _UNPACKED_LIMIT:
                    raise BrokenDocument(
                        f"{name}: unpacks to more than {_UNPACKED_LIMIT >> 20} MB", hint="unpack and split it yourself"
                    )
                parts.append(part)
                data = unpacker.unconsumed_tail
        except zlib.error as error:
            raise BrokenDocument(f"{name}: the gzip file is damaged", hint="copy or download it again") from error
        data = unpacker.unused_data
    return b"".join(parts)


def _bounded(read: Callable[[int], bytes | None], name: str) -> bytes:
    parts: list[bytes] = []
    total = 0
    while part := read(_CHUNK):
        total += len(part)
        if total > LIMIT:
            raise DocumentError(f"{name}: larger than {LIMIT >> 20} MB", hint="split it")
        parts.append(part)
    return b"".join(parts)
