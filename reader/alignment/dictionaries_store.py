"""Random access to a dictionary's articles, packed (dictzip) or plain.

A dictzip file is a gzip file whose extra field ``RA`` lists the lengths of chunks that can be inflated each by itself; so an
article costs one or two chunks, however large the dictionary is.
"""

from __future__ import annotations

import struct
import zlib
from functools import lru_cache
from pathlib import Path

from reader.errors import DictionaryError

__all__ = ["LONGEST_ARTICLE", "Store", "read_bounded"]

LONGEST_ARTICLE = 1 << 20
_LARGEST_INDEX = 1 << 27
_GZIP = b"\x1f\x8b\x08"
_EXTRA, _NAME, _COMMENT, _CHECK = 4, 8, 16, 2


def read_bounded(path: Path) -> bytes:
    """A whole index file, unpacked if it is gzip, at most 128 MiB of it.

    Raises:
        DictionaryError: it cannot be read, is damaged, or is larger.
    """
    try:
        with path.open("rb") as file:
            content = file.read(_LARGEST_INDEX + 1)
        if content.startswith(_GZIP):
            content = zlib.decompressobj(31).decompress(content, _LARGEST_INDEX + 1)
    except (OSError, zlib.error) as error:
        raise DictionaryError(f"the dictionary file {path} cannot be read: {error}") from error
    if len(content) > _LARGEST_INDEX:
        raise DictionaryError(f"the dictionary file {path} is too large")
    return content


def _skip_text(header: bytes, at: int) -> int:
    end = header.find(b"\0", at)
    if end < 0:
        raise ValueError("its header does not end")
    return end + 1


def _chunks(header: bytes) -> tuple[int, list[int]]:
    """The plain length of a chunk, and where in the file each chunk starts (and the last one ends)."""
    flags = header[3]
    if not flags & _EXTRA:
        raise ValueError("it is gzip without chunks; pack it with dictzip")
    (extra,) = struct.unpack_from("<H", header, 10)
    at, end, lengths, size = 12, 12 + extra, None, 0
    while at + 4 <= end:
        tag, (length,) = header[at : at + 2], struct.unpack_from("<H", header, at + 2)
        if tag == b"RA":
            _, size, count = struct.unpack_from("<3H", header, at + 4)
            lengths = struct.unpack_from(f"<{count}H", header, at + 10)
        at += 4 + length
    if lengths is None or size == 0:
        raise ValueError("it is gzip without chunks; pack it with dictzip")
    at = end
    for flag in (_NAME, _COMMENT):
        at = _skip_text(header, at) if flags & flag else at
    starts = [at + 2 if flags & _CHECK else at]
    for length in lengths:
        starts.append(starts[-1] + length)
    return size, starts


class Store:
    """The articles of a dictionary, by offset and length of the plain text.

    Raises:
        DictionaryError: on opening or reading a file that is not there or is damaged.
    """

    def __init__(self, path: Path) -> None:
        self._path = path
        try:
            with path.open("rb") as file:
                header = file.read(1 << 18)  # more than an extra field and two names can fill
            self._chunk, self._starts = _chunks(header) if header.startswith(_GZIP) else (0, [])
            self._size = path.stat().st_size
        except (OSError, ValueError, IndexError, struct.error) as error:
            raise DictionaryError(f"the dictionary file {path} cannot be read: {error}") from error
        self._inflated = lru_cache(maxsize=16)(self._inflate)

    def read(self, offset: int, length: int) -> bytes:
        """The bytes of an article.

        Raises:
            DictionaryError: they lie outside the file, or the file is damaged.
        """
        if offset < 0 or not 0 <= length <= LONGEST_ARTICLE:
            raise DictionaryError(f"{self._path}: an article of {length} bytes at {offset} makes no sense")
        try:
            found = self._read_packed(offset, length) if self._starts else self._read_plain(offset, length)
        except (OSError, OverflowError, zlib.error) as error:
            raise DictionaryError(f"the dictionary file {self._path} is damaged: {error}") from error
        if len(found) != length:
            raise DictionaryError(f"{self._path}: an article lies beyond the end of the file")
        return found

    def _read_plain(self, offset: int, length: int) -> bytes:
        if offset + length > self._size:
            return b""
        with self._path.open("rb") as file:
            file.seek(offset)
            return file.read(length)

    def _read_packed(self, offset: int, length: int) -> bytes:
        first, skip = divmod(offset, self._chunk)
        last = (offset + max(length, 1) - 1) // self._chunk
        if last >= len(self._starts) - 1:
            return b""
        return b"".join(self._inflated(k) for k in range(first, last + 1))[skip : skip + length]

    def _inflate(self, number: int) -> bytes:
        start, end = self._starts[number : number + 2]
        with self._path.open("rb") as file:
            file.seek(start)
            packed = file.read(end - start)
        return zlib.decompressobj(-15).decompress(packed, self._chunk)
