"""Documents of a batch in several processes, each with its own engine and all with the same memory."""

from __future__ import annotations

import dataclasses
import multiprocessing
import os
import queue
import signal
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from concurrent.futures import Future, ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from contextlib import suppress
from multiprocessing.queues import Queue

from reader.config import Config
from reader.pipeline.batch_ahead import run_window
from reader.pipeline.batch_files import sweep
from reader.pipeline.batch_job import BatchJob, FileResult, Step
from reader.pipeline.resources import Resources

__all__ = ["run_in_processes"]

_STRIKES = 2  # a document that was in work when a process died, so many times, is what kills them
_PATIENCE = 5.0  # seconds that a process may take to end
_STEPS: Queue[Step] | None = None
_RESOURCES: Resources | None = None


def run_in_processes(jobs_to_do: Sequence[BatchJob], config: Config, *, jobs: int) -> Iterator[Step | FileResult]:
    """The steps and results of documents, in the order in which they happen.

    A process that dies is replaced, and its document tried once more.

    Raises:
        PackageError: no document can be translated.
    """
    waiting, strikes = list(jobs_to_do), Counter[BatchJob]()
    while waiting:
        done: set[BatchJob] = set()
        try:
            yield from _one_pool(waiting, _plain(config, jobs), jobs, done)
        except _PoolDied as death:
            strikes.update(death.in_work)
            for job in [job for job in death.in_work if strikes[job] >= _STRIKES]:
                done.add(job)
                yield FileResult(
                    job.item.path,
                    error=f"{job.item.path}: the process that translated it died",
                    hint="is there enough memory?",
                )
        waiting = [job for job in waiting if job not in done]


class _PoolDied(Exception):  # noqa: N818 - a signal between two functions
    """A process died; ``in_work`` are the documents that were being translated."""

    def __init__(self, in_work: list[BatchJob]) -> None:
        super().__init__("a worker process died")
        self.in_work = in_work


def _plain(config: Config, jobs: int) -> Config:
    """The configuration as it can be sent to a process, the cores shared out."""
    threads = config.translation.threads or max(1, (os.cpu_count() or 1) // jobs)
    return dataclasses.replace(
        config, translation=dataclasses.replace(config.translation, threads=threads), keys=dict(config.keys)
    )


def _one_pool(
    waiting: Sequence[BatchJob], config: Config, jobs: int, done: set[BatchJob]
) -> Iterator[Step | FileResult]:
    context = multiprocessing.get_context("spawn")
    steps: Queue[Step] = context.Queue()
    pool = ProcessPoolExecutor(jobs, mp_context=context, initializer=_begin, initargs=(config, steps))
    running: dict[Future[FileResult], BatchJob] = {}
    try:
        ahead = iter(waiting)
        while True:
            while len(running) < jobs and (job := next(ahead, None)) is not None:
                running[pool.submit(_work, job)] = job
            if not running:
                return
            yield from _drained(steps)
            for future in [f for f in running if f.done()]:
                try:
                    result = future.result()
                except BrokenProcessPool as error:
                    raise _PoolDied(list(running.values())) from error
                done.add(running.pop(future))
                yield result
    finally:
        workers = list((pool._processes or {}).values())  # noqa: SLF001 - no other way to stop one in mid-document
        for process in workers:
            process.terminate()
        pool.shutdown(wait=False, cancel_futures=True)
        for process in workers if running else []:
            process.join(_PATIENCE)
        _clear(running.values())


def _clear(in_work: Iterable[BatchJob]) -> None:
    """Take away the unfinished files of documents whose processes were ended."""
    for path in (path for job in in_work for _, path in job.outputs):
        with suppress(OSError):
            sweep(path)


def _drained(steps: Queue[Step]) -> Iterator[Step]:
    """What has been reported meanwhile; waits a moment for the first."""
    wait = 0.1
    while True:
        try:
            yield steps.get(timeout=wait)
        except queue.Empty:
            return
        wait = 0.0


def _begin(config: Config, steps: Queue[Step]) -> None:
    """Make a worker process ready. Ctrl-C is the parent's to answer."""
    global _STEPS, _RESOURCES
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    _STEPS, _RESOURCES = steps, Resources(config)


def _work(job: BatchJob) -> FileResult:
    if _STEPS is None or _RESOURCES is None:
        raise RuntimeError("the worker has not been made ready")
    for step in run_window([job], _RESOURCES):
        if isinstance(step, FileResult):
            return step
        _STEPS.put(step)
    raise RuntimeError("a job ends with its result")
