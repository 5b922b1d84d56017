"""Batches on real parts: files, folders, patterns; failures; resuming; the same bytes whatever happens on the way."""

from __future__ import annotations

import io
import itertools
import json
import multiprocessing
import os
import shutil
import signal
import subprocess
import sys
import time
from collections.abc import Sequence
from pathlib import Path, PurePath
from random import Random

import pytest

from reader.bitext import Origin, Preference, TranslationUnit
from reader.config import Config
from reader.errors import ExportError
from reader.exporters import EXPORTERS, ExportOptions
from reader.pipeline import Resources
from reader.pipeline.batch import BatchSummary, Delivery, batch_jobs, export_batch
from reader.pipeline.batch_files import write_whole
from reader.pipeline.batch_inputs import batch_items, listed
from reader.pipeline.batch_plan import plan_batch
from tests.interrupts import ended, interruptible

TOWNS = ("Reims", "Paris", "Lyon", "Lille", "Nantes")
THINGS = ("une école", "un pont", "deux musées", "des caméras", "le vieux port")


def write_articles(folder: Path, count: int, sentences: int = 2) -> None:
    """Short articles, no two with a sentence in common."""
    folder.mkdir(parents=True, exist_ok=True)
    for n in range(count):
        lines = [
            f"La ville de {TOWNS[n % 5]} a choisi {THINGS[(n + k) % 5]} en {1900 + 10 * n + k}."
            for k in range(sentences)
        ]
        (folder / f"article-{n:03}.txt").write_text("\n\n".join(lines) + "\n", encoding="utf-8")


def contents(folder: Path) -> dict[str, bytes]:
    return {str(p.relative_to(folder)): p.read_bytes() for p in sorted(folder.rglob("*")) if p.is_file()}


def run(
    arguments: Sequence[str | Path], out: Path, resources: Resources, *formats: str, jobs: int = 1, resume: bool = False
) -> BatchSummary:
    summary = BatchSummary()
    delivery = Delivery(formats=formats or ("jsonl",), out_dir=out, resume=resume)
    for step in export_batch(batch_items(arguments), delivery, resources=resources, jobs=jobs):
        summary.add(step)
    return summary


def test_files_folders_patterns_and_lists_name_documents(tmp_path: Path) -> None:
    write_articles(tmp_path / "in" / "sub", 2)
    (tmp_path / "in" / "picture.png").write_bytes(b"")
    (tmp_path / "in" / ".half.txt").write_text("Oui.", encoding="utf-8")
    one = tmp_path / "in" / "sub" / "article-001.txt"
    items = batch_items([one, tmp_path / "in", str(tmp_path / "in" / "**" / "*0.txt"), "-", tmp_path / "gone.txt"])
    assert [str(item.inside) for item in items] == ["article-001.txt", "sub/article-000.txt", "stdin", "gone.txt"]
    assert listed("a b.txt\n\nc.txt\n") == ("a b.txt", "c.txt")
    assert listed("a\nb.txt\0c.txt\0") == ("a\nb.txt", "c.txt")


def test_a_document_is_translated_once_for_all_formats(tmp_path: Path, resources: Resources) -> None:
    write_articles(tmp_path / "in", 2)
    asked: list[str] = []
    engine = resources.engine
    real = engine.translate_batches
    engine.translate_batches = lambda texts, **k: asked.extend(texts) or real(texts, **k)  # type: ignore[method-assign, func-returns-value]
    summary = run([tmp_path / "in"], tmp_path / "out", resources, "jsonl", "html", "tmx", "epub")
    assert (summary.done, summary.written, summary.sentences) == (2, 8, 4)
    assert len(asked) == len(set(asked)) == 4


def test_a_bad_document_is_reported_and_the_rest_goes_on(tmp_path: Path, resources: Resources) -> None:
    write_articles(tmp_path / "in", 2)
    (tmp_path / "in" / "article-0000.epub").write_bytes(b"PK\x03\x04 no book")
    (tmp_path / "in" / "empty.txt").write_bytes(b"")
    summary = run([tmp_path / "in", tmp_path / "gone.txt"], tmp_path / "out", resources)
    assert summary.done == 2
    assert [failure.path.name for failure in summary.failures] == ["article-0000.epub", "empty.txt", "gone.txt"]
    assert all(failure.error and failure.hint and "\n" not in failure.error for failure in summary.failures)
    assert json.loads(json.dumps(summary.as_dict()))["failed"] == 3


def test_progress_counts_files_sentences_words_and_time(tmp_path: Path, resources: Resources) -> None:
    write_articles(tmp_path / "in", 3)
    delivery = Delivery(formats=("jsonl",), out_dir=tmp_path / "out")
    steps = list(export_batch(batch_items([tmp_path / "in"]), delivery, resources=resources))
    assert [step.files for step in steps if step.result] == [1, 2, 3]
    assert all(a.words <= b.words and a.sentences <= b.sentences for a, b in itertools.pairwise(steps))
    last = steps[-1]
    assert (last.sentences, last.left) == (6, 0.0)
    assert last.words_per_second > 0


def test_two_processes_write_the_same_bytes(tmp_path: Path, resources: Resources) -> None:
    write_articles(tmp_path / "in", 4)
    run([tmp_path / "in"], tmp_path / "one", resources, "jsonl", "html")
    other = Config(memory=type(Config().memory)(path=str(tmp_path / "other.sqlite3")))
    with Resources(other) as fresh:
        summary = run([tmp_path / "in", tmp_path / "gone.txt"], tmp_path / "two", fresh, "jsonl", "html", jobs=2)
    assert (summary.done, len(summary.failures)) == (4, 1)
    assert contents(tmp_path / "one") == contents(tmp_path / "two")


def test_processes_that_are_ended_while_they_write_leave_nothing_half(tmp_path: Path, resources: Resources) -> None:
    write_articles(tmp_path / "in", 2, sentences=60)
    out = tmp_path / "out"
    out.mkdir()
    delivery = Delivery(formats=("jsonl", "html"), out_dir=out)
    steps = export_batch(batch_items([tmp_path / "in"]), delivery, resources=resources, jobs=2)
    next(step for step in steps if step.result is None)
    workers = multiprocessing.active_children()
    assert workers
    names = ("article-000.jsonl", "article-000.html", "article-001.html")
    halves = [out / f".{name}.{worker.pid}.part" for worker in workers for name in names]
    another = out / f".{names[0]}.{os.getppid()}.part"
    for path in [*halves, another]:
        path.write_bytes(b"half")
    steps.close()  # type: ignore[attr-defined]
    assert list(out.iterdir()) == [another], "what a process that lives is writing is its own"
    # Not is_alive: it says yes while another thread, the pool's own, has fetched the process's end and not yet noted it.
    for worker in workers:
        with pytest.raises(ProcessLookupError):
            os.kill(worker.pid or 0, 0)


def test_what_was_translated_before_a_stop_is_not_translated_again(
    tmp_path: Path, resources: Resources, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("reader.pipeline.batch_ahead._FILES", 1)
    write_articles(tmp_path / "in", 4)
    whole = Config(memory=type(Config().memory)(path=str(tmp_path / "whole.sqlite3")))
    with Resources(whole) as fresh:
        run([tmp_path / "in"], tmp_path / "whole", fresh)
    steps = export_batch(
        batch_items([tmp_path / "in"]), Delivery(formats=("jsonl",), out_dir=tmp_path / "out"), resources=resources
    )
    for step in steps:
        if step.files == 2:
            break
    steps.close()  # type: ignore[attr-defined]
    asked: list[str] = []
    real = resources.engine.translate_batches
    resources.engine.translate_batches = lambda texts, **k: asked.extend(texts) or real(texts, **k)  # type: ignore[method-assign, func-returns-value]
    summary = run([tmp_path / "in"], tmp_path / "out", resources)
    assert len(asked) == 4
    assert summary.written == 2
    assert contents(tmp_path / "out") == contents(tmp_path / "whole")


def test_sentences_that_differ_in_quotes_only_do_not_depend_on_earlier_runs(
    tmp_path: Path, resources: Resources
) -> None:
    (tmp_path / "in").mkdir()
    for name, quotes in (("a", "«»"), ("b", '""'), ("c", "“”")):
        lines = [f"Il a dit {q[0]}non{q[1]} au maire de Reims." for q in (quotes, "“”", '""')]
        (tmp_path / "in" / f"{name}.txt").write_text("\n\n".join(lines), encoding="utf-8")
    run([tmp_path / "in" / "a.txt"], tmp_path / "first", resources)
    run([tmp_path / "in"], tmp_path / "second", resources)
    other = Config(memory=type(Config().memory)(path=str(tmp_path / "other.sqlite3")))
    with Resources(other) as fresh:
        run([tmp_path / "in"], tmp_path / "whole", fresh)
    assert contents(tmp_path / "second") == contents(tmp_path / "whole")


def resumed(folder: Path, out: Path, resources: Resources) -> tuple[int, int, int]:
    """How many documents of a resumed batch were done, left alone, and how many files were written."""
    summary = run([folder], out, resources, resume=True)
    return summary.done, summary.skipped, summary.written


def test_resuming_goes_by_content_not_by_times_or_places(tmp_path: Path, resources: Resources) -> None:
    write_articles(tmp_path / "in", 3)
    run([tmp_path / "in"], tmp_path / "out", resources)
    (tmp_path / "out" / "article-001.jsonl").unlink()
    for file in (tmp_path / "in").iterdir():  # touched and saved again
        content = file.read_bytes()
        file.unlink()
        file.write_bytes(content)
        os.utime(file, (4e9, 4e9))
    assert resumed(tmp_path / "in", tmp_path / "out", resources) == (3, 2, 1)
    (tmp_path / "in").rename(tmp_path / "moved")
    (tmp_path / "out").rename(tmp_path / "out2")
    assert resumed(tmp_path / "moved", tmp_path / "out2", resources) == (3, 3, 0)
    changed = tmp_path / "moved" / "article-002.txt"
    changed.write_text("Il fait nuit à Reims.\n", encoding="utf-8")
    os.utime(changed, (1e9, 1e9))  # older than its output, and another text all the same
    assert resumed(tmp_path / "moved", tmp_path / "out2", resources) == (3, 2, 1)
    (tmp_path / "out2" / "article-000.jsonl").write_bytes(b"half a fi")
    assert resumed(tmp_path / "moved", tmp_path / "out2", resources) == (3, 2, 1)


def test_another_process_knows_what_was_done(tmp_path: Path) -> None:
    write_articles(tmp_path / "in", 2)
    command = [sys.executable, "-m", "reader", "export", str(tmp_path / "in"), "--to", "jsonl,tmx", "--resume"]
    command += ["--quiet", "--json", "--out-dir", str(tmp_path / "out")]
    environment = {**os.environ, "READER_DATA_DIR": str(tmp_path / "data")}
    counts = []
    for _ in range(2):
        done = subprocess.run(command, env=environment, capture_output=True, check=True)
        counts.append(json.loads(done.stdout)["skipped"])
    assert counts == [0, 2]


def test_resuming_sees_other_options_and_what_people_have_corrected(
    tmp_path: Path, resources: Resources, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("READER_CONFIG_DIR", str(tmp_path / "config"))
    write_articles(tmp_path / "in", 2)
    run([tmp_path / "in"], tmp_path / "out", resources)
    assert resumed(tmp_path / "in", tmp_path / "out", resources) == (2, 2, 0)
    said = json.loads((tmp_path / "out" / "article-000.jsonl").read_text("utf-8").splitlines()[0])["source"]
    resources.memory.remember([TranslationUnit(said, "Reims it is.", Origin.EDITED, document="elsewhere")])
    assert resumed(tmp_path / "in", tmp_path / "out", resources) == (2, 0, 1)
    assert "Reims it is." in (tmp_path / "out" / "article-000.jsonl").read_text("utf-8")
    assert resumed(tmp_path / "in", tmp_path / "out", resources) == (2, 2, 0)
    (tmp_path / "config").mkdir()
    (tmp_path / "config" / "glossary.tsv").write_text("ville\tborough\n", encoding="utf-8")
    assert resumed(tmp_path / "in", tmp_path / "out", resources)[1] == 0
    delivery = Delivery(formats=("jsonl",), out_dir=tmp_path / "out", options=ExportOptions(hidden=True), resume=True)
    steps = list(export_batch(batch_items([tmp_path / "in"]), delivery, resources=resources))
    assert [step.result.skipped for step in steps if step.result] == [False, False]


def test_outputs_say_where_a_document_stands_among_its_like_not_on_whose_disk(
    tmp_path: Path, resources: Resources
) -> None:
    write_articles(tmp_path / "secret" / "in" / "sub", 1)
    run([tmp_path / "secret" / "in"], tmp_path / "out", resources, *EXPORTERS)
    texts = {name: content for name, content in contents(tmp_path / "out").items() if b"secret" in content}
    assert not texts
    assert b'original="sub/article-000.txt"' in (tmp_path / "out" / "sub" / "article-000.xlf").read_bytes()


def test_standard_input_goes_to_a_sink(resources: Resources) -> None:
    got: list[bytes] = []
    delivery = Delivery(formats=("jsonl", "text"), out_file=Path("-"), sink=got.append)
    stdin = io.BytesIO(b"Le chat dort.")
    steps = list(export_batch(batch_items(["-"]), delivery, resources=resources, stdin=stdin))
    assert steps[-1].result
    assert steps[-1].result.error == ""
    assert json.loads(got[0])["source"] == "Le chat dort."
    assert "Le chat dort." in got[1].decode()


def test_a_pair_is_exported_with_its_human_english(tmp_path: Path, resources: Resources) -> None:
    (tmp_path / "a.txt").write_text("Le chat dort.\n\nIl fait nuit.\n", encoding="utf-8")
    (tmp_path / "b.txt").write_text("The cat is sleeping.\n\nIt is night.\n", encoding="utf-8")
    items = batch_items([tmp_path / "a.txt"], second=tmp_path / "b.txt")
    options = ExportOptions(prefer=Preference.HUMAN)
    delivery = Delivery(formats=("tmx",), out_dir=tmp_path / "out", options=options)
    assert list(export_batch(items, delivery, resources=resources))
    assert b"<seg>The cat is sleeping.</seg>" in (tmp_path / "out" / "a.tmx").read_bytes()


def test_one_file_cannot_hold_several_outputs(tmp_path: Path) -> None:
    write_articles(tmp_path, 2)
    with pytest.raises(ExportError, match="several"):
        batch_jobs(batch_items([tmp_path]), Delivery(formats=("tmx",), out_file=tmp_path / "x.tmx"))
    with pytest.raises(ExportError, match="format"):
        batch_jobs(batch_items([tmp_path]), Delivery(formats=()))


def test_a_plan_says_what_there_is_to_do_and_writes_nothing(tmp_path: Path, resources: Resources) -> None:
    write_articles(tmp_path / "in", 2)
    delivery = Delivery(formats=("jsonl",), out_dir=tmp_path / "out")
    items = batch_items([tmp_path / "in", tmp_path / "gone.txt"])
    before = plan_batch(items, delivery, resources=resources)
    assert [(f.sentences, f.known, f.missing) for f in before.files] == [(2, 0, 2), (2, 0, 2), (0, 0, 0)]
    assert before.failed == 1
    assert before.pace > 0
    assert before.seconds > 0
    assert not (tmp_path / "out").exists()
    assert not list(resources.memory.units())
    run([tmp_path / "in"], tmp_path / "out", resources)
    after = plan_batch(items, delivery, resources=resources)
    assert [(f.known, f.missing) for f in after.files[:2]] == [(2, 0), (2, 0)]
    assert after.files[0].coverage == 1.0
    assert "1 cannot be read" in after.as_text()


def test_a_file_is_written_whole_or_not_at_all(tmp_path: Path) -> None:
    file = tmp_path / "sub" / "a.txt"
    assert write_whole(file, b"one")
    assert not write_whole(file, b"one")
    (file.parent / ".a.txt.999999999.part").write_bytes(b"half")
    assert write_whole(file, b"two")
    assert contents(tmp_path) == {"sub/a.txt": b"two"}
    with pytest.raises(ExportError):
        write_whole(file / "below", b"x")


def test_outputs_mirror_the_folders(tmp_path: Path) -> None:
    write_articles(tmp_path / "in" / "x", 1)
    write_articles(tmp_path / "in" / "y", 1)
    found = batch_jobs(batch_items([tmp_path / "in"]), Delivery(formats=("tmx", "html"), out_dir=Path("out")))
    assert [PurePath(path).as_posix() for job in found for _, path in job.outputs] == [
        "out/x/article-000.tmx",
        "out/x/article-000.html",
        "out/y/article-000.tmx",
        "out/y/article-000.html",
    ]


def _killed(command: list[str], environment: dict[str, str], out: Path, more: int, wait: float) -> bool:
    """Run a command and kill it a moment after so many more documents have come out; whether it had ended before.

    With none more, the moment is counted from when the memory grows: that is in the middle of translating.
    """
    data = Path(environment["READER_DATA_DIR"]) / "memory.sqlite3-wal"

    def state() -> int:
        return len(list(out.glob("*.epub"))) if more else data.stat().st_size if data.exists() else 0

    before = state()
    process = subprocess.Popen(command, env=environment, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    while process.poll() is None and state() < before + max(1, more):
        time.sleep(0.005)
    time.sleep(wait)
    ended = process.poll() is not None
    process.kill()
    process.wait()
    return ended


def _survives(tmp_path: Path, documents: int, moments: int) -> None:
    """Kill a batch again and again; begin anew each time that it has come to its end in spite of it."""
    write_articles(tmp_path / "in", documents, sentences=3)
    command = [sys.executable, "-m", "reader", "export", str(tmp_path / "in"), "--to", "jsonl,html,epub", "--quiet"]
    whole = {**os.environ, "READER_DATA_DIR": str(tmp_path / "data-whole")}
    subprocess.run([*command, "--out-dir", str(tmp_path / "whole")], env=whole, check=True)
    killed = {**os.environ, "READER_DATA_DIR": str(tmp_path / "data-killed")}
    resumed, out = [*command, "--resume", "--out-dir", str(tmp_path / "out")], tmp_path / "out"
    random, kills, begun = Random(7), 0, 0  # noqa: S311 - moments to kill at
    while kills < moments:
        begun += 1
        while kills < moments and not _killed(
            resumed, killed, out, random.choice((0, 0, 1, 2, 5)), random.random() / 5
        ):
            kills += 1
        if kills < moments:
            assert contents(out) == contents(tmp_path / "whole")
            shutil.rmtree(out)
            shutil.rmtree(tmp_path / "data-killed")
        assert begun < 10 * moments
    subprocess.run(resumed, env=killed, check=True)
    assert contents(out) == contents(tmp_path / "whole")


def test_a_killed_batch_goes_on_to_the_same_bytes(tmp_path: Path) -> None:
    _survives(tmp_path, documents=10, moments=3)


@pytest.mark.slow
def test_forty_documents_killed_at_twenty_five_moments(tmp_path: Path) -> None:
    _survives(tmp_path, documents=40, moments=25)


@pytest.mark.parametrize("jobs", ["1", "2"])
def test_ctrl_c_leaves_whole_files_only_and_says_so_in_a_line(jobs: str, tmp_path: Path) -> None:
    write_articles(tmp_path / "in", 40, sentences=6)
    command = [sys.executable, "-m", "reader", "export", str(tmp_path / "in"), "--to", "jsonl,html", "--jobs", jobs]
    process = subprocess.Popen(
        [*command, "--out-dir", str(tmp_path / "out")],
        env=interruptible(), stderr=subprocess.PIPE, text=True, start_new_session=True,
    )  # fmt: skip
    deadline = time.monotonic() + 300
    while not list((tmp_path / "out").glob("*.html")) and process.poll() is None and time.monotonic() < deadline:
        time.sleep(0.05)
    os.killpg(process.pid, signal.SIGINT)
    said = ended(process)
    assert process.returncode == 130, said
    assert "Traceback" not in said
    assert said.splitlines()[-1] == "reader: interrupted"
    assert not [p for p in (tmp_path / "out").iterdir() if p.suffix == ".part"]
    whole = [json.loads(line) for p in (tmp_path / "out").glob("*.jsonl") for line in p.read_text("utf-8").splitlines()]
    assert whole
