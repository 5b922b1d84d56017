"""Words: what stands for what in a row, and all that is known of a word."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING

from reader import paths
from reader.alignment.base_forms import base_forms, spelt_out
from reader.alignment.dictionaries import USUAL_FOLDERS, Article, Dictionary, find_dictionaries, look_up
from reader.alignment.tokens import fold, tokens
from reader.alignment.words import link_words
from reader.alignment.words_gaps import additions, coverage, omissions
from reader.bitext import Bitext, Row, TranslationUnit
from reader.errors import ReaderError
from reader.languages import Language
from reader.pipeline.resources import Resources

if TYPE_CHECKING:
    from reader.alignment import Lexicon

__all__ = ["Entry", "Example", "Gaps", "Link", "LookUp", "gaps_of", "links_of", "look_word_up"]

_EXAMPLES, _FEW = 5, 5
_EUPHONIC = "t"  # of a-t-il: it stands for nothing
_OPENING = "«“\"'‘’(—–- \u00a0\u202f"


@dataclass(frozen=True, slots=True)
class Link:
    """Two words that stand for each other: (start, end) in the French and in the English of a row, and how sure, 0..1."""

    source: tuple[int, int]
    target: tuple[int, int]
    probability: float


@dataclass(frozen=True, slots=True)
class Gaps:
    """What a rendering left out and what it added: (start, end) in the French, and in the English, of a row.

    ``covered`` is how much of what the French says stands in the English, 0..1.
    """

    left_out: tuple[tuple[int, int], ...] = ()
    added: tuple[tuple[int, int], ...] = ()
    covered: float = 1.0


@dataclass(frozen=True, slots=True)
class Example:
    """A sentence that holds the word, with its English; ``row`` is where it stands in the document, if it does."""

    source: str
    target: str
    row: int | None = None


@dataclass(frozen=True, slots=True)
class Entry:
    """A word of the lexicon with its translations, and p(English | French) of each, the likeliest first."""

    word: str
    translations: tuple[tuple[str, float], ...]


@dataclass(frozen=True, slots=True)
class LookUp:
    """What is known of a word.

    Args:
        word: as it was asked for.
        translations: the lexicon's, with p(English | French), the likeliest first.
        counterpart: what stands for it in the row that it was met in; may be empty.
        examples: from this document, then from the memory.
        articles: of the dictionaries that are installed.
        spelt_out: what an elided word or a contraction stands for; may be empty.
        base_forms: what a dictionary lists it under: the infinitive, the singular.
        parts: the words that it consists of where the lexicon has it not as one, such as *a-t-il*.
    """

    word: str
    translations: tuple[tuple[str, float], ...]
    counterpart: str
    examples: tuple[Example, ...]
    articles: tuple[Article, ...]
    spelt_out: str = ""
    base_forms: tuple[Entry, ...] = ()
    parts: tuple[Entry, ...] = ()

    @property
    def lemma(self) -> str:
        """The base form, where there is one and no doubt; else empty."""
        return self.base_forms[0].word if len(self.base_forms) == 1 and not self.parts else ""

    @property
    def translation(self) -> str:
        """The one translation to keep: what stands in the row, else the likeliest; may be empty."""
        known = (pair[0] for pairs in (self.translations, *(e.translations for e in self.parts)) for pair in pairs)
        return self.counterpart or next(known, "")


def links_of(row: Row, resources: Resources) -> tuple[Link, ...]:
    """The word links of a row, by place in its two texts; none where one is missing."""
    lexicon = resources.lexicon
    if not row.source or not row.target or lexicon is None:
        return ()
    found = link_words(row.source, row.target, lexicon=lexicon)
    return tuple(
        Link(
            (found.source[link.source].start, found.source[link.source].end),
            (found.target[link.target].start, found.target[link.target].end),
            link.confidence,
        )
        for link in found.links
    )


def gaps_of(row: Row, resources: Resources) -> Gaps:
    """What the English of a row left out of its French, and what it added; nothing where one is missing."""
    lexicon = resources.lexicon
    if not row.source or not row.target or lexicon is None:
        return Gaps()
    found = link_words(row.source, row.target, lexicon=lexicon)
    return Gaps(
        tuple((gap.start, gap.end) for gap in omissions(found, lexicon=lexicon)),
        tuple((gap.start, gap.end) for gap in additions(found, lexicon=lexicon)),
        coverage(found, lexicon=lexicon)[0],
    )


def look_word_up(word: str, row: Row, bitext: Bitext, resources: Resources) -> LookUp:
    """Look a French word up.

    Args:
        word: as it stands in the text.
        row: where it was met.
        bitext: the document, for examples.
        resources: lexicon and memory.
    """
    lexicon = resources.lexicon
    parts = tuple(dict.fromkeys(t.word for t in tokens(word, Language.FRENCH) if t.word != _EUPHONIC))
    if lexicon is None or len(parts) == 1 or lexicon.knows(word):
        parts = ()
    bases: list[str] = []
    # A capital inside a sentence is a name's.
    if lexicon is not None and (word[:1].islower() or row.source.lstrip(_OPENING).startswith(word)):
        bases = [base for one in parts or (word,) if not spelt_out(one) for base in base_forms(one, lexicon)]
    return LookUp(
        word,
        tuple(lexicon.translations(word)) if lexicon is not None and not parts else (),
        _counterpart(word, row, resources),
        _examples(word, row, bitext, resources),
        _articles((word, *bases, *parts)),
        spelt_out(word),
        _entries(bases, lexicon),
        _entries(parts, lexicon),
    )


def _entries(found: Sequence[str], lexicon: Lexicon | None) -> tuple[Entry, ...]:
    return tuple(Entry(word, tuple(lexicon.translations(word, limit=_FEW))) for word in found) if lexicon else ()


def _articles(found: Sequence[str]) -> tuple[Article, ...]:
    """The articles of the first of some words that has any under its very name; else of the first that has any."""
    articles = {word: tuple(look_up(word, _dictionaries())) for word in dict.fromkeys(found)}
    named = (a for word, a in articles.items() if any(fold(one.headword.strip()) == fold(word) for one in a))
    return next(named, next(filter(None, articles.values()), ()))


def _counterpart(word: str, row: Row, resources: Resources) -> str:
    """What stands for a word in a row, wherever it stands there."""
    if not row.target:
        return ""
    folded, links = fold(row.source), links_of(row, resources)
    found: list[str] = []
    for match in _wanted(word).finditer(folded) if len(folded) == len(row.source) else ():
        spans = sorted(
            {link.target for link in links if link.source[0] < match.end() and match.start() < link.source[1]}
        )
        found.append(" ".join(row.target[a:b] for a, b in spans))
    return " / ".join(dict.fromkeys(filter(None, found)))


def _wanted(word: str) -> re.Pattern[str]:
    """What finds a word in a folded text. An elided one (l’) ends in its apostrophe, of whichever kind, and a letter follows."""
    letters = re.sub("['’]", "['’]", re.escape(fold(word)))
    return re.compile(rf"(?<!\w){letters}" + (r"(?!\w)" if word[-1:].isalnum() else ""))


def _examples(word: str, row: Row, bitext: Bitext, resources: Resources) -> tuple[Example, ...]:
    wanted = _wanted(word)
    beads = bitext.beads_of_source()
    rows = [
        beads[i]
        for i, segment in enumerate(bitext.source)
        if beads[i] != row.index and wanted.search(fold(segment.plain))
    ]
    # A repeat of the row itself shows nothing new.
    others = [r for r in bitext.some_rows(dict.fromkeys(rows[: 2 * _EXAMPLES])) if r.source != row.source]
    here = [Example(r.source, r.target or "", r.index) for r in others[:_EXAMPLES]]
    texts = {example.source for example in here} | {row.source}
    remembered = [Example(u.source, u.target) for u in _concordance(word, resources) if u.source not in texts]
    return tuple((here + remembered)[: 2 * _EXAMPLES])


def _concordance(word: str, resources: Resources) -> Sequence[TranslationUnit]:
    return [match.unit for match in resources.memory.concordance(word, limit=_EXAMPLES)]


@lru_cache(maxsize=1)
def _dictionaries() -> tuple[Dictionary, ...]:
    """The dictionaries that are installed, opened once; a damaged one is passed over."""
    found = []
    for path in find_dictionaries(
        [paths.data_folder() / "dictionaries", *(Path(f).expanduser() for f in USUAL_FOLDERS)]
    ):
        try:
            found.append(Dictionary(path))
        except ReaderError:
            continue
    return tuple(found)
