"""Reads PO catalogues that come back from editors such as Poedit: https://www.gnu.org/software/gettext/manual/html_node/PO-Files.html."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

from reader.bitext import Origin, Status, TranslationUnit
from reader.errors import BrokenDocument, MissingDocument
from reader.memory.interchange import harmless

__all__ = ["read_po"]

_QUOTED = re.compile(r'"((?:[^"\\]|\\.)*)"\s*$')
_ESCAPED = re.compile(r"\\(.)")
_MEANS = {"n": "\n", "t": "\t", "r": "\r"}
_LARGEST = 1 << 28  # bytes


def read_po(path: Path) -> Iterator[TranslationUnit]:
    """The entries of a catalogue that are translated and not fuzzy: a person stands for them.

    Raises:
        MissingDocument: the file is not there.
        BrokenDocument: it is no UTF-8, or no catalogue.
    """
    try:
        if path.stat().st_size > _LARGEST:
            raise BrokenDocument(f"{path} is too large for a catalogue")
        lines = path.read_text(encoding="utf-8-sig").splitlines()
    except FileNotFoundError as error:
        raise MissingDocument(f"no file at {path}") from error
    except OSError as error:
        raise BrokenDocument(f"{path} cannot be read: {error.strerror or error}") from error
    except UnicodeDecodeError as error:
        raise BrokenDocument(f"{path} is no UTF-8 text") from error
    if not any(line.startswith("msgid") for line in lines):
        raise BrokenDocument(f"{path} is no PO file: nothing in it begins with msgid")
    entry: list[str] = []
    for line in [*lines, ""]:
        if line.strip():
            entry.append(line)
        else:
            yield from _unit(entry)
            entry = []


def _unit(lines: list[str]) -> Iterator[TranslationUnit]:
    sides = {"msgid": "", "msgstr": ""}
    side = ""
    for line in lines:
        if line.startswith("#"):
            if line.startswith("#,") and "fuzzy" in line:
                return
            continue
        keyword = line.split(None, 1)[0] if not line.startswith('"') else ""
        side = keyword or side
        found = _QUOTED.search(line)
        if found and side in sides:
            sides[side] += _ESCAPED.sub(lambda m: _MEANS.get(m[1], m[1]), found[1])
    french, english = harmless(sides["msgid"]), harmless(sides["msgstr"])
    if french and english:
        yield TranslationUnit(french, english, Origin.EDITED, Status.CHECKED)
