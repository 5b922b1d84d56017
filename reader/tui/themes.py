"""The themes: dark, light, high contrast, and the terminal's own colours."""

from __future__ import annotations

from textual.theme import BUILTIN_THEMES, Theme

from reader.tui.palettes import PALETTES

__all__ = ["NAMES", "themes"]

NAMES = tuple(PALETTES)


def themes() -> list[Theme]:
    """The themes of the reader, by the names in ``NAMES``."""
    ansi = BUILTIN_THEMES["ansi-dark"]
    return [
        Theme(
            name=name,
            **palette,  # type: ignore[arg-type]
            dark=name != "light",
            ansi=name == "terminal",
            variables=dict(ansi.variables) if name == "terminal" else {},
        )
        for name, palette in PALETTES.items()
    ]
