"""Mix corpora, train the joint SentencePiece model, write arrays of pieces.

    python prepare.py OUT VOCABULARY FILE.tsv.xz=WEIGHT ...

A file holds FRENCH<TAB>ENGLISH lines, plain or xz. A weight is the share of its pairs that is taken; above 1 they repeat,
each time with fresh typography. A SentencePiece model that stands in OUT already is kept: so one goes on with a network.
"""

from __future__ import annotations

import argparse
import lzma
import random
from collections.abc import Iterator
from pathlib import Path

import numpy as np
import sentencepiece

_SEED = 7
_LONGEST = 120  # pieces of a sentence
_SAMPLE = 250_000  # pairs that the pieces are learned from
_BREAKLESS = str.maketrans({"\u00a0": " ", "\u202f": " ", "\u2009": " "})
# English is written one way only; the reader sets its typography afterwards.
_ENGLISH = str.maketrans(
    {"’": "'", "‘": "'", "“": '"', "”": '"', "«": '"', "»": '"', "–": "-", "…": "...", "\u00a0": " ", "\u202f": " "}
)


def english(text: str) -> str:
    """The English side in plain typography."""
    return " ".join(text.translate(_ENGLISH).split())


def french(text: str, rng: random.Random) -> str:
    """The French side as one of the ways in which people type it: apostrophes and guillemets vary."""
    text = " ".join(text.translate(_BREAKLESS).split())
    draw = rng.random()
    if draw < 0.25:
        text = text.replace("'", "’")
    elif draw < 0.5:
        text = text.replace("’", "'")
    if rng.random() < 0.3:  # as newspapers set them
        text = text.replace("« ", "«").replace(" »", "»")
    return text


def pairs_of(path: Path) -> Iterator[tuple[str, str]]:
    """The pairs of a corpus file."""
    with lzma.open(path, "rt", encoding="utf-8") if path.suffix == ".xz" else path.open(encoding="utf-8") as lines:
        for line in lines:
            fields = line.rstrip("\n").split("\t")
            if len(fields) == 2 and all(fields):
                yield fields[0], fields[1]


def mixed(sources: list[tuple[Path, float]], rng: random.Random) -> list[tuple[str, str]]:
    """The pairs of all sources in their proportions, shuffled."""
    taken: list[tuple[str, str]] = []
    for path, weight in sources:
        pairs = list(pairs_of(path))
        wanted = int(len(pairs) * weight)
        whole, rest = divmod(wanted, len(pairs))
        picked = pairs * whole + rng.sample(pairs, rest)
        print(f"{path}: {len(pairs)} pairs, {len(picked)} taken", flush=True)
        taken += [(french(f, rng), english(e)) for f, e in picked]
    rng.shuffle(taken)
    return taken


def learn_pieces(pairs: list[tuple[str, str]], out: Path, vocabulary: int, rng: random.Random) -> None:
    """Train the SentencePiece model on a sample of both sides."""
    sample = out / "sample.txt"
    with sample.open("w", encoding="utf-8") as file:
        file.writelines(f"{f}\n{e}\n" for f, e in rng.sample(pairs, min(_SAMPLE, len(pairs))))
    sentencepiece.SentencePieceTrainer.train(
        input=str(sample),
        model_prefix=str(out / "sentencepiece"),
        vocab_size=vocabulary,
        model_type="bpe",
        character_coverage=0.9998,
        pad_id=0,
        unk_id=1,
        bos_id=2,
        eos_id=3,
        normalization_rule_name="nmt_nfkc",
        split_digits=True,
        num_threads=2,
        minloglevel=2,
    )
    sample.unlink()


def write_arrays(pairs: list[tuple[str, str]], out: Path) -> None:
    """Write, for each side, all pieces in a row (uint16) and the length of each sentence (int32)."""
    processor = sentencepiece.SentencePieceProcessor(model_file=str(out / "sentencepiece.model"))
    sides: tuple[list[np.ndarray], list[np.ndarray]] = ([], [])
    for at in range(0, len(pairs), 50_000):
        for f, e in zip(
            *(processor.encode([p[side] for p in pairs[at : at + 50_000]]) for side in (0, 1)), strict=True
        ):
            if 1 <= len(f) <= _LONGEST and 1 <= len(e) <= _LONGEST:
                sides[0].append(np.array(f, np.uint16))
                sides[1].append(np.array(e, np.uint16))
    for name, rows in zip(("source", "target"), sides, strict=True):
        np.save(out / f"{name}.pieces.npy", np.concatenate(rows))
        np.save(out / f"{name}.lengths.npy", np.array([len(r) for r in rows], np.int32))
    print(f"{len(sides[0])} pairs, {sum(map(len, sides[0]))} and {sum(map(len, sides[1]))} pieces")


def main() -> None:
    """Run the command line."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("out", type=Path)
    parser.add_argument("vocabulary", type=int)
    parser.add_argument("sources", nargs="+", metavar="FILE=WEIGHT")
    given = parser.parse_args()
    rng = random.Random(_SEED)  # noqa: S311 - no secret is drawn here
    sources = [(Path(path), float(weight)) for path, _, weight in (s.rpartition("=") for s in given.sources)]
    given.out.mkdir(parents=True, exist_ok=True)
    pairs = mixed(sources, rng)
    if not (given.out / "sentencepiece.model").exists():
        learn_pieces(pairs, given.out, given.vocabulary, rng)
    write_arrays(pairs, given.out)


if __name__ == "__main__":
    main()
