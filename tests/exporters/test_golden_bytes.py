"""What each text format looks like, to the byte. ``GOLDEN=write pytest tests/exporters/test_golden_bytes.py`` writes it anew."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from reader import __version__
from reader.bitext import Bitext
from reader.exporters import EXPORTERS, ExportOptions, export

FOLDER = Path(__file__).parent.parent / "data" / "exporters"
FORMATS = [name for name in EXPORTERS if name not in ("epub", "epub_translation", "docx")]


@pytest.mark.parametrize("name", FORMATS)
def test_the_bytes_are_those_that_were_looked_at(name: str, bitext: Bitext) -> None:
    content = export(bitext, name, options=ExportOptions(both=True, hidden=True, package="fr_en-0.1"))
    content = content.replace(f'"{__version__}"'.encode(), b'"VERSION"').replace(
        f"reader {__version__}".encode(), b"reader VERSION"
    )
    file = FOLDER / f"golden{EXPORTERS[name].suffix}"
    if os.environ.get("GOLDEN") == "write":
        file.write_bytes(content)
    assert content == file.read_bytes()
