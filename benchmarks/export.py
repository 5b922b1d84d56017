"""Batch export: documents per minute against the number of documents, beside argos-translate-files with the same package.

usage: export.py [FRENCH] [--sizes 1,10,100,1000] [--argos PYTHON [--files FOLDER]] [--dask PYTHON] [--workers 1,2]

FRENCH is a file with a sentence a line (newstest2013.fr of ../shared by default); each document is an article of five of them.
``new`` starts with an empty memory, ``again`` is the same command once more, ``resume`` with --resume. ``--argos`` is a Python
with argostranslate, ``--files`` a folder with argos-translate-files; it translates the same files, one format, one text each.
``--dask`` is a Python with this project and distributed: the same batch on a cluster of loopback workers.
Each run is a process of its own, start-up included.
"""

from __future__ import annotations

import argparse
import os
import re
import shutil
import subprocess
import sys
import tempfile
import time
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
SENTENCES = 5

PEER = """
import re, sys
from pathlib import Path
from argostranslate import translate as peer
from argostranslate.package import Package
from argostranslatefiles import argostranslatefiles

class Simple:
    def split_sentences(self, text):
        return re.split(r"(?<=[.!?]) +", text)

found = peer.PackageTranslation(peer.Language("fr", "French"), peer.Language("en", "English"), Package(Path(sys.argv[1])))
found.sentencizer = Simple()
for file in sorted(Path(sys.argv[2]).glob("*.txt")):
    argostranslatefiles.translate_file(found, str(file), lambda t, path: str(Path(sys.argv[3]) / Path(path).name))
"""
WORKER_RUN = """
import sys
from pathlib import Path
from reader.pipeline import Resources
from reader.pipeline.batch import Delivery
from reader.pipeline.batch_inputs import batch_items
from reader.pipeline.cluster import export_on_cluster

if __name__ == "__main__":
    with Resources() as resources:
        delivery = Delivery(formats=("jsonl", "html", "tmx"), out_dir=Path(sys.argv[2]))
        for step in export_on_cluster(batch_items([sys.argv[1]]), delivery, sys.argv[3], resources=resources):
            assert step.result is None or not step.result.error, step.result
"""


def write_articles(folder: Path, lines: list[str], count: int) -> None:
    """Articles of five sentences; when the lines run out, a number makes them new again."""
    folder.mkdir()
    for n in range(count):
        said = []
        for k in range(n * SENTENCES, (n + 1) * SENTENCES):
            turn, at = divmod(k, len(lines))
            said.append(f"{lines[at]} ({turn})" if turn else lines[at])
        (folder / f"{n:05}.txt").write_text("\n\n".join(said) + "\n", encoding="utf-8")


def seconds(command: list[str | Path], **environment: str) -> float:
    """How long a command takes."""
    start = time.perf_counter()
    subprocess.run(command, check=True, env={**os.environ, **environment}, cwd=ROOT, stdout=subprocess.DEVNULL)
    return time.perf_counter() - start


def line(name: str, count: int, took: float, against: float | None = None) -> None:
    """Print a figure."""
    ratio = f"   {against / took:5.1f} x the peer" if against else ""
    print(f"{count:6} documents  {name:28} {took:8.1f} s  {60 * count / took:9.1f} documents/min{ratio}", flush=True)


def package_folder() -> Path:
    """The package that ships, unpacked."""
    from reader.pipeline import Resources  # noqa: PLC0415

    return Resources().package.path


def measure(count: int, lines: list[str], options: argparse.Namespace, work: Path) -> None:
    """All runs over so many documents."""
    source, data = work / f"in{count}", {"READER_DATA_DIR": str(work / f"data{count}")}
    write_articles(source, lines, count)
    ours: list[str | Path] = [sys.executable, "-m", "reader", "export", source, "--quiet", "--to", "jsonl,html,tmx"]
    peer = None
    if options.argos and count <= options.peer_limit:
        (work / f"peer{count}").mkdir()
        command: list[str | Path] = [options.argos, "-c", PEER, package_folder(), source, work / f"peer{count}"]
        peer = seconds(command, PYTHONPATH=options.files or "")
        line("argos-translate-files, txt", count, peer)
    line("ours new: jsonl, html, tmx", count, seconds([*ours, "--out-dir", work / "a"], **data), peer)
    line("ours again, from the memory", count, seconds([*ours, "--out-dir", work / "b"], **data))
    line("ours again, --resume", count, seconds([*ours, "--out-dir", work / "b", "--resume"], **data))
    shutil.rmtree(work / "a")
    shutil.rmtree(work / "b")


def on_cluster(count: int, workers: int, lines: list[str], python: str, work: Path) -> None:
    """The same batch on so many workers of one thread each."""
    source, out = work / f"cluster-in{workers}", work / f"cluster-out{workers}"
    write_articles(source, lines, count)
    dask = [python, "-m", "dask"]
    scheduler = subprocess.Popen(
        [*dask, "scheduler", "--host", "127.0.0.1", "--port", "0", "--no-dashboard", "--no-show"],
        stderr=subprocess.PIPE,
        text=True,
    )
    assert scheduler.stderr  # noqa: S101 - asked for above
    address = next(m[1] for said in scheduler.stderr if (m := re.search(r"Scheduler at:\s+(tcp://\S+)", said)))
    settings = ["--nthreads", "1", "--no-dashboard", "--memory-limit", "0"]
    running = [
        subprocess.Popen([*dask, "worker", address, *settings], stderr=subprocess.DEVNULL) for _ in range(workers)
    ]
    time.sleep(5)
    try:
        took = seconds(
            [python, "-c", WORKER_RUN, source, out, address], READER_DATA_DIR=str(work / f"cluster-data{workers}")
        )
        line(f"cluster, {workers} workers", count, took)
        print(f"{'':18}{took * workers / count:.2f} worker-seconds a document")
    finally:
        for process in (*running, scheduler):
            process.terminate()


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("french", nargs="?", type=Path, default=ROOT.parent / "shared" / "eval" / "newstest2013.fr")
    parser.add_argument("--sizes", default="1,10,100,1000")
    parser.add_argument("--argos")
    parser.add_argument("--files")
    parser.add_argument("--peer-limit", type=int, default=100, help="most documents that the peer is given")
    parser.add_argument("--dask")
    parser.add_argument("--workers", default="1,2")
    parser.add_argument("--cluster-size", type=int, default=60)
    options = parser.parse_args()
    lines = options.french.read_text(encoding="utf-8").splitlines()
    with tempfile.TemporaryDirectory() as folder:
        for count in map(int, filter(None, options.sizes.split(","))):
            measure(count, lines, options, Path(folder))
        for workers in map(int, options.workers.split(",") if options.dask else ()):
            on_cluster(options.cluster_size, workers, lines, options.dask, Path(folder))


if __name__ == "__main__":
    main()
