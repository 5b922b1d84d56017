"""The pages of the documentation, the commands in them, and how each is to be tried."""

from __future__ import annotations

import re
import shlex
import textwrap
from collections.abc import Iterator
from dataclasses import dataclass
from enum import Enum
from pathlib import Path

from reader.cli import cli

__all__ = ["PAGES", "ROOT", "Command", "Way", "commands"]

ROOT = Path(__file__).parents[2]
PAGES = (
    *(ROOT / name for name in ("README.md", "README.fr.md", "CONTRIBUTING.md", "models/README.md")),
    *sorted((ROOT / "docs").rglob("*.md")),
)
_BLOCK = re.compile(
    r"^(?P<indent> *)```(?:sh|bash|shell|console)\n(?P<body>.*?)^(?P=indent)```", re.MULTILINE | re.DOTALL
)
# What made the very environment that the tests run in, or would run them again.
_ELSEWHERE = re.compile(
    r"python3 -m pip install --quiet uv|git clone \S+( \S+)?|cd fr-en-reader|uv sync.*|uv run pytest.*|make check"
    # scripts/wheel-smoke tries these
    r"|uv build --wheel|uv tool install --overrides install/\S+ \S+|python3 -m pip install --no-deps -r install/\S+ \S+"
)


class Way(Enum):
    """How a command is tried."""

    RUN = "to its end; it must say that all went well"
    NETWORK = "off line; it must say so on one line"
    SCREEN = "on a terminal; it must show something and leave on q"
    ENDLESS = "until it has done something; it must stop on Ctrl-C"
    EXTRA = "without the extra that it needs; it must name it"
    ELSEWHERE = "not at all"


@dataclass(frozen=True, slots=True)
class Command:
    """A command line of a page, without comments; ``line`` counts from 1."""

    page: Path
    line: int
    text: str

    @property
    def words(self) -> list[str]:
        """The words of it, as the shell takes them, without ``uv run`` and variables in front."""
        found = shlex.split(self.text, comments=True)
        while found and re.match(r"\w+=", found[0]):
            del found[0]
        return found[2:] if found[:2] == ["uv", "run"] else found

    @property
    def way(self) -> Way:
        """How it is tried."""
        words = self.words
        if _ELSEWHERE.fullmatch(self.text):
            return Way.ELSEWHERE
        if words[:2] == ["reader", "packages"] and (
            words[2] == "available" or (words[2] == "install" and not words[3].endswith(".argosmodel"))
        ):
            return Way.NETWORK
        if "--watch" in words:
            return Way.ENDLESS
        if "--cluster" in words or "--plot" in words:
            return Way.EXTRA
        return Way.SCREEN if self._is_reading else Way.RUN

    @property
    def _is_reading(self) -> bool:
        words = self.words
        if words[:1] != ["reader"] or set(words) & {"--plain", "|", ">", "--help", "--version"}:
            return False
        return len(words) == 1 or words[1] == "read" or words[1] not in cli.list_commands(None)  # type: ignore[arg-type]


def commands(page: Path) -> Iterator[Command]:
    """The commands of a page, in order: each line of its shell blocks, lines that end in a backslash put together."""
    text = page.read_text(encoding="utf-8")
    for block in _BLOCK.finditer(text):
        line = text.count("\n", 0, block.start()) + 2
        for joined in re.split(r"(?<!\\)\n", textwrap.dedent(block["body"])):
            for part in _parted(_bare(joined)):
                yield Command(page, line, part)
            line += joined.count("\n") + 1


def _bare(line: str) -> str:
    """A line without its comment, which begins at a ``#`` before which a space stands."""
    lexer = shlex.shlex(line, posix=False, punctuation_chars=False)
    lexer.whitespace_split, lexer.commenters = True, "#"
    return " ".join(word for word in lexer if word != "\\")


def _parted(line: str) -> list[str]:
    """The commands of a line that are parted by semicolons outside of quotes."""
    return [part.strip() for part in re.split(r""";(?=(?:[^"']|"[^"]*"|'[^']*')*$)""", line) if part.strip()]
