"""Channels of evidence: which words of one side speak for which words of the other.

A channel is two texts in words and a relation between the words. There are up to two: French against English, by the lexicon,
cognates and numbers; and the machine's English against the human English, by equal and kindred words.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from reader.alignment.bags import Bags, Relation
from reader.alignment.tokens import number_value, strip_accents, words
from reader.languages import Language

__all__ = ["Channel", "machine_channel", "text_channel"]

Floats = NDArray[np.float32]
_STEM = re.compile(r"(?:'s|ies|ied|ing|ings|edly|ed|es|s|ly|er|ers|e|y)$")
_SHORT = 4  # cognates share their first letters


@dataclass(frozen=True, slots=True)
class Channel:
    """Two sides in words, what relates their words, and how much each word type weighs (0..1)."""

    source: Bags
    target: Bags
    relation: Relation
    source_weights: Floats
    target_weights: Floats


def _weights(bags: Bags) -> Floats:
    """How much each type tells: rare ones most. Short words are taken for common ones, for a short text knows no better."""
    spread = bags.spread()
    seen = np.log((len(bags) + 1) / (spread + 0.5)) / np.log(len(bags) + 2)
    length = np.array([len(word) for word in bags.words], dtype=np.float64)
    common = np.clip((length - 1) / 5, 0.1, 1.0)
    number = np.array([word[:1].isdigit() for word in bags.words], dtype=bool)
    weights: Floats = np.clip(np.where(number, np.maximum(seen, 0.6), seen * common), 0.02, 1.0).astype(np.float32)
    return weights


class _Entries:
    """Entries of a relation as they are found; the best of several for the same two words counts."""

    def __init__(self) -> None:
        self.best: dict[tuple[int, int], tuple[float, float]] = {}

    def add(self, source: int, target: int, forward: float, backward: float) -> None:
        old = self.best.get((source, target), (0.0, 0.0))
        self.best[source, target] = (max(old[0], forward), max(old[1], backward))

    def relation(self, shape: tuple[int, int]) -> Relation:
        keys = np.array(list(self.best), dtype=np.int64).reshape(-1, 2)
        values = np.array(list(self.best.values()), dtype=np.float32).reshape(-1, 2)
        return Relation(keys[:, 0], keys[:, 1], values[:, 0], values[:, 1], shape)


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
    return 0.8 * ratio if ratio >= 0.6 else 0.0


def text_channel(source: Sequence[str], target: Sequence[str]) -> Channel:
    """French against English."""
    left = Bags([words(text, Language.FRENCH) for text in source])
    right = Bags([words(text, Language.ENGLISH) for text in target])
    entries = _Entries()
    for i, k, likeness in _kindred(left.words, right.words):
        entries.add(i, k, likeness, likeness)
    relation = entries.relation((len(left.words), len(right.words)))
    return Channel(left, right, relation, _weights(left), _weights(right))


def _stem(word: str) -> str:
    """An English word without its ending, roughly; British and American spellings fall together."""
    word = word.replace("our", "or").replace("isation", "ization").replace("ise", "ize")
    if len(word) <= _SHORT:
        return word
    short = _STEM.sub("", word)
    return short if len(short) >= _SHORT - 1 else word


def machine_channel(machine: Sequence[str | None], target: Sequence[str]) -> Channel:
    """The machine's English against the human English."""
    left = Bags([words(text or "", Language.ENGLISH) for text in machine])
    right = Bags([words(text, Language.ENGLISH) for text in target])
    entries = _Entries()
    for i, k, likeness in _kindred(left.words, right.words):
        entries.add(i, k, likeness, likeness)
    by_stem: dict[str, list[int]] = defaultdict(list)
    for k, word in enumerate(right.words):
        by_stem[_stem(word)].append(k)
    for i, word in enumerate(left.words):
        for k in by_stem.get(_stem(word), ()):
            value = 1.0 if word == right.words[k] else 0.9
            entries.add(i, k, value, value)
    relation = entries.relation((len(left.words), len(right.words)))
    return Channel(left, right, relation, _weights(left), _weights(right))
