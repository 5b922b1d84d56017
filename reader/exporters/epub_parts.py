"""What every EPUB that we write shares: the archive, the style, the moment."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Iterable

__all__ = ["MIMETYPE", "MODIFIED", "ORIGINAL", "STYLE", "TRANSLATION", "archive"]

MIMETYPE = b"application/epub+zip"
MODIFIED = "1980-01-01T00:00:00Z"  # EPUB 3 asks for a moment; where none is wanted, it is that of all our archives
_EPOCH = (1980, 1, 1, 0, 0, 0)

# Reading systems such as CrossPoint show both, the original or the translation by these classes; others go by xml:lang.
ORIGINAL = "cp-original"
TRANSLATION = "cp-translation"

STYLE = """\
.cp-translation { opacity: 0.82; font-style: inherit; margin-left: 1.2em; }
h1.cp-translation, h2.cp-translation, h3.cp-translation, h4.cp-translation { font-size: 1em; margin-left: 0; }
span.cp-translation { margin-left: 0; }
"""


def archive(members: Iterable[tuple[str, bytes]]) -> bytes:
    """An EPUB of these members: the media type first, stored and bare (OCF 3.3, 4.2); each dated alike."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as file:
        _add(file, "mimetype", MIMETYPE, zipfile.ZIP_STORED)
        for name, content in members:
            if name != "mimetype":
                _add(file, name, content, zipfile.ZIP_DEFLATED)
    return out.getvalue()


def _add(file: zipfile.ZipFile, name: str, content: bytes, method: int) -> None:
    info = zipfile.ZipInfo(name, _EPOCH)
    info.compress_type, info.external_attr, info.create_system = method, 0o644 << 16, 3
    file.writestr(info, content)
