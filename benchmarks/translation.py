"""Speed, memory and BLEU of translating newstest2013: ours, argostranslate, and bare CTranslate2.

usage: translation.py FRENCH ENGLISH [--package FOLDER] [--argos PYTHON] [--lines N] [--rounds N] [--page]

All three run the same package with beam 4, length penalty 0.2 and int8, each in a process of its own, one after the
other. ``--argos`` names the interpreter of an environment with argostranslate, torch and stanza; its sentence splitter is
switched off, since each line is one sentence: the comparison is of decoding only, in its favour. Bare CTranslate2 gets
sentences tokenised and sorted beforehand, and the same number of threads in the same arrangement as ours.
On a busy machine the clock says little: core seconds count what each one used, whoever else was running.
``--page`` measures the time to a first translated page of 25 sentences, engine loading included.
"""

from __future__ import annotations

import argparse
import json
import os
import resource
import subprocess
import sys
import tempfile
import time
from pathlib import Path
from typing import Any

ROOT = Path(__file__).parent.parent
PAGE = 25
STRAIGHT = str.maketrans("“”‘’", "\"\"''")


def ours(package: Path, lines: list[str]) -> tuple[float, list[str]]:
    """Our engine."""
    from reader.translation import Engine, open_package  # noqa: PLC0415

    engine = Engine(open_package(package))
    start = time.perf_counter()
    found = dict(engine.translate(lines))
    return time.perf_counter() - start, [found[i].text for i in range(len(lines))]


def bare(package: Path, lines: list[str]) -> tuple[float, list[str]]:
    """CTranslate2 on tokens sorted beforehand."""
    import ctranslate2  # noqa: PLC0415
    import sentencepiece  # noqa: PLC0415

    pieces = sentencepiece.SentencePieceProcessor(model_file=str(package / "sentencepiece.model"))
    cores = len(os.sched_getaffinity(0))
    translator = ctranslate2.Translator(
        str(package / "model"), compute_type="int8", inter_threads=cores, intra_threads=1
    )
    tokens = [pieces.encode(line, out_type=str) for line in lines]
    order = sorted(range(len(lines)), key=lambda i: -len(tokens[i]))
    start = time.perf_counter()
    results = translator.translate_batch(
        [tokens[i] for i in order],
        max_batch_size=1024,
        batch_type="tokens",
        beam_size=4,
        length_penalty=0.2,
        replace_unknowns=True,
    )
    seconds = time.perf_counter() - start
    texts = dict(zip(order, (pieces.decode_pieces(r.hypotheses[0]) for r in results), strict=True))
    return seconds, [texts[i] for i in range(len(lines))]


def argos(package: Path, lines: list[str]) -> tuple[float, list[str]]:
    """Argostranslate itself, through its own classes."""
    from argostranslate import translate as peer  # noqa: PLC0415
    from argostranslate.package import Package as PeerPackage  # noqa: PLC0415

    class Whole:
        """Takes each line for one sentence."""

        def split_sentences(self, text: str) -> list[str]:
            """The line."""
            return [text]

    found = PeerPackage(package)
    translation = peer.PackageTranslation(peer.Language("fr", "French"), peer.Language("en", "English"), found)
    translation.sentencizer = Whole()
    translation.translate("Bonjour.")
    start = time.perf_counter()
    texts = [translation.translate(line) for line in lines]
    return time.perf_counter() - start, texts


def page(package: Path, lines: list[str]) -> tuple[float, list[str]]:
    """From an empty process to the first page of a document."""
    start = time.perf_counter()
    from reader.translation import Engine, open_package  # noqa: PLC0415

    engine = Engine(open_package(package))
    loaded = time.perf_counter() - start
    left = set(range(PAGE))
    seconds = 0.0
    for index, _ in engine.translate(lines, first=range(PAGE)):
        left.discard(index)
        if not left:
            seconds = time.perf_counter() - start
            break
    return seconds, [f"{loaded:.2f}"]


def bare_page(package: Path, lines: list[str]) -> tuple[float, list[str]]:
    """The same with bare CTranslate2, which knows beforehand what is asked for."""
    start = time.perf_counter()
    bare(package, lines[:PAGE])
    return time.perf_counter() - start, []


def child(which: str, package: Path, source: Path, lines: int) -> None:
    """Run one of them and say what came out."""
    texts = source.read_text(encoding="utf-8").splitlines()[:lines]
    before = resource.getrusage(resource.RUSAGE_SELF)
    seconds, out = {"ours": ours, "bare": bare, "argos": argos, "page": page, "bare page": bare_page}[which](
        package, texts
    )
    after = resource.getrusage(resource.RUSAGE_SELF)
    cpu = after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime
    words = sum(len(t.split()) for t in texts)
    print(json.dumps({"seconds": seconds, "cpu": cpu, "peak": after.ru_maxrss / 1024, "texts": out, "words": words}))


def measure(python: str, which: str, options: argparse.Namespace) -> dict[str, Any]:
    """Run a child and read what it says."""
    command = [python, __file__, str(options.french), str(options.english), "--package", str(options.package)]
    done = subprocess.run(
        [*command, "--lines", str(options.lines), "--child", which],
        check=True,
        capture_output=True,
        text=True,
        env=dict(os.environ, PYTHONPATH="" if which == "argos" else str(ROOT)),
    )
    found: dict[str, Any] = json.loads(done.stdout.splitlines()[-1])
    return found


def shipped() -> Path:
    """The package of the repository, unpacked."""
    sys.path.insert(0, str(ROOT))
    from reader.translation import embedded_package  # noqa: PLC0415

    return embedded_package(Path(tempfile.mkdtemp()), shipped=ROOT / "models").path


def compare(options: argparse.Namespace) -> None:
    """Run all and print the ratios."""
    import sacrebleu  # noqa: PLC0415

    references = options.english.read_text(encoding="utf-8").splitlines()[: options.lines]
    runs = {"ours": sys.executable, "bare": sys.executable} | ({"argos": options.argos} if options.argos else {})
    speed: dict[str, float] = {}
    thrift: dict[str, float] = {}
    for turn in range(options.rounds):
        for which, python in runs.items():
            found = measure(python, which, options)
            fast, thrifty = found["words"] / found["seconds"], found["words"] / found["cpu"]
            speed[which], thrift[which] = max(speed.get(which, 0), fast), max(thrift.get(which, 0), thrifty)
            score = sacrebleu.corpus_bleu([t.translate(STRAIGHT) for t in found["texts"]], [references]).score
            print(
                f"{turn + 1} {which:6} {fast:6.0f} words/s  {thrifty:6.0f} words per core second, loading included"
                f"  peak {found['peak']:4.0f} MB  BLEU {score:.2f}",
                flush=True,
            )
    for which in runs:
        if which != "ours":
            ratios = speed["ours"] / speed[which], thrift["ours"] / thrift[which]
            print(f"ours / {which}: {ratios[0]:.2f} by the clock, {ratios[1]:.2f} by core seconds")


def main() -> None:
    """Measure."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("french", type=Path)
    parser.add_argument("english", type=Path)
    parser.add_argument("--package", type=Path)
    parser.add_argument("--argos")
    parser.add_argument("--lines", type=int, default=3000)
    parser.add_argument("--rounds", type=int, default=1, help="take turns; the ratios are of each one's best round")
    parser.add_argument("--page", action="store_true")
    parser.add_argument("--child")
    options = parser.parse_args()
    if options.child:
        child(options.child, options.package, options.french, options.lines)
        return
    options.package = options.package or shipped()
    if options.page:
        found = measure(sys.executable, "page", options)
        print(f"first page of {PAGE} sentences: {found['seconds']:.2f} s, of which loading {found['texts'][0]} s")
        return
    compare(options)


if __name__ == "__main__":
    main()
