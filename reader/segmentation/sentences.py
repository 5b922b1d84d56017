"""Cuts French and English running text into sentences, by offsets.

One expression finds every cluster of final punctuation in a single pass; it consumes what it looks at, so that the work is
linear in the length of the text. Each cluster is then judged by the word before it and the character after it.
"""

from __future__ import annotations

import re

from reader.languages import Language
from reader.segmentation.abbreviations import (
    ALWAYS_ON,
    BEFORE_NUMBER,
    MAYBE_END,
    SPEECH_VERBS,
    STARTERS,
    WEAK_STARTERS,
)

__all__ = ["split_sentences"]

# Final punctuation (with the French space between marks), closing marks, white space, opening marks, one character more.
_CLUSTER = re.compile(
    r"(?P<stop>[.!?…]++(?:[ \u00a0\u202f][.!?…]++)*+)"
    r"(?P<close>(?:[ \u00a0\u202f]?[»›”]|[\"'’)\]*_])*+)"
    r"(?P<space>\s*+)"
    r"(?P<open>(?:[«“‹\"'‘(\[¿¡*_]|[—–―•]|--?)*+\s?)"
    r"|(?P<blank>\n\s*?\n)"
    r"|(?P<item>\n[ \t]*(?=(?:[•·▪*—–-]|--|\d{1,3}[.)])[ \t\u00a0]))"
)
_WORD = re.compile(r"[^\W_]+(?:[.\-'’][^\W_]+)*$")
_NEXT_WORD = re.compile(r"[^\W\d_]+")
_ROMAN = re.compile(r"[IVXLCDM]+$")
_ENUMERATOR = re.compile(r"\s*(?:[(\[]?(?:\d{1,3}|[IVXLC]{1,6}|[A-Za-z])[.)]\s*)+$")
_REFERENCE = re.compile(r"[\dIVXLC§°]|[A-Z]\.?\s?\d|[A-Z]\.")
_ATTRIBUTION = re.compile(r"(?:(?:Mr|Mrs|Ms|Miss|Dr|Lady|Lord|Sir)\.?\s)?[A-Z][\w'’-]*\s(\w+)")
_WINDOW = 40


def split_sentences(text: str, language: Language) -> list[tuple[int, int]]:
    """The sentences of a text, as spans that hold all of it but the white space between them.

    Args:
        text: running text of one block.
        language: what it is written in; anything but French or English takes the rules of both.

    Returns:
        (start, end) of each sentence, end excluded, in order.
    """
    cuts = [0]
    for match in _CLUSTER.finditer(text):
        if match.lastgroup in ("blank", "item"):
            cuts.append(match.start())
        elif _ends(text, match, language, cuts[-1]):
            cuts.append(match.end("close"))
    cuts.append(len(text))
    return _spans(text, cuts)


def _spans(text: str, cuts: list[int]) -> list[tuple[int, int]]:
    """Stretches between cuts without their outer white space; one that holds no word joins the one before it."""
    spans: list[tuple[int, int]] = []
    for start, end in zip(cuts, cuts[1:], strict=False):
        piece = text[start:end]
        stripped = piece.strip()
        if not stripped:
            continue
        first = start + len(piece) - len(piece.lstrip())
        if spans and not any(c.isalnum() for c in stripped):
            spans[-1] = (spans[-1][0], first + len(stripped))
        else:
            spans.append((first, first + len(stripped)))
    return spans


def _ends(text: str, match: re.Match[str], language: Language, start: int) -> bool:
    """Whether a cluster of final punctuation ends the sentence that began at start."""
    after = match.end()
    if after >= len(text):
        return False
    following = text[after]
    stop = match["stop"]
    if not match["space"]:
        return False
    opened = match["open"].strip()
    if not following.isupper() and not (following.isdigit() or (opened and not following.islower())):
        return False
    if text[match.start() - 1 : match.start()] in ("(", "[") and set(stop) <= {".", "…"}:
        return False
    if stop[-1] != "." or len(stop) > 1:
        return not (match["close"] and _is_attribution(text, after, language))
    return _full_stop_ends(text, match, language, start)


def _is_attribution(text: str, at: int, language: Language) -> bool:
    """Whether a name and a verb of speaking go on after a quotation: "Come!" John said."""
    if language is Language.FRENCH:
        return False
    found = _ATTRIBUTION.match(text, at, at + _WINDOW)
    return bool(found) and found[1] in SPEECH_VERBS


def _full_stop_ends(text: str, match: re.Match[str], language: Language, start: int) -> bool:
    at, after = match.start(), match.end()
    found = _WORD.search(text, max(start, at - _WINDOW), at)
    if found is None:
        return True
    word = found[0]
    lowered = word.lower()
    if found.start() - start < _WINDOW and _ENUMERATOR.match(text, start, match.end("stop")):
        return False
    following = _NEXT_WORD.match(text, after)
    opener = following[0].lower() if following else ""
    if lowered in BEFORE_NUMBER and _REFERENCE.match(text, after):
        return False
    always = ALWAYS_ON.get(language) or (ALWAYS_ON[Language.FRENCH] | ALWAYS_ON[Language.ENGLISH])
    if lowered in always and (len(word) > 1 or word.isupper() or lowered != "m"):
        return False
    if len(word) == 1 and word.isalpha() and word.isupper():
        return opener in STARTERS and len(opener) > 1
    if lowered in MAYBE_END or "." in word:
        return opener in STARTERS or opener in WEAK_STARTERS or bool(match["open"].strip())
    return True
