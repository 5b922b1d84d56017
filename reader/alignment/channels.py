"""Channels of evidence: which words of one side speak for which words of the other.

A channel is two texts in words and a relation between the words. There are up to two: French against English, by the lexicon,
cognates and numbers; and the machine's English against the human English, by equal and kindred words.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import pairwise

import numpy as np
from numpy.typing import NDArray

from reader.alignment.bags import Bags, Relation
from reader.alignment.lexicon import Lexicon
from reader.alignment.tokens import number_value, strip_accents, words
from reader.languages import Language

__all__ = ["Channel", "Vocabulary", "machine_channel", "pair_channel", "text_channel"]

Floats = NDArray[np.float32]
_STEM = re.compile(r"(?:'s|ies|ied|ing|ings|edly|ed|es|s|ly|er|ers|e|y)$")
_UNSEEN = -13.0  # the logarithm of the share of a word that the lexicon does not know
_FALSE_FRIEND = 0.3  # what is left of a likeness where the lexicon knows both words, and not as a pair
_ALIKE = 0.6  # the share of letters that cognates have in common at least
_SHORT = 4  # cognates share their first letters


@dataclass(frozen=True, slots=True)
class Vocabulary:
    """What is known of the word types of one side: how much each tells (0..1) and how often it comes in any text."""

    weights: Floats
    chances: Floats


@dataclass(frozen=True, slots=True)
class Channel:
    """Two sides in words, what relates their words, and what is known of the words by themselves."""

    source: Bags
    target: Bags
    relation: Relation
    source_words: Vocabulary
    target_words: Vocabulary


def _vocabulary(bags: Bags, lexicon: Lexicon | None, language: Language) -> Vocabulary:
    """Rare words tell most. Without a lexicon, short words are taken for common ones, for a short text knows no better."""
    here = (bags.frequency() + 0.5) / (len(bags.ids) + 1)
    seen = np.log((len(bags) + 1) / (bags.spread() + 0.5)) / np.log(len(bags) + 2)
    number = np.array([word[:1].isdigit() for word in bags.words], dtype=bool)
    if lexicon is None:
        length = np.array([len(word) for word in bags.words], dtype=np.float64)
        common = np.clip((length - 1) / 5, 0.1, 1.0)
        chances = here
    else:
        ids, logs, nulls = (
            (lexicon.source_ids(bags.words), lexicon.source_log_probabilities, lexicon.source_nulls)
            if language is Language.FRENCH
            else (lexicon.target_ids(bags.words), lexicon.target_log_probabilities, lexicon.target_nulls)
        )
        known = ids >= 0
        log = np.where(known, logs[ids], _UNSEEN) if len(logs) else np.full(len(ids), _UNSEEN)
        alone = np.where(known, nulls[ids], 0.0) if len(nulls) else np.zeros(len(ids))
        common = np.clip((-log - 3.5) / 7, 0.03, 1.0) * (1 - 0.7 * alone)
        chances = (np.exp(log) + here) / 2
    weights = np.where(number, np.maximum(seen, 0.6), np.maximum(seen, 0.2) * common)
    return Vocabulary(np.clip(weights, 0.02, 1.0).astype(np.float32), chances.astype(np.float32))


class _Entries:
    """Entries of a relation as they are found; the greatest value of several for the same two words counts."""

    def __init__(self) -> None:
        self.rows: list[int] = []
        self.columns: list[int] = []
        self.values: list[float] = []
        self.more: list[tuple[NDArray[np.int64], NDArray[np.int64], Floats, Floats]] = []

    def add(self, source: int, target: int, value: float) -> None:
        self.rows.append(source)
        self.columns.append(target)
        self.values.append(value)

    def extend(self, source: NDArray[np.int64], target: NDArray[np.int64], forward: Floats, backward: Floats) -> None:
        self.more.append((source, target, forward, backward))

    def relation(self, shape: tuple[int, int]) -> Relation:
        values = np.array(self.values, dtype=np.float32)
        mine = (np.array(self.rows, dtype=np.int64), np.array(self.columns, dtype=np.int64), values, values)
        rows, columns, forward, backward = (np.concatenate(parts) for parts in zip(mine, *self.more, strict=True))
        keys, place = np.unique(rows * max(shape[1], 1) + columns, return_inverse=True)
        best = np.zeros((2, len(keys)), dtype=np.float32)
        np.maximum.at(best[0], place, forward)
        np.maximum.at(best[1], place, backward)
        return Relation(keys // max(shape[1], 1), keys % max(shape[1], 1), best[0], best[1], shape)


def _kindred(source: Sequence[str], target: Sequence[str]) -> Iterable[tuple[int, int, float]]:
    """Words of both sides that are spelt alike, and how much alike (0..1): equal, equal numbers, or a long common beginning."""
    plain = [strip_accents(word) for word in target]
    equal: dict[str, list[int]] = defaultdict(list)
    begin: dict[str, list[int]] = defaultdict(list)
    for k, word in enumerate(plain):
        equal[number_value(word) or word].append(k)
        if len(word) >= _SHORT and word.isalpha():
            begin[word[:_SHORT]].append(k)
    for i, word in enumerate(map(strip_accents, source)):
        number = number_value(word)
        if number is not None or len(word) < _SHORT:
            yield from ((i, k, 0.9 if number else 0.5) for k in equal.get(number or word, ()))
            continue
        for k in begin.get(word[:_SHORT], ()):
            likeness = _likeness(word, plain[k])
            if likeness > 0:
                yield i, k, likeness


def _likeness(one: str, other: str) -> float:
    """How much two words with the same beginning are alike."""
    if one == other:
        return 0.9
    shared = _SHORT
    for a, b in zip(one[_SHORT:], other[_SHORT:], strict=False):
        if a != b:
            break
        shared += 1
    ratio = shared / max(len(one), len(other))
    return 0.8 * ratio if ratio >= _ALIKE else 0.0


def _lexical(lexicon: Lexicon, source: Sequence[str], target: Sequence[str], entries: _Entries) -> None:
    """Add what the lexicon says of the words of both sides."""
    left, right = lexicon.source_ids(source), lexicon.target_ids(target)
    order = np.argsort(right, kind="stable")
    ranked = right[order]
    known = np.flatnonzero(left >= 0)
    counts = lexicon.starts[left[known] + 1] - lexicon.starts[left[known]]
    owner = np.repeat(known, counts)
    entry = np.arange(len(owner)) + np.repeat(lexicon.starts[left[known]] - (np.cumsum(counts) - counts), counts)
    begin = np.searchsorted(ranked, lexicon.columns[entry], "left")
    many = np.searchsorted(ranked, lexicon.columns[entry], "right") - begin
    owner, entry, begin = np.repeat(owner, many), np.repeat(entry, many), np.repeat(begin, many)
    place = order[begin + np.arange(len(begin)) - np.repeat(np.cumsum(many) - many, many)]
    entries.extend(owner, place, lexicon.forward[entry], lexicon.backward[entry])


def text_channel(source: Sequence[str], target: Sequence[str], lexicon: Lexicon | None = None) -> Channel:
    """French against English."""
    left = Bags([words(text, Language.FRENCH) for text in source])
    right = Bags([words(text, Language.ENGLISH) for text in target])
    entries = _Entries()
    known_left = lexicon.source_ids(left.words) >= 0 if lexicon else np.zeros(len(left.words), dtype=bool)
    known_right = lexicon.target_ids(right.words) >= 0 if lexicon else np.zeros(len(right.words), dtype=bool)
    for i, k, likeness in _kindred(left.words, right.words):
        value = (
            likeness * _FALSE_FRIEND
            if known_left[i] and known_right[k] and number_value(left.words[i]) is None
            else likeness
        )
        entries.add(i, k, value)
    if lexicon is not None:
        _lexical(lexicon, left.words, right.words, entries)
    return Channel(
        left,
        right,
        entries.relation((len(left.words), len(right.words))),
        _vocabulary(left, lexicon, Language.FRENCH),
        _vocabulary(right, lexicon, Language.ENGLISH),
    )


def _stem(word: str) -> str:
    """An English word without its ending, roughly; British and American spellings fall together."""
    word = word.replace("our", "or").replace("isation", "ization").replace("ise", "ize")
    if len(word) <= _SHORT:
        return word
    short = _STEM.sub("", word)
    return short if len(short) >= _SHORT - 1 else word


def machine_channel(machine: Sequence[str | None], target: Sequence[str], lexicon: Lexicon | None = None) -> Channel:
    """The machine's English against the human English."""
    left = Bags([words(text or "", Language.ENGLISH) for text in machine])
    right = Bags([words(text, Language.ENGLISH) for text in target])
    entries = _Entries()
    for i, k, likeness in _kindred(left.words, right.words):
        entries.add(i, k, likeness)
    by_stem: dict[str, list[int]] = defaultdict(list)
    for k, word in enumerate(right.words):
        by_stem[_stem(word)].append(k)
    for i, word in enumerate(left.words):
        for k in by_stem.get(_stem(word), ()):
            value = 1.0 if word == right.words[k] else 0.9
            entries.add(i, k, value)
    return Channel(
        left,
        right,
        entries.relation((len(left.words), len(right.words))),
        _vocabulary(left, lexicon, Language.ENGLISH),
        _vocabulary(right, lexicon, Language.ENGLISH),
    )


def pair_channel(machine: Sequence[str | None], target: Sequence[str]) -> Channel:
    """Pairs of neighbouring words of the machine's English against those of the human English."""
    left, right = (
        Bags([[f"{a} {b}" for a, b in pairwise(map(_stem, words(text or "", Language.ENGLISH)))] for text in side])
        for side in (machine, target)
    )
    index = {pair: k for k, pair in enumerate(right.words)}
    shared = np.array([(i, index[pair]) for i, pair in enumerate(left.words) if pair in index], dtype=np.int64)
    rows, columns = shared.reshape(-1, 2).T
    ones = np.ones(len(rows), dtype=np.float32)
    relation = Relation(rows, columns, ones, ones, (len(left.words), len(right.words)))
    return Channel(
        left, right, relation, _vocabulary(left, None, Language.ENGLISH), _vocabulary(right, None, Language.ENGLISH)
    )
