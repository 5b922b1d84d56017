"""Sentence alignment against gold, against other aligners run in the same call, and against its own size.

usage: alignment.py [--gold FOLDER] [--peers PYTHON] [--machine CACHE] [--only accuracy|confidence|growth] [--sizes 1000,3000]

Accuracy: strict, lax, link and null F1 over each gold set (a folder of folders with src.txt, tgt.txt, gold.txt), with seconds
and peak memory. ``--peers`` is a Python with Bleualign, galechurch and NLTK (see alignment_peers.py); without it, only ours.
The translations of a set that brings none are made with the package that ships, and kept in ``--machine``.
The figures of ours are those of the weights that ship, which were fitted on these same documents; ``models/alignment/fit.py``
prints the held-out ones. Confidence: how often beads of a confidence are right. Growth: seconds and memory by size.
"""

from __future__ import annotations

import argparse
import json
import lzma
import resource
import subprocess
import sys
import time
from collections.abc import Iterator
from itertools import pairwise
from pathlib import Path

from reader.alignment import align, read_beads, score_alignments, shared_lexicon

_SHARED = Path(__file__).resolve().parents[2] / "shared"
_MODELS = Path(__file__).resolve().parents[1] / "models"
_OURS = {
    "ours, MT tiny": ("mt-tiny.txt", True),
    "ours, MT google": ("mt-google.txt", True),
    "ours, MT tiny, no lexicon": ("mt-tiny.txt", False),
    "ours, lexicon only": (None, True),
    "ours, neither": (None, False),
}
_PEERS = {"Bleualign, MT tiny": ("bleualign", "mt-tiny.txt"), "Bleualign, MT google": ("bleualign", "mt-google.txt"),
          "Gale-Church (galechurch)": ("galechurch", None), "Gale-Church (NLTK)": ("nltk", None)}  # fmt: skip


def lines(path: Path) -> list[str]:
    """The lines of a file."""
    return path.read_text(encoding="utf-8").split("\n")[:-1]


def translated(document: Path, name: str, cache: Path) -> list[str] | None:
    """The machine translation of a document: its own, a kept one, or one made now; None for another system's."""
    own, kept = document / name, cache / f"{document.name}.txt"
    if own.exists():
        return lines(own)
    if name != "mt-tiny.txt" or (document / "mt-google.txt").exists():
        return None
    if not kept.exists():
        from reader.translation import Engine, embedded_package  # noqa: PLC0415 - heavy, and seldom needed

        found = dict(Engine(embedded_package(cache, shipped=_MODELS)).translate(lines(document / "src.txt")))
        cache.mkdir(parents=True, exist_ok=True)
        kept.write_text("".join(found[i].text + "\n" for i in sorted(found)), encoding="utf-8")
    return lines(kept)


def documents(gold: Path, machine: str | None, cache: Path) -> list[dict[str, list[str]]] | None:
    """The texts of a gold set; None where there is no such translation."""
    found = []
    for path in sorted(p.parent for p in gold.glob("*/gold.txt")):
        texts = {"source": lines(path / "src.txt"), "target": lines(path / "tgt.txt"), "machine": []}
        if machine:
            translation = translated(path, machine, cache)
            if translation is None:
                return None
            texts["machine"] = translation
        found.append(texts)
    return found


def run_ours(asked: dict) -> dict:
    """Align documents with ours; the lexicon's loading is not counted, its memory is."""
    lexicon = shared_lexicon() if asked["lexicon"] else None
    began = time.perf_counter()
    found = [align(d["source"], d["target"], machine=d["machine"] or None, lexicon=lexicon) for d in asked["documents"]]
    seconds = time.perf_counter() - began
    beads = [[[bead.source, bead.target, bead.score] for bead in alignment] for alignment in found]
    return {"beads": beads, "seconds": seconds}


def measured(command: list[str], asked: dict) -> dict | None:
    """Run a system in a process of its own; its answer with the peak memory of that process in MB."""
    script = (
        "import resource,runpy,sys; sys.argv=sys.argv[1:]; runpy.run_path(sys.argv[0], run_name='__main__');"
        "used=resource.getrusage(resource.RUSAGE_SELF);"
        "sys.stderr.write('PEAK %d %.1f' % (used.ru_maxrss // 1024, used.ru_utime + used.ru_stime))"
    )
    done = subprocess.run(
        [command[0], "-c", script, *command[1:]], input=json.dumps(asked), capture_output=True, text=True, check=False
    )
    if done.returncode:
        print(f"  {asked['system']} failed: {done.stderr.strip().splitlines()[-1]}")
        return None
    memory, cpu = done.stderr.rpartition("PEAK ")[2].split()
    return json.loads(done.stdout) | {"memory": int(memory), "cpu": float(cpu)}


def accuracy(gold: Path, peers: str | None, cache: Path) -> None:
    """A row for each system."""
    wanted = [read_beads(path) for path in sorted(gold.glob("*/gold.txt"))]
    print(f"\n{gold.name}: {len(wanted)} documents; F1{'':14s} strict    lax   link   null  seconds    MB")
    rows = [(name, "ours", machine, lexicon) for name, (machine, lexicon) in _OURS.items()]
    rows += [(name, peer, machine, False) for name, (peer, machine) in _PEERS.items() if peers]
    for name, system, machine, lexicon in rows:
        texts = documents(gold, machine, cache)
        if texts is None:
            continue
        here = str(Path(__file__).resolve())
        command = [sys.executable, here, "--serve"] if system == "ours" else [
            str(peers), here.replace("alignment.py", "alignment_peers.py")
        ]  # fmt: skip
        answer = measured(command, {"system": system, "lexicon": lexicon, "documents": texts})
        if answer is None:
            continue
        found = [[(tuple(bead[0]), tuple(bead[1])) for bead in beads] for beads in answer["beads"]]
        scores = score_alignments(zip(wanted, found, strict=True))
        figures = " ".join(f"{measure.f1:6.3f}" for _, measure in scores.items())
        print(f"  {name:34s} {figures} {answer['seconds']:8.1f} {answer['memory']:5d}", flush=True)


def confidence(golds: list[Path], cache: Path) -> None:
    """How often beads of a confidence are the very gold beads."""
    print("\nconfidence    beads  said   right   (all gold sets, MT tiny; insertions and deletions too)")
    found: list[tuple[float, bool]] = []
    for gold in golds:
        wanted = [read_beads(path) for path in sorted(gold.glob("*/gold.txt"))]
        texts = documents(gold, "mt-tiny.txt", cache) or []
        answer = run_ours({"lexicon": True, "documents": texts})
        for beads, right in zip(answer["beads"], wanted, strict=False):
            found += [(score, (tuple(source), tuple(target)) in right) for source, target, score in beads]
    edges = [0, 0.3, 0.5, 0.6, 0.7, 0.8, 0.9, 0.95, 0.98, 1.01]
    for low, high in pairwise(edges):
        inside = [(score, right) for score, right in found if low <= score < high]
        if inside:
            said = sum(score for score, _ in inside) / len(inside)
            hit = sum(right for _, right in inside) / len(inside)
            print(f"  {low:.2f}-{min(high, 1):.2f} {len(inside):8d} {said:6.2f} {hit:6.2f}")


def parallel_text(size: int) -> tuple[list[str], list[str]]:
    """Real sentence pairs of the corpus, of which every twentieth has lost its English and another is joined to the next."""

    def pairs() -> Iterator[list[str]]:
        while True:
            for name in ("literature_maupassant_poe", "news"):
                with lzma.open(_SHARED / "corpus" / f"{name}.tsv.xz", "rt", encoding="utf-8") as text:
                    yield from (line.rstrip("\n").split("\t") for line in text)

    source: list[str] = []
    target: list[str] = []
    for index, (french, english) in enumerate(pairs()):
        if index == size:
            break
        source.append(french)
        if index % 20 == 7:
            continue
        if index % 20 == 13:
            target[-1] += " " + english
        else:
            target.append(english)
    return source, target


def growth(sizes: list[int]) -> None:
    """Seconds and memory by size, lexicon only."""
    print("\nsentences        seconds  CPU s  ms a sentence    MB   (lexicon only; CPU with start-up; one process)")
    here = str(Path(__file__).resolve())
    for size in sizes:
        source, target = parallel_text(size)
        asked = {"system": "ours", "lexicon": True, "documents": [{"source": source, "target": target, "machine": []}]}
        answer = measured([sys.executable, here, "--serve"], asked)
        if answer:
            each, cpu = 1000 * answer["seconds"] / size, answer["cpu"]
            print(
                f"  {size:6d} x {len(target):6d} {answer['seconds']:8.1f} {cpu:6.1f} {each:14.2f} {answer['memory']:5d}",
                flush=True,
            )


def main() -> None:
    """Print the tables."""
    options = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    options.add_argument("--gold", type=Path, default=_SHARED / "gold")
    options.add_argument("--peers", default=None, help="a Python that has the other aligners")
    options.add_argument("--machine", type=Path, default=Path("/tmp/reader-alignment-mt"))  # noqa: S108 - a cache
    options.add_argument("--only", choices=("accuracy", "confidence", "growth"), action="append")
    options.add_argument("--sizes", default="1000,3000,10000,30000")
    options.add_argument("--serve", action="store_true", help=argparse.SUPPRESS)
    asked = options.parse_args()
    if asked.serve:
        json.dump(run_ours(json.load(sys.stdin)), sys.stdout)
        return
    golds = sorted({path.parent.parent for path in asked.gold.glob("*/*/gold.txt")})
    if not golds:
        print(f"no gold sets under {asked.gold}")
    parts = asked.only or ["accuracy", "confidence", "growth"]
    if "accuracy" in parts:
        for gold in golds:
            accuracy(gold, asked.peers, asked.machine)
    if "confidence" in parts and golds:
        confidence(golds, asked.machine)
    if "growth" in parts and (_SHARED / "corpus").exists():
        growth([int(size) for size in asked.sizes.split(",")])
    print(f"\npeak memory of this process: {resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024} MB")


if __name__ == "__main__":
    main()
