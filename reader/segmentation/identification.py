"""Tells French, English and other languages apart by common words, endings and letters.

Every word votes: a common word for the languages that have it, any other for those whose endings or letters it shows.
Words with a capital inside a sentence hardly vote, for names belong to no language.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import cache, lru_cache

from reader.languages import Language
from reader.segmentation.common_words import COMMON_WORDS

__all__ = ["detect_language", "identify", "language_scores", "plainly_foreign", "sentence_languages"]

_CODES = tuple(COMMON_WORDS)
_WORD = re.compile(r"[^\W\d_]+(?:['’](?![^\W\d_]*['’]))?")
_LETTER = re.compile(r"[^\W\d_]")
_SCRIPT = re.compile(r"[\u0370-\u1dff\u2e80-\uffff]")
_NAME = 0.3  # the weight of a common word that has a capital, as in a name
_SAMPLE = 800  # characters looked at
_FOREIGN_LETTERS = frozenset("ñáíóúãõäöüßìòåøščžěřůąęłńśżźőűșțğđć¿¡")
_FOREIGN = 0.8  # what votes for a third language count
_TELLING = 25  # characters that a sentence needs to differ from its block

_ENDINGS = {
    "fr": re.compile(
        r".*(?:ine|ines|ain|ains|aire|aires|esque|ites|ives|eau|eaux|aux|oux|eux|euse|euses|eur|eurs|ique|iques|isme|iste|istes|ité|ités|ée|ées|és|oir|oire|ait|aient|ions|iez|"
        r"ez|ement|ements|amment|emment|ais|ois|oise|aise|ienne|ien|iens|ault|ège|ère|ière|ières|ier|iers|elle|elles|ette|ettes|"
        r"esse|ance|ances|age|ages|tion|tions|ure|ures|able|ables|ible|ure|al|ale|ales|if|ifs|ive|ives)$|.*(?:œ|ouill|oi[nrstx]|gn[eoaé]|qu[eio]|ç)"
    ),
    "en": re.compile(
        r".*(?:ing|ings|ed|ly|ness|ment|ments|ship|ful|less|ght|ghts|tion|tions|ous|able|ible|ity|ies|ist|ists|ism|ary|ory|ure|ck|cks|"
        r"sh|th|ths|wn|ew|ow|ay|ey|oy|ee|dom|hood|ward|wards|er|ers|al|ive|ance|ence|age)$|(?:th|wh|kn|wr|sh|str|scr)|.*(?:[^q]u?oo|ea[dklmnrt]|w|ght)"
    ),
    "es": re.compile(r".*(?:ción|ciones|dad|dades|mente|ado|ada|ados|adas|ido|ida|idos|idas|ando|iendo|aje|ero|era|eros|os|as|es|o|a|ar|ir|ón|ía|ías)$|.*(?:ñ|ll[aeo]|rr|ue[rnsl])"),
    "it": re.compile(r".*(?:zione|zioni|tà|mente|ato|ata|ati|ate|ito|ita|iti|ando|endo|aggio|iere|ismo|ista|ezza|are|ere|ire|[oaie])$|.*(?:cch|gg[io]|gli|sch|zz|tt[oaie])"),
    "pt": re.compile(r".*(?:ção|ções|dade|dades|mente|ado|ada|ados|adas|ido|ida|ando|endo|indo|agem|eiro|eira|ões|ão|ãos|os|as|o|a|ar|ir|em|am)$|.*(?:nh|lh|ç|ã|õ)"),
    "de": re.compile(r".*(?:ung|ungen|keit|heit|lich|liche|lichen|isch|ische|ischen|schaft|en|er|es|em|te|ten|st|tz|ig|ige|igen)$|.*(?:sch|cht|ß|ä|ö|ü|ei[nt]|pf)"),
    "nl": re.compile(r".*(?:ing|ingen|heid|lijk|lijke|isch|ische|schap|en|er|te|ten|tje|aar|sel|ig|ige)$|.*(?:ij|aa|ee|oo|uu|oe|ui|sch|cht)"),
}  # fmt: skip
_LETTERS = {
    "fr": frozenset("àâçèéêëîïôùûœæ"),
    "en": frozenset(),
    "es": frozenset("ñáéíóú"),
    "it": frozenset("àèéìòù"),
    "pt": frozenset("ãõáâàçéêíóôú"),
    "de": frozenset("äöüß"),
    "nl": frozenset("ëï"),
}


@cache
def _owners() -> dict[str, tuple[tuple[int, float], ...]]:
    """Each common word's votes: one, shared among the languages that have it."""
    words = {w for known in COMMON_WORDS.values() for w in known}
    votes: dict[str, tuple[tuple[int, float], ...]] = {}
    for word in words:
        has = [index for index, code in enumerate(_CODES) if word in COMMON_WORDS[code]]
        votes[word] = tuple((index, 1.0 / len(has)) for index in has)
    return votes


@lru_cache(maxsize=1 << 16)
def _votes(word: str) -> tuple[tuple[int, float], ...]:
    """What a word in small letters says: (index of the language, weight)."""
    known = _owners().get(word)
    if known is not None:
        return known
    if len(word) < 4:  # noqa: PLR2004 - too short to show an ending
        return ()
    marks = {c for c in word if c > "\x7f"}
    fits = {}
    for index, code in enumerate(_CODES):
        if marks <= _LETTERS[code]:
            weight = (0.5 if marks else 0.25) * bool(_ENDINGS[code].match(word)) + (0.4 if marks else 0.0)
            if weight:
                fits[index] = weight
    return tuple((index, weight / len(fits)) for index, weight in fits.items())


def language_scores(text: str) -> tuple[dict[str, float], int]:
    """The sum of votes for each language, and the number of words that had one."""
    text = text[:_SAMPLE].replace("’", "'")
    shouted = text.isupper()
    sums = [0.0] * len(_CODES)
    voters = 0
    first = True
    for word in _WORD.findall(text):
        if word.islower():
            voters += 1
            for index, vote in _votes(word):
                sums[index] += vote
        elif shouted or first:
            voters += 1
            for index, vote in _votes(word.lower()):
                sums[index] += vote
        elif word.lower() in _owners():
            for index, vote in _votes(word.lower()):
                sums[index] += _NAME * vote
        first = False
    return dict(zip(_CODES, sums, strict=True)), voters


def detect_language(text: str) -> Language:
    """The language of a text: OTHER for what is neither French nor English, UNDETERMINED where nothing tells."""
    return identify(text)[0]


def identify(text: str) -> tuple[Language, int]:
    """The language of a text, and how many words told it."""
    sample = text[:_SAMPLE]
    if not _LETTER.search(sample):
        return Language.UNDETERMINED, 0
    if not sample.isascii() and len(_SCRIPT.findall(sample)) * 2 > sum(map(str.isalpha, sample)):
        return Language.OTHER, len(sample.split())
    scores, voters = language_scores(sample)
    return _verdict(scores, voters), voters


def plainly_foreign(text: str) -> bool:
    """Whether a short text holds a word or letter that French and English have not."""
    text = text[:_SAMPLE]
    if _SCRIPT.search(text):
        return True
    words = [w for w in _WORD.findall(text) if w.islower()] or _WORD.findall(text.lower())
    owners = _owners()
    native = {_CODES.index("fr"), _CODES.index("en")}
    return any(
        not _FOREIGN_LETTERS.isdisjoint(word) or (word in owners and not any(i in native for i, _ in owners[word]))
        for word in words
    )


def _verdict(scores: dict[str, float], voters: int) -> Language:
    """The language that the votes are for; a foreign one must win clearly, for it is the rare case."""
    foreign = max(score for code, score in scores.items() if code not in ("fr", "en"))
    parties = {Language.FRENCH: scores["fr"], Language.ENGLISH: scores["en"], Language.OTHER: _FOREIGN * foreign}
    best = max(parties, key=lambda language: parties[language])
    most = parties[best]
    second = max(score for language, score in parties.items() if language is not best)
    if voters >= 8 and most < 0.12 * voters:  # noqa: PLR2004 - that many words of French or English would hold known ones
        return Language.OTHER
    if most < 0.2 or most - second < 0.05 * most:  # noqa: PLR2004 - too little, or a tie
        return Language.UNDETERMINED
    return best


def sentence_languages(sentences: Sequence[str], whole: Language) -> list[Language]:
    """The language of each sentence of a block; one that does not tell plainly goes with its block.

    Args:
        sentences: in order.
        whole: the language of the block.
    """
    found: list[Language] = []
    base = {Language.FRENCH: "fr", Language.ENGLISH: "en"}.get(whole)
    for sentence in sentences:
        scores, voters = language_scores(sentence)
        own = _verdict(scores, voters)
        rival = scores[base] if base else 0.0
        clear = (
            len(sentence) >= _TELLING and own is not Language.UNDETERMINED and max(scores.values()) > 2 * rival + 0.5
        )
        found.append(own if clear else whole)
    return found
