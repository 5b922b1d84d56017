"""What is done to a text before the decoder sees it, and to what the decoder says."""

from __future__ import annotations

import re
from dataclasses import dataclass

from reader.translation.numbers import colon_hours, english_numbers, mend_number
from reader.translation.shortened import english_eras, written_out
from reader.translation.typography import (
    balance_quotes,
    english_quotes,
    is_shouted,
    like_source,
    lower_shouting,
    without_added_quotes,
)
from reader.translation.units import mend_units

__all__ = ["Peeled", "finish", "peel", "prepare"]

# List marks, numbering, bars and symbols at either end: they mean the same in English, and upset decoders.
_HEAD = re.compile(
    r"^(?:\s*(?:[-–—•·*>▪►■●→♪♫#|/+=_~✓✔☐]+|\(?\d{1,2}[.)](?=\s+[^\d\s])|\(?[a-z]\)(?=\s)|[\U0001F000-\U0001FAFF\u2600-\u27BF\uFE0F\u200D]+)(?:\s+|$))+"
)
_TAIL = re.compile(r"(?:\s+[-–—•·*|/♪♫→←↑↩⤴⏎>]+\uFE0E?|\s*[\U0001F000-\U0001FAFF\u2600-\u27BF\uFE0F\u200D]+)+\s*$")
_ODD_SPACE = re.compile("[\u2000-\u200a\u3000\u200b\ufeff]")
_SOFT = re.compile("[\u00ad\u200b-\u200f\u2060\ufeff]")
_DASH = re.compile("[—–]")
_BAR = re.compile(r"\s*\|\s*")


@dataclass(frozen=True, slots=True)
class Peeled:
    """A text without the marks at its ends, and these marks."""

    head: str
    core: str
    tail: str


def peel(text: str) -> Peeled:
    """Part a text from list marks, numbering and symbols at its ends."""
    text = _SOFT.sub("", _ODD_SPACE.sub(" ", text)).strip()
    if not any(c.isalpha() for c in text):
        return Peeled(text, "", "")
    head = found.group() if (found := _HEAD.match(text)) else ""
    rest = text[len(head) :]
    tail = found.group() if (found := _TAIL.search(rest)) else ""
    core = rest[: len(rest) - len(tail)]
    if not any(c.isalpha() for c in core):
        return Peeled("", text, "")
    return Peeled(head, core, tail)


def prepare(core: str) -> str:
    """The text as the decoder knows such texts: usual case, hours with a colon, abbreviations written out, no bars."""
    return written_out(colon_hours(_BAR.sub(" – ", lower_shouting(core))))


def finish(core: str, parts: list[tuple[str, str]]) -> str:
    """Make English of what the decoder said.

    Args:
        core: the whole source, for its numbers, case and closing punctuation.
        parts: source and translation of each clause or sentence that was translated alone.
    """
    joined = " ".join(target if len(parts) == 1 else _part(source, target) for source, target in parts if target)
    numbered = mend_units(core, english_numbers(core, mend_number(core, joined)))
    text = balance_quotes(core, without_added_quotes(core, english_quotes(english_eras(core, numbered))))
    if "…" in core:
        text = text.replace("...", "…")
    if "--" in text and "--" not in core and (dash := _DASH.search(core)):
        text = text.replace("--", dash[0])
    return like_source(core, text)


def _part(source: str, target: str) -> str:
    if is_shouted(source):
        source = source.lower()
    return like_source(source, english_quotes(target))
