"""Batch export: documents per minute against the number of documents, beside argos-translate-files with the same package.

usage: export.py [FRENCH] [--sizes 1,10,100,1000] [--distinct N] [--budget SECONDS] [--argos PYTHON] [--dask PYTHON]

FRENCH is a file with a sentence a line (newstest2013.fr of ../shared by default); each document is an article of five of them.
``new`` starts with an empty memory, ``again`` is the same command once more, ``resume`` with --resume. ``--argos`` is a Python
with argostranslate and argos-translate-files; it translates the same files, one format, one text each. ``--dask`` is a Python
with this project and distributed: the same batch on a cluster of loopback workers. Each run is a process of its own, start-up
included; wall time and processor time (all processes) are printed, and on a busy machine the second is the one to go by.

It ends in bounded time: no run is begun that would take more than ``--budget`` processor seconds at the pace of the size before;
it says so instead. ``--distinct`` lets articles come back after so many, as syndicated ones do: ours translates each sentence
once, the peer every time, and the line says how many sentences there were to translate.
"""

from __future__ import annotations

import argparse
import os
import re
import resource
import shutil
import subprocess
import sys
import tempfile
import time
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
SENTENCES = 5

PEER = """
import re, sys, types
from pathlib import Path
for splitter in ("stanza", "spacy"):  # large, and may be left out: the splitter below is used
    sys.modules.setdefault(splitter, types.ModuleType(splitter))
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


@dataclass(frozen=True)
class Cost:
    """What a run took: seconds by the clock and of processors, its children's too."""

    wall: float
    processor: float


def write_articles(folder: Path, lines: list[str], count: int, distinct: int) -> int:
    """Articles of five sentences; says how many sentences differ. When the lines run out, a number makes them new again."""
    folder.mkdir()
    for n in range(count):
        said = []
        first = n % distinct * SENTENCES
        for k in range(first, first + SENTENCES):
            turn, at = divmod(k, len(lines))
            said.append(f"{lines[at]} ({turn})" if turn else lines[at])
        (folder / f"{n:05}.txt").write_text("\n\n".join(said) + "\n", encoding="utf-8")
    return min(count, distinct) * SENTENCES


def processor_seconds() -> float:
    """Those of all children that have ended."""
    used = resource.getrusage(resource.RUSAGE_CHILDREN)
    return used.ru_utime + used.ru_stime


def cost(command: list[str | Path], **environment: str) -> Cost:
    """What a command takes."""
    start, before = time.perf_counter(), processor_seconds()
    subprocess.run(
        command, check=True, env={**os.environ, **environment}, cwd=ROOT, stdout=subprocess.DEVNULL,
        stderr=subprocess.PIPE, text=True,
    )  # fmt: skip
    return Cost(time.perf_counter() - start, processor_seconds() - before)


def package_folder() -> Path:
    """The package that ships, unpacked."""
    from reader.pipeline import Resources  # noqa: PLC0415

    return Resources().package.path


class Board:
    """Prints figures, and remembers them: for the ratio to the peer, the growth, and whether a run fits the budget."""

    def __init__(self, budget: float) -> None:
        self.budget = budget
        self.known: dict[str, list[tuple[int, Cost]]] = {}

    def fits(self, name: str, count: int) -> bool:
        """Whether so many documents can be done in the budget, as far as the sizes before tell."""
        before = self.known.get(name)
        if not before:
            return True
        size, took = before[-1]
        expected = took.processor * count / size
        if expected > self.budget:
            print(f"{count:6} documents  {name:30} not run: about {expected:.0f} processor s", flush=True)
        return expected <= self.budget

    def line(self, name: str, count: int, took: Cost, against: Cost | None = None) -> None:
        """Print a figure: how it grew since the size before, and what the peer took for the same."""
        grown = ""
        if before := self.known.get(name):
            size, earlier = before[-1]
            grown = f"  {count / size:.0f} x documents: {took.processor / earlier.processor:.1f} x processor"
        ratio = ""
        if against is not None:
            ratio = (
                f"  {against.wall / took.wall:.1f} x (processor {against.processor / took.processor:.1f} x) the peer"
            )
        self.known.setdefault(name, []).append((count, took))
        print(
            f"{count:6} documents  {name:30} {took.wall:7.1f} s {60 * count / took.wall:8.1f} documents/min  "
            f"{took.processor:7.1f} processor s {60 * count / took.processor:8.1f}/min{ratio}{grown}",
            flush=True,
        )


def measure(count: int, lines: list[str], options: argparse.Namespace, work: Path, board: Board) -> None:
    """All runs over so many documents."""
    source, data = work / f"in{count}", {"READER_DATA_DIR": str(work / f"data{count}")}
    differ = write_articles(source, lines, count, options.distinct or count)
    print(f"{count:6} documents  {differ} different sentences of {count * SENTENCES}", flush=True)
    ours: list[str | Path] = [sys.executable, "-m", "reader", "export", source, "--quiet", "--to", "jsonl,html,tmx"]
    peer, name = None, "argos-translate-files, txt"
    if options.argos and board.fits(name, count):
        (work / f"peer{count}").mkdir()
        peer = cost([options.argos, "-c", PEER, package_folder(), source, work / f"peer{count}"])
        board.line(name, count, peer)
    if not board.fits("ours new: jsonl, html, tmx", count):
        return
    board.line("ours new: jsonl, html, tmx", count, cost([*ours, "--out-dir", work / "a"], **data), peer)
    board.line("ours again, from the memory", count, cost([*ours, "--out-dir", work / "b"], **data))
    board.line("ours again, --resume", count, cost([*ours, "--out-dir", work / "b", "--resume"], **data))
    shutil.rmtree(work / "a")
    shutil.rmtree(work / "b")


def on_cluster(count: int, workers: int, lines: list[str], python: str, work: Path) -> None:
    """The same batch on so many workers of one thread each."""
    source, out = work / f"cluster-in{workers}", work / f"cluster-out{workers}"
    write_articles(source, lines, count, count)
    dask, before = [python, "-m", "dask"], processor_seconds()
    scheduler = subprocess.Popen(
        [*dask, "scheduler", "--host", "127.0.0.1", "--port", "0", "--no-dashboard", "--no-show"],
        stderr=subprocess.PIPE,
        text=True,
    )
    assert scheduler.stderr  # noqa: S101 - asked for above
    address = next(m[1] for said in scheduler.stderr if (m := re.search(r"Scheduler at:\s+(tcp://\S+)", said)))
    settings = ["--nthreads", "1", "--no-nanny", "--no-dashboard", "--memory-limit", "0"]
    running = [
        subprocess.Popen([*dask, "worker", address, *settings], stderr=subprocess.DEVNULL) for _ in range(workers)
    ]
    try:
        took = cost(
            [python, "-c", WORKER_RUN, source, out, address], READER_DATA_DIR=str(work / f"cluster-data{workers}")
        )
    finally:
        for process in (*running, scheduler):
            process.terminate()
            process.wait()
    everything = processor_seconds() - before
    print(
        f"{count:6} documents  cluster, {workers} workers{'':13} {took.wall:7.1f} s "
        f"{60 * count / took.wall:8.1f} documents/min  {everything:7.1f} processor s, of them {took.processor:.1f} the client's"
    )


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("french", nargs="?", type=Path, default=ROOT.parent / "shared" / "eval" / "newstest2013.fr")
    parser.add_argument("--sizes", default="1,10,100,1000")
    parser.add_argument("--argos")
    parser.add_argument("--distinct", type=int, default=0, help="articles that differ; 0: all")
    parser.add_argument(
        "--budget", type=float, default=900, help="processor seconds that a run may be expected to take"
    )
    parser.add_argument("--dask")
    parser.add_argument("--workers", default="1,2")
    parser.add_argument("--cluster-size", type=int, default=60)
    options = parser.parse_args()
    lines = options.french.read_text(encoding="utf-8").splitlines()
    board = Board(options.budget)
    with tempfile.TemporaryDirectory() as folder:
        for count in map(int, filter(None, options.sizes.split(","))):
            measure(count, lines, options, Path(folder), board)
        for workers in map(int, options.workers.split(",") if options.dask else ()):
            on_cluster(options.cluster_size, workers, lines, options.dask, Path(folder))


if __name__ == "__main__":
    main()
