"""The themes: dark, light, high contrast, and the terminal's own colours."""

from __future__ import annotations

from textual.theme import BUILTIN_THEMES, Theme

__all__ = ["NAMES", "themes"]

NAMES = ("dark", "light", "contrast", "terminal")


def themes() -> list[Theme]:
    """The themes of the reader, by the names in ``NAMES``."""
    ansi = BUILTIN_THEMES["ansi-dark"]
    return [
        Theme(
            name="dark",
            primary="#8ab4f8",
            secondary="#5f7fa8",
            accent="#e8b86d",
            warning="#f0a35e",
            error="#f2777a",
            success="#8fc98b",
            foreground="#d8d4cb",
            background="#16181d",
            surface="#1e2128",
            panel="#272b34",
            dark=True,
        ),
        Theme(
            name="light",
            primary="#2a5db0",
            secondary="#6b87b8",
            accent="#9a5b00",
            warning="#b54708",
            error="#b42318",
            success="#2f6f3e",
            foreground="#22252b",
            background="#faf8f3",
            surface="#f1eee6",
            panel="#e6e1d5",
            dark=False,
        ),
        Theme(
            name="contrast",
            primary="#00e5ff",
            secondary="#00e5ff",
            accent="#ffff00",
            warning="#ffb000",
            error="#ff6060",
            success="#60ff60",
            foreground="#ffffff",
            background="#000000",
            surface="#000000",
            panel="#1c1c1c",
            dark=True,
        ),
        Theme(
            name="terminal",
            primary="ansi_blue",
            secondary="ansi_cyan",
            warning="ansi_yellow",
            error="ansi_red",
            success="ansi_green",
            accent="ansi_magenta",
            foreground="ansi_default",
            background="ansi_default",
            surface="ansi_default",
            panel="ansi_default",
            boost="ansi_default",
            dark=True,
            ansi=True,
            variables=dict(ansi.variables),
        ),
    ]
