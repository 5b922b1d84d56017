"""The lexicon's file: a link table of two vocabularies, packed into a few bytes for each link.

``FELEX1`` and a line end, the header's length (4 bytes), a JSON header, then the sections that the header lists, each
compressed by zlib (LZMA packs the words a quarter tighter, but takes four times as long to open). Amounts are kept as
logarithms in one byte. The words are sorted by how often they occur (in powers of two) and then by letter, and the English
ids of a row rise: so most differences are small.
"""

from __future__ import annotations

import json
import struct
import zlib
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np

from reader.errors import AlignmentError

if TYPE_CHECKING:
    from numpy.typing import NDArray

__all__ = ["LinkTable", "read_lexicon", "write_lexicon"]

_MAGIC = b"FELEX1\n"
_LIMIT = 1 << 26  # no section of an honest lexicon unpacks to more
_AMOUNTS = {
    "french_counts": 0.12,
    "english_counts": 0.12,
    "french_totals": 0.12,
    "english_totals": 0.12,
    "french_nulls": 0.2,
    "english_nulls": 0.2,
    "counts": 0.14,
}


@dataclass(frozen=True, slots=True)
class LinkTable:
    """What the aligned corpus says of each pair of words, as compressed sparse rows (a row for each French word).

    Attributes:
        french: the French words; a word's id is its place.
        english: the same for English.
        french_counts: how often each word came, weighted.
        english_counts: the same for English.
        french_totals: the sum of each word's links, pruned ones included.
        english_totals: the same for English.
        french_nulls: the share of a word's occurrences that have no counterpart.
        english_nulls: the same for English.
        starts: row ``f`` is ``columns[starts[f]:starts[f + 1]]``.
        columns: English ids, rising inside a row.
        counts: how often the two words stood for each other, weighted.
        jumps: for each direction, the odds of a jump of -12 … +12 words between the counterparts of neighbours.
    """

    french: list[str]
    english: list[str]
    french_counts: NDArray[np.float32]
    english_counts: NDArray[np.float32]
    french_totals: NDArray[np.float32]
    english_totals: NDArray[np.float32]
    french_nulls: NDArray[np.float32]
    english_nulls: NDArray[np.float32]
    starts: NDArray[np.int64]
    columns: NDArray[np.int32]
    counts: NDArray[np.float32]
    jumps: tuple[tuple[float, ...], tuple[float, ...]]


def _to_bytes(amounts: NDArray[np.float32], step: float) -> tuple[bytes, float]:
    """Amounts as steps above the least one (0: nothing), and the logarithm of the least."""
    known = amounts[amounts > 0]
    least = float(np.log(known.min())) if known.size else 0.0
    levels = np.zeros(amounts.shape, dtype=np.uint8)
    levels[amounts > 0] = np.clip(np.rint((np.log(known) - least) / step), 0, 254) + 1
    return levels.tobytes(), least


def _from_bytes(packed: bytes, step: float, least: float) -> NDArray[np.float32]:
    scale = np.exp(least + step * np.arange(-1, 255)).astype(np.float32)
    scale[0] = 0
    amounts: NDArray[np.float32] = scale[np.frombuffer(packed, dtype=np.uint8)]
    return amounts


def write_lexicon(path: Path, table: LinkTable) -> None:
    """Write a table whose rows hold at most 255 links each."""
    sections: list[tuple[dict[str, Any], bytes]] = []
    for name, listed in (("french", table.french), ("english", table.english)):
        plain = "\n".join(listed).encode()
        sections.append(({"name": name, "size": len(plain)}, zlib.compress(plain, 9)))
    for name, step in _AMOUNTS.items():
        plain, least = _to_bytes(getattr(table, name), step)
        sections.append(({"name": name, "size": len(plain), "step": step, "least": least}, zlib.compress(plain, 9)))
    lengths = np.diff(table.starts)
    gaps = np.diff(table.columns, prepend=np.int32(0)).astype(np.int64)
    firsts = table.starts[:-1][lengths > 0]
    gaps[firsts] = table.columns[firsts]
    for name, column in (("lengths", lengths), ("low", gaps & 255), ("high", gaps >> 8)):
        plain = column.astype(np.uint8).tobytes()
        sections.append(({"name": name, "size": len(plain)}, zlib.compress(plain, 9)))
    listing = [about | {"packed": len(blob)} for about, blob in sections]
    header = json.dumps({"sections": listing, "jumps": table.jumps}, separators=(",", ":")).encode()
    blobs = b"".join(blob for _, blob in sections)
    path.write_bytes(_MAGIC + struct.pack("<I", len(header)) + header + blobs)


def _unpack(about: dict[str, Any], blob: bytes) -> bytes:
    if about["size"] > _LIMIT:
        raise ValueError(f"section {about['name']} is too large")
    unpacker = zlib.decompressobj()
    plain = unpacker.decompress(blob, about["size"] + 1)
    if len(plain) != about["size"] or not unpacker.eof:
        raise ValueError(f"section {about['name']} is cut short")
    return plain


def _table(content: bytes) -> LinkTable:
    (length,) = struct.unpack_from("<I", content, len(_MAGIC))
    at = len(_MAGIC) + 4 + length
    header = json.loads(content[at - length : at])
    plain: dict[str, bytes] = {}
    amounts: dict[str, NDArray[np.float32]] = {}
    for about in header["sections"]:
        unpacked = _unpack(about, content[at : at + about["packed"]])
        at += about["packed"]
        if "step" in about:
            amounts[about["name"]] = _from_bytes(unpacked, about["step"], about["least"])
        else:
            plain[about["name"]] = unpacked
    lengths = np.frombuffer(plain["lengths"], dtype=np.uint8)
    starts = np.concatenate(([0], np.cumsum(lengths, dtype=np.int64)))
    low, high = (np.frombuffer(plain[name], dtype=np.uint8).astype(np.int64) for name in ("low", "high"))
    running = np.cumsum(low + (high << 8))
    before = np.concatenate(([0], running))[starts[:-1]]
    columns = (running - np.repeat(before, lengths)).astype(np.int32)
    first, second = (tuple(map(float, side)) for side in header["jumps"])
    french, english = (plain[name].decode().split("\n") for name in ("french", "english"))
    if len(french) != len(lengths) or columns.max(initial=0) >= len(english):
        raise ValueError("its parts do not fit together")
    return LinkTable(
        french=french,
        english=english,
        french_counts=amounts["french_counts"],
        english_counts=amounts["english_counts"],
        french_totals=amounts["french_totals"],
        english_totals=amounts["english_totals"],
        french_nulls=amounts["french_nulls"],
        english_nulls=amounts["english_nulls"],
        starts=starts,
        columns=columns,
        counts=amounts["counts"],
        jumps=(first, second),
    )


def read_lexicon(path: Path) -> LinkTable:
    """The table in a lexicon file.

    Raises:
        AlignmentError: the file is not there, or is no lexicon.
    """
    try:
        content = path.read_bytes()
    except OSError as error:
        raise AlignmentError(f"the lexicon {path} cannot be read: {error.strerror}") from error
    if not content.startswith(_MAGIC):
        raise AlignmentError(f"{path} is not a lexicon file")
    try:
        return _table(content)
    except (ValueError, KeyError, TypeError, struct.error, zlib.error) as error:
        raise AlignmentError(f"the lexicon {path} is broken: {error}", hint="Install the program again.") from error
