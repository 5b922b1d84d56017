"""Plain text: two columns, or the English under the French."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator
from itertools import zip_longest

from reader.bitext import Bitext, Origin
from reader.exporters.grouping import bullet, first_label
from reader.exporters.note_references import raised, with_references
from reader.exporters.options import ExportOptions, Layout
from reader.exporters.passages import LETTERS, NAMES, Pair, passages_of
from reader.exporters.xml_text import clean

__all__ = ["columns", "wrapped", "write_plain_text"]

_GAP = " │ "
_LEAST = 16  # columns, below which a text cannot be read


def write_plain_text(bitext: Bitext, options: ExportOptions) -> bytes:
    """A text file. A letter before the English says where it comes from; what the letters mean stands at the end."""
    lines = [clean(bitext.source_document.display_title), ""]
    used: set[Origin] = set()
    for passage in passages_of(bitext, options, reading=True):
        for pair in passage.pairs:
            lines += _pair(pair, options, bullet(passage, pair), first_label(passage, pair))
            used.update(pair.origins, (origin for origin, _ in pair.others))
        lines.append("")
    lines += [f"{LETTERS[origin]}  {NAMES[origin]}" for origin in Origin if origin in used]
    return "\n".join([*(line.rstrip(" ") for line in lines), ""]).encode("utf-8", "replace")


def _pair(pair: Pair, options: ExportOptions, mark: str, label: str) -> Iterator[str]:
    french, english = clean(raised(pair.source)).split("\n"), _english(pair, label)
    if options.layout is not Layout.STACKED:
        yield from columns(french, english, options.width, mark)
        return
    for at, line in enumerate(french if pair.source.text else ()):
        yield from _hanging(line, options.width, " " * len(mark) if at else mark)
    for line in english:
        first, *rest = wrapped(line, max(_LEAST, options.width - 4))
        yield f"    {first}"
        yield from (f"      {more}" for more in rest)


def _english(pair: Pair, label: str) -> list[str]:
    """The lines of the English, behind the letters that say where it comes from; an item's number stands here too."""
    if pair.target is None:
        return []
    letters = "".join(LETTERS[origin] for origin in pair.origins)
    texts = [(f"{letters} {label}", pair.target), *((f"{LETTERS[origin]} ", text) for origin, text in pair.others)]
    drawn = [(mark, clean(raised(with_references(text, pair.source)))) for mark, text in texts]
    return [line for mark, text in drawn for line in f"{mark}{text}".split("\n")]


def columns(left: list[str], right: list[str], width: int, mark: str = "") -> Iterator[str]:
    """Two columns, each of whose texts is wrapped to half of the width; a mark, such as a bullet, hangs before the left one."""
    half = max(_LEAST, (width - len(_GAP)) // 2)
    sides = [
        [line for at, text in enumerate(left) for line in _hanging(text, half, " " * len(mark) if at else mark)],
        [line for text in right for line in wrapped(text, half)],
    ]
    for one, other in zip_longest(*sides, fillvalue=""):
        yield f"{one}{' ' * (half - _cells(one))}{_GAP}{other}"


def _hanging(text: str, width: int, mark: str) -> list[str]:
    lines = wrapped(text, max(_LEAST, width - len(mark))) if text or not mark else []
    return [(" " * len(mark) if at else mark) + line for at, line in enumerate(lines)]


def wrapped(text: str, width: int) -> list[str]:
    """The text in lines of at most so many cells, broken at spaces that may break; a word that is too long is cut."""
    lines, line, used = [], "", 0
    for word in text.split(" "):
        size = _cells(word)
        if line and used + 1 + size > width:
            lines.append(line)
            line, used = "", 0
        line, used = (f"{line} {word}", used + 1 + size) if line else (word, size)
        while used > width:
            cut = _fitting(line, width)
            lines.append(line[:cut])
            line = line[cut:]
            used = _cells(line)
    return [*lines, line] if line or not lines else lines


def _fitting(text: str, width: int) -> int:
    """How many characters fit into so many cells, at least one."""
    used = 0
    for at, char in enumerate(text):
        used += _cells(char)
        if used > width:
            return max(1, at)
    return len(text)


def _cells(text: str) -> int:
    """How wide a terminal shows the text."""
    if text.isascii():
        return len(text)
    return sum(0 if unicodedata.combining(c) else 2 if unicodedata.east_asian_width(c) in "WF" else 1 for c in text)
