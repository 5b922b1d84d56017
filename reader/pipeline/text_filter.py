"""Translation without a document on the screen: text in, text out."""

from __future__ import annotations

import io
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby
from pathlib import Path
from typing import BinaryIO

from reader import formats
from reader.bitext import Hypothesis, Origin
from reader.documents import Document, Segment, Structure, plain
from reader.errors import EmptyDocument
from reader.languages import Language
from reader.pipeline.asking import programs, requests
from reader.pipeline.glossary_files import glossary_for
from reader.pipeline.opening import prepared
from reader.pipeline.resources import Resources
from reader.segmentation import split_sentences
from reader.segmentation.identification import identify
from reader.translation import unmarked

__all__ = ["lines_of", "translate_document", "translate_lines", "translate_text"]

_PLAIN_TEXT = "plain_text"
_MOST = 2**30  # bytes, more than any document may have
_TELLING = 5  # words that must say that a text is English, where nothing stands around it


@dataclass(frozen=True, slots=True)
class _Sentence:
    """A sentence, its code and labels marked, and whether it stays as it is: English, or a program."""

    text: str
    stays: bool = False


def lines_of(path: str | Path, *, stdin: BinaryIO | None = None) -> list[str]:
    """The lines of a plain text, empty ones too, even where there are no others; of another format the lines of what is read.

    Raises:
        DocumentError: it cannot be read.
    """
    data = _all_of(stdin) if stdin is not None and str(path) == "-" else None
    try:
        document = formats.read(path, stdin=stdin if data is None else io.BytesIO(data))
    except EmptyDocument:
        blank = data if data is not None else Path(path).read_bytes()
        if blank.strip() or not blank:
            raise
        return [""] * (blank.removesuffix(b"\n").count(b"\n") + 1)
    if document.format == _PLAIN_TEXT:
        return document.text.removesuffix("\n").split("\n")
    document, _ = prepared(path)
    return [line for b in document.blocks if not b.hidden for line in document.text[b.start : b.end].split("\n")]


def _all_of(stdin: BinaryIO) -> bytes | None:
    """What standard input holds; None where it cannot be read, which the reader of documents will say."""
    try:
        return stdin.read(_MOST)
    except (OSError, ValueError):
        return None


def translate_lines(lines: Sequence[str], resources: Resources) -> Iterator[tuple[str, Hypothesis]]:
    """Translate lines, each cut into its sentences and put together again.

    Yields:
        Each line and its translation, in order; an empty one for an empty one.
    """
    for line, sentences in zip(lines, _translated([_cut(plain(line)) for line in lines], resources), strict=True):
        texts = [h.text for _, h in sentences]
        scores = [h.score for _, h in sentences if h.score is not None]
        flags = tuple(dict.fromkeys(flag for _, h in sentences for flag in h.flags))
        stays = bool(sentences) and all(h.origin is Origin.HUMAN for _, h in sentences)
        origin = Origin.HUMAN if stays else Origin.MACHINE
        yield line, Hypothesis(" ".join(texts), min(scores, default=None), origin, flags=flags)


def translate_text(text: str, resources: Resources) -> Iterator[list[tuple[str, Hypothesis]]]:
    """Translate a text, each of whose lines is a paragraph.

    Yields:
        The sentences of each paragraph, with their translations.
    """
    return _translated([_cut(plain(line)) for line in text.splitlines()], resources)


def translate_document(
    path: str | Path, resources: Resources, *, stdin: BinaryIO | None = None
) -> Iterator[list[tuple[str, Hypothesis]]]:
    """Translate what a document holds: wrapped lines are joined to paragraphs, English and programs stay as they are.

    Of a plain text nothing is left out, and an empty paragraph stands where it has empty lines; of other formats the hidden
    parts are left out.

    Yields:
        The sentences of each paragraph, with their translations.

    Raises:
        DocumentError: it cannot be read.
    """
    document, segments = prepared(path, stdin=stdin)
    return _translated(list(_paragraphs(document, segments)), resources)


def _paragraphs(document: Document, segments: Sequence[Segment]) -> Iterator[list[_Sentence]]:
    copied, is_plain = programs(document), document.format == _PLAIN_TEXT
    asked = iter(requests(document, segments))
    end = 0
    for number, inside in groupby(segments, key=lambda segment: segment.block):
        block = document.blocks[number]
        cut = list(inside)
        texts = [next(asked) for _ in cut]
        if block.hidden and not is_plain:
            continue
        if is_plain and end and document.text[end : block.start].count("\n") > 1:
            yield []
        end = block.end
        stays = block.language is Language.ENGLISH or number in copied
        sentences = [_Sentence(text, stays) for text in texts]
        if block.structure is Structure.UNKNOWN:
            yield sentences
        else:  # a line that the author ended stands by itself
            yield from _by_line(document, cut, sentences)


def _by_line(
    document: Document, segments: Sequence[Segment], sentences: Sequence[_Sentence]
) -> Iterator[list[_Sentence]]:
    line: list[_Sentence] = []
    for at, (segment, sentence) in enumerate(zip(segments, sentences, strict=True)):
        if at and "\n" in document.text[segments[at - 1].end : segment.start]:
            yield line
            line = []
        line.append(sentence)
    yield line


def _cut(paragraph: str) -> list[_Sentence]:
    language, words = identify(paragraph)
    stays = language is Language.ENGLISH and words >= _TELLING
    return [_Sentence(paragraph[a:b], stays) for a, b in split_sentences(paragraph, Language.FRENCH)]


def _translated(
    paragraphs: Sequence[Sequence[_Sentence]], resources: Resources
) -> Iterator[list[tuple[str, Hypothesis]]]:
    texts = list(dict.fromkeys(s.text for sentences in paragraphs for s in sentences if not s.stays))
    found: dict[str, Hypothesis] = {}
    if texts:
        engine = resources.engine.with_glossary(glossary_for())
        found = {texts[index]: hypothesis for index, hypothesis in engine.translate(texts)}
    if kept := sum(s.stays for sentences in paragraphs for s in sentences):
        resources.warn(
            f"{kept} sentence{'s' * (kept > 1)} left as {'they are' if kept > 1 else 'it is'}: English, or code"
        )
    for sentences in paragraphs:
        yield [
            (plain_text, Hypothesis(plain_text, None, Origin.HUMAN) if s.stays else found[s.text])
            for s in sentences
            for plain_text in [unmarked(s.text)]
        ]
