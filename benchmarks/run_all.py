"""One table of everything that is timed: ours, a named peer measured in the same call, the ratio; and growth by size.

usage: run [--quick] [--only PART]... [--json FILE]

Parts: startup, page, keys, segmentation, alignment, translation, memory, export. Each is measured at 1, 10 and 100 times some
work (--quick: 1 and 10 times). ``ratio`` says how many times as good as the peer ours is, whichever way round the figure goes;
``growth`` how many times as long the work takes as the line before it, which is ten times less. Peers are installed by name into
environments of their own (peers.py); one that cannot be had is named with its reason. What needs the text of ../shared, which is
not part of the project, is left out where that is missing.
"""

from __future__ import annotations

import argparse
import json
import os
import platform
import random
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator, Sequence
from dataclasses import asdict, dataclass
from pathlib import Path

import alignment
import export
import memory
import segmentation
import startup
import translation
from peers import Missing, environment
from table import HEADER, Line, shown

HERE = Path(__file__).resolve().parent
SHARED = HERE.parent.parent / "shared"


@dataclass(frozen=True, slots=True)
class Plan:
    """How much to measure."""

    quick: bool

    @property
    def steps(self) -> tuple[int, ...]:
        """How many times the least work."""
        return (1, 10) if self.quick else (1, 10, 100)

    @property
    def rounds(self) -> int:
        """How often programs are started; the best counts."""
        return 2 if self.quick else 5


def start_up(plan: Plan) -> Iterator[Line]:
    """Programs that only say what they can do."""
    found = startup.starts(plan.rounds)
    yield from _runs("start-up, --help", "", found, work=0)


def first_page(plan: Plan) -> Iterator[Line]:
    """From the command to the first French words on the terminal."""
    for step in plan.steps:
        count = 50 * step
        yield from _runs(
            "first French page", f"{count} sentences", startup.first_pages(count, min(plan.rounds, 3)), work=step
        )


def _runs(part: str, size: str, found: dict[str, startup.Run | str], *, work: int) -> Iterator[Line]:
    ours = found.pop("ours")
    if isinstance(ours, str):
        raise Missing(ours)
    for peer, run in found.items():
        for unit in ("clock", "processor"):
            mine: float = getattr(ours, unit)
            if isinstance(run, str):
                yield Line(part, size, f"s, {unit}", mine, peer, note=run, work=work)
            else:
                yield Line(part, size, f"s, {unit}", mine, peer, getattr(run, unit), work=work)


def keys(plan: Plan) -> Iterator[Line]:
    """From a key to the paint that answers it, opening, and memory; the peer has a hundredth of the sentences."""
    for step in plan.steps:
        count = 1000 * step
        command = [sys.executable, str(HERE / "tui.py"), str(count), "--json"]
        done = json.loads(subprocess.run(command, capture_output=True, text=True, check=True).stdout)
        ours, peer, few = done["ours"], done["peer"], f"a widget a sentence, {done['peer sentences']}"
        size = f"{count} sentences"
        yield Line("key to paint, 95 of 100", size, "ms, clock", ours["key p95"], few, peer["key p95"], work=step)
        yield Line(
            "key to paint, 95 of 100", size, "ms, processor", ours["key p95 cpu"], few, peer["key p95 cpu"], work=step
        )
        yield Line("open in the reader", size, "ms, clock", ours["open"], few, peer["open"], work=step)
        yield Line("search, worst letter", size, "ms, clock", ours["search, worst letter"], work=step)
        yield Line("reader's memory", size, "MB", ours["memory"], work=step)


def sentences(plan: Plan) -> Iterator[Line]:
    """Sentence boundaries: speed beside two splitters, and growth."""
    _need(SHARED / "gold")
    mine = _speed(segmentation.measure("ours", None))
    try:
        theirs = segmentation.peers(str(environment("segmentation")), None)
        for name in ("sentencex", "pysbd"):
            yield Line(
                "sentence splitting",
                "novels, news",
                "MB/s, processor",
                mine,
                name,
                _speed(theirs[name]),
                more_is_better=True,
            )
    except Missing as reason:
        yield Line(
            "sentence splitting",
            "novels, news",
            "MB/s, processor",
            mine,
            "sentencex",
            note=str(reason),
            more_is_better=True,
        )
    from reader.formats import read_bytes  # noqa: PLC0415
    from reader.segmentation import analyse, segment  # noqa: PLC0415

    with tempfile.TemporaryDirectory() as folder:
        for step in plan.steps:
            text = Path(folder) / "text.txt"
            startup.write_text(text, 500 * step)
            began = time.process_time()
            segment(analyse(read_bytes(text.read_bytes(), name="text.txt")))
            took = time.process_time() - began
            yield Line("a document's roles, sentences", f"{500 * step} sentences", "s, processor", took, work=step)


def _speed(scores: dict[str, list[float]]) -> float:
    size, seconds = scores["speed"]
    return size / seconds


def beads(plan: Plan) -> Iterator[Line]:
    """Sentence alignment beside Gale-Church and Bleualign on the same sentences."""
    _need(SHARED / "corpus")
    for step in plan.steps:
        source, target = alignment.parallel_text(100 * step)
        asked = {"lexicon": True, "documents": [{"source": source, "target": target, "machine": []}]}
        ours = alignment.measured([sys.executable, str(HERE / "alignment.py"), "--serve"], {"system": "ours", **asked})
        if ours is None:
            raise Missing("ours failed")
        size = f"{len(source)} x {len(target)}"
        for name, system in (
            ("galechurch (lengths only)", "galechurch"),
            ("Bleualign (given the English)", "bleualign"),
        ):
            if system == "bleualign" and step > 10:  # it compares every sentence with every other
                continue
            given = {**asked, "system": system}
            if system == "bleualign":  # instead of a translation, the best one that there is
                given = {
                    **given,
                    "documents": [{"source": source, "target": target, "machine": _rendered(source, target)}],
                }
            theirs, note = _measured_peer(given)
            yield Line("alignment", size, "s", ours["seconds"], name, theirs, note, work=step)
        yield Line("alignment's memory", size, "MB", float(ours["memory"]), work=step)


def _measured_peer(asked: dict[str, object]) -> tuple[float | None, str]:
    try:
        found = alignment.measured([str(environment("alignment")), str(HERE / "alignment_peers.py")], asked)
    except Missing as reason:
        return None, str(reason)
    return (found["seconds"], "") if found else (None, "it failed")


def _rendered(source: Sequence[str], target: Sequence[str]) -> list[str]:
    return [target[min(i, len(target) - 1)] for i in range(len(source))]


def machine(plan: Plan) -> Iterator[Line]:
    """Words translated in a second, loading left out, and the first page, beside bare CTranslate2 and argostranslate."""
    _need(SHARED / "eval")
    package = translation.shipped()
    french = SHARED / "eval" / "newstest2013.fr"
    lines = french.read_text(encoding="utf-8").splitlines()
    running = {name: translation.start(name, sys.executable, package) for name in ("ours", "bare")}
    why = ""
    try:
        running["argos"] = translation.start("argos", str(environment("argos")), package)
    except (Missing, SystemExit) as reason:
        why = str(reason)
    for step in plan.steps:
        asked = lines[: 30 * step]
        words = sum(len(line.split()) for line in asked)
        many = step > (1 if plan.quick else 10)  # it takes a sentence at a time
        speed = {n: words / translation.ask(p, asked)["wall"] for n, p in running.items() if n != "argos" or not many}
        for name, peer in (("bare", "bare CTranslate2"), ("argos", "argostranslate")):
            theirs, note = speed.get(name), "left out: it takes too long" if many else why
            note = "" if theirs else note
            size = f"{len(asked)} sentences"
            yield Line("translation", size, "words/s", speed["ours"], peer, theirs, note, more_is_better=True)
    for process in running.values():
        process.communicate()
    yield _translated_page(package, french)


def _translated_page(package: Path, french: Path) -> Line:
    lines = french.read_text(encoding="utf-8").splitlines()[:400]
    command = [sys.executable, translation.__file__, french, french, "--package", package, "--lines", "400", "--page"]
    said = subprocess.run(command, capture_output=True, text=True, check=True).stdout
    ours = float(said.partition(": ")[2].split()[0])
    began = time.perf_counter()
    process = translation.start("bare", sys.executable, package)
    translation.ask(process, lines[: translation.PAGE])
    theirs = time.perf_counter() - began
    process.communicate()
    size = f"{translation.PAGE} of {len(lines)} sentences"
    return Line("first translated page", size, "s", ours, "bare CTranslate2, those only", theirs)


def recall(plan: Plan) -> Iterator[Line]:
    """Look-ups in the translation memory beside a scan by rapidfuzz and translate-toolkit's matcher."""
    _need(SHARED / "corpus")
    from rapidfuzz import fuzz, process  # noqa: PLC0415

    from reader.bitext import Origin, TranslationUnit  # noqa: PLC0415
    from reader.memory import Memory  # noqa: PLC0415
    from reader.memory.normalising import fold, normalise  # noqa: PLC0415

    memory.RNG = random.Random(0)  # noqa: S311 - draws samples
    for step in plan.steps:
        pairs = memory.sample(SHARED / "corpus", 2000 * step)
        size = f"{len(pairs)} units"
        with tempfile.TemporaryDirectory() as folder, Memory(Path(folder) / "memory.sqlite3") as store:
            for _ in store.import_units(TranslationUnit(s, t, Origin.HUMAN, document="corpus") for s, t in pairs):
                pass
            sources = [source for source, _ in memory.RNG.sample(pairs, 100)]
            exact = memory.timed(lambda text, store=store: store.recall([text]), sources)[0]
            asked = [query for query in map(memory.changed, sources) if len(query.split()) > 2]
            ours = memory.median(memory.timed(store.fuzzy, asked)[0])
            rows = [fold(normalise(source)) for source, _ in pairs]
            scan = memory.timed(
                lambda text, rows=rows: process.extract(
                    fold(normalise(text)), rows, scorer=fuzz.ratio, score_cutoff=75, limit=20
                ),
                asked[:10],
            )[0]
        yield Line("memory, exact", size, "ms, processor", memory.median(exact), work=step)
        yield Line(
            "memory, fuzzy", size, "ms, processor", ours, "rapidfuzz over all rows", memory.median(scan), work=step
        )
        if step <= 10:
            yield _toolkit(pairs, asked[:4], ours, size, step)


def _toolkit(pairs: list[tuple[str, str]], asked: list[str], ours: float, size: str, step: int) -> Line:
    name = "translate-toolkit"
    try:
        text = json.dumps(asked) + "\n" + "".join(f"{s}\t{t}\n" for s, t in pairs)
        command = [str(environment("memory")), "-c", memory.PEER]
        said = json.loads(subprocess.run(command, input=text, capture_output=True, text=True, check=True).stdout)
    except (Missing, subprocess.CalledProcessError) as reason:
        return Line("memory, fuzzy", size, "ms, processor", ours, name, note=_why(reason), work=step)
    return Line(
        "memory, fuzzy", size, "ms, processor", ours, name, memory.median([(w, c) for w, c in said["times"]]), work=step
    )


def files(plan: Plan) -> Iterator[Line]:
    """Folders of articles exported in three formats; argos-translate-files gets the same files, package and one format."""
    _need(SHARED / "eval")
    lines = (SHARED / "eval" / "newstest2013.fr").read_text(encoding="utf-8").splitlines()
    with tempfile.TemporaryDirectory() as folder:
        for step in plan.steps:
            work = Path(folder) / str(step)
            (work / "peer").mkdir(parents=True)
            export.write_articles(work / "in", lines, step, step)
            ours = [sys.executable, "-m", "reader", "export", work / "in", "--quiet", "--to", "jsonl,html,tmx"]
            took = export.cost([*ours, "--out-dir", work / "out"], READER_DATA_DIR=str(work / "data"))
            theirs, note = None, ""
            if step > (1 if plan.quick else 10):
                note = "left out: it takes too long"
            else:
                theirs, note = _argos_files(work)
            for unit, mine in (("wall", took.wall), ("processor", took.processor)):
                other = None if theirs is None else getattr(theirs, unit)
                unit_said = f"s, {unit.replace('wall', 'clock')}"
                yield Line(
                    "export", f"{step} documents", unit_said, mine, "argos-translate-files", other, note, work=step
                )


def _argos_files(work: Path) -> tuple[export.Cost | None, str]:
    try:
        command = [environment("argos"), "-c", export.PEER, export.package_folder(), work / "in", work / "peer"]
        return export.cost(command, PYTHONPATH=""), ""
    except (Missing, subprocess.CalledProcessError) as reason:
        return None, _why(reason)


def _need(folder: Path) -> None:
    if not folder.is_dir():
        raise Missing(f"its text is not here: {folder}")


def _why(reason: Exception) -> str:
    if isinstance(reason, subprocess.CalledProcessError):
        said = str(reason.stderr or "").strip().splitlines()
        return f"it failed: {said[-1] if said else reason.returncode}"
    return str(reason)


PARTS: dict[str, Callable[[Plan], Iterator[Line]]] = {
    "startup": start_up, "page": first_page, "keys": keys, "segmentation": sentences, "alignment": beads,
    "translation": machine, "memory": recall, "export": files,
}  # fmt: skip


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--quick", action="store_true", help="less work, about three minutes")
    parser.add_argument("--only", action="append", choices=list(PARTS), help="one part; may be given several times")
    parser.add_argument("--json", type=Path, help="write the lines here too")
    options = parser.parse_args()
    load = os.getloadavg()[0]
    print(
        f"{platform.machine()}, {len(os.sched_getaffinity(0))} cores, load {load:.1f}, Python {platform.python_version()}"
    )
    if load > 0.5:
        print("The machine is busy: figures by the clock are too high, ratios and processor time hold better.")
    print(HEADER)
    lines: list[Line] = []
    for name in options.only or PARTS:
        began = time.perf_counter()
        try:
            for line in PARTS[name](Plan(options.quick)):
                alike = [b for b in lines if (b.part, b.unit, b.work * 10) == (line.part, line.unit, line.work)]
                print(shown(line, alike[-1] if line.work and alike else None), flush=True)
                lines.append(line)
        except Missing as reason:
            print(f"{name}: left out: {reason}")
        print(f"{'':30} ({name} took {time.perf_counter() - began:.0f} s)", flush=True)
    if options.json:
        found = [asdict(line) | {"ratio": line.ratio} for line in lines]
        options.json.write_text(json.dumps(found, indent=1, ensure_ascii=False) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
