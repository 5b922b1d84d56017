"""What the engine and the memory are asked for the segments of a document: their text, with code and the labels of notes marked.

The memory keeps such a translation under the text as it stands in the document, and under a decoding of its own: the same
words without marks may come out otherwise.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING

from reader.documents import Block, Document, MarkKind, Segment, Structure
from reader.exporters.inline import MarkIndex
from reader.languages import Language
from reader.translation import is_marked, marked, unmarked

if TYPE_CHECKING:
    from reader.bitext import Bitext, Hypothesis
    from reader.memory import Memory

__all__ = ["asked_for", "programs", "recalled", "remember", "requests"]

_MARKED = ";marked"
_SYMBOLS = frozenset("{}()[]=<>;_$#\\|&*+/@`\"'")
# The least share of symbols in a program, and in one that its document calls code.
_PROGRAM, _MARKED_PROGRAM = 0.08, 0.04


def asked_for(bitext: Bitext, indices: Sequence[int]) -> dict[int, str]:
    """What to ask for each of these source segments."""
    texts = requests(bitext.source_document, [bitext.source[i] for i in indices])
    return dict(zip(indices, texts, strict=True))


def requests(document: Document, segments: Sequence[Segment]) -> list[str]:
    """What to ask for each of these segments of a document."""
    if not any(mark.kind in {MarkKind.CODE, MarkKind.NOTE_REFERENCE} for mark in document.marks):
        return [segment.plain for segment in segments]
    index = MarkIndex(document)
    return [_asked(index, segment) for segment in segments]


def _asked(index: MarkIndex, segment: Segment) -> str:
    line = index.inline([segment])
    labels = [(m.start, m.end) for m in line.marks if m.kind is MarkKind.NOTE_REFERENCE and m.end > m.start]
    code = [(m.start, m.end) for m in line.marks if m.kind is MarkKind.CODE and m.end > m.start]
    return marked(line.text, code=code, labels=labels)


def programs(document: Document) -> frozenset[int]:
    """The blocks, by index, that are programs; a block of code may be prose: old pages and letters are set so."""
    return frozenset(
        at
        for at, block in enumerate(document.blocks)
        if block.structure is Structure.CODE and _is_program(document, block)
    )


def _is_program(document: Document, block: Block) -> bool:
    if block.language is not Language.FRENCH:
        return True
    text = "".join(document.text[block.start : block.end].split())
    share = sum(character in _SYMBOLS for character in text) / max(1, len(text))
    said = any(m.kind is MarkKind.CODE and m.start <= block.start and m.end >= block.end for m in document.marks)
    return share >= (_MARKED_PROGRAM if said else _PROGRAM)


def recalled(memory: Memory, texts: Sequence[str], decoding: str, *, document: str) -> dict[str, Hypothesis]:
    """What the memory knows of such texts; see `Memory.recall`."""
    bare = [text for text in texts if not is_marked(text)]
    found = memory.recall(bare, decoding, document=document)
    plain_of = {text: unmarked(text) for text in texts if is_marked(text)}
    if plain_of:
        known = memory.recall(list(plain_of.values()), decoding + _MARKED, document=document)
        found |= {text: known[plain] for text, plain in plain_of.items() if plain in known}
    return found


def remember(memory: Memory, translations: Iterable[tuple[str, Hypothesis]], decoding: str, *, document: str) -> None:
    """Keep what the machine made of such texts."""
    everything = list(translations)
    for with_marks, name in ((False, decoding), (True, decoding + _MARKED)):
        kept = [(unmarked(text), h) for text, h in everything if is_marked(text) is with_marks]
        if kept:
            memory.remember_machine(kept, name, document=document)
