"""Watches a folder and exports what arrives there, once it is whole."""

from __future__ import annotations

import threading
import time
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from pathlib import Path

from reader.errors import ExportError, MissingDocument
from reader.pipeline.batch import BatchProgress, Delivery, Meter, batch_jobs
from reader.pipeline.batch_ahead import run_window
from reader.pipeline.batch_inputs import BatchItem, batch_items
from reader.pipeline.resources import Resources

__all__ = ["Patience", "watch_folder"]


@dataclass(frozen=True, slots=True)
class Patience:
    """Seconds between two looks, and seconds that a file must have stayed the same to count as whole."""

    every: float = 1.0
    settle: float = 2.0


@dataclass(frozen=True, slots=True)
class _Stamp:
    """What tells one state of a file from another."""

    inode: int
    size: int
    changed: int

    @classmethod
    def of(cls, path: Path) -> _Stamp | None:
        """The stamp of a file; None where it is gone."""
        try:
            found = path.stat()
        except OSError:
            return None
        return cls(found.st_ino, found.st_size, found.st_mtime_ns)


def watch_folder(
    folder: Path,
    delivery: Delivery,
    *,
    resources: Resources,
    patience: Patience | None = None,
    stop: threading.Event | None = None,
) -> Iterator[BatchProgress]:
    """Export each document of a folder as it arrives, and again whenever it changes.

    A file counts as whole when it has stayed the same for a while; one that was moved in, and so was whole before it came,
    is taken at once when nobody has written to it lately. Files and folders that begin with a dot, and files of other
    formats, such as ``.part``, are not looked at; nor is the folder of the outputs.

    Args:
        folder: the folder, with all folders in it.
        delivery: what to hand over; outputs keep each document's whole name, and documents that are there and finished
            when the watch begins are left alone.
        resources: engine and memory.
        patience: how often to look, and how long a file must have stayed the same.
        stop: ends the watch when it is set; without, it goes on until it is closed or interrupted.

    Yields:
        Progress, as a batch does; ``total`` grows.

    Raises:
        MissingDocument: there is no such folder.
        ExportError: the outputs would fall among the inputs.
        PackageError: no document can be translated.
    """
    out = _checked(folder, delivery)
    waiter, meter, pace = stop or threading.Event(), Meter(), patience or Patience()
    at_start = {item.path for item in batch_items([folder])}
    looks = _Looks(folder, out.resolve(), pace.settle)
    while not waiter.is_set():
        for item in looks.arrived():
            # Later ones are done whatever the ledger says: somebody has put them there.
            resumed = item.path in at_start
            at_start.discard(item.path)
            [job] = batch_jobs([item], replace(delivery, whole_names=True, resume=resumed))
            meter.expect([job])
            for step in run_window([job], resources):
                yield meter.after(step)
            if waiter.is_set():
                return
        waiter.wait(pace.every)


def _checked(folder: Path, delivery: Delivery) -> Path:
    """The folder of the outputs, where both folders are as they must be."""
    if not folder.is_dir():
        raise MissingDocument(f"{folder}: no such folder", hint="name the folder to watch")
    out = delivery.out_dir
    if out is None or delivery.out_file is not None or out.resolve() == folder.resolve():
        raise ExportError("a watched folder wants another folder for the outputs", hint="use --out-dir")
    return out


@dataclass(slots=True)
class _Looks:
    """What has been seen in a folder, look after look."""

    folder: Path
    out: Path
    settle: float
    done: dict[Path, _Stamp] = field(default_factory=dict)
    seen: dict[Path, tuple[_Stamp, float]] = field(default_factory=dict)

    def arrived(self) -> Iterator[BatchItem]:
        """The documents that are whole and were not given as they are now."""
        now, here = time.monotonic(), set()
        for item in batch_items([self.folder]):
            stamp = _Stamp.of(item.path)
            if stamp is None or item.path.resolve().is_relative_to(self.out):
                continue
            here.add(item.path)
            if self._is_whole(item.path, stamp, now):
                self.done[item.path] = stamp
                yield item
        for gone in (self.done.keys() | self.seen.keys()) - here:
            self.done.pop(gone, None)
            self.seen.pop(gone, None)

    def _is_whole(self, path: Path, stamp: _Stamp, now: float) -> bool:
        """Whether a file is new or has changed, and has now stayed the same for long enough."""
        if self.done.get(path) == stamp:
            return False
        before = self.seen.get(path)
        if before is None or before[0] != stamp:
            self.seen[path] = before = (stamp, now)
        if now - before[1] < self.settle and not _old(stamp, self.settle):
            return False
        del self.seen[path]
        return True


def _old(stamp: _Stamp, settle: float) -> bool:
    """Whether nobody has written to the file lately: moving a file does not change its time."""
    return stamp.size > 0 and time.time() - stamp.changed / 1e9 >= settle
