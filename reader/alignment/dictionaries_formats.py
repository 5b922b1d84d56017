"""What the index files of StarDict and dictd say, and their articles as plain text.

StarDict: the format notes of StarDict 3 (``.ifo`` names, ``.idx`` words with offset and length in network order, ``.syn``
further words, articles in one or several typed parts). dictd: the manual of dictfmt (tab-separated words, offset and length
in base 64 with the most significant digit first).
"""

from __future__ import annotations

import html
import re
import struct
from collections.abc import Iterator
from dataclasses import dataclass, field

__all__ = ["Place", "StarDictInfo", "article_text", "dictd_places", "parse_info", "stardict_places", "synonyms"]

_MOST_WORDS = 3_000_000
_DIGITS = {c: n for n, c in enumerate("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/")}
_TEXT_TYPES = "mlgtxykwhn"
_MARKUP_TYPES = "gxh"
_BREAK = re.compile(r"<\s*(?:br|/p|/div|/li|/tr|/h\d|/def|/dtrn|/ar)\b[^>]*>", re.IGNORECASE)
_TAG = re.compile(r"<[^<>]{0,2000}>")
_BLANK_LINES = re.compile(r"\n\s*\n+")


@dataclass(frozen=True, slots=True)
class Place:
    """A headword, and where its article lies."""

    word: str
    offset: int
    length: int


@dataclass(frozen=True, slots=True)
class StarDictInfo:
    """What an ``.ifo`` file says: the dictionary's name, how wide its offsets are, the types of each article's parts."""

    name: str
    offset_bits: int = 32
    types: str = ""
    rest: dict[str, str] = field(default_factory=dict)


def parse_info(content: bytes) -> StarDictInfo:
    """Read an ``.ifo`` file.

    Raises:
        ValueError: it is none.
    """
    lines = content.decode("utf-8-sig", "replace").splitlines()
    if not lines or "StarDict" not in lines[0]:
        raise ValueError("it does not begin as a StarDict file does")
    values = {key.strip(): value.strip() for key, _, value in (line.partition("=") for line in lines[1:])}
    bits = values.get("idxoffsetbits", "32")
    if bits not in ("32", "64"):
        raise ValueError(f"idxoffsetbits is {bits}, not 32 or 64")
    return StarDictInfo(values.get("bookname", ""), int(bits), values.get("sametypesequence", ""), values)


def stardict_places(content: bytes, offset_bits: int) -> Iterator[Place]:
    """The entries of an ``.idx`` file, in order; what is cut off at its end is left out."""
    layout = ">QI" if offset_bits == 64 else ">II"  # noqa: PLR2004 - the format's own two widths
    width, at = struct.calcsize(layout), 0
    for _ in range(_MOST_WORDS):
        end = content.find(b"\0", at)
        if end < 0 or end + 1 + width > len(content):
            return
        offset, length = struct.unpack_from(layout, content, end + 1)
        yield Place(content[at:end].decode("utf-8", "replace"), offset, length)
        at = end + 1 + width


def synonyms(content: bytes) -> Iterator[tuple[str, int]]:
    """The further words of a ``.syn`` file, with the number of the entry that each stands for."""
    at = 0
    for _ in range(_MOST_WORDS):
        end = content.find(b"\0", at)
        if end < 0 or end + 5 > len(content):
            return
        yield content[at:end].decode("utf-8", "replace"), struct.unpack_from(">I", content, end + 1)[0]
        at = end + 5


def _number(digits: str) -> int:
    value = 0
    for digit in digits[:12]:
        value = value * 64 + _DIGITS[digit]
    return value


def dictd_places(content: bytes) -> Iterator[Place]:
    """The entries of an ``.index`` file, its notes on itself (``00-database-…``) included; senseless lines are left out."""
    for line in content.decode("utf-8", "replace").split("\n")[:_MOST_WORDS]:
        fields = line.rstrip("\r").split("\t")
        if len(fields) < 3:  # noqa: PLR2004 - word, offset, length
            continue
        try:
            offset, length = _number(fields[1]), _number(fields[2])
        except KeyError:
            continue
        # A fourth field holds the word as it is written, where the first is folded for the search.
        yield Place(fields[3] if len(fields) > 3 and fields[3] else fields[0], offset, length)  # noqa: PLR2004


def _parts(article: bytes, types: str) -> Iterator[tuple[str, bytes]]:
    """The typed parts of a StarDict article: text ends with a zero byte, data is preceded by its length."""
    at, position = 0, 0
    while at < len(article):
        if types:
            if position >= len(types):
                return
            kind, last = types[position], position == len(types) - 1
        else:
            kind, last, at = chr(article[at]), False, at + 1
        position += 1
        if last:
            part, at = article[at:], len(article)
        elif kind.isupper():
            (size,) = struct.unpack_from(">I", article, at) if at + 4 <= len(article) else (0,)
            part, at = article[at + 4 : at + 4 + size], at + 4 + size
        else:
            end = article.find(b"\0", at)
            end = len(article) if end < 0 else end
            part, at = article[at:end], end + 1
        yield kind, part


def _without_markup(text: str) -> str:
    return html.unescape(_TAG.sub("", _BREAK.sub("\n", text)))


def article_text(article: bytes, types: str | None) -> str:
    """An article as plain text.

    Args:
        article: its bytes.
        types: the types of its parts as the ``.ifo`` says, "" where each part begins with its own; None for dictd.
    """
    if types is None:
        texts = [article.decode("utf-8", "replace")]
    else:
        texts = []
        for kind, part in _parts(article, types):
            text = part.decode("utf-8", "replace")
            if kind in _TEXT_TYPES:
                texts.append(_without_markup(text) if kind in _MARKUP_TYPES else text)
    # What a terminal would obey, rather than show, has no place in an article.
    shown = "".join(c for c in "\n".join(texts) if c in "\n\t" or c.isprintable())
    return _BLANK_LINES.sub("\n", shown).strip()
