"""Write docs/keys.md from the reader's own bindings. Run in the root of a checkout: ``python scripts/keys_reference.py``."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

from textual.binding import Binding
from textual.dom import DOMNode

from reader.tui.bindings import GROUPS, KEYS, keys_shown
from reader.tui.screens.choose import ChooseScreen
from reader.tui.screens.documents import ListScreen
from reader.tui.screens.edit import EditScreen
from reader.tui.screens.library import LibraryScreen
from reader.tui.screens.page_of_text import TextScreen
from reader.tui.screens.palette import PaletteScreen
from reader.tui.screens.pick_file import PickFileScreen
from reader.tui.screens.vocabulary import VocabularyScreen
from reader.tui.widgets.prompt import Prompt

_HEAD = """# The keys of the terminal reader

`?` shows them in the reader, `Ctrl+P` finds everything by name. Another key for an action, or several with commas, goes into the
config file (`reader config path`) under the action's name:

```toml
[keys]
next = "j,down,enter"
export = "ctrl+e"
```

Keys have Textual's names: `ctrl+e`, `f2`, `slash`, `question_mark`, a capital for shift. A name that is not below is an error
that tells the nearest one.
"""

_DIALOGS_HEAD = """
## In dialogs

These keys cannot be changed. A click takes what it is on.
"""

# Heading, what bindings do not tell, whose bindings.
_DIALOGS: tuple[tuple[str, str, type[DOMNode]], ...] = (
    ("A list", "Table of contents, hits, bookmarks and notes, concordance, export: Enter takes a line. Arrows, PgUp, PgDn, Home and End move as well.", ChooseScreen),
    ("A page of text", "Help and look-up. In a look-up, `a` adds the word to the vocabulary, `*` searches the memory for it.", TextScreen),
    ("The line at the foot", "Search, file names, glossary: Enter answers; ↑ ↓ bring back what was searched for before.", Prompt),
    ("A text to write", "A translation or a note. Arrows, Home and End move in it; Ctrl+Z takes back what was typed.", EditScreen),
    ("Vocabulary", "Enter goes to the word's sentence.", VocabularyScreen),
    ("Library", "Letters search titles and paths; Enter opens.", LibraryScreen),
    ("All commands", "Letters search names and descriptions; Enter does it.", PaletteScreen),
    ("Open a file", "Enter opens a file, or opens and closes a folder. Arrows, PgUp, PgDn, Home and End move as well.", PickFileScreen),
    ("The documents of a folder", "Before any is open: `reader FOLDER`. Enter opens one. Arrows, PgUp, PgDn, Home and End move as well.", ListScreen),
)  # fmt: skip


def _rows(of: type[DOMNode]) -> Iterable[tuple[str, str]]:
    """Keys and what they do, those of the screen itself first; a key that it takes over is not told twice."""
    told: set[str] = set()
    found: dict[str, list[str]] = {}
    for kind in of.__mro__:
        if not kind.__module__.startswith("reader."):
            continue
        for binding in vars(kind).get("BINDINGS", ()):
            if isinstance(binding, Binding):
                keys = [key for key in binding.key.split(",") if key not in told]
                told.update(keys)
                found.setdefault(binding.description, []).extend(keys)
    return [(keys_shown(",".join(keys)), what) for what, keys in found.items() if keys]


def page() -> str:
    """The page."""
    parts = [_HEAD]
    for group in GROUPS:
        parts.append(f"\n## {group}\n\n| keys | name | what it does |\n|---|---|---|\n")
        parts += [
            f"| {_cell(keys_shown(key.keys))} | `{key.id}` | {key.what}. {key.tip} |\n"
            for key in KEYS
            if key.group == group
        ]
    parts.append(_DIALOGS_HEAD)
    for heading, told, of in _DIALOGS:
        parts.append(f"\n### {heading}\n\n{told}\n\n| keys | what it does |\n|---|---|\n")
        parts += [f"| {_cell(keys)} | {what} |\n" for keys, what in _rows(of)]
    return "".join(parts)


def _cell(keys: str) -> str:
    return keys.replace("|", "\\|").replace("`", "&#96;")


if __name__ == "__main__":
    Path(__file__).parents[1].joinpath("docs", "keys.md").write_text(page(), encoding="utf-8")
