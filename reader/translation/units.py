"""What belongs to a figure, put back where the decoder dropped it: its sign, its currency, per cent and degrees."""

from __future__ import annotations

import re

from reader.translation.numbers import english_form

__all__ = ["mend_units"]

_SPACE = "[ \u00a0\u202f\u2009]"
_FIGURE = rf"\d{{1,3}}(?:(?:\.|{_SPACE})\d{{3}})+(?:,\d+)?|\d+(?:,\d+)?"
_MEASURED = re.compile(
    rf"(?P<before>(?<![\w)\]])[-−]|[€$£]{_SPACE}?)?(?<![\w.,])(?P<figure>{_FIGURE})(?![\d.,]\d|\d)"
    rf"(?:{_SPACE}*(?P<after>[€$£%‰]|°{_SPACE}?[CF]?(?!\w)))?"
)
_WORDS = {
    "€": "€|euros?", "$": r"\$|dollars?", "£": "£|pounds?|sterling", "%": "%|per ?cent|percentage|points?", "‰": "‰|per|thousand",
    "°": "°|degrees?", "-": "-|−|–|minus|below|negative|less",
}  # fmt: skip
_AROUND = {"-": (12, 14), "€": (2, 12), "$": (2, 12), "£": (2, 12), "%": (0, 12), "‰": (0, 12), "°": (0, 9)}
"""In how many characters before and behind the figure the unit may stand in other words."""
_MAY_BE_MEASURED = re.compile(r"[€$£%‰°]|[-−]\d")


def mend_units(source: str, target: str) -> str:
    """The target with the units and minus signs of the source's figures, where a figure stands there once, and bare."""
    if not _MAY_BE_MEASURED.search(source):
        return target
    for found in _MEASURED.finditer(source):
        sign, unit = (found["before"] or "").strip(), (found["after"] or "").replace(" ", "").replace("\u00a0", "")
        if sign in {"-", "−"}:
            target = _with_sign(target, found["figure"], sign) if found.start() else target
        elif sign:
            unit = sign
        if unit:
            target = _with_unit(target, found["figure"], unit)
    return target


def _place(target: str, figure: str, unit: str) -> re.Match[str] | None:
    """Where a figure stands, once, with nothing near it that says its unit."""
    places = list(re.finditer(rf"(?<![\d.,]){re.escape(english_form(figure))}(?![\d]|[.,]\d)", target))
    if len(places) != 1:
        return None
    place = places[0]
    before, behind = _AROUND[unit]
    near = target[max(0, place.start() - before) : place.end() + behind]
    return None if re.search(_WORDS[unit], near, re.IGNORECASE) else place


def _with_sign(target: str, figure: str, sign: str) -> str:
    place = _place(target, figure, "-")
    return target if place is None else target[: place.start()] + sign + target[place.start() :]


def _with_unit(target: str, figure: str, unit: str) -> str:
    place = _place(target, figure, unit[0])
    if place is None:
        return target
    if unit in {"€", "$", "£"}:
        return target[: place.start()] + unit + target[place.start() :]
    if unit[0] == "°":
        scale = unit[1:]
        tail = re.sub(rf"^{_SPACE}?{scale}\b", "", target[place.end() :]) if scale else target[place.end() :]
        return f"{target[: place.end()]}{' ' if scale else ''}{unit}{tail}"
    return target[: place.end()] + unit + target[place.end() :]
