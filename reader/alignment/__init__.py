"""Sentence alignment and word links between a French text and an English one."""

from __future__ import annotations

from reader.alignment.aligner import align
from reader.alignment.corrections import Correction, correction, fixed_beads, link, replay
from reader.alignment.evaluation import Measure, Scores, first_copies, format_beads, read_beads, score_alignments
from reader.alignment.lexicon import Lexicon, shared_lexicon
from reader.alignment.operations import Side, merge, shift, split, unlink

__all__ = [
    "Correction",
    "Lexicon",
    "Measure",
    "Scores",
    "Side",
    "align",
    "correction",
    "first_copies",
    "fixed_beads",
    "format_beads",
    "link",
    "merge",
    "read_beads",
    "replay",
    "score_alignments",
    "shared_lexicon",
    "shift",
    "split",
    "unlink",
]
