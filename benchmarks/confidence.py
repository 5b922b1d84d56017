"""How well the confidence of a translation tells good from bad, and the fit behind reader/translation/confidence.py.

usage: confidence.py PACKAGE_FOLDER FRENCH ENGLISH [--fit]

Translates the French, takes the sentence chrF against the English as the truth, and prints the rank correlation with
the confidence, the mean chrF of each tenth, and how often each check goes off on the machine's and on the human English.
With ``--fit`` it prints the numbers for the table in confidence.py, found on the odd lines; the correlation is of the even ones.
"""

from __future__ import annotations

import argparse
from collections import Counter
from pathlib import Path

import numpy as np
import sacrebleu

from reader.translation import Engine, open_package
from reader.translation.attempts import Job
from reader.translation.batches import Plan
from reader.translation.checks import check
from reader.translation.confidence import Evidence
from reader.translation.passes import run


def ranks(values: np.ndarray) -> np.ndarray:
    """Ranks, ties averaged."""
    _, inverse, counts = np.unique(values, return_inverse=True, return_counts=True)
    middle = np.cumsum(counts) - (counts - 1) / 2
    return np.asarray(middle[inverse])


def spearman(one: np.ndarray, other: np.ndarray) -> float:
    """Spearman's rank correlation."""
    return float(np.corrcoef(ranks(one), ranks(other))[0, 1])


def translate(engine: Engine, sources: list[str]) -> list[Job]:
    """The jobs of some texts, done."""
    jobs = [engine.job(s) for s in sources]
    plan = Plan([engine._measure(s) for s in sources], tokens=1024, lanes=engine.lanes, urgent=lambda: ())  # noqa: SLF001
    for _ in run(jobs, plan, engine._submit, in_flight=3):  # noqa: SLF001
        pass
    return jobs


def fit(x: np.ndarray, y: np.ndarray) -> None:
    """Least squares on the logit of chrF, printed."""
    design = np.hstack([x, np.ones((len(x), 1))])
    clipped = np.clip(y, 0.02, 0.98)
    weights, *_ = np.linalg.lstsq(design, np.log(clipped / (1 - clipped)), rcond=None)
    print("weights", [round(float(w), 4) for w in weights])


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("package", type=Path)
    parser.add_argument("french", type=Path)
    parser.add_argument("english", type=Path)
    parser.add_argument("--fit", action="store_true")
    options = parser.parse_args()
    sources, references = (p.read_text(encoding="utf-8").splitlines() for p in (options.french, options.english))
    jobs = translate(Engine(open_package(options.package)), sources)
    best = [job.best for job in jobs]
    plain = [b.text.translate(str.maketrans("“”’", '""\'')) for b in best]
    chrf = np.array([sacrebleu.sentence_chrf(p, [r]).score / 100 for p, r in zip(plain, references, strict=True)])
    score, mean = np.array([b.score for b in best]), np.array([b.mean for b in best])
    odd, even = np.arange(len(best)) % 2 == 1, np.arange(len(best)) % 2 == 0
    if options.fit:
        evidence = [
            Evidence(s, b.text, b.mean, j.measure(s), b.pieces) for s, b, j in zip(sources, best, jobs, strict=True)
        ]
        x = np.array([e.features() for e in evidence])
        fit(x[odd], chrf[odd])
        for column in range(x.shape[1]):
            print(f"  feature {column}: rank correlation alone {spearman(x[:, column], chrf):.3f}")
    print(f"rank correlation with sentence chrF, even lines: {spearman(score[even], chrf[even]):.3f}")
    print(f"  of the plain mean log-probability:             {spearman(mean[even], chrf[even]):.3f}")
    order = np.argsort(score[even], kind="stable")
    for tenth in np.array_split(order, 10):
        print(f"  score {score[even][tenth].mean():.2f}  chrF {chrf[even][tenth].mean():.3f}")
    machine, human = (
        Counter(f for flags in found for f in flags)
        for found in ([b.flags for b in best], [check(s, r) for s, r in zip(sources, references, strict=True)])
    )
    first = Counter(f for job in jobs for f in job.candidates[0].flags)
    flagged = sum(any(check(s, r)) for s, r in zip(sources, references, strict=True))
    print(
        "flags before repair", dict(first), "\nflags after repair ", dict(machine), "\nflags on human text", dict(human)
    )
    print(
        f"human sentences flagged: {100 * flagged / len(sources):.2f}%; machine before {sum(bool(j.candidates[0].flags) for j in jobs)}, after {sum(bool(b.flags) for b in best)} of {len(sources)}"
    )


if __name__ == "__main__":
    main()
