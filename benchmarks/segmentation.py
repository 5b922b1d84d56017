"""Sentence boundaries: ours beside sentencex and pysbd, in one table with speeds.

The lines of each file are joined with spaces (news: ten at a time), split again, and the boundaries compared by the number of
non-space characters before them; the end of a text is no boundary. Sets: both sides of the aligned novels, newstest2013.

Usage: python benchmarks/segmentation.py [--peers /work/peers/seg/bin/python] [--errors NAME] [--half first|second]

The peers run in an environment of their own (``pip install sentencex pysbd``), whose Python ``--peers`` names; without it
only ours is measured.
"""

from __future__ import annotations

import argparse
import json
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterable
from itertools import accumulate
from pathlib import Path

SHARED = Path(__file__).parents[2] / "shared"
Splitter = Callable[[str, str], list[str]]


def squeezed(text: str) -> int:
    """How many non-space characters a text has."""
    return len("".join(text.split()))


def boundaries(sentences: Iterable[str]) -> set[int]:
    """Where sentences end within their text, in non-space characters from its start."""
    ends = list(accumulate(squeezed(s) for s in sentences))
    return set(ends[:-1]) - {0}


def texts(half: str | None) -> dict[str, tuple[str, list[list[str]]]]:
    """Name -> (language, gold sentences of each text)."""
    sets: dict[str, tuple[str, list[list[str]]]] = {}
    for folder in sorted((SHARED / "gold" / "transread-fr-en").iterdir()):
        for side, language in (("src", "fr"), ("tgt", "en")):
            lines = read_lines(folder / f"{side}.txt")
            sets[f"{folder.name} {language}"] = language, [part(lines, half)]
    for language in ("fr", "en"):
        lines = part(read_lines(SHARED / "eval" / f"newstest2013.{language}"), half)
        sets[f"newstest2013 {language}"] = language, [lines[i : i + 10] for i in range(0, len(lines), 10)]
    return sets


def read_lines(path: Path) -> list[str]:
    """The lines of a file that hold anything."""
    return [line.strip() for line in path.read_text(encoding="utf-8").split("\n") if line.strip()]


def part(lines: list[str], half: str | None) -> list[str]:
    """Half of the lines, or all: rules are looked at on one half and proved on the other."""
    middle = len(lines) // 2
    return {"first": lines[:middle], "second": lines[middle:]}.get(half or "", lines)


def ours() -> Splitter:
    """Our splitter."""
    from reader.languages import Language  # noqa: PLC0415 - only one of the three is installed where this runs
    from reader.segmentation import split_sentences  # noqa: PLC0415 - only one of the three is installed where this runs

    return lambda text, language: [text[a:b] for a, b in split_sentences(text, Language(language))]


def sentencex() -> Splitter:
    """The sentencex package."""
    from sentencex import segment  # noqa: PLC0415 - only one of the three is installed where this runs

    return lambda text, language: list(segment(language, text))


def pysbd() -> Splitter:
    """The pysbd package."""
    from pysbd import Segmenter  # noqa: PLC0415 - only one of the three is installed where this runs

    segmenters = {language: Segmenter(language=language, clean=False) for language in ("fr", "en")}
    return lambda text, language: segmenters[language].segment(text)


SPLITTERS = {"ours": ours, "sentencex": sentencex, "pysbd": pysbd}


def measure(name: str, half: str | None) -> dict[str, list[float]]:
    """Hits, proposals, gold boundaries for each set, and megabytes and seconds over all."""
    split = SPLITTERS[name]()
    scores: dict[str, list[float]] = {}
    size = seconds = 0.0
    for key, (language, parts) in texts(half).items():
        hits = proposed = wanted = 0
        for lines in parts:
            text = " ".join(lines)
            found = boundaries(split(text, language))
            gold = boundaries(lines)
            hits, proposed, wanted = hits + len(found & gold), proposed + len(found), wanted + len(gold)
        scores[key] = [hits, proposed, wanted]
        whole = "\n".join(" ".join(lines) for lines in parts)
        passes = 1 if name == "pysbd" else 5
        chunks = whole.split("\n")
        started = time.process_time()
        for _ in range(passes):
            for chunk in chunks:
                split(chunk, language)
        seconds += (time.process_time() - started) / passes
        size += len(whole.encode()) / 1e6
    scores["speed"] = [size, seconds]
    return scores


def f1(hits: float, proposed: float, wanted: float) -> float:
    """The harmonic mean of precision and recall."""
    return 2 * hits / (proposed + wanted) if proposed + wanted else 0.0


def errors(key: str, half: str | None) -> None:
    """Print the false and missed boundaries of one set."""
    language, parts = texts(half)[key]
    split = ours()
    for lines in parts:
        text = " ".join(lines)
        found, gold = boundaries(split(text, language)), boundaries(lines)
        places: dict[int, int] = {}
        count = 0
        for offset, character in enumerate(text):
            if not character.isspace():
                count += 1
                places[count] = offset + 1
        for at in sorted(found ^ gold):
            where = places[at]
            print(
                "FALSE " if at in found else "missed", text[max(0, where - 70) : where], "‖", text[where : where + 50]
            )


def peers(python: str, half: str | None) -> dict[str, dict[str, list[float]]]:
    """The same measures of the peers, run side by side in their own environment."""
    measured = {}
    for name in ("sentencex", "pysbd"):
        with tempfile.NamedTemporaryFile("r", suffix=".json") as out:
            command = [python, __file__, "--only", name, "--out", out.name, *(["--half", half] if half else [])]
            subprocess.run(command, check=True)
            measured[name] = json.load(out)
    return measured


def table(measured: dict[str, dict[str, list[float]]]) -> None:
    """Print F1 and speeds, a column a splitter."""
    names = list(measured)
    print(f"{'boundary F1':32s}" + "".join(f"{name:>12s}" for name in names))
    for key in measured["ours"]:
        if key != "speed":
            print(f"{key:32s}" + "".join(f"{f1(*measured[name][key]):12.4f}" for name in names))
    speeds = {name: measured[name]["speed"][0] / measured[name]["speed"][1] for name in names}
    print(f"{'MB a second':32s}" + "".join(f"{speeds[name]:12.2f}" for name in names))
    print(
        f"{'ours is so many times as fast':32s}" + "".join(f"{speeds['ours'] / speeds[name]:12.2f}" for name in names)
    )


def main() -> None:
    """Measure ours, and the peers where their Python is given."""
    options = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    options.add_argument("--peers", help="the Python of an environment that holds sentencex and pysbd")
    options.add_argument("--errors", help="print the errors of one set, as the table names it")
    options.add_argument("--half", choices=["first", "second"], help="only half of each file")
    options.add_argument("--only", choices=list(SPLITTERS), help=argparse.SUPPRESS)
    options.add_argument("--out", type=Path, help=argparse.SUPPRESS)
    chosen = options.parse_args()
    if chosen.only:
        chosen.out.write_text(json.dumps(measure(chosen.only, chosen.half)))
    elif not SHARED.exists():
        sys.exit(f"the gold sets are not here: {SHARED}")
    elif chosen.errors:
        errors(chosen.errors, chosen.half)
    else:
        measured = {"ours": measure("ours", chosen.half)}
        table(measured | (peers(chosen.peers, chosen.half) if chosen.peers else {}))


if __name__ == "__main__":
    main()
