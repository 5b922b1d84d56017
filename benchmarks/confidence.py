"""How well the confidence of a translation tells good from bad, and the fit behind reader/translation/confidence.py.

usage: confidence.py [--fit] [--package FOLDER] [--eval FOLDER] [--lines N]

Translates FLORES-dev (to fit on) and newstest2013 (held out: nothing is fitted on it) from ``--eval``, takes the sentence chrF
against the human English as the truth, and prints for each the rank correlation with the confidence, then of the held-out
lines the mean chrF of each tenth and how often each check goes off on the machine's and on the human English. With ``--fit`` the weights are
found anew on FLORES-dev and written into reader/translation/confidence.py; run it whenever the package that ships changes.
``--lines`` takes at most so many lines of each set, evenly spread.
"""

from __future__ import annotations

import argparse
import re
import sys
import tempfile
from collections import Counter
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import sacrebleu

from reader.alignment.lexicon import shared_lexicon
from reader.translation import Engine, embedded_package, open_package
from reader.translation import confidence as home
from reader.translation.attempts import Candidate, Job
from reader.translation.batches import Plan
from reader.translation.checks import check
from reader.translation.confidence import Evidence, score_of
from reader.translation.passes import run

ROOT = Path(__file__).parent.parent
STRAIGHT = str.maketrans("“”‘’", "\"\"''")


@dataclass(frozen=True, slots=True)
class Tried:
    """A test set and what the engine made of it."""

    name: str
    sources: list[str]
    references: list[str]
    jobs: list[Job]
    best: list[Candidate]
    chrf: np.ndarray

    def evidence(self) -> list[Evidence]:
        """What is known of each translation."""
        return [
            Evidence(s, b.text, b.mean, j.measure(s), b.pieces, b.flags, b.mended)
            for s, b, j in zip(self.sources, self.best, self.jobs, strict=True)
        ]


def ranks(values: np.ndarray) -> np.ndarray:
    """Ranks, ties averaged."""
    _, inverse, counts = np.unique(values, return_inverse=True, return_counts=True)
    middle = np.cumsum(counts) - (counts - 1) / 2
    return np.asarray(middle[inverse])


def spearman(one: np.ndarray, other: np.ndarray) -> float:
    """Spearman's rank correlation."""
    return float(np.corrcoef(ranks(one), ranks(other))[0, 1])


def try_out(engine: Engine, folder: Path, name: str, most: int) -> Tried:
    """Translate a test set."""
    sources, references = (
        (folder / f"{name}.{side}").read_text(encoding="utf-8").splitlines() for side in ("fr", "en")
    )
    step = max(1, -(-len(sources) // most)) if most else 1
    sources, references = sources[::step], references[::step]
    jobs = [engine.job(s) for s in sources]
    plan = Plan(
        [job.measure(s) for job, s in zip(jobs, sources, strict=True)], tokens=1024, lanes=engine.lanes, urgent=tuple
    )
    for _ in run(jobs, plan, engine._submit, in_flight=engine.lanes + 1):  # noqa: SLF001 - the engine's inside is what is measured
        pass
    best = [job.best for job in jobs]
    pairs = zip((b.text.translate(STRAIGHT) for b in best), references, strict=True)
    chrf = np.array([sacrebleu.sentence_chrf(p, [r]).score / 100 for p, r in pairs])
    return Tried(name, sources, references, jobs, best, chrf)


def fit(tried: Tried) -> tuple[tuple[float, ...], float]:
    """Weights and constant by least squares on the logit of chrF."""
    x = np.array([e.features() for e in tried.evidence()])
    clipped = np.clip(tried.chrf, 0.02, 0.98)
    found, *_ = np.linalg.lstsq(np.hstack([x, np.ones((len(x), 1))]), np.log(clipped / (1 - clipped)), rcond=None)
    *weights, constant = (float(f"{w:.4g}") for w in found)
    for column, weight in enumerate(weights):
        print(f"  feature {column}: weight {weight}, rank correlation alone {spearman(x[:, column], tried.chrf):.3f}")
    return tuple(weights), constant


def write(weights: tuple[float, ...], constant: float) -> None:
    """Put the fit where the program has it."""
    file = Path(home.__file__)
    text = re.sub(r"(?m)^_WEIGHTS = .*$", f"_WEIGHTS = {weights}", file.read_text(encoding="utf-8"))
    file.write_text(re.sub(r"(?m)^_CONSTANT = .*$", f"_CONSTANT = {constant}", text), encoding="utf-8")
    print(f"written to {file}: _WEIGHTS = {weights}, _CONSTANT = {constant}")


def report(tried: Tried, weights: tuple[float, ...] | None, constant: float | None) -> np.ndarray:
    """Print the rank correlation; the scores."""
    given = {} if weights is None or constant is None else {"weights": weights, "constant": constant}
    score = np.array([score_of(e, **given) for e in tried.evidence()])
    mean = np.array([b.mean for b in tried.best])
    print(
        f"{tried.name}: rank correlation of the confidence with sentence chrF {spearman(score, tried.chrf):.3f},"
        f" of the mean log-probability alone {spearman(mean, tried.chrf):.3f} ({len(score)} lines)"
    )
    return score


def details(tried: Tried, score: np.ndarray) -> None:
    """Print calibration by tenths, and the flags."""
    for tenth in np.array_split(np.argsort(score, kind="stable"), 10):
        print(f"  score {score[tenth].mean():.2f}  chrF {tried.chrf[tenth].mean():.3f}")
    human = [check(s, r) for s, r in zip(tried.sources, tried.references, strict=True)]
    kinds = {
        "before repair": [job.candidates[0].flags for job in tried.jobs],
        "after repair": [b.flags for b in tried.best],
        "on human English": human,
    }
    for name, found in kinds.items():
        share = 100 * sum(map(bool, found)) / len(found)
        print(f"flags {name}: {share:.2f}% of the lines, {dict(Counter(f for flags in found for f in flags))}")
    print(f"lines with invented words that were mended: {sum(b.mended > 0 for b in tried.best)}")


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--package", type=Path)
    parser.add_argument("--eval", type=Path, default=ROOT.parent / "shared" / "eval")
    parser.add_argument("--lines", type=int, default=1000, help="of each set; 0: all")
    parser.add_argument("--fit", action="store_true")
    options = parser.parse_args()
    package = (
        open_package(options.package)
        if options.package
        else embedded_package(Path(tempfile.mkdtemp()), shipped=ROOT / "models")
    )
    engine = Engine(package, lexicon=shared_lexicon)
    print(f"package {package.id}", file=sys.stderr)
    to_fit, held_out = (try_out(engine, options.eval, name, options.lines) for name in ("flores-dev", "newstest2013"))
    weights, constant = fit(to_fit) if options.fit else (None, None)
    if options.fit:
        print("with the weights in force:")
        report(held_out, None, None)
        print("with the new ones:")
    report(to_fit, weights, constant)
    details(held_out, report(held_out, weights, constant))
    if weights is not None and constant is not None:
        write(weights, constant)


if __name__ == "__main__":
    main()
