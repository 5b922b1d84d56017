"""The part of the reading screen that leads to other documents: the library, the file system."""

from __future__ import annotations

from pathlib import Path

from reader.tui.screens.library import LibraryScreen
from reader.tui.screens.pick_file import PickFileScreen
from reader.tui.screens.reading_base import ReadingBase

__all__ = ["LibraryDoor"]


class LibraryDoor(ReadingBase):
    """Other documents."""

    def action_library(self) -> None:
        """Choose from the documents that have been read."""
        library = self.reader.library
        if library is None:
            self.say("There is no library here", warn=True)
            return
        self.app.push_screen(LibraryScreen(library, self.texts), self._open)

    def action_open(self) -> None:
        """Choose a file."""
        folder = Path(self.session.document.name).absolute().parent
        start = folder if folder.is_dir() else Path.cwd()
        hint = self.texts("j k move · Enter opens · - the folder above · Esc closes")
        self.app.push_screen(PickFileScreen(self.texts("Open a file"), start, hint=hint), self._open_file)

    def _open(self, paths: tuple[Path, ...] | None) -> None:
        if paths:
            self.reader.open_document(paths)

    def _open_file(self, path: Path | None) -> None:
        if path is not None:
            self.reader.open_document((path,))
