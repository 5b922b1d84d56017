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

__all__ = ["Done", "align_payload", "edits", "find_bead", "play", "revise_payload", "show_payload", "shown_blocks"]


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


def find_bead(bitext: Bitext, source: Iterable[int], target: Iterable[int]) -> int | None:
    """The bead whose segments start at these offsets; else the one that holds the first of them; else None."""
    wanted = _Key(tuple(source), tuple(target))
    second_best = None
    for index in range(len(bitext)):
        key = _key(bitext, index)
        if key == wanted:
            return index
        holds = (
            wanted.source[0] in key.source if wanted.source else bool(wanted.target) and wanted.target[0] in key.target
        )
        if holds and second_best is None:
            second_best = index
    return second_best


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
    found = [(index, revision) for index, revision in bitext.revisions if revision.text is not None]
    rows = bitext.some_rows(index for index, _ in found)
    return {row.source: revision for row, (_, revision) in zip(rows, found, strict=True) if row.source}


def shown_blocks(operations: Iterable[Done]) -> dict[int, bool]:
    """The user's word on blocks, by the offset of their start."""
    shown = [(o.payload.get("start"), o.payload.get("shown")) for o in operations if o.kind == "show"]
    return {start: said for start, said in shown if isinstance(start, int) and isinstance(said, bool)}


def play(bitext: Bitext, operations: Iterable[Done]) -> Bitext:
    """Do operations again, in order; what no longer fits the text is passed over, and what is none of ours."""
    for operation in operations:
        # What is passed over stays in the journal: another version of the program may know what to do with it.
        with contextlib.suppress(AlignmentError, LookupError, TypeError, ValueError):
            bitext = _done(bitext, operation)
    return bitext


def _done(bitext: Bitext, operation: Done) -> Bitext:
    if operation.kind == "revise":
        return _revised(bitext, operation.payload)
    if operation.kind == "align":
        bitext = alignment.replay(bitext, [alignment.Correction.from_json(operation.payload["beads"])])
        for payload in operation.payload["revisions"]:
            bitext = _revised(bitext, payload)
    return bitext


def _revised(bitext: Bitext, payload: Mapping[str, Any]) -> Bitext:
    index = find_bead(bitext, payload["source"], payload["target"])
    if index is None:
        return bitext
    text, note = payload["text"], payload["note"]
    if not isinstance(note, str) or not isinstance(text, str | None):
        raise TypeError("a revision of something else than text")
    return bitext.with_revision(index, Revision(text, Status(payload["status"]), note))
