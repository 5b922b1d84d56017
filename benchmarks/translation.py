"""Speed, memory and BLEU of translating a test set: ours, bare CTranslate2, and argostranslate, taking turns.

usage: translation.py FRENCH ENGLISH [--package FOLDER] [--argos PYTHON] [--lines N] [--rounds N] [--page]

All run the same package with beam 4, length penalty 0.2 and int8, each in a process of its own that loads first and then
waits for its turn. The lines are dealt out in blocks; every block goes to each in turn, in an order that rotates, so that
whatever else the machine does falls on all alike. Wall and processor time are those of the decoding, loading left out.

- ``ours``: the engine as the reader uses it.
- ``plain``: the engine with every step of ours before and after the decoder left out: what the batching alone costs.
- ``bare``: CTranslate2 on tokens sorted beforehand, with as many threads in the same arrangement.
- ``argos``: argostranslate itself (``--argos``: the interpreter of an environment with argostranslate, torch and stanza);
  its sentence splitter is switched off, since each line is one sentence: the comparison is of decoding, in its favour.

BLEU and chrF are of what came out with quotation marks straightened. ``plain``, ``bare`` and ``argos`` decode the same
segments and must be equal to 0.1; ``ours`` is above them by what its steps bring, and a line says how much of that is
typography (apostrophes and quotation marks that the decoder sets apart).
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
from collections import defaultdict
from pathlib import Path
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

ROOT = Path(__file__).parent.parent
PAGE = 25
BLOCK = 300
STRAIGHT = str.maketrans("“”‘’…", "\"\"''.")


def ours(package: Path) -> Callable[[list[str]], list[str]]:
    """Our engine."""
    from reader.alignment.lexicon import shared_lexicon  # noqa: PLC0415
    from reader.translation import Engine, open_package  # noqa: PLC0415

    engine = Engine(open_package(package), lexicon=shared_lexicon)

    def run(lines: list[str]) -> list[str]:
        found = dict(engine.translate(lines))
        return [found[i].text for i in range(len(lines))]

    return run


def plain(package: Path) -> Callable[[list[str]], list[str]]:
    """Our engine's decoder and batches, and nothing else."""
    from reader.translation import Engine, open_package  # noqa: PLC0415
    from reader.translation.attempts import Decoding  # noqa: PLC0415
    from reader.translation.batches import Plan  # noqa: PLC0415

    engine = Engine(open_package(package))

    def run(lines: list[str]) -> list[str]:
        plan = Plan([1 + len(t) // 3 for t in lines], tokens=1024, lanes=engine.lanes, urgent=tuple)
        waiting = []
        while batch := plan.next():
            waiting.append((batch, engine._submit([lines[i] for i in batch], Decoding(4))))  # noqa: SLF001
        texts = {i: one.text for batch, results in waiting for i, one in zip(batch, results(), strict=True)}
        return [texts[i] for i in range(len(lines))]

    return run


def bare(package: Path) -> Callable[[list[str]], list[str]]:
    """CTranslate2 on tokens sorted beforehand."""
    import ctranslate2  # noqa: PLC0415
    import sentencepiece  # noqa: PLC0415

    pieces = sentencepiece.SentencePieceProcessor(model_file=str(package / "sentencepiece.model"))
    cores = len(os.sched_getaffinity(0))
    translator = ctranslate2.Translator(
        str(package / "model"), compute_type="int8", inter_threads=cores, intra_threads=1
    )

    def run(lines: list[str]) -> list[str]:
        tokens = [pieces.encode(line, out_type=str) for line in lines]
        order = sorted(range(len(lines)), key=lambda i: -len(tokens[i]))
        yield_time()
        results = translator.translate_batch(
            [tokens[i] for i in order],
            max_batch_size=1024,
            batch_type="tokens",
            beam_size=4,
            length_penalty=0.2,
            replace_unknowns=True,
        )
        yield_time()
        texts = dict(zip(order, (pieces.decode_pieces(r.hypotheses[0]) for r in results), strict=True))
        return [texts[i].replace("▁", " ") for i in range(len(lines))]

    return run


def argos(package: Path) -> Callable[[list[str]], list[str]]:
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
    return lambda lines: [translation.translate(line) for line in lines]


SYSTEMS = {"ours": ours, "plain": plain, "bare": bare, "argos": argos}
_stops: list[tuple[float, float]] = []


def yield_time() -> None:
    """Take the time: a system that prepares and tidies up outside the measured part calls this before and after."""
    _stops.append((time.perf_counter(), time.process_time()))


def serve(which: str, package: Path) -> None:
    """Load, then translate a block of lines for each line of standard input, timing it."""
    translate = SYSTEMS[which](package)
    translate(["Bonjour.", "Une bombe a explosé."])
    print(json.dumps({"ready": True}), flush=True)
    for request in sys.stdin:
        lines = json.loads(request)
        _stops.clear()
        began = time.perf_counter(), time.process_time()
        texts = translate(lines)
        ended = time.perf_counter(), time.process_time()
        (began, ended) = _stops or (began, ended)
        peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
        answer = {"wall": ended[0] - began[0], "cpu": ended[1] - began[1], "peak": peak, "texts": texts}
        print(json.dumps(answer), flush=True)


def start(which: str, python: str, package: Path) -> subprocess.Popen[str]:
    """A system in a process of its own, loaded and waiting."""
    command = [python, __file__, "-", "-", "--package", str(package), "--serve", which]
    environment = dict(os.environ, PYTHONPATH="" if which == "argos" else str(ROOT))
    process = subprocess.Popen(
        command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True, env=environment
    )
    if not process.stdout or not process.stdout.readline():
        raise subprocess.CalledProcessError(process.wait(), command)
    return process


def ask(process: subprocess.Popen[str], lines: list[str]) -> dict[str, Any]:
    """Have a system translate a block."""
    if not process.stdin or not process.stdout:
        raise SystemExit("a system has no pipes")
    process.stdin.write(json.dumps(lines) + "\n")
    process.stdin.flush()
    answer: dict[str, Any] = json.loads(process.stdout.readline())
    return answer


def measure(python: str, which: str, options: argparse.Namespace) -> dict[str, Any]:
    """One system alone on all lines: ``seconds``, ``cpu``, ``peak``, ``words``; a page is measured with its loading.

    Args:
        python: the interpreter to run it with.
        which: a system, ``page`` or ``bare page``.
        options: ``french``, ``english``, ``package``, ``lines``.
    """
    lines = options.french.read_text(encoding="utf-8").splitlines()[: options.lines]
    if which.endswith("page"):
        command = [
            python,
            __file__,
            str(options.french),
            "-",
            "--package",
            str(options.package),
            "--lines",
            str(options.lines),
        ]
        environment = dict(os.environ, PYTHONPATH=str(ROOT))
        done = subprocess.run([*command, "--load", which], check=True, capture_output=True, text=True, env=environment)
        return {"seconds": float(done.stdout)}
    process = start(which, python, options.package)
    found = ask(process, lines)
    process.communicate()
    return found | {"seconds": found["wall"], "words": sum(len(line.split()) for line in lines)}


def blocks(lines: list[str]) -> Iterator[list[str]]:
    """The lines, a block at a time."""
    for at in range(0, len(lines), BLOCK):
        yield lines[at : at + BLOCK]


def compare(options: argparse.Namespace) -> None:
    """Have all translate every block in turn, and print sums and ratios."""
    lines, references = (
        p.read_text(encoding="utf-8").splitlines()[: options.lines] for p in (options.french, options.english)
    )
    names = ["ours", "plain", "bare", *(["argos"] if options.argos else [])]
    running = {n: start(n, options.argos if n == "argos" else sys.executable, options.package) for n in names}
    wall, cpu, peak = defaultdict(float), defaultdict(float), defaultdict(float)
    texts: dict[str, list[str]] = defaultdict(list)
    for turn in range(options.rounds):
        for number, block in enumerate(blocks(lines)):
            for name in names[(shift := (turn + number) % len(names)) :] + names[:shift]:
                found = ask(running[name], block)
                wall[name] += found["wall"]
                cpu[name] += found["cpu"]
                peak[name] = found["peak"]
                if turn == 0:
                    texts[name] += found["texts"]
    for process in running.values():
        process.communicate()
    words = options.rounds * sum(len(line.split()) for line in lines)
    report(names, words, wall, cpu, peak)
    quality(names, texts, references)


def report(names: list[str], words: int, wall: dict[str, float], cpu: dict[str, float], peak: dict[str, float]) -> None:
    """Print pace and ratios."""
    for name in names:
        print(
            f"{name:6} {words / wall[name]:6.0f} words/s  {words / cpu[name]:6.0f} words per core second"
            f"  wall {wall[name]:6.1f} s  processor {cpu[name]:6.1f} s  peak {peak[name]:4.0f} MB"
        )
    for name in names[1:]:
        print(
            f"ours / {name}: {wall[name] / wall['ours']:.2f} by the clock, {cpu[name] / cpu['ours']:.2f} by core seconds"
        )


def quality(names: list[str], texts: dict[str, list[str]], references: list[str]) -> None:
    """Print BLEU and chrF, and how many lines are decoded alike."""
    import sacrebleu  # noqa: PLC0415

    for name in names:
        straight = [t.translate(STRAIGHT) for t in texts[name]]
        bleu = sacrebleu.corpus_bleu(straight, [references]).score
        chrf = sacrebleu.corpus_chrf(straight, [references]).score
        alike = sum(one.split() == other.split() for one, other in zip(texts[name], texts["bare"], strict=True))
        print(
            f"{name:6} BLEU {bleu:.2f}  chrF {chrf:.2f}  {alike} of {len(references)} lines as bare CTranslate2 has them"
        )
    sys.path.insert(0, str(ROOT))
    from reader.translation.typography import english_quotes  # noqa: PLC0415

    curled = [english_quotes(t).translate(STRAIGHT) for t in texts["plain"]]
    print(f"plain with our typography: BLEU {sacrebleu.corpus_bleu(curled, [references]).score:.2f}")


def page(package: Path, lines: list[str]) -> float:
    """Seconds from an empty process to the first page of a document."""
    began = time.perf_counter()
    from reader.alignment.lexicon import shared_lexicon  # noqa: PLC0415
    from reader.translation import Engine, open_package  # noqa: PLC0415

    engine = Engine(open_package(package), lexicon=shared_lexicon)
    left = set(range(PAGE))
    for index, _ in engine.translate(lines, first=range(PAGE)):
        left.discard(index)
        if not left:
            break
    return time.perf_counter() - began


def bare_page(package: Path, lines: list[str]) -> float:
    """The same with bare CTranslate2, which knows beforehand what is asked for."""
    began = time.perf_counter()
    bare(package)(lines[:PAGE])
    return time.perf_counter() - began


def shipped() -> Path:
    """The package of the repository, unpacked."""
    sys.path.insert(0, str(ROOT))
    from reader.translation import embedded_package  # noqa: PLC0415

    return embedded_package(Path(tempfile.mkdtemp()), shipped=ROOT / "models").path


def main() -> None:
    """Measure."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("french", type=Path)
    parser.add_argument("english", type=Path)
    parser.add_argument("--package", type=Path)
    parser.add_argument("--argos", metavar="PYTHON")
    parser.add_argument("--lines", type=int, default=3000)
    parser.add_argument("--rounds", type=int, default=1)
    parser.add_argument("--page", action="store_true")
    parser.add_argument("--serve", choices=SYSTEMS, help=argparse.SUPPRESS)
    parser.add_argument("--load", choices=("page", "bare page"), help=argparse.SUPPRESS)
    options = parser.parse_args()
    options.package = options.package or shipped()
    if options.serve:
        serve(options.serve, options.package)
    elif options.load:
        lines = options.french.read_text(encoding="utf-8").splitlines()[: options.lines]
        print((page if options.load == "page" else bare_page)(options.package, lines))
    elif options.page:
        for which in ("page", "bare page"):
            print(
                f"first {which} of {PAGE} sentences: {measure(sys.executable, which, options)['seconds']:.2f} s, loading included"
            )
    else:
        compare(options)


if __name__ == "__main__":
    main()
