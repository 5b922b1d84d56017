"""What a word lexicon brings when it helps to choose among the decoder's hypotheses, and how much it should count.

usage: reranking.py [--package FOLDER] [--eval FOLDER] [--lines N] [--beam N]

Decodes FLORES-dev and newstest2013 once, then chooses with each weight. The weight in force stands in the package's metadata
(``models/training/package.py --lexicon-weight``); take it from FLORES-dev alone, newstest2013 is held out. BLEU and chrF are
those of the bare decoder's text, before the engine's other steps.
"""

from __future__ import annotations

import argparse
import tempfile
import time
from collections.abc import Sequence
from functools import cache
from pathlib import Path

import sacrebleu

from reader.alignment.lexicon import shared_lexicon
from reader.translation import Engine, embedded_package, open_package
from reader.translation.attempts import Decoded, Decoding
from reader.translation.reranking import reranked

ROOT = Path(__file__).parent.parent
WEIGHTS = (0.0, 0.1, 0.2, 0.3, 0.4, 0.5, 0.7, 1.0)


class Remembering:
    """The lexicon, asked once about each sentence."""

    def __init__(self) -> None:
        self._ask = cache(lambda french, renderings: shared_lexicon().log_likelihoods(french, renderings))

    def translations(self, word: str) -> Sequence[tuple[str, float]]:
        """As the lexicon."""
        return shared_lexicon().translations(word)

    def log_likelihoods(self, french: str, renderings: Sequence[str]) -> Sequence[float]:
        """As the lexicon."""
        return self._ask(french, tuple(renderings))


def decoded(engine: Engine, lines: list[str], beam: int) -> list[Decoded]:
    """What the decoder makes of the lines, with the other hypotheses."""
    order = sorted(range(len(lines)), key=lambda i: -len(lines[i]))
    found: dict[int, Decoded] = {}
    for at in range(0, len(order), 64):
        batch = order[at : at + 64]
        results = engine._submit([lines[i] for i in batch], Decoding(beam))()  # noqa: SLF001 - the engine's inside is what is measured
        found.update(zip(batch, results, strict=True))
    return [found[i] for i in range(len(lines))]


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--package", type=Path)
    parser.add_argument("--eval", type=Path, default=ROOT.parent / "shared" / "eval")
    parser.add_argument("--lines", type=int, default=1000, help="of each set; 0: all")
    parser.add_argument("--beam", type=int, default=4)
    options = parser.parse_args()
    package = (
        open_package(options.package)
        if options.package
        else embedded_package(Path(tempfile.mkdtemp()), shipped=ROOT / "models")
    )
    engine, lexicon = Engine(package), Remembering()
    print(f"package {package.id}, weight in force {package.lexicon_weight}; BLEU / chrF by weight")
    for name in ("flores-dev", "newstest2013"):
        lines, references = (
            (options.eval / f"{name}.{side}").read_text(encoding="utf-8").splitlines() for side in ("fr", "en")
        )
        step = max(1, -(-len(lines) // options.lines)) if options.lines else 1
        lines, references = lines[::step], references[::step]
        found = decoded(engine, lines, options.beam)
        started = time.process_time()
        for weight in WEIGHTS:
            texts = [reranked(s, f, lexicon, weight).text for s, f in zip(lines, found, strict=True)]
            if weight == WEIGHTS[0]:
                cost = (time.process_time() - started) / len(lines)
            bleu, chrf = (f([*texts], [references]).score for f in (sacrebleu.corpus_bleu, sacrebleu.corpus_chrf))
            print(f"{name:14} {weight:4.1f}  {bleu:5.2f} / {chrf:5.2f}", flush=True)
        print(f"{name:14} choosing costs {1000 * cost:.2f} ms of processor a line")


if __name__ == "__main__":
    main()
