"""The help: what helps just here, the marks, and every key of the reading screen by what it is for."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from rich.style import Style
from rich.table import Table
from rich.text import Text

from reader.tui.bindings import GROUPS, KEYS, Key, keys_shown
from reader.tui.texts import Texts

__all__ = ["LEGEND", "help_table"]

# What the marks between the columns, and the signs before the French, mean.
LEGEND = (
    ("H", "A human's English, found in the document or a second file"),
    ("M", "The machine's English"),
    ("T", "From the translation memory"),
    ("E", "Your own edit"),
    ("!", "A check found something wrong; the status line says what"),
    ("?", "Less than half sure; the status line says how sure"),
    ("· ✓", "Checked, approved"),
    ("★ ✎ ↺", "Bookmark, note, repeated text"),
)


def help_table(texts: Texts, keymap: Mapping[str, str], *, style: Style, here: Sequence[str] = ()) -> Table:
    """The keys, as they are mapped now.

    Args:
        texts: the interface texts.
        keymap: the user's own keys, by the bindings' names.
        style: of the headings.
        here: the names of the bindings that help where the reader stands now; they come first.
    """

    def row(key: Key) -> tuple[Text, Text]:
        line = Text(texts(key.what))
        line.append(f"  {texts(key.tip)}", style="dim")
        return Text(keys_shown(keymap.get(key.id, key.keys), texts), style="bold"), line

    known = {key.id: key for key in KEYS}
    sections = [
        ("Useful here", [row(known[name]) for name in here]),
        ("Marks", [(Text(mark, style="bold"), Text(texts(what))) for mark, what in LEGEND]),
        *((group, [row(key) for key in KEYS if key.group == group]) for group in GROUPS),
    ]
    table = Table.grid(padding=(0, 2))
    table.add_column(no_wrap=True, min_width=10, justify="right")
    table.add_column(ratio=1)
    for title, rows in sections:
        if rows:
            if table.row_count:
                table.add_row("", "")
            table.add_row("", Text(texts(title), style=style))
            for left, right in rows:
                table.add_row(left, right)
    return table
