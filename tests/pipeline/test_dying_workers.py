"""A batch whose processes die (out of memory, say): the document is tried once more, and only then given up."""

from __future__ import annotations

import multiprocessing
from pathlib import Path

import pytest

from reader.pipeline import Resources
from reader.pipeline.batch import Delivery, batch_jobs
from reader.pipeline.batch_inputs import batch_items
from reader.pipeline.batch_job import FileResult
from reader.pipeline.batch_workers import run_in_processes

_TEXT = "\n\n".join(f"La ville numéro {n} a choisi un maire en {1900 + n}." for n in range(60)) + "\n"


@pytest.mark.parametrize(("deaths", "failed"), [(1, 0), (2, 1)])
def test_a_document_whose_process_dies_is_tried_once_more(
    deaths: int, failed: int, tmp_path: Path, resources: Resources
) -> None:
    (tmp_path / "in").mkdir()
    for name in ("long.txt", "short.txt"):
        (tmp_path / "in" / name).write_text(_TEXT if name == "long.txt" else "Il pleut.\n", encoding="utf-8")
    out = tmp_path / "out"
    out.mkdir()
    items = batch_items([tmp_path / "in" / "long.txt", tmp_path / "in" / "short.txt"])
    jobs = batch_jobs(items, Delivery(formats=("jsonl",), out_dir=out))
    results, killed = [], set[int | None]()
    for step in run_in_processes(jobs, resources.config, jobs=1):
        if isinstance(step, FileResult):
            results.append(step)
            continue
        at_work = [p for p in multiprocessing.active_children() if p.pid not in killed]
        for process in at_work if len(killed) < deaths else ():
            killed.add(process.pid)
            process.kill()
    assert len(killed) == deaths
    failures = [result for result in results if result.error]
    assert [failure.path.name for failure in failures] == ["long.txt"][:failed]
    assert sorted(path.name for path in out.iterdir()) == ["long.jsonl", "short.jsonl"][failed:]
    for failure in failures:
        assert "the process that translated it died" in str(failure.error)
        assert failure.hint
