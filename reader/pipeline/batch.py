"""Export of many documents: one pass of translation for all formats, progress with numbers, one bad document stops nothing."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import BinaryIO

from reader.errors import ExportError
from reader.exporters import EXPORTERS, ExportOptions, exporter
from reader.pipeline.batch_ahead import run_window, windows
from reader.pipeline.batch_inputs import BatchItem
from reader.pipeline.batch_job import BatchJob, FileResult, Pipes, Step
from reader.pipeline.batch_workers import run_in_processes
from reader.pipeline.naming import output_names
from reader.pipeline.resources import Resources

__all__ = ["BatchProgress", "BatchSummary", "Delivery", "Meter", "batch_jobs", "export_batch", "run_batch"]

_UNSETTLED = 5.0  # seconds in which the loading of the engine makes any pace look slow


@dataclass(frozen=True, slots=True)
class BatchProgress:
    """How far a batch has come.

    Args:
        files: documents that are done, failed ones too.
        total: documents of the batch.
        failed: those that could not be done.
        sentences: sentences that have their translation.
        words: French words in them.
        seconds: since the start.
        left: seconds that the rest will take at this pace; None while nothing is known.
        current: the document in work.
        result: how a document ended, where this step is its last.
    """

    files: int
    total: int
    failed: int
    sentences: int
    words: int
    seconds: float
    left: float | None
    current: Path
    result: FileResult | None = None

    @property
    def words_per_second(self) -> float:
        """The pace so far."""
        return self.words / self.seconds if self.seconds > 0 else 0.0


@dataclass(slots=True)
class BatchSummary:
    """What came of a batch. ``add`` takes each step of it."""

    done: int = 0
    skipped: int = 0
    written: int = 0
    sentences: int = 0
    words: int = 0
    seconds: float = 0.0
    failures: list[FileResult] = field(default_factory=list)

    def add(self, progress: BatchProgress) -> None:
        """Count a step."""
        self.seconds, self.sentences, self.words = progress.seconds, progress.sentences, progress.words
        result = progress.result
        if result is None:
            return
        if result.error:
            self.failures.append(result)
        else:
            self.done += 1
            self.skipped += result.skipped
            self.written += result.written

    def as_dict(self) -> dict[str, object]:
        """The summary as plain values, for ``--json``."""
        return {
            "done": self.done,
            "failed": len(self.failures),
            "skipped": self.skipped,
            "written": self.written,
            "sentences": self.sentences,
            "words": self.words,
            "seconds": round(self.seconds, 3),
            "words_per_second": round(self.words / self.seconds, 1) if self.seconds else 0.0,
            "failures": [{"document": str(f.path), "error": f.error, "hint": f.hint} for f in self.failures],
        }


@dataclass(frozen=True, slots=True, kw_only=True)
class Delivery:
    """What a batch is to hand over, and where.

    Args:
        formats: names of EXPORTERS.
        out_dir: the folder of the outputs; the working directory where None.
        out_file: the one output of one document in one format, or ``-``: all outputs go to the sink, in order.
        options: what a person chooses about an export.
        resume: leave documents alone whose outputs are there, made of the same: see ``batch_ledger``.
        whole_names: names of outputs that depend on no other document (see ``output_names``).
        sink: takes the bytes of outputs ``-``.
    """

    formats: tuple[str, ...]
    out_dir: Path | None = None
    out_file: Path | None = None
    options: ExportOptions = field(default_factory=ExportOptions)
    resume: bool = False
    whole_names: bool = False
    sink: Callable[[bytes], object] | None = None


def batch_jobs(items: Sequence[BatchItem], delivery: Delivery) -> tuple[BatchJob, ...]:
    """The jobs of a batch, with the names of all outputs.

    Raises:
        ExportError: there is no such format; or one file is to hold several outputs.
    """
    exporters = list(dict.fromkeys(exporter(name) for name in delivery.formats))
    if not exporters:
        raise ExportError("no export format", hint=f"there are {', '.join(EXPORTERS)}")

    def job(item: BatchItem, outputs: Iterable[tuple[str, Path]]) -> BatchJob:
        return BatchJob(item, tuple(outputs), delivery.options, delivery.resume)

    if delivery.out_file is not None:
        if str(delivery.out_file) != "-" and len(items) * len(exporters) > 1:
            raise ExportError(f"{delivery.out_file} cannot hold several outputs", hint="use --out-dir")
        return tuple(job(item, ((e.name, delivery.out_file) for e in exporters)) for item in items)
    folder = delivery.out_dir or Path()
    inputs = [path.absolute() for item in items for path in (item.path, item.second) if path is not None]
    taken = [path for path in inputs if path.is_relative_to(folder.absolute())]
    suffixes = [e.suffix for e in exporters]
    names = output_names([i.inside for i in items], suffixes, taken=taken, whole=delivery.whole_names)
    return tuple(
        job(item, ((e.name, folder / found[e.suffix]) for e in exporters))
        for item, found in zip(items, names, strict=True)
    )


def export_batch(
    items: Sequence[BatchItem],
    delivery: Delivery,
    *,
    resources: Resources,
    jobs: int = 1,
    stdin: BinaryIO | None = None,
) -> Iterator[BatchProgress]:
    """Translate documents, each once, and write each in every format.

    What has been translated is in the memory at once, so a batch that was killed goes on where it stopped when it is
    asked for again, and writes the same bytes.

    Args:
        items: the documents; see ``batch_items``.
        delivery: formats, places and options of the outputs.
        resources: engine and memory.
        jobs: documents in work at a time, each in a process of its own with its own engine.
        stdin: what a document ``-`` reads.

    Yields:
        Progress; the step that ends a document holds its result.

    Raises:
        ExportError: there is no such format; or one file is to hold several outputs.
        PackageError: no document can be translated.
    """
    planned = batch_jobs(items, delivery)
    streams = str(delivery.out_file) == "-" or any(str(item.path) == "-" for item in items)
    if jobs <= 1 or len(planned) == 1 or streams:
        steps: Iterable[Step | FileResult] = (
            step
            for window in windows(planned)
            for step in run_window(window, resources, pipes=Pipes(stdin, delivery.sink))
        )
    else:
        steps = run_in_processes(planned, resources.config, jobs=min(jobs, len(planned)))
    yield from run_batch(planned, steps)


def run_batch(planned: Sequence[BatchJob], steps: Iterable[Step | FileResult]) -> Iterator[BatchProgress]:
    """Turn the steps of documents, from wherever they are made, into the progress of the batch."""
    meter = Meter()
    meter.expect(planned)
    for step in steps:
        yield meter.after(step)


class Meter:
    """Adds up the steps of documents, some of which may be in work at the same time."""

    def __init__(self) -> None:
        self.sizes: dict[Path, int] = {}
        self.total = 0
        self.running: dict[Path, Step] = {}
        self.finished: set[Path] = set()
        self.files = self.failed = self.sentences = self.words = 0
        self.all_bytes = self.bytes = self.skipped_bytes = 0.0
        self.since = time.monotonic()

    def expect(self, planned: Iterable[BatchJob]) -> None:
        """Take in documents that are to be done, or done again."""
        for job in planned:
            size = max(job.item.size, 1)
            self.sizes[job.item.path] = size
            self.all_bytes += size
            self.total += 1
            self.finished.discard(job.item.path)

    def after(self, step: Step | FileResult) -> BatchProgress:
        """The progress once this step is taken."""
        result = step if isinstance(step, FileResult) else None
        if isinstance(step, Step):
            # A process reports on a way of its own, which may be slower than that of results.
            if step.path not in self.finished:
                self.running[step.path] = step
        else:
            self.finished.add(step.path)
            self.running.pop(step.path, None)
            self.files += 1
            self.failed += bool(step.error)
            self.sentences += step.sentences
            self.words += step.words
            self.bytes += self.sizes.get(step.path, 0)
            self.skipped_bytes += self.sizes.get(step.path, 0) if step.skipped else 0
        seconds = time.monotonic() - self.since
        return BatchProgress(
            files=self.files,
            total=self.total,
            failed=self.failed,
            sentences=self.sentences + sum(s.sentences for s in self.running.values()),
            words=self.words + sum(s.words for s in self.running.values()),
            seconds=seconds,
            left=self._left(seconds),
            current=step.path,
            result=result,
        )

    def _left(self, seconds: float) -> float | None:
        """Bytes are known before a document is opened, so the time left is told by them."""
        worked = self.bytes - self.skipped_bytes
        worked += sum(s.share * self.sizes.get(s.path, 0) for s in self.running.values())
        rest = max(0.0, self.all_bytes - self.skipped_bytes - worked)
        if rest and (worked <= 0 or seconds < _UNSETTLED):
            return None
        return seconds * rest / max(worked, 1.0)
