"""What a user names on the command line: files, folders, pairs, words of a title."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, BinaryIO

from reader import formats, segmentation
from reader.errors import MissingDocument
from reader.languages import Language
from reader.memory import Shelf, ShelfDocument
from reader.pipeline.opening import main_language, prepared
from reader.pipeline.resources import Resources

__all__ = ["Choice", "choose", "describe_document", "files_in"]


@dataclass(frozen=True, slots=True)
class Choice:
    """A document to open: its path, and the second file of a pair."""

    path: Path
    second: Path | None = None


def choose(arguments: Sequence[str], resources: Resources) -> tuple[Choice, ...]:
    """What the arguments of ``reader`` mean.

    Nothing: the document read last. Two files of which one is French and one English: a pair. Files and folders: each
    document in them. Else: words of the title of a document read before.

    Raises:
        MissingDocument: none of this is there.
    """
    shelf = Shelf(resources.memory)
    if not arguments:
        last = shelf.recent(limit=1)
        if not last:
            raise MissingDocument("no document has been read yet", hint="open one: reader FILE")
        return (_on_shelf(last[0]),)
    if any(a == "-" or Path(a).exists() for a in arguments):
        if len(arguments) == 2 and all(Path(a).is_file() for a in arguments) and _is_pair(*arguments):  # noqa: PLR2004
            return (Choice(Path(arguments[0]), Path(arguments[1])),)
        return tuple(Choice(path) for path in files_in(arguments))
    known = shelf.find(" ".join(arguments))
    if not known:
        raise MissingDocument(
            f"{' '.join(arguments)}: no such file, and no document read before is called so",
            hint="reader library lists those",
        )
    return tuple(_on_shelf(document) for document in known)


def _on_shelf(document: ShelfDocument) -> Choice:
    return Choice(Path(document.path), Path(document.second) if document.second else None)


def _is_pair(first: str, second: str) -> bool:
    """Whether two files are a French text and an English one."""
    languages = {main_language(prepared(path)[0]) for path in (first, second)}
    return languages == {Language.FRENCH, Language.ENGLISH}


def files_in(arguments: Iterable[str | Path]) -> tuple[Path, ...]:
    """The documents that files and folders name; a folder stands for what it holds, sorted, deep down.

    Raises:
        MissingDocument: a path is not there, or a folder holds no document.
    """
    found: list[Path] = []
    for argument in arguments:
        path = Path(argument)
        if path.is_dir():
            inside = sorted(p for p in path.rglob("*") if p.is_file() and formats.is_readable(p))
            if not inside:
                raise MissingDocument(
                    f"{path}: no document in this folder", hint="reader reads txt, md, html, epub, docx, pdf"
                )
            found += inside
        elif str(argument) == "-" or path.exists():
            found.append(path)
        else:
            raise MissingDocument(f"{path}: no such file", hint="check the name")
    return tuple(dict.fromkeys(found))


def describe_document(path: str | Path, *, stdin: BinaryIO | None = None) -> dict[str, Any]:
    """What was found in a document, as plain values: see ``segmentation.describe``.

    Raises:
        DocumentError: it cannot be read.
    """
    return segmentation.describe(*prepared(path, stdin=stdin))
