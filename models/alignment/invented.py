"""More texts for the fit, made of sentence pairs of the corpus: joined, cut apart, condensed, dropped and put in.

Novels and news in gold are few; these keep the weights from learning their habits by heart. Each text has a manner of its
own (`_Manner`): how much its translator left out, put in, joined, split or condensed, and on which side. Nothing of them is kept.
"""

from __future__ import annotations

import lzma
import random
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from texts import Gold, kept_machine

__all__ = ["invented_texts"]

_PLAN = {
    "literature_maupassant_poe": 36,
    "europarl": 2,
    "canada_sites": 3,
    "tico19": 2,
    "docs-permissive": 2,
    "diabla": 2,
    "news": 4,
}
_INNER = re.compile(r'(?<=[.!?…»"”]) (?=[A-ZÀ-Ý«"“—])')
_CLAUSE = re.compile(r"(?:(?<=[;:,])|(?<= [;:]))[ \u00a0](?=\w)")
_HALF = re.compile(r" ?[;:] (?=\w)| -- (?=\w)")
_HALF_LEAST = 15  # characters of a half sentence
_LONGEST = 60  # beads to a text
_PAIRS = 110  # pairs to choose from for one text
_MOST = 4  # sentences of a bead on one side
_Bead = tuple[list[str], list[str]]


@dataclass(frozen=True, slots=True)
class _Manner:
    """How one translator works: the chance, bead by bead, of each liberty.

    ``run`` is the chance that what is left out or put in goes on; ``french`` how much the liberties fall on the French side
    (0..1); ``hole`` and ``edge``: a whole passage is missing in the middle, or at the beginning.
    """

    insert: float
    omit: float
    merge: float
    split: float
    condense: float
    mixed: float
    run: float
    french: float
    hole: bool
    edge: bool

    @classmethod
    def drawn(cls, chance: random.Random) -> _Manner:
        pick = chance.choice
        return cls(
            pick([0, 0.02, 0.05, 0.1]),
            pick([0, 0.01, 0.03, 0.06]),
            pick([0.03, 0.06, 0.12]),
            pick([0.02, 0.05, 0.1]),
            pick([0, 0.05, 0.15, 0.35]),
            pick([0, 0.01, 0.03]),
            pick([0.2, 0.4, 0.6]),
            chance.random(),
            chance.random() < 0.4,
            chance.random() < 0.3,
        )


def _joined(chance: random.Random, parts: Sequence[str]) -> str:
    """Sentences as one, as they stand or by a weaker mark."""
    whole = parts[0]
    for part in parts[1:]:
        roll = chance.random()
        if roll < 0.45:
            whole = f"{whole} {part}"
        elif roll < 0.6:
            whole = f"{whole} -- {part}"
        else:
            whole = whole.rstrip(". ") + chance.choice(["; ", " ; ", ", ", " : "]) + part[:1].lower() + part[1:]
    return whole


def _halves(chance: random.Random, text: str) -> list[str] | None:
    """A sentence cut in two at a colon, a semicolon or a dash; None where it has none."""
    cuts = [m for m in _HALF.finditer(text) if m.start() >= _HALF_LEAST and len(text) - m.end() >= _HALF_LEAST]
    if not cuts:
        return None
    cut = chance.choice(cuts)
    second = text[cut.end() :]
    return [text[: cut.start()].rstrip() + ".", second[:1].upper() + second[1:]]


def _condensed(chance: random.Random, text: str) -> str:
    """A sentence without some of its clauses."""
    parts = _CLAUSE.split(text)
    for _ in range(chance.randrange(1, max(2, len(parts) // 2 + 1))):
        if len(parts) > 2:
            del parts[chance.randrange(1, len(parts))]
    short = " ".join(parts).rstrip(" ;:,")
    return short if short[-1:] in '.!?»"”…' else short + "."


def _small_beads(pairs: Sequence[Sequence[str]]) -> Iterator[_Bead]:
    """The beads of pairs that hold up to four sentences a side; as many on both sides come apart, doubtful ones are left out."""
    for french, english in pairs:
        source, target = _INNER.split(french), _INNER.split(english)
        if len(source) > 1 and len(target) > 1:
            shares = [len(a) / len(b) for a, b in zip(source, target, strict=False)]
            if len(source) == len(target) and max(shares) < 1.6 * min(shares):
                yield from (([a], [b]) for a, b in zip(source, target, strict=True))
        elif len(french) >= 8 and len(english) >= 5 and max(len(source), len(target)) <= _MOST:
            yield source, target


class _Writer:
    """One text as it grows, out of beads that are told one after the other."""

    def __init__(self, name: str, beads: Sequence[_Bead], chance: random.Random) -> None:
        self.gold = Gold(name, [], [], None, [], [], [])
        self.chance = chance
        self.manner = _Manner.drawn(chance)
        self.beads = list(reversed(beads))

    def put(self, source: Sequence[str], target: Sequence[str]) -> None:
        """Add a bead, or sentences that stand alone."""
        gold = self.gold
        i, j = len(gold.source), len(gold.target)
        left, right = tuple(range(i, i + len(source))), tuple(range(j, j + len(target)))
        if left and right:
            gold.beads.append((left, right))
        else:
            gold.beads += [((k,), ()) for k in left] + [((), (k,)) for k in right]
        gold.source += source
        gold.target += target

    def alone(self, count: int, *, of_source: bool) -> None:
        """Tell the next beads on one side only."""
        for _ in range(min(count, len(self.beads))):
            source, target = self.beads.pop()
            self.put(*((source, []) if of_source else ([], target)))

    def following(self) -> _Bead | None:
        """The next bead, if it is of one sentence on both sides."""
        if self.beads and len(self.beads[-1][0]) == len(self.beads[-1][1]) == 1:
            return self.beads.pop()
        return None

    def write(self) -> Gold:
        """Tell the text."""
        chance, manner = self.chance, self.manner
        hole = chance.randrange(10, 50) if manner.hole else _LONGEST
        if manner.edge:
            self.alone(chance.randrange(1, 8), of_source=manner.french < 0.5)
        while self.beads and len(self.gold.beads) < _LONGEST:
            if len(self.gold.beads) >= hole:
                hole = _LONGEST
                self.alone(chance.randrange(3, 12), of_source=manner.french < 0.5)
                continue
            roll = chance.random()
            if roll < manner.insert + manner.omit:
                self.alone(1 + self._run(), of_source=roll >= manner.insert)
                continue
            self.put(*self._told(*self.beads.pop()))
        return self.gold

    def _run(self) -> int:
        count = 0
        while self.chance.random() < self.manner.run:
            count += 1
        return count

    def _told(self, source: list[str], target: list[str]) -> _Bead:
        """A bead, told with the liberties of the manner."""
        chance, manner, roll = self.chance, self.manner, self.chance.random()
        if len(source) == len(target) == 1:
            if roll < manner.merge:
                source, target = self._merged(source, target)
            elif roll < manner.merge + manner.split:
                if self._on_target():
                    target = _halves(chance, target[0]) or target
                else:
                    source = _halves(chance, source[0]) or source
            elif roll < manner.merge + manner.split + manner.mixed:
                source, target = self._mixed(source, target)
        if chance.random() < manner.condense:
            if chance.random() < 0.25 + 0.5 * manner.french:
                source = [_condensed(chance, text) for text in source]
            else:
                target = [_condensed(chance, text) for text in target]
        return source, target

    def _on_target(self) -> bool:
        return self.chance.random() < 0.35 + 0.3 * self.manner.french

    def _merged(self, source: list[str], target: list[str]) -> _Bead:
        """Two or three beads, of which one side makes one sentence."""
        for _ in range(2 if self.chance.random() < 0.2 else 1):
            if other := self.following():
                source, target = source + other[0], target + other[1]
        if self._on_target():
            return [_joined(self.chance, source)], target
        return source, [_joined(self.chance, target)]

    def _mixed(self, source: list[str], target: list[str]) -> _Bead:
        """Two sentences on both sides that end at different places."""
        other = self.following()
        if other is None:
            return source, target
        chance = self.chance
        if chance.random() < 0.5 and (halves := _halves(chance, other[0][0])):
            return [_joined(chance, [source[0], halves[0]]), halves[1]], target + other[1]
        if halves := _halves(chance, other[1][0]):
            return source + other[0], [_joined(chance, [target[0], halves[0]]), halves[1]]
        self.beads.append(other)
        return source, target


def invented_texts(corpus: Path, machine: Path) -> list[Gold]:
    """The texts, always the same ones, with their machine translations where ``machine`` has them."""
    chance = random.Random(11)  # noqa: S311 - no secret
    found = []
    for name, count in _PLAN.items():
        with lzma.open(corpus / f"{name}.tsv.xz", "rt", encoding="utf-8") as lines:
            pairs = [line.rstrip("\n").split("\t")[:2] for line in lines]
        for number in range(count):
            at = chance.randrange(len(pairs) - _PAIRS - 40)
            beads = list(_small_beads(pairs[at : at + _PAIRS]))
            gold = _Writer(f"told-{name}-{number}", beads, chance).write()
            gold.machine = kept_machine(gold.name, len(gold.source), machine)
            found.append(gold)
    return found
