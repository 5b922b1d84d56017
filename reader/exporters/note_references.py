"""Notes: where the anchors are, and where in an English text the labels stand that its French refers to notes by."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import replace

from reader.documents import MarkKind
from reader.exporters.inline import Inline
from reader.exporters.markup import anchor_key
from reader.exporters.passages import Pair, Passage

__all__ = ["anchors_of", "english_line", "place_labels", "raised", "with_references"]

_SUPERSCRIPTS = str.maketrans("0123456789", "⁰¹²³⁴⁵⁶⁷⁸⁹")


def anchors_of(passages: Iterable[Passage]) -> dict[str, int]:
    """The keys of all anchors, in order, each with the number of the first passage that holds it."""
    found: dict[str, int] = {}
    for number, passage in enumerate(passages):
        for pair in passage.pairs:
            for mark in pair.source.marks:
                if mark.kind is MarkKind.ANCHOR:
                    found.setdefault(anchor_key(mark.value), number)
    return found


def english_line(pair: Pair, *, keep: bool = False) -> Inline:
    """The English of a pair with the references to notes that its French has.

    Args:
        pair: with an English text.
        keep: put references whose labels are not found in the English at its end: the French is not shown beside it.
    """
    return with_references(pair.target or "", pair.source, keep=keep)


def with_references(english: str, source: Inline, *, keep: bool = False) -> Inline:
    """An English text with the references to notes that its French has; ``keep`` as for `english_line`."""
    marks = [mark for mark in source.marks if mark.kind is MarkKind.NOTE_REFERENCE]
    length = max(1, len(source.text))
    labels = [(source.text[m.start : m.end], m.start / length) for m in marks]
    placed = []
    lost = []
    for mark, place, (label, _) in zip(marks, place_labels(english, labels), labels, strict=True):
        if place:
            placed.append(replace(mark, start=place[0], end=place[1]))
        else:
            lost.append((mark, label))
    for mark, label in lost if keep else ():
        placed.append(replace(mark, start=len(english), end=len(english) + len(label)))
        english += label
    return Inline(english, tuple(sorted(placed, key=lambda mark: mark.start)))


def raised(line: Inline) -> str:
    """The text, as long as before, with the numbers of notes as superscripts: for where a letter cannot be set higher."""
    text = line.text
    for mark in line.marks:
        label = text[mark.start : mark.end]
        if mark.kind is MarkKind.NOTE_REFERENCE and label.strip().isdigit():
            text = text[: mark.start] + label.translate(_SUPERSCRIPTS) + text[mark.end :]
    return text


def place_labels(english: str, labels: Sequence[tuple[str, float]]) -> tuple[tuple[int, int] | None, ...]:
    """Where each label stands in the English, as a range of characters, or None where it is not there.

    The machine takes a raised ``1`` behind a word for a digit of the text and carries it along. Of several places the one
    that lies as far into the text as the label did in the French is taken.

    Args:
        english: the text.
        labels: the text of each reference, such as ``1``, ``[2]`` or ``*``, and how far into the French it stands, 0..1.
    """
    found: list[tuple[int, int] | None] = []
    used: set[tuple[int, int]] = set()
    for label, share in labels:
        core = label.strip()
        places = [m.span() for m in re.finditer(_pattern(core), english) if m.span() not in used] if core else []
        best = min(places, key=lambda place: abs(place[0] / max(1, len(english)) - share), default=None)
        if best is not None:
            used.add(best)
        found.append(best)
    return tuple(found)


def _pattern(label: str) -> str:
    """The label by itself or behind a word, but as no part of a longer number: ``1`` is not found in ``12`` or ``1.5``."""
    if label.isdigit():
        return rf"(?<![\d$€£#])(?<!\d[.,])(?<!\d[ \u00a0\u202f]){label}(?![\d%]|[.,]\d|\w)"
    return re.escape(label)
