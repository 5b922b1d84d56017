"""Search that forgives: case, accents, the kind of quotation mark, apostrophe, dash and space make no difference."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Iterator
from functools import lru_cache

from reader.bitext import Bitext, Preference

__all__ = ["pattern", "spans", "texts_of"]

_LIKE = {
    "'": "['’‘ʼ`]",
    '"': '["«»“”„]',
    "-": "[-\u2010-\u2015\u00ad]",
    " ": r"\s+",
    ".": r"[.…]",
}
_COMBINING = "[\u0300-\u036f]*"
_LIGATURES = {"oe": "œ", "ae": "æ"}


@lru_cache(maxsize=1)
def _family() -> dict[str, str]:
    """For each plain letter, all letters that are it with an accent."""
    found: dict[str, str] = {}
    for code in range(0xC0, 0x250):
        letter = chr(code)
        plain = unicodedata.normalize("NFD", letter)[0].casefold()
        if plain != letter and plain.isascii() and plain.isalpha():
            found[plain] = found.get(plain, "") + letter
    return found


def _plain(query: str) -> str:
    folded = unicodedata.normalize("NFD", query)
    bare = "".join(c for c in folded if not unicodedata.combining(c)).casefold()
    for letters, ligature in _LIGATURES.items():
        bare = bare.replace(ligature, letters)
    for like, kin in _LIKE.items():
        bare = re.sub(kin, like, bare) if like != "." else bare
    return re.sub(r"\s+", " ", bare)


@lru_cache(maxsize=64)
def pattern(query: str) -> re.Pattern[str] | None:
    """What finds a query in texts as they stand, so that offsets need no mapping back; None for an empty query."""
    bare = _plain(query)
    if not bare.strip():
        return None
    parts: list[str] = []
    at = 0
    while at < len(bare):
        pair = bare[at : at + 2]
        if pair in _LIGATURES:
            one, two = (_letter(c) for c in pair)
            parts.append(f"(?:{one}{two}|{_LIGATURES[pair]})")
            at += 2
            continue
        parts.append(_LIKE.get(bare[at]) or _letter(bare[at]))
        at += 1
    return re.compile("".join(parts), re.IGNORECASE)


def _letter(letter: str) -> str:
    if not letter.isalpha():
        return re.escape(letter)
    return f"[{letter}{_family().get(letter, '')}]{_COMBINING}"


def spans(query: str, text: str) -> list[tuple[int, int]]:
    """Where a query stands in a text."""
    wanted = pattern(query)
    return [m.span() for m in wanted.finditer(text) if m.end() > m.start()] if wanted else []


def texts_of(bitext: Bitext, prefer: Preference | None) -> Callable[[int], Iterator[str]]:
    """What gives the texts of a row as they stand: French, then the English that is shown, the user's own first.

    Args:
        bitext: where the rows stand.
        prefer: whose English is shown; None for all there is.
    """
    edited = {index: revision.text for index, revision in bitext.revisions if revision.text}
    beads, source, target, hypotheses = bitext.alignment.beads, bitext.source, bitext.target, bitext.hypotheses

    def texts(row: int) -> Iterator[str]:
        bead = beads[row]
        if bead.source:
            yield " ".join([source[i].text for i in bead.source])
        human = " ".join([target[i].text for i in bead.target])
        machine = " ".join([h.text for i in bead.source if (h := hypotheses[i])])
        if prefer is None:
            yield from filter(None, (edited.get(row), human, machine))
        else:
            first, second = (human, machine) if prefer is Preference.HUMAN else (machine, human)
            yield edited.get(row) or first or second

    return texts
