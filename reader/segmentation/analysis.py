"""Finds out what the blocks of a document are and cuts them into segments."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from reader.documents import HIDDEN_ROLES, Block, Document, Item, Role, Segment, Structure
from reader.languages import Language
from reader.segmentation.pieces import Piece, cut_blocks, spans_of
from reader.segmentation.roles import find_roles
from reader.segmentation.settling import settle_languages

__all__ = ["analyse", "prepare", "segment"]


def analyse(document: Document, *, overrides: Sequence[tuple[int, Role]] = ()) -> Document:
    """The same document with final blocks: role, language and repeat_of of each.

    Args:
        document: as a format reader made it.
        overrides: the user's own word on blocks: (index among the final blocks, role).
    """
    return _analysed(document, overrides)[0]


def prepare(document: Document, *, overrides: Sequence[tuple[int, Role]] = ()) -> tuple[Document, tuple[Segment, ...]]:
    """What ``analyse`` makes of a document, and what ``segment`` makes of that, without cutting each block twice."""
    final, pieces = _analysed(document, overrides)
    text = final.text
    found: list[Segment] = []
    for index, (block, piece) in enumerate(zip(final.blocks, pieces, strict=True)):
        if piece.sentences and block.language is piece.language:
            found += [Segment(index, start, end, text[start:end]) for start, end in piece.sentences]
        else:
            found += _segments(final, index)
    return final, tuple(found)


def segment(document: Document) -> tuple[Segment, ...]:
    """Every block, hidden ones too, cut into sentences or other units of translation."""
    return tuple(s for index in range(len(document.blocks)) for s in _segments(document, index))


def _segments(document: Document, index: int) -> list[Segment]:
    block = document.blocks[index]
    text = document.text[block.start : block.end]
    return [
        Segment(index, block.start + start, block.start + end, text[start:end])
        for start, end in spans_of(text, block.language, block.structure)
    ]


def _analysed(document: Document, overrides: Sequence[tuple[int, Role]]) -> tuple[Document, list[Piece]]:
    pieces = cut_blocks(document)
    languages = settle_languages(document.text, pieces)
    roles = find_roles(document, pieces, languages)
    blocks = [
        _block(document.blocks[piece.block], piece, language, role)
        for piece, language, role in zip(pieces, languages, roles, strict=True)
    ]
    for index, role in overrides:
        if 0 <= index < len(blocks):
            blocks[index] = replace(blocks[index], role=role, shown=role not in HIDDEN_ROLES)
    return document.with_blocks(tuple(blocks)), pieces


def _block(block: Block, piece: Piece, language: Language, role: Role) -> Block:
    item = block.item
    if piece.start > block.start and block.structure is Structure.LIST_ITEM:
        item = replace(item or Item(), continues=True)
    return replace(
        block, start=piece.start, end=piece.end, role=role, language=language, repeat_of=piece.repeats, item=item
    )
