"""Word links against fifty sentence pairs linked by hand, beside simpler ways to link.

Run from the repository root: ``python benchmarks/words.py``. Precision is the share of the found links that are sure or possible
by hand, recall the share of the sure links that are found, AER the alignment error rate (Och and Ney 2003).
"""

from __future__ import annotations

import json
import sys
import time
from collections.abc import Callable
from pathlib import Path

import numpy as np

from reader.alignment.lexicon import shared_lexicon
from reader.alignment.tokens import tokens
from reader.alignment.words import link_words
from reader.languages import Language

GOLD = Path(__file__).parents[1] / "tests" / "data" / "words" / "newstest-50.jsonl"

Link = tuple[int, int, int, int]
Linker = Callable[[str, str], set[Link]]


def ours(source: str, target: str) -> set[Link]:
    """The links that the reader shows."""
    found = link_words(source, target)
    ends = [(found.source[link.source], found.target[link.target]) for link in found.links]
    return {(f.start, f.end, e.start, e.end) for f, e in ends}


def diagonal(source: str, target: str) -> set[Link]:
    """Each French word with the English one at the same share of the sentence."""
    french, english = tokens(source, Language.FRENCH), tokens(target, Language.ENGLISH)
    pairs = [(f, english[min(i * len(english) // len(french), len(english) - 1)]) for i, f in enumerate(french)]
    return {(f.start, f.end, e.start, e.end) for f, e in pairs}


def lexicon_only(source: str, target: str) -> set[Link]:
    """Each word with its likeliest counterpart in the lexicon, those that both sides choose (model 1 without position)."""
    lexicon = shared_lexicon()
    french, english = tokens(source, Language.FRENCH), tokens(target, Language.ENGLISH)
    forward, backward = lexicon.matrix(
        lexicon.source_ids([t.word for t in french]), lexicon.target_ids([t.word for t in english])
    )
    chosen = {(int(i), j) for j, i in enumerate(forward.argmax(axis=0)) if forward[i, j] > 0}
    chosen &= {(i, int(j)) for i, j in enumerate(backward.argmax(axis=1)) if backward[i, j] > 0}
    return {(french[i].start, french[i].end, english[j].start, english[j].end) for i, j in chosen}


def score(linker: Linker, records: list[dict[str, object]]) -> tuple[float, float, float, float]:
    """Precision, recall, F1 and AER over all records."""
    counts = np.zeros(4)
    for record in records:
        sure = {tuple(link) for link in record["sure"]}
        possible = sure | {tuple(link) for link in record["possible"]}
        found = linker(record["source"], record["target"])
        counts += len(found), len(found & possible), len(found & sure), len(sure)
    found, right, surely, sure = counts
    precision, recall = right / max(found, 1), surely / sure
    f1 = 2 * precision * recall / max(precision + recall, 1e-9)
    return precision, recall, f1, 1 - (right + surely) / (found + sure)


def main() -> None:
    """Print the table."""
    records = [json.loads(line) for line in GOLD.read_text(encoding="utf-8").splitlines()]
    shared_lexicon()
    print(f"{'':28}precision  recall     F1    AER   ms/pair")
    for name, linker in (("diagonal", diagonal), ("lexicon, both ways", lexicon_only), ("ours", ours)):
        started = time.perf_counter()
        figures = score(linker, records)
        spent = (time.perf_counter() - started) / len(records) * 1000
        print(f"{name:28}" + "  ".join(f"{figure:7.3f}" for figure in figures) + f"  {spent:7.2f}")
    for name, half in (("ours, every second (tuned)", records[::2]), ("ours, the others (not)", records[1::2])):
        print(f"{name:28}" + "  ".join(f"{figure:7.3f}" for figure in score(ours, half)))
    if "--show" in sys.argv:
        show(records[::2])


def show(records: list[dict[str, object]]) -> None:
    """Print what is wrong, pair by pair."""
    for record in records:
        source, target = record["source"], record["target"]
        sure = {tuple(link) for link in record["sure"]}
        possible = sure | {tuple(link) for link in record["possible"]}
        found = ours(source, target)
        print(f"\n{source}\n{target}")
        for name, links in (("wrong", found - possible), ("missed", sure - found)):
            print(f"  {name}:", ", ".join(f"{source[a:b]}-{target[c:d]}" for a, b, c, d in sorted(links)))


if __name__ == "__main__":
    main()
