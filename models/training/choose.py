"""Choose the pairs of large corpora that are worth a small network's time.

    python choose.py OUT.tsv --like NEWS.tsv.xz --take 120000 --cover 3 POOL.tsv.xz ...

Two kinds are taken from the pools. Pairs whose French is like that of ``--like`` and unlike the pools' as a whole: the
difference of the cross-entropies of two interpolated bigram models, a word (Moore & Lewis 2010). And pairs that carry words which
what is taken already does not hold ``--cover`` times: so a network that sees only part of the text sees the rare words too.
"""

from __future__ import annotations

import argparse
import heapq
import math
import random
import re
import sys
from collections import Counter
from collections.abc import Iterable, Iterator
from pathlib import Path

from prepare import pairs_of

_SEED = 11
_SAMPLE = 60_000  # pairs of the pools that their model is made of
_SHORTEST, _LONGEST = 4, 60  # words of a sentence worth taking
_SEEN = 3  # a word that the pools hold less often is a name or a slip
_WORD = re.compile(r"\w+|[^\w\s]")
_DIGIT = re.compile(r"\d")
_Pool = list[tuple[str, str, list[str]]]  # French, English, the French words


def words(text: str) -> list[str]:
    """The words and marks of a text in lower case, digits made alike."""
    return [sys.intern(word) for word in _WORD.findall(_DIGIT.sub("0", text.lower()))]


class Bigrams:
    """An interpolated bigram model of a language's words."""

    def __init__(self, sentences: Iterable[list[str]]) -> None:
        self.single: Counter[str] = Counter()
        self.double: Counter[tuple[str, str]] = Counter()
        for sentence in sentences:
            self.single.update(sentence)
            self.double.update(zip(["", *sentence], sentence, strict=False))
            self.single[""] += 1
        self.total = sum(self.single.values())
        self.kinds = len(self.single) + 1

    def log_probabilities(self, sentence: list[str]) -> Iterator[float]:
        """The natural logarithm of each word's probability."""
        for before, word in zip(["", *sentence], sentence, strict=False):
            alone = (self.single[word] + 0.5) / (self.total + 0.5 * self.kinds)
            after = self.double[before, word] / self.single[before] if self.single[before] else alone
            yield math.log(0.5 * alone + 0.5 * after)


def likeness(sentence: list[str], like: Bigrams, general: Bigrams) -> float:
    """How much likelier a word of the sentence is in the wanted text than in the pools, on average, in nats."""
    pairs = zip(like.log_probabilities(sentence), general.log_probabilities(sentence), strict=True)
    return sum(wanted - other for wanted, other in pairs) / len(sentence)


def pool_of(paths: list[Path]) -> _Pool:
    """The pairs of the pools that are neither too short nor too long, each French sentence once."""
    pool, seen = [], set()
    for path in paths:
        for french, english in pairs_of(path):
            found = words(french)
            if _SHORTEST <= len(found) <= _LONGEST and french not in seen:
                seen.add(french)
                pool.append((french, english, found))
    return pool


def most_alike(pool: _Pool, wanted: Path, take: int) -> list[tuple[str, str]]:
    """The ``take`` pairs of the pool that are most like the wanted text."""
    rng = random.Random(_SEED)  # noqa: S311 - no secret is drawn here
    like = Bigrams(words(french) for french, _ in pairs_of(wanted))
    general = Bigrams(found for *_, found in rng.sample(pool, min(_SAMPLE, len(pool))))
    best = heapq.nlargest(take, ((likeness(found, like, general), at) for at, (*_, found) in enumerate(pool)))
    return [pool[at][:2] for _, at in best]


def covering(pool: _Pool, held: Iterable[str], times: int) -> list[tuple[str, str]]:
    """Pairs of the pool, short ones first, until each of its words stands ``times`` times in what is held and them."""
    known: Counter[str] = Counter()
    for french in held:
        known.update(set(words(french)))
    often: Counter[str] = Counter()
    for *_, found in pool:
        often.update(set(found))
    rare = {word for word, count in often.items() if count >= _SEEN and known[word] < times and word.isalpha()}
    chosen = []
    for french, english, found in sorted(pool, key=lambda row: len(row[2])):
        carried = rare.intersection(found)
        if any(known[word] < times for word in carried):
            known.update(carried)
            chosen.append((french, english))
    return chosen


def main() -> None:
    """Run the command line."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("out", type=Path)
    parser.add_argument("pools", type=Path, nargs="+")
    parser.add_argument("--like", type=Path, required=True)
    parser.add_argument("--take", type=int, required=True)
    parser.add_argument("--cover", type=int, default=0)
    given = parser.parse_args()
    pool = pool_of(given.pools)
    alike = most_alike(pool, given.like, given.take)
    held = [french for french, _ in [*pairs_of(given.like), *alike]]
    more = covering(pool, held, given.cover) if given.cover else []
    with given.out.open("w", encoding="utf-8") as file:
        file.writelines(f"{french}\t{english}\n" for french, english in [*alike, *more])
    print(f"{len(alike)} alike, {len(more)} for their words")


if __name__ == "__main__":
    main()
