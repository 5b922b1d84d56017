"""Glossaries: terms and how they must be rendered, as a TSV file, and where they stand in a text.

A file holds one term a line: French, tab, English, and maybe a tab and a note. An empty English side, or the French
again, means: do not translate. Lines that start with ``#`` are comments and stay when the file is saved.
"""

from __future__ import annotations

import hashlib
import os
import re
import tempfile
import unicodedata
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING

from reader.errors import ConfigError
from reader.translation.placeholders import Span, SpanKind, without_overlaps

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

__all__ = ["Glossary", "Term", "load_glossary", "save_glossary", "with_own_capitals"]

_COLUMNS = (1, 2, 3)
_LONGEST = 200
_REFUSED = frozenset({"Cc", "Cs", "Zl", "Zp"})  # controls, lone surrogates, line ends
_BEGINNING = re.compile(r"(?:^|[.!?…:]\s)[\s“‘\"'(\[—–-]*$")  # where a sentence may begin


@dataclass(frozen=True, slots=True)
class Term:
    """A French term and its English; ``origin`` says where it comes from: user or document."""

    source: str
    target: str = ""
    note: str = ""
    origin: str = "user"

    def __post_init__(self) -> None:
        for text in (self.source, self.target, self.note):
            if len(text) > _LONGEST or any(unicodedata.category(c) in _REFUSED for c in text):
                raise ValueError(
                    f"a term stands on one line, holds no tab or control and at most {_LONGEST} characters: {text[:40]!r}"
                )
        if not any(c.isalnum() for c in self.source):
            raise ValueError(f"a term holds a letter or a figure: {self.source!r}")

    @property
    def english(self) -> str:
        """What must stand in the English."""
        return self.target or self.source


@dataclass(frozen=True)
class Glossary:
    """Terms, each French side once (case and apostrophes apart). A value: changes give a new one."""

    terms: tuple[Term, ...] = ()
    comments: tuple[str, ...] = ()
    _patterns: dict[str, Term] = field(init=False, repr=False, compare=False, default_factory=dict)
    _finder: re.Pattern[str] | None = field(init=False, repr=False, compare=False, default=None)

    def __post_init__(self) -> None:
        kept = {_key(term.source): term for term in self.terms}
        object.__setattr__(self, "terms", tuple(kept.values()))
        self._patterns.update(kept)
        if kept:
            longest_first = sorted(kept, key=len, reverse=True)
            body = "|".join(_pattern(source) for source in longest_first)
            object.__setattr__(self, "_finder", re.compile(rf"(?<![\w-])(?:{body})(?![\w-])", re.IGNORECASE))

    def __len__(self) -> int:
        return len(self.terms)

    def __iter__(self) -> Iterator[Term]:
        return iter(self.terms)

    @property
    def id(self) -> str:
        """What names the content: translations made with it are remembered under it."""
        lines = sorted(f"{_key(t.source)}\t{t.english}" for t in self.terms)
        return hashlib.sha256("\n".join(lines).encode()).hexdigest()[:12] if lines else ""

    def add(self, term: Term) -> Glossary:
        """With one more term; one with the same French side gives way."""
        return Glossary((*self.terms, term), self.comments)

    def remove(self, source: str) -> Glossary:
        """Without the term of this French side.

        Raises:
            ConfigError: there is none.
        """
        kept = tuple(t for t in self.terms if _key(t.source) != _key(source))
        if len(kept) == len(self.terms):
            raise ConfigError(f"the glossary has no term {source!r}", hint="see them all: reader glossary list")
        return Glossary(kept, self.comments)

    def merge(self, other: Iterable[Term]) -> Glossary:
        """With other terms on top; theirs win."""
        return Glossary((*self.terms, *other), self.comments)

    def find(self, text: str) -> list[Span]:
        """Where terms stand in a French text, the longer before the shorter, none overlapping."""
        if self._finder is None:
            return []
        spans = []
        for found in self._finder.finditer(text):
            term = self._patterns.get(_key(found.group())) or self._patterns.get(_key(_singular(found.group())))
            if term is not None:
                english = term.english
                if _key(found.group()) != _key(term.source) and term.target:
                    english = _plural(english)
                kind = SpanKind.NAME if english[0].isupper() else SpanKind.TERM
                spans.append(Span(found.start(), found.end(), english, kind))
        return without_overlaps(spans)

    def used(self, source: str, target: str) -> tuple[Term, ...]:
        """The terms that stand in a French text and, as they should, in its English: what a reader may be shown."""
        here = {
            source[s.start : s.end].casefold() for s in self.find(source) if s.target.casefold() in target.casefold()
        }
        singular = {_singular(text) for text in here}
        return tuple(t for t in self.terms if _key(t.source) in {_key(text) for text in here | singular})


def with_own_capitals(terms: Sequence[Span], source: str, english: str) -> str:
    """The English with each term's capitals as the glossary has them; only the first letter of a sentence stays as it is.

    A term that has a capital in the source, as in a headline, is left to be written like it.

    Args:
        terms: where terms stand in the source.
        source: the French.
        english: its translation.
    """
    for term in terms:
        if not source[term.start : term.end].islower():
            continue
        for found in re.finditer(rf"(?<!\w){re.escape(term.target)}(?!\w)", english, re.IGNORECASE):
            kept = 1 if _BEGINNING.search(english[: found.start()]) else 0
            own = found.group()[:kept] + term.target[kept:]
            english = english[: found.start()] + own + english[found.end() :]
    return english


def load_glossary(path: Path, *, origin: str = "user") -> Glossary:
    """Read a TSV; a file that is not there is an empty glossary.

    Raises:
        ConfigError: a line is no term.
    """
    try:
        text = Path(path).read_text(encoding="utf-8-sig")
    except FileNotFoundError:
        return Glossary()
    except (OSError, ValueError) as error:
        raise ConfigError(f"the glossary {path} cannot be read: {error}") from error
    terms, comments = [], []
    for number, line in enumerate(text.splitlines(), 1):
        if line.startswith("#"):
            comments.append(line)
        elif line.strip():
            columns = [c.strip() for c in line.split("\t")]
            try:
                terms.append(_term(columns, origin))
            except ValueError as error:
                raise ConfigError(
                    f"{path}, line {number}: {error}", hint="French<TAB>English, one term a line"
                ) from error
    return Glossary(tuple(terms), tuple(comments))


def _term(columns: list[str], origin: str) -> Term:
    if len(columns) not in _COLUMNS:
        raise ValueError("a line is French, tab, English, and maybe tab, note")
    source, target, note = (*columns, "", "")[:3]
    return Term(source, target, note, origin)


def save_glossary(glossary: Glossary, path: Path) -> None:
    """Write a TSV, whole or not at all.

    Raises:
        ConfigError: the file cannot be written.
    """
    path = Path(path)
    lines = [*glossary.comments, *(f"{t.source}\t{t.target}\t{t.note}".rstrip("\t") for t in glossary.terms)]
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        handle, name = tempfile.mkstemp(dir=path.parent, prefix=path.name, suffix=".part")
        with os.fdopen(handle, "w", encoding="utf-8") as file:
            file.write("".join(line + "\n" for line in lines))
        Path(name).replace(path)
    except OSError as error:
        raise ConfigError(f"the glossary {path} cannot be written: {error}") from error


def _key(text: str) -> str:
    return " ".join(text.replace("’", "'").casefold().split())


def _pattern(key: str) -> str:
    """Matches a term with any space and apostrophe between its words, and with a plural s or x on each word."""
    words = [
        re.escape(word).replace("'", "['’]")
        + ("" if word.endswith(("s", "x", "z")) or not word[-1].isalpha() else "[sx]?")
        for word in key.split()
    ]
    return r"[\s\u00a0\u202f]+".join(words)


def _singular(text: str) -> str:
    return " ".join(w[:-1] if w[-1:] in "sx" else w for w in text.split())


def _plural(english: str) -> str:
    if english.endswith(("s", "x", "ch", "sh")):
        return english + "es" if not english.endswith("s") else english
    if english.endswith("y") and english[-2:-1] not in "aeiou":
        return english[:-1] + "ies"
    return english + "s"
