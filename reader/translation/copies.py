"""French words that the decoder left as they were: found, and put into English where the lexicon knows one word for them.

A small decoder copies what it seldom saw by itself, above all single words with a capital, as tables, lists and headings
have them: *Pain*, *Prix*. That such a word may be English as well (*pain*) tells nothing where it stands alone.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import TYPE_CHECKING

from reader.translation.invented import Renderings, derived, english_words
from reader.translation.names import common_words, folded
from reader.translation.placeholders import right_article

if TYPE_CHECKING:
    from collections.abc import Iterator

__all__ = ["Plainly", "copied_words", "mend_copies"]

Plainly = Callable[[str], str]
"""The English word that stands out for a French one by itself; empty where none does, or the word is English too."""

_WORD = re.compile(r"[^\W\d_]+(?:-[^\W\d_]+)*")
_SHORTEST, _LONG = 4, 7
_SEEN = 0.01  # p(e|f) of a rendering that is no accident
_ARTICLES = {"le": "the ", "la": "the ", "l": "the ", "un": "a ", "une": "a ", "les": "", "des": "", "du": "", "de": ""}
_ENGLISH_ARTICLES = frozenset(("the", "a", "an", "some", "of"))


def copied_words(source: str, target: str, *, wanted: str = "") -> list[str]:
    """The words of a translation that are common in French and no English; terms that both share (boson) are none.

    ``wanted`` are words that must stand there as they are, such as code.
    """
    return [w for found in _copies(source, target, wanted) if (w := found.group()).lower() in common_words()]


def mend_copies(source: str, target: str, plainly: Plainly, renderings: Renderings, *, wanted: str = "") -> str:
    """The target with copied French words put into English, as far as one English word stands out for each.

    Where a word stands alone, one that is no rendering of it at all gives way too.
    """
    alone = None if wanted else _alone(source)
    if alone is not None:
        return _mend_alone(*alone, target, plainly, renderings)
    for found in reversed(list(_copies(source, target, wanted))):
        if word := plainly(found.group()):
            target = right_article(_put(target, found, word), word)
    return target


def _alone(source: str) -> tuple[str, str] | None:
    """The article and the word, where a text is one word, with an article maybe."""
    words = _WORD.findall(source)
    if len(words) > 1 and words[0].lower() in _ARTICLES:
        article, *words = words
    else:
        article = ""
    return (article, words[0]) if len(words) == 1 else None


def _mend_alone(article: str, french: str, target: str, plainly: Plainly, renderings: Renderings) -> str:
    said = list(_WORD.finditer(target))
    nouns = [m for m in said if m.group().lower() not in _ENGLISH_ARTICLES]
    if len(nouns) != 1:
        return target
    noun = folded(nouns[0].group())
    if noun != folded(french) and any(
        noun.rstrip("s") == folded(e).rstrip("s") for e, p in renderings(french) if p >= _SEEN
    ):
        return target
    word = plainly(french) or (noun if noun == folded(french) and len(noun) >= _LONG and _is_english(noun) else "")
    if not word:
        return target
    if article and len(said) == 1:
        word = _ARTICLES[article.lower()] + word
        word = word[0].upper() + word[1:] if article[0].isupper() else word
    mended = _put(target, nouns[0], word)
    return right_article(mended, word.rpartition(" ")[2])


def _put(target: str, place: re.Match[str], word: str) -> str:
    """The target with a word in a place, in the case of what stood there."""
    old = place.group()
    if old.isupper() and len(old) > 1:
        word = word.upper()
    elif old[0].isupper():
        word = word[0].upper() + word[1:]
    return target[: place.start()] + word + target[place.end() :]


def _copies(source: str, target: str, wanted: str) -> Iterator[re.Match[str]]:
    """Words that both texts have and English has not; one with a capital counts only where it must have one."""
    french = set(_WORD.findall(source)) - set(_WORD.findall(wanted))
    opening = _WORD.search(target)
    for found in _WORD.finditer(target):
        word = found.group()
        if len(word) < _SHORTEST or word not in french:
            continue
        opens = opening is not None and found.start() == opening.start() and word.lower() in common_words()
        if (word.islower() or opens) and not _is_english(folded(word)):
            yield found


def _is_english(word: str) -> bool:
    return all(part in english_words() or derived(part, english_words()) for part in word.split("-"))
