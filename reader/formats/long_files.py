"""A long file of which a part is wanted at once and all of it later."""

from __future__ import annotations

from dataclasses import dataclass

from reader.documents import Block, Document
from reader.formats.plain_text import cleaned_document

__all__ = ["LongFile"]

_BLANK = "\n\n"


@dataclass(frozen=True, slots=True)
class LongFile:
    """What has been read of a file. Plain text is cut into paragraphs only where that is asked for.

    Args:
        unparsed: the whole text in one block, or in none; of another format than plain text, the Document as it is.
        parsed: whether it is that.
    """

    unparsed: Document
    parsed: bool

    @property
    def content_id(self) -> str:
        """What names the document."""
        return self.unparsed.content_id

    def around(self, start: int, end: int) -> Document:
        """The document with the paragraphs between two offsets at least; what stands before and after may be one block each.

        By themselves lines may be joined otherwise than in the whole, which tells more of how they are wrapped.
        """
        text = self.unparsed.text
        first = 0 if start <= 0 else max(0, text.rfind(_BLANK, 0, start))
        last = text.find(_BLANK, end) if end < len(text) else -1
        last = len(text) if last < 0 else last
        if self.parsed or (first == 0 and last == len(text)) or not text[first:last].strip():
            return self.whole()
        part = cleaned_document(text[first:last], name=self.unparsed.name)
        blocks = [Block(b.start + first, b.end + first, b.structure) for b in part.blocks]
        if text[:first].strip():
            blocks.insert(0, Block(0, first))
        if text[last:].strip():
            blocks.append(Block(last, len(text)))
        return self.unparsed.with_blocks(tuple(blocks))

    def whole(self) -> Document:
        """The Document that ``read`` gives."""
        return self.unparsed if self.parsed else cleaned_document(self.unparsed.text, name=self.unparsed.name)
