"""Names that must come through: found in the French, looked for in the English, mended where they were garbled."""

from __future__ import annotations

import re
import unicodedata
from functools import cache
from importlib import resources
from typing import TYPE_CHECKING

from rapidfuzz import fuzz

from reader.translation.placeholders import Span, SpanKind

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

__all__ = ["common_words", "find_acronyms", "find_names", "folded", "mend_names", "missing_names"]

_CAPITAL = r"[A-ZÀ-ÖØ-ÞŒ](?:[\w]+|(?<=[OD])[’'][A-Z]\w+)(?:[-’'][\w]+)*"
_RUN = re.compile(
    rf"(?<![\w-])(?P<run>{_CAPITAL}(?: (?:(?:de|du|des|la|le|van|von|der|ben|bin|el|al|da|di) )?{_CAPITAL})*)(?!\w)"
)
_SENTENCE_START = re.compile(r"(?:^|[.!?…:]\s+|[«“\"(–—]\s*|(?:^|\s)-\s+)$")
_PLURAL_BEFORE = re.compile(r"\b(?:les|des|aux|ces|ses|nos) $", re.IGNORECASE)
# Endings of names that English mostly spells in its own way: Anatolie, Césarée.
_FRENCH_ENDING = re.compile(r"(?:ie|ée|ique|agne|ande|ène|ères?|iens?|ais|aises?|ois|oises?)$")
_INNER_CAPITAL = re.compile(r"[a-zà-ÿ][A-ZÀ-Þ]")
_CENTURY = re.compile(r"[IVX]+e$")
_MARKS = re.compile("[\u0300-\u036f]")
_ACRONYM = re.compile(r"(?<![\w.-])[A-ZÀ-Þ]{3,6}(?![\w-])")
_OWN = 0.6  # p(e|f) of an acronym that stays as it is
_SHORTEST = 3
_NEAR = 16
_ALIKE = 55


def folded(text: str) -> str:
    """The text without accents and case, for comparing."""
    if not text.isascii():
        text = _MARKS.sub("", unicodedata.normalize("NFD", text.replace("œ", "oe").replace("Œ", "OE"))).replace(
            "’", "'"
        )
    return text.casefold()


def find_names(text: str) -> list[Span]:
    """The names of persons, towns and firms that English writes as French does.

    A word is taken for one where it has a capital that the place in the sentence does not ask for, and is not known to
    have an English form of its own (Londres, Allemagne, Conseil).
    """
    spans = []
    for found in _RUN.finditer(text):
        start, end = found.span("run")
        run = found.group("run")
        words = run.split(" ")
        while words and _dispensable(words[0], opens=_opens(text, start)):
            start += len(words.pop(0)) + 1
        while words and (words[-1].lower() in _PARTICLES):
            end -= len(words.pop()) + 1
        if _PLURAL_BEFORE.search(_before(text, start)) and len(words) == 1:
            continue  # les Ouzbeks: a people
        if words and _is_name(words) and (len(words) > 1 or _INNER_CAPITAL.search(words[0]) or not _opens(text, start)):
            spans.append(Span(start, end, text[start:end], SpanKind.NAME))
    return spans


def find_acronyms(text: str, renderings: Callable[[str], Sequence[tuple[str, float]]] | None) -> list[Span]:
    """The acronyms that English writes as French does, as far as the lexicon knows them: SNCF, and not OTAN.

    A text in capitals throughout has none that can be told.
    """
    if renderings is None or not _ACRONYM.search(text) or text.isupper():
        return []
    return [
        Span(found.start(), found.end(), found.group(), SpanKind.NAME)
        for found in _ACRONYM.finditer(text)
        if any(folded(english) == folded(found.group()) and p >= _OWN for english, p in renderings(found.group())[:1])
    ]


_PARTICLES = frozenset(("de", "du", "des", "la", "le", "van", "von", "der", "ben", "bin", "el", "al", "da", "di"))


def _dispensable(word: str, *, opens: bool) -> bool:
    """Whether the first word of a run has its capital from the place where it stands, or is a title or office."""
    return (opens and _ordinary(word)) or _has_english_form(word) or word.lower() in _PARTICLES


def _before(text: str, at: int) -> str:
    """The few characters before a place; a look back over the whole text would cost too much in a long one."""
    return text[:at] if at <= _NEAR else "x" + text[at - _NEAR : at]


def _opens(text: str, at: int) -> bool:
    return bool(_SENTENCE_START.search(_before(text, at)))


def _ordinary(word: str) -> bool:
    """Whether a word with a capital is likely no name of its own."""
    return len(word) < _SHORTEST or word.lower() in common_words() or _has_english_form(word)


def _has_english_form(word: str) -> bool:
    if word in _translated() or _CENTURY.match(word) or ("-" not in word and _FRENCH_ENDING.search(word)):
        return True
    return any(part in _translated() for part in re.split("[-’']", word))


def _is_name(words: Sequence[str]) -> bool:
    proper = [w for w in words if w.lower() not in _PARTICLES]
    if any(_has_english_form(w) for w in proper) or all(w.isupper() for w in proper):
        return False
    return any(not _ordinary(w) for w in proper)


def _stands(word: str, have: str) -> bool:
    """Whether a word stands in a folded text, in the plural maybe."""
    sought = folded(word)
    if sought not in have:
        return False
    return re.search(rf"(?<!\w){re.escape(sought)}s?(?!\w)", have) is not None


def missing_names(names: Sequence[Span], target: str) -> list[Span]:
    """The names of which the target lacks a word."""
    if not names:
        return []
    have = folded(target)
    return [
        span
        for span in names
        if not all(_stands(w, have) for w in span.target.split(" ") if w.lower() not in _PARTICLES)
    ]


def mend_names(names: Sequence[Span], target: str) -> str:
    """The target with garbled names put right, where one capitalised word is plainly meant for the missing one."""
    taken = {word for span in names for word in span.target.split(" ")}
    for span in missing_names(names, target):
        for word in span.target.split(" "):
            if not _stands(word, folded(target)):
                target = _mend(word, taken, target)
    # Accents and the capitals of acronyms that the decoder dropped come back.
    for span in names:
        if span.target.isupper():
            target = re.sub(rf"(?<!\w){re.escape(span.target)}(?!\w)", span.target, target, flags=re.IGNORECASE)
        plain = _MARKS.sub("", unicodedata.normalize("NFD", span.target))
        if plain != span.target:
            target = re.sub(rf"(?<!\w){re.escape(plain)}(?!\w)", span.target, target)
    return target


def _mend(word: str, taken: set[str], target: str) -> str:
    best, score = None, float(_ALIKE)
    for found in re.finditer(rf"{_CAPITAL}", target):
        said = re.sub("[’']s$", "", found.group())
        if said in taken or said[:1] != word[:1]:
            continue
        alike = fuzz.ratio(folded(said), folded(word))
        if alike > score:
            best, score = (found.start(), found.start() + len(said)), alike
    return target if best is None else target[: best[0]] + word + target[best[1] :]


@cache
def _translated() -> frozenset[str]:
    return frozenset(_words("translated_names.txt"))


@cache
def common_words() -> frozenset[str]:
    """French words that are no names, in small letters."""
    return frozenset(_words("common_words.txt"))


def _words(name: str) -> list[str]:
    text = resources.files("reader.translation").joinpath(name).read_text(encoding="utf-8")
    return [line for line in text.splitlines() if line and not line.startswith("#")]
