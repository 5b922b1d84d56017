"""What a batch is asked to export: files, folders, patterns, lists, standard input."""

from __future__ import annotations

import glob
import os
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path, PurePath

from reader import formats

__all__ = ["BatchItem", "batch_items", "listed"]


@dataclass(frozen=True, slots=True)
class BatchItem:
    """A document of a batch.

    Args:
        path: the file, or ``-``.
        inside: what its outputs are called after, relative to the folder of outputs: below a folder that was asked
            for, its folders are kept.
        second: the other file of a pair.
    """

    path: Path
    inside: PurePath
    second: Path | None = None

    @property
    def size(self) -> int:
        """Bytes of the file; 0 where nobody can tell."""
        try:
            return self.path.stat().st_size
        except OSError:
            return 0


def batch_items(arguments: Iterable[str | Path], *, second: Path | None = None) -> tuple[BatchItem, ...]:
    """Every document that the arguments name, each once, in order; folders are sorted.

    A path that is not there is kept: it will be reported like any other document that cannot be read.

    Args:
        arguments: files, folders, patterns that no shell has expanded, ``-``.
        second: the English of a pair, where there is one argument.
    """
    found: dict[str, BatchItem] = {}
    for argument in arguments:
        for item in _items(argument):
            found.setdefault(os.path.realpath(item.path) if str(item.path) != "-" else "-", item)
    items = tuple(found.values())
    return (BatchItem(items[0].path, items[0].inside, second),) if second is not None and len(items) == 1 else items


def _items(argument: str | Path) -> Iterator[BatchItem]:
    path = Path(argument)
    if str(argument) == "-":
        yield BatchItem(path, PurePath("stdin"))
    elif path.is_dir():
        for file in sorted(path.rglob("*")):
            if not _hidden(file.relative_to(path)) and file.is_file() and formats.is_readable(file):
                yield BatchItem(file, file.relative_to(path))
    elif glob.has_magic(str(argument)) and not path.exists():
        matches = sorted(glob.glob(str(argument), recursive=True))  # noqa: PTH207 - a pattern may be absolute
        for match in matches:
            yield from _items(match)
        if not matches:
            yield BatchItem(path, PurePath(path.name))
    else:
        yield BatchItem(path, PurePath(path.name))


def _hidden(path: PurePath) -> bool:
    """Whether a dot file or folder is on the way: half-written files are such."""
    return any(part.startswith(".") for part in path.parts)


def listed(text: str) -> tuple[str, ...]:
    """The paths of a list: one a line, or ended by NUL as ``find -print0`` writes them; empty ones left out."""
    return tuple(p for p in (text.split("\0") if "\0" in text else text.splitlines()) if p.strip())
