"""A bitext: two texts, the beads that tie them, and what the machine and the user add.

The English of a bead may come from three places. The human text stands in the document itself or in a second file and is
the target side of the alignment. The machine's is one hypothesis for each source segment. The user's is a revision of the
bead, and wins over both.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from enum import StrEnum
from itertools import pairwise

from reader.documents import Block, Document, Role, Segment
from reader.languages import Language

__all__ = [
    "Alignment",
    "Bead",
    "Bitext",
    "Hypothesis",
    "Origin",
    "Preference",
    "Revision",
    "Row",
    "Status",
    "TranslationUnit",
    "text_digest",
]


class Origin(StrEnum):
    """Where a translation comes from."""

    HUMAN = "human"
    MACHINE = "machine"
    MEMORY = "memory"
    EDITED = "edited"


class Status(StrEnum):
    """How far a person has gone over a translation."""

    DRAFT = "draft"
    CHECKED = "checked"
    APPROVED = "approved"


class Preference(StrEnum):
    """Which English to show where there are two. The user's own edit always comes first."""

    HUMAN = "human"
    MACHINE = "machine"


@dataclass(frozen=True, slots=True)
class Hypothesis:
    """A translation of one segment.

    ``score`` is the confidence, 0..1, or None where nothing is known. ``flags`` name what a check found wrong.
    """

    text: str
    score: float | None = None
    origin: Origin = Origin.MACHINE
    flags: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Bead:
    """Source segments and the target segments that say the same, by index, each side rising.

    One side may be empty: (1, 0) is French without English, (0, 1) English without French. ``score`` is the calibrated
    probability, 0..1, that the bead is right; None where nobody asked.
    """

    source: tuple[int, ...]
    target: tuple[int, ...]
    score: float | None = None

    def __post_init__(self) -> None:
        if not self.source and not self.target:
            raise ValueError("a bead holds at least one segment")
        for side in (self.source, self.target):
            if any(a >= b for a, b in pairwise(side)):
                raise ValueError(f"the segments of a bead stand in rising order: {side}")

    @property
    def kind(self) -> tuple[int, int]:
        """How many segments stand on each side."""
        return len(self.source), len(self.target)


@dataclass(frozen=True, slots=True)
class Alignment:
    """Beads in reading order that hold each segment of both sides exactly once.

    Reading order is the order of the source; a bead without source stands after the bead of the target segment before
    it. The target side may run out of order where the rendering does.

    Raises:
        ValueError: a segment stands in no bead, or in two; or the source is out of order.
    """

    beads: tuple[Bead, ...]
    source_count: int
    target_count: int

    def __post_init__(self) -> None:
        for name, count, indices in (
            ("source", self.source_count, [i for bead in self.beads for i in bead.source]),
            ("target", self.target_count, [i for bead in self.beads for i in bead.target]),
        ):
            if sorted(indices) != list(range(count)):
                raise ValueError(f"each {name} segment stands in exactly one bead")
        firsts = [bead.source[0] for bead in self.beads if bead.source]
        if any(a > b for a, b in pairwise(firsts)):
            raise ValueError("beads stand in the order of their source")

    def __iter__(self) -> Iterator[Bead]:
        return iter(self.beads)

    def __len__(self) -> int:
        return len(self.beads)

    @classmethod
    def one_to_one(cls, count: int) -> Alignment:
        """The alignment of a text with its sentence-by-sentence translation."""
        return cls(tuple(Bead((i,), (i,)) for i in range(count)), count, count)

    @classmethod
    def source_only(cls, count: int) -> Alignment:
        """The alignment of a text that has no human translation."""
        return cls(tuple(Bead((i,), ()) for i in range(count)), count, 0)


@dataclass(frozen=True, slots=True)
class Revision:
    """What a user made of a bead: an English text of their own (None: none), how sure of it, and a note."""

    text: str | None = None
    status: Status = Status.DRAFT
    note: str = ""


@dataclass(frozen=True, slots=True)
class TranslationUnit:
    """A source text and its translation as memory, TMX and XLIFF keep them.

    ``when`` is an ISO 8601 time in UTC, or empty; ``document`` the content id of where it was first seen, or empty.
    """

    source: str
    target: str
    origin: Origin
    status: Status = Status.DRAFT
    when: str = ""
    document: str = ""


@dataclass(frozen=True, slots=True)
class Row:
    """A bead as screen and files show it. Texts stand on one line; None means that there is none.

    ``target`` is the English that is preferred and ``origin`` where it comes from; ``human`` and ``machine`` are both
    there where both exist. Line numbers are (first, last) from 1. ``repeat_of`` is the row that this one says again.
    ``block`` is the index of the block in the document of the side that has one, source first.
    """

    index: int
    role: Role
    language: Language
    source: str
    target: str | None
    origin: Origin | None
    human: str | None
    machine: str | None
    source_lines: tuple[int, int] | None
    target_lines: tuple[int, int] | None
    score: float | None
    flags: tuple[str, ...]
    repeat_of: int | None
    hidden: bool
    block: int
    status: Status = Status.DRAFT
    note: str = ""


@dataclass(frozen=True, slots=True)
class Bitext:
    """Two sides, their alignment, and the hypotheses and revisions that come on top.

    ``target_document`` is ``source_document`` where the English stands inside the document. There, the source side holds
    every segment that is not English to be read; so each character of the input stands on one side.

    Args:
        hypotheses: one for each source segment; None where the machine has said nothing (yet).
        revisions: by the bead's index, only where a user made one.

    Raises:
        ValueError: the counts do not fit.
    """

    source_document: Document
    target_document: Document
    source: tuple[Segment, ...]
    target: tuple[Segment, ...]
    alignment: Alignment
    hypotheses: tuple[Hypothesis | None, ...]
    revisions: tuple[tuple[int, Revision], ...] = ()

    def __post_init__(self) -> None:
        if (self.alignment.source_count, self.alignment.target_count) != (len(self.source), len(self.target)):
            raise ValueError("the alignment is not that of these segments")
        if len(self.hypotheses) != len(self.source):
            raise ValueError("there is one hypothesis, or None, for each source segment")
        if any(not 0 <= index < len(self.alignment) for index, _ in self.revisions):
            raise ValueError("a revision names a bead that is not there")

    def __len__(self) -> int:
        return len(self.alignment)

    def with_hypotheses(self, found: Mapping[int, Hypothesis]) -> Bitext:
        """The same bitext with the hypotheses of some source segments, by index, set."""
        merged = list(self.hypotheses)
        for index, hypothesis in found.items():
            merged[index] = hypothesis
        return replace(self, hypotheses=tuple(merged))

    def with_revision(self, bead: int, revision: Revision | None) -> Bitext:
        """The same bitext with the revision of one bead set, or taken away."""
        return self.with_revisions({bead: revision or Revision()})

    def with_revisions(self, changed: Mapping[int, Revision]) -> Bitext:
        """The same bitext with the revisions of some beads set; one that says nothing is taken away."""
        kept = {i: r for i, r in {**dict(self.revisions), **changed}.items() if i not in changed or r != Revision()}
        return replace(self, revisions=tuple(sorted(kept.items(), key=lambda item: item[0])))

    def rows(self, prefer: Preference = Preference.HUMAN) -> tuple[Row, ...]:
        """Every bead as a row, in reading order."""
        maker = _RowMaker(self, prefer)
        return tuple(maker.row(index) for index in range(len(self)))

    def some_rows(self, beads: Iterable[int], prefer: Preference = Preference.HUMAN) -> tuple[Row, ...]:
        """The rows of some beads, by index: what has changed after an edit or a batch of translations."""
        maker = _RowMaker(self, prefer)
        return tuple(maker.row(index) for index in beads)

    def beads_of_source(self) -> dict[int, int]:
        """For each source segment, the index of its bead."""
        return {i: index for index, bead in enumerate(self.alignment) for i in bead.source}


def _score(origin: Origin | None, bead: Bead, machine: list[float]) -> float | None:
    """How sure the English shown is: of a person's own text nobody asks."""
    if origin is Origin.EDITED:
        return None
    return bead.score if origin is Origin.HUMAN else min(machine, default=None)


class _RowMaker:
    """Makes rows of one bitext, looking each thing up once."""

    def __init__(self, bitext: Bitext, prefer: Preference) -> None:
        self.bitext, self.prefer = bitext, prefer
        self.revisions = dict(bitext.revisions)
        self.first_bead: dict[tuple[bool, int], list[tuple[int, str]]] | None = None

    def row(self, index: int) -> Row:
        bitext, bead = self.bitext, self.bitext.alignment.beads[index]
        source = [bitext.source[i] for i in bead.source]
        target = [bitext.target[i] for i in bead.target]
        block_index, block = self._block(source, target)
        human = " ".join(s.plain for s in target) or None
        machine = self._machine(bead)
        revision = self.revisions.get(index, Revision())
        text, origin = self._preferred(revision, human, machine)
        found = [h for i in bead.source if (h := bitext.hypotheses[i])]
        flags = (
            tuple(dict.fromkeys(f for h in found for f in h.flags)) if origin in (Origin.MACHINE, Origin.MEMORY) else ()
        )
        scores = [h.score for h in found if h.score is not None]
        return Row(
            index=index,
            role=block.role,
            language=block.language,
            source=" ".join(s.plain for s in source),
            target=text,
            origin=origin,
            human=human,
            machine=machine[0] if machine else None,
            source_lines=bitext.source_document.lines(source[0].start, source[-1].end) if source else None,
            target_lines=bitext.target_document.lines(target[0].start, target[-1].end) if target else None,
            score=_score(origin, bead, scores),
            flags=flags,
            repeat_of=self._repeat_of(source[0]) if source and block.repeat_of is not None else None,
            hidden=block.hidden,
            block=block_index,
            status=revision.status,
            note=revision.note,
        )

    def _block(self, source: list[Segment], target: list[Segment]) -> tuple[int, Block]:
        segment, document = (
            (source[0], self.bitext.source_document) if source else (target[0], self.bitext.target_document)
        )
        return segment.block, document.blocks[segment.block]

    def _machine(self, bead: Bead) -> tuple[str, Origin] | None:
        found = [self.bitext.hypotheses[i] for i in bead.source]
        known = [h for h in found if h is not None]
        if not known or len(known) < len(found):
            return None
        origin = Origin.MACHINE if any(h.origin is Origin.MACHINE for h in known) else known[0].origin
        return " ".join(h.text for h in known), origin

    def _preferred(
        self, revision: Revision, human: str | None, machine: tuple[str, Origin] | None
    ) -> tuple[str | None, Origin | None]:
        if revision.text is not None:
            return revision.text, Origin.EDITED
        if human is not None and (self.prefer is Preference.HUMAN or machine is None):
            return human, Origin.HUMAN
        return machine or (None, None)

    def _repeat_of(self, segment: Segment) -> int | None:
        """The bead that holds what this segment of a repeated block says again: the most alike in the first copy."""
        document = self.bitext.source_document
        first = document.blocks[segment.block].repeat_of
        if self.first_bead is None:
            self.first_bead = {}
            for index, bead in enumerate(self.bitext.alignment):
                for i in bead.source:
                    s = self.bitext.source[i]
                    self.first_bead.setdefault((True, s.block), []).append((index, s.plain))
                for i in bead.target:
                    s = self.bitext.target[i]
                    self.first_bead.setdefault((False, s.block), []).append((index, s.plain))
        if first is None:
            return None
        candidates = self.first_bead.get((True, first), []) or self.first_bead.get((False, first), [])
        words = set(segment.plain.split())
        return max(candidates, key=lambda c: len(words & set(c[1].split())), default=(None, ""))[0]


def text_digest(text: str) -> str:
    """What tells, in a file that comes back from a translator's tool, whether a text is still the one that was written."""
    return hashlib.sha256(" ".join(text.split()).encode("utf-8", "surrogatepass")).hexdigest()[:12]
