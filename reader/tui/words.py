"""The words of a text, as a cursor walks over them."""

from __future__ import annotations

import re

__all__ = ["neighbour", "word_at", "words"]

# A letter or digit, but not the raised number of a note.
_SIGN = r"[^\W_⁰¹²³⁴-⁹]"
# An elided word keeps its apostrophe and stands alone (l’, qu’, d’); a few words hold one inside.
_WORD = re.compile(
    rf"(?:aujourd|prud|quelqu)['’](?=hui|hom|un){_SIGN}+|{_SIGN}+(?:-[^\W\d_]+)*(?:['’](?=\w))?|{_SIGN}+(?:-\w+)*",
    re.IGNORECASE,
)


def words(text: str) -> list[tuple[int, int]]:
    """Where the words of a text stand."""
    return [m.span() for m in _WORD.finditer(text)]


def word_at(text: str, offset: int) -> tuple[int, int] | None:
    """The word that the character at an offset belongs to."""
    return next(((s, e) for s, e in words(text) if s <= offset < e), None)


def neighbour(text: str, here: tuple[int, int] | None, step: int) -> tuple[int, int] | None:
    """The word after (1) or before (-1) the one that stands here; the first or last where there is none here."""
    found = words(text)
    if not found:
        return None
    if here is None:
        return found[0 if step > 0 else -1]
    later = [w for w in found if w[0] > here[0]] if step > 0 else [w for w in found if w[0] < here[0]]
    if not later:
        return None
    return later[0] if step > 0 else later[-1]
