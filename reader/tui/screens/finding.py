"""The part of the reading screen that searches both languages at once."""

from __future__ import annotations

import asyncio
import bisect
import time
from collections.abc import Callable, Iterator, Sequence

from rich.text import Text
from textual import work

from reader.bitext import Alignment, Preference
from reader.tui.screens.choose import ChooseScreen
from reader.tui.screens.moving import Moving
from reader.tui.screens.waiting import needs_whole
from reader.tui.searching import pattern, texts_of

__all__ = ["Finding"]

_SLICE = 0.006
_LISTED = 2000
_AT_ONCE = 2000  # rows that are looked through while a key waits: some 25 ms


class Finding(Moving):
    """Search."""

    # What ``hits`` are the hits of: they are good as long as query, preference and beads are the same. English that comes in
    # later is looked through at the end.
    _gathered: tuple[str, Preference | None, Alignment] | None = None

    @property
    def _asked(self) -> tuple[str, Preference | None, Alignment]:
        return self.view.query_text, self.view.display_options.prefer, self.session.bitext.alignment

    def action_search(self) -> None:
        """Ask what to look for; hits light up while it is typed."""
        library = self.reader.library
        none: Sequence[str] = ()
        before = self.attempt(lambda: library.searches(place="document", limit=50), none) if library else none
        self.ask(self.texts("Search both languages"), self._search, live=self._light_up, before=before)

    def _light_up(self, query: str) -> None:
        self.view.query_text = query
        self.view.restyle()
        if self._gathered != self._asked:
            self.hits = []
            if not self.session.partial:
                self.gather_hits(query, quiet=True)

    @property
    def found(self) -> str:
        """How many hits there are, and which of them is the current row; empty before they have been counted."""
        if not self.view.query_text or self._gathered != self._asked:
            return ""
        if not self.hits:
            return self.texts("no hits")
        at = bisect.bisect_left(self.hits, self.view.cursor)
        if self.hits[at : at + 1] == [self.view.cursor] and not self.prompt.asking:
            return self.texts("hit {at} of {n}", at=at + 1, n=len(self.hits))
        return self._hits_in_words(len(self.hits))

    def show_status(self) -> None:
        """Tell of the hits while they are being looked for, too."""
        self.prompt.tell(self.found)
        super().show_status()

    def _search(self, query: str) -> None:
        self._light_up(query)
        if pattern(query) is None:
            self.show_status()
        else:
            self._go_to_first(query)

    @needs_whole("Search")
    def _go_to_first(self, query: str) -> None:
        found = self.view.cursor if self._holds(self.view.cursor) else self._find(1)
        if found == self.view.cursor:
            self.view.move_to(found)
        elif found is not None:
            self.jump(found)
        self.gather_hits(query, go=found is None)
        if (library := self.reader.library) is not None:
            self.attempt(lambda: library.searched(query, place="document"), None)

    @property
    def _texts_of(self) -> Callable[[int], Iterator[str]]:
        return texts_of(self.session.bitext, self.view.display_options.prefer)

    def _holds(self, row: int) -> bool:
        wanted = pattern(self.view.query_text)
        if wanted is None or not 0 <= row < len(self.session.bitext):
            return False
        return any(map(wanted.search, self._texts_of(row)))

    def _find(self, step: int) -> int | None:
        """The next row that holds what is looked for, around the end of the document if need be.

        Before all hits have been gathered, only rows close by are looked through: more would be felt.
        """
        if self._gathered == self._asked:
            return _next_in(self.hits, self.view.cursor, step)
        count, wanted, texts = len(self.session.bitext), pattern(self.view.query_text), self._texts_of
        for distance in range(1, min(count, _AT_ONCE) + 1):
            row = (self.view.cursor + step * distance) % count
            if wanted is not None and any(map(wanted.search, texts(row))):
                return row
        return None

    @needs_whole("Search")
    def action_hit(self, step: int) -> None:
        """Go to the next or previous hit."""
        for _ in range(min(self.take_count(), 1000)):
            self.go_to_hit(step)

    def go_to_hit(self, step: int) -> None:
        """Go to the next or previous hit, in both languages, around the end."""
        if pattern(self.view.query_text) is None:
            self.say("Nothing searched for yet")
            return
        found = self._find(step)
        if found is None:
            if self._gathered == self._asked or len(self.session.bitext) <= _AT_ONCE:
                self.say("Not found: {query}", query=self.view.query_text, warn=True)
            else:
                self.say("Still searching …")
            return
        wrapped = found <= self.view.cursor if step > 0 else found >= self.view.cursor
        self.jump(found)
        if wrapped:
            self.say("Search went round the end")

    @work(exclusive=True, group="search")
    async def gather_hits(self, query: str, *, go: bool = False, quiet: bool = False) -> None:
        """Find all hits, in slices so short that nobody feels them.

        Args:
            query: what is looked for.
            go: go to the first one after the current row, as soon as it is found.
            quiet: say nothing where there is none.
        """
        bitext, prefer, wanted = self.session.bitext, self.view.display_options.prefer, pattern(query)
        if wanted is None:
            return
        found: list[int] = []
        texts, here, count = texts_of(bitext, prefer), self.view.cursor, len(bitext)
        began = time.perf_counter()
        for distance in range(1, count + 1):
            row = (here + distance) % count
            if any(map(wanted.search, texts(row))):
                found.append(row)
                if go and self.view.cursor == here:
                    self.jump(row)
                go = False
            if time.perf_counter() - began > _SLICE:
                await asyncio.sleep(0.001)
                began = time.perf_counter()
        self.hits, self._gathered = sorted(found), (query, prefer, bitext.alignment)
        if not found and not quiet:
            self.say("Not found: {query}", query=query, warn=True)
        self.show_status()

    def _hits_in_words(self, n: int) -> str:
        return self.texts("1 hit" if n == 1 else "{n} hits", n=n)

    @needs_whole("List of hits")
    def action_hits(self) -> None:
        """Choose from all hits."""
        if self._gathered != self._asked and pattern(self.view.query_text) is not None:
            wanted, texts = pattern(self.view.query_text), self._texts_of
            self.hits = [
                row for row in range(len(self.session.bitext)) if wanted and any(map(wanted.search, texts(row)))
            ]
            self._gathered = self._asked
        if not self.hits:
            self.say("No hits: search with / first")
            return
        rows = self.hits[:_LISTED]
        wanted, texts_in = pattern(self.view.query_text), self._texts_of
        options = []
        for row in rows:
            said = list(texts_in(row))
            text = next((t for t in said if wanted and wanted.search(t)), said[0] if said else "")
            options.append(_excerpt(text, wanted.search(text) if wanted else None, row))
        here = max((i for i, row in enumerate(rows) if row <= self.view.cursor), default=0)
        self.reader.push_screen(
            ChooseScreen(
                self._hits_in_words(len(self.hits)),
                options,
                chosen=here,
                hint=self.texts("j k move · Enter goes there · Esc closes"),
            ),
            lambda at: self.jump(rows[at]) if at is not None else None,
        )

    def clear_search(self) -> None:
        """Forget what was looked for."""
        self._light_up("")


def _next_in(rows: list[int], here: int, step: int) -> int | None:
    """The row after (before) one in a rising list; around the end if need be."""
    if not rows:
        return None
    if step > 0:
        return rows[bisect.bisect_right(rows, here) % len(rows)]
    return rows[bisect.bisect_left(rows, here) - 1]


def _excerpt(text: str, match: object, row: int) -> Text:
    """A hit with a little of what stands before and after it."""
    start, end = match.span() if hasattr(match, "span") else (0, 0)
    begin = max(0, start - 24)
    flat = text.replace("\n", " ")
    shown = Text(f"{row + 1:>5}  ", no_wrap=True, overflow="ellipsis")
    shown.append("…" if begin else "")
    shown.append(flat[begin:start])
    shown.append(flat[start:end], style="bold reverse")
    shown.append(flat[end : end + 120])
    return shown
