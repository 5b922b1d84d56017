"""How a reader in a pseudo-terminal stands a long file: first page, first key heeded, keys while the rest is read, all of it.

usage: long_text.py FILE [FIRST]

By the clock, so on a quiet machine, or with ``chrt -r 1`` before it. FIRST is what the first page says, a regular expression.
Nothing has been opened before: there is no place to go on at.
"""

from __future__ import annotations

import statistics
import sys
import tempfile
import time
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parents[1] / "tests" / "faults"))  # argostranslate has a package named tests

from terminals import Terminal, terminal

_READING = "reading the rest"
_PATIENCE = 300.0  # seconds


def _answered(screen: Terminal, key: str) -> float:
    """Milliseconds from a key to the first byte that answers it; nothing else is being written."""
    screen.written = ""
    began = time.perf_counter()
    screen.type(key)
    while not screen.written and time.perf_counter() - began < 5:
        screen.drain(0.002)
    return (time.perf_counter() - began) * 1000


def _while_reading(screen: Terminal, began: float) -> list[float]:
    """What keys waited while the rest was read."""
    waits: list[float] = []
    while time.perf_counter() - began < _PATIENCE:
        screen.written = ""
        screen.rest(0.1)
        if "%" in screen.text and "/" in screen.text.split("%", maxsplit=1)[0][-16:]:
            return waits  # it tells the number of sentences: all of it has been read
        waits.append(_answered(screen, "j" if len(waits) % 16 < 8 else "k"))
    raise SystemExit("it is still reading")


def main() -> None:
    """Print the figures."""
    file, first = Path(sys.argv[1]), sys.argv[2] if len(sys.argv) > 2 else r"\w{3}"
    with tempfile.TemporaryDirectory() as home:
        began = time.perf_counter()
        with terminal(Path(home), file, environ={"LANG": "C.UTF-8"}) as screen:
            screen.wait(first)
            print(f"first page          {time.perf_counter() - began:8.2f} s")
            screen.wait(_READING, seconds=_PATIENCE)
            print(f"keys are heeded     {time.perf_counter() - began:8.2f} s")
            waits = _while_reading(screen, began)
            print(f"all of it is read   {time.perf_counter() - began:8.2f} s")
            waits.sort()
            print(f"a key while reading {statistics.median(waits):8.1f} ms median of {len(waits)}")
            print(
                f"                    {waits[int(len(waits) * 0.95)]:8.1f} ms 95th percentile, {waits[-1]:.0f} ms worst"
            )
            began = time.perf_counter()
            screen.type("q")
            screen.ended()
            print(f"q ends it after     {time.perf_counter() - began:8.2f} s")


if __name__ == "__main__":
    main()
