"""Finds headings that run into the sentence after them, as text copied out of a page often does.

"Chute des actions en Asie Les bourses asiatiques vécurent …": a word that opens sentences stands with a capital in the middle
of one, and what is before it is short and ends like a heading.
"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterator

from reader.languages import Language

__all__ = ["GluedHeadings"]

_LONGEST = 140  # characters of a heading
_SENTENCE = 25  # characters that must follow it


def _glued(openers: str) -> re.Pattern[str]:
    return re.compile(rf"[ \n](?=[A-ZÀÉÊ])(?<=[\w»”\"')\]%]\s)(?=(?:{openers})\b)")


_FRENCH_OPENERS = (
    r"(?:Les?|La|Une?|Des|Cette|Ces?|Il|Elle|Ils|Elles|On|Nous|Vous|Dans|En|Avec|Après|Depuis|Selon|Pour|Lors|Alors|Chaque|"
    r"Plusieurs|Près|Au|Aux|Si|Quand|Lorsque|Beaucoup|Mais|Son|Sa|Ses|Par|Selon|Tout|Deux|Trois|Quatre|Cinq) (?=[a-zà-öø-ÿœ«0-9])|"
    r"(?:[LDJ]['’]|C['’]est|Qu['’]|S['’]il)(?=[a-zà-öø-ÿœ])|[A-ZÉ][a-zé]{3,12}ment,"
)
_ENGLISH_OPENERS = (
    r"(?:The|In|On|At|When|While|After|Before|Since|According|With|For|From|This|These|Those|There|It|He|She|They|We|You|If|As|"
    r"But|Many|Some|Most|During|Despite|Although|Because|His|Her|Their|Its|Each|Two|Three|Four|Five) (?=[a-z0-9“\"])|[A-Z][a-z]{3,12}ly,"
)
_GLUED = {
    Language.FRENCH: _glued(_FRENCH_OPENERS),
    Language.ENGLISH: _glued(_ENGLISH_OPENERS),
}
_ANY = _glued(f"{_FRENCH_OPENERS}|{_ENGLISH_OPENERS}")
# A heading does not end in these, and a title in the middle of a sentence follows on some of them.
_HANGING = (
    "le la les un une des du de d l au aux à en dans par pour sur avec sans sous et ou ni que qui dont où ce cette "
    "ces son sa ses leur leurs mon ma mes notre nos votre vos est sont a ont était the an of in on at to for from "
    "with by and or but that which is are was were be has have had his her their its my our your this these as than "
    "into film films livre livres roman romans série chanson album revue magazine journal article titre intitulé "
    "intitulée intitulés section chapitre annexe appendix form regulation pièce tableau poème collection émission "
    "opération projet programme association société groupe émissions book novel movie song series play poem called "
    "titled entitled named show newspaper what when how why who if because did does do can will would could should "
    "may might must quand si comme m mm mme mlle dr mr mrs st "
)
_NO_END = frozenset(_HANGING.split())
_PART = (
    r"(?:LIVRE|CHAPITRE|CHAPTER|BOOK|VOLUME|TOME|PARTIE|PART|ACTE?|SCÈNE|SCENE|Chapitre|Chapter|Livre|Book|Tome|Volume)"
    r"\s+(?:[IVXLC]{1,7}|\d{1,3}|PREMIER|PREMIÈRE|[A-Z]{3,8})\b\.?"
)
_DIVISION = re.compile(rf"[ \n](?=[A-Z])(?={_PART})")
_AFTER_DIVISION = re.compile(rf"{_PART}\s+(?=[«“\"]?[A-ZÀ-ÖØ-Þ0-9][a-zà-öø-ÿ]|I\b)")
_NUMERAL = re.compile(r"[IVX]{1,6}\s+(?=[«“\"]?\s?[A-ZÀ-ÖØ-Þ])")
_CAPITALS = re.compile(
    r"(?:(?:[A-ZÀ-ÖØ-Þ]{2}[A-ZÀ-ÖØ-Þ'’.,-]*+|[AIYÀ])\s+){3,}(?=[«“\"]|[A-ZÀ-ÖØ-Þ][a-zà-öø-ÿ]|I\s[a-z])"
)


class GluedHeadings:
    """The places of a text where a heading may run into a sentence, found in one pass."""

    def __init__(self, text: str, language: Language) -> None:
        self._text = text
        self._english = language is Language.ENGLISH
        self._glued = [m.end() for m in _GLUED.get(language, _ANY).finditer(text)]
        self._divisions = [m.end() for m in _DIVISION.finditer(text)]

    def cuts(self, start: int, end: int) -> Iterator[int]:
        """Where sentences begin within start..end because a heading stands before them, in rising order."""
        at = start
        while end - at > _SENTENCE:
            cut = self._next(at, end)
            if cut is None or cut <= at:
                return
            yield cut
            at = cut

    def _next(self, at: int, end: int) -> int | None:
        text = self._text
        limit = min(end, at + _LONGEST)
        if text[at] in "IVX":
            numeral = _NUMERAL.match(text, at, limit)
            if numeral and (not self._english or numeral[0].strip() != "I"):
                return numeral.end()
        for cut in _between(self._divisions, at, limit):
            if _ends_like_heading(text[at:cut]):
                return cut
        if text[at : at + 1].isupper():
            found = _AFTER_DIVISION.match(text, at, limit) or _CAPITALS.match(text, at, limit)
            if found:
                return found.end()
        for cut in _between(self._glued, at + 3, limit):
            if end - cut >= _SENTENCE and _ends_like_heading(text[at:cut]):
                return cut
        return None


def _between(places: list[int], start: int, end: int) -> list[int]:
    """Those of the places, which rise, that lie after start and before end."""
    return places[bisect_right(places, start) : bisect_left(places, end)] if places else []


def _ends_like_heading(left: str) -> bool:
    """Whether a heading may end here: it began with a capital and no word is left hanging."""
    left = left.rstrip()
    last = left.split()[-1].strip("«»“”\"'()").lower()
    for mark in "'’":
        last = last.rpartition(mark)[2]
    return (
        last not in _NO_END
        and (left[0].isupper() or left[0].isdigit() or left[0] in '«“"')
        and not left.endswith((",", ";", "…)", "…]", "..)", "..]"))
    )
