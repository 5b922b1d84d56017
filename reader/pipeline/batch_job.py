"""One document of a batch: open, translate, write in every format."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, replace
from pathlib import Path
from typing import BinaryIO

from reader.errors import PackageError, ReaderError
from reader.exporters import ExportOptions, export
from reader.pipeline.batch_files import write_whole
from reader.pipeline.batch_inputs import BatchItem
from reader.pipeline.batch_ledger import Imprint, keep
from reader.pipeline.containers import container_options
from reader.pipeline.naming import called
from reader.pipeline.resources import Resources
from reader.pipeline.session import ReadingSession
from reader.pipeline.translating import wanted

__all__ = ["BatchJob", "FileResult", "Pipes", "Step", "run_job"]


@dataclass(frozen=True, slots=True)
class BatchJob:
    """A document and where its outputs go: format -> path. A path ``-`` goes to the sink.

    ``resume`` leaves it alone where the ledger knows that its outputs are there.
    """

    item: BatchItem
    outputs: tuple[tuple[str, Path], ...]
    options: ExportOptions
    resume: bool = False


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
        skipped: nothing was to be done: the outputs are there, made of the same.
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


@dataclass(frozen=True, slots=True)
class Pipes:
    """What ``-`` stands for: what a document of that name reads, and what takes the bytes of such an output."""

    stdin: BinaryIO | None = None
    sink: Callable[[bytes], object] | None = None


def run_job(
    job: BatchJob,
    resources: Resources,
    *,
    pipes: Pipes | None = None,
    session: ReadingSession | None = None,
    imprint: Imprint | None = None,
) -> Iterator[Step | FileResult]:
    """Translate a document once and write it in every format that was asked for.

    Args:
        job: the document, its outputs and options.
        resources: engine and memory.
        pipes: what ``-`` stands for.
        session: the document, where it has been opened already.
        imprint: what its outputs will be made of, as it was before the document was opened.

    Yields:
        Steps, then the result. What is wrong with the document stands in the result.

    Raises:
        PackageError: no document can be translated.
    """
    since, ends = time.monotonic(), pipes or Pipes()
    paths = [path for _, path in job.outputs]
    try:
        last = Step(job.item.path, 0, 0, 0.0)
        session = session or ReadingSession.open(job.item.path, job.item.second, resources=resources, stdin=ends.stdin)
        for last in _translated(session, job):
            yield last
        yield last
        written = _write(session, job, ends.sink, imprint)
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


def _write(
    session: ReadingSession, job: BatchJob, sink: Callable[[bytes], object] | None, imprint: Imprint | None
) -> int:
    """Make every output first, and write then: a format that fails leaves no half of a set behind."""
    options = container_options(job.item.path, session.document, [name for name, _ in job.outputs], job.options)
    if not options.package:
        options = replace(options, package=_package_id(session.resources))
    # What goes to a pipe keeps the paths as they were given, which are all that tells its documents apart.
    piped = any(str(path) == "-" for _, path in job.outputs)
    bitext = session.bitext if piped else called(session.bitext, job.item.inside)
    contents: Mapping[int, bytes] = {
        at: export(bitext, name, options=options) for at, (name, _) in enumerate(job.outputs)
    }
    written = 0
    for at, (_, path) in enumerate(job.outputs):
        if str(path) == "-":
            (sink or _nowhere)(contents[at])
            written += 1
        else:
            written += write_whole(path, contents[at])
    if imprint is not None:
        keep(imprint, {path: contents[at] for at, (_, path) in enumerate(job.outputs)}, session.resources)
    return written


def _package_id(resources: Resources) -> str:
    """What names the MT package; empty where there is none, and everything is a human's or remembered."""
    try:
        return resources.package.id
    except PackageError:
        return ""


def _nowhere(_content: bytes) -> None:
    raise ValueError("an output '-' wants a sink")
