"""What to call a bitext on its first page."""

from __future__ import annotations

from pathlib import PurePath

from reader.bitext import Bitext
from reader.documents import Role, plain

__all__ = ["title_of"]


def title_of(bitext: Bitext) -> str:
    """The title that the file declares, else its title block's text, else the file's name."""
    document = bitext.source_document
    if document.title and plain(document.title):
        return plain(document.title)
    for block in document.blocks:
        if block.role is Role.TITLE and not block.hidden:
            return plain(document.text[block.start : block.end])
    return PurePath(document.name).name or "-"
