"""A process that writes to a memory until it is killed, and says after each call what has been confirmed."""

from __future__ import annotations

import sys

from reader.bitext import Hypothesis, Origin, TranslationUnit
from reader.memory import Memory, Shelf


def main(path: str, name: str, count: int) -> None:
    memory = Memory(path)
    journal = Shelf(memory).journal(name)
    print("ready", flush=True)  # noqa: T201
    for number in range(count):
        memory.remember_machine([(f"{name} {number} phrase {n}.", Hypothesis(f"m{number}")) for n in range(8)], "m")
        memory.remember([TranslationUnit(f"{name} {number} phrase.", f"e{number}", Origin.EDITED, document=name)])
        journal.record("edit", {"n": number})
        print(number, flush=True)  # noqa: T201


if __name__ == "__main__":
    main(sys.argv[1], sys.argv[2], int(sys.argv[3]))
