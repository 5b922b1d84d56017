"""From documents to a Bitext: which segment stands on which side, and the beads of all of them.

Only what is read is aligned; hidden and foreign segments then get beads of their own, so that nothing is lost.
"""

from __future__ import annotations

import bisect
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace

from reader.bitext import Alignment, Bead, Bitext, Hypothesis
from reader.documents import Document, Segment
from reader.languages import Language
from reader.segmentation import pair_layout

__all__ = ["Aligner", "Sides", "compose", "sides_of_one", "sides_of_two", "with_shown"]

# So much less English than French are crumbs, a motto or a quotation, whose French stands close by if anywhere: they are not
# looked for in all of a novel, which would take a minute.
_CRUMBS = 100
_CLOSE = 200  # segments

# What ``alignment.align`` is to this module: sentences of both sides and where their paragraphs open -> beads.
Aligner = Callable[[Sequence[str], Sequence[str], Sequence[int], Sequence[int], Sequence[str | None] | None], Alignment]


@dataclass(frozen=True, slots=True)
class Sides:
    """The segments of both sides, in order, and which of them are aligned with which.

    Args:
        source_document: where the source segments stand.
        target_document: where the target segments stand; the same one where the English is inside.
        source: segments.
        target: segments.
        groups: (source segments, target segments) by index: each group is aligned by itself. One group holds all that
            is read where the layout says nothing; a table's rows make one each.
    """

    source_document: Document
    target_document: Document
    source: tuple[Segment, ...]
    target: tuple[Segment, ...]
    groups: tuple[tuple[tuple[int, ...], tuple[int, ...]], ...]


def with_shown(sides: Sides, shown: Mapping[int, bool]) -> Sides:
    """The sides once the user has shown or hidden blocks of the French document, by the offset of their start."""
    document = sides.source_document
    blocks = tuple(replace(b, shown=shown.get(b.start)) for b in document.blocks)
    changed = document.with_blocks(blocks)
    if sides.target_document is document:
        return sides_of_one(changed, sorted(sides.source + sides.target, key=lambda s: s.start))
    return sides_of_two(changed, sides.source, sides.target_document, sides.target)


def sides_of_one(document: Document, segments: Sequence[Segment]) -> Sides:
    """The sides of a document that may hold its own English: English to be read is the target, all else the source."""
    blocks = document.blocks
    english = [not blocks[s.block].hidden and blocks[s.block].language is Language.ENGLISH for s in segments]
    source = tuple(s for s, e in zip(segments, english, strict=True) if not e)
    target = tuple(s for s, e in zip(segments, english, strict=True) if e)
    read, everything = _read(document, source), tuple(range(len(target)))
    groups = tuple(
        (
            tuple(i for i in read if source[i].block in french),
            tuple(j for j in everything if target[j].block in english_blocks),
        )
        for french, english_blocks in pair_layout(document).pairs
    )
    return Sides(document, document, source, target, groups or ((read, everything),))


def sides_of_two(
    french: Document, french_segments: Sequence[Segment], english: Document, english_segments: Sequence[Segment]
) -> Sides:
    """The sides of a document and its translation in a second file."""
    source, target = tuple(french_segments), tuple(english_segments)
    read_target = tuple(
        i
        for i, s in enumerate(target)
        if not english.blocks[s.block].hidden and english.blocks[s.block].language is not Language.OTHER
    )
    return Sides(french, english, source, target, ((_read(french, source), read_target),))


def _read(document: Document, segments: Sequence[Segment]) -> tuple[int, ...]:
    """The segments, by index, that a translation may exist for: shown, and not in a foreign language."""
    return tuple(
        i
        for i, s in enumerate(segments)
        if not document.blocks[s.block].hidden and document.blocks[s.block].language is not Language.OTHER
    )


def compose(sides: Sides, align: Aligner | None, hypotheses: Sequence[Hypothesis | None] | None = None) -> Bitext:
    """Align the two sides and put every segment into a bead.

    Args:
        sides: the segments.
        align: finds the beads of what is read; None leaves every segment alone for now.
        hypotheses: one for each source segment, as far as there are any: the aligner compares them with the target.
    """
    known = tuple(hypotheses) if hypotheses is not None else (None,) * len(sides.source)
    beads = [bead for group in sides.groups for bead in _group_beads(sides, group, align, known)] if align else []
    ordered = in_reading_order(beads, len(sides.source), len(sides.target))
    alignment = Alignment(ordered, len(sides.source), len(sides.target))
    return Bitext(sides.source_document, sides.target_document, sides.source, sides.target, alignment, known)


def _group_beads(
    sides: Sides,
    group: tuple[tuple[int, ...], tuple[int, ...]],
    align: Aligner,
    known: Sequence[Hypothesis | None],
) -> list[Bead]:
    """The beads of one group, by index of its sides; none where a side is empty."""
    sources, targets = group
    if not sources or not targets:
        return []
    if sides.source_document is sides.target_document and len(sources) > _CRUMBS * len(targets):
        sources = _close_by(sides, sources, targets)
    source, target = [sides.source[i] for i in sources], [sides.target[j] for j in targets]
    machine = [h.text if (h := known[i]) else None for i in sources]
    found = align(
        [s.plain for s in source],
        [s.plain for s in target],
        _openings(source),
        _openings(target),
        machine if any(m is not None for m in machine) else None,
    )
    return [Bead(tuple(sources[i] for i in b.source), tuple(targets[j] for j in b.target), b.score) for b in found]


def _close_by(sides: Sides, sources: Sequence[int], targets: Sequence[int]) -> tuple[int, ...]:
    """Those of the source segments that stand close to any of a few target segments."""
    starts = [sides.source[i].start for i in sources]
    close: set[int] = set()
    for j in targets:
        at = bisect.bisect(starts, sides.target[j].start)
        close.update(range(max(0, at - _CLOSE), min(len(sources), at + _CLOSE)))
    return tuple(sources[at] for at in sorted(close))


def _openings(segments: Sequence[Segment]) -> list[int]:
    """The indices of the segments that open a block."""
    return [i for i, s in enumerate(segments) if i == 0 or s.block != segments[i - 1].block]


def in_reading_order(beads: Sequence[Bead], source_count: int, target_count: int) -> tuple[Bead, ...]:
    """All beads in the order of their source, with a bead for each segment that has none.

    A bead without source follows the bead that holds the target segment before its own; one that opens the target
    stands before the bead of the next segment that has a partner.
    """
    placed = {i for bead in beads for i in bead.source}
    tied = [b for b in beads if b.source] + [Bead((i,), ()) for i in range(source_count) if i not in placed]
    tied.sort(key=lambda bead: bead.source[0])
    loose = {b.target[0]: b for b in beads if not b.source}
    in_beads = {j for bead in beads for j in bead.target}
    loose |= {j: Bead((), (j,)) for j in range(target_count) if j not in in_beads}
    if not loose:
        return tuple(tied)
    position = {j: at for at, bead in enumerate(tied) for j in bead.target}
    after: dict[int, list[Bead]] = {}
    at = next((position[j] for j in range(target_count) if j in position), len(tied)) - 1
    for j in range(target_count):
        if j in position:
            at = position[j]
        elif j in loose:
            after.setdefault(at, []).append(loose[j])
    ordered = list(after.get(-1, ()))
    for at, bead in enumerate(tied):
        ordered += [bead, *after.get(at, ())]
    return tuple(ordered)
