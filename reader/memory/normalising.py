"""What makes two texts the same to the memory, and what makes two words the same to a search."""

from __future__ import annotations

import functools
import hashlib
import re
import unicodedata

__all__ = ["fold", "folded_words", "key_of", "normalise", "storable", "words_of"]

# What typing, typesetting and web pages vary without changing a word. Case, accents and punctuation stay: they are the text.
_SAME = str.maketrans(
    {
        "’": "'", "‘": "'", "ʼ": "'", "′": "'", "“": '"', "”": '"', "„": '"', "‐": "-", "‑": "-", "…": "...",
        "\u00ad": None, "\u200b": None, "\u200c": None, "\u200d": None, "\u2060": None, "\ufeff": None,
    }
)  # fmt: skip
_SPACE = re.compile(r"\s+")
# French sets a space before these, English-minded keyboards do not: no reader would call it another sentence.
_SPACED = re.compile(r"([;:!?«»])")
_LIGATURES = str.maketrans({"œ": "oe", "æ": "ae", "ß": "ss", "ø": "o", "ł": "l", "đ": "d", "ı": "i"})
_COMBINING = re.compile(r"[\u0300-\u036f]+")
_WORD = re.compile(r"[^\W_](?:[^\W_]|[\u0300-\u036f])*")


def normalise(text: str) -> str:
    """A text as the memory knows it: composed, one space for any run of them, plain quotes and hyphens."""
    if not text.isascii():
        text = unicodedata.normalize("NFC", storable(text).translate(_SAME))
    return _SPACE.sub(" ", _SPACED.sub(r" \1 ", text)).strip()


def storable(text: str) -> str:
    """A text as a database can hold it: halves of surrogate pairs, which are no characters, replaced."""
    try:
        text.encode()
    except UnicodeEncodeError:
        return text.encode("utf-16-le", "surrogatepass").decode("utf-16-le", "replace")
    return text


def key_of(normalised: str) -> int:
    """The address of a normalised text: 63 bits of its BLAKE2 hash, as SQLite keeps integers."""
    digest = hashlib.blake2b(storable(normalised).encode(), digest_size=8).digest()
    return int.from_bytes(digest, "big") >> 1


def fold(text: str) -> str:
    """A text with case, accents and ligatures gone, as searches compare it. Its length may change."""
    if text.isascii():
        return text.lower()
    folded = _COMBINING.sub("", unicodedata.normalize("NFKD", text.casefold()))
    return folded if folded.isascii() else folded.translate(_LIGATURES)


_fold_word = functools.lru_cache(maxsize=1 << 16)(fold)


def words_of(text: str) -> list[tuple[str, int, int]]:
    """The words of a text, folded, with where they start and end in it."""
    return [(_fold_word(m[0]), m.start(), m.end()) for m in _WORD.finditer(text)]


def folded_words(text: str) -> list[str]:
    """The words of a text, folded."""
    return [_fold_word(word) for word in _WORD.findall(text)]
