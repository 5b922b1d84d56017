"""The glossaries in force: the user's, and the document's own, which goes first."""

from __future__ import annotations

from pathlib import Path

from reader import paths
from reader.errors import ConfigError
from reader.pipeline.opening import prepared
from reader.translation import Glossary, Term, load_glossary, save_glossary

__all__ = [
    "add_term",
    "document_glossary_file",
    "glossary_for",
    "import_terms",
    "read_glossary",
    "remove_term",
    "user_glossary_file",
]


def user_glossary_file() -> Path:
    """Where the user's glossary lies."""
    return paths.config_folder() / "glossary.tsv"


def document_glossary_file(content_id: str) -> Path:
    """Where the glossary of a document lies, by its content id."""
    return paths.data_folder() / "glossaries" / f"{content_id}.tsv"


def glossary_for(content_id: str = "") -> Glossary:
    """The terms that hold for a document: its own before the user's.

    Raises:
        ConfigError: a glossary file says what it should not.
    """
    glossary = read_glossary(user_glossary_file())
    if content_id:
        glossary = glossary.merge(read_glossary(document_glossary_file(content_id)).terms)
    return glossary


def read_glossary(file: Path) -> Glossary:
    """A glossary file; empty where there is none.

    Raises:
        ConfigError: the file says what it should not.
    """
    return load_glossary(file) if file.exists() else Glossary()


def file_for(document: Path | None) -> Path:
    """The user's glossary file, or that of a document.

    Raises:
        DocumentError: the document cannot be read.
    """
    return user_glossary_file() if document is None else document_glossary_file(prepared(document)[0].content_id)


def add_term(source: str, target: str, note: str = "", *, document: Path | None = None) -> Path:
    """Add a term, or replace the one of the same French; the file that it went to.

    Raises:
        ConfigError: it is no term.
    """
    file = file_for(document)
    try:
        term = Term(source.strip(), target.strip(), note.strip())
    except ValueError as error:
        raise ConfigError(str(error)) from error
    save_glossary(read_glossary(file).add(term), file)
    return file


def remove_term(source: str, *, document: Path | None = None) -> None:
    """Take a term away.

    Raises:
        ConfigError: it is not in the glossary.
    """
    file = file_for(document)
    save_glossary(read_glossary(file).remove(source), file)


def import_terms(other: Path, *, document: Path | None = None) -> int:
    """Add the terms of a TSV file; how many.

    Raises:
        ConfigError: the file says what it should not.
    """
    file = file_for(document)
    terms = load_glossary(other).terms
    glossary = read_glossary(file)
    for term in terms:
        glossary = glossary.add(term)
    save_glossary(glossary, file)
    return len(terms)
