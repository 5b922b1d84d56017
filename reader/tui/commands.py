"""What the command palette offers: every action of the reading screen by name."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from reader.tui import themes
from reader.tui.bindings import KEYS, keys_shown
from reader.tui.geometry import View
from reader.tui.texts import Texts

__all__ = ["SPELT_OUT", "Command", "commands"]

# What a key with a second key does: its name, its action, its keys.
SPELT_OUT = (
    ("Copy the French", "copy_part('f')", "yf"),
    ("Copy the English", "copy_part('e')", "ye"),
    ("Copy the pair", "copy_part('y')", "yy"),
    ("Copy the paragraph", "copy_part('p')", "yp"),
    ("Next section", "seek(']', 1)", "]]"),
    ("Previous section", "seek(']', -1)", "[["),
    ("Next unaligned", "seek('u', 1)", "]u"),
    ("Previous unaligned", "seek('u', -1)", "[u"),
    ("Next flagged", "seek('f', 1)", "]f"),
    ("Previous flagged", "seek('f', -1)", "[f"),
    ("Next low confidence", "seek('c', 1)", "]c"),
    ("Previous low confidence", "seek('c', -1)", "[c"),
    ("Next edited", "seek('e', 1)", "]e"),
    ("Previous edited", "seek('e', -1)", "[e"),
    ("Next note", "seek('n', 1)", "]n"),
    ("Previous note", "seek('n', -1)", "[n"),
    ("Next bookmark", "seek('b', 1)", "]b"),
    ("Previous bookmark", "seek('b', -1)", "[b"),
    *((f"View: {view.value}", f"set_view('{view.value}')", "") for view in View),
    *((f"Theme: {name}", f"set_theme('{name}')", "") for name in themes.NAMES),
)
_PREFIX_KEYS = {"y": "copy", "]": "forward", "[": "backward"}


@dataclass(frozen=True, slots=True)
class Command:
    """A command: its name and what is said of it in the language of the interface, its action, its keys as written."""

    name: str
    action: str
    keys: str = ""
    tip: str = ""


def commands(texts: Texts, keymap: Mapping[str, str]) -> list[Command]:
    """Every command, with the keys as they are mapped now.

    Args:
        texts: the interface texts.
        keymap: the user's own keys, by the bindings' names.
    """
    skipped = {f"prefix('{name}')" for name in ("copy", "forward", "backward")} | {"palette"}
    found = [
        Command(texts(k.what), k.action, keys_shown(keymap.get(k.id, k.keys), texts), texts(k.tip))
        for k in KEYS
        if k.action not in skipped
    ]
    return found + [Command(texts(name), action, _spelt(keys, keymap)) for name, action, keys in SPELT_OUT]


def _spelt(keys: str, keymap: Mapping[str, str]) -> str:
    """``]u`` with the first key as it is mapped now."""
    own = keymap.get(_PREFIX_KEYS[keys[0]]) if keys else None
    return f"{keys_shown(own).split(' ')[0]}{keys[1:]}" if own else keys
