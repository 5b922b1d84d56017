"""Cuts blocks into pieces that are one thing: one language, repeated or not, no stray punctuation."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import groupby

from reader.documents import Document, Structure
from reader.languages import Language
from reader.segmentation.identification import identify, sentence_languages
from reader.segmentation.repeats import find_repeats
from reader.segmentation.sentences import split_sentences

__all__ = ["Piece", "cut_blocks", "spans_of"]

_RUNNING_ON = frozenset(
    [
        Structure.UNKNOWN,
        Structure.CODE,
        Structure.HEADING,
        Structure.TITLE,
        Structure.NAVIGATION,
        Structure.RUNNING_HEAD,
    ]
)
_LONGEST = 4000  # characters of a sentence that are looked at for its language and repeats


@dataclass(frozen=True, slots=True)
class Piece:
    """A stretch of a block that becomes a block of its own.

    Args:
        start: where it begins in the document's text.
        end: where it ends, excluded.
        block: the index of the block that it was cut from.
        language: what it is written in, by itself.
        voters: how many words of its block told that language.
        repeats: the index of the piece that it says again.
        debris: whether it is punctuation that lost its sentence.
        sentences: where the sentences of a whole block begin and end in the document's text, as ``split_sentences`` cut
            it in the piece's own language; empty for part of a block.
    """

    start: int
    end: int
    block: int
    language: Language
    voters: int = 0
    repeats: int | None = None
    debris: bool = False
    sentences: tuple[tuple[int, int], ...] = ()


@dataclass(frozen=True, slots=True)
class _Sentence:
    start: int
    end: int
    block: int
    language: Language
    split_in: Language  # the language of its block, by whose rules it was cut
    voters: int
    debris: bool


def cut_blocks(document: Document) -> list[Piece]:
    """The pieces of a document, in order; together they hold all that its blocks hold."""
    sentences = [s for index in range(len(document.blocks)) for s in _sentences(document, index)]
    repeats = find_repeats([document.text[s.start : min(s.end, s.start + _LONGEST)] for s in sentences])
    blocks = [s.block for s in sentences]
    roots = [None if r is None else blocks[r] for r in repeats]
    pieces: list[Piece] = []
    piece_of: list[int] = []
    together = zip(blocks, (s.language for s in sentences), (s.debris for s in sentences), roots, strict=True)
    for _, run in groupby(enumerate(together), key=lambda item: item[1]):
        members = [index for index, _ in run]
        first, last = sentences[members[0]], sentences[members[-1]]
        root = repeats[members[0]]
        block = document.blocks[first.block]
        whole = (first.start, last.end) == (block.start, block.end) and first.language is first.split_in
        pieces.append(
            Piece(
                first.start,
                last.end,
                first.block,
                first.language,
                voters=first.voters,
                repeats=None if root is None else piece_of[root],
                debris=first.debris,
                sentences=tuple((s.start, s.end) for s in sentences[members[0] : members[-1] + 1]) if whole else (),
            )
        )
        piece_of += [len(pieces) - 1] * len(members)
    return pieces


def spans_of(text: str, language: Language, structure: Structure) -> list[tuple[int, int]]:
    """The sentences of a block, as ``split_sentences`` gives them; none runs on over a line end that the author set."""
    if "\n" not in text or structure in _RUNNING_ON:
        return split_sentences(text, language)
    found: list[tuple[int, int]] = []
    at = 0
    for line in text.split("\n"):
        found += [(at + start, at + end) for start, end in split_sentences(line, language)]
        at += len(line) + 1
    return found


def _sentences(document: Document, index: int) -> list[_Sentence]:
    block = document.blocks[index]
    text = document.text[block.start : block.end]
    language, voters = identify(text)
    spans = spans_of(text, language, block.structure)
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
            language,
            voters,
            debris=len(spans) > 1 and not any(c.isalnum() for c in text[start:end]),
        )
        for (start, end), spoken in zip(spans, languages, strict=True)
    ]
