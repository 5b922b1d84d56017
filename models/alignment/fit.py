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
import time
from collections.abc import Callable
from itertools import chain
from pathlib import Path

import numpy as np
from invented import invented_texts
from paths import Batch, Text
from texts import Gold, Names, piece, pieces, read_gold, translate_missing

from reader.alignment import aligner, score_alignments, search, shared_lexicon
from reader.alignment.copies import first_copies_of
from reader.alignment.sources import Texts
from reader.alignment.weights import Weights

_SHARED = Path(__file__).resolve().parents[3] / "shared"
_OUT = Path(__file__).resolve().parents[2] / "reader" / "alignment" / "weights.json"
_RIDGE = 0.3
_PIECE = 60  # source sentences to a piece
_MODES = ("machine and lexicon", "lexicon", "machine", "neither")
_KNOTS = 12


def minimum(
    loss: Callable[[np.ndarray], tuple[float, np.ndarray]], start: np.ndarray, rounds: int, memory: int = 12
) -> np.ndarray:
    """The minimum of a smooth convex function, by L-BFGS (Nocedal & Wright, algorithm 7.5) with backtracking."""
    steps: list[tuple[np.ndarray, np.ndarray]] = []
    point, (value, gradient) = start, loss(start)
    for _ in range(rounds):
        direction, held = gradient.copy(), []
        for s, y in reversed(steps):
            held.append((s @ direction) / (s @ y))
            direction -= held[-1] * y
        direction *= (
            (steps[-1][0] @ steps[-1][1]) / (steps[-1][1] @ steps[-1][1])
            if steps
            else 1 / max(np.linalg.norm(gradient), 1)
        )
        for (s, y), a in zip(steps, reversed(held), strict=True):
            direction += s * (a - (y @ direction) / (s @ y))
        length = 1.0
        while True:
            there = point - length * direction
            new_value, new_gradient = loss(there)
            if np.isfinite(new_value) and new_value <= value - 1e-4 * length * (gradient @ direction):
                break
            length /= 2
            if length < 1e-6:
                return point
        if (there - point) @ (new_gradient - gradient) > 1e-10:
            steps = [*steps, (there - point, new_gradient - gradient)][-memory:]
        done = abs(value - new_value) < 5e-6 * abs(value)
        point, value, gradient = there, new_value, new_gradient
        if done:
            break
    return point


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


def fitted(texts: list[Text], names: Names, start: np.ndarray, rounds: int) -> np.ndarray:
    """The weights that fit some texts best."""
    batch = Batch(texts)

    def loss(weights: np.ndarray) -> tuple[float, np.ndarray]:
        value, gradient = batch.loss(weights)
        return value + _RIDGE * (weights @ weights) / 2, gradient + _RIDGE * weights

    began = time.perf_counter()
    weights = minimum(loss, start if len(start) else np.zeros(len(names.index)), rounds)
    print(f"    {len(texts)} pieces: loss {loss(weights)[0]:.1f}, {time.perf_counter() - began:.0f} s", flush=True)
    return weights


def as_weights(names: Names, weights: np.ndarray) -> Weights:
    """Weights by name."""
    return Weights({name: round(float(weights[index]), 4) for name, index in names.index.items()})


def held_out(
    golds: dict[str, list[Gold]], folds: dict[str, int], mode: str, weights: dict[int, Weights]
) -> list[tuple[float, bool]]:
    """Align each document by weights that never saw it; print the figures, and return (posterior, right) of each bead."""
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
            beads += [(float(bead.score or 0), (bead.source, bead.target) in right) for bead in found]
        figures = "  ".join(f"{name} {measure.f1:.3f}" for name, measure in score_alignments(pairs).items())
        print(f"  held out, {mode}, {kind}: {figures}", flush=True)
    return beads


def rising(beads: list[tuple[float, bool]]) -> tuple[list[float], list[float]]:
    """How often beads are right by their posterior: the best rising steps (pool adjacent violators), as a few knots."""
    beads = sorted(beads)
    groups = np.array_split(np.arange(len(beads)), _KNOTS)
    blocks = [[np.mean([beads[i][0] for i in g]), np.mean([beads[i][1] for i in g]), len(g)] for g in groups if len(g)]
    merged: list[list[float]] = []
    for block in blocks:
        merged.append(list(block))
        while len(merged) > 1 and merged[-2][1] >= merged[-1][1]:
            (x1, y1, n1), (x2, y2, n2) = merged[-2], merged.pop()
            merged[-1] = [(x1 * n1 + x2 * n2) / (n1 + n2), (y1 * n1 + y2 * n2) / (n1 + n2), n1 + n2]
    xs = [0.0, *(round(float(x), 4) for x, _, _ in merged), 1.0]
    ys = [0.0, *(round(float(y), 4) for _, y, _ in merged), max(0.995, round(float(merged[-1][1]), 4))]
    return xs, ys


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
        names = Names()
        texts = texts_of([*chain.from_iterable(golds.values()), *more], mode, names)
        weights = fitted([text for _, text in texts], names, np.zeros(0), 60)
        entry = {"weights": as_weights(names, weights).values, "posteriors": [0.0, 1.0], "confidences": [0.0, 1.0]}
        if asked.folds > 1:
            without = {
                fold: as_weights(
                    names, fitted([t for name, t in texts if folds.get(name) != fold], names, np.zeros(0), 45)
                )
                for fold in range(asked.folds)
            }
            beads = held_out(golds, folds, mode, without)
            entry["posteriors"], entry["confidences"] = rising(beads)
        data[mode] = entry
        if not asked.dry_run:
            _OUT.write_text(json.dumps(data, indent=1, sort_keys=True) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
