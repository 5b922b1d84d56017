"""Translates ahead: the sentences of several short documents at once, so that batches are full and no core waits.

What comes out goes into the memory, where each document finds it when its turn comes. A document whose sentences could not
be translated ahead is translated by itself. Of sentences that are the same to the memory, the first in the order of the
documents is the one that is translated: what comes out does not depend on how far an earlier run has got.
"""

from __future__ import annotations

import contextlib
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field

from reader.errors import TranslationError
from reader.pipeline.asking import asked_for, recalled, remember
from reader.pipeline.batch_job import BatchJob, FileResult, Pipes, Step, run_job
from reader.pipeline.batch_ledger import imprint_of, is_finished, standing_of
from reader.pipeline.resources import Resources
from reader.pipeline.session import ReadingSession
from reader.pipeline.translating import glossary_in_force, wanted
from reader.translation import Glossary

__all__ = ["run_window", "windows"]

_FILES, _BYTES = 32, 65_536


def windows(jobs: Iterable[BatchJob]) -> Iterator[list[BatchJob]]:
    """Documents in parcels that are worth translating at once; a long one is a parcel of its own."""
    window: list[BatchJob] = []
    size = 0
    for job in jobs:
        if window and size + job.item.size > _BYTES:
            yield window
            window, size = [], 0
        window.append(job)
        size += job.item.size
        if len(window) >= _FILES:
            yield window
            window, size = [], 0
    if window:
        yield window


def run_window(
    window: Sequence[BatchJob],
    resources: Resources,
    *,
    pipes: Pipes | None = None,
) -> Iterator[Step | FileResult]:
    """Translate what the documents of a window want, then finish one after the other; see ``run_job``.

    Raises:
        PackageError: no document can be translated.
    """
    opened: dict[int, _Opened] = {}
    standing = standing_of(resources)
    imprints = [imprint_of(job.item, job.outputs, job.options, standing) for job in window]
    finished = {at for at, job in enumerate(window) if job.resume and is_finished(imprints[at], resources)}
    with contextlib.suppress(TranslationError):  # a document that the engine fails on will say so when its turn comes
        yield from _translated([(at, job) for at, job in enumerate(window) if at not in finished], resources, opened)
    for at, job in enumerate(window):
        if at in finished:
            yield FileResult(job.item.path, tuple(path for _, path in job.outputs), skipped=True)
            continue
        session = found.session if (found := opened.pop(at, None)) else None
        yield from run_job(job, resources, pipes=pipes, session=session, imprint=imprints[at])


@dataclass(slots=True)
class _Opened:
    """A document, the sentences of it that want a translation, and how many have one."""

    job: BatchJob
    session: ReadingSession
    texts: tuple[str, ...] = ()
    done: int = 0

    def step(self) -> Step:
        """How far it has come; the last bit is the writing."""
        words = sum(len(text.split()) for text in self.texts[: self.done])
        return Step(self.job.item.path, self.done, words, 0.99 * self.done / max(1, len(self.texts)))


@dataclass(slots=True)
class _Group:
    """The missing sentences of documents that are translated alike, in order, and the documents that ask for each."""

    glossary: Glossary
    askers: dict[str, list[_Opened]] = field(default_factory=lambda: defaultdict(list))


def _translated(
    window: Sequence[tuple[int, BatchJob]], resources: Resources, opened: dict[int, _Opened]
) -> Iterator[Step]:
    groups: dict[str, _Group] = {}
    for at, job in window:
        if str(job.item.path) == "-":
            continue
        try:
            session = ReadingSession.open(job.item.path, job.item.second, resources=resources)
        except Exception:  # noqa: BLE001, S112 - found again, and reported, when the document's turn comes
            continue
        opened[at] = _Opened(job, session)
        _ask(opened[at], resources, groups)
    for decoding, group in groups.items():
        texts = list(group.askers)
        for batch in resources.engine.with_glossary(group.glossary).translate_batches(texts):
            by_document = defaultdict(list)
            for number, hypothesis in batch:
                askers = group.askers[texts[number]]
                for asker in askers:
                    asker.done += 1
                by_document[askers[0].session.document.content_id].append((texts[number], hypothesis))
            for document, found in by_document.items():
                remember(resources.memory, found, decoding, document=document)
            touched = {id(asker): asker for number, _ in batch for asker in group.askers[texts[number]]}
            yield from (asker.step() for asker in touched.values())


def _ask(opened: _Opened, resources: Resources, groups: dict[str, _Group]) -> None:
    """Put the missing sentences of a document into the group that they are translated with."""
    bitext, document = opened.session.bitext, opened.session.document.content_id
    wants = wanted(bitext, hidden=opened.job.options.hidden)
    texts = dict.fromkeys(asked_for(bitext, wants).values())
    opened.texts = tuple(text for text in texts if any(c.isalpha() for c in text))
    if not opened.texts:
        return
    glossary = glossary_in_force(bitext, resources)
    decoding = resources.engine.with_glossary(glossary).decoding_id
    known = recalled(resources.memory, opened.texts, decoding, document=document)
    opened.done = len(known)
    group = groups.setdefault(decoding, _Group(glossary))
    for text in opened.texts:
        if text not in known and not any(opened is asker for asker in group.askers[text]):
            group.askers[text].append(opened)
