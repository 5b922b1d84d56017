"""The command palette: every action of the reading screen by name."""

from __future__ import annotations

from functools import partial

from textual.command import CommandPalette, DiscoveryHit, Hit, Hits, Provider

from reader.tui import themes
from reader.tui.bindings import KEYS, PREFIXES, keys_shown
from reader.tui.geometry import View
from reader.tui.screens.reading_base import ReadingBase

__all__ = ["Palette", "ReaderCommands"]

# What a key with a second key does, by names of its own.
_SPELT_OUT = (
    ("Copy the French", "copy_part('f')"),
    ("Copy the English", "copy_part('e')"),
    ("Copy the pair", "copy_part('y')"),
    ("Copy the paragraph", "copy_part('p')"),
    ("Next section", "seek(']', 1)"),
    ("Previous section", "seek(']', -1)"),
    ("Next unaligned", "seek('u', 1)"),
    ("Previous unaligned", "seek('u', -1)"),
    ("Next flagged", "seek('f', 1)"),
    ("Previous flagged", "seek('f', -1)"),
    ("Next low confidence", "seek('c', 1)"),
    ("Previous low confidence", "seek('c', -1)"),
    ("Next edited", "seek('e', 1)"),
    ("Previous edited", "seek('e', -1)"),
    ("Next note", "seek('n', 1)"),
    ("Next bookmark", "seek('b', 1)"),
    *((f"View: {view.value}", f"set_view('{view.value}')") for view in View),
    *((f"Theme: {name}", f"set_theme('{name}')") for name in themes.NAMES),
)


class Palette(CommandPalette):
    """Textual's palette, which at a height of no lines would stumble over a page key."""

    def _action_command_list(self, action: str) -> None:
        try:
            super()._action_command_list(action)
        except KeyError:
            self.app.bell()


class ReaderCommands(Provider):
    """Finds the actions of the reading screen."""

    def _all(self) -> list[tuple[str, str, str]]:
        """Every command: its name, its action, its help."""
        screen = self.screen
        if not isinstance(screen, ReadingBase):
            return []
        texts, keymap = screen.texts, screen.reader.keymap_given
        skipped = {f"prefix('{name}')" for name in PREFIXES} | {"palette", "percent"}
        found = [
            (texts(k.what), k.action, f"{keys_shown(keymap.get(k.id, k.keys))}  {texts(k.tip)}")
            for k in KEYS
            if k.action not in skipped
        ]
        return found + [(texts(name), action, "") for name, action in _SPELT_OUT]

    def _run(self, action: str) -> None:
        screen = self.screen
        screen.call_later(partial(screen.run_action, action))

    async def discover(self) -> Hits:
        """All commands, before anything is typed."""
        for name, action, tip in self._all():
            yield DiscoveryHit(name, partial(self._run, action), help=tip)

    async def search(self, query: str) -> Hits:
        """The commands that fit what is typed."""
        matcher = self.matcher(query)
        for name, action, tip in self._all():
            score = matcher.match(name)
            if score > 0:
                yield Hit(score, matcher.highlight(name), partial(self._run, action), help=tip)
