"""Corrections that outlive a new alignment.

What an operation did is kept as the beads that it made, named by what their sentences say, not by number: so it can be
played again over another alignment of the same texts, or handed to `align` as fixed beads.
"""

from __future__ import annotations

import hashlib
from collections import defaultdict, deque
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

from reader.alignment.ordering import in_order
from reader.bitext import Alignment, Bead, Bitext, Revision, Status
from reader.documents import Segment
from reader.errors import AlignmentError

__all__ = ["Correction", "correction", "fixed_beads", "link", "replay"]

_Key = tuple[str, int]


# The keys of the two sides of a document, and of the next one: each correction asks for all of them. Found by identity, since
# to hash a hundred thousand segments takes as long as many a correction.
_KEPT: deque[tuple[tuple[Segment, ...], tuple[_Key, ...]]] = deque(maxlen=4)


def _keys(segments: tuple[Segment, ...]) -> tuple[_Key, ...]:
    """A name for each sentence that stays when others come or go: what it says, and its number among its equals."""
    for known, keys in list(_KEPT):
        if known is segments:
            return keys
    keys = tuple(_text_keys([segment.plain for segment in segments]))
    _KEPT.append((segments, keys))
    return keys


def _text_keys(texts: Sequence[str]) -> list[_Key]:
    """The same for plain texts."""
    seen: dict[str, int] = defaultdict(int)
    keys = []
    for text in texts:
        digest = hashlib.sha256(" ".join(text.split()).encode()).hexdigest()[:20]
        keys.append((digest, seen[digest]))
        seen[digest] += 1
    return keys


@dataclass(frozen=True, slots=True)
class Correction:
    """What an operation did: the beads that it made, each as the keys of its source and of its target sentences."""

    beads: tuple[tuple[tuple[_Key, ...], tuple[_Key, ...]], ...]

    def to_json(self) -> list[list[list[list[str | int]]]]:
        """The correction as plain lists."""
        return [[[list(key) for key in side] for side in bead] for bead in self.beads]

    @classmethod
    def from_json(cls, data: object) -> Correction:
        """Read what `to_json` made.

        Raises:
            AlignmentError: it is nothing of the kind.
        """
        try:
            beads = tuple(
                (tuple((str(d), int(n)) for d, n in source), tuple((str(d), int(n)) for d, n in target))
                for source, target in data  # type: ignore[attr-defined]
            )
        except (TypeError, ValueError) as error:
            raise AlignmentError("a stored correction is damaged") from error
        return cls(beads)


def correction(before: Bitext, after: Bitext) -> Correction:
    """What was done between two states of a bitext: the beads that are new."""
    source, target = _keys(after.source), _keys(after.target)
    # Most beads are the very same: only the others are compared by what they hold.
    same = set(map(id, before.alignment.beads))
    made = [bead for bead in after.alignment if id(bead) not in same]
    firsts = {bead.source[:1] for bead in made}
    old = {(bead.source, bead.target) for bead in before.alignment if bead.source[:1] in firsts}
    return Correction(
        tuple(
            (tuple(source[i] for i in bead.source), tuple(target[j] for j in bead.target))
            for bead in made
            if (bead.source, bead.target) not in old
        )
    )


def fixed_beads(source: Sequence[str], target: Sequence[str], corrections: Iterable[Correction]) -> tuple[Bead, ...]:
    """The beads that corrections demand of two texts, for ``align(..., fixed=...)``.

    A later correction overrules an earlier one that speaks of the same sentences; a bead of which a sentence is no longer
    there is passed over.
    """
    return _demanded(_text_keys(source), _text_keys(target), corrections)


def _demanded(source: Sequence[_Key], target: Sequence[_Key], corrections: Iterable[Correction]) -> tuple[Bead, ...]:
    sides = ({key: i for i, key in enumerate(source)}, {key: j for j, key in enumerate(target)})
    held: list[Bead] = []
    for done in corrections:
        for left, right in done.beads:
            if any(key not in sides[0] for key in left) or any(key not in sides[1] for key in right):
                continue
            bead = Bead(tuple(sorted(sides[0][k] for k in left)), tuple(sorted(sides[1][k] for k in right)), 1.0)
            held = [b for b in held if not set(b.source) & set(bead.source) and not set(b.target) & set(bead.target)]
            held.append(bead)
    return tuple(sorted(held, key=lambda b: (b.source or (len(source),), b.target)))


def replay(bitext: Bitext, corrections: Iterable[Correction]) -> Bitext:
    """Make corrections again, over whatever alignment there is now; those of sentences that are gone are passed over."""
    beads = _demanded(_keys(bitext.source), _keys(bitext.target), corrections)
    return _impose(bitext, beads) if beads else bitext


def link(bitext: Bitext, source: Iterable[int], target: Iterable[int]) -> Bitext:
    """Make a bead of some sentences, wherever they stand; the beads that held them keep the rest.

    Raises:
        AlignmentError: a sentence is not there, or none is named.
    """
    wanted = Bead(tuple(sorted(set(source))), tuple(sorted(set(target))), 1.0) if source or target else None
    if wanted is None or any(i not in range(len(bitext.source)) for i in wanted.source):
        raise AlignmentError("there is no such source sentence")
    if any(j not in range(len(bitext.target)) for j in wanted.target):
        raise AlignmentError("there is no such target sentence")
    return _impose(bitext, [wanted])


def _impose(bitext: Bitext, wanted: Sequence[Bead]) -> Bitext:
    """Make the wanted beads, which share no sentence; what else their sentences were linked with keeps its bead."""
    sources = {i for bead in wanted for i in bead.source}
    targets = {j for bead in wanted for j in bead.target}
    revisions = dict(bitext.revisions)
    beads: list[Bead] = []
    said: dict[int, Revision] = {}  # by the identity of their bead: of a hundred thousand few have one
    freed: dict[tuple[tuple[int, ...], tuple[int, ...]], Revision] = {}
    for index, bead in enumerate(bitext.alignment):
        revision = revisions.get(index)
        if sources.isdisjoint(bead.source) and targets.isdisjoint(bead.target):
            beads.append(bead)
            if revision is not None:
                said[id(bead)] = revision
            continue
        left = tuple(i for i in bead.source if i not in sources), tuple(j for j in bead.target if j not in targets)
        if any(left):
            beads.append(Bead(*left, bead.score))
        if revision is not None:
            freed[bead.source, bead.target] = revision
    beads += wanted
    said |= {id(bead): revision for bead in wanted if (revision := _inherited(bead, freed)) is not None}
    ordered = in_order(beads)
    alignment = Alignment(tuple(ordered), len(bitext.source), len(bitext.target))
    kept = tuple((i, said[id(bead)]) for i, bead in enumerate(ordered) if id(bead) in said) if said else ()
    return replace(bitext, alignment=alignment, revisions=kept)


def _inherited(bead: Bead, freed: dict[tuple[tuple[int, ...], tuple[int, ...]], Revision]) -> Revision | None:
    """The revision of the very bead, or as a draft that of one that held the first of its source sentences."""
    if (bead.source, bead.target) in freed:
        return freed[bead.source, bead.target]
    for (source, _), revision in freed.items():
        if bead.source and bead.source[0] in source:
            return replace(revision, status=Status.DRAFT)
    return None
