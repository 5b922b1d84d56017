"""How right an alignment is, measured against a gold one.

Strict and lax precision, recall and F1 as Sennrich & Volk (2010) define them and vecalign's scorer computes them (Thompson
& Koehn 2019): precision over all proposed beads, those with an empty side too; recall over the gold beads that have both
sides. Laxly a bead is right when one of its source sentences and one of its target sentences stand together in a bead of
the other alignment. Counts are pooled over documents before the ratios are taken.

Besides, of use to a reader: ``link``, over pairs of sentences that share a bead; ``null``, over sentences without partner.
"""

from __future__ import annotations

import ast
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path

from reader.bitext import Alignment
from reader.errors import AlignmentError

__all__ = [
    "BeadSet",
    "Measure",
    "Scores",
    "first_copies",
    "format_beads",
    "parse_beads",
    "read_beads",
    "score_alignments",
]

_Pair = tuple[tuple[int, ...], tuple[int, ...]]
BeadSet = frozenset[_Pair]
_Beads = Alignment | Iterable[_Pair]
_Sentence = tuple[bool, int]  # True: a source sentence


@dataclass(frozen=True, slots=True)
class Measure:
    """Precision, recall and their harmonic mean."""

    precision: float
    recall: float

    @property
    def f1(self) -> float:
        """The harmonic mean of precision and recall."""
        total = self.precision + self.recall
        return 2 * self.precision * self.recall / total if total else 0.0


@dataclass(frozen=True, slots=True)
class Scores:
    """The four measures over some documents."""

    documents: int
    strict: Measure
    lax: Measure
    link: Measure
    null: Measure

    def items(self) -> tuple[tuple[str, Measure], ...]:
        """The measures by name, in the order of a report."""
        return ("strict", self.strict), ("lax", self.lax), ("link", self.link), ("null", self.null)


def _bead_set(beads: _Beads) -> BeadSet:
    if isinstance(beads, Alignment):
        return frozenset((bead.source, bead.target) for bead in beads)
    return frozenset((source, target) for source, target in beads if source or target)


def _links(beads: BeadSet) -> frozenset[tuple[int, int]]:
    return frozenset((i, j) for source, target in beads for i in source for j in target)


def _alone(links: frozenset[tuple[int, int]], everything: frozenset[_Sentence]) -> frozenset[_Sentence]:
    return everything - {(True, i) for i, _ in links} - {(False, j) for _, j in links}


def _sentences(beads: BeadSet) -> frozenset[_Sentence]:
    return frozenset(
        {(True, i) for source, _ in beads for i in source} | {(False, j) for _, target in beads for j in target}
    )


def _hits(beads: BeadSet, against: BeadSet) -> tuple[int, int]:
    """How many of the beads are in the others: strictly, and laxly."""
    links = _links(against)
    strict = sum(bead in against for bead in beads)
    lax = sum(bead in against or any((i, j) in links for i in bead[0] for j in bead[1]) for bead in beads)
    return strict, lax


def _ratio(part: int, whole: int) -> float:
    return part / whole if whole else 0.0


class _Counts:
    """What is counted, summed over documents."""

    def __init__(self) -> None:
        self.hits: dict[str, list[int]] = {name: [0, 0, 0, 0] for name in ("strict", "lax", "link", "null")}

    def _add(self, name: str, right: int, proposed: int, found: int, wanted: int) -> None:
        self.hits[name] = [a + b for a, b in zip(self.hits[name], (right, proposed, found, wanted), strict=True)]

    def add(self, gold: BeadSet, test: BeadSet) -> None:
        """Count one document."""
        gold_both, test_both = (frozenset(b for b in beads if b[0] and b[1]) for beads in (gold, test))
        right, nearly = _hits(test, gold)
        found, nearly_found = _hits(gold_both, test_both)
        self._add("strict", right, len(test), found, len(gold_both))
        self._add("lax", nearly, len(test), nearly_found, len(gold_both))
        gold_links, test_links = _links(gold), _links(test)
        both = len(gold_links & test_links)
        self._add("link", both, len(test_links), both, len(gold_links))
        everything = _sentences(gold)
        gold_alone, test_alone = _alone(gold_links, everything), _alone(test_links, everything)
        both = len(gold_alone & test_alone)
        self._add("null", both, len(test_alone), both, len(gold_alone))

    def measure(self, name: str) -> Measure:
        """One of the measures."""
        right, proposed, found, wanted = self.hits[name]
        return Measure(_ratio(right, proposed), _ratio(found, wanted))


def score_alignments(
    pairs: Iterable[tuple[_Beads, _Beads]],
) -> Scores:
    """Measure alignments against gold ones.

    Args:
        pairs: gold and test of each document, as alignments or as pairs of index tuples.
    """
    counts = _Counts()
    documents = 0
    for gold, test in pairs:
        counts.add(_bead_set(gold), _bead_set(test))
        documents += 1
    return Scores(documents, *(counts.measure(name) for name in ("strict", "lax", "link", "null")))


def first_copies(beads: _Beads, repeat_of: Mapping[int, int]) -> BeadSet:
    """The beads with each repeated source sentence replaced by the one that it repeats; a repeat left alone is dropped."""
    return frozenset(
        (tuple(sorted({repeat_of.get(i, i) for i in source})), target)
        for source, target in _bead_set(beads)
        if target or not all(i in repeat_of for i in source)
    )


def format_beads(beads: Alignment) -> str:
    """An alignment as lines such as ``[0, 1]:[0]``."""
    return "".join(f"{list(bead.source)}:{list(bead.target)}\n" for bead in beads)


def _parse(line: str) -> _Pair | None:
    """One line as a bead, None where it is none."""
    try:
        left, right = (ast.literal_eval(part.strip()) for part in line.split(":")[:2])
    except (ValueError, SyntaxError, TypeError, MemoryError, RecursionError):
        return None
    sides = left, right
    if not all(isinstance(side, list | tuple) and all(type(i) is int for i in side) for side in sides):
        return None
    return tuple(left), tuple(right)


def parse_beads(text: str, name: str = "beads") -> BeadSet:
    """Beads from lines such as ``[0, 1]:[0]``; whatever follows a second colon is ignored.

    Raises:
        AlignmentError: a line is no bead.
    """
    found: set[_Pair] = set()
    for number, line in enumerate(text.splitlines(), 1):
        if not line.strip():
            continue
        bead = _parse(line)
        if bead is None:
            raise AlignmentError(f"{name}:{number}: not a bead: {line[:60]!r}", hint="A bead looks like [0, 1]:[0].")
        found.add(bead)
    return _bead_set(found)


def read_beads(path: Path) -> BeadSet:
    """The beads of a file.

    Raises:
        AlignmentError: the file cannot be read, or a line is no bead.
    """
    try:
        return parse_beads(path.read_text(encoding="utf-8"), str(path))
    except (OSError, UnicodeDecodeError) as error:
        raise AlignmentError(f"{path}: cannot be read: {error}") from error
