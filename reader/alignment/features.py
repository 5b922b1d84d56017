"""What is known of every bead of a block: the features that the weights turn into log odds."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from reader.alignment.evidence import Evidence
from reader.alignment.lattice import SPAN
from reader.alignment.surface import Surface

__all__ = ["Block", "bead_features", "null_features", "prepare"]

Floats = NDArray[np.float32]
_SMALL = 0.05  # keeps ratios of sentences without words finite
_BLANK = 0.15  # a bead of which less is accounted for shares nothing
_SHORT = 30  # characters of a sentence that may be a mere label
_Feature = tuple[str, Floats]


def _sums(values: Floats) -> list[Floats]:
    """The sums of 1 to SPAN neighbours along the first axis, counted from the first of them; shorter at the end."""
    found = [values]
    for size in range(1, SPAN):
        longer = found[-1].copy()
        longer[: max(len(values) - size, 0)] += values[size:]
        found.append(longer)
    return found


def _least(values: Floats) -> list[Floats]:
    """The least of 1 to SPAN neighbours, likewise."""
    found = [values]
    for size in range(1, SPAN):
        longer = found[-1].copy()
        inner = slice(0, max(len(values) - size, 0))
        longer[inner] = np.minimum(longer[inner], values[size:])
        found.append(longer)
    return found


def _after(values: Floats) -> Floats:
    """The values of the next sentence along the first axis; the last one keeps its own."""
    return np.concatenate((values[1:], values[-1:]))


@dataclass(frozen=True, slots=True)
class _Half:
    """One side of a channel in a block: sums and minima over beads, with the sentences of this side on the first axis.

    ``covered[w][s]``: the weight in s sentences that w sentences opposite account for (sizes from 0 for one).
    """

    covered: list[list[Floats]]
    weakest: list[list[Floats]]
    total: list[Floats]

    @classmethod
    def of(cls, covered: Floats, total: Floats) -> _Half:
        ratio = (covered + _SMALL / 2) / (total[None, :, None] + _SMALL)
        return cls([_sums(c) for c in covered], [_least(r) for r in ratio], _sums(total))

    def worth(self, opposite: int, size: int, other: _Half) -> Floats:
        """How much of its own weight the outermost sentence adds to what is accounted for opposite: the lesser of both ends."""
        whole = other.covered[size][opposite].T
        shorter = other.covered[size - 1][opposite].T
        own = self.total[0]
        last = _shift(own, size)[:, None]
        first_adds = (whole - _after(shorter)) / (own[:, None] + _SMALL)
        last_adds = (whole - shorter) / (last + _SMALL)
        result: Floats = np.minimum(first_adds, last_adds)
        return result


@dataclass(frozen=True, slots=True)
class Block:
    """A block of R x C sentences, ready for its features: the channels' halves by name, and the surface of both sides."""

    channels: dict[str, tuple[_Half, _Half]]
    source: Surface
    target: Surface


def prepare(evidence: dict[str, Evidence], source: Surface, target: Surface) -> Block:
    """Make a block of what the channels found and of the surface of its sentences."""
    halves = {
        name: (_Half.of(found.source, found.source_total), _Half.of(found.target, found.target_total))
        for name, found in evidence.items()
    }
    return Block(halves, source, target)


def bead_features(block: Block, n: int, m: int) -> Iterator[_Feature]:
    """The features of all beads of n source and m target sentences, each an array of R x C by where the bead begins."""
    most = np.zeros((len(block.source.size), len(block.target.size)), dtype=np.float32)
    for name, (source, target) in block.channels.items():
        for feature, value in _channel(source, target, n, m):
            if feature == "ratio":
                most = np.maximum(most, value)
            yield f"{name} {feature}", value
    outside = block.source.outside[:, None] * _shift(block.target.outside, m - 1)[None, :]
    blank = (most < _BLANK).astype(np.float32)
    yield "blank", blank
    yield "outside", outside
    yield "outside blank", outside * blank
    yield from _surface(block.source, block.target, n, m)


def _channel(source: _Half, target: _Half, n: int, m: int) -> Iterator[_Feature]:
    left, right = source.covered[m - 1][n - 1], target.covered[n - 1][m - 1].T
    left_total, right_total = source.total[n - 1][:, None], target.total[m - 1][None, :]
    ratio = (left + right + _SMALL) / (left_total + right_total + 2 * _SMALL)
    yield "ratio", ratio
    yield "square", ratio * ratio
    yield "gain", left + right
    yield "lost", left_total + right_total - left - right
    yield "source", (left + _SMALL / 2) / (left_total + _SMALL)
    yield "target", (right + _SMALL / 2) / (right_total + _SMALL)
    if n > 1:
        yield "weakest source", source.weakest[m - 1][n - 1]
        yield "worth source", source.worth(m - 1, n - 1, target)
    if m > 1:
        yield "weakest target", target.weakest[n - 1][m - 1].T
        yield "worth target", target.worth(n - 1, m - 1, source).T


def _surface(source: Surface, target: Surface, n: int, m: int) -> Iterator[_Feature]:
    left, right = _sums(source.size)[n - 1][:, None], _sums(target.size)[m - 1][None, :]
    wide = (len(source.size), len(target.size))
    distance = (right - left) / np.sqrt(3.4 * (left + right))
    yield "length", np.minimum(distance * distance, 36) / 4
    yield "proportion", np.minimum(np.abs(np.log((right + 5) / (left + 5))), 3).astype(np.float32)
    for name, marks in source.marks.items():
        ours, theirs = _shift(marks, n - 1)[:, None], _shift(target.marks[name], m - 1)[None, :]
        yield f"both {name}", ours * theirs
        yield f"one {name}", np.abs(ours - theirs)
    for name, amounts in source.counts.items():
        ours, theirs = np.log1p(_sums(amounts)[n - 1]), np.log1p(_sums(target.counts[name])[m - 1])
        yield f"differ {name}", np.abs(ours[:, None] - theirs[None, :])
    for name, marks in source.opening.items():
        ours, theirs = marks[:, None], target.opening[name][None, :]
        yield f"both {name}", ours * theirs
        yield f"one {name}", np.abs(ours - theirs)
    if n > 1:
        yield "open source", np.broadcast_to(_inside(source.unfinished, n)[:, None], wide)
        yield "remark source", np.broadcast_to(_inside(source.remark, n)[:, None], wide)
        yield "break source", np.broadcast_to(_inside(source.breaks, n)[:, None], wide)
    if m > 1:
        yield "open target", np.broadcast_to(_inside(target.unfinished, m)[None, :], wide)
        yield "remark target", np.broadcast_to(_inside(target.remark, m)[None, :], wide)
        yield "break target", np.broadcast_to(_inside(target.breaks, m)[None, :], wide)
    yield f"kind {n}-{m}", np.ones(wide, dtype=np.float32)
    if n > 1 and m > 1:
        yield "many", np.ones(wide, dtype=np.float32)


def _shift(values: Floats, by: int) -> Floats:
    """The values of the sentence ``by`` places on; past the end, the last one's."""
    return values[np.minimum(np.arange(len(values)) + by, len(values) - 1)]


def _inside(values: Floats, size: int) -> Floats:
    """The sum of the values of all sentences of a bead but the first."""
    return _sums(values)[size - 1] - values


def null_features(surface: Surface, side: str, *, opened: bool) -> Iterator[_Feature]:
    """The features of leaving each sentence of one side alone, at the beginning of a run or further on."""
    state = "open" if opened else "stay"
    yield f"alone {side} {state}", np.ones(len(surface.size), dtype=np.float32)
    yield f"alone {side} size", np.minimum(surface.size / 100, 4)
    yield f"alone {side} short", (surface.size < _SHORT).astype(np.float32)
    yield f"alone {side} outside", surface.outside
    yield f"alone {side} break", surface.breaks * (1 if opened else 0)
    yield f"alone {side} inside", (1 - surface.breaks) * surface.knows_breaks * (0 if opened else 1)
    yield f"alone {side} unfinished", surface.unfinished
    yield f"alone {side} remark", surface.remark
