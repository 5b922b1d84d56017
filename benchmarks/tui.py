"""How fast the terminal reader is on a novel: time to open, key to paint, memory; measured through Textual's pilot.

Run: ``python benchmarks/tui.py [SENTENCES]``. The peer, in the same process and on the same text, is what one would
write first with Textual: a row of two static widgets for each sentence in a scrolling container (with a hundredth of
the sentences, since it does not stand more).
"""

from __future__ import annotations

import asyncio
import gc
import resource
import statistics
import sys
import time
from pathlib import Path

from rich.console import RenderableType
from textual import events
from textual.app import App, ComposeResult
from textual.containers import Horizontal, VerticalScroll
from textual.screen import Screen
from textual.widgets import Static

sys.path.insert(0, str(Path(__file__).parents[1]))

from reader.tui.app import ReaderApp
from tests.tui.tui_sessions import MemorySession, long_bitext

_KEYS = ("j", "k", "space", "ctrl+d", "w", "b", "G", "g", "n", "backspace", "ctrl+u", "N", "right_curly_bracket")


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


async def _ours(count: int) -> None:
    before = _resident()
    bitext = long_bitext(count)
    gc.collect()
    text = _resident()
    print(f"{count} sentences; the bitext itself takes {text - before:.0f} MB")
    app = _Ours(session=MemorySession(bitext))
    app.watch = _Stopwatch()
    began = time.perf_counter(), time.process_time()
    async with app.run_test(size=(120, 36)) as pilot:
        await asyncio.wait_for(app.watch.painted.wait(), 60)
        print(
            f"open to first screen: {_ms(began[0], app.watch.at[0])} ms ({_ms(began[1], app.watch.at[1])} ms of processor)"
        )
        await pilot.pause(1)
        await pilot.press("slash", *"musee", "enter")
        await pilot.pause(4)
        by_key: dict[str, list[tuple[float, float]]] = {key: [] for key in _KEYS}
        for _ in range(25):
            for key in _KEYS:
                by_key[key].append(await app.watch.press(app, key))
        every = [t for times in by_key.values() for t in times if t[0]]
        for name, index in (("by the clock", 0), ("of processor", 1)):
            times = [t[index] for t in every]
            print(f"key to paint, ms {name}: median {statistics.median(times):.1f}, 95th percentile {_p95(times):.1f}")
        for key, found in by_key.items():
            print(
                f"  {key:10} processor: median {statistics.median(t[1] for t in found):6.1f}  worst {max(t[1] for t in found):6.1f}"
            )
        for key in ("v", "h", "right_parenthesis", "V"):
            found = [await app.watch.press(app, key) for _ in range(4)]
            print(f"  {key:10} (all rows anew) processor: median {statistics.median(t[1] for t in found):6.1f}")
        print(f"memory: {_resident():.0f} MB in all, {_resident() - text:.0f} MB beside the bitext")


def _ms(start: float, end: float) -> str:
    return f"{(end - start) * 1000:.0f}"


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


async def _peer(count: int) -> None:
    rows = [(row.source, row.target or "") for row in long_bitext(count).rows()]
    began = time.process_time()
    app = _Naive(rows)
    app.watch = _Stopwatch()
    async with app.run_test(size=(120, 36)) as pilot:
        await pilot.pause()
        print(f"peer, {count} sentences only: open {_ms(began, time.process_time())} ms of processor")
        app.query_one(VerticalScroll).focus()
        times = [(await app.watch.press(app, "pagedown"))[1] for _ in range(10)]
        print(f"peer: key to paint, ms of processor: median {statistics.median(times):.1f}, worst {max(times):.1f}")


if __name__ == "__main__":
    sentences = int(sys.argv[1]) if len(sys.argv) > 1 else 100_000
    asyncio.run(_ours(sentences))
    asyncio.run(_peer(max(100, sentences // 100)))
