"""Word links against fifty sentence pairs linked by hand, beside simpler ways to link.

Run from the repository root: ``python benchmarks/words.py``. Precision is the share of the found links that are sure or possible
by hand, recall the share of the sure links that are found, AER the alignment error rate (Och and Ney 2003).

A peer that needs a corpus is run beforehand: ``--corpus FRENCH ENGLISH OUT`` writes the pairs of two texts, line by line, and after
them the fifty to ``OUT.fr`` and ``OUT.en``, cut into words as here; then, for eflomal (in an environment of its own),
``eflomal-align -s OUT.fr -t OUT.en --model 3 -f OUT.fwd -r OUT.rev``; and ``--peer OUT`` puts it into the table.
"""

from __future__ import annotations

import argparse
import json
import time
from collections.abc import Callable
from pathlib import Path

import numpy as np

from reader.alignment.lexicon import shared_lexicon
from reader.alignment.tokens import tokens, words
from reader.alignment.words import link_words
from reader.languages import Language

GOLD = Path(__file__).parents[1] / "tests" / "data" / "words" / "newstest-50.jsonl"
# Linked after everything was fixed, and never looked at to change anything.
HELD_OUT = GOLD.with_name("newstest-held-out.jsonl")

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


def write_corpus(french: Path, english: Path, out: Path) -> None:
    """Two texts with the fifty pairs after them, words parted by spaces, for a peer to align."""
    records = [json.loads(line) for line in GOLD.read_text(encoding="utf-8").splitlines()]
    for path, language, side in ((french, Language.FRENCH, "source"), (english, Language.ENGLISH, "target")):
        lines = [*path.read_text(encoding="utf-8").splitlines(), *(record[side] for record in records)]
        cut = [" ".join("_".join(word.split()) for word in words(line, language)) for line in lines]
        out.with_suffix(f".{language}").write_text("\n".join(cut) + "\n", encoding="utf-8")


def grow_diagonal(forward: set[tuple[int, int]], backward: set[tuple[int, int]]) -> set[tuple[int, int]]:
    """Both directions joined: what they agree on, its neighbours in either, then pairs of words that have no link at all."""
    found, either = forward & backward, forward | backward
    around = [(a, b) for a in (-1, 0, 1) for b in (-1, 0, 1) if a or b]
    grown = True
    while grown:
        candidates = {(i + a, j + b) for i, j in found for a, b in around} & either - found
        fresh = [
            (i, j) for i, j in sorted(candidates) if i not in {k for k, _ in found} or j not in {k for _, k in found}
        ]
        found |= set(fresh[:1])
        grown = bool(fresh)
    for i, j in sorted(either - found):
        if i not in {k for k, _ in found} and j not in {k for _, k in found}:
            found.add((i, j))
    return found


def peer(out: Path, records: list[dict[str, object]]) -> Linker:
    """The links of a peer that was run beforehand, both its directions joined."""
    sides = [out.with_suffix(suffix).read_text(encoding="utf-8").split("\n")[:-1] for suffix in (".fwd", ".rev")]
    links: dict[str, set[Link]] = {}
    for record, *lines in zip(records, *(side[-len(records) :] for side in sides), strict=True):
        found = [{(int(i), int(j)) for i, j in (pair.split("-") for pair in line.split())} for line in lines]
        french, english = tokens(record["source"], Language.FRENCH), tokens(record["target"], Language.ENGLISH)
        links[record["source"]] = {
            (french[i].start, french[i].end, english[j].start, english[j].end) for i, j in grow_diagonal(*found)
        }
    return lambda source, _: links[source]


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
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--corpus", type=Path, nargs=3, metavar=("FRENCH", "ENGLISH", "OUT"))
    parser.add_argument("--peer", type=Path, metavar="OUT")
    parser.add_argument("--show", action="store_true", help="what is wrong, pair by pair, in every second pair")
    options = parser.parse_args()
    if options.corpus:
        write_corpus(*options.corpus)
        return
    records = [json.loads(line) for line in GOLD.read_text(encoding="utf-8").splitlines()]
    shared_lexicon()
    print(f"{'':28}precision  recall     F1    AER   ms/pair")
    linkers: list[tuple[str, Linker]] = [("diagonal", diagonal), ("lexicon, both ways", lexicon_only), ("ours", ours)]
    if options.peer:
        linkers.insert(2, ("peer", peer(options.peer, records)))
    for name, linker in linkers:
        started = time.perf_counter()
        figures = score(linker, records)
        spent = (time.perf_counter() - started) / len(records) * 1000
        print(f"{name:28}" + "  ".join(f"{figure:7.3f}" for figure in figures) + f"  {spent:7.2f}")
    for name, half in (("ours, every second pair", records[::2]), ("ours, the other pairs", records[1::2])):
        print(f"{name:28}" + "  ".join(f"{figure:7.3f}" for figure in score(ours, half)))
    held_out = [json.loads(line) for line in HELD_OUT.read_text(encoding="utf-8").splitlines()]
    for name, linker in (("lexicon, held out", lexicon_only), ("ours, held out", ours)):
        print(f"{name:28}" + "  ".join(f"{figure:7.3f}" for figure in score(linker, held_out)))
    calibration(records)
    if options.show:
        show(records[::2])


def calibration(records: list[dict[str, object]]) -> None:
    """Print, by what the links say of themselves, how many are right."""
    told: list[tuple[float, bool]] = []
    for record in records:
        possible = {tuple(link) for link in [*record["sure"], *record["possible"]]}
        found = link_words(record["source"], record["target"])
        for link in found.links:
            f, e = found.source[link.source], found.target[link.target]
            told.append((link.confidence, (f.start, f.end, e.start, e.end) in possible))
    print("confidence   links   mean  right")
    for low, high in ((0, 0.6), (0.6, 0.7), (0.7, 0.8), (0.8, 0.9), (0.9, 0.95), (0.95, 0.99), (0.99, 1.01)):
        inside = [pair for pair in told if low <= pair[0] < high]
        if inside:
            says, right = np.mean(inside, axis=0)
            print(f"{low:.2f}-{min(high, 1):.2f}  {len(inside):8}  {says:.3f}  {right:.3f}")


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
