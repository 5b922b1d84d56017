"""Write docs/keys.md from the reader's own bindings. Run in the root of a checkout: ``python scripts/keys_reference.py``."""

from __future__ import annotations

from pathlib import Path

from reader.tui.bindings import GROUPS, KEYS, keys_shown

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


def page() -> str:
    """The page."""
    parts = [_HEAD]
    for group in GROUPS:
        parts.append(f"\n## {group}\n\n| keys | name | what it does |\n|---|---|---|\n")
        for key in KEYS:
            if key.group == group:
                shown = keys_shown(key.keys).replace("|", "\\|").replace("`", "&#96;")
                parts.append(f"| {shown} | `{key.id}` | {key.what}. {key.tip} |\n")
    return "".join(parts)


if __name__ == "__main__":
    Path(__file__).parents[1].joinpath("docs", "keys.md").write_text(page(), encoding="utf-8")
