"""Gold alignments as texts for the fit: cut into pieces, with the features of every bead that could be."""

from __future__ import annotations

import ast
import json
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from paths import Text

from reader.alignment.features import bead_features, null_features
from reader.alignment.lattice import KINDS, SPAN
from reader.alignment.sources import Texts

__all__ = ["Gold", "GoldBead", "Names", "kept_machine", "piece", "pieces", "read_gold", "translate_missing"]

_MODELS = Path(__file__).resolve().parents[1]
GoldBead = tuple[tuple[int, ...], tuple[int, ...]]
Range = tuple[int, int]
Piece = tuple[Range, Range, list[GoldBead]]


@dataclass(slots=True)
class Gold:
    """A document with its gold beads."""

    name: str
    source: list[str]
    target: list[str]
    machine: list[str] | None
    beads: list[GoldBead]
    source_breaks: list[int]
    target_breaks: list[int]


class Names:
    """Numbers for the names of features."""

    def __init__(self) -> None:
        self.index: dict[str, int] = {}

    def __getitem__(self, name: str) -> int:
        return self.index.setdefault(name, len(self.index))


def _lines(path: Path) -> list[str]:
    return path.read_text(encoding="utf-8").split("\n")[:-1]


def _breaks(paragraphs: Sequence[int]) -> list[int]:
    return [i for i, p in enumerate(paragraphs) if i == 0 or p != paragraphs[i - 1]]


def kept_machine(name: str, count: int, cache: Path) -> list[str] | None:
    """The machine translation that the cache holds of a document, if it holds one of as many sentences."""
    path = cache / f"{name}.txt"
    translated = _lines(path) if path.exists() else []
    return translated if len(translated) == count else None


def translate_missing(golds: list[Gold], cache: Path) -> None:
    """Translate what has no machine translation with the package that ships, and keep it."""
    from reader.translation import Engine, embedded_package  # noqa: PLC0415 - heavy, and seldom needed

    cache.mkdir(parents=True, exist_ok=True)
    for gold in golds:
        if gold.machine is None:
            found = dict(Engine(embedded_package(cache, shipped=_MODELS)).translate(gold.source))
            gold.machine = [found[i].text.replace("\n", " ") for i in range(len(gold.source))]
            (cache / f"{gold.name}.txt").write_text("".join(f"{text}\n" for text in gold.machine), encoding="utf-8")


def read_gold(folder: Path, cache: Path) -> Gold:
    """A gold folder: src.txt, tgt.txt, gold.txt and, where there, mt-tiny.txt and meta.json with paragraphs."""
    source, target = _lines(folder / "src.txt"), _lines(folder / "tgt.txt")
    beads = []
    for line in _lines(folder / "gold.txt"):
        left, right = line.split(":")[:2]
        beads.append((tuple(ast.literal_eval(left)), tuple(ast.literal_eval(right))))
    breaks: list[list[int]] = [[], []]
    if (folder / "meta.json").exists():
        meta = json.loads((folder / "meta.json").read_text())
        breaks = [_breaks([s["par"] for s in meta[side]]) for side in ("src", "tgt")]
    own = folder / "mt-tiny.txt"
    machine = _lines(own) if own.exists() else kept_machine(folder.name, len(source), cache)
    return Gold(folder.name, source, target, machine, beads, *breaks)


def _runs(indices: tuple[int, ...]) -> list[tuple[int, ...]]:
    runs: list[list[int]] = []
    for i in indices:
        if runs and runs[-1][-1] == i - 1:
            runs[-1].append(i)
        else:
            runs.append([i])
    return [tuple(run) for run in runs]


def simple_beads(gold: Gold) -> list[GoldBead]:
    """Beads as a lattice can hold them: of neighbours only (the longest run counts), what is alone one by one."""
    found: list[GoldBead] = []
    for source, target in gold.beads:
        if source and target:
            s = max(_runs(source), key=lambda run: sum(len(gold.source[i]) for i in run))
            t = max(_runs(target), key=lambda run: sum(len(gold.target[j]) for j in run))
            found.append((s, t))
            found += [((i,), ()) for i in source if i not in s]
            found += [((), (j,)) for j in target if j not in t]
        else:
            found += [((i,), ()) for i in source] + [((), (j,)) for j in target]
    return found


def _path(beads: list[GoldBead]) -> list[GoldBead]:
    """In the order of a path: in a run of what is alone, source before target."""
    matched = sorted(b for b in beads if b[0] and b[1])
    left = sorted(b[0][0] for b in beads if not b[1])
    right = sorted(b[1][0] for b in beads if not b[0])
    path: list[GoldBead] = []
    for bead in [*matched, ((1 << 40,), (1 << 40,))]:
        while left and left[0] < bead[0][0]:
            path.append(((left.pop(0),), ()))
        while right and right[0] < bead[1][0]:
            path.append(((), (right.pop(0),)))
        path.append(bead)
    return path[:-1]


def pieces(gold: Gold, longest: int) -> list[Piece]:
    """Cut a document between beads into pieces of up to ``longest`` source sentences."""
    found = []
    begin, i, j, held = (0, 0), 0, 0, []
    for bead in _path(simple_beads(gold)):
        held.append(bead)
        i, j = i + len(bead[0]), j + len(bead[1])
        if i - begin[0] >= longest and bead[0] and bead[1]:
            found.append(((begin[0], i), (begin[1], j), held))
            begin, held = (i, j), []
    if held:
        found.append(((begin[0], i), (begin[1], j), held))
    return found


def piece(title: str, known: Texts, part: Piece, names: Names) -> Text | None:
    """The features of one piece; None where the gold holds a bead that the lattice cannot."""
    rows, columns, beads = part
    if rows[0] == rows[1] or columns[0] == columns[1] or any(len(s) > SPAN or len(t) > SPAN for s, t in beads):
        return None
    block = known.block(rows, columns)
    height, width = rows[1] - rows[0], columns[1] - columns[0]
    golden, at = _gold_places(beads, rows, columns)
    near = _distance(beads, rows, columns)
    found, features, marks = [], [], []
    for k, (n, m) in enumerate(KINDS):
        if n > height or m > width:
            continue
        table: dict[int, np.ndarray] = {}
        for name, value in bead_features(block, n, m):
            table[names[name]] = value[: height - n + 1, : width - m + 1]
        keep = _promising(table, names, block.channels) | (near[:, : width - m + 1] <= _reach(n + m))[: height - n + 1]
        for _, i, j in (g for g in golden if g[0] == k):
            keep[i, j] = True
        i, j = np.nonzero(keep)
        matrix = np.zeros((len(i), 160), np.float32)
        for index, value in table.items():
            matrix[:, index] = value[i, j]
        found.append(np.stack([np.full(len(i), k), i, j], 1))
        features.append(matrix)
        marks.append(np.array([(k, a, b) in golden for a, b in zip(i, j, strict=True)], dtype=bool))
    nulls = []
    for surface, side in ((block.source, "source"), (block.target, "target")):
        for opened in (True, False):
            matrix = np.zeros((len(surface.size), 160), np.float32)
            for name, value in null_features(surface, side, opened=opened):
                matrix[:, names[name]] = value
            nulls.append(matrix)
    return Text(
        (height, width), np.concatenate(found), np.concatenate(features), np.concatenate(marks), nulls, at, title
    )


def _reach(size: int) -> int:
    """How far from the gold path beads are rivals however little they share: small ones farther."""
    return {2: 7, 3: 3}.get(size, -1)


def _distance(beads: list[GoldBead], rows: Range, columns: Range) -> np.ndarray:
    """How many target sentences each position is away from the gold path."""
    place = np.zeros(rows[1] - rows[0], dtype=np.int64)
    j = columns[0]
    for s, t in beads:
        for i in s:
            place[i - rows[0]] = j - columns[0]
        j += len(t)
    return np.abs(np.arange(columns[1] - columns[0])[None, :] - place[:, None])


def _gold_places(
    beads: list[GoldBead], rows: Range, columns: Range
) -> tuple[set[tuple[int, int, int]], list[np.ndarray]]:
    """The gold beads as (kind, i, j), and the gold of what is alone in its four states."""
    golden = set()
    at = [
        np.zeros(rows[1] - rows[0]),
        np.zeros(rows[1] - rows[0]),
        np.zeros(columns[1] - columns[0]),
        np.zeros(columns[1] - columns[0]),
    ]
    previous_alone = False
    for s, t in beads:
        if s and t:
            golden.add((KINDS.index((len(s), len(t))), s[0] - rows[0], t[0] - columns[0]))
            previous_alone = False
        elif s:
            at[1 if previous_alone else 0][s[0] - rows[0]] = 1
            previous_alone = True
        else:
            at[3 if previous_alone else 2][t[0] - columns[0]] = 1
            previous_alone = True
    return golden, at


def _promising(table: dict[int, np.ndarray], names: Names, channels: Iterable[str]) -> np.ndarray:
    """Beads that could be: enough of their words are accounted for, or nothing speaks of words."""
    best = None
    for name in channels:
        value = table[names[f"{name} ratio"]]
        best = value if best is None else np.maximum(best, value)
    row = np.sort(best, axis=1)[:, -6:-5] if best.shape[1] > 6 else np.zeros((best.shape[0], 1))
    return (best > 0.3) | (best >= np.maximum(row, 0.12))
