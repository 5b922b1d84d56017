"""Take the pictures of README and docs: SVGs of the first seed, made by the app itself.

Run in the root of a checkout: ``python scripts/screenshot.py [NAME...]``. It works on a memory of its own, in RAM.
"""

from __future__ import annotations

import asyncio
import sys
from dataclasses import dataclass
from pathlib import Path

from reader.config import Config, DisplayConfig, MemoryConfig
from reader.pipeline import ReadingSession, Resources, looking_up
from reader.tui.app import ReaderApp
from reader.tui.looks import Looks
from reader.tui.screens.reading import ReadingScreen

_ROOT = Path(__file__).parents[1]
_SEED = next(iter(sorted((_ROOT / "seeds").glob("*.txt"))))
_TO = _ROOT / "docs" / "screenshots"


@dataclass(frozen=True, slots=True)
class Scene:
    """A picture: how large, what is pressed before it is taken, and which theme."""

    size: tuple[int, int]
    keys: tuple[str, ...]
    theme: str = "dark"


_WORD = ("9", "j", *("w" * 34))  # to "vol", a word of two meanings

SCENES = {
    "first-seed": Scene((112, 32), _WORD),
    "80x24": Scene((80, 24), ("9", "j")),
    "narrow": Scene((40, 24), ("9", "j")),
    "search": Scene((100, 28), ("slash", *"prefet", "enter", "n", "n")),
    "look-up": Scene((100, 30), (*_WORD, "d")),
    "vocabulary": Scene((100, 28), (*_WORD, "a", *"ww", "a", "j", *"wwwww", "a", "A", "s")),
    "both": Scene((100, 28), ("v", "v", "9", "j")),
    "hidden": Scene((100, 28), ("h", "4", "j")),
    "light": Scene((100, 28), ("9", "j"), theme="light"),
    "contrast": Scene((100, 28), _WORD, theme="contrast"),
    "palette": Scene((100, 28), ("colon", *"next")),
    "help": Scene((100, 34), ("question_mark",)),
}


async def take(name: str, scene: Scene, resources: Resources) -> Path:
    """Take one picture; the file."""
    session = ReadingSession.open(_SEED, resources=resources)
    app = ReaderApp(session=session, library=session.shelf, looks=Looks(DisplayConfig(theme=scene.theme)))
    async with app.run_test(size=scene.size, notifications=False) as pilot:
        await pilot.pause()
        await app.workers.wait_for_complete()
        await pilot.pause()
        if isinstance(app.screen, ReadingScreen):
            app.screen.view.move_to(0)
        for key in ("g", *scene.keys):
            await pilot.press(key)
            if words := [w for w in app.workers if w.group == "vocabulary"]:
                await app.workers.wait_for_complete(words)
        await pilot.pause(1)
        file = _TO / f"{name}.svg"
        file.write_text(app.export_screenshot(title="reader"), encoding="utf-8")
    return file


async def main(names: list[str]) -> None:
    """Take the pictures that are asked for, or all."""
    _TO.mkdir(parents=True, exist_ok=True)
    looking_up.USUAL_FOLDERS = ()  # the pictures show what everybody has, not this machine's dictionaries
    with Resources(Config(memory=MemoryConfig(enabled=False))) as resources:
        for name in names or list(SCENES):
            file = await take(name, SCENES[name], resources)
            sys.stdout.write(f"{file.relative_to(_ROOT)}\n")


if __name__ == "__main__":
    asyncio.run(main(sys.argv[1:]))
