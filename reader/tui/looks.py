"""How the reader looks: what the configuration says, and over it what the user has chosen by key, kept for the next start.

A choice holds for as long as the configuration says what it said when the choice was made: what was said last counts. The
configuration file itself is the user's, and is never written.
"""

from __future__ import annotations

import contextlib
import dataclasses
import json
import os
from pathlib import Path
from typing import TYPE_CHECKING, Any

from reader.config import DisplayConfig
from reader.tui.palettes import PALETTES

if TYPE_CHECKING:
    from reader.tui.page import Display

__all__ = ["Looks"]

_CHOSEN = ("theme", "view", "english", "ratio", "width", "spacing")


class Looks:
    """The display settings in force.

    Args:
        config: what the configuration says.
        file: where choices are kept; None: nowhere. One that cannot be read or written keeps nothing.
    """

    def __init__(self, config: DisplayConfig | None = None, file: Path | None = None) -> None:
        self._config = config or DisplayConfig()
        self._file = file
        self._choices = _read(file)

    @property
    def display(self) -> DisplayConfig:
        """The settings: the configuration's with the choices that still hold."""
        held = {n: c["is"] for n, c in self._choices.items() if c["over"] == getattr(self._config, n)}
        return dataclasses.replace(self._config, **held)

    def keep(self, display: Display) -> None:
        """Keep how documents are shown."""
        self._choose(
            view=display.view.value,
            english=display.prefer.value if display.prefer else "both",
            ratio=display.ratio,
            width=display.widest,
            spacing=display.spacing,
        )

    def keep_theme(self, name: str) -> None:
        """Keep the theme."""
        self._choose(theme=name)

    def _choose(self, **settings: str | int) -> None:
        held = self.display
        changed = {name: value for name, value in settings.items() if value != getattr(held, name)}
        if not changed:
            return
        for name, value in changed.items():
            self._choices.pop(name, None)
            configured = getattr(self._config, name)
            if value != configured:
                self._choices[name] = {"is": value, "over": configured}
        self._write()

    def _write(self) -> None:
        if self._file is None:
            return
        part = self._file.with_name(f".{self._file.name}.{os.getpid()}.part")
        with contextlib.suppress(OSError):
            self._file.parent.mkdir(parents=True, exist_ok=True)
            try:
                part.write_text(json.dumps(self._choices, indent=1), encoding="utf-8")
                part.replace(self._file)
            finally:
                part.unlink(missing_ok=True)


def _read(file: Path | None) -> dict[str, dict[str, Any]]:
    """The choices in a file, as far as they make sense."""
    try:
        kept = json.loads(file.read_text(encoding="utf-8")) if file is not None else {}
    except (OSError, ValueError, RecursionError):
        return {}
    if not isinstance(kept, dict):
        return {}
    return {name: kept[name] for name in _CHOSEN if name in kept and _makes_sense(name, kept[name])}


def _makes_sense(name: str, choice: object) -> bool:
    if not isinstance(choice, dict) or choice.keys() != {"is", "over"}:
        return False
    value = choice["is"]
    if not isinstance(value, str | int):
        return False
    bounds = next(f for f in dataclasses.fields(DisplayConfig) if f.name == name).metadata
    if name == "theme":
        return value in PALETTES
    if "among" in bounds:
        return value in bounds["among"]
    return type(value) is int and bounds["least"] <= value <= bounds.get("most", value)
