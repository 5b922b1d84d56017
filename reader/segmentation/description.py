"""Says what was found in a document, in plain values that JSON can hold."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from reader.documents import Document, Segment

__all__ = ["describe"]


def describe(document: Document, segments: Sequence[Segment]) -> dict[str, Any]:
    """What ``reader inspect --json`` prints.

    Args:
        document: analysed.
        segments: of its blocks, in order.

    Returns:
        ``document`` (its name) and ``blocks``, each with role, language, hidden, repeat_of (the index of a block, or
        None), lines (first and last, from 1) and segments (start, end, text; offsets in characters of the extracted text).
    """
    of_block: list[list[dict[str, Any]]] = [[] for _ in document.blocks]
    for segment in segments:
        of_block[segment.block].append({"start": segment.start, "end": segment.end, "text": segment.text})
    return {
        "document": document.name,
        "blocks": [
            {
                "role": block.role.value,
                "language": block.language.value,
                "hidden": block.hidden,
                "repeat_of": block.repeat_of,
                "lines": list(document.lines(block.start, block.end)),
                "segments": found,
            }
            for block, found in zip(document.blocks, of_block, strict=True)
        ],
    }
