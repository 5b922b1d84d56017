"""Choosing a file from the file system."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

from textual.binding import Binding
from textual.widget import Widget
from textual.widgets import DirectoryTree

from reader.tui.screens.dialog import DialogScreen

__all__ = ["PickFileScreen"]


class _Tree(DirectoryTree):
    """Folders, and the files that the reader can open; no pictures that a terminal's font may lack."""

    ICON_NODE, ICON_NODE_EXPANDED, ICON_FILE = "▸ ", "▾ ", ""

    def filter_paths(self, paths: Iterable[Path]) -> Iterable[Path]:
        """What is not hidden, and is a folder or of a format that can be read."""
        from reader.formats import is_readable  # noqa: PLC0415 - only those who pick a file wait for it

        return [path for path in paths if not path.name.startswith(".") and (path.is_dir() or is_readable(path))]


class PickFileScreen(DialogScreen[Path]):
    """Gives the file that was chosen.

    Args:
        title: its title.
        folder: where to begin.
        hint: a line below.
    """

    BINDINGS = [  # noqa: RUF012 - Textual's way
        Binding("j", "move(1)", "On", show=False),
        Binding("k", "move(-1)", "Back", show=False),
        Binding("minus", "up", "The folder above", show=False),
        Binding("q", "cancel", "Close", show=False),
    ]

    def __init__(self, title: str, folder: Path, *, hint: str = "") -> None:
        super().__init__(title, hint=hint)
        self._folder = folder

    def body(self) -> list[Widget]:
        """The tree of folders."""
        return [_Tree(self._folder, id="dialog-body")]

    def on_mount(self) -> None:
        """Let keys move in it."""
        self.query_one(DirectoryTree).focus()

    def action_move(self, step: int) -> None:
        """Move the highlight."""
        tree = self.query_one(DirectoryTree)
        if step > 0:
            tree.action_cursor_down()
        else:
            tree.action_cursor_up()

    def action_up(self) -> None:
        """Show the folder above."""
        tree = self.query_one(DirectoryTree)
        tree.path = Path(tree.path).resolve().parent

    def on_directory_tree_file_selected(self, event: DirectoryTree.FileSelected) -> None:
        """Give the file."""
        event.stop()
        self.dismiss(event.path)
