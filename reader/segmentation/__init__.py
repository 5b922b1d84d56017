"""From a document as it was read to what a person reads: roles, languages, repeats and sentences."""

from __future__ import annotations

from reader.segmentation.analysis import analyse, segment
from reader.segmentation.clauses import split_clauses
from reader.segmentation.identification import detect_language
from reader.segmentation.sentences import split_sentences

__all__ = ["analyse", "detect_language", "segment", "split_clauses", "split_sentences"]
