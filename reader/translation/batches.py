"""In what order and in what batches texts go to the engine."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence

__all__ = ["Plan"]

_SHORT_WAY = 4


@dataclass(slots=True)
class Plan:
    """What is still to be translated: long items first, so that batches hold equals and the last ones are short.

    Args:
        lengths: pieces of each item.
        tokens: the most pieces of a batch.
        lanes: how many batches run at once; an urgent handful is dealt out to all of them.
        urgent: asked before each batch which items somebody waits for.
        skip: items that need no translation.

    ``hurried`` are the items that were urgent when they went out and are not done. While there are any, other batches
    are short, so that a second look at a suspect among them does not queue behind a long one.
    """

    lengths: Sequence[int]
    tokens: int
    lanes: int
    urgent: Callable[[], Iterable[int]]
    skip: frozenset[int] = frozenset()
    hurried: set[int] = field(init=False, default_factory=set)
    _waiting: list[int] = field(init=False)
    _left: set[int] = field(init=False)
    _ready: list[list[int]] = field(init=False)
    _at: int = field(init=False, default=0)

    def __post_init__(self) -> None:
        self._waiting = sorted(set(range(len(self.lengths))) - self.skip, key=lambda i: -self.lengths[i])
        self._left = set(self._waiting)
        self._ready = []

    def next(self) -> list[int]:
        """The next batch; empty when nothing is left."""
        self._deal_urgent()
        if self._ready:
            return self._ready.pop(0)
        batch: list[int] = []
        longest = 0
        tokens = self.tokens // _SHORT_WAY if self.hurried else self.tokens
        while self._at < len(self._waiting):
            item = self._waiting[self._at]
            if item in self._left:
                longest = longest or self.lengths[item]
                if batch and longest * (len(batch) + 1) > tokens:
                    break
                batch.append(item)
                self._left.discard(item)
            self._at += 1
        return batch

    def done(self, items: Iterable[int]) -> None:
        """Take note of items that are done."""
        self.hurried.difference_update(items)

    def _deal_urgent(self) -> None:
        wanted = [i for i in dict.fromkeys(self.urgent()) if i in self._left]
        if not wanted:
            return
        self._left.difference_update(wanted)
        self.hurried.update(wanted)
        total = sum(self.lengths[i] for i in wanted)
        share = min(self.tokens, max(1, -(-total // self.lanes)))
        hands: list[list[int]] = [[] for _ in range(-(-total // share))]
        loads = [0] * len(hands)
        for item in sorted(wanted, key=lambda i: -self.lengths[i]):
            lightest = loads.index(min(loads))
            hands[lightest].append(item)
            loads[lightest] += self.lengths[item]
        self._ready = [hand for hand in hands if hand] + self._ready
