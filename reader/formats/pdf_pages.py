"""The lines of text on the pages of a PDF, with where they stand; the one module that knows PDFium.

PDFium is no thread-safe library, so a lock lets one document through at a time.
"""

from __future__ import annotations

import ctypes
import math
import re
import sys
import threading
import time
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from reader.errors import BrokenDocument, DocumentError
from reader.formats.cleaning import clean_inline

if TYPE_CHECKING:
    from collections.abc import Iterator

__all__ = ["Box", "Page", "read_pages"]

_LOCK = threading.Lock()
_PAGES = 20_000
_CHARACTERS = 30_000_000
_SECONDS = 300.0
# PDFium gives the hyphen at a line's end a code of its own.
_LETTERS = {0x02: "-", 0xFFFE: "-", 0xAD: "-", 0x2010: "-"} | {
    0xFB00 + index: letters for index, letters in enumerate(("ff", "fi", "fl", "ffi", "ffl", "st", "st"))
}
_WORD = re.compile("([ \t\r\n]*)([^ \t\r\n\x02\ufffe]*[\x02\ufffe]|[^ \t\r\n\x02\ufffe]+)")
_GAP = 1.5  # of the height: a wider gap parts columns or cells
_BOLD = re.compile(rb"bold|black|heavy|-bd\b|cmbx|sfbx", re.IGNORECASE)


@dataclass(slots=True)
class Box:
    """A run of text on one line, in points from the lower left corner of the page."""

    text: str
    left: float
    right: float
    bottom: float
    top: float
    size: float = 0.0  # of the font, as it shows on the page
    label: bool = False  # it begins with a raised figure
    bold: bool = False

    @property
    def height(self) -> float:
        """Of the font's box: its size, about."""
        return self.top - self.bottom


@dataclass(frozen=True, slots=True)
class Page:
    """The runs of a page in the order of the file, and its height."""

    boxes: tuple[Box, ...]
    height: float


def read_pages(data: bytes, *, name: str) -> tuple[list[Page], dict[str, str]]:
    """The pages, and what the file declares (``Title``, ``Author`` and so on).

    Raises:
        BrokenDocument: damaged, or beyond the bounds of time and size.
        DocumentError: it asks for a password.
    """
    import pypdfium2  # noqa: PLC0415 - heavy

    with _LOCK:
        try:
            document = pypdfium2.PdfDocument(data)
        except pypdfium2.PdfiumError as error:
            if "password" in str(error).lower():
                raise DocumentError(f"{name}: it asks for a password", hint="save it without a password") from error
            raise BrokenDocument(f"{name}: a damaged or cut-short PDF", hint="download or export it again") from error
        try:
            declared = {str(key): clean_inline(str(value)) for key, value in document.get_metadata_dict().items()}
            return list(_pages(document, name=name)), declared
        except pypdfium2.PdfiumError as error:
            raise BrokenDocument(f"{name}: a damaged PDF", hint="download or export it again") from error
        finally:
            document.close()


def _pages(document: Any, *, name: str) -> Iterator[Page]:  # noqa: ANN401 - pypdfium2 has no types
    import pypdfium2  # noqa: PLC0415 - heavy

    count = len(document)
    if count > _PAGES:
        raise BrokenDocument(f"{name}: more than {_PAGES} pages", hint="split it")
    end = time.monotonic() + _SECONDS
    characters = 0
    broken = 0
    for index in range(count):
        try:
            page = document[index]
            text = page.get_textpage()
        except pypdfium2.PdfiumError:
            broken += 1
            continue
        characters += text.count_chars()
        if characters > _CHARACTERS or time.monotonic() > end:
            raise BrokenDocument(f"{name}: too much text for a PDF, or it takes too long", hint="split it")
        yield Page(tuple(_TextPage(text.raw, text.count_chars()).runs()), page.get_height())
        text.close()
        page.close()
    if broken == count:
        raise BrokenDocument(
            f"{name}: a damaged PDF: none of its pages can be read", hint="download or export it again"
        )


class _TextPage:
    """A page's characters, and where they stand.

    Args:
        text: PDFium's handle.
        count: of its characters.
    """

    def __init__(self, text: Any, count: int) -> None:  # noqa: ANN401
        from pypdfium2 import raw  # noqa: PLC0415 - heavy

        self._raw = raw
        self._text = text
        self._count = count
        self._rectangle = raw.FS_RECTF()
        self._matrix = raw.FS_MATRIX()
        self._name = ctypes.create_string_buffer(128)

    def runs(self) -> Iterator[Box]:
        """Runs of words that stand side by side; PDFium sets a space or a line end wherever glyphs stand apart."""
        box: Box | None = None
        words: list[str] = []
        last = 0
        for match in _WORD.finditer(self._characters()):
            first, end = match.start(2), match.end(2) - 1
            here, there = self._place(first), self._place(end)
            if here is None or there is None:
                words.append(match[0])
                continue
            if box is not None and (match[1].strip(" \t") or _apart(box, here)):
                yield self._finished(box, words, last)
                box, words = None, []
            if box is None:
                box = here
                box.size = self._font_size(first) or box.height
                box.bold = self._is_bold(first)
            words.append(match[0])
            box.right = max(box.right, here.right, there.right)
            last = end
        if box is not None:
            yield self._finished(box, words, last)

    def _characters(self) -> str:
        """One character for each of PDFium's, so that places in the text are its indices."""
        buffer = ctypes.create_string_buffer(2 * (self._count + 1))
        units = self._raw.FPDFText_GetText(
            self._text, 0, self._count, ctypes.cast(buffer, ctypes.POINTER(ctypes.c_ushort))
        )
        whole = buffer.raw[: 2 * max(0, units - 1)].decode("utf-16-le", "replace")
        if len(whole) != self._count:
            codes = (self._raw.FPDFText_GetUnicode(self._text, index) for index in range(self._count))
            whole = "".join(chr(code) if 0 < code <= sys.maxunicode else " " for code in codes)
        return whole

    def _place(self, index: int) -> Box | None:
        where = self._rectangle
        if not self._raw.FPDFText_GetLooseCharBox(self._text, index, ctypes.byref(where)):
            return None
        return Box("", where.left, where.right, where.bottom, where.top)

    def _font_size(self, index: int) -> float:
        """The size of a character's font, scaled as the character is."""
        known = self._raw.FPDFText_GetMatrix(self._text, index, ctypes.byref(self._matrix))
        scale = math.hypot(self._matrix.c, self._matrix.d) if known else 1.0
        return abs(float(self._raw.FPDFText_GetFontSize(self._text, index))) * scale

    def _is_bold(self, index: int) -> bool:
        """Whether a character's font is called bold, as embedded fonts rarely say so otherwise."""
        flags = ctypes.c_int()
        length = self._raw.FPDFText_GetFontInfo(self._text, index, self._name, len(self._name), ctypes.byref(flags))
        return bool(length) and bool(_BOLD.search(self._name.raw[:length]))

    def _finished(self, box: Box, words: list[str], last: int) -> Box:
        box.text = clean_inline("".join(words).translate(_LETTERS))
        box.bold = box.bold and self._is_bold(last)
        return box


def _apart(box: Box, here: Box) -> bool:
    """Whether a character stands away from the run before it: on another line, beyond a gap, or back at the left."""
    size = max(box.height, here.height, 1.0)
    middle = (here.bottom + here.top) / 2
    if not box.bottom <= middle <= box.top and not here.bottom <= (box.bottom + box.top) / 2 <= here.top:
        return True
    return here.left - box.right > _GAP * size or here.right < box.right - size
