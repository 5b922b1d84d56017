"""What names of styles look like, as escape sequences: the part of the style sheet that the first page needs.

The style sheet is Textual's, and Textual reads all of it, later. Read here are the component styles of the bitext and the
colours of the lines above and below it, so that both show the same colours and these stand in one place.
"""

from __future__ import annotations

import bisect
import itertools
import os
import re
from collections.abc import Iterable, Mapping
from pathlib import Path

from reader.tui.palettes import PALETTES

__all__ = ["STYLE_SHEET", "Sheet"]

STYLE_SHEET = Path(__file__).with_name("reader.tcss")
_RULE = re.compile(r"(?:\.bitext-|#)-?([a-z-]+) \{([^}]*)\}")
_OWN_COLOURS = "BitextView:ansi"
_ATTRIBUTES = {"bold": "1", "dim": "2", "italic": "3", "underline": "4", "reverse": "7"}
_ANSI = ("black", "red", "green", "yellow", "blue", "magenta", "cyan", "white")
_Rgb = tuple[int, int, int]
_Colour = _Rgb | str
_LEVELS = (0, 95, 135, 175, 215, 255)  # of the 6x6x6 colours that most terminals have
_BETWEEN = [(a + b) // 2 for a, b in itertools.pairwise(_LEVELS)]


class Sheet:
    """The looks of one theme on one terminal.

    Args:
        theme: its name; an unknown one is shown in the terminal's own colours.
        environ: says what the terminal can show (``COLORTERM``, ``TERM``), and ``NO_COLOR`` that it should not.
    """

    def __init__(self, theme: str, environ: Mapping[str, str] = os.environ) -> None:
        self._no_colour = "NO_COLOR" in environ
        name = theme if theme in PALETTES and not self._no_colour else "terminal"
        self._palette = PALETTES[name]
        self._fine = environ.get("COLORTERM", "").strip().lower() in {"truecolor", "24bit"}
        whole = STYLE_SHEET.read_text(encoding="utf-8")
        usual, _, own = whole.partition(_OWN_COLOURS)
        self._rules = _rules(_RULE.findall(usual))
        found = _RULE.findall(own)
        if name == "terminal":
            for style, declarations in _rules(found).items():
                self._rules[style] = self._rules.get(style, {}) | declarations
        else:
            self._rules |= {k: v for k, v in _rules(found).items() if k not in self._rules}
        self._rules["base"] = {"background": "$background", "color": "$foreground"}
        self._known: dict[tuple[str, ...], str] = {}

    def sequence(self, names: tuple[str, ...]) -> str:
        """The escape sequence that switches to a style, whatever was before."""
        found = self._known.get(names)
        if found is None:
            found = self._known[names] = self._made(names)
        return found

    def _made(self, names: Iterable[str]) -> str:
        codes: list[str] = []
        attributes: set[str] = set()
        colours: dict[str, _Colour] = {}
        for name in ("base", *names):
            rule = self._rules.get(name, {})
            attributes |= set(rule.get("text-style", "").split()) & _ATTRIBUTES.keys()
            if rule.get("text-style") == "none":
                attributes.clear()
            for which in ("background", "color"):
                if which in rule:
                    colours[which] = self._colour(rule[which])
        codes += [_ATTRIBUTES[a] for a in _ATTRIBUTES if a in attributes]
        if not self._no_colour:
            codes += [c for which, colour in colours.items() if (c := self._code(colour, behind=which == "background"))]
        return f"\x1b[0{';' if codes else ''}{';'.join(codes)}m"

    def _colour(self, value: str) -> _Colour:
        """A colour as the style sheet writes it: ``$name``, ``$name 85%`` or ``ansi_NAME``."""
        name, _, share = value.partition(" ")
        colour = self._palette.get(name[1:], "ansi_default") if name.startswith("$") else name
        if colour.startswith("ansi_"):
            return colour
        rgb = _rgb(colour)
        if not share:
            return rgb
        # Mixed as Textual mixes: part by part, cut to whole numbers.
        behind, part = _rgb(self._palette["background"]), float(share.rstrip("%")) / 100
        red, green, blue = (int(b + (c - b) * part) for b, c in zip(behind, rgb, strict=True))
        return red, green, blue

    def _code(self, colour: _Colour, *, behind: bool) -> str:
        if isinstance(colour, str):
            name = colour.removeprefix("ansi_")
            bright = name.startswith("bright_")
            index = name.removeprefix("bright_")
            if index not in _ANSI:
                return ""
            return str(_ANSI.index(index) + (100 if behind and bright else 90 if bright else 40 if behind else 30))
        kind = "48" if behind else "38"
        if self._fine:
            return f"{kind};2;{colour[0]};{colour[1]};{colour[2]}"
        return f"{kind};5;{_nearest(colour)}"


def _rules(found: Iterable[tuple[str, str]]) -> dict[str, dict[str, str]]:
    """The declarations of each rule, by name; of two for one name the later one wins."""
    rules: dict[str, dict[str, str]] = {}
    for name, body in found:
        declared = (d.partition(":") for d in body.split(";"))
        rules.setdefault(name, {}).update({key.strip(): value.strip() for key, _, value in declared if value})
    return rules


def _rgb(colour: str) -> _Rgb:
    return int(colour[1:3], 16), int(colour[3:5], 16), int(colour[5:7], 16)


def _nearest(colour: _Rgb) -> int:
    """The number of the nearest of 256 colours: of the cube, or of the greys."""
    cube = [bisect.bisect(_BETWEEN, part) for part in colour]
    grey = max(0, min(23, round((sum(colour) / 3 - 8) / 10)))
    of_cube = sum((_LEVELS[i] - part) ** 2 for i, part in zip(cube, colour, strict=True))
    of_grey = sum((8 + 10 * grey - part) ** 2 for part in colour)
    return 232 + grey if of_grey < of_cube else 16 + 36 * cube[0] + 6 * cube[1] + cube[2]
