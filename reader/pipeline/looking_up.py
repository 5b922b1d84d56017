"""Words: what stands for what in a row, and all that is known of a word."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

from reader import paths
from reader.alignment.dictionaries import USUAL_FOLDERS, Article, Dictionary, find_dictionaries, look_up
from reader.alignment.tokens import fold, tokens
from reader.alignment.words import link_words
from reader.alignment.words_gaps import additions, coverage, omissions
from reader.bitext import Bitext, Row, TranslationUnit
from reader.errors import ReaderError
from reader.languages import Language
from reader.pipeline.resources import Resources

__all__ = ["Example", "Gaps", "Link", "LookUp", "gaps_of", "links_of", "look_word_up"]

_EXAMPLES = 5


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
class LookUp:
    """What is known of a word.

    Args:
        word: as it was asked for.
        translations: the lexicon's, with p(English | French), the likeliest first.
        counterpart: what stands for it in the row that it was met in; may be empty.
        examples: from this document, then from the memory.
        articles: of the dictionaries that are installed.
    """

    word: str
    translations: tuple[tuple[str, float], ...]
    counterpart: str
    examples: tuple[Example, ...]
    articles: tuple[Article, ...]


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
    return LookUp(
        word,
        tuple(lexicon.translations(word)) if lexicon is not None else (),
        _counterpart(word, row, resources),
        _examples(word, row, bitext, resources),
        tuple(look_up(word, _dictionaries())),
    )


def _counterpart(word: str, row: Row, resources: Resources) -> str:
    places = [(t.start, t.end) for t in tokens(row.source, Language.FRENCH) if fold(t.word) == fold(word)]
    spans = sorted({link.target for link in links_of(row, resources) if link.source in places})
    return " ".join(row.target[a:b] for a, b in spans) if row.target else ""


def _examples(word: str, row: Row, bitext: Bitext, resources: Resources) -> tuple[Example, ...]:
    # An elided word (l’) ends in its apostrophe, of whichever kind, and a letter follows.
    letters = re.sub("['’]", "['’]", re.escape(fold(word)))
    wanted = re.compile(rf"(?<!\w){letters}" + (r"(?!\w)" if word[-1:].isalnum() else ""))
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
