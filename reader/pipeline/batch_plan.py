"""What a batch would have to do, and how long that would take; nothing is written."""

from __future__ import annotations

import time
from collections import deque
from collections.abc import Sequence
from dataclasses import asdict, dataclass
from typing import BinaryIO

from reader.bitext import Bitext
from reader.errors import ReaderError
from reader.languages import Language
from reader.pipeline.asking import asked_for, recalled
from reader.pipeline.batch import Delivery, batch_jobs
from reader.pipeline.batch_inputs import BatchItem
from reader.pipeline.batch_job import BatchJob
from reader.pipeline.opening import open_bitext
from reader.pipeline.resources import Resources
from reader.pipeline.translating import wanted

__all__ = ["BatchPlan", "FilePlan", "plan_batch"]

_SAMPLE = 24  # sentences whose translation is timed


@dataclass(frozen=True, slots=True)
class FilePlan:
    """What a document would take.

    Args:
        document: its path.
        outputs: the files that would be written.
        sentences: French sentences to be read.
        words: French words in them.
        human: sentences that have a human's English.
        known: sentences whose translation is in the memory.
        missing: sentences for the machine to translate, each different one once.
        missing_words: words in them.
        coverage: the share of the document's characters, 0..1, that would have English, or are English.
        hidden: the share in hidden parts.
        error: what is wrong with the document; empty where nothing is.
    """

    document: str
    outputs: tuple[str, ...] = ()
    sentences: int = 0
    words: int = 0
    human: int = 0
    known: int = 0
    missing: int = 0
    missing_words: int = 0
    coverage: float = 0.0
    hidden: float = 0.0
    error: str = ""


@dataclass(frozen=True, slots=True)
class BatchPlan:
    """What a batch would take. ``pace`` is in French words a second, measured here and now; 0 where nothing is missing."""

    files: tuple[FilePlan, ...]
    pace: float

    @property
    def failed(self) -> int:
        """How many documents cannot be read."""
        return sum(bool(file.error) for file in self.files)

    @property
    def seconds(self) -> float:
        """What the translation would take, with one job."""
        return sum(file.missing_words for file in self.files) / self.pace if self.pace else 0.0

    def as_dict(self) -> dict[str, object]:
        """The plan as plain values, for ``--json``."""
        return {
            "documents": len(self.files),
            "failed": self.failed,
            "sentences": sum(file.sentences for file in self.files),
            "words": sum(file.words for file in self.files),
            "missing": sum(file.missing for file in self.files),
            "missing_words": sum(file.missing_words for file in self.files),
            "words_per_second": round(self.pace, 1),
            "seconds": round(self.seconds, 1),
            "files": [asdict(file) for file in self.files],
        }

    def as_text(self) -> str:
        """The plan as lines to be read."""
        lines = [_line(file) for file in self.files]
        missing = sum(file.missing for file in self.files)
        good = len(self.files) - self.failed
        lines.append(
            f"{good} documents, {sum(file.sentences for file in self.files)} sentences; "
            f"{missing} to translate"
            + (f", about {_clock(self.seconds)} at {self.pace:.0f} words/s" if self.pace else "")
            + (f"; {self.failed} cannot be read" if self.failed else "")
        )
        return "\n".join(lines)


def _line(file: FilePlan) -> str:
    if file.error:
        return f"{file.document}: cannot be read: {file.error}"
    return (
        f"{file.document}: {file.sentences} sentences, {file.words} words; {file.human} with human English, "
        f"{file.known} in the memory, {file.missing} to translate; {file.coverage:.0%} covered, {file.hidden:.0%} hidden"
    )


def _clock(seconds: float) -> str:
    minutes, rest = divmod(round(seconds), 60)
    hours, minutes = divmod(minutes, 60)
    return f"{hours} h {minutes:02} min" if hours else f"{minutes} min {rest:02} s" if minutes else f"{rest} s"


def plan_batch(
    items: Sequence[BatchItem], delivery: Delivery, *, resources: Resources, stdin: BinaryIO | None = None
) -> BatchPlan:
    """Read every document, ask the memory what it knows, and time the machine on a few of the sentences.

    Raises:
        ExportError: there is no such format.
        PackageError: there is no MT package to translate with.
    """
    files: list[FilePlan] = []
    sample: list[str] = []
    seen: set[str] = set()
    for job in batch_jobs(items, delivery):
        try:
            _, bitext = open_bitext(job.item.path, job.item.second, resources=resources, stdin=stdin)
        except ReaderError as error:
            files.append(FilePlan(str(job.item.path), error=str(error)))
            continue
        texts = _missing(bitext, resources, seen, hidden=delivery.options.hidden)
        sample += texts[: _SAMPLE - len(sample)]
        files.append(_planned(job, bitext, texts, hidden=delivery.options.hidden))
    return BatchPlan(tuple(files), _pace(sample, resources))


def _missing(bitext: Bitext, resources: Resources, seen: set[str], *, hidden: bool) -> list[str]:
    """The sentences that the machine would have to translate, each once in the whole batch."""
    texts = asked_for(bitext, wanted(bitext, hidden=hidden)).values()
    different = [t for t in dict.fromkeys(texts) if t not in seen and any(c.isalpha() for c in t)]
    if not different:
        return []
    document = bitext.source_document.content_id
    known = recalled(resources.memory, different, resources.engine.decoding_id, document=document)
    found = [text for text in different if text not in known]
    seen.update(found)
    return found


def _planned(job: BatchJob, bitext: Bitext, missing: Sequence[str], *, hidden: bool) -> FilePlan:
    rows = [row for row in bitext.rows() if (hidden or not row.hidden) and row.source]
    wants = asked_for(bitext, wanted(bitext, hidden=hidden)).values()
    document = bitext.source_document
    sizes = [(block, len("".join(document.text[block.start : block.end].split()))) for block in document.blocks]
    whole = sum(size for _, size in sizes) or 1
    told = sum(
        size
        for block, size in sizes
        if (hidden or not block.hidden or block.repeat_of is not None) and block.language is not Language.OTHER
    )
    return FilePlan(
        document=str(job.item.path),
        outputs=tuple(str(path) for _, path in job.outputs),
        sentences=len(rows),
        words=sum(len(row.source.split()) for row in rows),
        human=sum(row.human is not None for row in rows),
        known=len(set(wants) - set(missing)),
        missing=len(missing),
        missing_words=sum(len(text.split()) for text in missing),
        coverage=round(told / whole, 4),
        hidden=round(sum(size for block, size in sizes if block.hidden) / whole, 4),
    )


def _pace(sample: Sequence[str], resources: Resources) -> float:
    """Words a second, measured on some sentences; the first one warms the engine up and is not timed."""
    if not sample:
        return 0.0
    deque(resources.engine.translate(sample[:1]), maxlen=0)
    timed = sample[1:] or sample
    since = time.monotonic()
    deque(resources.engine.translate(timed), maxlen=0)
    return sum(len(text.split()) for text in timed) / max(1e-6, time.monotonic() - since)
