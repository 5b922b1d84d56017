"""Align documents with somebody else's aligner; runs in an environment that holds it (see alignment.py).

Reads {"system": NAME, "documents": [{"source": [...], "target": [...], "machine": [...]}]} and writes {"beads": [...], "seconds": S}.
Needs ``pip install pypi-bleualign galechurch nltk setuptools``.
"""

from __future__ import annotations

import contextlib
import io
import json
import sys
import time


def bleualign(source: list[str], target: list[str], machine: list[str]) -> list[tuple[list[int], list[int]]]:
    """Bleualign (Sennrich & Volk), as published on PyPI, with its own defaults."""
    from bleualign.align import Aligner  # noqa: PLC0415 - each peer may be missing

    aligner = Aligner({"srcfile": source, "targetfile": target, "srctotarget": [machine], "verbosity": 0})
    with contextlib.redirect_stdout(io.StringIO()):
        found = aligner.process(list(source), list(target), [list(machine)], [])
    return [(list(left), list(right)) for (left, right), _ in found]


def galechurch(source: list[str], target: list[str], machine: list[str]) -> list[tuple[list[int], list[int]]]:
    """Gale & Church (1993) in Rust."""
    import galechurch as peer  # noqa: PLC0415

    del machine
    lines = peer.align(source, target).to_pharaoh_lines()
    return [tuple(json.loads(part) for part in line.split(":")[:2]) for line in lines]  # type: ignore[misc]


def nltk_gale_church(source: list[str], target: list[str], machine: list[str]) -> list[tuple[list[int], list[int]]]:
    """Gale & Church (1993) in NLTK, which gives links of sentences: linked sentences are gathered into beads."""
    from nltk.translate.gale_church import align_blocks  # noqa: PLC0415

    del machine
    beads: list[tuple[set[int], set[int]]] = []
    for i, j in sorted(align_blocks([len(s) for s in source], [len(t) for t in target])):
        if beads and (i in beads[-1][0] or j in beads[-1][1]):
            beads[-1][0].add(i)
            beads[-1][1].add(j)
        else:
            beads.append(({i}, {j}))
    return [(sorted(left), sorted(right)) for left, right in beads]


SYSTEMS = {"bleualign": bleualign, "galechurch": galechurch, "nltk": nltk_gale_church}


def complete(beads: list[tuple[list[int], list[int]]], rows: int, columns: int) -> list[list[list[int]]]:
    """The beads, and what they leave out as beads of its own."""
    kept = [[left, right] for left, right in beads if left or right]
    sources, targets = {i for left, _ in kept for i in left}, {j for _, right in kept for j in right}
    kept += [[[i], []] for i in range(rows) if i not in sources]
    return kept + [[[], [j]] for j in range(columns) if j not in targets]


def main() -> None:
    """Align what is asked on the standard input."""
    asked = json.load(sys.stdin)
    align = SYSTEMS[asked["system"]]
    began = time.perf_counter()
    beads = [
        complete(align(d["source"], d["target"], d["machine"]), len(d["source"]), len(d["target"]))
        for d in asked["documents"]
    ]
    json.dump({"beads": beads, "seconds": time.perf_counter() - began}, sys.stdout)


if __name__ == "__main__":
    main()
