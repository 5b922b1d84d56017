"""All that an alignment knows of its two texts, cut into blocks on demand."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass, replace

from reader.alignment.anchors import Anchors, chain, find_anchors
from reader.alignment.channels import Channel, machine_channel, pair_channel, text_channel
from reader.alignment.evidence import Evidence, gather, gather_odds
from reader.alignment.features import Block, prepare
from reader.alignment.lexicon import Lexicon
from reader.alignment.surface import Surface

__all__ = ["Texts"]


@dataclass(frozen=True, slots=True)
class Texts:
    """Two texts and what speaks for their links: words, the machine's words, and the surface of the sentences.

    ``silent`` are the source sentences of which the machine has said nothing, though it has of others.
    """

    words: Channel
    machine: Channel | None
    pairs: Channel | None
    source: Surface
    target: Surface
    has_lexicon: bool
    silent: frozenset[int]

    @classmethod
    def of(  # noqa: PLR0913 - as many as the aligner is told
        cls,
        source: Sequence[str],
        target: Sequence[str],
        *,
        machine: Sequence[str | None] | None = None,
        lexicon: Lexicon | None = None,
        source_breaks: Sequence[int] = (),
        target_breaks: Sequence[int] = (),
    ) -> Texts:
        """Look at two texts. Breaks count only where both sides have them: one side's alone say nothing of the other."""
        both = bool(source_breaks) and bool(target_breaks)
        return cls(
            text_channel(source, target, lexicon),
            machine_channel(machine, target, lexicon) if machine is not None else None,
            pair_channel(machine, target) if machine is not None else None,
            Surface.of(source, source_breaks if both else (), french=True),
            Surface.of(target, target_breaks if both else (), french=False),
            lexicon is not None,
            frozenset(i for i, text in enumerate(machine or ()) if not text),
        )

    def without_machine(self) -> Texts:
        """The same as if there were no machine."""
        return replace(self, machine=None, pairs=None)

    @property
    def mode(self) -> str:
        """Which weights fit what is known."""
        if self.machine is not None:
            return "machine and lexicon" if self.has_lexicon else "machine"
        return "lexicon" if self.has_lexicon else "neither"

    def anchored(self, skip: Collection[int] = ()) -> tuple[Texts, Anchors]:
        """The same, knowing between which sentences the two texts surely run side by side; and the anchors that say so.

        Args:
            skip: source sentences that say again what stood before.
        """
        channel = self.machine if self.machine is not None and not self.has_lexicon else self.words
        anchors = find_anchors(channel, skip=skip)
        sure = chain(anchors)
        return replace(self, source=self.source.bounded(sure.source), target=self.target.bounded(sure.target)), anchors

    def block(self, rows: tuple[int, int], columns: tuple[int, int]) -> Block:
        """A block of source and target sentences, ready for its features."""
        found: dict[str, Evidence] = {"words": gather(self.words, rows, columns)}
        if self.has_lexicon:
            found["odds"] = gather_odds(self.words, rows, columns)
        if self.machine is not None and self.pairs is not None:
            found["machine"] = gather(self.machine, rows, columns)
            found["pairs"] = gather(self.pairs, rows, columns)
        return prepare(found, self.source.part(*rows), self.target.part(*columns))
