"""Watching a folder: what is moved in, what is still being written, what changes, what fails."""

from __future__ import annotations

import json
import os
import threading
from pathlib import Path
from typing import Self

import pytest

from reader.errors import ExportError, MissingDocument
from reader.pipeline import Resources
from reader.pipeline.batch import BatchProgress, Delivery
from reader.pipeline.batch_job import FileResult
from reader.pipeline.watch import Patience, watch_folder

LATE = 300.0  # seconds, after which a test gives up


class Watched:
    """A watch in a thread of its own, and what it has done so far."""

    def __init__(self, folder: Path, out: Path, resources: Resources) -> None:
        self.folder, self.out = folder, out
        self.stop, self.changed = threading.Event(), threading.Condition()
        self.results: list[FileResult] = []
        steps = watch_folder(
            folder,
            Delivery(formats=("jsonl",), out_dir=out),
            resources=resources,
            patience=Patience(every=0.05, settle=4.0),
            stop=self.stop,
        )
        self.thread = threading.Thread(target=self._run, args=(steps,))
        self.thread.start()

    def _run(self, steps: object) -> None:
        for step in steps:  # type: ignore[attr-defined]
            assert isinstance(step, BatchProgress)
            if step.result:
                with self.changed:
                    self.results.append(step.result)
                    self.changed.notify_all()

    def wait(self, count: int) -> list[FileResult]:
        with self.changed:
            assert self.changed.wait_for(lambda: len(self.results) >= count, LATE), self.results
            return list(self.results)

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.stop.set()
        self.thread.join(LATE)


def sources(file: Path) -> list[str]:
    return [json.loads(line)["source"] for line in file.read_text(encoding="utf-8").splitlines()]


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    path = tmp_path / "in"
    path.mkdir()
    return path


def test_documents_are_exported_once_they_are_whole(folder: Path, tmp_path: Path, resources: Resources) -> None:
    out = folder / "out"  # below the watched folder: what is written there is no input
    (folder / "early.txt").write_text("Le chat dort.\n", encoding="utf-8")
    with Watched(folder, out, resources) as watched:
        assert watched.wait(1)[0].path.name == "early.txt"
        moved = tmp_path / "moved.txt"
        moved.write_text("Il fait nuit.\n", encoding="utf-8")
        os.utime(moved, (1e9, 1e9))
        moved.rename(folder / "moved.txt")
        assert watched.wait(2)[1].path.name == "moved.txt"
        with (folder / "slow.txt").open("w", encoding="utf-8") as file:
            for sentence in ("Un.", "Deux chats.", "Trois chiens."):
                file.write(f"{sentence}\n\n")
                file.flush()
                threading.Event().wait(0.1)
        assert watched.wait(3)[2].path.name == "slow.txt"
        (folder / "broken.epub").write_bytes(b"PK\x03\x04")
        assert watched.wait(4)[3].error
        moved.write_text("Il fait jour.\n", encoding="utf-8")
        os.utime(moved, (1e9 + 5, 1e9 + 5))
        moved.rename(folder / "moved.txt")
        watched.wait(5)
    assert [r.path.name for r in watched.results] == ["early.txt", "moved.txt", "slow.txt", "broken.epub", "moved.txt"]
    assert sources(out / "slow.txt.jsonl") == ["Un.", "Deux chats.", "Trois chiens."]
    assert sources(out / "moved.txt.jsonl") == ["Il fait jour."]


def test_finished_documents_are_left_alone_at_the_start(folder: Path, tmp_path: Path, resources: Resources) -> None:
    (folder / "a.txt").write_text("Le chat dort.\n", encoding="utf-8")
    for skipped in (False, True):
        with Watched(folder, tmp_path / "out", resources) as watched:
            assert [r.skipped for r in watched.wait(1)] == [skipped]


def test_outputs_among_the_inputs_are_refused(folder: Path, resources: Resources) -> None:
    with pytest.raises(ExportError, match="another folder"):
        next(watch_folder(folder, Delivery(formats=("jsonl",), out_dir=folder), resources=resources))
    with pytest.raises(MissingDocument):
        next(watch_folder(folder / "gone", Delivery(formats=("jsonl",), out_dir=folder), resources=resources))
