"""The vocabulary as a file."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

from reader.memory import Word, to_anki, to_tsv
from reader.pipeline.batch_files import write_whole

__all__ = ["write_words"]


def write_words(words: Iterable[Word], path: Path, *, anki: bool) -> None:
    """Write words as a file that Anki imports, or as a table.

    Raises:
        ExportError: the file cannot be written.
    """
    write_whole(path, (to_anki(words) if anki else to_tsv(words)).encode())
