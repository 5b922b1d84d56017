"""Terms that a human translation of the same document settles, for the machine to keep to in the rest of it.

Three kinds are found: names that stand alike on both sides; phrases of two to four words each of which has its like in
one unbroken English phrase (préfet de police, police prefect); and single words that come twice or more and always
with the same likely English one. A term that the human renders in two ways is not settled and left out.
"""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from dataclasses import dataclass, replace
from itertools import pairwise
from typing import TYPE_CHECKING

from rapidfuzz import fuzz

from reader.translation.glossary import Term
from reader.translation.names import find_names, folded

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Sequence

__all__ = ["document_terms"]

_WORD = re.compile(r"[^\W\d_]+(?:-[^\W\d_]+)*[’']?|\S")
_LINKS = frozenset(("de", "du", "des", "d'", "la", "le", "les", "l'"))
_OPENING_LINKS = frozenset(("de", "du", "des", "d'"))
_DETERMINERS = frozenset(
    ("le", "la", "les", "l'", "un", "une", "du", "des", "ce", "cette", "ces", "son", "sa", "ses", "leur", "leurs")
)
_ENGLISH_LINKS = frozenset(("of", "the", "'s", "'", "s"))
_FRENCH_EMPTY_WORDS = (
    "de du des d' la le les l' un une et ou que qu' qui dans sur par pour avec ce cette ces cet son sa ses leur leurs mon ma mes"
    " notre nos votre vos ne n' pas plus se s' je j' il elle ils elles on nous vous y au aux a est été avait sont était c' lui dont"
    " où mais comme si entre avoir être très aussi tout toute tous million millions milliard milliards à en certain certaine"
    " certains certaines autre autres autour selon contre depuis pendant vers chez après avant sous sauf dès lors ainsi aussi encore"
    " étaient étant ont avaient ayant sera seront serait seraient fut furent eut eurent peut peuvent doit doivent fait font"
    " deux trois quatre cinq six sept huit neuf dix onze douze vingt trente quarante cinquante soixante cent cents mille"
)
_FRENCH_EMPTY = frozenset(_FRENCH_EMPTY_WORDS.split(" "))
_MOST_WORDS = 4
_ALIKE = 0.72
_SHORT = 4


@dataclass(frozen=True, slots=True)
class _Word:
    text: str
    key: str
    content: bool


_START = _Word("", "", content=False)


def _cognates(french: str, english: str) -> float:
    """How alike two words are in spelling, 0..1, endings apart."""
    if min(len(french), len(english)) < _SHORT:
        return float(french == english)
    return fuzz.ratio(_stem(french), _stem(english)) / 100


def _stem(word: str) -> str:
    return re.sub(r"(?:aux|ale?s?|iques?|ics?|ies?|ys?|es|e|s|x)$", "", word)


def document_terms(
    pairs: Iterable[tuple[str, str]], *, likeness: Callable[[str, str], float] | None = None
) -> tuple[Term, ...]:
    """The terms that aligned sentences settle.

    Args:
        pairs: French and human English that say the same.
        likeness: how likely, 0..1, a French word (folded) is rendered by an English one: a lexicon's answer, on top of spelling.

    Returns:
        terms with origin ``document``, longest first.
    """

    def like(french: str, english: str) -> float:
        known = likeness(french, english) if likeness else 0.0
        return max(known, _cognates(french, english))

    renderings: dict[str, Counter[str]] = defaultdict(Counter)
    names: dict[str, str] = {}
    texts = [(french, english) for french, english in pairs if french and english]
    sides = [(_words(french), _words(english)) for french, english in texts]
    in_lower_case = {w.text for _, target in sides for w in target if w.text.islower()}
    for (french, english), (source, target) in zip(texts, sides, strict=True):
        names |= {s.target: s.target for s in find_names(french) if s.target in english}
        if target and target[0].text.lower() in in_lower_case:
            target[0] = replace(target[0], text=target[0].text.lower())
        for phrase, rendering in _phrases(source, target, like):
            renderings[phrase][rendering] += 1
    settled = {phrase: next(iter(found)) for phrase, found in renderings.items() if len(found) == 1}
    settled |= {word: english for word, english in _single_words(sides, like) if word not in settled}
    terms = [
        Term(*_singular(f, e), origin="document")
        for f, e in settled.items()
        if f not in names and folded(f) != folded(e)
    ]
    terms += [Term(name, name, origin="document") for name in names.values()]
    return tuple(sorted(terms, key=lambda t: (-len(t.source), t.source)))


def _words(text: str) -> list[_Word]:
    found = []
    for match in _WORD.finditer(text.replace("’", "'")):
        word = match.group()
        key = folded(word)
        content = len(key) > 1 and word[0].isalpha() and word.lower() not in _FRENCH_EMPTY and key not in _ENGLISH_LINKS
        found.append(_Word(word, key, content))
    return found


def _phrases(
    source: Sequence[_Word], target: Sequence[_Word], like: Callable[[str, str], float]
) -> Iterator[tuple[str, str]]:
    """Phrases all of whose words have their like in one unbroken English phrase."""
    said = frozenset(w.key for w in target)
    links = {i: found for i, w in enumerate(source) if w.content and (found := _best(w, target, like)) is not None}
    for start in links:
        used = [start]
        for at in range(start + 1, len(source)):
            word = source[at]
            if word.content:
                if at not in links:
                    break
                used.append(at)
                if len(used) > _MOST_WORDS:
                    break
                rendering = _unbroken(target, [links[i] for i in used])
                if rendering and not _cuts_a_name(source, said, start, at):
                    yield _join(source[start : at + 1]), rendering
            elif word.text.lower() not in (_LINKS if source[at - 1].text.lower() in _OPENING_LINKS else _OPENING_LINKS):
                break


def _cuts_a_name(source: Sequence[_Word], said: frozenset[str], first: int, last: int) -> bool:
    """Whether a phrase begins or ends inside a name: between two words with capitals, the inner one the same in English."""
    inside, outside = (
        (source[first], source[last]),
        (source[first - 1] if first else _START, (*source, _START)[last + 1]),
    )
    return any(
        a.text[:1].isupper() and b.text[:1].isupper() and a.key in said for a, b in zip(inside, outside, strict=True)
    )


def _best(word: _Word, target: Sequence[_Word], like: Callable[[str, str], float]) -> int | None:
    score, at = max(((like(word.key, w.key), -i) for i, w in enumerate(target) if w.content), default=(0.0, 0))
    return -at if score >= _ALIKE else None


def _unbroken(target: Sequence[_Word], places: Sequence[int]) -> str:
    first, last = min(places), max(places)
    inside = range(first, last + 1)
    if len(set(places)) < len(places) or any(i not in places and target[i].key not in _ENGLISH_LINKS for i in inside):
        return ""
    return _join(target[first : last + 1])


def _join(words: Sequence[_Word]) -> str:
    text = " ".join(w.text for w in words)
    return re.sub(r" ?' ?s\b", "'s", text.replace("' ", "'"))


def _single_words(
    sides: Sequence[tuple[list[_Word], list[_Word]]], like: Callable[[str, str], float]
) -> Iterator[tuple[str, str]]:
    """Words that come in two pairs or more and whose like comes in just these."""
    french: dict[str, set[int]] = defaultdict(set)
    english: dict[str, set[int]] = defaultdict(set)
    for index, (source, target) in enumerate(sides):
        for words, table in ((source, french), (target, english)):
            for before, word in pairwise([_START, *words]):
                if word.content and word.text.islower() and (table is english or before.text.lower() in _DETERMINERS):
                    table[word.text].add(index)
    for name, places in french.items():
        if len(places) < 2:  # noqa: PLR2004 - once settles nothing
            continue
        rivals = [e for e, there in english.items() if there == places and like(folded(name), folded(e)) >= _ALIKE]
        if len(rivals) == 1:
            yield name, rivals[0]


def _singular(french: str, english: str) -> tuple[str, str]:
    """Both in the singular where both are plain plurals: a glossary makes plurals itself."""
    words = french.split(" ")
    head = next((i for i, w in enumerate(words) if w.lower() in _LINKS or "'" in w), len(words))
    plural = head > 0 and all(w.endswith("s") for w in words[:head])
    plain = english.endswith("s") and not english.endswith(("ss", "us", "is", "ies", "'s")) and " of " not in english
    if not (plural and plain):
        return french, english
    return " ".join([w[:-1] for w in words[:head]] + words[head:]), english[:-1]
