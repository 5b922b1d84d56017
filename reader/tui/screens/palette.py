"""All commands by name.

Textual has a palette of its own; up to 8.2.8 it raises when it is closed while it gathers its commands, and it speaks
English only.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from rich.text import Text

from reader.tui.screens.filtered import FilteredScreen
from reader.tui.searching import pattern

if TYPE_CHECKING:
    from reader.tui.commands import Command
    from reader.tui.texts import Texts

__all__ = ["PaletteScreen"]

_KEYS_WIDTH = 6
_NEAR = 60  # of 100: how alike a mistyped name must be


class PaletteScreen(FilteredScreen[str]):
    """Gives the action of the command that was chosen.

    Args:
        commands: what there is, in the language of the interface.
        texts: the interface texts.
    """

    def __init__(self, commands: Sequence[Command], texts: Texts) -> None:
        super().__init__(
            texts("All commands"),
            placeholder=texts("What do you want to do?"),
            hint=texts("Type to search · Enter runs it · Esc closes"),
        )
        self._commands = commands
        self._shown: Sequence[Command] = commands

    def lines(self, query: str) -> list[Text]:
        """The commands that fit, the best first."""
        self._shown = found(self._commands, query)
        return [_line(command) for command in self._shown]

    def take(self, index: int) -> None:
        """Answer with an action."""
        self.dismiss(self._shown[index].action)


def found(commands: Sequence[Command], query: str) -> list[Command]:
    """The commands that hold every word typed: in the name first, then in what is said of them; else the most alike."""
    parts = [p for word in query.split() if (p := pattern(word))]
    if not parts:
        return list(commands)
    begins = parts[0]
    named = [c for c in commands if all(p.search(c.name) for p in parts)]
    named.sort(key=lambda c: begins.match(c.name) is None)
    told = [c for c in commands if c not in named and all(p.search(f"{c.name} {c.tip}") for p in parts)]
    return named + told or _alike(commands, query)


def _alike(commands: Sequence[Command], query: str) -> list[Command]:
    from rapidfuzz import fuzz, process  # noqa: PLC0415 - only a mistyped name needs it

    names = [c.name.casefold() for c in commands]
    near = process.extract(query.casefold(), names, scorer=fuzz.WRatio, limit=8, score_cutoff=_NEAR)
    return [commands[index] for _, _, index in near]


def _line(command: Command) -> Text:
    text = Text(no_wrap=True, overflow="ellipsis")
    text.append(f"{command.keys.split(' ')[0]:>{_KEYS_WIDTH}}  ", style="bold")
    text.append(command.name)
    if command.tip:
        text.append(f"  {command.tip}", style="dim")
    return text
