"""Parts of a text that its file format marks: code, which is copied, and the labels of notes, which are taken out and put back.

A label such as the raised ``1`` behind a word is no word of the sentence, and a decoder that reads it makes worse English.
The marks are characters that Unicode leaves to private use; no text that was read has them.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from reader.translation.names import folded
from reader.translation.placeholders import Span, SpanKind

if TYPE_CHECKING:
    from reader.translation.invented import Renderings

__all__ = ["Label", "is_marked", "marked", "put_back", "take_labels", "unmarked", "without_code_marks"]

_CODE, _LABEL = ("\ue000", "\ue001"), ("\ue002", "\ue003")
_MARKED_CODE = re.compile(f"{_CODE[0]}([^{_CODE[1]}]*){_CODE[1]}")
_MARKED_LABEL = re.compile(f"{_LABEL[0]}([^{_LABEL[1]}]*){_LABEL[1]}")
_MARKS = re.compile(f"[{''.join(_CODE + _LABEL)}]")
_WORD = re.compile(r"[^\W_]+(?:[-’'][^\W_]+)*")
_LAST_WORD = re.compile(r"([^\W_]+)\W*$")
_ENDING = re.compile(r"[.!?…:;,»”’\")\]\s]*$")
_ENOUGH = 0.05  # p(e|f) of a rendering that may be meant


@dataclass(frozen=True, slots=True)
class Label:
    """The label of a note, and where it stood in the text without it."""

    text: str
    at: int


def marked(text: str, *, code: Sequence[tuple[int, int]] = (), labels: Sequence[tuple[int, int]] = ()) -> str:
    """The text with its code and its labels marked, for an engine; ranges of characters that do not overlap."""
    edges = [(start, end, _CODE) for start, end in code] + [(start, end, _LABEL) for start, end in labels]
    out, at = [], 0
    for start, end, (opening, closing) in sorted(edges):
        if start >= at and end > start:
            out += [text[at:start], opening, text[start:end], closing]
            at = end
    return "".join([*out, text[at:]])


def is_marked(text: str) -> bool:
    """Whether any part of a text is marked."""
    return _MARKS.search(text) is not None


def unmarked(text: str) -> str:
    """The text as it stands in its document."""
    return _MARKS.sub("", text)


def take_labels(text: str) -> tuple[str, tuple[Label, ...]]:
    """The text without the labels of notes, and these."""
    if _LABEL[0] not in text:
        return text, ()
    out, labels, at, length = [], [], 0, 0
    for found in _MARKED_LABEL.finditer(text):
        piece = text[at : found.start()]
        out.append(piece)
        length += len(unmarked(piece))
        labels.append(Label(found.group(1), length))
        at = found.end()
    return "".join([*out, text[at:]]), tuple(labels)


def without_code_marks(text: str) -> tuple[str, list[Span]]:
    """The text without marks, and the spans of code in it."""
    if _CODE[0] not in text:
        return text, []
    out, spans, at, length = [], [], 0, 0
    for found in _MARKED_CODE.finditer(text):
        out += [text[at : found.start()], found.group(1)]
        length += found.start() - at
        spans.append(Span(length, length + len(found.group(1)), found.group(1), SpanKind.LITERAL))
        length += len(found.group(1))
        at = found.end()
    return "".join([*out, text[at:]]), spans


def put_back(source: str, target: str, labels: Sequence[Label], renderings: Renderings | None) -> str:
    """The target with the labels of notes where they stood.

    A label at the end of the source stands at the end of the target, before or behind the full stop as there; one inside
    behind the word for the one that it stood behind, as far as the lexicon tells, and else as far into the sentence.

    Args:
        source: the French without labels.
        target: its English without labels.
        labels: in order.
        renderings: what a French word may be in English.
    """
    places = sorted((_place(source, target, label.at, renderings), number) for number, label in enumerate(labels))
    for at, number in reversed(places):
        target = target[:at] + labels[number].text + target[at:]
    return target


def _place(source: str, target: str, at: int, renderings: Renderings | None) -> int:
    rest = source[at:]
    if not any(c.isalnum() for c in rest):
        closing = _ENDING.search(target)
        end = closing.start() if closing else len(target)
        return end if rest.strip() else len(target)
    share = at / max(1, len(source))
    words = list(_WORD.finditer(target))
    if not words:
        return len(target)
    before = _LAST_WORD.search(source[:at])
    meant = _renderings_in(before.group(1), words, renderings) if before else []
    best = min(meant or words, key=lambda word: abs(word.end() / max(1, len(target)) - share))
    # behind the comma or the quotation mark where it stood behind one
    behind = re.match(r"[,;:.!?”\")]+", target[best.end() :]) if source[at - 1 : at] in set(',;:.!?»”")') else None
    return best.end() + (behind.end() if behind else 0)


def _renderings_in(
    french: str, words: Sequence[re.Match[str]], renderings: Callable[[str], Sequence[tuple[str, float]]] | None
) -> list[re.Match[str]]:
    """The English words that may stand for a French one: the same word, or one of its renderings."""
    known = {folded(e) for e, p in (renderings(french) if renderings else ()) if p >= _ENOUGH} | {folded(french)}
    return [word for word in words if folded(word.group()) in known]
