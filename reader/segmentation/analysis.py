"""Finds out what the blocks of a document are and cuts them into segments."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from reader.documents import HIDDEN_ROLES, Block, Document, Role, Segment
from reader.languages import Language
from reader.segmentation.pieces import Piece, cut_blocks
from reader.segmentation.roles import find_roles
from reader.segmentation.sentences import split_sentences

__all__ = ["analyse", "segment"]


def analyse(document: Document, *, overrides: Sequence[tuple[int, Role]] = ()) -> Document:
    """The same document with final blocks: role, language and repeat_of of each.

    Args:
        document: as a format reader made it.
        overrides: the user's own word on blocks: (index among the final blocks, role).
    """
    pieces = cut_blocks(document)
    languages = _settled([p.language for p in pieces])
    roles = find_roles(document, pieces, languages)
    blocks = [
        _block(document.blocks[piece.block], piece, language, role)
        for piece, language, role in zip(pieces, languages, roles, strict=True)
    ]
    for index, role in overrides:
        if 0 <= index < len(blocks):
            blocks[index] = replace(blocks[index], role=role, shown=role not in HIDDEN_ROLES)
    return document.with_blocks(tuple(blocks))


def _block(block: Block, piece: Piece, language: Language, role: Role) -> Block:
    return replace(block, start=piece.start, end=piece.end, role=role, language=language, repeat_of=piece.repeats)


def _settled(languages: Sequence[Language]) -> list[Language]:
    """A piece that does not tell its language goes with the next that does, or else with the last."""
    settled = list(languages)
    known = Language.UNDETERMINED
    for index in range(len(settled) - 1, -1, -1):
        if settled[index] is Language.UNDETERMINED:
            settled[index] = known
        else:
            known = settled[index]
    for index, language in enumerate(settled):
        if language is Language.UNDETERMINED:
            settled[index] = settled[index - 1] if index else language
    return settled


def segment(document: Document) -> tuple[Segment, ...]:
    """Every block, hidden ones too, cut into sentences or other units of translation."""
    found: list[Segment] = []
    for index, block in enumerate(document.blocks):
        text = document.text[block.start : block.end]
        found.extend(
            Segment(index, block.start + start, block.start + end, text[start:end])
            for start, end in split_sentences(text, block.language)
        )
    return tuple(found)
