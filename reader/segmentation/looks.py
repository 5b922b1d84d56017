"""What can be seen of a piece of text by itself, before anybody looks at its neighbours."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cached_property

from reader.documents import Block, Document, MarkKind, Structure
from reader.languages import Language
from reader.segmentation.furniture import READ_ALSO, Furniture, find_furniture
from reader.segmentation.pieces import Piece

__all__ = ["LONG", "Look", "look_at"]

LONG = 400  # characters: longer pieces are no furniture and no headings
_HEADING = 130  # characters of a heading at most
_PROSE = 60  # characters of running text at least
_LETTERED_STOP = re.compile(r"[.!?…][\s»”\"'’)\]*_]*(?:[\[(]?\d{0,3}[\])]?)$")
_WORD = re.compile(r"[^\W_]+")
_ADDRESS = re.compile(r"https?://|www\.|\S+@\S+\.\w+|©")
_TO_READER = re.compile(
    r"\b(?:vous|votre|vos|nous|notre|nos|you|your|we|our|su|sus|tu|tus|ihre?|wir|unsere?)\b|\w{4,}ez\b", re.IGNORECASE
)
_CLAUSE = re.compile(r"(?:je|j['’]|tu|il|elle|on|nous|vous|ils|elles|i|he|she|we|they|you|it)\b", re.IGNORECASE)
_TAGS = re.compile(r"(?:^|\s)#\w+(?:\s+#\w+|$)|(?:[^/|•·]{1,40}\s*[/|•·]\s*){2,}|^\W*[^/]{1,40}\s/\s*$")
_ITEM = re.compile(r"(?:[•·▪◦*‣]|-(?!-)|\d{1,3}[.)]|[a-z]\))\s")
_NOTE = re.compile(r"\[\d{1,3}\]\s|[\u00b9\u00b2\u00b3\u2074-\u2079]+\s?\S|\(\d{1,3}\)\s")
_QUOTED = re.compile(r"[«“\"‹][^«»“”\"]*(?:«[^«»]*»[^«»“”\"]*)*[»”\"›]\W{0,2}$")
_NUMERAL = re.compile(
    r"\W*(?:[IVXLC]{1,7}|(?:chapitre|chapter|livre|book|partie|part|tome|volume|acte?|sc[eè]ne)\s+\S+|"
    r"(?:prologue|épilogue|epilogue|préface|preface|introduction|conclusion))\W*$",
    re.IGNORECASE,
)
_ORNAMENT = re.compile(r"\s*(?:[*⁂~❦☙•·#=—–_-]\s*){3,}$")
_DATE = re.compile(
    r"\b\d{1,2}(?:er)?\s(?:janv|févr|mars|avr|mai|juin|juil|août|sept|oct|nov|déc|jan|feb|march|apr|may|jun|jul|aug|dec)\w*"
    r"(?:,?\s(?:19|20)\d{2})?|"
    r"\b\d{1,2}[/.]\d{1,2}[/.]\d{2,4}\b|\b\d{1,2}\s?[h:]\s?\d{2}\b|\b(?:19|20)\d{2}-\d{2}-\d{2}\b",
    re.IGNORECASE,
)
_BYLINE = re.compile(
    r"\W*(?:par|by|propos recueillis par|texte|photos?)\s?:?\s+(?:[A-ZÀ-ÖØ-Þ]\S*|la|notre|our|avec|et|de|and|with)\b",
    re.IGNORECASE,
)


@dataclass(frozen=True)
class Look:
    """A piece and what can be seen of it.

    Args:
        text: what it says.
        structure: what the format says of it.
        language: what it is written in.
        debris: whether it is punctuation that lost its sentence.
        linked: the share of it that is links, 0..1.
        apart: whether blank lines stand before and after it.
    """

    text: str
    structure: Structure
    language: Language
    debris: bool = False
    linked: float = 0.0
    apart: bool = False

    @cached_property
    def short(self) -> bool:
        """Whether it may be furniture or a heading at all."""
        return len(self.text) <= LONG

    @cached_property
    def words(self) -> int:
        """How many words its beginning holds."""
        return len(_WORD.findall(self.text[:LONG]))

    @cached_property
    def stopped(self) -> bool:
        """Whether it ends as a sentence does."""
        return bool(_LETTERED_STOP.search(self.text[-24:].rstrip()))

    @cached_property
    def furniture(self) -> Furniture:
        """What it names of the page around it."""
        return find_furniture(self.text) if self.short else Furniture()

    @cached_property
    def prose(self) -> bool:
        """Whether it is running text, and not about the page."""
        return (
            self.stopped
            and len(self.text) >= _PROSE
            and not (len(self.furniture.concepts) >= 2 and self.furniture.coverage > 0.12)  # noqa: PLR2004
        )

    @cached_property
    def headline(self) -> bool:
        """Whether it is short and stops like a heading: without a full stop, comma or colon."""
        if len(self.text) > _HEADING or not self.words or (self.structure is Structure.PARAGRAPH and "\n" in self.text):
            return False
        if "   " in self.text or not (self.text[0].isalnum() or self.text[0] in "«“\"'‘(¿¡—–"):
            return False  # the row of a table, a caption's mark
        end = self.text.rstrip()[-1]
        return end not in ",;:" and (not self.stopped or (end in "?!" and self.words > 2)) and not self.dated  # noqa: PLR2004

    @cached_property
    def dated(self) -> bool:
        """Whether it is a line about a date or a time."""
        if not self.short or self.words > 16 or self.stopped:  # noqa: PLR2004
            return False
        share = sum(m.end() - m.start() for m in _DATE.finditer(self.text)) / len(self.text)
        return share > 0.25  # noqa: PLR2004 - and not a sentence that tells a date

    @property
    def byline(self) -> bool:
        """Whether it names the author: "Par Jeanne Mercier"."""
        return not self.stopped and self.words <= 10 and bool(_BYLINE.match(self.text))  # noqa: PLR2004

    @property
    def addressed(self) -> bool:
        """Whether it holds an address or a copyright sign."""
        return self.words < 20 and bool(_ADDRESS.search(self.text))  # noqa: PLR2004

    @property
    def label(self) -> bool:
        """Whether it is a word or three that say no sentence."""
        return self.words <= 3 and not self.stopped and not self.numeral and not _CLAUSE.match(self.text)  # noqa: PLR2004

    @property
    def to_reader(self) -> bool:
        """Whether it speaks to the reader, as notices do and reports do not."""
        return bool(_TO_READER.search(self.text))

    @property
    def tags(self) -> bool:
        """Whether it is a list of labels: "- News / - reims /"."""
        return not self.stopped and self.words <= 16 and len(self.text) <= _HEADING and bool(_TAGS.search(self.text))  # noqa: PLR2004

    @property
    def item(self) -> bool:
        """Whether it begins with a bullet or a number."""
        return bool(_ITEM.match(self.text))

    @property
    def note(self) -> bool:
        """Whether it begins like a footnote."""
        return bool(_NOTE.match(self.text))

    @property
    def quoted(self) -> bool:
        """Whether all of it stands in one pair of quotation marks."""
        return len(self.text) >= _PROSE and bool(_QUOTED.match(self.text))

    @property
    def numeral(self) -> bool:
        """Whether it is the number or name of a chapter."""
        return len(self.text) <= 40 and bool(_NUMERAL.match(self.text))  # noqa: PLR2004

    @property
    def ornament(self) -> bool:
        """Whether it is a line of asterisks or dashes between scenes."""
        return len(self.text) <= 80 and bool(_ORNAMENT.match(self.text))  # noqa: PLR2004

    @property
    def read_also(self) -> bool:
        """Whether it points to another text by its title."""
        return not self.stopped and self.words > 2 and bool(READ_ALSO.match(self.text))  # noqa: PLR2004


def look_at(document: Document, pieces: list[Piece], languages: list[Language]) -> list[Look]:
    """The looks of all pieces, in order."""
    links = [m for m in document.marks if m.kind is MarkKind.LINK]
    looks: list[Look] = []
    at = 0
    ends = [0, *(p.end for p in pieces)]
    starts = [*(p.start for p in pieces), len(document.text)]
    for index, (piece, language) in enumerate(zip(pieces, languages, strict=True)):
        block: Block = document.blocks[piece.block]
        while at < len(links) and links[at].end <= piece.start:
            at += 1
        covered = 0
        for mark in links[at : at + 50]:
            if mark.start >= piece.end:
                break
            covered += min(mark.end, piece.end) - max(mark.start, piece.start)
        text = document.text[piece.start : piece.end]
        before = document.text[ends[index] : piece.start].count("\n") > 1 or not index
        after = document.text[piece.end : starts[index + 1]].count("\n") > 1 or index == len(pieces) - 1
        linked = covered / (piece.end - piece.start)
        looks.append(Look(text, block.structure, language, piece.debris, linked, before and after))
    return looks
