"""Plain text: any common encoding, hard-wrapped or one paragraph a line. Line n of the file is line n of the Document."""

from __future__ import annotations

import re
from collections.abc import Iterator

from reader.documents import Block, Document, Structure
from reader.formats.cleaning import clean
from reader.formats.drafts import empty
from reader.formats.encodings import decode
from reader.formats.wrapping import Line, is_verse, paragraphs

__all__ = ["cleaned_document", "read_plain_text", "text_document", "unparsed"]

_TAB = 8
_TIMES = re.compile(r"(?:\d{1,2}:)?\d{2}:\d{2}[,.]\d{3} +--> +(?:\d{1,2}:)?\d{2}:\d{2}[,.]\d{3}")  # SubRip, WebVTT
_SENTENCE_RUNS_ON = re.compile(r"[^.!?…:;»”\"]\s*$")


def read_plain_text(data: bytes, *, name: str) -> Document:
    """The Document of a text file's bytes.

    Raises:
        UnknownFormat: the bytes are no text.
        EmptyDocument: no character stands in it.
    """
    return text_document(decode(data, name=name), name=name)


def text_document(raw: str, *, name: str) -> Document:
    """The Document of a text that is decoded already.

    A form feed, which ends a page, ends a paragraph too unless the sentence plainly runs on.

    Raises:
        EmptyDocument: no character stands in it.
    """
    return cleaned_document(clean(raw), name=name, feeds=_page_starts(raw) if "\f" in raw else frozenset())


def unparsed(data: bytes, *, name: str) -> Document | None:
    """The Document of a text file's bytes in one block, which costs next to nothing; None where form feeds tell pages.

    Raises:
        UnknownFormat: the bytes are no text.
    """
    raw = decode(data, name=name)
    text = clean(raw)
    if "\f" in raw or not text.strip():
        return None
    return Document(text, (Block(0, len(text)),), name, "plain_text")


def cleaned_document(text: str, *, name: str, feeds: frozenset[int] = frozenset()) -> Document:
    """The Document of a text that is decoded and clean.

    Args:
        text: the text.
        name: what to call it.
        feeds: the numbers of lines, from 0, that open a page.

    Raises:
        EmptyDocument: no character stands in it.
    """
    groups = _groups(text, feeds)
    if not groups:
        raise empty(name)
    heads = [_cue_head(group) for group in groups]
    if sum(map(bool, heads)) > 1:
        return Document(text, tuple(_cues(groups, heads)), name, "plain_text")
    verse = {line.start for group in _stanzas(groups) for line in group}
    blocks: list[Block] = []
    for lines in paragraphs(groups):
        if lines[0].start in verse:
            blocks.extend(Block(line.start, line.end, Structure.VERSE) for line in lines)
        else:
            blocks.append(Block(lines[0].start, lines[-1].end))
    return Document(text, tuple(blocks), name, "plain_text")


def _cue_head(group: list[Line]) -> int:
    """How many lines of a group are the number and the times of a subtitle; 0 where it is none."""
    at = next((at for at, line in enumerate(group[:2]) if _TIMES.match(line.text)), None)
    return 0 if at is None or (at and not group[0].text.isdigit()) else at + 1


def _cues(groups: list[list[Line]], heads: list[int]) -> Iterator[Block]:
    """Subtitles: their numbers and times as furniture, what is said as a block for each speaker."""
    for group, head in zip(groups, heads, strict=True):
        yield from (Block(line.start, line.end, Structure.NAVIGATION) for line in group[:head])
        spoken: list[list[Line]] = []
        for line in group[head:]:
            if spoken and not line.text.startswith(("-", "–", "—")):
                spoken[-1].append(line)
            else:
                spoken.append([line])
        yield from (Block(lines[0].start, lines[-1].end) for lines in spoken)


def _stanzas(groups: list[list[Line]]) -> list[list[Line]]:
    """The groups that are stanzas: by their looks, or, with less to show for it, next to one."""
    sure = [is_verse(group) for group in groups]
    beside = zip([False, *sure], [*sure[1:], False], groups, strict=False)
    told = [(before or after) and is_verse(group, told=True) for before, after, group in beside]
    return [group for group, one, other in zip(groups, sure, told, strict=True) if one or other]


def _page_starts(raw: str) -> frozenset[int]:
    """The numbers of lines, from 0, that open a page at which no sentence runs on."""
    starts = set()
    before = ""
    for number, line in enumerate(clean(raw.replace("\f", "\ue00f")).split("\n")):
        words = line.replace("\ue00f", "").strip()
        runs_on = bool(before) and bool(_SENTENCE_RUNS_ON.search(before[-8:])) and words[:1].islower()
        if "\ue00f" in line and not runs_on:
            starts.add(number)
        before = words or before
    return frozenset(starts)


def _groups(text: str, feeds: frozenset[int]) -> list[list[Line]]:
    """The lines that are not blank, in runs between blank lines and page starts."""
    groups: list[list[Line]] = []
    open_group = False
    at = 0
    for number, line in enumerate(text.split("\n")):
        words = line.strip()
        if not words:
            open_group = False
        else:
            start = at + line.index(words[0])
            indent = len(line[: start - at].expandtabs(_TAB))
            if not open_group or number in feeds:
                groups.append([])
            groups[-1].append(Line(words, start, indent))
            open_group = True
        at += len(line) + 1
    return groups
