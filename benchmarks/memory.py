"""Times the translation memory: exact, fuzzy and concordance look-ups, size on disk, and a plain scan as the peer.

    python benchmarks/memory.py                          20,000 units
    python benchmarks/memory.py --units 1000000          as issue 5 asks
    python benchmarks/memory.py --peer PYTHON            also translate-toolkit's memory, with a Python that has it

The text is that of ``../shared/corpus``. Fuzzy queries are its own sentences with words changed, dropped or put in.
"""

from __future__ import annotations

import argparse
import json
import lzma
import random
import statistics
import subprocess
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from typing import Any

from rapidfuzz import fuzz, process

from reader.bitext import Hypothesis, Origin, TranslationUnit
from reader.memory import Memory
from reader.memory.matching import similarity
from reader.memory.normalising import fold, normalise, words_of

CORPUS = Path(__file__).parents[2] / "shared" / "corpus"
RNG = random.Random()  # noqa: S311 - draws samples
PEER = """
import json, sys, time
from translate.search.match import matcher
from translate.storage.base import TranslationStore, TranslationUnit
asked = json.loads(sys.stdin.readline())
store = TranslationStore()
for line in sys.stdin:
    source, target = line.rstrip("\\n").split("\\t")
    unit = TranslationUnit(source)
    unit.target = target
    store.units.append(unit)
memory = matcher(store, max_candidates=5, min_similarity=75, max_length=1000)
times, found = [], []
for text in asked:
    wall, cpu = time.perf_counter(), time.process_time()
    hits = memory.matches(text)
    times.append([1000 * (time.perf_counter() - wall), 1000 * (time.process_time() - cpu)])
    found.append(hits[0].source if hits else None)
print(json.dumps({"times": times, "found": found}))
"""
Times = Sequence[tuple[float, float]]


def main() -> None:
    """Run and print."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--units", type=int, default=20_000)
    parser.add_argument("--queries", type=int, default=200)
    parser.add_argument("--corpus", type=Path, default=CORPUS)
    parser.add_argument("--file", type=Path, help="keep the memory here, and use what is there")
    parser.add_argument("--peer", help="a Python that has translate-toolkit")
    parser.add_argument("--seed", type=int, default=0)
    options = parser.parse_args()
    RNG.seed(options.seed)
    if not options.corpus.is_dir():
        sys.exit(f"no corpus at {options.corpus}")
    pairs = sample(options.corpus, options.units)
    with tempfile.TemporaryDirectory() as folder:
        file = options.file or Path(folder) / "memory.sqlite3"
        measure(file, pairs, options.queries, options.peer)


def sample(corpus: Path, count: int) -> list[tuple[str, str]]:
    """Distinct pairs, drawn from all files alike."""
    files = sorted(corpus.glob("*.tsv.xz"))
    kept: dict[str, str] = {}
    streams = [_pairs(file) for file in files]
    while streams and len(kept) < count:
        for stream in list(streams):
            for _ in range(64):
                pair = next(stream, None)
                if pair is None:
                    streams.remove(stream)
                    break
                kept.setdefault(*pair)
    return list(kept.items())[:count]


def _pairs(file: Path) -> Iterator[tuple[str, str]]:
    with lzma.open(file, "rt", encoding="utf-8") as lines:
        for line in lines:
            source, _, target = line.rstrip("\n").partition("\t")
            if source and target and "\t" not in target:
                yield source, target


def changed(text: str) -> str:
    """A sentence with one word in six changed, dropped or put in."""
    words = text.split()
    for _ in range(max(1, len(words) // 6)):
        at = RNG.randrange(len(words))
        words[at : at + 1] = RNG.choice([[], ["autrement"], [words[at], "presque"]])
    return " ".join(words)


def timed(work: Callable[[str], Any], queries: Sequence[str]) -> tuple[Times, list[Any]]:
    """Milliseconds by the clock and of the processor for each query, and the answers."""
    times, answers = [], []
    for query in queries:
        wall, cpu = time.perf_counter(), time.process_time()
        answers.append(work(query))
        times.append((1000 * (time.perf_counter() - wall), 1000 * (time.process_time() - cpu)))
    return times, answers


def median(times: Times) -> float:
    """The median by the processor's time: the clock's hangs on what else the machine does."""
    return statistics.median(cpu for _, cpu in times)


def say(name: str, times: Times, more: str = "") -> None:
    """One line of the table."""
    wall, cpu = (sorted(column) for column in zip(*times, strict=True))
    at = int(len(wall) * 0.95)
    print(
        f"{name:38} processor: median {median(times):8.3f} ms, p95 {cpu[at]:8.3f} ms"
        f"   clock: median {statistics.median(wall):8.3f} ms, p95 {wall[at]:8.3f} ms   {more}"
    )


def measure(file: Path, pairs: list[tuple[str, str]], count: int, peer: str | None) -> None:
    """Every kind of look-up, and the peers."""
    print(f"{len(pairs):,} units")
    start = time.perf_counter()
    memory = Memory(file)
    if not memory.statistics().units:
        units = (TranslationUnit(s, t, Origin.HUMAN, document="corpus") for s, t in pairs)
        for _ in memory.import_units(units):
            pass
        took = time.perf_counter() - start
        print(f"written in {took:.1f} s, {len(pairs) / took:,.0f} units/s")
    memory.close()
    start = time.perf_counter()
    memory = Memory(file)
    print(f"opened in {1000 * (time.perf_counter() - start):.1f} ms")
    texts = sum(len(s.encode()) + len(t.encode()) for s, t in pairs)
    size = memory.statistics().size
    print(f"{size / 1e6:,.0f} MB on disk for {texts / 1e6:,.0f} MB of text: {size / texts:.2f} times")
    sources = [source for source, _ in RNG.sample(pairs, min(count, len(pairs)))]
    times, answers = timed(lambda text: memory.recall([text]), sources)
    say("exact, one", times, f"found {sum(map(bool, answers))} of {len(sources)}")
    times, _ = timed(lambda _: memory.recall(sources), sources[:20])
    say(f"exact, {len(sources)} at once", times)
    unknown = [f"{text} (sic)" for text in sources]
    say("exact, unknown", timed(lambda text: memory.recall([text]), unknown)[0])
    batch = [(f"{text} Et {n}.", Hypothesis("x")) for n, text in enumerate(sources[:32])]
    say("32 units written", timed(lambda name: memory.remember_machine(batch, name), [f"m{n}" for n in range(20)])[0])
    memory.forget_machine(keep="")
    asked = [query for query in map(changed, sources) if len(query.split()) > 2]
    measure_fuzzy(memory, pairs, asked, peer)
    measure_concordance(memory, pairs, count)


def measure_fuzzy(memory: Memory, pairs: list[tuple[str, str]], asked: list[str], peer: str | None) -> None:
    """Fuzzy matches, how many of those that a full scan finds are found, and the scan's time."""
    times, answers = timed(memory.fuzzy, asked)
    say("fuzzy", times)
    rows = [fold(normalise(source)) for source, _ in pairs]
    sources = [source for source, _ in pairs]
    few = asked[:40]
    scans, bests = timed(
        lambda text: process.extract(fold(normalise(text)), rows, scorer=fuzz.ratio, score_cutoff=75, limit=20), few
    )
    say("peer: rapidfuzz over all rows", scans, f"{median(scans) / median(times):.0f} times ours")
    there = found = 0
    for text, answer, best in zip(few, answers, bests, strict=False):
        top = max((similarity(text, sources[at]) for _, _, at in best), default=0.0)
        there += top >= 0.75
        found += bool(top >= 0.75 and answer and answer[0].score >= top - 1e-9)
    if peer:
        measure_peer(peer, pairs, few[:8], times)
    print(f"{'':38} the best match of the scan found: {found} of {there}")


def measure_concordance(memory: Memory, pairs: list[tuple[str, str]], count: int) -> None:
    """Words of all frequencies, pairs of words, phrases and beginnings."""
    frequency = Counter(word for source, _ in pairs[:100_000] for word, _, _ in words_of(source))
    ranked = [word for word, _ in frequency.most_common() if len(word) > 1]
    bands = {"the 50 most common words": ranked[:50], "common words": ranked[50:1000], "rare words": ranked[1000:]}
    for name, words in bands.items():
        say(f"concordance, {name}", timed(memory.concordance, RNG.sample(words, min(count, len(words))))[0])
    phrases, both, heads = [], [], []
    for source, _ in RNG.sample(pairs, min(count, len(pairs))):
        words = [word for word, _, _ in words_of(source)]
        at = RNG.randrange(max(1, len(words) - 2))
        phrases.append(f'"{" ".join(words[at : at + 3])}"')
        both.append(" ".join(RNG.sample(words, min(2, len(words)))))
        heads.append(f"{max(words, key=len, default='xxx')[:4]}*")
    for name, queries in (("three words as a phrase", phrases), ("two words", both), ("beginnings", heads)):
        say(f"concordance, {name}", timed(memory.concordance, queries)[0])


def measure_peer(python: str, pairs: list[tuple[str, str]], asked: Sequence[str], ours: Times) -> None:
    """translate-toolkit's matcher: every unit in RAM, those of a like length compared one by one."""
    text = json.dumps(asked) + "\n" + "".join(f"{s}\t{t}\n" for s, t in pairs)
    done = subprocess.run([python, "-c", PEER], input=text, capture_output=True, text=True, check=False)
    if done.returncode:
        print(f"peer failed: {done.stderr.strip().splitlines()[-1]}")
        return
    said = json.loads(done.stdout)
    times = [(wall, cpu) for wall, cpu in said["times"]]
    found = sum(map(bool, said["found"]))
    say(
        "peer: translate-toolkit",
        times,
        f"found {found} of {len(asked)}, {median(times) / median(ours):.0f} times ours",
    )


if __name__ == "__main__":
    main()
