"""More texts for the fit, made of sentence pairs of the corpus: joined, cut apart, shortened, dropped and put in.

Novels and news in gold are few; these keep the weights from learning their habits by heart. Nothing of them is kept.
"""

from __future__ import annotations

import lzma
import random
import re
from pathlib import Path

from texts import Gold, kept_machine

__all__ = ["invented_texts"]

_PLAN = {"literature_maupassant_poe": 12, "europarl": 3, "canada_sites": 3, "tico19": 2, "docs-permissive": 2}
_INNER = re.compile(r'(?<=[.!?…»"”]) (?=[A-ZÀ-Ý«"“—])')
_LONGEST = 60  # beads to a text


class _Writer:
    """One text as it grows."""

    def __init__(self, name: str, chance: random.Random) -> None:
        self.gold = Gold(name, [], [], None, [], [], [])
        self.chance = chance

    def put(self, source: list[str], target: list[str]) -> None:
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

    def joined(self, one: str, other: str) -> str:
        """Two sentences as one."""
        if self.chance.random() < 0.5:
            return f"{one} {other}"
        return one.rstrip(".") + self.chance.choice(["; ", " ; ", ", "]) + other[:1].lower() + other[1:]

    def shortened(self, text: str) -> str:
        """A sentence without one of its inner clauses."""
        parts = text.split(",")
        if len(parts) > 2:
            del parts[self.chance.randrange(1, len(parts) - 1)]
        return ",".join(parts)


def _cut(french: str, english: str, writer: _Writer) -> tuple[list[str], list[str]] | None:
    """A pair's sentences; pairs of as many sentences on both sides come apart, all but the last; None for a doubtful pair."""
    source, target = _INNER.split(french), _INNER.split(english)
    if len(source) > 1 and len(target) > 1:
        shares = [len(a) / len(b) for a, b in zip(source, target, strict=False)]
        if len(source) == len(target) and max(shares) < 1.6 * min(shares):
            for a, b in zip(source[:-1], target[:-1], strict=True):
                writer.put([a], [b])
            return source[-1:], target[-1:]
        if len(source) != len(target) and max(len(source), len(target)) > 2:
            return None
    return (source, target) if max(len(source), len(target)) <= 3 else None


def _text(name: str, pairs: list[list[str]], chance: random.Random) -> Gold:
    writer = _Writer(name, chance)
    lost = chance.randrange(60) if chance.random() < 0.5 else 1000
    gap = range(lost, lost + chance.randrange(3, 10))
    of_source = chance.random() < 0.6
    following = iter(enumerate(pairs))
    for number, (french, english) in following:
        if len(writer.gold.beads) >= _LONGEST:
            break
        parts = _cut(french, english, writer) if len(french) >= 8 and len(english) >= 5 else None
        if parts is None:
            continue
        source, target = parts
        roll = (0.01 if of_source else 0.05) if number in gap else chance.random()
        if roll < 0.04:
            target = []
        elif roll < 0.08:
            source = []
        elif roll < 0.18 and len(source) == len(target) == 1:
            other = next(following, (0, ["", ""]))[1]
            if len(other[0]) > 8 and not _INNER.search(" ".join(other)):
                if chance.random() < 0.5:
                    source, target = [writer.joined(source[0], other[0])], [target[0], other[1]]
                else:
                    source, target = [source[0], other[0]], [writer.joined(target[0], other[1])]
        elif roll < 0.26 and len(target) == 1:
            target = [writer.shortened(target[0])]
        writer.put(source, target)
    return writer.gold


def invented_texts(corpus: Path, machine: Path) -> list[Gold]:
    """The texts, always the same ones, with their machine translations where ``machine`` has them."""
    chance = random.Random(7)  # noqa: S311 - no secret
    found = []
    for name, count in _PLAN.items():
        with lzma.open(corpus / f"{name}.tsv.xz", "rt", encoding="utf-8") as lines:
            pairs = [line.rstrip("\n").split("\t")[:2] for line in lines]
        for number in range(count):
            at = chance.randrange(len(pairs) - 120)
            gold = _text(f"invented-{name}-{number}", pairs[at : at + 70], chance)
            gold.machine = kept_machine(gold.name, len(gold.source), machine)
            found.append(gold)
    return found
