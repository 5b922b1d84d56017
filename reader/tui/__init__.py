"""The terminal reader."""

from __future__ import annotations

import contextlib
import gc
import os
import threading
from collections.abc import Callable, Sequence
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from reader.pipeline import ReadingSession, Resources
    from reader.tui.early_screen import EarlyScreen
    from reader.tui.looks import Looks

__all__ = ["run"]

_GRACE = 1.0  # seconds that threads have to end after the last screen: what they keep, such as a word, should be kept


def run(documents: Sequence[tuple[Path, ...]], resources: Resources) -> None:
    """Read documents in the terminal. One by itself is opened first and its page painted while Textual is imported.

    Args:
        documents: each a path, or the two of a pair; ``-`` is standard input.
        resources: what the sessions work with; they stay the caller's.

    Raises:
        ReaderError: the only document cannot be opened, or a key in the configuration is unknown.
    """
    from reader.tui.early_screen import EarlyScreen, can_paint_early  # noqa: PLC0415
    from reader.tui.opening import opener  # noqa: PLC0415

    _trust_the_terminal()
    open_one = opener(documents, resources)
    if not can_paint_early():
        threading.Thread(target=resources.warm, name="warming").start()
        _read(documents, open_one, resources)
        return
    with EarlyScreen() as early:
        if len(documents) == 1:
            session = _open_painted(documents[0], open_one, resources, early)
        else:
            session = None
            early.take()
        warm = resources.warm if session is None else partial(_warm, session, resources)
        threading.Thread(target=warm, name="warming").start()
        _read(documents, open_one, resources, session=session, early=early)


def _warm(session: ReadingSession, resources: Resources) -> None:
    from reader.pipeline.translating import warm  # noqa: PLC0415

    warm(session.bitext, resources)


def _trust_the_terminal() -> None:
    """Forget a size that the environment names where the terminal knows its own: an inherited one would never change."""
    with contextlib.suppress(OSError):
        if all(os.get_terminal_size()):
            for name in ("COLUMNS", "LINES"):
                os.environ.pop(name, None)


def _looks(resources: Resources) -> Looks:
    """What the configuration says, and what the user has chosen by key."""
    from reader import paths  # noqa: PLC0415
    from reader.tui.looks import Looks  # noqa: PLC0415

    config = resources.config
    return Looks(config.display, paths.looks_file() if config.memory.enabled else None)


def _open_painted(
    pair: tuple[Path, ...],
    open_one: Callable[[tuple[Path, ...]], ReadingSession],
    resources: Resources,
    early: EarlyScreen,
) -> ReadingSession:
    """Open a document, a part of it where it is long, and paint its page; while a file is being read, its beginning."""
    import shutil  # noqa: PLC0415

    from reader.pipeline import opening  # noqa: PLC0415
    from reader.tui.collecting import nothing_collected  # noqa: PLC0415
    from reader.tui.first_page import Opened, screenful  # noqa: PLC0415
    from reader.tui.page import Display  # noqa: PLC0415
    from reader.tui.sheet import Sheet  # noqa: PLC0415
    from reader.tui.texts import Texts, language_of  # noqa: PLC0415

    shown, size = _looks(resources).display, shutil.get_terminal_size()
    texts, sheet = Texts(language_of(shown.language)), Sheet(shown.theme)

    def paint(opened: Opened) -> None:
        early.paint(screenful(opened, Display.wanted(shown), texts, sheet, (size.columns, size.lines)))

    if any(map(opening.takes_long, pair)):
        name = pair[0].name
        bitext = opening.beginning(pair[0], resources=resources)
        paint(Opened(bitext, name, said=texts("Opening {name} …", name=name)))
    with nothing_collected():
        session = open_one(pair)
    paint(Opened.of(session))
    return session


def _read(
    documents: Sequence[tuple[Path, ...]],
    open_one: Callable[[tuple[Path, ...]], ReadingSession],
    resources: Resources,
    *,
    session: ReadingSession | None = None,
    early: EarlyScreen | None = None,
) -> None:
    # A key waits for the next frame; by itself Textual draws one in 17 ms. Where nothing changes, none is drawn.
    os.environ.setdefault("TEXTUAL_FPS", "240")
    from reader.memory import Shelf  # noqa: PLC0415
    from reader.pipeline.glancing import glance  # noqa: PLC0415
    from reader.tui.app import ReaderApp  # noqa: PLC0415 - Textual is imported only to be used
    from reader.tui.screens.arriving import REST  # noqa: PLC0415
    from reader.tui.side_threads import SideThreads, leave_now  # noqa: PLC0415

    driver = None
    if os.name == "posix" and "TEXTUAL_DRIVER" not in os.environ:
        from reader.tui.driver import SteadyDriver, driver_after  # noqa: PLC0415

        driver = driver_after(early) if early is not None else SteadyDriver
    app = ReaderApp(
        documents,
        open_one,
        session=session,
        library=Shelf(resources.memory),
        glancer=glance,
        looks=_looks(resources),
        keys=resources.config.keys,
        driver=driver,
    )
    # What is there now stays; a novel has a million objects, and going through them again and again makes the keys stick.
    gc.freeze()
    app.beside = beside = SideThreads()
    failed = app.run()
    if failed is not None:
        raise failed
    if beside.busy(after=_GRACE) or any(thread.name == REST for thread in threading.enumerate()):
        leave_now(resources, app.return_code or 0)
    if app.return_code:  # a signal, or a fault that Textual has shown
        raise SystemExit(app.return_code)
