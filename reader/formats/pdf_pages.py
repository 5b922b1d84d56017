"""The lines of text on the pages of a PDF, with where they stand; the one module that knows PDFium.

PDFium is no thread-safe library, so a lock lets one document through at a time.
"""

from __future__ import annotations

import ctypes
import math
import re
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
_HYPHENS = {0x02, 0xFFFE, 0xAD, 0x2010}  # PDFium gives the hyphen at a line's end a code of its own
_LIGATURES = {0xFB00: "ff", 0xFB01: "fi", 0xFB02: "fl", 0xFB03: "ffi", 0xFB04: "ffl", 0xFB05: "st", 0xFB06: "st"}
_GAP = 1.5  # of the height: a wider gap parts columns or cells
_BOLD = re.compile(rb"bold|black|heavy|-bd\b|cmbx|sfbx", re.IGNORECASE)
_FIRST_PRINTED = 0x20


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
        yield Page(tuple(_runs(text.raw, text.count_chars())), page.get_height())
        text.close()
        page.close()
    if broken == count:
        raise BrokenDocument(
            f"{name}: a damaged PDF: none of its pages can be read", hint="download or export it again"
        )


def _runs(text: Any, count: int) -> Iterator[Box]:  # noqa: ANN401
    """Runs of characters that stand side by side, spaces as PDFium makes them out."""
    from pypdfium2 import raw  # noqa: PLC0415 - heavy

    rectangle = raw.FS_RECTF()
    where = ctypes.byref(rectangle)
    letters: list[str] = []
    box: Box | None = None
    last = 0
    for index in range(count):
        code = raw.FPDFText_GetUnicode(text, index)
        ends = code in {0x0A, 0x0D}
        letter = _letter(code)
        placed = bool(letter.strip()) and bool(raw.FPDFText_GetLooseCharBox(text, index, where))
        here = Box("", rectangle.left, rectangle.right, rectangle.bottom, rectangle.top) if placed else None
        if box is not None and (ends or (here is not None and _apart(box, here))):
            yield _finished(box, letters, text, last)
            box, letters = None, []
        letters.append(letter)
        if here is None:
            continue
        if box is None:
            box = here
            box.size = _font_size(text, index) or box.height
            box.bold = _is_bold(text, index)
        box.right = max(box.right, here.right)
        last = index
    if box is not None:
        yield _finished(box, letters, text, last)


def _letter(code: int) -> str:
    if code in _HYPHENS:
        return "-"
    return _LIGATURES.get(code) or (chr(code) if code >= _FIRST_PRINTED else "")


def _font_size(text: Any, index: int) -> float:  # noqa: ANN401
    """The size of a character's font, scaled as the character is."""
    from pypdfium2 import raw  # noqa: PLC0415 - heavy

    matrix = raw.FS_MATRIX()
    scale = math.hypot(matrix.c, matrix.d) if raw.FPDFText_GetMatrix(text, index, ctypes.byref(matrix)) else 1.0
    return abs(float(raw.FPDFText_GetFontSize(text, index))) * scale


def _is_bold(text: Any, index: int) -> bool:  # noqa: ANN401
    """Whether a character's font is called bold, as embedded fonts rarely say so otherwise."""
    from pypdfium2 import raw  # noqa: PLC0415 - heavy

    buffer = ctypes.create_string_buffer(128)
    flags = ctypes.c_int()
    length = raw.FPDFText_GetFontInfo(text, index, buffer, len(buffer), ctypes.byref(flags))
    return bool(length) and bool(_BOLD.search(buffer.raw[:length]))


def _apart(box: Box, here: Box) -> bool:
    """Whether a character stands away from the run before it: on another line, beyond a gap, or back at the left."""
    size = max(box.height, here.height, 1.0)
    middle = (here.bottom + here.top) / 2
    if not box.bottom <= middle <= box.top and not here.bottom <= (box.bottom + box.top) / 2 <= here.top:
        return True
    return here.left - box.right > _GAP * size or here.right < box.right - size


def _finished(box: Box, letters: list[str], text: Any, last: int) -> Box:  # noqa: ANN401
    box.text = clean_inline("".join(letters))
    box.bold = box.bold and _is_bold(text, last)
    return box
