"""Hands an exporter the file that a document was read from, where the exporter rebuilds it."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

from reader import exporters, formats
from reader.documents import Document

if TYPE_CHECKING:
    from reader.exporters import ExportOptions

__all__ = ["container_options"]

_REBUILT = frozenset({"epub", "epub_translation"})


def container_options(path: Path, document: Document, wanted: Iterable[str], options: ExportOptions) -> ExportOptions:
    """The options, with the bytes of an EPUB and the places of its blocks where an EPUB is to be made of it.

    Args:
        path: where the document was read from.
        document: with the blocks as they are now; some may have been cut since it was read.
        wanted: names of export formats.
        options: what a person chose.
    """
    if document.format != "epub" or not _REBUILT & set(wanted) or not path.is_file():
        return options
    from reader.formats.epub import epub_places  # noqa: PLC0415 - brings lxml

    data = path.read_bytes()
    read = formats.read_bytes(data, name=document.name, format="epub")
    if read.text != document.text:  # it has been changed on the disk since
        return options
    places = epub_places(data)
    starts = [block.start for block in read.blocks]
    found = []
    for index, block in enumerate(document.blocks):
        unit = bisect_right(starts, block.start) - 1
        found.append(exporters.BlockPlace(index, *places[unit], unit))
    return replace(options, source_data=data, places=tuple(found))
