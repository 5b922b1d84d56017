"""The terminal reader."""

from __future__ import annotations

import os
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from reader.pipeline import Resources

__all__ = ["run"]


def run(documents: Sequence[tuple[Path, ...]], resources: Resources) -> None:
    """Read documents in the terminal.

    Args:
        documents: each a path, or the two of a pair; ``-`` is standard input.
        resources: what the sessions work with; they stay the caller's.

    Raises:
        ReaderError: the only document cannot be opened, or a key in the configuration is unknown.
    """
    # Twice the frames that Textual draws by itself: a key is answered in half the time.
    os.environ.setdefault("TEXTUAL_FPS", "120")
    from reader.memory import Shelf  # noqa: PLC0415
    from reader.tui.app import ReaderApp  # noqa: PLC0415 - Textual is imported only to be used
    from reader.tui.opening import opener  # noqa: PLC0415

    config = resources.config
    app = ReaderApp(
        documents,
        opener(documents, resources),
        library=Shelf(resources.memory),
        display=config.display,
        keys=config.keys,
    )
    failed = app.run()
    if failed is not None:
        raise failed
