"""Where glossaries lie, and which terms hold for a document: its own before the user's."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from reader import paths, translation

if TYPE_CHECKING:
    from reader.translation import Glossary

__all__ = [
    "all_glossary_files",
    "document_glossary_file",
    "glossary_for",
    "read_glossary",
    "user_glossary_file",
]


def user_glossary_file() -> Path:
    """Where the user's glossary lies."""
    return paths.config_folder() / "glossary.tsv"


def document_glossary_file(content_id: str) -> Path:
    """Where the glossary of a document lies, by its content id."""
    return paths.data_folder() / "glossaries" / f"{content_id}.tsv"


def all_glossary_files() -> tuple[Path, ...]:
    """Every glossary that there is, the user's first."""
    files = (user_glossary_file(), *sorted(document_glossary_file("any").parent.glob("*.tsv")))
    return tuple(file for file in files if file.is_file())


def read_glossary(file: Path) -> Glossary:
    """A glossary file; empty where there is none.

    Raises:
        ConfigError: the file says what it should not.
    """
    return translation.load_glossary(file) if file.exists() else translation.Glossary()


def glossary_for(content_id: str = "") -> Glossary:
    """The terms that hold for a document: its own before the user's.

    Raises:
        ConfigError: a glossary file says what it should not.
    """
    glossary = read_glossary(user_glossary_file())
    if not content_id:
        return glossary
    return glossary.merge(read_glossary(document_glossary_file(content_id)).terms)
