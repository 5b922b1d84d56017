"""Cuts blocks into pieces that are one thing: one language, repeated or not, no stray punctuation."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import groupby

from reader.documents import Document, Structure
from reader.languages import Language
from reader.segmentation.identification import detect_language, sentence_languages
from reader.segmentation.repeats import find_repeats
from reader.segmentation.sentences import split_sentences

__all__ = ["Piece", "cut_blocks"]

_LONGEST = 4000  # characters of a sentence that are looked at for its language and repeats


@dataclass(frozen=True, slots=True)
class Piece:
    """A stretch of a block that becomes a block of its own.

    Args:
        start: where it begins in the document's text.
        end: where it ends, excluded.
        block: the index of the block that it was cut from.
        language: what it is written in, by itself.
        repeats: the index of the piece that it says again.
        debris: whether it is punctuation that lost its sentence.
    """

    start: int
    end: int
    block: int
    language: Language
    repeats: int | None = None
    debris: bool = False


@dataclass(frozen=True, slots=True)
class _Sentence:
    start: int
    end: int
    block: int
    language: Language
    debris: bool


def cut_blocks(document: Document) -> list[Piece]:
    """The pieces of a document, in order; together they hold all that its blocks hold."""
    sentences = [s for index in range(len(document.blocks)) for s in _sentences(document, index)]
    repeats = find_repeats([document.text[s.start : min(s.end, s.start + _LONGEST)] for s in sentences])
    blocks = [s.block for s in sentences]
    sources = [None if r is None else blocks[r] for r in repeats]
    pieces: list[Piece] = []
    piece_of: list[int] = []
    for _, group in groupby(
        range(len(sentences)),
        key=lambda i: (blocks[i], sources[i], sentences[i].language, sentences[i].debris, _first_copy(repeats, i)),
    ):
        members = list(group)
        first, last = sentences[members[0]], sentences[members[-1]]
        root = repeats[members[0]]
        pieces.append(
            Piece(
                first.start,
                last.end,
                first.block,
                first.language,
                None if root is None else piece_of[root],
                first.debris,
            )
        )
        piece_of += [len(pieces) - 1] * len(members)
    return pieces


def _first_copy(repeats: Sequence[int | None], index: int) -> bool:
    return repeats[index] is not None


def _sentences(document: Document, index: int) -> list[_Sentence]:
    block = document.blocks[index]
    text = document.text[block.start : block.end]
    language = detect_language(text)
    spans = split_sentences(text, language)
    if len(spans) > 1 and block.structure not in (Structure.CODE, Structure.VERSE):
        languages = sentence_languages([text[start : min(end, start + _LONGEST)] for start, end in spans], language)
    else:
        languages = [language] * len(spans)
    return [
        _Sentence(
            block.start + start,
            block.start + end,
            index,
            spoken,
            debris=len(spans) > 1 and not any(c.isalnum() for c in text[start:end]),
        )
        for (start, end), spoken in zip(spans, languages, strict=True)
    ]
