"""The first letters that each match of an expression begins with: most texts are passed over by those alone.

An alternation of hundreds of phrases is tried at every word; one of their first letters, as a tree, is many times as fast.
Only what the vocabulary of furniture is written with is understood: letters, escapes, sets, ``(?:…)``, ``?``, ``+`` and ``*``.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

__all__ = ["beginnings"]

_TOKEN = re.compile(r"\(\?:|\\.|\[[^\]]+\]|\{[^}]*\}|.", re.DOTALL)
_LETTERS = 8  # looked at of each phrase
_EMPTY = ("^", "$", r"\b")  # match no letter

# What a match begins with: expressions of one letter each; the empty one at the end closes it, for anything may follow.
_Start = tuple[str, ...]


def beginnings(source: str) -> re.Pattern[str]:
    """An expression that matches, without taking a letter, wherever a match of another may begin.

    Args:
        source: the other expression, written for ``re.VERBOSE``, in small letters.
    """
    parts = [t for t in _TOKEN.findall(source) if not t.isspace()]
    return re.compile(rf"(?<!\w)(?={_tree(_starts(iter(parts)))})", re.MULTILINE)


def _starts(parts: Iterator[str]) -> set[_Start]:
    """The beginnings of all alternatives up to the bracket that closes them."""
    found: set[_Start] = set()
    before: set[_Start] = {()}
    atom: set[_Start] = {()}
    for part in parts:
        if part == "?":
            atom |= {()}
        elif part in ("+", "*") or part.startswith("{"):
            atom = {(*start, "") for start in atom} | ({()} if part == "*" else set())
        elif part in ("|", ")"):
            found |= _joined(before, atom)
            before, atom = {()}, {()}
            if part == ")":
                return found
        else:
            before = _joined(before, atom)
            atom = _starts(parts) if part == "(?:" else {() if part in _EMPTY else (part,)}
    return found | _joined(before, atom)


def _joined(firsts: Iterable[_Start], seconds: Iterable[_Start]) -> set[_Start]:
    return {
        first if first[-1:] == ("",) or len(first) >= _LETTERS else (first + second)[:_LETTERS]
        for first in firsts
        for second in seconds
    }


def _tree(starts: set[_Start]) -> str:
    """The beginnings as one expression, those of the same first letter together."""
    if any(not start or not start[0] for start in starts):
        return ""
    after: dict[str, set[_Start]] = {}
    for start in starts:
        after.setdefault(start[0], set()).add(start[1:])
    branches = [part + _tree(rest) for part, rest in sorted(after.items())]
    return branches[0] if len(branches) == 1 else f"(?:{'|'.join(branches)})"
