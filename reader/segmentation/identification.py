"""Tells French, English and other languages apart by common words, endings and letters.

Every word votes: a common word for the languages that have it, any other for those whose endings or letters it shows.
Words with a capital inside a sentence hardly vote, for names belong to no language.
"""

from __future__ import annotations

import re
import struct
from collections.abc import Iterable, Sequence
from functools import cache

from reader.languages import Language
from reader.segmentation.common_words import COMMON_WORDS

__all__ = ["detect_language", "identify", "language_scores", "plainly_foreign", "sentence_languages"]

_CODES = tuple(COMMON_WORDS)
_WORD = re.compile(r"[^\W\d_]+(?:['’](?![^\W\d_]*['’]))?")
_MANY = 8  # words, of which some must be known
_OPENING = re.compile(r"(?<=[a-zà-ÿ]{2}[.!?…] )[A-ZÀ-Þ](?=[a-zà-ÿ])")  # the capital of a sentence is that of no name
_TAG = re.compile(r"</?[A-Za-z][^<>]{0,80}>")
_LETTER = re.compile(r"[^\W\d_]")
_SCRIPT = re.compile(r"[\u0370-\u1dff\u2e80-\uffff]")
_NAME = 0.3  # the weight of a common word that has a capital, as in a name
_SAMPLE = 800  # characters looked at
_FOREIGN_LETTERS = frozenset("ñáíóúãõäöüßìòåøščžěřůąęłńśżźőűșțğđć¿¡")
_FOREIGN = 0.8  # what votes for a third language count
_UNIT = 8400  # every vote, a twentieth or tenth shared among up to seven languages, is a whole number of these parts
_FIELD = 32  # bits of a sum of votes: a sample's hold some 22
_BALLOT = f"<{len(_CODES) + 1}I"
_BALLOT_BYTES = struct.calcsize(_BALLOT)
_KEPT = 1 << 16  # words whose votes are remembered
_CLEAR = 0.5  # votes by which a sentence's language must lead over twice those for its block's
_TELLING = 25  # characters that a sentence needs to differ from its block

# Of each language, what its words end in, and what they hold elsewhere.
_ENDINGS = {
    "fr": (
        "ine|ines|ain|ains|aire|aires|esque|ites|ives|eau|eaux|aux|oux|eux|euse|euses|eur|eurs|ique|iques|isme|"
        "iste|istes|ité|ités|ée|ées|és|oir|oire|ait|aient|ions|iez|ez|ement|ements|amment|emment|ais|ois|oise|"
        "aise|ienne|ien|iens|ault|ège|ère|ière|ières|ier|iers|elle|elles|ette|ettes|esse|ance|ances|age|ages|tion|"
        "tions|ure|ures|able|ables|ible|al|ale|ales|if|ifs|ive"
    ),
    "en": (
        "ing|ings|ed|ly|ness|ment|ments|ship|ful|less|ght|ghts|tion|tions|ous|able|ible|ity|ies|ist|ists|ism|ary|"
        "ory|ure|ck|cks|sh|th|ths|wn|ew|ow|ay|ey|oy|ee|dom|hood|ward|wards|er|ers|al|ive|ance|ence|age"
    ),
    "es": (
        "ción|ciones|dad|dades|mente|ado|ada|ados|adas|ido|ida|idos|idas|ando|iendo|aje|ero|era|eros|os|as|es|o|a|"
        "ar|ir|ón|ía|ías"
    ),
    "it": "zione|zioni|tà|mente|ato|ata|ati|ate|ito|ita|iti|ando|endo|aggio|iere|ismo|ista|ezza|are|ere|ire|o|a|i|e",
    "pt": (
        "ção|ções|dade|dades|mente|ado|ada|ados|adas|ido|ida|ando|endo|indo|agem|eiro|eira|ões|ão|ãos|os|as|o|a|"
        "ar|ir|em|am"
    ),
    "de": "ung|ungen|keit|heit|lich|liche|lichen|isch|ische|ischen|schaft|en|er|es|em|te|ten|st|tz|ig|ige|igen",
    "nl": "ing|ingen|heid|lijk|lijke|isch|ische|schap|en|er|te|ten|tje|aar|sel|ig|ige",
}
_ENDS = {code: tuple(endings.split("|")) for code, endings in _ENDINGS.items()}
_HOLDS = {
    "fr": re.compile(r"œ|ouill|oi[nrstx]|gn[eoaé]|qu[eio]|ç"),
    "en": re.compile(r"^(?:th|wh|kn|wr|sh|str|scr)|[^q]u?oo|ea[dklmnrt]|w|ght"),
    "es": re.compile(r"ñ|ll[aeo]|rr|ue[rnsl]"),
    "it": re.compile(r"cch|gg[io]|gli|sch|zz|tt[oaie]"),
    "pt": re.compile(r"nh|lh|ç|ã|õ"),
    "de": re.compile(r"sch|cht|ß|ä|ö|ü|ei[nt]|pf"),
    "nl": re.compile(r"ij|aa|ee|oo|uu|oe|ui|sch|cht"),
}
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


def _looks_like(word: str, code: str) -> bool:
    """Whether a word in small letters has an ending of a language, or holds what is typical of it."""
    return word.endswith(_ENDS[code]) or _HOLDS[code].search(word) is not None


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
            weight = (0.5 if marks else 0.25) * _looks_like(word, code) + (0.4 if marks else 0.0)
            if weight:
                fits[index] = weight
    return tuple((index, weight / len(fits)) for index, weight in fits.items())


def _packed(votes: Iterable[tuple[int, float]], *, voters: int, weight: float = 1.0) -> int:
    """Votes as one number, so that those of a text are added up at once: a field for each language, then the voters."""
    return sum(round(vote * weight * _UNIT) << _FIELD * index for index, vote in votes) + (
        voters << _FIELD * len(_CODES)
    )


class _Ballots(dict[str, int]):
    """The packed votes of each word in small letters, found out when it is first met; emptied when it has grown large."""

    def __missing__(self, word: str) -> int:
        if len(self) >= _KEPT:
            self.clear()
        found = self[word] = self._count(word)
        return found

    def _count(self, word: str) -> int:
        return _packed(_votes(word), voters=1)


class _InnerBallots(_Ballots):
    """The same of words after the first of a text, as they are written: one with a capital may be a name."""

    def _count(self, word: str) -> int:
        if word.islower():
            return _BALLOTS[word]
        return _packed(_owners().get(word.lower(), ()), voters=0, weight=_NAME)


class _Leads(_Ballots):
    """By how much at most the best of the other languages leads over twice the votes for one, in each such word.

    The sum over a text is never below the lead in all of it, so that most sentences need no count of every language.
    """

    def __init__(self, base: str) -> None:
        super().__init__()
        self._base = _CODES.index(base)

    def _count(self, word: str) -> int:
        *sums, _ = _unpacked(_INNER[word])
        rival = sums.pop(self._base)
        return max(sums) - 2 * rival


_BALLOTS = _Ballots()
_INNER = _InnerBallots()
_LEADS = {"fr": _Leads("fr"), "en": _Leads("en")}


def _unpacked(ballots: int) -> tuple[int, ...]:
    found: tuple[int, ...] = struct.unpack(_BALLOT, ballots.to_bytes(_BALLOT_BYTES, "little"))
    return found


def _words(text: str) -> tuple[list[str], bool]:
    """The words of a text's beginning, and whether all of it is in capitals."""
    sample = text[:_SAMPLE].replace("’", "'")
    if "<" in sample:
        sample = _TAG.sub(" ", sample)
    sample = _OPENING.sub(lambda opening: opening.group().lower(), sample)
    return _WORD.findall(sample), sample.isupper()


def language_scores(text: str) -> tuple[dict[str, float], int]:
    """The sum of votes for each language, and the number of words that had one."""
    words, shouted = _words(text)
    if not words:
        return dict.fromkeys(_CODES, 0.0), 0
    if shouted:
        ballots = sum(_BALLOTS[word.lower()] for word in words)
    else:
        ballots = _BALLOTS[words.pop(0).lower()] + sum(map(_INNER.__getitem__, words))
    *sums, voters = _unpacked(ballots)
    return {code: count / _UNIT for code, count in zip(_CODES, sums, strict=True)}, voters


def _may_lead(text: str, base: str) -> bool:
    """Whether another language may have more than twice the votes of this one, and half a vote; False is certain."""
    words, shouted = _words(text)
    if shouted:
        return True
    if words:
        words[0] = words[0].lower()
    return sum(map(_LEADS[base].__getitem__, words)) > _CLEAR * _UNIT


def detect_language(text: str) -> Language:
    """The language of a text: OTHER for what is neither French nor English, UNDETERMINED where nothing tells."""
    return identify(text)[0]


def identify(text: str) -> tuple[Language, int]:
    """The language of a text, and how many words told it."""
    sample = text[:_SAMPLE]
    if not _LETTER.search(sample):
        return Language.UNDETERMINED, 0
    if (
        not sample.isascii()
        and _SCRIPT.search(sample)
        and len(_SCRIPT.findall(sample)) * 2 > sum(map(str.isalpha, sample))
    ):
        return Language.OTHER, len(sample.split())
    scores, voters = language_scores(sample)
    found = _verdict(scores, voters)
    if found is Language.OTHER and voters >= _MANY and len({word.lower() for word in _words(sample)[0]}) < _MANY:
        return _verdict(scores, _MANY - 1), _MANY - 1  # the same few words again and again tell no more than once
    return found, voters


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
    if voters >= _MANY and most < 0.12 * voters:
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
        if len(sentence) < _TELLING or (base and not _may_lead(sentence, base)):
            found.append(whole)
            continue
        scores, voters = language_scores(sentence)
        rival = scores[base] if base else 0.0
        own = _verdict(scores, voters) if max(scores.values()) > 2 * rival + _CLEAR else whole
        found.append(whole if own is Language.UNDETERMINED else own)
    return found
