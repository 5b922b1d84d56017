"""Changes to glossaries: the user's, and a document's own."""

from __future__ import annotations

from pathlib import Path

from reader.errors import ConfigError
from reader.pipeline.glossary_files import document_glossary_file, read_glossary, user_glossary_file
from reader.pipeline.opening import open_bitext, prepared
from reader.pipeline.resources import Resources
from reader.pipeline.translating import settled_terms
from reader.translation import Term, load_glossary, save_glossary

__all__ = ["add_term", "file_for", "import_terms", "read_glossary", "remove_term", "settled_by"]


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


def settled_by(document: Path, resources: Resources) -> tuple[Term, ...]:
    """The terms that the human English of a document settles; none where the configuration switches them off.

    Raises:
        DocumentError: the document cannot be read.
    """
    if not resources.config.translation.build_on_human:
        return ()
    return settled_terms(open_bitext(document, resources=resources)[1], resources)
