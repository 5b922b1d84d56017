"""From a document as it was read to what a person reads: roles, languages, repeats and sentences."""

from __future__ import annotations

from reader.segmentation.analysis import analyse, prepare, segment
from reader.segmentation.clauses import split_clauses
from reader.segmentation.description import describe
from reader.segmentation.identification import detect_language
from reader.segmentation.layouts import Layout, PairLayout, pair_layout
from reader.segmentation.sentences import split_sentences

__all__ = [
    "Layout",
    "PairLayout",
    "analyse",
    "describe",
    "detect_language",
    "pair_layout",
    "prepare",
    "segment",
    "split_clauses",
    "split_sentences",
]
