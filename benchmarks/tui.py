"""How fast the terminal reader is on a novel: time to open, key to paint, memory; measured through Textual's pilot.

usage: tui.py [SENTENCES] [--json]

The peer, in the same process and on the same text, is what one would
write first with Textual: a row of two static widgets for each sentence in a scrolling container (with a hundredth of
the sentences, since it does not stand more).
"""

from __future__ import annotations

import argparse
import asyncio
import gc
import json
import os
import resource
import statistics
import sys
import time
from pathlib import Path

# As the reader itself does, before Textual is imported.
os.environ.setdefault("TEXTUAL_FPS", "240")

from rich.console import RenderableType
from textual import events
from textual.app import App, ComposeResult
from textual.containers import Horizontal, VerticalScroll
from textual.pilot import Pilot
from textual.screen import Screen
from textual.widgets import Static

sys.path.insert(0, str(Path(__file__).parents[1]))
sys.path.insert(0, str(Path(__file__).parents[1] / "tests" / "tui"))  # argostranslate has a package named tests

from tui_sessions import MemorySession, long_bitext

from reader.tui.app import ReaderApp

# In an order in which each has something to do: what moves nothing paints nothing.
_KEYS = ("j", "k", "space", "ctrl+d", "w", "b", "right_curly_bracket", "n", "G", "ctrl+u", "backspace", "N", "g")


def _resident() -> float:
    """Resident memory of this process in MB, now."""
    pages = int(Path("/proc/self/statm").read_text(encoding="ascii").split()[1])
    return pages * resource.getpagesize() / 1e6


class _Stopwatch:
    """Takes the time of each paint: what an app hands to ``_display``, turned into the bytes that a terminal gets."""

    def __init__(self) -> None:
        self.painted = asyncio.Event()
        self.at = (0.0, 0.0)

    def __call__(self, app: App[object], renderable: object) -> None:
        """Take the time."""
        render = getattr(renderable, "render_segments", None)
        if render is not None:
            render(app.console)
            self.at = time.perf_counter(), time.process_time()
            self.painted.set()

    async def press(self, app: App[object], key: str) -> tuple[float, float]:
        """Milliseconds, by the clock and of the processor, from a key to the first paint that answers it."""
        self.painted.clear()
        began = time.perf_counter(), time.process_time()
        app.post_message(events.Key(key, key if len(key) == 1 else None))
        try:
            await asyncio.wait_for(self.painted.wait(), 1)
        except TimeoutError:
            return 0.0, 0.0
        found = (self.at[0] - began[0]) * 1000, (self.at[1] - began[1]) * 1000
        await asyncio.sleep(0.02)
        return found


class _Ours(ReaderApp):
    """The reader with a stopwatch."""

    watch: _Stopwatch

    def _display(self, screen: Screen[object], renderable: RenderableType | None) -> None:
        super()._display(screen, renderable)
        self.watch(self, renderable)


def _p95(times: list[float]) -> float:
    return statistics.quantiles(times, n=20)[18]


async def _ours(count: int, *, detailed: bool) -> dict[str, float]:
    """The figures of the reader: milliseconds by the clock, those of the processor as ``cpu``, MB."""
    bitext = long_bitext(count)
    gc.collect()
    text = _resident()
    app = _Ours(session=MemorySession(bitext))
    app.watch = _Stopwatch()
    began = time.perf_counter(), time.process_time()
    async with app.run_test(size=(120, 36)) as pilot:
        await asyncio.wait_for(app.watch.painted.wait(), 60)
        figures = {"open": _ms(began[0], app.watch.at[0]), "open cpu": _ms(began[1], app.watch.at[1])}
        await pilot.pause(1)
        figures |= await _searched(app, pilot)
        by_key: dict[str, list[tuple[float, float]]] = {key: [] for key in _KEYS}
        gc.freeze()  # as the reader does once a document is open
        for _ in range(25):
            for key in _KEYS:
                by_key[key].append(await app.watch.press(app, key))
        every = [t for times in by_key.values() for t in times if t[0]]
        figures |= {
            "key": statistics.median(t[0] for t in every),
            "key p95": _p95([t[0] for t in every]),
            "key cpu": statistics.median(t[1] for t in every),
            "key p95 cpu": _p95([t[1] for t in every]),
        }
        if detailed:
            await _details(app, by_key)
        figures |= {"memory": _resident(), "memory beside the bitext": _resident() - text}
    return figures


async def _searched(app: _Ours, pilot: Pilot[object]) -> dict[str, float]:
    """Type a word into the search, letter by letter; the worst that a letter waits for its paint."""
    await pilot.press("slash")
    waits = [await app.watch.press(app, letter) for letter in "musee"]
    await pilot.press("enter")
    await pilot.pause(4)
    return {"search, worst letter": max(t[0] for t in waits), "search, worst letter cpu": max(t[1] for t in waits)}


async def _details(app: _Ours, by_key: dict[str, list[tuple[float, float]]]) -> None:
    for key, found in by_key.items():
        times = [t[1] for t in found]
        print(f"  {key:10} processor: median {statistics.median(times):6.1f}  worst {max(times):6.1f}")
    for key in ("v", "h", "right_parenthesis", "V"):
        found = [await app.watch.press(app, key) for _ in range(4)]
        print(f"  {key:10} (all rows anew) processor: median {statistics.median(t[1] for t in found):6.1f}")


def _ms(start: float, end: float) -> float:
    return (end - start) * 1000


class _Naive(App[None]):
    """A widget for each sentence."""

    CSS = "Horizontal { height: auto; } Static { width: 1fr; height: auto; }"
    watch: _Stopwatch

    def __init__(self, rows: list[tuple[str, str]]) -> None:
        super().__init__()
        self._rows = rows

    def compose(self) -> ComposeResult:
        """Lay the rows out."""
        with VerticalScroll():
            for french, english in self._rows:
                with Horizontal():
                    yield Static(french, markup=False)
                    yield Static(english, markup=False)

    def _display(self, screen: Screen[object], renderable: RenderableType | None) -> None:
        super()._display(screen, renderable)
        self.watch(self, renderable)


async def _peer(count: int) -> dict[str, float]:
    rows = [(row.source, row.target or "") for row in long_bitext(count).rows()]
    began = time.perf_counter(), time.process_time()
    app = _Naive(rows)
    app.watch = _Stopwatch()
    async with app.run_test(size=(120, 36)) as pilot:
        await pilot.pause()
        figures = {"open": _ms(began[0], time.perf_counter()), "open cpu": _ms(began[1], time.process_time())}
        app.query_one(VerticalScroll).focus()
        times = [await app.watch.press(app, "pagedown") for _ in range(10)]
        figures |= {"key p95": _p95([t[0] for t in times]), "key p95 cpu": _p95([t[1] for t in times])}
    return figures


def main() -> None:
    """Print the figures."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("sentences", nargs="?", type=int, default=100_000)
    parser.add_argument("--json", action="store_true", help="one object: ours and the peer's")
    options = parser.parse_args()
    few = max(100, options.sentences // 100)
    ours = asyncio.run(_ours(options.sentences, detailed=not options.json))
    peer = asyncio.run(_peer(few))
    if options.json:
        print(json.dumps({"ours": ours, "peer": peer, "peer sentences": few}))
        return
    for name, count, figures in (("ours", options.sentences, ours), ("a widget a sentence", few, peer)):
        print(f"{name}, {count} sentences")
        for what, value in figures.items():
            print(f"  {what:28} {value:8.1f} {'MB' if 'memory' in what else 'ms'}")


if __name__ == "__main__":
    main()
