"""From files to Documents: every format that can be read, behind two functions.

:func:`read` takes a path (``-`` is standard input), :func:`read_bytes` takes bytes. The format is found out by what stands in
the bytes, then by the suffix. Each failure is one :class:`~reader.errors.DocumentError` with a hint.
"""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, BinaryIO

from reader.errors import UnknownFormat
from reader.formats.detection import SUFFIXES, detect, suffix_format
from reader.formats.drafts import empty
from reader.formats.sources import GZIP_MAGIC, gunzip, read_path, read_stdin

if TYPE_CHECKING:
    from reader.documents import Document
    from reader.formats.long_files import LongFile

__all__ = ["FORMATS", "FormatInfo", "is_readable", "read", "read_bytes", "read_long", "suffix_format"]


@dataclass(frozen=True, slots=True)
class FormatInfo:
    """What a user may want to know of a format.

    Args:
        suffixes: of file names, with the dot, in small letters.
        description: a line.
    """

    suffixes: tuple[str, ...]
    description: str


FORMATS: dict[str, FormatInfo] = {
    "plain_text": FormatInfo(SUFFIXES["plain_text"], "plain text, hard-wrapped or one paragraph a line; also gzipped"),
    "markdown": FormatInfo(SUFFIXES["markdown"], "Markdown (CommonMark with tables and footnotes)"),
    "html": FormatInfo(SUFFIXES["html"], "a saved web page"),
    "epub": FormatInfo(SUFFIXES["epub"], "an e-book, EPUB 2 or 3, without copy protection"),
    "docx": FormatInfo(SUFFIXES["docx"], "an office document (Word, LibreOffice)"),
    "pdf": FormatInfo(SUFFIXES["pdf"], "PDF with a text layer, as well as it can be done"),
}


def is_readable(path: str | Path) -> bool:
    """Whether a file's suffix is one that we read; for listing folders, nothing is opened."""
    return suffix_format(Path(path).name) is not None


def read(path: str | Path, *, stdin: BinaryIO | None = None) -> Document:
    """The Document in a file, or in standard input where the path is ``-``.

    Args:
        path: of the file.
        stdin: read in place of the process's own standard input.

    Raises:
        MissingDocument: there is no such file.
        EmptyDocument: nothing to read stands in it.
        UnknownFormat: it is in none of the formats.
        BrokenDocument: it is damaged or hostile.
        DocumentError: it cannot be opened.
    """
    if str(path) == "-":
        return read_bytes(read_stdin(stdin), name="-")
    return read_bytes(read_path(Path(path)), name=str(path))


def read_long(path: str | Path) -> LongFile:
    """A long file, of which a part can be had before all of it.

    Args:
        path: of the file.

    Raises:
        DocumentError: as ``read`` does.
    """
    from reader.formats.long_files import LongFile  # noqa: PLC0415
    from reader.formats.plain_text import unparsed  # noqa: PLC0415

    name, data = str(path), _unpacked(read_path(Path(path)), name=str(path))
    text = unparsed(data, name=name) if detect(data, name=name) == "plain_text" else None
    return LongFile(text, parsed=False) if text is not None else LongFile(read_bytes(data, name=name), parsed=True)


def _unpacked(data: bytes, *, name: str) -> bytes:
    if data.startswith(GZIP_MAGIC):
        data = gunzip(data, name=name)
    if not data.strip(b" \t\r\n\x00"):
        raise empty(name)
    return data


def read_bytes(data: bytes, *, name: str, format: str | None = None) -> Document:  # noqa: A002 - the door's word
    """The Document in bytes.

    Args:
        data: a whole file.
        name: what to call it; its suffix may decide the format.
        format: a key of ``FORMATS``; found out where None.

    Raises:
        EmptyDocument: nothing to read stands in it.
        UnknownFormat: it is in none of the formats.
        BrokenDocument: it is damaged or hostile.
    """
    data = _unpacked(data, name=name)
    if format is not None and format not in FORMATS:
        raise UnknownFormat(f"{format}: no such format", hint=f"one of {', '.join(FORMATS)}")
    chosen = format or detect(data, name=name)
    return _read_as(chosen, data, name=name)


def _read_as(chosen: str, data: bytes, *, name: str) -> Document:
    """Each format's module is imported only when a file asks for it: a plain text opens without lxml or PDFium."""
    if chosen == "html":
        from reader.formats.html import read_html  # noqa: PLC0415

        return read_html(data, name=name)
    if chosen == "epub":
        from reader.formats.epub import read_epub  # noqa: PLC0415

        return read_epub(data, name=name)
    if chosen == "docx":
        from reader.formats.docx import read_docx  # noqa: PLC0415

        return read_docx(data, name=name)
    if chosen == "pdf":
        from reader.formats.pdf import read_pdf  # noqa: PLC0415

        return read_pdf(data, name=name)
    if chosen == "markdown":
        from reader.formats.markdown import read_markdown  # noqa: PLC0415

        return read_markdown(data, name=name)
    from reader.formats.plain_text import read_plain_text  # noqa: PLC0415

    return read_plain_text(data, name=name)
