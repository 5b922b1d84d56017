"""Translation without a document: text in, text out."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from reader.bitext import Hypothesis
from reader.documents import plain
from reader.languages import Language
from reader.pipeline.glossary_files import glossary_for
from reader.pipeline.resources import Resources
from reader.segmentation import split_sentences

__all__ = ["translate_lines", "translate_text"]


def translate_lines(lines: Sequence[str], resources: Resources) -> Iterator[tuple[str, Hypothesis]]:
    """Translate lines, each cut into its sentences and put together again.

    Yields:
        Each line and its translation, in order; an empty one for an empty one.
    """
    paragraphs = [plain(line) for line in lines]
    for line, sentences in zip(lines, _by_paragraph(paragraphs, resources), strict=True):
        texts = [h.text for _, h in sentences]
        scores = [h.score for _, h in sentences if h.score is not None]
        flags = tuple(dict.fromkeys(flag for _, h in sentences for flag in h.flags))
        yield line, Hypothesis(" ".join(texts), min(scores, default=None), flags=flags)


def translate_text(text: str, resources: Resources) -> Iterator[list[tuple[str, Hypothesis]]]:
    """Translate a text, each of whose lines is a paragraph.

    Yields:
        The sentences of each paragraph, with their translations.
    """
    return _by_paragraph([plain(line) for line in text.splitlines()], resources)


def _by_paragraph(paragraphs: Sequence[str], resources: Resources) -> Iterator[list[tuple[str, Hypothesis]]]:
    spans = [[p[a:b] for a, b in split_sentences(p, Language.FRENCH)] for p in paragraphs]
    flat = [(n, sentence) for n, sentences in enumerate(spans) for sentence in sentences]
    hypotheses: list[Hypothesis | None] = [None] * len(flat)
    if flat:
        for index, hypothesis in resources.engine.with_glossary(glossary_for()).translate([s for _, s in flat]):
            hypotheses[index] = hypothesis
    at = 0
    for sentences in spans:
        here = hypotheses[at : at + len(sentences)]
        yield [(s, h) for s, h in zip(sentences, here, strict=True) if h is not None]
        at += len(sentences)
