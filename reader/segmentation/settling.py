"""Settles the language of headings and other short pieces, which tell little by themselves, by what stands around them."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

from reader.languages import Language
from reader.segmentation.identification import language_scores, plainly_foreign
from reader.segmentation.pieces import Piece

__all__ = ["settle_languages"]

_SURE = 6  # words: a piece of so many knows its language itself
_SAMPLE = 400  # characters looked at
_EVIDENT = 0.3  # votes that an ending alone does not have
_PRESENT = 0.03  # the share of the text from which on a language belongs to the document


def settle_languages(text: str, pieces: Sequence[Piece]) -> list[Language]:
    """The language of each piece, neighbours considered.

    Args:
        text: the document's text.
        pieces: in order, each with the language that it shows by itself.
    """
    sure = [p.language is not Language.UNDETERMINED and p.voters >= _SURE for p in pieces]
    letters: Counter[Language] = Counter()
    for piece, certain in zip(pieces, sure, strict=True):
        if certain:
            letters[piece.language] += piece.end - piece.start
    present = {language for language, count in letters.items() if count >= _PRESENT * letters.total()}
    if not present:
        return _filled(text, pieces)
    before = _nearest([p.language for p in pieces], sure)
    after = _nearest([p.language for p in reversed(pieces)], sure[::-1])[::-1]
    settled: list[Language] = []
    for index, piece in enumerate(pieces):
        own = piece.language
        if not sure[index]:
            sample = text[piece.start : min(piece.end, piece.start + _SAMPLE)]
            scores, _ = language_scores(sample)
            if not (_keeps(own, scores, present) and (own is not Language.OTHER or plainly_foreign(sample))):
                own = _preferred(scores, present)
        if own is Language.UNDETERMINED:
            heading = not text[piece.start : piece.end].rstrip().endswith((".", "!", "?", "…", "»"))
            own = _lean(before[index], after[index], forward=heading)
        settled.append(own)
    return settled


def _keeps(own: Language, scores: dict[str, float], present: set[Language]) -> bool:
    """Whether a short piece stays with its own language against its neighbours'."""
    if own is Language.OTHER:
        foreign = max(score for code, score in scores.items() if code not in ("fr", "en"))
        native = max((scores[language.value] for language in present if language.value in scores), default=0.0)
        return foreign >= 0.6 and native < 0.34 * foreign  # noqa: PLR2004 - hardly anything speaks for a known language
    return own in present


def _preferred(scores: dict[str, float], present: set[Language]) -> Language:
    """The one of the document's languages that a short piece plainly shows more than the others, if any."""
    ranked = sorted(
        ((scores[language.value], language) for language in present if language.value in scores), reverse=True
    )
    if not ranked or ranked[0][0] < 0.1:  # noqa: PLR2004 - too faint
        return Language.UNDETERMINED
    others = ranked[1][0] if len(ranked) > 1 else 0.0
    return ranked[0][1] if ranked[0][0] > 2 * others else Language.UNDETERMINED


def _nearest(languages: Sequence[Language], sure: Sequence[bool]) -> list[Language]:
    """For each piece the language of the last one before it that is sure of its own."""
    nearest: list[Language] = []
    last = Language.UNDETERMINED
    for language, certain in zip(languages, sure, strict=True):
        nearest.append(last)
        if certain:
            last = language
    return nearest


def _lean(before: Language, after: Language, *, forward: bool) -> Language:
    """The neighbours' language; where they differ, what is read comes first, then the text that a heading opens."""
    known = [
        language
        for language in ((after, before) if forward else (before, after))
        if language is not Language.UNDETERMINED
    ]
    readable = [language for language in known if language is not Language.OTHER]
    return (readable or known or [Language.UNDETERMINED])[0]


def _filled(text: str, pieces: Sequence[Piece]) -> list[Language]:
    """Where nothing is sure: a piece that does not tell goes with most of the others, and a faint hint tells nothing.

    An ending or two look Italian or English in any list of names; where there is no more, the text is taken for what is
    read here: what stays undetermined is read as French.
    """
    own = [_evident(text[p.start : min(p.end, p.start + _SAMPLE)], p.language) for p in pieces]
    known = Counter(language for language in own if language is not Language.UNDETERMINED)
    most = known.most_common(1)[0][0] if known else Language.UNDETERMINED
    return [most if language is Language.UNDETERMINED else language for language in own]


def _evident(sample: str, language: Language) -> Language:
    """The language of a short piece where there is more to tell it than an ending."""
    faint = (language is Language.OTHER and not plainly_foreign(sample)) or (
        language is Language.ENGLISH and language_scores(sample)[0]["en"] < _EVIDENT
    )
    return Language.UNDETERMINED if faint else language
