"""Words that a line's end has parted: does the hyphen belong to the word?

The document itself is the best witness: if the word stands elsewhere without the hyphen, or with it, so it is here. Else rules of
French and English spelling decide; what they leave open loses its hyphen, as far more words are parted than compounded.
"""

from __future__ import annotations

import re
from collections import Counter
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable

__all__ = ["Hyphens"]

_WORD = re.compile(r"[^\W\d_]+(?:['’-][^\W\d_]+)*")
_LAST = re.compile(r"([^\W_]+(?:['’-][^\W_]+)*)-$")
_FIRST = re.compile(r"[^\W_]+(?:['’-][^\W_]+)*")
_LEFT = re.compile(
    r"(?:demi|semi|quasi|mi|ex|vice|outre|avant|après|arrière|sous|non|self|well|grand|petit|beau|belle|nouveau|tout|toute|moitié"
    r"|vingt|trente|quarante|cinquante|soixante|quatre|dix|cent|twenty|thirty|forty|fifty|sixty|seventy|eighty|ninety"
    r"|celui|celle|ceux|celles|là|ici|ci|au|par|peut|rendez|moi|toi|lui|elle|eux|nous|vous)$",
    re.IGNORECASE,
)
_RIGHT = re.compile(
    r"(?:je|tu|ils?|elles?|on|nous|vous|ce|moi|toi|lui|leur|les?|la|y|en|ci|là|mêmes?|être|uns|unes|dire|midi)$"
)
_BEFORE_PREFIX = {
    "au": {"dessus", "dessous", "delà", "devant", "dedans", "dehors"},
    "par": {"dessus", "dessous", "delà"},
}
_ONLY_BEFORE = {"moi", "toi", "lui", "elle", "eux", "nous", "vous", "celui", "celle", "ceux", "celles"}
_AFTER_VERBS = frozenset(
    [
        "je",
        "tu",
        "il",
        "ils",
        "elle",
        "elles",
        "on",
        "nous",
        "vous",
        "ce",
        "moi",
        "toi",
        "lui",
        "leur",
        "y",
        "ci",
        "là",
        "être",
    ]
)
_SHORT = 2
_LONGEST = 80  # letters of a word
_VERBAL = re.compile(r"(?:[tdszx]|a|e|ai)$", re.IGNORECASE)


class Hyphens:
    """Joins the two parts of a line's end and the next line.

    Args:
        lines: all lines of the document, from which it learns how words are written.
    """

    def __init__(self, lines: Iterable[str]) -> None:
        self._seen: Counter[str] = Counter()
        for line in lines:
            words = _WORD.findall(line)
            if words and line.endswith("-"):
                words.pop()
            self._seen.update(word.lower() for word in words)

    def join(self, line: str, following: str) -> str:
        """The two lines as one: a space between them, or the parted word made whole."""
        left, right = _LAST.search(line[-_LONGEST:]), _FIRST.match(following[:_LONGEST])
        if not left or not right:
            return (
                f"{line}{following}" if line.endswith(("—", "–")) and following[:1].isalpha() else f"{line} {following}"
            )
        return line + following if self._keeps(left[1], right[0]) else line[:-1] + following

    def _keeps(self, left: str, right: str) -> bool:
        whole, compound = f"{left}{right}".lower(), f"{left}-{right}".lower()
        if self._seen[whole] != self._seen[compound]:
            return self._seen[compound] > self._seen[whole]
        if not right[0].islower() or not left[-1].isalpha() or "-" in left:
            return True
        low = left.lower().rpartition("’")[2].rpartition("'")[2]
        if low in _ONLY_BEFORE:
            return right in {"ci", "là", "même", "mêmes"}
        if low in _BEFORE_PREFIX:
            return right in _BEFORE_PREFIX[low]
        if _LEFT.match(low):
            return len(right) > _SHORT or bool(_RIGHT.match(right))
        return len(left) > _SHORT and right in _AFTER_VERBS and bool(_VERBAL.search(low))
