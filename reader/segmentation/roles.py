"""Finds out what each piece of a document is for the person who reads.

What the format says comes first. Where it says nothing, several kinds of evidence are added up: how long a line is and how
it ends, where it stands among the prose, its language, its neighbours, and whether it names the things that sites put
around a text. No kind decides alone.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence

from reader.documents import Document, Role, Structure
from reader.languages import Language
from reader.segmentation.looks import LONG, Look, look_at
from reader.segmentation.pieces import Piece
from reader.segmentation.sections import hidden_sections

__all__ = ["find_roles"]

_WORD = re.compile(r"[^\W_]+")
_ARTICLE = re.compile(r"(?:les? |la |l['’]|une? |the |an? )", re.IGNORECASE)  # labels of a page have none, headings do
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
_FLOWING = (Structure.UNKNOWN, Structure.PARAGRAPH)
# Formats that somebody sets a text in by hand: a date, a signature or a list at the end belongs to a letter or a book.
_EDITED = frozenset(["docx", "epub"])
_HIDES = 3.0  # the evidence that makes a piece furniture
_MASTHEAD = 4  # pieces after the first paragraph among which the author and the date may stand
_SENTENCE = 12  # words of a sentence that may report on pages rather than belong to one
_RUN = 3  # lines without a stop that make a list or a stanza
_MOSTLY = 0.5  # the share of a text that names furniture
_STOPPED = -0.8  # a full stop speaks against furniture
_LINKED = 0.8  # the share of a piece that is a link
_CREDIT = 6  # words of a line that only says whose a picture is
_LABEL = 3  # words of a label at most


def find_roles(document: Document, pieces: list[Piece], languages: list[Language]) -> list[Role]:
    """The role of each piece.

    Args:
        document: what the pieces were cut from.
        pieces: in order.
        languages: of each piece, neighbours considered.
    """
    looks = look_at(document, pieces, languages)
    page = _Page(looks, document.title, edited=document.format in _EDITED)
    roles = [page.role(index) for index in range(len(pieces))]
    for index, piece in enumerate(pieces):
        if piece.repeats is not None and roles[index] is not Role.BOILERPLATE:
            roles[index] = roles[piece.repeats]
    return roles


class _Page:
    """The pieces of a document seen together."""

    def __init__(self, looks: list[Look], title: str | None, *, edited: bool) -> None:
        self.looks = looks
        self.edited = edited
        letters: Counter[Language] = Counter()
        for look in looks:
            letters[look.language] += len(look.text)
        total = sum(letters.values()) or 1
        self.native = (letters[Language.FRENCH] + letters[Language.ENGLISH]) / total > 0.5  # noqa: PLR2004 - most of it
        prose = [i for i, look in enumerate(looks) if look.prose and not self._foreign(look)]
        self.first = prose[0] if prose else len(looks)
        self.last = prose[-1] if prose else -1
        self.has_prose = len(prose) >= 2  # noqa: PLR2004 - one sentence makes no text
        own = [self._evidence(i) >= _HIDES for i in range(len(looks))]
        sections = hidden_sections(looks, own)
        if sections:
            kept = [i for i in prose if i not in sections]
            self.last = kept[-1] if kept else self.last
        self.headed = any(look.structure is Structure.HEADING for look in looks)
        self.hidden = [o or i in sections for i, o in enumerate(own)]
        self._hide_menu()
        self.title = self._title(title)
        self.standfirst = self._standfirst([i for i in prose if not self.hidden[i]])

    def _foreign(self, look: Look) -> bool:
        return self.native and look.language is Language.OTHER

    def _evidence(self, index: int) -> float:
        """How much speaks for page furniture."""
        look = self.looks[index]
        if look.structure in (Structure.NAVIGATION, Structure.RUNNING_HEAD):
            return _HIDES
        if not look.short or look.structure in (Structure.VERSE, Structure.CODE, Structure.NOTE):
            return 0.0
        if look.debris or not look.words:
            return 0.0 if look.ornament else _HIDES
        outside = self.has_prose and not self.first <= index <= self.last
        caption = look.structure is Structure.CAPTION and look.words > _CREDIT  # what it credits is no furniture
        score = (0.0 if caption else self._named(look)) + (0.5 if outside else 0.0)
        score += 0.5 if not look.stopped else _STOPPED
        if look.furniture.concepts and look.to_reader:
            score += 1.5 if look.furniture.coverage >= _MOSTLY else 1.0
        score += 0.5 if look.words <= 6 else 0.0  # noqa: PLR2004
        if self.has_prose and index > self.last and look.label and not self.edited:
            score += 2.0
        if self._foreign(look) and outside and not self.edited:
            score += 3.0
        score -= 0.0 if self.has_prose else 0.5
        score += 1.0 if look.addressed and not caption else 0.0
        if look.linked >= _LINKED and not look.stopped:
            score += 2.5 if self._link_list(index) else 1.0
        score += 1.0 if look.dated and not self.edited else 0.0
        masthead = index <= self.first + _MASTHEAD or index > self.last
        if self.has_prose and masthead and (look.byline or look.dated) and not self.edited:
            score += 2.0
        return score - (2.0 if look.words > 25 and look.stopped else 0.0)  # noqa: PLR2004

    def _link_list(self, index: int) -> bool:
        """Whether a piece that is a link stands among others that are."""
        around = self.looks[max(0, index - 2) : index + 3]
        return sum(look.linked >= _LINKED and not look.stopped for look in around) >= 3  # noqa: PLR2004

    def _named(self, look: Look) -> float:
        """What the vocabulary of furniture counts: the concepts, where they make up some of the text."""
        found = look.furniture
        if not found.concepts or found.coverage <= 0.1:  # noqa: PLR2004
            return 0.0
        named = min(3.0, 1.5 * len(found.concepts)) + 2.0 * found.coverage
        reports = look.stopped and look.words >= _SENTENCE and not look.to_reader
        heads = _ARTICLE.match(look.text) and not found.concepts & {"related", "media"}
        return named / 2 if reports or heads else named

    def _hide_menu(self) -> None:
        """Labels in a run before the text are a menu where some of the run is furniture anyway."""
        stop = min(self.first, len(self.looks))
        index = 0
        while index < stop:
            run = index
            while run < stop and self._is_label(run):
                run += 1
            if run - index >= 3 and any(self.hidden[index:run]):  # noqa: PLR2004
                for at in range(index, run):
                    self.hidden[at] = self.hidden[at] or not self.looks[at].numeral
            index = max(run, index + 1)

    def _is_label(self, index: int) -> bool:
        look = self.looks[index]
        return self.hidden[index] or (look.label and look.structure in _FLOWING)

    def _title(self, declared: str | None) -> int | None:
        """The first headline before the text, or the one that the file itself declares."""
        if any(look.structure is Structure.TITLE for look in self.looks):
            return None
        kinds = (Structure.HEADING,) if self.headed else _FLOWING
        before = [
            i
            for i in range(min(self.first, len(self.looks)))
            if self.looks[i].structure in kinds and self.looks[i].headline and not self.hidden[i]
        ]
        if declared:
            wanted = " ".join(declared.casefold().split())
            same = [i for i in before if " ".join(self.looks[i].text.casefold().split()) in wanted]
            before = same or before
        likely = [i for i in before if self.looks[i].words >= 2 and not self.looks[i].numeral]  # noqa: PLR2004
        opening = next((i for i, hidden in enumerate(self.hidden) if not hidden), None)
        return next(
            (i for i in likely if self.headed or self._text_follows(i) or (i == opening and self.looks[i].apart)), None
        )

    def _standfirst(self, prose: Sequence[int]) -> int | None:
        """The first paragraph where it says in short what those after it say at length."""
        if not prose or len(self.looks[prose[0]].text) > LONG:
            return None
        first = prose[0]
        titled = self.title is not None or any(look.structure is Structure.TITLE for look in self.looks[:first])
        if titled and first + 1 < len(self.looks):
            following = self.looks[first + 1]
            if following.byline or following.dated:
                return first
        if len(prose) < 4:  # noqa: PLR2004 - too little to sum up
            return None
        own = set(_content(self.looks[first].text))
        rest = {w for i in prose[1:12] for w in _content(self.looks[i].text)}
        return first if own and len(own & rest) / len(own) > 0.55 else None  # noqa: PLR2004

    def role(self, index: int) -> Role:
        """The role of one piece."""
        look = self.looks[index]
        if look.structure in _FLOWING:
            return self._by_evidence(index)
        role = _BY_STRUCTURE[look.structure]
        if role in (Role.HEADING, Role.LIST, Role.CAPTION) and self.hidden[index]:
            return Role.BOILERPLATE
        if role is Role.LIST and self._in_label_list(index):
            return Role.TAGS
        return Role.TITLE if index == self.title else role

    def _in_label_list(self, index: int) -> bool:
        """Whether a list after the text holds nothing but labels."""
        if not self.has_prose or index < self.last or self.edited:
            return False
        start = end = index
        while start > 0 and self.looks[start - 1].structure is Structure.LIST_ITEM:
            start -= 1
        while end + 1 < len(self.looks) and self.looks[end + 1].structure is Structure.LIST_ITEM:
            end += 1
        return all(look.words <= _LABEL and not look.stopped for look in self.looks[start : end + 1])

    def _by_evidence(self, index: int) -> Role:
        look = self.looks[index]
        if look.ornament:
            role = Role.BODY
        elif look.read_also:
            role = Role.LINK
        elif look.tags and not look.numeral:
            role = Role.TAGS
        elif self.hidden[index]:
            role = Role.BOILERPLATE
        elif index == self.standfirst:
            role = Role.STANDFIRST
        elif look.note and index > self.last - 10 and look.stopped:
            role = Role.NOTE
        else:
            role = self._shown(index)
        return role

    def _shown(self, index: int) -> Role:
        look = self.looks[index]
        if index == self.title:
            return Role.TITLE
        if look.numeral or (not self.headed and look.headline and not look.item and self._heads(index)):
            return Role.HEADING
        if look.item:
            return Role.LIST
        before = self.looks[index - 1].text.rstrip() if index else ""
        if look.quoted and before.endswith(":"):
            return Role.QUOTE
        return Role.BODY

    def _heads(self, index: int) -> bool:
        """Whether a headline stands over text, and is not one of several lines of a list or a stanza."""
        look = self.looks[index]
        if look.stopped or not self._text_follows(index):
            return False
        before = 0
        while before < _RUN and index - before > 0:
            other = self.looks[index - before - 1]
            if self.hidden[index - before - 1] or not other.headline or other.stopped or other.numeral:
                break
            before += 1
        if before >= _RUN - 1:
            return look.apart
        return look.apart or not look.text[:1].isdigit()

    def _text_follows(self, index: int) -> bool:
        """Whether running text, or another heading and then text, stands right after a piece."""
        seen = 0
        for look, hidden in zip(self.looks[index + 1 : index + 12], self.hidden[index + 1 : index + 12], strict=True):
            if hidden:
                continue
            if look.prose or len(look.text) > LONG or (look.stopped and look.words > 3):  # noqa: PLR2004
                return True
            if look.text.rstrip().endswith(":") and look.words > 3:  # noqa: PLR2004
                return True
            seen += 1
            if not (look.headline or look.dated or look.byline) or seen > 2:  # noqa: PLR2004
                return False
        return False


def _content(text: str) -> list[str]:
    return [w.casefold() for w in _WORD.findall(text) if len(w) > 3]  # noqa: PLR2004
