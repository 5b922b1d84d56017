"""Fit the weights of the aligner (reader/alignment/weights.json) on gold alignments.

usage: fit.py --machine CACHE [--gold FOLDER] [--folds 3] [--modes "machine and lexicon,lexicon"] [--dry-run]

The weights are those of a conditional random field over whole alignments: they make the gold path as probable as can be
among all paths, held back by a ridge. Each mode (what is known of the texts) has weights of its own. Before the final fit,
documents are held out in folds (each novel in another) and aligned by weights that never saw them: those figures are
printed, and the confidences are fitted to them. CACHE holds the machine translations of the sets that bring none, as
benchmarks/alignment.py keeps them; without one, a set goes only into the modes that need none.
"""

from __future__ import annotations

import argparse
import json
from itertools import chain
from pathlib import Path

import numpy as np
from calibration import Judged, confidence_table
from invented import invented_texts
from learning import fitted
from paths import Text
from texts import Gold, GoldBead, Names, piece, pieces, read_gold, translate_missing

from reader.alignment import aligner, score_alignments, search, shared_lexicon
from reader.alignment.copies import first_copies_of
from reader.alignment.sources import Texts
from reader.alignment.weights import Weights
from reader.bitext import Alignment

_SHARED = Path(__file__).resolve().parents[3] / "shared"
_OUT = Path(__file__).resolve().parents[2] / "reader" / "alignment" / "weights.json"
_RIDGE = 2.0
_ROUNDS = 30
_PIECE = 40  # source sentences to a piece
_MODES = ("machine and lexicon", "lexicon", "machine", "neither")
_FEW = 5  # documents of a set that are named one by one


def known(gold: Gold, mode: str, *, breaks: bool) -> Texts:
    """What a mode knows of a document."""
    texts = Texts.of(
        gold.source,
        gold.target,
        machine=gold.machine if "machine" in mode else None,
        lexicon=shared_lexicon() if "lexicon" in mode else None,
        source_breaks=gold.source_breaks if breaks else (),
        target_breaks=gold.target_breaks if breaks else (),
    )
    return texts.anchored(frozenset(first_copies_of(gold.source)))[0]


def texts_of(golds: list[Gold], mode: str, names: Names) -> list[tuple[str, Text]]:
    """The documents in pieces, each with the name of its document; every second one with its paragraphs."""
    found = []
    for number, gold in enumerate(golds):
        texts = known(gold, mode, breaks=number % 2 == 1)
        for part in pieces(gold, _PIECE):
            text = piece(gold.name, texts, part, names)
            if text is not None:
                found.append((gold.name, text))
    for _, text in found:
        text.features = text.features[:, : len(names.index)].copy()
        text.nulls = [table[:, : len(names.index)].copy() for table in text.nulls]
    return found


def as_weights(names: Names, weights: np.ndarray) -> Weights:
    """Weights by name."""
    return Weights({name: round(float(weights[index]), 4) for name, index in names.index.items()})


def figures(pairs: list[tuple[frozenset[GoldBead], Alignment]]) -> str:
    """The F1 of each measure."""
    return "  ".join(f"{name} {measure.f1:.3f}" for name, measure in score_alignments(pairs).items())


def held_out(
    golds: dict[str, list[Gold]], folds: dict[str, int], mode: str, weights: dict[int, Weights]
) -> list[Judged]:
    """Align each document by weights that never saw it; print the figures, and return what its beads say and whether they are right."""
    beads = []
    for kind, documents in golds.items():
        pairs = []
        for gold in documents:
            chosen = weights[folds[gold.name]]
            aligner.load_weights = search.load_weights = lambda _, chosen=chosen: chosen  # type: ignore[assignment]
            found = aligner.align(
                gold.source,
                gold.target,
                machine=gold.machine if "machine" in mode else None,
                lexicon=shared_lexicon() if "lexicon" in mode else None,
            )
            right = frozenset(gold.beads)
            pairs.append((right, found))
            beads += [(folds[gold.name], float(bead.score or 0), (bead.source, bead.target) in right) for bead in found]
            if len(documents) <= _FEW:
                print(f"    {figures(pairs[-1:])}  {gold.name}")
        print(f"  held out, {mode}: {figures(pairs)}  {kind}", flush=True)
    return beads


def start_from(names: Names, weights: dict[str, float]) -> np.ndarray:
    """Weights that stand already, in the order of the names; the loss is convex, so this saves time and changes nothing."""
    start = np.zeros(len(names.index))
    for name, index in names.index.items():
        start[index] = weights.get(name, 0.0)
    return start


def main() -> None:
    """Fit, and write the weights."""
    options = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    options.add_argument("--gold", type=Path, default=_SHARED / "gold")
    options.add_argument("--machine", type=Path, required=True, help="where machine translations are kept")
    options.add_argument("--folds", type=int, default=3)
    options.add_argument("--modes", default=",".join(_MODES))
    options.add_argument("--dry-run", action="store_true", help="print, write nothing")
    asked = options.parse_args()
    data = json.loads(_OUT.read_text(encoding="utf-8")) if _OUT.exists() else {}
    kinds = sorted({path.parent.parent for path in asked.gold.glob("*/*/gold.txt")})
    golds = {
        kind.name: [read_gold(path.parent, asked.machine) for path in sorted(kind.glob("*/gold.txt"))] for kind in kinds
    }
    more = invented_texts(_SHARED / "corpus", asked.machine) if (_SHARED / "corpus").exists() else []
    if any("machine" in mode for mode in asked.modes.split(",")):
        translate_missing([*chain.from_iterable(golds.values()), *more], asked.machine)
    folds = {gold.name: number % asked.folds for documents in golds.values() for number, gold in enumerate(documents)}
    for mode in asked.modes.split(","):
        names, shipped = Names(), data.get(mode, {}).get("weights", {})
        texts = texts_of([*chain.from_iterable(golds.values()), *more], mode, names)
        start = start_from(names, shipped)
        weights = fitted([text for _, text in texts], start, ridge=_RIDGE, rounds=_ROUNDS)
        entry = {"weights": as_weights(names, weights).values, "posteriors": [0.0, 1.0], "confidences": [0.0, 1.0]}
        if asked.folds > 1:
            without = {}
            for fold in range(asked.folds):
                seen = [text for name, text in texts if folds.get(name) != fold]
                without[fold] = as_weights(names, fitted(seen, start, ridge=_RIDGE, rounds=_ROUNDS))
            beads = held_out(golds, folds, mode, without)
            entry["posteriors"], entry["confidences"] = confidence_table(beads)
        data[mode] = entry
        if not asked.dry_run:
            _OUT.write_text(json.dumps(data, indent=1, sort_keys=True) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
