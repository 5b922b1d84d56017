"""Which lines of a plain text belong together: is it hard-wrapped, or one paragraph a line?

A program or a typist who wraps at a width breaks a line only where the next word would not fit. So in wrapped text nearly
every line inside a paragraph is *full* (the line and the first word of the next one are wider than the width) and many of
its ends fall amid a sentence. Neither holds for paragraphs on one line each, for verse, menus or lists.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from itertools import pairwise

__all__ = ["Line", "is_verse", "paragraphs"]

_WIDEST = 160  # nobody wraps by hand beyond this
_NARROWEST = 20
_MANY = 50  # lines, before a few odd ones may be left out of account
_PAIRS = 3  # so many pairs of lines before a text may be called wrapped
_TERMINAL = re.compile(r"[.!?…:;»”\"*_=][)\]»”\"\u00a0\u202f ]*$|[.!?…][’']$")
_STOP = re.compile(r"(?:[.!?…]|[:;])[)\]»”\"’'\u00a0\u202f ]*$")
# A word that no line of its own ends with.
_UNENDED = re.compile(
    r"\s(?:de|du|des|les?|la|un|une|et|ou|à|aux?|en|dans|sur|pour|par|avec|sans|que|qui|ne|se|ses?|son|sa|mon|ma|mes|leurs?|notre|"
    r"votre|ce|cette|ces|the|of|and|an?|to|in|for|with|by|from|that|his|her|their|our|Mme|M\.|Mlle|MM\.)$"
)
_DIALOGUE = re.compile(r"[—–―-]{1,2}[ \u00a0\u202f]|[—–―](?=\w)")
_BULLET = re.compile(r"(?:[-*+•◦‣▪·○–—]|\(?(?:\d{1,3}[.)°]|(?:[a-z]|[ivx]{1,5})\)))[ \t\u00a0\u202f]+\S")
_TABULAR = re.compile(r"\S(?: {3,}|\t)\S.*\S(?: {3,}|\t)\S")
_RULE = re.compile(r"[-=_*~#+. ]{3,}$")
_UNBROKEN = re.compile(r"\S+")


@dataclass(frozen=True, slots=True)
class Line:
    """A line that is not blank: text without white space at its ends, and where that stands."""

    text: str
    start: int
    indent: int

    @property
    def end(self) -> int:
        """Where its last character ends."""
        return self.start + len(self.text)

    @property
    def width(self) -> int:
        """Columns from the margin to its end, about."""
        return self.indent + len(self.text)


@dataclass(frozen=True, slots=True)
class _Wrapping:
    """The width at which lines are wrapped, and how many columns a full line may leave free.

    ``loose`` is what fmt and typists may leave; ``tight`` what lines leave that plainly run on, in this very text.
    """

    width: int
    loose: int
    tight: int


@dataclass(frozen=True, slots=True)
class _Pair:
    """What is seen between a line and the next one."""

    slack: int  # columns left over if the next line's first word were set on this line; negative: it does not fit
    ended: bool  # the line ends like a sentence
    runs_on: bool  # the next line starts with a small letter and the line does not end a sentence


def paragraphs(groups: list[list[Line]]) -> list[list[Line]]:
    """The lines of each paragraph.

    Args:
        groups: runs of lines between blank lines.
    """
    whole = _wrapping(groups)
    found: list[list[Line]] = []
    for group in groups:
        own = whole if whole and len(group) < 2 * _PAIRS else _wrapping([group]) or whole
        if own and whole and own.width < whole.width:
            own = whole
        found.extend(_cut(group, own) if own else [[line] for line in group])
    return found


def is_verse(group: list[Line], *, told: bool = False) -> bool:
    """Whether lines between blank lines look like a stanza: short, begun with capitals, not ended like sentences or labels.

    Args:
        group: the lines.
        told: their ends were forced, or a stanza stands next to them: then they may end as they like.
    """
    if len(group) < _PAIRS or any(_DIALOGUE.match(line.text) or _BULLET.match(line.text) for line in group):
        return False
    if max(len(line.text) for line in group) > 65:  # noqa: PLR2004 - an alexandrine is about 45
        return False
    words = sum(len(line.text.split()) for line in group) / len(group)
    capitals = sum(line.text.lstrip("«“\"'’( \u00a0\u202f")[:1].isupper() for line in group)
    commas = sum(line.text[-1] in ",;:—" for line in group)
    stops = sum(line.text[-1] in ".!?…»”" for line in group)
    return (
        words >= 4  # noqa: PLR2004 - labels of menus have fewer
        and capitals >= 0.8 * len(group)
        and (told or (commas + stops >= 0.25 * len(group) and stops < 0.75 * len(group)))
    )


def _first_word(text: str) -> int:
    match = _UNBROKEN.match(text)
    return match.end() if match else 0


def _pair(line: Line, following: Line, width: int) -> _Pair:
    slack = width - line.width - 1 - _first_word(following.text)
    ended = bool(_TERMINAL.search(line.text[-8:]))
    first = following.text.lstrip("«»“ \u00a0\u202f")[:1]  # old books repeat the mark of a quotation at every line
    runs_on = not _STOP.search(line.text[-8:]) and (first.islower() or bool(_UNENDED.search(line.text[-12:])))
    return _Pair(slack, ended, runs_on)


def _wrapping(groups: list[list[Line]]) -> _Wrapping | None:
    """How the lines are wrapped; None where they are not."""
    widths = sorted(line.width for group in groups for line in group)
    if not widths:
        return None
    width = widths[max(0, len(widths) * 98 // 100 - 1)] if len(widths) >= _MANY else widths[-1]
    if not _NARROWEST <= width <= _WIDEST:
        return None
    pairs = [_pair(line, following, width) for group in groups for line, following in pairwise(group)]
    loose = max(3, width // 7)
    inner = [pair for pair in pairs if pair.slack <= loose or not pair.ended]
    running = sorted(pair.slack for pair in inner if pair.runs_on and pair.slack <= loose)
    full = sum(pair.slack <= loose for pair in inner)
    if not running:
        return None
    if len(pairs) < _PAIRS:
        sound = full == len(running) == len(pairs) and width >= 2 * _NARROWEST and len(widths) <= _PAIRS
    else:
        enough = max(2, 0.3 * len(inner), 0.2 * len(pairs))
        sound = full >= 0.6 * len(inner) and len(running) >= enough
    few = 2 if len(running) < _MANY // 2 else 0
    tight = min(loose, max(0, running[len(running) * 97 // 100 - 1 if len(running) > _MANY else -1]) + few)
    return _Wrapping(width, loose, tight) if sound else None


def _cut(group: list[Line], wrapping: _Wrapping) -> list[list[Line]]:
    found = [[group[0]]]
    margin = min(line.indent for line in group)
    for line, following in pairwise(group):
        if _breaks(line, following, wrapping, margin=margin, first=len(found[-1]) == 1):
            found.append([following])
        else:
            found[-1].append(following)
    return found


def _breaks(line: Line, following: Line, wrapping: _Wrapping, *, margin: int, first: bool) -> bool:
    """Whether a paragraph ends between two lines of wrapped text."""
    pair = _pair(line, following, wrapping.width)
    short = pair.slack > (wrapping.tight if pair.ended else wrapping.loose)
    if any(_RULE.match(one.text) or _TABULAR.search(one.text) for one in (line, following)):
        return True
    if _BULLET.match(following.text) and (pair.ended or short or _BULLET.match(line.text)):
        return True
    if _DIALOGUE.match(following.text) and (pair.ended or short):
        return True
    again = (
        first and following.indent == line.indent > margin + 1
    )  # a paragraph of one line, then another with its indent
    indented = following.indent > line.indent + 1 and not (first and _BULLET.match(line.text))
    if (indented or again) and (pair.ended or short):
        return True
    return short and not (pair.runs_on and pair.slack <= 3 * wrapping.loose)
