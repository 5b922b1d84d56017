"""Numbers: found in French and English, compared by value, and put into English form."""

from __future__ import annotations

import re
from collections import Counter
from typing import TYPE_CHECKING

from reader.translation.number_words import worded_numbers

if TYPE_CHECKING:
    from collections.abc import Iterator

__all__ = ["changed_numbers", "colon_hours", "english_form", "english_numbers", "mend_number"]

_SPACE = "[ \u00a0\u202f\u2009]"
_HOUR = re.compile(rf"(?<![\w.,])([01]?\d|2[0-4]){_SPACE}?h{_SPACE}?([0-5]\d)(?!\w)")
_GROUPED = re.compile(rf"(?<![\w.,])\d{{1,3}}(?:(?:\.\d{{3}})+|(?:{_SPACE}\d{{3}})+)(?:,\d+)?(?![\d]|[.,]\d)")
# Not 8,733: some French texts write thousands so.
_DECIMAL = re.compile(r"(?<![\w.,])(?!\d{1,3},\d{3}(?!\d))\d+,\d+(?![\d]|[.,]\d)")
_MAGNITUDE = re.compile(
    r"(\d) (million|billion|trillion|thousand|hundred)s?\b(?: of(?= (?:euros?|dollars?|people|pounds?)\b))?",
    re.IGNORECASE,
)
_PERCENT = re.compile(rf"(\d){_SPACE}+%")
_EURO_AFTER = re.compile(rf"(?<![\w.,€$£])(\d[\d,.]*\d|\d){_SPACE}?€")
_CUT_HOUR = re.compile(r"(?<![\d:])(\d{1,2}):0(?![\d:])")
_ORDINAL = re.compile(r"(?<![\w.,])(\d+)(?:st|nd|rd|th|e|er|ère|ème|[eè]me)(?![\w])")
_RUN = re.compile(r"(?<![\w.,])\d+(?:[.,]\d+)+(?![\w])")
_FIGURE = re.compile(r"(?<![\w.,])\d+(?:[.,]\d+)*(?![\w])")
_CLOCK = re.compile(r"(?<![\d:.,])(\d{1,2}):([0-5]\d)(?![\d:])")
_FULL_HOUR = re.compile(rf"(?<![\d:.,])(\d{{1,2}}){_SPACE}?(?:h\b|heures?\b|:00)(?!{_SPACE}?\d)")
_PARTED = re.compile(r"(?<![\d.-])\d+(?:[.-]\d+){2,}(?![\d])")
_DIGIT = re.compile(r"\d")
_NUMBER = re.compile(r"\d+(?:[.,: \u00a0\u202f\u2009]\d+)*")


_SCALE = re.compile(
    r"\b(?:mille|milliers?|cents?|thousands?|hundreds?|[mb]illions?|trillions?|milliards?|[kKM]€|[mM]rds?)\b",
    re.IGNORECASE,
)
_MAGNITUDES = frozenset(("1000", "1000000", "1000000000"))
_NOON, _DECADE, _YEAR, _GREAT = 12, 2, 4, 3
_LONG_FIGURE = 3  # characters; shorter ones are easily said in another way


def colon_hours(text: str) -> str:
    """French hours as English writes them, 9h36 as 9:36: decoders carry that form over more safely."""
    return _HOUR.sub(r"\1:\2", text)


def english_numbers(source: str, target: str) -> str:
    """The target with each number that kept its French form put into the English one.

    Only what the source itself writes in the French way is touched: 1.300 is thirteen hundred there, whatever it may be elsewhere.
    """
    if not _DIGIT.search(target):
        return target
    for pattern in (_GROUPED, _DECIMAL):
        for found in pattern.finditer(source):
            if _is_date_or_version(source, found):
                continue
            french = found.group()
            form = re.escape(re.sub(_SPACE, " ", french)).replace(r"\ ", _SPACE)
            target = re.sub(rf"(?<![\w.,]){form}(?![\d]|[.,]\d)", english_form(french), target)
            target = _regrouped(target, french)
    target = _HOUR.sub(r"\1:\2", target)
    if not _CUT_HOUR.search(source):
        target = _CUT_HOUR.sub(r"\1:00", target)
    target = _ORDINAL.sub(_with_ending, target)
    target = _PERCENT.sub(r"\1%", target)
    target = re.sub(r"(\d) milliards?\b(?: of)?", r"\1 billion", target)
    target = _MAGNITUDE.sub(r"\1 \2", target)
    return _EURO_AFTER.sub(r"€\1", target) if "€" in source else target


def _with_ending(found: re.Match[str]) -> str:
    """An ordinal in figures with the ending that it has in English: 2nd, 11th, 103rd."""
    figure = found.group(1)
    teens = figure[-2:] in {"11", "12", "13"}
    return figure + ("th" if teens else {"1": "st", "2": "nd", "3": "rd"}.get(figure[-1], "th"))


def _regrouped(target: str, french: str) -> str:
    """The target with a figure that has the digits of a French one, parted otherwise: 1,234,567,89 for 1 234 567,89.

    Digits that are not parted at all are the same figure only where they have lost no decimals: 1300 for 1.300.
    """
    digits, english = re.sub(r"\D", "", french), english_form(french)
    pattern = _RUN if "," in french else _FIGURE
    runs = [m for m in pattern.finditer(target) if re.sub(r"\D", "", m.group()) == digits]
    if len(runs) != 1 or len(digits) < _GREAT or runs[0].group() == english:
        return target
    return target[: runs[0].start()] + english + target[runs[0].end() :]


def english_form(french: str) -> str:
    """A French figure, 1 234,5 or 1.234,5, as English writes it: 1,234.5."""
    whole, _, decimals = french.partition(",")
    digits = re.sub(rf"\.|{_SPACE}", "", whole)
    return (f"{int(digits):,}" if digits != whole else digits) + (f".{decimals}" if decimals else "")


def _is_date_or_version(source: str, found: re.Match[str]) -> bool:
    """Whether the digits are a version (2.345.678.901 is none) or a list like 3,4 et 5: then they are no single number."""
    return source[: found.start()].endswith(("version ", "v.", "n°", "no.", "IP "))


def changed_numbers(source: str, target: str) -> bool:
    """Whether a figure of the source is missing in the target, or the target has a figure from nowhere."""
    for run in _PARTED.findall(source):
        if run in target:  # a date, an ISBN: as it stands there
            source, target = source.replace(run, " "), target.replace(run, " ")
    if _missing(source, target, french=True) or _missing(target, source, french=False):
        return True
    return bool(_CLOCK.search(target)) and not _clock_times(target) <= _clock_times(source)


def _clock_times(text: str) -> set[tuple[int, int]]:
    """The times of day in a text, as hour on a clock face and minutes: 14:30 is 2:30."""
    exact = {(int(h) % _NOON, int(m)) for h, m in _CLOCK.findall(_HOUR.sub(r"\1:\2", text))}
    return exact | {(int(h) % _NOON, 0) for h in _FULL_HOUR.findall(text)}


def mend_number(source: str, target: str) -> str:
    """The target with the one figure that it has from nowhere replaced by the one of the source that it lacks.

    Decoders spell long figures piece by piece, and slip: 1.300 became 1.3000. Where more than one figure is in doubt nobody
    knows which is which, and nothing is changed.
    """
    for found in _GROUPED.finditer(source):
        target = _regrouped(target, found.group())
    lost = _missing(source, target, french=True)
    if len(lost) != 1 or len(lost[0]) < _LONG_FIGURE:
        return target
    strange = _missing(target, source, french=False)
    if len(strange) != 1:
        return target
    pattern = rf"(?<!\d){re.escape(strange[0])}(?!\d)"
    return re.sub(pattern, english_form(lost[0]), target) if len(re.findall(pattern, target)) == 1 else target


def _missing(one: str, other: str, *, french: bool) -> list[str]:
    """The figures of one text that the other says neither in figures nor in words."""
    if not _DIGIT.search(one):
        return []
    have = Counter(v for v, _ in _values(other, french=not french))
    doubtful = [(v, text) for v, text in _values(one, french=french) if have[v] == 0 and not _stands_in(text, other)]
    if not doubtful:
        return []
    words = worded_numbers(other, french=not french)
    # 1,5 million is 1,500,000; without such a word on either side a figure must have its own length.
    digits = re.sub(r"\D", "", other) if _SCALE.search(one) or _SCALE.search(other) else ""
    return [text for v, text in doubtful if v not in words and not _equal_enough(v, have, words, digits)]


def _stands_in(figure: str, text: str) -> bool:
    """Whether a figure is written in a text as it is, not as a part of a longer one."""
    return re.search(rf"(?<!\d){re.escape(figure)}(?!\d)", text) is not None


def _values(text: str, *, french: bool) -> Iterator[tuple[str, str]]:
    """Each figure as (value, as written); hours and dates give a value for each of their numbers."""
    text = _HOUR.sub(r"\1:\2", text)
    for found in _NUMBER.finditer(text):
        yield from ((_value(part, french=french), part) for part in _split(found.group(), french=french))


def _split(run: str, *, french: bool) -> list[str]:
    """A run of figures as single numbers: «12, 13» are two, «12 000» is one."""
    thousands = rf"(?:[.{' ' if french else ','} \u00a0\u202f\u2009]\d{{3}})+(?!\d)"
    thousands = thousands if french else r"(?:[, \u00a0\u202f\u2009]\d{3})+(?!\d)"
    decimal = "," if french else "[.]"
    return re.findall(rf"\d{{1,3}}{thousands}(?:{decimal}\d+)?|\d+(?:{decimal}\d+)?(?![.,]\d)|\d+", run)


def _value(text: str, *, french: bool) -> str:
    text = text.replace(".", "").replace(",", ".") if french else text.replace(",", "")
    text = re.sub(_SPACE, "", text)
    if "." in text:
        text = text.rstrip("0").rstrip(".")
    return text.lstrip("0") or "0"


def _equal_enough(value: str, have: Counter[str], words: set[str], digits: str) -> bool:
    """Whether a figure is there in another guise: 17 h as 5 p.m., années 60 as 1960s, 1,5 million as 1,500,000."""
    if not value.isdigit():
        return value.replace(".", "") in digits
    number = int(value)
    others = {str(number - _NOON), str(number + _NOON)} if number <= 2 * _NOON else set()
    others |= {f"19{value}", f"20{value.zfill(2)}"} if len(value) == _DECADE else set()
    others |= {value[2:]} if len(value) == _YEAR else set()
    if any(have[o] > 0 or (o in words and number > _NOON) for o in others):
        return True
    if value == "0" or have[value + "000"]:
        return True
    # 88 000 as 88 thousand: the word must be there too
    stripped = value.rstrip("0")
    return (
        len(value) - len(stripped) >= _GREAT
        and bool(words & _MAGNITUDES)
        and any(have[stripped + "0" * n] for n in range(3))
    )
