"""Fixed French expressions that are sentences by themselves, with the English that a learner's book gives for them.

A decoder turns « Bon appétit ! » word by word into something that no check finds fault with. ``set_phrases.tsv`` holds the
French and the English, with comments; French that ends in ``?`` or ``!`` counts only with that mark.
"""

from __future__ import annotations

import re
from functools import cache
from importlib import resources

from reader.translation.finishing import peel
from reader.translation.names import folded

__all__ = ["dressed", "is_set_phrase", "set_phrase"]

_LONGEST = 100  # characters
_IGNORED = re.compile(r"[\s,;:.…«»“”\"()\u00a0\u202f*_-]+|[—–]+")
_OPENING, _CLOSING = re.compile(r"[«“\"(]\s*"), re.compile(r"\s*[»”\")]+(?=[.,]?$)")
_ENGLISH = {"«": "“", "»": "”"}
_MARKS = re.compile(r"[?!]")


def set_phrase(sentence: str) -> str | None:
    """The English of a whole sentence that is a set phrase; None for all others.

    Case, accents, spaces and punctuation make no difference, except that of a question and an exclamation where the meaning
    hangs on it.
    """
    if len(sentence) > _LONGEST:
        return None
    key, mark = _key(sentence)
    phrases = _phrases()
    return phrases.get(key + mark) or phrases.get(key)


def is_set_phrase(text: str) -> bool:
    """Whether a text, list marks and symbols at its ends aside, is a set phrase."""
    return len(text) <= _LONGEST and set_phrase(peel(text).core) is not None


def dressed(source: str, english: str) -> str:
    """The English in the quotation marks and brackets that the source opens and closes with."""
    opening, closing = _OPENING.match(source), _CLOSING.search(source)
    before = "".join(_ENGLISH.get(mark, mark) for mark in opening[0] if not mark.isspace()) if opening else ""
    behind = "".join(_ENGLISH.get(mark, mark) for mark in closing[0] if not mark.isspace()) if closing else ""
    bare = english.strip("“”")
    return f"{before}{bare}{behind}"


def _key(sentence: str) -> tuple[str, str]:
    marks = _MARKS.findall(sentence)
    words = _MARKS.sub(" ", folded(sentence.replace("’", "'")))
    return _IGNORED.sub(" ", words).strip(), "?" if "?" in marks else marks[-1] if marks else ""


@cache
def _phrases() -> dict[str, str]:
    packed = resources.files("reader.translation").joinpath("set_phrases.tsv").read_text(encoding="utf-8")
    lines = (line.split("\t") for line in packed.splitlines() if line and not line.startswith("#"))
    return {"".join(_key(french)): english for french, english in lines}
