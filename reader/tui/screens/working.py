"""The part of the reading screen that changes things: translations, status, notes, the alignment; and undoes it."""

from __future__ import annotations

from textual import work
from textual.app import SuspendNotSupported

from reader.bitext import Bitext, Row, Status
from reader.errors import ReaderError
from reader.tui.editing_outside import edit_outside
from reader.tui.screens.choose import ChooseScreen
from reader.tui.screens.edit import EditScreen
from reader.tui.screens.reading_base import ReadingBase
from reader.tui.screens.waiting import needs_whole
from reader.tui.wrapping import printable

__all__ = ["Working"]

_FOLLOWING = {Status.DRAFT: Status.CHECKED, Status.CHECKED: Status.APPROVED, Status.APPROVED: Status.DRAFT}


class Working(ReadingBase):
    """Work on the document."""

    def show_changes(self, before: Bitext) -> None:
        """Show what a change has made of the bitext."""
        view, after = self.view, self.session.bitext
        if after.alignment is before.alignment and after.source_document is before.source_document:
            changed = {index for index, _ in set(before.revisions) ^ set(after.revisions)}
            view.update_rows(after, changed)
            if changed and view.cursor not in changed:
                view.move_to(min(changed))
        else:
            self.show_other_beads()
        self.show_bookmarks()
        self.show_status()

    def change(self, name: str, *arguments: object, **options: object) -> bool:
        """Let the session change something, and show it; tell whether it did."""
        before = self.session.bitext
        try:
            done = getattr(self.session, name)(*arguments, **options)
        except ReaderError as error:
            self.say_error(error)
            return False
        self.show_changes(before)
        return done is not False

    def action_edit(self) -> None:
        """Edit the English of this row here."""
        row = self.row
        if row is None:
            return
        self.app.push_screen(
            EditScreen(
                self.texts("English of sentence {n}", n=row.index + 1),
                above=_above(row),
                text=row.target or "",
                hint=self.texts("Enter keeps it · Esc leaves it as it was · an empty text takes your edit away"),
            ),
            lambda text: self._keep(row, text),
        )

    def _keep(self, row: Row, text: str | None) -> None:
        if text is not None and text.strip() != (row.target or ""):
            self.change("edit", row.index, text.strip() or None)

    def action_editor(self) -> None:
        """Edit the English of this row in the editor of the user's choice."""
        row = self.row
        if row is None:
            return
        try:
            with self.app.suspend():
                text = edit_outside(row.target or "", above=_above(row))
        except SuspendNotSupported:
            self.say("This terminal cannot make room for an editor", warn=True)
        except ReaderError as error:
            self.say_error(error)
        else:
            self._keep(row, text)

    def action_note(self) -> None:
        """Write a note to this row."""
        row = self.row
        if row is None:
            return
        self.app.push_screen(
            EditScreen(
                self.texts("Note to sentence {n}", n=row.index + 1),
                above=_above(row),
                text=row.note,
                hint=self.texts("Enter keeps it · Esc leaves it as it was"),
            ),
            lambda text: self._keep_note(row, text),
        )

    def _keep_note(self, row: Row, text: str | None) -> None:
        if text is not None and text.strip() != row.note:
            self.change("set_note", row.index, text.strip())

    def action_status(self) -> None:
        """Draft, checked, approved, and draft again."""
        row = self.row
        if row is not None:
            self.change("set_status", row.index, _FOLLOWING[row.status])

    def action_merge(self) -> None:
        """One pair out of this and the next."""
        if self.row is not None:
            self.change("merge", self.view.cursor)

    def action_split(self) -> None:
        """Two pairs out of this."""
        if self.row is not None:
            self.change("split", self.view.cursor)

    def action_shift(self, step: int) -> None:
        """Push a sentence of the English down, or up."""
        from reader.alignment.operations import Side  # noqa: PLC0415 - brings numpy

        if self.row is not None:
            self.change("shift", self.view.cursor, Side.TARGET, up=step < 0)

    def action_unlink(self) -> None:
        """French and English no longer belong together."""
        if self.row is not None:
            self.change("unlink", self.view.cursor)

    def action_show_block(self) -> None:
        """Hide the current part, or keep it shown, for good."""
        row = self.row
        if row is not None and self.change("show_block", row.index, shown=row.hidden):
            self.say("This part is shown from now on" if row.hidden else "This part is hidden from now on")

    @needs_whole("Undo")
    def action_undo(self) -> None:
        """Take the last change back."""
        if not self.change("undo"):
            self.say("Nothing to undo")

    @needs_whole("Redo")
    def action_redo(self) -> None:
        """Make the change again."""
        if not self.change("redo"):
            self.say("Nothing to redo")

    def action_bookmark(self) -> None:
        """Set a bookmark, or take it away."""
        if self.row is not None:
            self.attempt(lambda: self.session.toggle_bookmark(self.view.cursor), otherwise=False)
            self.show_bookmarks()

    @needs_whole("List bookmarks and notes")
    def action_bookmarks(self) -> None:
        """Choose from bookmarks and notes."""
        bitext = self.session.bitext
        noted = {index for index, revision in bitext.revisions if revision.note}
        rows = sorted(noted | self.view.bookmarks)
        if not rows:
            self.say("No bookmarks and no notes yet: B sets a bookmark, o writes a note")
            return
        options = [_listed(row, bookmarked=row.index not in noted) for row in bitext.some_rows(rows)]
        self.app.push_screen(
            ChooseScreen(
                self.texts("Bookmarks and notes"), options, hint=self.texts("j k move · Enter goes there · Esc closes")
            ),
            lambda at: self.jump(rows[at]) if at is not None else None,
        )

    def action_retranslate(self) -> None:
        """Let the machine try this sentence anew."""
        if self.row is not None and self.row.source:
            self.say("Translating again …")
            self._retranslate(self.view.cursor)

    @work(thread=True, exclusive=True, group="retranslate")
    def _retranslate(self, row: int) -> None:
        try:
            progress = self.session.retranslate(row)
        except ReaderError as error:
            self.app.call_from_thread(self.say_error, error)
        else:
            self.app.call_from_thread(self._retranslated, progress.rows)

    def _retranslated(self, rows: tuple[int, ...]) -> None:
        self.view.update_rows(self.session.bitext, rows)
        self.show_status()

    def action_glossary(self) -> None:
        """Ask how the word under the cursor is to be translated, in this document and elsewhere."""
        word = self.view.word_text if self.view.word and self.view.word[0] == 0 else ""
        if not word:
            self.say("Put the word cursor on a French word first: w", warn=True)
            return
        self.ask(self.texts("English of «{word}»", word=word), lambda english: self._add_term(word, english))

    def _add_term(self, french: str, english: str) -> None:
        from reader.pipeline.glossaries import add_term  # noqa: PLC0415 - only those who use it wait for it

        if english.strip():
            try:
                add_term(french, english)
            except ReaderError as error:
                self.say_error(error)
            else:
                self.say(
                    "In the glossary: {french} = {english}; r translates this sentence again",
                    french=french,
                    english=english,
                )


def _above(row: Row) -> str:
    parts = [row.source]
    if row.human and row.human != row.target:
        parts.append(f"H  {row.human}")
    if row.machine and row.machine != row.target:
        parts.append(f"M  {row.machine}")
    return "\n".join(filter(None, parts))


def _listed(row: Row, *, bookmarked: bool) -> str:
    sign = "★" if bookmarked else "✎"
    return f"{sign} {row.index + 1:>5}  {printable(row.note or row.source or row.target or '')}"
