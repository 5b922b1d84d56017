"""Cuts French and English running text into sentences, by offsets.

One expression finds every cluster of final punctuation in a single pass, and no step looks further than a window around it,
so that the work is linear in the length of the text. A cluster is judged by the word before it and what opens after it.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import pairwise

from reader.languages import Language
from reader.segmentation.abbreviations import BEFORE_NUMBER, HALF_STARTERS, MAYBE_END, NEVER_END, STARTERS, TITLES
from reader.segmentation.glued_headings import GluedHeadings
from reader.segmentation.quotes import StraightQuotes

__all__ = ["split_sentences"]

# A cluster of stops; a colon before a turn of dialogue; a dash that breaks a quotation off. The set at the front, which the
# engine skips to at once, makes it five times as fast as an alternation of the three.
_CLUSTER = re.compile(
    r"[.!?…:—-](?:(?<=[.!?…])(?<![.!?…]{2})[.!?…]*+(?:(?!\w)|(?<=[^\W\d_A-ZÀ-Þ]{3}[.!?])(?=[A-ZÀÉÊÎÔ][a-zà-öø-ÿ'’]))|(?<=:)(?=\s(?:—|–|--?)\s?[^\W\d_])|(?<=[—-])(?=\s?[\"”»]\s))"
)
_LINE = re.compile(r"\n[^\S\n]*+\n|\n[^\S\n]*+(?=(?:[•·▪‣*—–-]|--|\d{1,3}[.)])[^\S\n])")
# What an editor has left out, […], opens what comes after it.
_OPENING = re.compile(r"(?:[\[(](?:…|\.\.\.)[\])]\s?|[«“„‹\"'‘(\[{¿¡*_]\s?|(?:—|–|--?)\s?)*+")
_LETTERS = re.compile(r"[^\W\d_]+")
_DOTTED = re.compile(r"(?:[^\W\d_]\.-?)+[^\W\d_]$")
_ENUMERATOR = re.compile(r"\W*(?:\d{1,3}|[IVXLC]{1,6}|[A-Za-z])$")
_DIVISION = re.compile(
    r"\W*(?:chapter|chapitre|book|livre|part|partie|section|article|art|titre|tome|volume|vol|acte?|sc[eè]ne|canto|chant)\s+"
    r"(?:[IVXLC]{1,7}|\d{1,4}|[A-Z])$",
    re.IGNORECASE,
)
_REFERENCE = re.compile(r"\d|[IVXLC]+\b(?!['’])|[§°#]|[A-Z]\.?[\s-]?\d|J\.?\s?-?\s?C\b")
_DEGREES = re.compile(r"[°º]\s?[CFK]$")
_ERA = re.compile(r"\b(?:av|apr|ap)\.?\s?J\.-C$")
_AFTER_HOURS = re.compile(r"(?:[A-Z]{2,4}|(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day)\b")
_HOURS = frozenset(("a.m", "p.m"))
_DASHES = frozenset("-—–")
_BLANKS = frozenset(" \u00a0\u202f")
_CLOSING = frozenset("»”’›)]\"'*_")
_SPACED_CLOSING = frozenset("»”›")
_STRAIGHT = frozenset("\"'")
_SYMBOLS = frozenset("$£€@#§•©")
_WINDOW = 24
_LONG_WORD = 6  # letters: no abbreviation in small letters has more


def split_sentences(text: str, language: Language) -> list[tuple[int, int]]:
    """The sentences of a text, as spans that hold all of it but the white space between them.

    Args:
        text: running text of one block.
        language: what it is written in; anything but French or English takes the rules of both.

    Returns:
        (start, end) of each sentence, end excluded, in order.
    """
    cuts = [0, *_Judge(text, language).cuts(), len(text)]
    if "\n" in text:
        cuts = sorted({*cuts, *(m.start() for m in _LINE.finditer(text))})
    found: list[tuple[int, int]] = []
    headings = GluedHeadings(text, language)
    for start, end in _trimmed(text, cuts):
        at = start
        for cut in headings.cuts(start, end):
            found.append((at, at + len(text[at:cut].rstrip())))
            at = cut
        found.append((at, end))
    return found


def _trimmed(text: str, cuts: list[int]) -> Iterator[tuple[int, int]]:
    """Stretches between cuts without their outer white space; one without a word joins the one before it."""
    held: tuple[int, int] | None = None
    for start, end in pairwise(cuts):
        piece = text[start:end]
        stripped = piece.strip()
        if not stripped:
            continue
        first = start + piece.index(stripped[0])
        last = first + len(stripped)
        if held is not None and not any(map(str.isalnum, stripped)):
            held = held[0], last
            continue
        if held is not None:
            yield held
        held = first, last
    if held is not None:
        yield held


class _Judge:
    """Decides which clusters of final punctuation end a sentence."""

    def __init__(self, text: str, language: Language) -> None:
        self.text = text
        self.language = language
        self.titles = TITLES[language]
        self.never = NEVER_END[language]
        self.starters = STARTERS[language]
        self.quotes = StraightQuotes(text)
        self.start = 0  # of the sentence that is being read

    def cuts(self) -> Iterator[int]:
        """Where sentences end, closing marks included."""
        text, size = self.text, len(self.text)
        for match in _CLUSTER.finditer(text):
            at, after = match.span()
            if after >= size:
                break
            if match[0] == "." and text[after] == " " and self._plainly_ends(at):
                self.start = after
                yield after
                continue
            end = self._close(after)
            if end < size and self._ends(at, after, end):
                self.start = end
                yield end

    def _plainly_ends(self, at: int) -> bool:
        """Whether a long word in small letters stands before a full stop and a capital after it: most of all cases."""
        text = self.text
        if not text[at + 2 : at + 3].isupper():
            return False
        word = text[text.rfind(" ", max(self.start, at - _WINDOW), at) + 1 : at]
        return _LONG_WORD < len(word) <= _WINDOW and word.islower() and word.isalpha()

    def _close(self, at: int) -> int:
        """The offset after the closing marks that stand at this one."""
        text, size = self.text, len(self.text)
        while at < size:
            mark, following = text[at], text[at + 1 : at + 2]
            if not (
                mark in _CLOSING
                or (mark.isspace() and following in _SPACED_CLOSING)
                or (
                    mark == " "
                    and following in _STRAIGHT
                    and not text[at + 2 : at + 3].strip()
                    and self.quotes.closes(at + 1)
                )
            ):
                break
            at += 1
        return at

    def _ends(self, at: int, after: int, end: int) -> bool:
        """Whether the cluster at..after, closed at end, ends a sentence."""
        opening = self._opening(end)
        if opening is None or opening.end() >= len(self.text):
            return False
        begins, opened, stop = opening.end(), opening[0], self.text[at:after]
        if not self._may_begin(self.text[begins], stop, opened):
            return False
        dashed = opened[:1] in _DASHES and bool(opened)
        if stop == ":" or (self.language is Language.ENGLISH and dashed and opened[1:2] not in _BLANKS):
            return stop == ":" and dashed
        if ")" in self.text[after:end] or "]" in self.text[after:end]:
            return self._whole_in_brackets(at, stop)
        return stop != "." or self._full_stop_ends(at, begins, opened)

    def _opening(self, end: int) -> re.Match[str] | None:
        """The opening marks, if any, of what stands after white space, or after a dash or quotation mark without any."""
        if self.text[end].isspace():
            return _OPENING.match(self.text, self._skip(end))
        if self.text[end].isalpha():  # "arrivé.Elle": the space was lost
            return _OPENING.match(self.text, end) if self._opens(end) else None
        return _OPENING.match(self.text, end) if self.text[end] in "—–«“" else None

    def _skip(self, at: int) -> int:
        while at < len(self.text) and self.text[at].isspace():
            at += 1
        return at

    def _may_begin(self, first: str, stop: str, opened: str) -> bool:
        """Whether a sentence may begin with a character."""
        if first.isupper():
            return True
        if first.isdigit():
            return bool(opened) or not stop.endswith(("…", ".."))
        if first.isalpha():
            return not first.islower()
        return first in _SYMBOLS

    def _whole_in_brackets(self, at: int, stop: str) -> bool:
        """Whether the bracket that closes after a stop holds whole sentences: "(Il dort.) Elle", not "(…)" or "(hélas !)"."""
        opener = max(self.text.rfind("(", self.start, at), self.text.rfind("[", self.start, at))
        if opener < 0:
            return True
        before = self.text[self.start : opener].rstrip()
        inside = self.text[opener + 1 : at].strip()
        if not inside and not stop.strip(".…"):
            return False
        return not before or before[-1] in '.!?…»”"'

    def _full_stop_ends(self, at: int, begins: int, opened: str) -> bool:
        chunk = self.text[max(self.start, at - _WINDOW) : at]
        if not chunk[-1:].strip():
            return True
        word = chunk.split()[-1].lstrip("«“‹\"'‘([{*_—–-")
        if len(word) > _LONG_WORD and word.islower() and word.isalpha():
            return True
        for mark in "'’":
            word = word.rpartition(mark)[2]
        if not word[-1:].isalnum():
            return True
        if at - self.start <= _WINDOW and self._is_label(at):
            return False
        return self._word_ends(word, at, begins, opened)

    def _is_label(self, at: int) -> bool:
        """Whether the sentence so far is no more than a number or "Chapter IV"."""
        so_far = self.text[self.start : at]
        return bool(_ENUMERATOR.match(so_far) or _DIVISION.match(so_far))

    def _word_ends(self, word: str, at: int, begins: int, opened: str) -> bool:
        """Whether a full stop after a word that may be an abbreviation ends the sentence."""
        text = self.text
        lowered = word.lower()
        if lowered in BEFORE_NUMBER and _REFERENCE.match(text, begins):
            return False
        if word in self.never:
            ends = len(word) == 1 and text[at - 2 : at - 1].isspace() and text[at - 3 : at - 2].isdigit()
        elif word in self.titles:
            ends = word in MAYBE_END and self._opens(begins)
        elif len(word) == 1:
            ends = not word.isupper() or self._opens(begins) or bool(_DEGREES.search(text, at - 3, at))
        elif lowered == "j.-c" and _ERA.search(text, max(0, at - 12), at):
            ends = True
        elif lowered in _HOURS:
            ends = not _AFTER_HOURS.match(text, begins)
        elif word in MAYBE_END or _DOTTED.match(word):
            ends = bool(opened.strip()) or self._opens(begins)
        else:
            ends = True
        return ends

    def _opens(self, at: int) -> bool:
        """Whether the words at an offset look like the beginning of a sentence rather than like a name."""
        found = _LETTERS.match(self.text, at)
        if found is None:
            return False
        word = found[0].lower()
        if word in HALF_STARTERS:
            rest = self.text[found.end() : found.end() + 2].lstrip(" '’")
            return rest[:1].islower()
        return word in self.starters
