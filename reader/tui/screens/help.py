"""The help: every key of the reading screen by what it is for."""

from __future__ import annotations

from collections.abc import Mapping

from rich.table import Table
from rich.text import Text

from reader.tui.bindings import GROUPS, KEYS, keys_shown
from reader.tui.texts import Texts

__all__ = ["help_table"]


def help_table(texts: Texts, keymap: Mapping[str, str], *, marks: bool = True) -> Table:
    """The keys, as they are mapped now."""
    table = Table.grid(padding=(0, 2))
    table.add_column(no_wrap=True, min_width=10, justify="right")
    table.add_column(ratio=1)
    if marks:
        table.add_row(Text(texts("Marks"), style="bold underline"), "")
        for mark, what in _MARKS:
            table.add_row(Text(mark, style="bold"), Text(texts(what)))
    for group in GROUPS:
        table.add_row("", "")
        table.add_row(Text(texts(group), style="bold underline"), "")
        for key in KEYS:
            if key.group == group:
                line = Text(texts(key.what))
                line.append(f"  {texts(key.tip)}", style="dim")
                table.add_row(Text(keys_shown(keymap.get(key.id, key.keys)), style="bold"), line)
    return table


_MARKS = (
    ("H", "A human's English, found in the document or a second file"),
    ("M", "The machine's English"),
    ("T", "From the translation memory"),
    ("E", "Your own edit"),
    ("!", "A check found something wrong; the status line says what"),
    ("?", "Low confidence"),
    ("· ✓", "Checked, approved"),
    ("★ ✎ ↺", "Bookmark, note, repeated text"),
)
