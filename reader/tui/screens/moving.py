"""The part of the reading screen that moves: motions with counts, sections, marks, the next thing to look at."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from textual import events

from reader.bitext import Bitext, Origin
from reader.documents import Role
from reader.errors import ReaderError
from reader.tui.bindings import PREFIXES
from reader.tui.outline import headings
from reader.tui.painting import LOW_CONFIDENCE
from reader.tui.screens.choose import ChooseScreen
from reader.tui.screens.reading_base import ReadingBase
from reader.tui.screens.waiting import needs_whole

__all__ = ["Moving"]


class Moving(ReadingBase):
    """Motions."""

    def take_key(self, event: events.Key) -> bool:
        """Gather numbers, and what follows a key that waits for another; tell whether the key was one of these."""
        if self.prompt.asking:
            return False
        if self.pending:
            self._after_prefix(event)
            return True
        if event.character and event.character in "0123456789" and (self.count or event.character != "0"):
            self.count = (self.count + event.character)[-7:]
            self.show_status()
            return True
        return False

    def action_prefix(self, name: str) -> None:
        """Wait for the key that says what is meant."""
        self.pending = name if name in PREFIXES else ""
        self.show_status()

    def _after_prefix(self, event: events.Key) -> None:
        name, self.pending = self.pending, ""
        letter = event.character or ""
        if event.key != "escape" and letter:
            handlers: dict[str, Callable[[str], None]] = {
                "forward": lambda x: self.seek(x, 1),
                "backward": lambda x: self.seek(x, -1),
                "mark": self.set_mark,
                "jump": self.go_to_mark,
                "copy": self.copy_what,
                "word": self.view.find_word,
            }
            handlers[name](letter)
        self.show_status()

    def action_step(self, step: int) -> None:
        """Move by sentences."""
        self.view.step(step * self.take_count())

    def action_page(self, step: int) -> None:
        """Move by screens."""
        for _ in range(min(self.take_count(), 1000)):
            self.view.step_lines(step * max(1, self.view.size.height - 2))

    def action_half(self, step: int) -> None:
        """Move by half screens."""
        for _ in range(min(self.take_count(), 1000)):
            self.view.step_lines(step * max(1, self.view.size.height // 2))

    def action_first(self) -> None:
        """Go to the beginning, or to the sentence whose number was typed."""
        source = self.session.bitext.source
        if self.count or not source or source[0].block:  # the part that has been read may not be the first
            self._first()
        else:
            self._go_to_number(first=True)

    @needs_whole("Beginning")
    def _first(self) -> None:
        self._go_to_number(first=True)

    @needs_whole("End")
    def action_last(self) -> None:
        """Go to the end, or to the sentence whose number was typed."""
        self._go_to_number(first=False)

    def _go_to_number(self, *, first: bool) -> None:
        last = len(self.session.bitext) - 1
        if last < 0:
            return
        if self.count:
            self._jump_near(min(self.take_count() - 1, last), 1)
        elif first:
            self._jump_near(0, 1)
            if not self.view.visible_rows() or self.view.visible_rows()[0] == self.view.cursor:
                self.view.scroll_home(animate=False)
        else:
            self._jump_near(last, -1)
            self.view.scroll_end(animate=False, immediate=True)

    def _jump_near(self, row: int, step: int) -> None:
        outline = self.view.page.outline
        found = outline.shown_from(row, step)
        if found is None:
            found = outline.shown_from(row, -step)
        if found is not None:
            self.jump(found)

    @needs_whole("Go to per cent")
    def action_percent(self) -> None:
        """Go to so many per cent of what is shown of the document."""
        if self.count:
            found = self.view.page.outline.row_at(min(100, self.take_count()) / 100)
            if found is not None:
                self.jump(found)
        self.show_status()

    def action_paragraph(self, step: int) -> None:
        """Move by paragraphs: to the first sentence of the next block, or of this one and then the one before."""
        outline, row = self.view.page.outline, self.view.cursor
        for _ in range(min(self.take_count(), 10_000)):
            following = _paragraph(outline.blocks, outline.next_row, row, step)
            if following is None:
                break
            row = following
        if row != self.view.cursor:
            self.view.move_to(row)

    def action_seek(self, what: str, step: int) -> None:
        """Go to the next, or previous, row of a kind: for the palette."""
        self.seek(what, step)

    def action_copy_part(self, what: str) -> None:
        """Copy a part: for the palette."""
        self.copy_what(what)

    @needs_whole("Go on")
    def seek(self, what: str, step: int) -> None:
        """Go to the next, or previous, row of a kind."""
        wanted = _KINDS.get("]" if what in "[]" else what)
        if what == "/":
            self.go_to_hit(step)
        elif what == "b":
            self._seek_in(sorted(self.view.bookmarks), step)
        elif wanted is not None:
            fits = wanted(self.session.bitext, self)
            outline, row = self.view.page.outline, self.view.cursor
            following = outline.next_row(row, step)
            while following is not None and not fits(following):
                following = outline.next_row(following, step)
            if following is None:
                self.say("No more in this direction")
            else:
                self.jump(following)

    def go_to_hit(self, step: int) -> None:
        """Go to a search hit; the part that searches overrides this."""

    def _seek_in(self, rows: list[int], step: int) -> None:
        here = self.view.cursor
        found = [r for r in rows if (r > here if step > 0 else r < here)]
        if found:
            self.jump(found[0] if step > 0 else found[-1])
        else:
            self.say("No more in this direction")

    @needs_whole("Table of contents")
    def action_contents(self) -> None:
        """Choose a title or heading to jump to."""
        found = headings(self.session.bitext)
        if not found:
            self.say("No headings in this document")
            return
        here = max((i for i, (row, _, _) in enumerate(found) if row <= self.view.cursor), default=0)
        options = ["  " * (level - 1) + text for _, text, level in found]
        self.reader.push_screen(
            ChooseScreen(
                self.texts("Table of contents"),
                options,
                chosen=here,
                hint=self.texts("j k move · Enter goes there · Esc closes"),
            ),
            lambda at: self.jump(found[at][0]) if at is not None else None,
        )

    def set_mark(self, letter: str) -> None:
        """Remember this row by a letter."""
        if letter.isalnum():
            try:
                self.session.set_mark(letter, self.view.cursor)
            except ReaderError as error:
                self.say_error(error)
            else:
                self.say("Mark {letter} set", letter=letter)

    def go_to_mark(self, letter: str) -> None:
        """Go to the row of a mark, or back where one was."""
        if letter in "'`":
            self.action_back()
            return
        none: Mapping[str, int] = {}
        marks = self.attempt(lambda: self.session.marks, none)
        if letter in marks:
            self.jump(marks[letter])
        elif self.session.partial:
            self.wait_for_whole("Go to a mark", lambda: self.go_to_mark(letter))
        else:
            self.say("No mark {letter}", letter=letter, warn=True)

    def action_back(self) -> None:
        """Go back where one was before the last jump."""
        here = self.view.cursor
        while self.jumps and self.jumps[-1] == here:
            self.jumps.pop()
        if self.jumps:
            self.view.move_to(self.jumps.pop())


def _paragraph(blocks: list[int], next_row: Callable[[int, int], int | None], row: int, step: int) -> int | None:
    start = row
    while (before := next_row(start, -1)) is not None and blocks[before] == blocks[row]:
        start = before
    if step < 0:
        if start != row:
            return start
        before = next_row(start, -1)
        if before is None:
            return None
        while (earlier := next_row(before, -1)) is not None and blocks[earlier] == blocks[before]:
            before = earlier
        return before
    following: int | None = row
    while following is not None and blocks[following] == blocks[row]:
        following = next_row(following, 1)
    return following


def _unaligned(bitext: Bitext, _screen: ReadingBase) -> Callable[[int], bool]:
    beads, english = bitext.alignment.beads, bool(bitext.target)
    return lambda row: not beads[row].source or (not beads[row].target and english)


def _sections(bitext: Bitext, screen: ReadingBase) -> Callable[[int], bool]:
    beads, source, blocks = bitext.alignment.beads, bitext.source, bitext.source_document.blocks
    numbers = screen.view.page.outline.blocks

    def opens(row: int) -> bool:
        if not beads[row].source or (row and numbers[row - 1] == numbers[row]):
            return False
        return blocks[source[beads[row].source[0]].block].role in (Role.TITLE, Role.HEADING)

    return opens


def _flagged(bitext: Bitext, screen: ReadingBase) -> Callable[[int], bool]:
    beads, known, page = bitext.alignment.beads, bitext.hypotheses, screen.view.page
    return lambda row: any((h := known[i]) and h.flags for i in beads[row].source) and bool(page.row(row).flags)


def _unsure(bitext: Bitext, screen: ReadingBase) -> Callable[[int], bool]:
    beads, known, page = bitext.alignment.beads, bitext.hypotheses, screen.view.page

    def low(score: float | None) -> bool:
        return score is not None and score < LOW_CONFIDENCE

    def fits(row: int) -> bool:
        bead = beads[row]
        may = low(bead.score) or any((h := known[i]) and low(h.score) for i in bead.source)
        return may and low(page.row(row).score)

    return fits


def _edited(bitext: Bitext, screen: ReadingBase) -> Callable[[int], bool]:
    revised, page = {index for index, _ in bitext.revisions}, screen.view.page
    return lambda row: row in revised and page.row(row).origin is Origin.EDITED


def _noted(bitext: Bitext, _screen: ReadingBase) -> Callable[[int], bool]:
    return {index for index, revision in bitext.revisions if revision.note}.__contains__


# What tells a row of a kind; a row is made only where it may be one, for there may be a hundred thousand.
_KINDS: dict[str, Callable[[Bitext, ReadingBase], Callable[[int], bool]]] = {
    "]": _sections,
    "u": _unaligned,
    "f": _flagged,
    "c": _unsure,
    "e": _edited,
    "n": _noted,
}
