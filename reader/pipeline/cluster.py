"""Batches on a Dask cluster: the workers translate shards of documents, this process keeps the memory and writes the files.

A worker hands back what it would have written into a memory of its own, call by call. Played into the memory here, it is as if
this process had translated, so the export that follows finds every sentence and gives the bytes of a local run.
"""

from __future__ import annotations

import dataclasses
import tempfile
import threading
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path, PurePath
from typing import Any

from reader.bitext import Hypothesis
from reader.config import Config
from reader.errors import ExportError
from reader.exporters import ExportOptions
from reader.memory import Memory
from reader.pipeline.batch import BatchProgress, Delivery, batch_jobs, run_batch
from reader.pipeline.batch_ahead import run_window
from reader.pipeline.batch_inputs import BatchItem
from reader.pipeline.batch_job import BatchJob, FileResult, Step
from reader.pipeline.batch_ledger import imprint_of, is_finished, standing_of
from reader.pipeline.resources import Resources

__all__ = ["export_on_cluster"]

_SHARD_FILES, _SHARD_BYTES = 16, 65_536
_RETRIES = 3
_AHEAD = 2  # shards that wait for each thread of the cluster
_PATIENCE = 20  # seconds for the scheduler to answer


@dataclass(frozen=True, slots=True)
class _Package:
    """What must be the same on every machine, for the same sentence to be translated alike."""

    decoding: str
    weights: str


@dataclass(frozen=True, slots=True)
class _Remembered:
    """One call of ``Memory.remember_machine``."""

    translations: tuple[tuple[str, Hypothesis], ...]
    decoding: str
    document: str


def export_on_cluster(
    items: Sequence[BatchItem], delivery: Delivery, address: str, *, resources: Resources
) -> Iterator[BatchProgress]:
    """Translate documents on a Dask cluster and write them here.

    A worker that dies is replaced by others, a few times; what it had begun is begun anew. A shard that kills its workers is
    done here, document by document.

    Args:
        items: the documents; standard input is done here.
        delivery: formats, places and options of the outputs.
        address: of the scheduler, ``tcp://host:8786``.
        resources: engine, for what is done here, and memory.

    Yields:
        Progress, as a batch does.

    Raises:
        ExportError: no scheduler answers, its workers have another MT package, or Dask is not installed.
        PackageError: no document can be translated.
    """
    planned = batch_jobs(items, delivery)
    yield from run_batch(planned, _steps(planned, address, resources))


def _steps(planned: Sequence[BatchJob], address: str, resources: Resources) -> Iterator[Step | FileResult]:
    here: list[BatchJob] = []
    remote: list[BatchJob] = []
    standing = standing_of(resources)
    for job in planned:
        readable = job.item.path.is_file()  # standard input is none, nor is what is not there
        (remote if readable and not _finished(job, standing, resources) else here).append(job)
    client = _client(address)
    try:
        for shard in _translated(client, _shards(remote), resources):
            for job in shard:
                yield from run_window([job], resources)
        for job in here:
            yield from run_window([job], resources)
    finally:
        client.close()


def _finished(job: BatchJob, standing: bytes, resources: Resources) -> bool:
    return job.resume and is_finished(imprint_of(job.item, job.outputs, job.options, standing), resources)


def _client(address: str) -> Any:  # noqa: ANN401 - distributed has no types
    try:
        from distributed import Client  # noqa: PLC0415 - an extra
    except ImportError as error:
        raise ExportError("Dask is not installed", hint="uv sync --extra cluster") from error
    try:
        return Client(address, timeout=_PATIENCE, set_as_default=False)
    except (OSError, ValueError, TimeoutError) as error:
        raise ExportError(f"no Dask scheduler answers at {address}", hint="dask scheduler starts one") from error


def _shards(jobs: Iterable[BatchJob]) -> Iterator[list[BatchJob]]:
    """Documents in parcels of a few seconds' work."""
    shard: list[BatchJob] = []
    size = 0
    for job in jobs:
        shard.append(job)
        size += job.item.size
        if len(shard) >= _SHARD_FILES or size >= _SHARD_BYTES:
            yield shard
            shard, size = [], 0
    if shard:
        yield shard


def _translated(client: Any, shards: Iterator[list[BatchJob]], resources: Resources) -> Iterator[list[BatchJob]]:  # noqa: ANN401
    """Shards as they come back, their translations in the memory by then; a few are always waiting for the workers."""
    from distributed import as_completed  # noqa: PLC0415

    config = dataclasses.replace(resources.config, keys=dict(resources.config.keys))
    own = package_of(resources)
    running: dict[Any, list[BatchJob]] = {}
    finished = as_completed(loop=client.loop)

    def submit() -> None:
        slots = max(1, sum(client.nthreads().values()))
        while len(running) < _AHEAD * slots and (shard := next(shards, None)) is not None:
            parcels = [(job.item.path.name, job.item.path.read_bytes(), _second(job)) for job in shard]
            hidden = shard[0].options.hidden
            future = client.submit(translate_shard, parcels, config, own, hidden, retries=_RETRIES, pure=False)
            running[future] = shard
            finished.add(future)

    submit()
    while running:
        future = next(finished)
        shard = running.pop(future)
        submit()
        if future.status == "finished":
            for call in future.result():
                resources.memory.remember_machine(call.translations, call.decoding, document=call.document)
        elif isinstance(error := future.exception(), ExportError):
            raise error
        yield shard


def _second(job: BatchJob) -> tuple[str, bytes] | None:
    second = job.item.second
    return (second.name, second.read_bytes()) if second is not None and second.is_file() else None


def package_of(resources: Resources) -> _Package:
    """What decides how a sentence is translated with these resources."""
    return _Package(resources.engine.decoding_id, resources.weights)


# What follows runs on the workers.


class _Recorder(Memory):
    """A memory in RAM that keeps a record of what the machine has it remember."""

    def __init__(self) -> None:
        super().__init__(None)
        self.calls: list[_Remembered] = []

    def remember_machine(
        self, translations: Iterable[tuple[str, Hypothesis]], decoding: str, *, document: str = ""
    ) -> None:
        """Remember, and keep a record of it."""
        kept = tuple(translations)
        self.calls.append(_Remembered(kept, decoding, document))
        super().remember_machine(kept, decoding, document=document)


class _WorkerResources(Resources):
    """Resources of a worker: the engine stays, the memory is a shard's own."""

    def _open_memory(self) -> Memory:
        return _Recorder()


_OPEN: dict[str, tuple[_WorkerResources, _Package]] = {}
_OPENING = threading.RLock()


def translate_shard(
    parcels: Sequence[tuple[str, bytes, tuple[str, bytes] | None]],
    config: Config,
    package: _Package,
    hidden: bool,  # noqa: FBT001 - sent by position
) -> list[_Remembered]:
    """Translate the documents of a shard, on a worker; what a memory would have been told.

    A document that cannot be read gives nothing: where it is exported, that will be found again, and reported.

    Raises:
        ExportError: this worker has another MT package.
    """
    with _OPENING:  # one shard at a time in a process: the engine uses the threads it has
        if repr(config) not in _OPEN:
            opened = _WorkerResources(config)
            _OPEN[repr(config)] = opened, package_of(opened)
        resources, own = _OPEN[repr(config)]
        if own != package:
            raise ExportError(
                f"a worker has the MT package {own.decoding}, not {package.decoding}, or other weights of it",
                hint="install the same package on every machine",
            )
        try:
            with tempfile.TemporaryDirectory() as folder:
                jobs = [_job(Path(folder) / str(n), *parcel, hidden=hidden) for n, parcel in enumerate(parcels)]
                for _ in run_window(jobs, resources):
                    pass
            memory = resources.memory
            return list(memory.calls) if isinstance(memory, _Recorder) else []
        finally:
            resources.close_memory()


def _job(folder: Path, name: str, data: bytes, second: tuple[str, bytes] | None, *, hidden: bool) -> BatchJob:
    """A document of a shard as a file of its own, to be translated and written nowhere."""
    folder.mkdir()
    path, other = folder / name, None
    path.write_bytes(data)
    if second is not None:
        other = folder / "second" / second[0]
        other.parent.mkdir()
        other.write_bytes(second[1])
    return BatchJob(BatchItem(path, PurePath(name), other), (), ExportOptions(hidden=hidden))
