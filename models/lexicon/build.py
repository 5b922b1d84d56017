"""Build the French-English word lexicon: count, align, prune, pack.

Run from the repository root, with gcc and the parallel corpus at hand::

    PYTHONPATH=. python models/lexicon/build.py ../shared/corpus --work /tmp/lexicon -o models/lexicon-fr-en.bin

What the corpus must look like, and what came out, is told in README.md beside this file.
"""

from __future__ import annotations

import argparse
import lzma
import random
import subprocess
from array import array
from pathlib import Path

import numpy as np
from prune import Aligned, prune, with_families

from reader.alignment.lexicon_file import write_lexicon
from reader.alignment.tokens import number_value, words
from reader.languages import Language

HERE = Path(__file__).parent

# Weight of a pair in the counts, and the share of a file's plain pairs that is read (pairs with a rare word always are).
# What is read is mostly news, novels and talk; Hansard and the laws are formulas, but they know many words.
SOURCES = {
    "news": (4.0, 1.0),
    "literature_maupassant_poe": (2.0, 1.0),
    "tatoeba": (1.5, 1.0),
    "diabla": (1.5, 1.0),
    "canada_sites": (1.0, 1.0),
    "tico19": (1.0, 1.0),
    "europarl": (1.5, 1.0),
    "mozilla_www": (0.7, 1.0),
    "docs-permissive": (0.6, 1.0),
    "hansard": (0.6, 0.5),
    "laws": (0.25, 0.35),
}
LONGEST = 45
RARE = 40


class Vocabulary:
    """Words and their ids in order of appearance, with how often they came."""

    def __init__(self) -> None:
        self.ids: dict[str, int] = {}
        self.counts = array("q")

    def encode(self, found: list[str]) -> list[int]:
        """The ids of words, numbers in their plain form."""
        encoded = []
        for word in found:
            key = word if word.isalpha() else number_value(word) or word
            index = self.ids.setdefault(key, len(self.counts))
            if index == len(self.counts):
                self.counts.append(0)
            self.counts[index] += 1
            encoded.append(index)
        return encoded


def read_lines(folder: Path, name: str) -> list[str]:
    """The pairs of a source, packed or not."""
    packed = folder / f"{name}.tsv.xz"
    if not packed.is_file():
        return (folder / f"{name}.tsv").read_text(encoding="utf-8").splitlines()
    with lzma.open(packed, "rt", encoding="utf-8") as lines:
        return [line.rstrip("\n") for line in lines]


def encode_source(lines: list[str], french: Vocabulary, english: Vocabulary) -> array[int]:
    """The pairs that can be aligned: n, m, n French ids, m English ids, and the next."""
    flow: array[int] = array("i")
    for line in dict.fromkeys(lines):
        left, _, right = line.partition("\t")
        if len(left) > 9 * LONGEST or len(right) > 9 * LONGEST:
            continue
        source, target = words(left, Language.FRENCH), words(right, Language.ENGLISH)
        n, m = len(source), len(target)
        if not (0 < n <= LONGEST and 0 < m <= LONGEST) or n > 2.5 * m + 5 or m > 2.5 * n + 5:
            continue
        flow.extend((n, m))
        flow.extend(french.encode(source))
        flow.extend(english.encode(target))
    return flow


class Selection:
    """Writes the pairs to train on for train.c, and counts their words."""

    def __init__(self, french: Vocabulary, english: Vocabulary) -> None:
        self.frequency = np.array(french.counts), np.array(english.counts)
        self.counts = np.zeros(len(french.counts)), np.zeros(len(english.counts))
        self.rng = random.Random(20)  # noqa: S311 - a sample, not a secret
        self.pairs = 0

    def select(self, name: str, flow: array[int]) -> bytes:
        """The chosen pairs of one source as train.c reads them."""
        weight, share = SOURCES[name]
        head = int(np.float32(weight).view(np.int32))
        data, at, kept = np.frombuffer(flow, dtype=np.int32), 0, array("i")
        sides: tuple[array[int], array[int]] = array("i"), array("i")
        while at < len(data):
            n, m = int(data[at]), int(data[at + 1])
            f, e = data[at + 2 : at + 2 + n], data[at + 2 + n : at + 2 + n + m]
            at += 2 + n + m
            if self.rng.random() >= share and min(self.frequency[0][f].min(), self.frequency[1][e].min()) > RARE:
                continue
            kept.extend((head, n, m))
            for side, ids in zip(sides, (f, e), strict=True):
                side.frombytes(ids.tobytes())
                kept.frombytes(ids.tobytes())
            self.pairs += 1
        for counts, side in zip(self.counts, sides, strict=True):
            np.add(counts, weight * np.bincount(np.frombuffer(side, np.int32), minlength=len(counts)), out=counts)
        return kept.tobytes()


def prepare(folder: Path, work: Path, limit: int) -> None:
    """Read the corpus and leave corpus.bin, words and counts in the work folder."""
    french, english = Vocabulary(), Vocabulary()
    flows = {}
    for name in SOURCES:
        lines = read_lines(folder, name)
        flows[name] = encode_source(lines[:limit], french, english)
        print(f"{name}: {len(lines)} pairs", flush=True)
    selection = Selection(french, english)
    with (work / "corpus.bin").open("wb") as out:
        out.write(bytes(12))
        for name, flow in flows.items():
            out.write(selection.select(name, flow))
        out.seek(0)
        out.write(np.array([len(french.counts), len(english.counts), selection.pairs], dtype="<i4").tobytes())
    for side, vocabulary, counts in zip(("french", "english"), (french, english), selection.counts, strict=True):
        (work / side).write_text("\n".join(vocabulary.ids), encoding="utf-8")
        np.save(work / f"{side}.npy", counts)
    print(f"{selection.pairs} pairs, {len(french.counts)} French and {len(english.counts)} English forms", flush=True)


def train(work: Path, slots: int) -> None:
    """Compile the trainer and run it: 4 passes of model 1, 5 of the HMM."""
    program = work / "train"
    flags = ["-O3", "-march=native", "-ffast-math"]
    subprocess.run(["gcc", *flags, "-o", program, HERE / "train.c", "-lm"], check=True)  # noqa: S607 - gcc of the path
    subprocess.run([program, work / "corpus.bin", work / "table.bin", "4", "5", str(slots)], check=True)


def main() -> None:
    """Run the steps asked for."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("corpus", type=Path)
    parser.add_argument("--work", type=Path, required=True, help="folder for what lies between the steps")
    parser.add_argument("-o", "--output", type=Path, required=True)
    parser.add_argument("--limit", type=int, default=1 << 30, help="lines of each source to read")
    parser.add_argument("--slots", type=int, default=27, help="the trainer's table holds 2 to this many links")
    parser.add_argument("--from-step", choices=("prepare", "train", "prune"), default="prepare")
    options = parser.parse_args()
    options.work.mkdir(parents=True, exist_ok=True)
    if options.from_step == "prepare":
        prepare(options.corpus, options.work, options.limit)
    if options.from_step != "prune":
        train(options.work, options.slots)
    table = prune(with_families(Aligned.load(options.work)))
    write_lexicon(options.output, table)
    print(f"{len(table.french)} French, {len(table.english)} English words, {len(table.columns)} links")
    print(f"{options.output.stat().st_size} bytes")


if __name__ == "__main__":
    main()
