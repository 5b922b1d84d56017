"""Which format bytes are in: by what stands in them first, by the name's suffix where that leaves it open."""

from __future__ import annotations

import re
from pathlib import PurePath

from reader.errors import UnknownFormat
from reader.formats.encodings import looks_binary

__all__ = ["SUFFIXES", "detect", "suffix_format"]

SUFFIXES: dict[str, tuple[str, ...]] = {
    "plain_text": (".txt", ".text", ".asc"),
    "markdown": (".md", ".markdown", ".mdown", ".mkd"),
    "html": (".html", ".htm", ".xhtml", ".xht"),
    "epub": (".epub",),
    "docx": (".docx", ".docm", ".dotx"),
    "pdf": (".pdf",),
}
_PACKED = (".gz",)
_HINT = "it reads plain text, Markdown, HTML, EPUB, DOCX and PDF"
_HEAD = 4096
_FOREIGN: tuple[tuple[bytes, str, str], ...] = (
    (b"{\\rtf", "an RTF file", "save it as DOCX or plain text"),
    (
        b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1",
        "an old Office file (.doc) or a locked DOCX",
        "save it as DOCX, without a password",
    ),
    (b"Rar!", "a RAR archive", "unpack it first"),
    (b"7z\xbc\xaf\x27\x1c", "a 7z archive", "unpack it first"),
    (b"BZh", "a bzip2 file", "unpack it first"),
    (b"\xfd7zXZ\x00", "an xz file", "unpack it first"),
    (b"\x28\xb5\x2f\xfd", "a zstd file", "unpack it first"),
    (b"\x89PNG", "a picture", _HINT),
    (b"\xff\xd8\xff", "a picture", _HINT),
    (b"GIF8", "a picture", _HINT),
    (b"%!PS", "a PostScript file", "convert it to PDF, or better to plain text"),
    (b"\x7fELF", "a program", _HINT),
    (b"SQLite format 3\x00", "a database", _HINT),
    (b"AT&TFORM", "a DjVu file", "convert it to PDF or plain text"),
    (b"ITSF", "a CHM file", "convert it to EPUB or HTML"),
)
_HTML = re.compile(rb"<!doctype\s+html|<(?:html|head|body|title)[\s>]|<meta\s", re.IGNORECASE)
_FRAGMENT = re.compile(rb"<(?:h[1-6]|article|main|div|section|table|p|ul|span)(?:\s[^<>]{0,500})?>", re.IGNORECASE)
_XML_NOISE = re.compile(rb"\s*(?:<\?[^>]{0,500}\?>\s*|<!--.{0,2000}?-->\s*)*", re.DOTALL)
_ROOT = re.compile(rb"<([A-Za-z_][\w:.-]{0,60})")


def suffix_format(name: str) -> str | None:
    """The format that the suffix of a file name speaks for; ``.txt.gz`` counts as ``.txt``."""
    path = PurePath(name.lower())
    if path.suffix in _PACKED:
        path = path.with_suffix("")
        if not path.suffix:
            return "plain_text"
    return next((known for known, suffixes in SUFFIXES.items() if path.suffix in suffixes), None)


def detect(data: bytes, *, name: str) -> str:
    """The name of the format that the bytes are in.

    Raises:
        UnknownFormat: none of ours.
    """
    head = data[:_HEAD]
    for magic, what, hint in _FOREIGN:
        if head.startswith(magic):
            raise UnknownFormat(f"{name}: {what}, which it cannot read", hint=hint)
    if head.startswith((b"PK\x03\x04", b"PK\x05\x06")):
        return _zip_format(data, name=name)
    if b"%PDF-" in head[:1024] and (head.startswith(b"%PDF-") or looks_binary(data)):
        return "pdf"
    return _text_format(data, head, name=name)


def _zip_format(data: bytes, *, name: str) -> str:
    """EPUB or DOCX, by the names of the members, which stand uncompressed in the archive."""
    if b"mimetypeapplication/epub+zip" in data[:200] or b"META-INF/container.xml" in data:
        return "epub"
    if b"word/document" in data:
        return "docx"
    if b"application/vnd.oasis.opendocument" in data[:300]:
        raise UnknownFormat(f"{name}: an OpenDocument file, which it cannot read", hint="save it as DOCX")
    by_name = suffix_format(name)
    if by_name in {"epub", "docx"}:
        return by_name
    raise UnknownFormat(f"{name}: a zip archive that is neither EPUB nor DOCX", hint="unpack it first")


def _text_format(data: bytes, head: bytes, *, name: str) -> str:
    by_name = suffix_format(name)
    narrow = (
        head.replace(b"\x00", b"") if head[:2] in {b"\xff\xfe", b"\xfe\xff"} else head.removeprefix(b"\xef\xbb\xbf")
    )
    noise = _XML_NOISE.match(narrow)
    body = narrow[noise.end() :] if noise else narrow
    if _HTML.match(body) or (by_name != "markdown" and _FRAGMENT.match(body) and b"</" in data[:100_000]):
        return "html"
    xml = narrow.lstrip().startswith(b"<?xml")
    root = _ROOT.search(body) if xml else None
    if root and by_name != "html":
        raise UnknownFormat(
            f"{name}: an XML file ({root[1].decode('ascii', 'replace')}), which it cannot read", hint=_HINT
        )
    if by_name in {"html", "markdown", "plain_text"}:
        return by_name
    if data[60:68] in {b"BOOKMOBI", b"TEXtREAd"}:
        raise UnknownFormat(f"{name}: a Kindle book, which it cannot read", hint="convert it to EPUB")
    return "plain_text"
