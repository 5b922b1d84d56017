"""Byte-pair encoding over words, for the older Argos packages with ``bpe.model``.

The file lists the merges, most frequent first, as subword-nmt writes them (Sennrich et al. 2016). The words before and
after it are those of the Moses tokenizer, of which we do what French and English need.
"""

from __future__ import annotations

import itertools
import re
from typing import TYPE_CHECKING

from reader.errors import PackageError

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

__all__ = ["BpeTokenizer"]

_PUNCTUATION = str.maketrans(
    {"’": "'", "‘": "'", "“": '"', "”": '"', "«": '"', "»": '"', "…": "...", "\u00a0": " ", "\u202f": " ", "–": "-"}
)
# What Moses escapes, since its own formats use these characters.
_ESCAPES = (
    ("&", "&amp;"),
    ("|", "&#124;"),
    ("<", "&lt;"),
    (">", "&gt;"),
    ("'", "&apos;"),
    ('"', "&quot;"),
    ("[", "&#91;"),
    ("]", "&#93;"),
)
_WORD = re.compile(
    r"\.{2,}|(?<![\w.])[A-Z]\.(?=\s+\S)|\b(?:[Ee]tc|[Pp]p?|[Cc]f|[Nn]o|art|vol)\.(?=\s*\S)|[^\W_]+['](?=\w)"
    r"|[^\W_]+(?:[.,-](?=[^\W_])[^\W_]+)*|[^\w\s]|_+"
)
_ENGLISH_SUFFIX = re.compile(r" ('(?:s|re|ve|ll|d|m|t)\b)", re.IGNORECASE)
_NO_SPACE_BEFORE = re.compile(r" ([.,;:!?%)\]}]|\.{3})(?=[ \".,;:!?)]|$)")
_NO_SPACE_AFTER = re.compile(r"([(\[{$£€#]) ")
_QUOTED = re.compile(r'" ([^"]*) "')


class BpeTokenizer:
    """The tokenizer of a package with ``bpe.model``.

    Raises:
        PackageError: the file cannot be read.
    """

    def __init__(self, model: Path) -> None:
        try:
            lines = model.read_text(encoding="utf-8").splitlines()
        except (OSError, ValueError) as error:
            raise PackageError(f"{model} is damaged", hint="Install the package again") from error
        rules = [line.split() for line in lines if line and not line.startswith("#version")]
        if not rules or any(len(rule) != 2 for rule in rules):  # noqa: PLR2004 - a merge joins two
            raise PackageError(f"{model} holds no list of merges", hint="Install the package again")
        self._ranks = {(a, b): rank for rank, (a, b) in reversed(list(enumerate(rules)))}
        self._known: dict[str, list[str]] = {}

    def encode(self, texts: Sequence[str]) -> list[list[str]]:
        """The pieces of each text."""
        return [[piece for word in _words(text) for piece in self._pieces(word)] for text in texts]

    def decode(self, pieces: Sequence[Sequence[str]]) -> list[str]:
        """The text of each list of pieces."""
        return [_detokenize(" ".join(p).replace("@@ ", "").removesuffix("@@")) for p in pieces]

    def _pieces(self, word: str) -> list[str]:
        if word not in self._known:
            parts = _merge([*word[:-1], word[-1] + "</w>"], self._ranks)
            parts[-1] = parts[-1].removesuffix("</w>")
            self._known[word] = [part + "@@" for part in parts[:-1]] + parts[-1:]
        return self._known[word]


def _merge(parts: list[str], ranks: dict[tuple[str, str], int]) -> list[str]:
    """Join the neighbours whose merge was learnt first, until no merge is left."""
    while len(parts) > 1:
        rank, pair = min((ranks.get(p, len(ranks)), p) for p in itertools.pairwise(parts))
        if rank == len(ranks):
            break
        joined, at = [], 0
        while at < len(parts):
            step = 2 if tuple(parts[at : at + 2]) == pair else 1
            joined.append("".join(parts[at : at + step]))
            at += step
        parts = joined
    return parts


def _words(text: str) -> list[str]:
    found: list[str] = _WORD.findall(text.translate(_PUNCTUATION))
    return [_escape(word) for word in found]


def _escape(word: str) -> str:
    for plain, escaped in _ESCAPES:
        word = word.replace(plain, escaped)
    return word


def _detokenize(text: str) -> str:
    for plain, escaped in reversed(_ESCAPES):
        text = text.replace(escaped, plain)
    text = _ENGLISH_SUFFIX.sub(r"\1", text)
    text = _QUOTED.sub(r'"\1"', text)
    text = _NO_SPACE_BEFORE.sub(r"\1", text)
    return _NO_SPACE_AFTER.sub(r"\1", text).strip()
