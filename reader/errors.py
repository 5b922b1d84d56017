"""What can go wrong, as far as a user can do something about it.

::

    ReaderError            every error that a user is meant to read
    ├── ConfigError        a config file, environment variable or option does not say what it should
    ├── DocumentError      a document cannot be read
    │   ├── MissingDocument    it is not there, or a folder holds none
    │   ├── EmptyDocument      nothing to read stands in it
    │   ├── UnknownFormat      its bytes are none of the formats that we read
    │   └── BrokenDocument     its format is known, yet it is damaged or hostile
    ├── PackageError       an MT package is missing, broken or not trusted
    │   └── NetworkError       a download did not come through
    ├── TranslationError   the engine failed on sound input
    ├── AlignmentError     alignment input or an operation on beads that makes no sense
    ├── DictionaryError    an installed dictionary cannot be read
    ├── MemoryFileError    the translation memory cannot be opened, read or written
    └── ExportError        an output cannot be made or written

Each error is one line that says what is wrong and where; ``hint`` says what to do about it.
"""

from __future__ import annotations

__all__ = [
    "AlignmentError",
    "BrokenDocument",
    "ConfigError",
    "DictionaryError",
    "DocumentError",
    "EmptyDocument",
    "ExportError",
    "MemoryFileError",
    "MissingDocument",
    "NetworkError",
    "PackageError",
    "ReaderError",
    "TranslationError",
    "UnknownFormat",
]


class ReaderError(Exception):
    """An error that a user is meant to read.

    Args:
        message: one line: what is wrong, and where.
        hint: one line: what to do about it; may be empty.
    """

    def __init__(self, message: str, *, hint: str = "") -> None:
        super().__init__(message)
        self.hint = hint


class ConfigError(ReaderError):
    """A config file, environment variable or option does not say what it should."""


class DocumentError(ReaderError):
    """A document cannot be read."""


class MissingDocument(DocumentError):  # noqa: N818 - the tree reads better by what is the matter
    """The document is not there, or a folder holds none."""


class EmptyDocument(DocumentError):  # noqa: N818
    """Nothing to read stands in the document."""


class UnknownFormat(DocumentError):  # noqa: N818
    """The bytes are none of the formats that we read."""


class BrokenDocument(DocumentError):  # noqa: N818
    """The format is known, yet the document is damaged or hostile."""


class PackageError(ReaderError):
    """An MT package is missing, broken or not trusted."""


class NetworkError(PackageError):
    """A download did not come through."""


class TranslationError(ReaderError):
    """The engine failed on sound input."""


class AlignmentError(ReaderError):
    """Alignment input, or an operation on beads, that makes no sense."""


class DictionaryError(ReaderError):
    """An installed dictionary cannot be read."""


class MemoryFileError(ReaderError):
    """The translation memory cannot be opened, read or written."""


class ExportError(ReaderError):
    """An output cannot be made or written."""
