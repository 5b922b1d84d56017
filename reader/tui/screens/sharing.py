"""The part of the reading screen that gives things away: copies, exported files, a page in the browser."""

from __future__ import annotations

import tempfile
import webbrowser
from pathlib import Path

from textual import work
from textual.worker import get_current_worker

from reader.bitext import Row
from reader.errors import ReaderError
from reader.tui import clipboard
from reader.tui.screens.choose import ChooseScreen
from reader.tui.screens.reading_base import ReadingBase
from reader.tui.screens.waiting import needs_whole

__all__ = ["Sharing"]


_FOR_READERS = frozenset(
    {"html", "epub", "epub_translation", "docx", "text", "markdown"}
)  # stand first; programs' after them


class _StoppedError(Exception):
    """The user has stopped the export."""


class Sharing(ReadingBase):
    """Copy and export."""

    def copy_what(self, what: str) -> None:
        """Copy the French (f), the English (e), the pair (y) or the paragraph (p)."""
        row = self.row
        if row is None:
            return
        if what in {"y", "p"}:
            rows = [row] if what == "y" else self._paragraph(row)
            text = "\n".join(filter(None, (" ".join(r.source for r in rows), " ".join(r.target or "" for r in rows))))
        elif what in {"f", "e"}:
            text = row.source if what == "f" else row.target or ""
        else:
            self.say("y copies: then f French, e English, y pair, p paragraph", warn=True)
            return
        self.copy(text.strip())

    def _paragraph(self, row: Row) -> list[Row]:
        blocks = self.view.page.outline.blocks
        first = last = row.index
        while first > 0 and blocks[first - 1] == blocks[row.index]:
            first -= 1
        while last + 1 < len(blocks) and blocks[last + 1] == blocks[row.index]:
            last += 1
        return [self.view.page.row(i) for i in range(first, last + 1)]

    def copy(self, text: str) -> None:
        """Copy a text, in the terminal's way and in the system's."""
        if not text:
            self.say("Nothing to copy", warn=True)
            return
        self.app.copy_to_clipboard(text)
        self._copy_natively(text)

    @work(thread=True, exclusive=True, group="copy")
    def _copy_natively(self, text: str) -> None:
        clipboard.put(text)
        shown = text if len(text) <= 60 else f"{text[:59]}…"  # noqa: PLR2004 - what fits in a message
        self.app.call_from_thread(self.say, "Copied: {text}", text=shown.replace("\n", " / "))

    @needs_whole("Export")
    def action_export(self) -> None:
        """Choose a format and a file, and write it."""
        from reader.exporters import EXPORTERS  # noqa: PLC0415 - only those who export wait for it

        forms = sorted(EXPORTERS.values(), key=lambda form: form.name not in _FOR_READERS)
        options = [f"{form.name:<18} {self.texts(form.description)}" for form in forms]
        self.app.push_screen(
            ChooseScreen(self.texts("Export as"), options, hint=self.texts("j k move · Enter takes it · Esc closes")),
            lambda at: self._ask_name(forms[at].name, forms[at].suffix) if at is not None else None,
        )

    def _ask_name(self, form: str, suffix: str) -> None:
        name = Path(self.session.document.name).stem if self.session.document.name != "-" else "document"
        self.ask_file(f"{name}{suffix}", lambda file: self._start_export(form, file))

    def _start_export(self, form: str, file: Path) -> None:
        self._show_export(file, 0)
        self._export(form, file)

    def _show_export(self, file: Path, share: int) -> None:
        self.exporting = self.texts("exporting {file} {share}% · Esc stops it", file=file.name, share=share)
        self.show_status()

    @work(thread=True, exclusive=True, group="export")
    def _export(self, form: str, file: Path) -> None:
        worker, shown = get_current_worker(), 0

        def watch(done: int, total: int) -> None:
            nonlocal shown
            if worker.is_cancelled:
                raise _StoppedError
            share = done * 100 // max(1, total)
            if share > shown:
                shown = share
                self.app.call_from_thread(self._show_export, file, share)

        try:
            self.session.export(form, file, watch=watch)
        except _StoppedError:
            return
        except ReaderError as error:
            self.app.call_from_thread(self._exported, None, error)
        else:
            self.app.call_from_thread(self._exported, file, None)

    def stop_export(self) -> bool:
        """Stop the export that goes on, of which nothing is written; tell whether there was one."""
        if not self.exporting:
            return False
        self.workers.cancel_group(self, "export")
        self.exporting = ""
        self.say("Export stopped: nothing is written")
        return True

    def _exported(self, file: Path | None, error: ReaderError | None) -> None:
        self.exporting = ""
        self.show_status()
        if error is not None:
            self.say_error(error)
        elif file is not None:
            left = self.session.pending
            self.say("Written: {file}", file=str(file.absolute()))
            if left:
                self.say("{n} sentences are still untranslated", warn=True, n=left)

    @needs_whole("Open in the browser")
    def action_browser(self) -> None:
        """Show the document in the browser."""
        self._browse()

    @work(thread=True, exclusive=True, group="browser")
    def _browse(self) -> None:
        file = Path(tempfile.mkdtemp(prefix="reader-")) / "document.html"
        try:
            self.session.export("html", file)
        except ReaderError as error:
            self.app.call_from_thread(self.say_error, error)
            return
        try:
            opened = webbrowser.open(file.as_uri())
        except webbrowser.Error:
            opened = False
        self.app.call_from_thread(
            self.say, "In the browser: {file}" if opened else "No browser; the page is {file}", file=str(file)
        )
