"""Finds runs of sentences that stand twice in a text, even with small edits.

Sentences that are equal but for case and punctuation are found by their key. The others are compared only with those that
share some of their word shingles with them, the ones whose checksum is lowest, so that the work grows with the text and not
with its square (Broder 1997, "On the resemblance and containment of documents").
"""

from __future__ import annotations

import re
import zlib
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

__all__ = ["find_repeats"]

_WORD = re.compile(r"\w+")
_NUMBER = re.compile(r"\d+")  # lines of a series differ by their number: that is no edit
_PRIME = 1_000_003
_MASK = (1 << 61) - 1
_SKETCH = 6  # shingles kept of a sentence
_COMMON = 12  # a shingle in more sentences than this tells nothing
_CANDIDATES = 3  # sentences compared letter by letter
_SHORT = 25  # a sentence of fewer letters opens no run: "Oui.", a refrain's line
_NEAR = 88.0  # how alike, of 100, edited sentences are
_OFTEN = 8  # a short sentence that stands more often is a formula and opens no run
_LINE = 80  # letters: shorter ones may be verse, menus and formulas
_EDGE = 20  # short sentences that may join a run at either end
_SAME = 0.2  # the share of a run's sentences without any edit: sentences built alike are no copies
_EDITED = 65.0  # the same, inside a run
_GAP = 4  # sentences that may be missing or added inside a run
_DENSITY = 0.6  # the share of a run's sentences that match
_RUN = 200  # letters in a run of prose
_ALONE = 160  # letters in a sentence that makes a run by itself, close to its first copy
_ALONE_AFAR = 400  # the same, further away: a motion read twice in a debate is no copy
_AT_HAND = 12  # sentences that are close
_WITHIN = 30  # sentences between the copies, for each sentence of a short run
_LONG_RUN = 8  # sentences of a run that is a copy wherever it stands
_SHORT_LINES = 450  # letters in a run of nothing but short lines, verse or menus: more than a refrain has


@dataclass(slots=True)
class _Run:
    """Pairs (earlier, later) of sentences that say the same, both rising."""

    pairs: list[tuple[int, int]] = field(default_factory=list)

    def takes(self, earlier: int, later: int) -> bool:
        last_earlier, last_later = self.pairs[-1]
        return 0 < earlier - last_earlier <= _GAP and 0 < later - last_later <= _GAP and earlier < self.pairs[0][1]


def find_repeats(sentences: Sequence[str]) -> list[int | None]:
    """For each sentence the one that it says again, the first of its kind, or None.

    Args:
        sentences: the text in order.
    """
    keys = [" ".join(_WORD.findall(s.casefold())) for s in sentences]
    found: list[int | None] = [None] * len(keys)
    runs = _runs(keys)
    for run in runs:
        pairs = _completed(run.pairs, keys)
        if not _is_repeat(pairs, keys):
            continue
        for earlier, later in pairs:
            root = found[earlier]
            if found[later] is None:
                found[later] = earlier if root is None else root
    return found


def _runs(keys: list[str]) -> list[_Run]:
    active: list[_Run] = []
    done: list[_Run] = []
    for later, earliers in _pairs(keys):
        done += [run for run in active if later - run.pairs[-1][1] > _GAP]
        active = [run for run in active if later - run.pairs[-1][1] <= _GAP]
        for earlier in earliers:
            takers = [run for run in active if run.takes(earlier, later)]
            if takers:
                closest = min(takers, key=lambda run: earlier - run.pairs[-1][0])
                closest.pairs.append((earlier, later))
            else:
                active.append(_Run([(earlier, later)]))
    return sorted(done + active, key=lambda run: (-len(run.pairs), run.pairs[0]))


def _pairs(keys: list[str]) -> Iterator[tuple[int, list[int]]]:
    """Each sentence with the earlier ones that it may repeat, in order."""
    counts = Counter(keys)
    sums = _Sums()
    first: dict[str, int] = {}
    last: dict[str, int] = {}
    sketches: dict[int, int | list[int]] = {}
    for index, key in enumerate(keys):
        if len(key) < _SHORT or (counts[key] > _OFTEN and len(key) < _LINE):
            continue
        if key in first:
            yield index, sorted({first[key], last[key]})
        else:
            near = _near(index, keys, sketches, sums)
            if near:
                yield index, near
        first.setdefault(key, index)
        last[key] = index


class _Sums(dict[str, int]):
    """The checksum of each word, found out when it is first met."""

    def __missing__(self, word: str) -> int:
        found = self[word] = zlib.crc32(word.encode())
        return found


def _near(index: int, keys: list[str], sketches: dict[int, int | list[int]], sums: _Sums) -> list[int]:
    """Earlier sentences that differ from this one by small edits; takes down its own shingles.

    Most shingles stand in one sentence: a list of places is made for those alone that stand in more.
    """
    key = keys[index]
    own = [sums[word] for word in key.split()]
    hashes = {(a * _PRIME + b) * _PRIME + c & _MASK for a, b, c in zip(own, own[1:], own[2:], strict=False)}
    shared: list[int] = []
    for value in sorted(hashes)[:_SKETCH]:
        places = sketches.setdefault(value, index)
        if places == index:
            continue
        if isinstance(places, int):
            shared.append(places)
            sketches[value] = [places, index]
        elif len(places) < _COMMON:
            shared += places
            places.append(index)
    if len(shared) < 2:  # noqa: PLR2004 - most sentences share nothing
        return []
    candidates = [i for i, count in Counter(shared).items() if count > 1]
    return sorted(i for i in candidates[-_CANDIDATES:] if _alike(keys[i], key))


def _alike(one: str, other: str, *, cutoff: float = _NEAR) -> bool:
    from rapidfuzz import fuzz  # noqa: PLC0415 - loaded only where something may repeat

    return _NUMBER.findall(one) == _NUMBER.findall(other) and fuzz.ratio(one, other, score_cutoff=cutoff) > 0


def _completed(pairs: list[tuple[int, int]], keys: list[str]) -> list[tuple[int, int]]:
    """The run with the short and edited sentences that stand within it and at its ends."""
    complete = [pairs[0]]
    for earlier, later in pairs[1:]:
        complete += _between(complete[-1], (earlier, later), keys)
        complete.append((earlier, later))
    first, last = pairs[0], pairs[-1]
    for step in range(1, _EDGE):
        earlier, later = first[0] - step, first[1] - step
        if earlier < 0 or later <= last[0] or keys[earlier] != keys[later]:
            break
        complete.insert(0, (earlier, later))
    for step in range(1, _EDGE):
        earlier, later = last[0] + step, last[1] + step
        if earlier >= first[1] or later >= len(keys) or keys[earlier] != keys[later]:
            break
        complete.append((earlier, later))
    return complete


def _between(start: tuple[int, int], end: tuple[int, int], keys: list[str]) -> list[tuple[int, int]]:
    """Pairs between two of a run: side by side where as many stand on either side, else those that are equal."""
    earliers, laters = range(start[0] + 1, end[0]), range(start[1] + 1, end[1])
    if len(earliers) == len(laters):
        pairs = zip(earliers, laters, strict=True)
        return [(i, j) for i, j in pairs if keys[i] == keys[j] or _alike(keys[i], keys[j], cutoff=_EDITED)]
    found: list[tuple[int, int]] = []
    for j in laters:
        low = found[-1][0] if found else start[0]
        found += [(i, j) for i in earliers if i > low and keys[i] == keys[j]][:1]
    return found


def _is_repeat(pairs: list[tuple[int, int]], keys: list[str]) -> bool:
    """Whether a run is long and dense enough to be a second copy rather than a refrain or a stock phrase."""
    if pairs[-1][0] >= pairs[0][1]:
        return False
    if sum(keys[earlier] == keys[later] for earlier, later in pairs) < _SAME * len(pairs):
        return False
    lengths = [len(keys[later]) for _, later in pairs]
    total = sum(lengths)
    for side in (0, 1):
        if len(pairs) < _DENSITY * (pairs[-1][side] - pairs[0][side] + 1):
            return False
    distance = pairs[0][1] - pairs[-1][0]
    if len(pairs) == 1:
        return total >= (_ALONE if distance <= _AT_HAND else _ALONE_AFAR) and distance <= _WITHIN * 2
    needed = _RUN if max(lengths) >= _LINE else _SHORT_LINES
    return total >= needed and (len(pairs) >= _LONG_RUN or distance <= _WITHIN * len(pairs))
