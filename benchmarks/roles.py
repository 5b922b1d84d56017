"""Roles and repeats on gold documents made of news with page furniture around it.

A gold folder holds DOC/src.raw.txt, tgt.raw.txt (what is read), src.txt, tgt.txt (a sentence a line) and meta.json, whose
entry for each sentence tells its role: body, boilerplate, foreign or repeat, and which sentence a repeat says again.

Usage: python benchmarks/roles.py [GOLD_DIR] [--errors] [--half first|second]
"""

from __future__ import annotations

import argparse
import json
import sys
import time
from collections import Counter
from pathlib import Path

from reader import formats, segmentation
from reader.documents import Block, Document

GOLD = Path(__file__).parents[2] / "shared" / "gold" / "synth-wmt"


def squeezed(text: str) -> str:
    """The letters and digits of a text: what offsets are compared by (readers may drop invisible characters)."""
    return "".join(c for c in text if c.isalnum())


def kind(block: Block) -> str:
    """What the gold would call a block."""
    if block.repeat_of is not None:
        return "repeat"
    return "hidden" if block.hidden else "body"


def judge(document: Document, lines: list[str], entries: list[dict[str, object]]) -> list[tuple[str, str, str, bool]]:
    """For each gold sentence: wanted, found, the sentence, whether a repeat points to the right place."""
    owner: list[int] = []
    for index, block in enumerate(document.blocks):
        owner += [index] * len(squeezed(document.text[block.start : block.end]))
    at, starts = 0, []
    for line in lines:
        starts.append(at)
        at += len(squeezed(line))
    if at != len(owner):
        raise SystemExit(f"{document.name}: the raw text is not the gold's ({at} and {len(owner)} letters)")
    judged = []
    for number, (line, entry) in enumerate(zip(lines, entries, strict=True)):
        wanted = {"body": "body", "repeat": "repeat"}.get(str(entry["role"]), "hidden")
        middle = starts[number] + len(squeezed(line)) // 2
        block = document.blocks[owner[middle]]
        right = True
        if wanted == "repeat":
            first = int(str(entry["repeat_of"]))
            right = block.repeat_of == owner[starts[first] + len(squeezed(lines[first])) // 2]
        judged.append((wanted, kind(block), line, right))
    return judged


def main() -> None:
    """Score every document of the gold folder."""
    options = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    options.add_argument("gold", nargs="?", type=Path, default=GOLD)
    options.add_argument("--errors", action="store_true", help="print what went wrong")
    options.add_argument("--half", choices=["first", "second"], help="only half of the documents")
    chosen = options.parse_args()
    folders = sorted(p.parent for p in chosen.gold.glob("*/meta.json"))
    if not folders:
        raise SystemExit(f"no */meta.json in {chosen.gold}")
    half = len(folders) // 2
    folders = {"first": folders[:half], "second": folders[half:]}.get(chosen.half, folders)
    right: Counter[str] = Counter()
    total: Counter[str] = Counter()
    letters, seconds, pointers = 0, 0.0, 0
    for folder in folders:
        meta = json.loads((folder / "meta.json").read_text(encoding="utf-8"))
        for side in ("src", "tgt"):
            started = time.perf_counter()
            document = segmentation.analyse(formats.read(folder / f"{side}.raw.txt"))
            seconds += time.perf_counter() - started
            letters += len(document.text)
            lines = (folder / f"{side}.txt").read_text(encoding="utf-8").split("\n")[: len(meta[side])]
            for wanted, found, line, pointed in judge(document, lines, meta[side]):
                total[wanted] += 1
                right[wanted] += wanted == found
                pointers += wanted == "repeat" and pointed
                if chosen.errors and not (wanted == found and pointed):
                    sys.stdout.write(f"{folder.name} {side} wanted {wanted} found {found}: {line[:150]}\n")
    for name in sorted(total):
        print(f"{name:8s} {right[name]:5d} of {total[name]:5d}  {right[name] / total[name]:.4f}")
    print(f"{'all':8s} {right.total():5d} of {total.total():5d}  {right.total() / total.total():.4f}")
    if total["repeat"]:
        print(f"repeats that point to their first copy: {pointers / total['repeat']:.4f}")
    print(f"{letters / 1e6:.2f} million letters read and analysed in {seconds:.2f} s")


if __name__ == "__main__":
    main()
