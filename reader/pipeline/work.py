"""What a user does to a bitext, as operations that a journal can keep and play again over any alignment of the same text.

A bead is named by where its segments start in their documents, so that neither a re-alignment nor a moved file loses what was
said of it. Operations are of three kinds: ``revise`` sets the revision of a bead, ``align`` makes beads, ``show`` shows or
hides a block.
"""

from __future__ import annotations

import contextlib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any, Protocol

from reader import alignment
from reader.bitext import Bitext, Revision, Status
from reader.errors import AlignmentError

__all__ = ["Done", "align_payload", "edits", "play", "revise_payload", "show_payload", "shown_blocks"]


class Done(Protocol):
    """An operation that a journal kept: see ``memory.Operation``."""

    @property
    def kind(self) -> str:
        """``revise``, ``align`` or ``show``."""

    @property
    def payload(self) -> Mapping[str, Any]:
        """What it was done with."""


@dataclass(frozen=True, slots=True)
class _Key:
    """A bead by the offsets of its segments, source and target."""

    source: tuple[int, ...]
    target: tuple[int, ...]


def _key(bitext: Bitext, index: int) -> _Key:
    bead = bitext.alignment.beads[index]
    return _Key(tuple(bitext.source[i].start for i in bead.source), tuple(bitext.target[j].start for j in bead.target))


def revise_payload(bitext: Bitext, index: int, revision: Revision) -> dict[str, Any]:
    """Set the revision of a bead."""
    key = _key(bitext, index)
    return {
        "source": list(key.source),
        "target": list(key.target),
        "text": revision.text,
        "status": revision.status.value,
        "note": revision.note,
    }


def align_payload(before: Bitext, after: Bitext) -> dict[str, Any]:
    """Make the beads, and the revisions, that a correction of the alignment has made."""
    old = {_key(before, index): revision for index, revision in before.revisions}
    changed = [(i, r) for i, r in after.revisions if old.get(_key(after, i)) != r]
    return {
        "beads": alignment.correction(before, after).to_json(),
        "revisions": [revise_payload(after, index, revision) for index, revision in changed],
    }


def show_payload(start: int, *, shown: bool) -> dict[str, Any]:
    """Show or hide the block that starts at an offset."""
    return {"start": start, "shown": shown}


def edits(bitext: Bitext) -> dict[str, Revision]:
    """The user's own texts, by the French of their beads."""
    beads, source = bitext.alignment.beads, bitext.source
    found = (
        (" ".join(source[i].plain for i in beads[index].source), revision)
        for index, revision in bitext.revisions
        if revision.text is not None
    )
    return {french: revision for french, revision in found if french}


def shown_blocks(operations: Iterable[Done]) -> dict[int, bool]:
    """The user's word on blocks, by the offset of their start."""
    shown = [(o.payload.get("start"), o.payload.get("shown")) for o in operations if o.kind == "show"]
    return {start: said for start, said in shown if isinstance(start, int) and isinstance(said, bool)}


def play(bitext: Bitext, operations: Iterable[Done]) -> Bitext:
    """Do operations again, in order; what no longer fits the text is passed over, and what is none of ours."""
    state = _State(bitext)
    for operation in operations:
        # What is passed over stays in the journal: another version of the program may know what to do with it.
        with contextlib.suppress(AlignmentError, LookupError, TypeError, ValueError):
            if operation.kind == "revise":
                state.revise(operation.payload)
            elif operation.kind == "align":
                state = _aligned(state, operation.payload)
    return state.bitext


class _State:
    """A bitext that is being revised: its beads are looked up by offset, and a thousand revisions make one new value."""

    def __init__(self, bitext: Bitext) -> None:
        self._bitext = bitext
        self._changed: dict[int, Revision] = {}
        self._holders: tuple[dict[int, int], dict[int, int]] | None = None

    @property
    def bitext(self) -> Bitext:
        """What there is by now."""
        if self._changed:
            self._bitext, self._changed = self._bitext.with_revisions(self._changed), {}
        return self._bitext

    def revise(self, payload: Mapping[str, Any]) -> None:
        """Set the revision of the bead that holds the first of the segments named; of French ones if there are any."""
        source, target = self._places()
        wanted, holders = (payload["source"], source) if payload["source"] else (payload["target"], target)
        text, note, status = payload["text"], payload["note"], Status(payload["status"])
        if not isinstance(note, str) or not isinstance(text, str | None):
            raise TypeError("a revision of something else than text")
        index = holders.get(wanted[0]) if wanted else None
        if index is not None:
            self._changed[index] = Revision(text, status, note)

    def _places(self) -> tuple[dict[int, int], dict[int, int]]:
        """The bead of each source segment, and of each target segment, by where they start."""
        if self._holders is None:
            bitext = self._bitext
            beads = list(enumerate(bitext.alignment))
            self._holders = (
                {bitext.source[i].start: index for index, bead in beads for i in bead.source},
                {bitext.target[j].start: index for index, bead in beads for j in bead.target},
            )
        return self._holders


def _aligned(state: _State, payload: Mapping[str, Any]) -> _State:
    done = _State(alignment.replay(state.bitext, [alignment.Correction.from_json(payload["beads"])]))
    for revised in payload["revisions"]:
        done.revise(revised)
    return done
