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
_PAIRS = 3  # so many pairs of lines before a text may be called wrapped
_TERMINAL = re.compile(r"[.!?…:;»”\"*_=][)\]»”\"\u00a0\u202f ]*$|[.!?…][’']$")
_STOP = re.compile(r"(?:[.!?…]|[:;])[)\]»”\"’'\u00a0\u202f ]*$")
_DIALOGUE = re.compile(r"[—–―-]{1,2}[ \u00a0\u202f]|[—–―](?=\w)")
_BULLET = re.compile(r"(?:[-*+•◦‣▪·–—]|\(?(?:\d{1,3}|[a-zA-Z]|[ivxIVX]{1,5})[.)°])[ \t\u00a0\u202f]+\S")
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
    width = _wrap_width([line for group in groups for line in group], groups)
    found: list[list[Line]] = []
    for group in groups:
        own = width if width and len(group) < 2 * _PAIRS else _wrap_width(group, [group]) or width
        found.extend(_cut(group, max(own, width)) if own else [[line] for line in group])
    return found


def is_verse(group: list[Line]) -> bool:
    """Whether lines between blank lines look like a stanza: short, begun with capitals, not ended like sentences or labels."""
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
        and commas + stops >= 0.25 * len(group)
        and stops < 0.75 * len(group)
    )


def _first_word(text: str) -> int:
    match = _UNBROKEN.match(text)
    return match.end() if match else 0


def _pair(line: Line, following: Line, width: int) -> _Pair:
    slack = width - line.width - 1 - _first_word(following.text)
    ended = bool(_TERMINAL.search(line.text[-8:]))
    runs_on = not _STOP.search(line.text[-8:]) and following.text[:1].islower()
    return _Pair(slack, ended, runs_on)


def _wrap_width(lines: list[Line], groups: list[list[Line]]) -> int:
    """The width at which the lines are wrapped; 0 where they are not."""
    if not lines:
        return 0
    widths = sorted(line.width for line in lines)
    width = widths[max(0, len(widths) * 98 // 100 - 1)] if len(widths) >= 50 else widths[-1]  # noqa: PLR2004
    if not _NARROWEST <= width <= _WIDEST:
        return 0
    pairs = [_pair(line, following, width) for group in groups for line, following in pairwise(group)]
    if len(pairs) < min(_PAIRS, len(lines) - 1) or not pairs:
        return 0
    tolerance = _tolerance(width)
    inner = [pair for pair in pairs if pair.slack <= tolerance or not pair.ended]
    full = sum(pair.slack <= tolerance for pair in inner)
    running = sum(pair.runs_on and pair.slack <= tolerance for pair in inner)
    if len(pairs) < _PAIRS:
        return width if full == running == len(pairs) and width >= 2 * _NARROWEST else 0
    enough = max(2, 0.3 * len(inner))
    return width if full >= 0.6 * len(inner) and running >= enough and running >= 0.2 * len(pairs) else 0


def _tolerance(width: int) -> int:
    """How much narrower a full line may be: fmt and typists leave some columns free."""
    return max(3, width // 7)


def _cut(group: list[Line], width: int) -> list[list[Line]]:
    found = [[group[0]]]
    for line, following in pairwise(group):
        if _breaks(line, following, _pair(line, following, width), _tolerance(width), first=len(found[-1]) == 1):
            found.append([following])
        else:
            found[-1].append(following)
    return found


def _breaks(line: Line, following: Line, pair: _Pair, tolerance: int, *, first: bool) -> bool:
    """Whether a paragraph ends between two lines of wrapped text."""
    short = pair.slack > tolerance
    if any(_RULE.match(one.text) or _TABULAR.search(one.text) for one in (line, following)):
        return True
    if _BULLET.match(following.text) and (pair.ended or short or _BULLET.match(line.text)):
        return True
    if _DIALOGUE.match(following.text) and (pair.ended or short):
        return True
    indented = following.indent > line.indent + 1 and not (first and _BULLET.match(line.text))
    if indented and (pair.ended or short):
        return True
    return short and not (pair.runs_on and pair.slack <= 3 * tolerance)
