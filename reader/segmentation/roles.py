"""Finds out what each piece of a document is for the person who reads.

What the format says comes first. Where it says nothing, several kinds of evidence are added up: how long a line is and how
it ends, where it stands among the prose, its language, its neighbours, and whether it names the things that sites put
around a text. No kind decides alone.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from reader.documents import Block, Document, Role, Structure
from reader.languages import Language
from reader.segmentation.furniture import READ_ALSO, furniture_evidence
from reader.segmentation.pieces import Piece

__all__ = ["find_roles"]

_STOP = re.compile(r"[.!?…][\s»”\"'’)\]*_]*$|[.!?…]\s*[\[(]\d+[\])]$")
_WORD = re.compile(r"[^\W_]+")
_ADDRESS = re.compile(r"https?://|www\.|\S+@\S+\.\w+|©")
_DATE = re.compile(
    r"\b\d{1,2}(?:er)?\s(?:janv|févr|mars|avr|mai|juin|juil|août|sept|oct|nov|déc|jan|feb|apr|may|jun|jul|aug|dec)\w*|"
    r"\b\d{1,2}[/.]\d{1,2}[/.]\d{2,4}\b|\b\d{1,2}\s?[h:]\s?\d{2}\b|\b(?:19|20)\d{2}-\d{2}-\d{2}\b",
    re.IGNORECASE,
)
_TAG_LIST = re.compile(r"(?:^|\s)#\w|(?:[^/|]{1,40}\s*[/|]\s*){2,}|^\W*[^/]{1,40}\s/\s*$")
_ITEM = re.compile(r"(?:[•·▪◦*‣]|-(?!-)|\d{1,3}[.)]|[a-z]\))\s")
_NOTE = re.compile(r"\[\d{1,3}\]\s|[¹²³⁴-⁹]+\s?\S|\(\d{1,3}\)\s")
_QUOTED = re.compile(r"[«“\"‹][^«»“”\"]*(?:«[^«»]*»[^«»“”\"]*)*[»”\"›]\W{0,2}$", re.DOTALL)
_BY_STRUCTURE = {
    Structure.TITLE: Role.TITLE,
    Structure.HEADING: Role.HEADING,
    Structure.QUOTE: Role.QUOTE,
    Structure.VERSE: Role.BODY,
    Structure.LIST_ITEM: Role.LIST,
    Structure.CAPTION: Role.CAPTION,
    Structure.TABLE_CELL: Role.BODY,
    Structure.CODE: Role.BODY,
    Structure.NOTE: Role.NOTE,
    Structure.NAVIGATION: Role.BOILERPLATE,
    Structure.RUNNING_HEAD: Role.BOILERPLATE,
}
_PROSE_LETTERS = 60
_LONG = 400  # characters: longer pieces are no furniture
_HEADING = 120  # characters at most
_FURNITURE = 3.0  # the evidence that hides a piece


@dataclass(frozen=True, slots=True)
class _Look:
    """What can be seen of a piece without its neighbours."""

    text: str
    structure: Structure
    language: Language
    words: int
    stopped: bool
    concepts: int
    coverage: float
    debris: bool

    @property
    def prose(self) -> bool:
        """Whether it is running text of its own."""
        return (
            self.stopped and len(self.text) >= _PROSE_LETTERS and not (self.concepts >= 2 and self.coverage > 0.12)  # noqa: PLR2004 - names several things of the page
        )


def find_roles(document: Document, pieces: Sequence[Piece], languages: Sequence[Language]) -> list[Role]:
    """The role of each piece.

    Args:
        document: what the pieces were cut from.
        pieces: in order.
        languages: of each piece, neighbours considered.
    """
    looks = [
        _look(document.text[p.start : p.end], document.blocks[p.block], language, p)
        for p, language in zip(pieces, languages, strict=True)
    ]
    page = _Page(looks)
    roles = [page.role(index) for index in range(len(looks))]
    for index, piece in enumerate(pieces):
        if piece.repeats is not None and roles[index] is not Role.BOILERPLATE:
            roles[index] = roles[piece.repeats]
    return roles


def _look(text: str, block: Block, language: Language, piece: Piece) -> _Look:
    concepts, coverage = furniture_evidence(text) if len(text) <= _LONG else (0, 0.0)
    return _Look(
        text=text,
        structure=block.structure,
        language=language,
        words=len(_WORD.findall(text[:_LONG])),
        stopped=bool(_STOP.search(text[-20:])),
        concepts=concepts,
        coverage=coverage,
        debris=piece.debris,
    )


class _Page:
    """The pieces of a document seen together."""

    def __init__(self, looks: Sequence[_Look]) -> None:
        self.looks = looks
        letters: Counter[Language] = Counter()
        for look in looks:
            letters[look.language] += len(look.text)
        total = sum(letters.values()) or 1
        self.foreign = (letters[Language.FRENCH] + letters[Language.ENGLISH]) / total > 0.5  # noqa: PLR2004 - most of it
        prose = [i for i, look in enumerate(looks) if look.prose and not self._is_foreign(look)]
        self.first = prose[0] if prose else len(looks)
        self.last = prose[-1] if prose else -1
        self.has_prose = len(prose) >= 2  # noqa: PLR2004 - one sentence makes no text
        self.furniture = [self._furniture(i) >= _FURNITURE for i in range(len(looks))]
        self.standfirst = self._standfirst(prose)

    def _is_foreign(self, look: _Look) -> bool:
        return self.foreign and look.language is Language.OTHER

    def _furniture(self, index: int) -> float:
        """How much speaks for page furniture."""
        look = self.looks[index]
        if look.debris or not look.words:
            return _FURNITURE
        outside = self.has_prose and not self.first <= index <= self.last
        after = self.has_prose and index > self.last
        score = 0.0
        score += min(3.0, 1.5 * look.concepts) if look.coverage > 0.1 else 0.0  # noqa: PLR2004
        score += 2.0 * look.coverage
        score += 0.5 if not look.stopped else -0.5
        score += 0.5 if look.words <= 6 else 0.0  # noqa: PLR2004
        score += 0.5 if outside else 0.0
        if after and look.words <= 3 and not look.stopped:  # noqa: PLR2004
            score += 2.0
        if self._is_foreign(look) and outside:
            score += 3.0
        if _ADDRESS.search(look.text):
            score += 1.0 if look.words < 20 else 0.0  # noqa: PLR2004
        if not look.stopped and look.words <= 12 and _DATE.search(look.text):  # noqa: PLR2004
            score += 1.0
        score -= 2.0 if look.words > 25 and look.stopped else 0.0  # noqa: PLR2004
        return score

    def _standfirst(self, prose: Sequence[int]) -> int | None:
        """The first paragraph where it says in short what those after it say at length."""
        if len(prose) < 4 or len(self.looks[prose[0]].text) > _LONG:  # noqa: PLR2004
            return None
        own = {w for w in _content(self.looks[prose[0]].text)}
        rest = {w for i in prose[1:12] for w in _content(self.looks[i].text)}
        return prose[0] if own and len(own & rest) / len(own) > 0.55 else None  # noqa: PLR2004

    def role(self, index: int) -> Role:
        look = self.looks[index]
        if look.structure in (Structure.UNKNOWN, Structure.PARAGRAPH):
            return self._by_evidence(index)
        role = _BY_STRUCTURE[look.structure]
        if role in (Role.HEADING, Role.LIST, Role.CAPTION) and self.furniture[index]:
            return Role.BOILERPLATE
        return role

    def _by_evidence(self, index: int) -> Role:
        look = self.looks[index]
        if not look.stopped and look.words > 2 and READ_ALSO.match(look.text):  # noqa: PLR2004
            return Role.LINK
        if self._is_tags(index):
            return Role.TAGS
        if self.furniture[index]:
            return Role.BOILERPLATE
        if index == self.standfirst:
            return Role.STANDFIRST
        if self._is_quote(index):
            return Role.QUOTE
        if _NOTE.match(look.text) and index > self.last - 10 and look.stopped:
            return Role.NOTE
        if _ITEM.match(look.text):
            return Role.LIST
        if self._is_heading(index):
            return (
                Role.TITLE
                if index < self.first and not any(self._is_heading(i) for i in range(index))
                else Role.HEADING
            )
        return Role.BODY

    def _is_tags(self, index: int) -> bool:
        look = self.looks[index]
        return not look.stopped and look.words <= 12 and len(look.text) < _HEADING and bool(_TAG_LIST.search(look.text))  # noqa: PLR2004

    def _is_quote(self, index: int) -> bool:
        look = self.looks[index]
        before = self.looks[index - 1].text.rstrip() if index else ""
        return before.endswith(":") and len(look.text) >= _PROSE_LETTERS and bool(_QUOTED.match(look.text))

    def _is_heading(self, index: int) -> bool:
        look = self.looks[index]
        if (
            look.stopped
            or len(look.text) > _HEADING
            or look.text.rstrip().endswith((":", ",", ";"))
            or self.furniture[index]
        ):
            return False
        follower = next((i for i in range(index + 1, min(index + 6, len(self.looks))) if not self.furniture[i]), None)
        return follower is not None and (self.looks[follower].prose or len(self.looks[follower].text) > _HEADING)


def _content(text: str) -> list[str]:
    return [w.casefold() for w in _WORD.findall(text) if len(w) > 3]  # noqa: PLR2004
