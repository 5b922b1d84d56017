"""Sentence alignment and word links between a French text and an English one."""

from __future__ import annotations

from typing import TYPE_CHECKING

from reader.doors import door

if TYPE_CHECKING:
    from reader.alignment.aligner import align
    from reader.alignment.corrections import Correction, correction, fixed_beads, link, replay
    from reader.alignment.dictionaries import Article, Dictionary, find_dictionaries, look_up
    from reader.alignment.evaluation import Measure, Scores, first_copies, format_beads, read_beads, score_alignments
    from reader.alignment.lexicon import Lexicon, shared_lexicon
    from reader.alignment.operations import Side, merge, shift, split, unlink
    from reader.alignment.words import WordLink, WordLinks, link_words
    from reader.alignment.words_gaps import Gap, additions, coverage, omissions
else:
    __getattr__ = door(
        __name__,
        aligner="align",
        corrections="Correction correction fixed_beads link replay",
        dictionaries="Article Dictionary find_dictionaries look_up",
        evaluation="Measure Scores first_copies format_beads read_beads score_alignments",
        lexicon="Lexicon shared_lexicon",
        operations="Side merge shift split unlink",
        words="WordLink WordLinks link_words",
        words_gaps="Gap additions coverage omissions",
    )


__all__ = [
    "Article",
    "Correction",
    "Dictionary",
    "Gap",
    "Lexicon",
    "Measure",
    "Scores",
    "Side",
    "WordLink",
    "WordLinks",
    "additions",
    "align",
    "correction",
    "coverage",
    "find_dictionaries",
    "first_copies",
    "fixed_beads",
    "format_beads",
    "link",
    "link_words",
    "look_up",
    "merge",
    "omissions",
    "read_beads",
    "replay",
    "score_alignments",
    "shared_lexicon",
    "shift",
    "split",
    "unlink",
]
