"""A batch on a real Dask scheduler with real workers on loopback, one of which is killed in mid-run."""

from __future__ import annotations

import os
import re
import signal
import subprocess
import sys
import threading
from collections.abc import Iterator
from pathlib import Path

import pytest

from reader.config import Config
from reader.errors import ExportError
from reader.pipeline import Resources
from reader.pipeline.batch import BatchSummary, Delivery, export_batch
from reader.pipeline.batch_inputs import batch_items
from reader.pipeline.cluster import export_on_cluster

pytest.importorskip("distributed", reason="Dask distributed is an extra (cluster), and not installed")


class Cluster:
    """A scheduler and its workers, each a process."""

    def __init__(self, workers: int) -> None:
        command = [sys.executable, "-m", "dask"]
        self.scheduler = subprocess.Popen(
            [*command, "scheduler", "--host", "127.0.0.1", "--port", "0", "--no-dashboard", "--no-show"],
            stderr=subprocess.PIPE,
            text=True,
        )
        assert self.scheduler.stderr
        self.address = ""
        for line in self.scheduler.stderr:
            if found := re.search(r"Scheduler at:\s+(tcp://\S+)", line):
                self.address = found[1]
                break
        threading.Thread(target=self.scheduler.stderr.read, daemon=True).start()
        options = ["--nthreads", "1", "--no-nanny", "--no-dashboard", "--memory-limit", "0"]
        self.workers = [
            subprocess.Popen([*command, "worker", self.address, *options], stderr=subprocess.DEVNULL)
            for _ in range(workers)
        ]

    def close(self) -> None:
        processes: list[subprocess.Popen[str] | subprocess.Popen[bytes]] = [*self.workers, self.scheduler]
        for process in processes:
            process.kill()
            process.wait()


@pytest.fixture
def cluster() -> Iterator[Cluster]:
    found = Cluster(workers=2)
    yield found
    found.close()


def articles(folder: Path, count: int) -> None:
    folder.mkdir()
    for n in range(count):
        lines = [f"La ville de Reims a choisi {n + 2} caméras et {k + 3} ponts en {1900 + n}." for k in range(6)]
        (folder / f"a{n:03}.txt").write_text("\n\n".join(lines), encoding="utf-8")


def contents(folder: Path) -> dict[str, bytes]:
    return {p.name: p.read_bytes() for p in sorted(folder.iterdir())}


@pytest.mark.slow
def test_a_killed_worker_loses_nothing_and_doubles_nothing(
    cluster: Cluster, tmp_path: Path, resources: Resources
) -> None:
    articles(tmp_path / "in", 64)
    (tmp_path / "in" / "broken.epub").write_bytes(b"PK\x03\x04")
    items = batch_items([tmp_path / "in"])
    with Resources(Config(memory=type(Config().memory)(path=str(tmp_path / "local.sqlite3")))) as local:
        for _ in export_batch(items, Delivery(formats=("jsonl", "tmx"), out_dir=tmp_path / "local"), resources=local):
            pass
        units = sorted((u.source, u.target) for u in local.memory.units())
    summary, results = BatchSummary(), []
    delivery = Delivery(formats=("jsonl", "tmx"), out_dir=tmp_path / "cluster")
    for step in export_on_cluster(items, delivery, cluster.address, resources=resources):
        summary.add(step)
        if step.result:
            results.append(step.result.path.name)
            if len(results) == 1:
                os.kill(cluster.workers[0].pid, signal.SIGKILL)
    assert (summary.done, len(summary.failures)) == (64, 1)
    assert len(results) == len(set(results)) == 65
    assert contents(tmp_path / "cluster") == contents(tmp_path / "local")
    assert sorted((u.source, u.target) for u in resources.memory.units()) == units


def test_no_scheduler_is_said_in_a_line(tmp_path: Path, resources: Resources, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("reader.pipeline.cluster._PATIENCE", 1)
    articles(tmp_path / "in", 1)
    delivery = Delivery(formats=("jsonl",), out_dir=tmp_path / "out")
    with pytest.raises(ExportError, match="no Dask scheduler"):
        list(export_on_cluster(batch_items([tmp_path / "in"]), delivery, "tcp://127.0.0.1:1", resources=resources))
