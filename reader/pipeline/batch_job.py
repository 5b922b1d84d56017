"""One document of a batch: open, translate, write in every format."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, replace
from pathlib import Path
from typing import BinaryIO

from reader.errors import PackageError, ReaderError
from reader.exporters import ExportOptions, export
from reader.pipeline.batch_files import is_current, write_whole
from reader.pipeline.batch_inputs import BatchItem
from reader.pipeline.containers import container_options
from reader.pipeline.resources import Resources
from reader.pipeline.session import ReadingSession
from reader.pipeline.translating import wanted

__all__ = ["BatchJob", "FileResult", "Step", "run_job"]


@dataclass(frozen=True, slots=True)
class BatchJob:
    """A document and where its outputs go: format -> path. A path ``-`` goes to the sink."""

    item: BatchItem
    outputs: tuple[tuple[str, Path], ...]
    options: ExportOptions
    resume: bool = False

    @property
    def finished(self) -> bool:
        """Whether nothing is to be done, where the batch resumes: all outputs are there and no older than the document."""
        if not self.resume or str(self.item.path) == "-":
            return False
        sources = [path for path in (self.item.path, self.item.second) if path is not None]
        return is_current(sources, [path for _, path in self.outputs])


@dataclass(frozen=True, slots=True)
class FileResult:
    """How a document of a batch ended.

    Args:
        path: the document.
        outputs: the files that now stand there.
        written: how many of them this run has written; the others held the same bytes already.
        sentences: those that have a translation.
        words: French words among them.
        seconds: what it took.
        error: what was wrong, in one line; empty where nothing was.
        hint: what to do about it.
        skipped: nothing was to be done: the outputs are there and no older than the document.
    """

    path: Path
    outputs: tuple[Path, ...] = ()
    written: int = 0
    sentences: int = 0
    words: int = 0
    seconds: float = 0.0
    error: str = ""
    hint: str = ""
    skipped: bool = False


@dataclass(frozen=True, slots=True)
class Step:
    """How far a document has come: sentences and French words done, and the share of it, 0..1."""

    path: Path
    sentences: int
    words: int
    share: float


def run_job(
    job: BatchJob,
    resources: Resources,
    *,
    stdin: BinaryIO | None = None,
    sink: Callable[[bytes], object] | None = None,
    session: ReadingSession | None = None,
) -> Iterator[Step | FileResult]:
    """Translate a document once and write it in every format that was asked for.

    Args:
        job: the document, its outputs and options.
        resources: engine and memory.
        stdin: what a document ``-`` reads.
        sink: takes the bytes of an output ``-``.
        session: the document, where it has been opened already.

    Yields:
        Steps, then the result. What is wrong with the document stands in the result.

    Raises:
        PackageError: no document can be translated.
    """
    since = time.monotonic()
    paths = [path for _, path in job.outputs]
    if job.finished:
        yield FileResult(job.item.path, tuple(paths), skipped=True)
        return
    try:
        last = Step(job.item.path, 0, 0, 0.0)
        session = session or ReadingSession.open(job.item.path, job.item.second, resources=resources, stdin=stdin)
        for last in _translated(session, job):
            yield last
        yield last
        written = _write(session, job, sink)
    except PackageError:
        raise
    except ReaderError as error:
        yield _failed(job.item.path, str(error), error.hint, since)
    except Exception as error:  # noqa: BLE001 - whatever one document does to us, the others are still to be done
        yield _failed(
            job.item.path, f"{job.item.path}: unexpected {type(error).__name__}: {error}", "please report it", since
        )
    else:
        yield FileResult(job.item.path, tuple(paths), written, last.sentences, last.words, time.monotonic() - since)


def _failed(path: Path, message: str, hint: str, since: float) -> FileResult:
    return FileResult(path, error=" ".join(message.split()), hint=hint, seconds=time.monotonic() - since)


def _translated(session: ReadingSession, job: BatchJob) -> Iterator[Step]:
    bitext = session.bitext
    total = sum(len(bitext.source[i].text.split()) for i in wanted(bitext, hidden=job.options.hidden))
    for progress in session.translate(hidden=job.options.hidden):
        share = progress.done / progress.total if progress.total else 1.0
        yield Step(job.item.path, progress.done, round(total * share), share)


def _write(session: ReadingSession, job: BatchJob, sink: Callable[[bytes], object] | None) -> int:
    """Make every output first, and write then: a format that fails leaves no half of a set behind."""
    options = container_options(job.item.path, session.document, [name for name, _ in job.outputs], job.options)
    if not options.package:
        options = replace(options, package=_package_id(session.resources))
    contents: Mapping[int, bytes] = {
        at: export(session.bitext, name, options=options) for at, (name, _) in enumerate(job.outputs)
    }
    written = 0
    for at, (_, path) in enumerate(job.outputs):
        if str(path) == "-":
            (sink or _nowhere)(contents[at])
            written += 1
        else:
            written += write_whole(path, contents[at])
    return written


def _package_id(resources: Resources) -> str:
    """What names the MT package; empty where there is none, and everything is a human's or remembered."""
    try:
        return resources.package.id
    except PackageError:
        return ""


def _nowhere(_content: bytes) -> None:
    raise ValueError("an output '-' wants a sink")
