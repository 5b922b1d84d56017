"""The French-English word lexicon: which words stand for which, and how often.

It is trained from parallel text (``models/lexicon``) and needs no machine translation. Words are looked up folded (lower
case, straight apostrophe, see `reader.alignment.tokens`); a form that was never seen falls back on another inflection of the
same word. For a whole text, turn words into ids once and work on arrays::

    lexicon = shared_lexicon()
    f = lexicon.source_ids(words(french, Language.FRENCH))
    e = lexicon.target_ids(words(english, Language.ENGLISH))
    forward, backward = lexicon.matrix(f, e)      # p(e|f) and p(f|e), each len(f) by len(e)

The rows themselves are compressed and sparse: the translations of ``f`` are
``lexicon.columns[lexicon.starts[f]:lexicon.starts[f + 1]]``, rising, with ``forward`` = p(e|f) and ``backward`` = p(f|e) beside them.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from functools import cached_property, lru_cache
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np

from reader.alignment.lexicon_file import LinkTable, read_lexicon
from reader.alignment.lexicon_forms import stand_in
from reader.alignment.tokens import fold, without_marks, words
from reader.errors import AlignmentError
from reader.languages import Language

if TYPE_CHECKING:
    from numpy.typing import NDArray

__all__ = ["UNKNOWN", "Lexicon", "find_lexicon", "shared_lexicon"]

UNKNOWN = -1
_BY_CHANCE = 0.1  # how often, of its share of all words, a word may come that nothing accounts for
_FILE = "lexicon-fr-en.bin"
# When a rendering stands out: p(e|f) by itself, or against the next; p(f|e); against p(f|f), the word being English too.
_LIKELY, _FAIRLY_LIKELY, _AHEAD, _MUTUAL, _OWN = 0.45, 0.35, 1.5, 0.1, 3.0


def find_lexicon() -> Path:
    """Where the lexicon lies that came with the program.

    Raises:
        AlignmentError: it is missing from the installation.
    """
    here = Path(__file__).resolve()
    for path in (here.parents[1] / "data" / "models" / _FILE, here.parents[2] / "models" / _FILE):
        if path.is_file():
            return path
    raise AlignmentError(f"the word lexicon {_FILE} is missing", hint="Install the program again.")


@lru_cache(maxsize=1)
def shared_lexicon() -> Lexicon:
    """The lexicon that came with the program, read once."""
    return Lexicon.load()


def _shares(amounts: NDArray[np.float32]) -> NDArray[np.float32]:
    shares: NDArray[np.float32] = amounts / np.maximum(amounts.sum(), 1e-30)
    return shares


class _Side:
    """The vocabulary of one language, with stand-ins for unknown forms."""

    def __init__(self, listed: list[str], counts: NDArray[np.float32], language: Language) -> None:
        self.words = listed
        self.language = language
        self.known = dict(zip(listed, range(len(listed)), strict=True))
        self.found: dict[str, int] = {}
        share = counts / max(float(counts.sum()), 1.0)
        least = float(share[share > 0].min(initial=1.0))
        self.log_probabilities: NDArray[np.float32] = np.log(np.maximum(share, least)).astype(np.float32)

    @cached_property
    def plain(self) -> dict[str, int]:
        """Ids by the word without accents, the most frequent first, of the words that have accents."""
        accented = [word for word in reversed(self.words) if not word.isascii()]
        bare = without_marks("\n".join(accented)).split("\n") if accented else []
        return {plain: self.known[word] for plain, word in zip(bare, accented, strict=True)}

    def id(self, word: str) -> int:
        index = self.known.get(word)
        if index is not None:
            return index
        index = self.found.get(word)
        if index is None:
            other = stand_in(word, self.known, self.plain, self.language)
            index = self.found[word] = UNKNOWN if other is None else other
        return index

    def ids(self, found: Iterable[str]) -> NDArray[np.int32]:
        return np.fromiter(map(self.id, found), dtype=np.int32)


class Lexicon:
    """French words, English words, and the probability of each pair in both directions.

    Attributes:
        starts: row ``f`` of the arrays below is ``starts[f]:starts[f + 1]``; int64, one more than there are French words.
        columns: the English ids of the rows, rising inside a row; int32.
        forward: p(e|f), float32: of the times that ``f`` had a counterpart, how often it was ``e``.
        backward: p(f|e), float32, the same the other way round.
        source_nulls: for each French word, the share of its occurrences without counterpart, float32.
        target_nulls: the same for English words.
        jumps: see `LinkTable`.
    """

    def __init__(self, table: LinkTable) -> None:
        self._source = _Side(table.french, table.french_counts, Language.FRENCH)
        self._target = _Side(table.english, table.english_counts, Language.ENGLISH)
        self.starts, self.columns = table.starts, table.columns
        self._rows = np.repeat(np.arange(len(table.french), dtype=np.int32), np.diff(table.starts))
        self._keys = self._rows.astype(np.int64) * len(table.english) + self.columns
        forward = table.counts / np.maximum(table.french_totals, 1e-9)[self._rows]
        backward = table.counts / np.maximum(table.english_totals, 1e-9)[self.columns]
        self.forward: NDArray[np.float32] = np.minimum(forward, 1).astype(np.float32)
        self.backward: NDArray[np.float32] = np.minimum(backward, 1).astype(np.float32)
        self.source_nulls, self.target_nulls = table.french_nulls, table.english_nulls
        self.jumps = table.jumps

    @classmethod
    def load(cls, path: Path | None = None) -> Lexicon:
        """Read a lexicon file; without a path, the one that came with the program.

        Raises:
            AlignmentError: the file is missing or broken.
        """
        return cls(read_lexicon(path or find_lexicon()))

    @cached_property
    def source_null_odds(self) -> NDArray[np.float32]:
        """p(f|nothing): each French word's share of those that have no counterpart."""
        return _shares(self.source_nulls * np.exp(self.source_log_probabilities))

    @cached_property
    def target_null_odds(self) -> NDArray[np.float32]:
        """p(e|nothing): each English word's share of those that have no counterpart."""
        return _shares(self.target_nulls * np.exp(self.target_log_probabilities))

    @property
    def source_words(self) -> Sequence[str]:
        """The French words; a word's id is its place."""
        return self._source.words

    @property
    def target_words(self) -> Sequence[str]:
        """The English words; a word's id is its place."""
        return self._target.words

    @property
    def source_log_probabilities(self) -> NDArray[np.float32]:
        """The natural logarithm of each French word's share of all words: what a background model says of it."""
        return self._source.log_probabilities

    @property
    def target_log_probabilities(self) -> NDArray[np.float32]:
        """The same for the English words."""
        return self._target.log_probabilities

    def source_ids(self, found: Iterable[str]) -> NDArray[np.int32]:
        """The ids of folded French words (as `reader.alignment.tokens.words` gives them), -1 for the unknown."""
        return self._source.ids(found)

    def target_ids(self, found: Iterable[str]) -> NDArray[np.int32]:
        """The ids of folded English words, -1 for the unknown."""
        return self._target.ids(found)

    def pairs(
        self, source: NDArray[np.integer], target: NDArray[np.integer]
    ) -> tuple[NDArray[np.float32], NDArray[np.float32]]:
        """p(e|f) and p(f|e) of pairs of ids, given as two arrays of one shape; 0 where a pair was never seen."""
        keys = source.astype(np.int64) * len(self._target.words) + target
        places = np.minimum(np.searchsorted(self._keys, keys), len(self._keys) - 1)
        there = (self._keys[places] == keys) & (target >= 0)
        return np.where(there, self.forward[places], 0), np.where(there, self.backward[places], 0)

    def matrix(
        self, source: NDArray[np.integer], target: NDArray[np.integer]
    ) -> tuple[NDArray[np.float32], NDArray[np.float32]]:
        """p(e|f) and p(f|e) of every French word with every English one: two arrays, French by English."""
        return self.pairs(*np.broadcast_arrays(source[:, None], target[None, :]))

    def knows(self, word: str) -> bool:
        """Whether a French word was seen in this very form."""
        return fold(word) in self._source.known

    def translations(self, word: str, *, limit: int = 8) -> list[tuple[str, float]]:
        """The English words for a French one, the likeliest first, with p(e|f)."""
        index = self._source.id(fold(word))
        if index == UNKNOWN:
            return []
        row = slice(int(self.starts[index]), int(self.starts[index + 1]))
        best = np.argsort(-self.forward[row], kind="stable")[:limit]
        columns, odds = self.columns[row][best], self.forward[row][best]
        return [(self._target.words[int(c)], float(p)) for c, p in zip(columns, odds, strict=True)]

    def log_likelihoods(self, french: str, renderings: Sequence[str]) -> list[float]:
        """The natural logarithm of p(french | rendering) for each rendering, by IBM model 1; unknown French words are left out."""
        f = self.source_ids(words(french, Language.FRENCH))
        f = f[f != UNKNOWN]
        # Nothing stands at the end of each rendering, so that none is without a column.
        parts = [np.append(self.target_ids(words(text, Language.ENGLISH)), UNKNOWN) for text in renderings]
        starts = np.cumsum([0, *map(len, parts)])
        if not len(f) or not parts:
            return [0.0] * len(parts)
        _, backward = self.matrix(f, np.concatenate(parts))
        alone = self.source_null_odds[f] + _BY_CHANCE * np.exp(self.source_log_probabilities[f])
        explained = np.add.reduceat(backward, starts[:-1], axis=1) + alone[:, None]
        likelihoods: list[float] = np.log(explained / np.diff(starts)).sum(axis=0).tolist()
        return likelihoods

    def plain_translation(self, word: str) -> str:
        """The one English word that stands out for a French word by itself; empty where none does, or the word is English too.

        It is the likeliest, it is likely by itself and against the next, and the French word is likely for it too: that
        keeps *lieu* from being *instead*. Forms that the lexicon has never seen get none.
        """
        french, found = fold(word), self.translations(word, limit=2)
        if french not in self._source.known or not found:
            return ""
        (best, odds), *others = found
        stands_out = odds >= _LIKELY or (odds >= _FAIRLY_LIKELY and odds >= _AHEAD * (others[0][1] if others else 0.0))
        forward, backward = self.matrix(self.source_ids([french]), self.target_ids([best, french]))
        is_english = _OWN * float(forward[0, 1]) >= odds
        return best if stands_out and backward[0, 0] >= _MUTUAL and not is_english else ""

    def sources(self, word: str, *, limit: int = 8) -> list[tuple[str, float]]:
        """The French words for an English one, the likeliest first, with p(f|e)."""
        index = self._target.id(fold(word))
        if index == UNKNOWN:
            return []
        starts, order = self._by_target
        links = order[int(starts[index]) : int(starts[index + 1])]
        best = links[np.argsort(-self.backward[links], kind="stable")[:limit]]
        return [(self._source.words[int(self._rows[k])], float(self.backward[k])) for k in best]

    @cached_property
    def _by_target(self) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
        lengths = np.bincount(self.columns, minlength=len(self._target.words))
        return np.concatenate(([0], np.cumsum(lengths))), np.argsort(self.columns, kind="stable")

    def probability(self, source: str, target: str) -> float:
        """p(e|f) of two words, 0 if they were never seen together."""
        f, e = self._source.id(fold(source)), self._target.id(fold(target))
        if UNKNOWN in (f, e):
            return 0.0
        start, end = int(self.starts[f]), int(self.starts[f + 1])
        place = start + int(self.columns[start:end].searchsorted(e))
        return float(self.forward[place]) if place < end and self.columns[place] == e else 0.0
