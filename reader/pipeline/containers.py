"""Hands an exporter the file that a document was read from, where the exporter rebuilds it."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

from reader.documents import Document
from reader.exporters import ExportOptions

__all__ = ["container_options"]


def container_options(path: Path, document: Document, wanted: Iterable[str], options: ExportOptions) -> ExportOptions:
    """The options, with the bytes of an EPUB and the places of its blocks where an EPUB is to be made of it."""
    return options
