r"""Text without what a terminal would obey: one rule for every format.

What is done, in this order:

* whole escape sequences (colours, window titles: ``ESC [ … m``, ``ESC ] … BEL``) go;
* line ends become ``\n``: CRLF, the CR of old Macs where no LF stands in the text, NEL (U+0085) and U+2029;
* a vertical tab, U+2028, and a CR among LFs become a space, so that no line is counted that an editor does not show;
* a soft hyphen at a line's end becomes ``-``; elsewhere it is invisible and goes;
* other C0 and C1 controls, bidirectional controls, zero-width spaces and lone surrogates go (a surrogate leaves U+FFFD).

U+00A0 and U+202F are French typography and stay; so do the joiners U+200C and U+200D, which scripts and emoji need.
"""

from __future__ import annotations

import re

from reader.documents import plain

__all__ = ["clean", "clean_inline"]

_ESCAPES = re.compile(
    r"\x1b\[[0-?]{0,64}[ -/]{0,8}[@-~]"  # CSI
    r"|\x1b[\]PX^_][^\x07\x1b\n]{0,4096}(?:\x07|\x1b\\)"  # OSC, DCS, SOS, PM, APC
    r"|\x1b[ -/]{1,4}[0-~]|\x1b[0-~]"  # the short ones
)
_RETURNS = re.compile(r"\r+\n|\r")
_DROPPED = "\x00-\x08\x0c\x0e-\x1f\x7f-\x84\x86-\x9f\u00ad\u061c\u180e\u200b\u200e\u200f\u202a-\u202e\u2060-\u206f\ufeff\ufff9-\ufffb"
_SUSPECTS = re.compile(f"[\x0b\r\u0085\u2028\u2029\ud800-\udfff{_DROPPED}]")
_GOING = re.compile(f"[{_DROPPED}]")
_SURROGATES = re.compile("[\ud800-\udfff]")


def clean(text: str) -> str:
    """The text with the rules of this module applied."""
    if not _SUSPECTS.search(text):
        return text
    if "\x1b" in text:
        text = _ESCAPES.sub("", text)
    if "\r" in text:
        lone = " " if "\n" in text else "\n"
        text = _RETURNS.sub(lambda match: "\n" if match[0].endswith("\n") else lone, text)
    text = text.replace("\u00ad\n", "-\n").replace("\u0085", "\n").replace("\u2029", "\n")
    text = text.replace("\x0b", " ").replace("\u2028", " ")
    return _GOING.sub("", _SURROGATES.sub("\ufffd", text))


def clean_inline(text: str) -> str:
    """The text on one line, for titles, metadata and addresses: cleaned, each run of breakable space as one, none at the ends."""
    return plain(clean(text)) if text else ""
