"""The colours of the themes, as plain values: the first page is painted with them before Textual is there."""

from __future__ import annotations

from collections.abc import Mapping

__all__ = ["PALETTES"]

# Theme -> what a colour is for -> the colour: ``#rrggbb``, or one of the terminal's own sixteen as ``ansi_NAME``.
PALETTES: Mapping[str, Mapping[str, str]] = {
    "dark": {
        "primary": "#8ab4f8",
        "secondary": "#5f7fa8",
        "accent": "#e8b86d",
        "warning": "#f0a35e",
        "error": "#f2777a",
        "success": "#8fc98b",
        "foreground": "#d8d4cb",
        "background": "#16181d",
        "surface": "#1e2128",
        "panel": "#272b34",
    },
    "light": {
        "primary": "#2a5db0",
        "secondary": "#6b87b8",
        "accent": "#9a5b00",
        "warning": "#b54708",
        "error": "#b42318",
        "success": "#2f6f3e",
        "foreground": "#22252b",
        "background": "#faf8f3",
        "surface": "#f1eee6",
        "panel": "#e6e1d5",
    },
    "contrast": {
        "primary": "#00e5ff",
        "secondary": "#00e5ff",
        "accent": "#ffff00",
        "warning": "#ffb000",
        "error": "#ff6060",
        "success": "#60ff60",
        "foreground": "#ffffff",
        "background": "#000000",
        "surface": "#000000",
        "panel": "#1c1c1c",
    },
    "terminal": {
        "primary": "ansi_blue",
        "secondary": "ansi_cyan",
        "warning": "ansi_yellow",
        "error": "ansi_red",
        "success": "ansi_green",
        "accent": "ansi_magenta",
        "foreground": "ansi_default",
        "background": "ansi_default",
        "surface": "ansi_default",
        "panel": "ansi_default",
        "boost": "ansi_default",
    },
}
