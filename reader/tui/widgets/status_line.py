"""The line below the text: where one is, where the English comes from, what the program is doing, what helps now."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING

from rich.cells import cell_len, set_cell_size
from rich.text import Text
from textual.widgets import Static

from reader.bitext import Origin, Row, Status
from reader.tui.bindings import KEYS, PREFIXES, keys_shown
from reader.tui.painting import MARKS, warning_mark
from reader.tui.screens.at_hand import SHORT, at_hand

if TYPE_CHECKING:
    from reader.tui.screens.reading_base import ReadingBase

__all__ = ["FLAG_WORDS", "StatusLine"]

# What the checks of translations found wrong, in words.
FLAG_WORDS = {
    "empty": "nothing came out",
    "truncated": "the end is cut off",
    "unknown": "unknown characters",
    "repetition": "words repeat in a loop",
    "length": "much shorter or longer than the French",
    "copied": "French left as it was",
    "number": "a number is missing or changed",
    "negation": "a negation is lost",
    "name": "a name is missing or changed",
    "term": "a glossary term is missing",
    "invented": "a word that English does not have",
}
_LEAST = 12  # cells of the left part to which the hints give way
_SHORTEST = 8  # cells of it to which what goes on gives way
_DEFAULT_KEYS = {key.id: key.keys for key in KEYS}


class StatusLine(Static):
    """Tells of the current row."""

    def __init__(self) -> None:
        super().__init__("", id="status-line", markup=False)
        self.said = ""

    def show(self, screen: ReadingBase) -> None:
        """Tell of the screen's current row and of what goes on."""
        texts, row = screen.texts, screen.row
        if screen.prompt.asking:
            left = screen.prompt.placeholder
        elif screen.pending:
            left = texts(PREFIXES[screen.pending])
        elif row is None:
            left = texts("Nothing to read")
        else:
            left = " · ".join(_parts(row, screen))
        right = " · ".join(
            filter(None, (screen.count, screen.found, screen.exporting or screen.rest or screen.message))
        )
        hints = () if screen.pending or screen.prompt.asking else _hints(screen, screen.reader.keymap_given)
        self.said = _fitted(left, right, hints, max(1, screen.size.width))
        self.update(Text(self.said, no_wrap=True, end=""))


def _parts(row: Row, screen: ReadingBase) -> list[str]:
    texts, page = screen.texts, screen.view.page
    if screen.session.partial:  # nobody knows yet how many sentences stand before this one, and how many there are
        parts = [f"{round(screen.session.offset(row.index) * 100 / len(screen.session.document.text))}%"]
    else:
        share = page.outline.share(row.index)  # of what is shown: the end is the end, whatever is folded away below it
        last = page.outline.shown_from(len(page.bitext) - 1, -1) or 0
        parts = [f"{row.index + 1}/{last + 1} {round(share * 100)}%"]
    if row.origin is not None:
        parts.append(f"{MARKS[row.origin]}{warning_mark(row)}".rstrip() + f" {texts(row.origin.value)}")
    elif row.hidden:
        parts.append(texts(row.role.value))
    elif row.source:
        parts.append(texts("no English yet" if screen.view.working else "no English"))
    if not row.source:
        parts.append(texts("no French"))
    parts += [texts(FLAG_WORDS.get(flag, flag)) for flag in row.flags]
    if row.score is not None and row.origin is not None:
        paired = row.origin is Origin.HUMAN
        parts.append(texts("pair {share}% sure" if paired else "{share}% sure", share=round(row.score * 100)))
    if row.status is not Status.DRAFT:
        parts.append(texts(row.status.value))
    if row.note:
        parts.append(f"✎ {row.note}")
    return parts


def _hints(screen: ReadingBase, keymap: Mapping[str, str]) -> tuple[str, ...]:
    """``d look up``, and the like, the most helpful first; the last is the help itself."""
    texts = screen.texts

    def key(name: str) -> str:
        return keys_shown(keymap.get(name, _DEFAULT_KEYS[name]), texts).split(" ")[0]

    return (*(f"{key(name)} {texts(SHORT[name])}" for name in at_hand(screen)), f"{key('help')} {texts('help')}")


def _fitted(left: str, right: str, hints: tuple[str, ...], width: int) -> str:
    """All on one line: as many hints as there is room for, the last before all; then the left part gives way.

    Where that is too little, there are no hints, and what goes on stands beside as much of the left part as can be.
    """
    room = width - 2
    *others, last = hints or ("",)
    shown: list[str] = []

    def ending() -> str:
        return " · ".join(filter(None, (right, *shown, last)))

    for hint in others:
        shown.append(hint)
        if cell_len(left) + 3 + cell_len(ending()) > room:
            shown.pop()
            break
    end = ending()
    if room < cell_len(end) + _LEAST:
        if not right or room <= 2 * _LEAST:
            return f" {set_cell_size(left, max(0, room))}"
        end = _shortened(right, room - _SHORTEST)
    space = room - cell_len(end)
    if cell_len(left) >= space:
        left = set_cell_size(left, space - 2) + "…"
    return f" {set_cell_size(left, space)}{end} "


def _shortened(text: str, room: int) -> str:
    return text if cell_len(text) <= room else f"{set_cell_size(text, room - 1).rstrip()}…"
