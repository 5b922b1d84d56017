"""Sentence alignment and word links between a French text and an English one."""

from __future__ import annotations

from reader.alignment.aligner import align

__all__ = ["align"]
