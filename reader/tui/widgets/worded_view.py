"""The cursor that walks over the words of the current row."""

from __future__ import annotations

from reader.tui.widgets.bitext_view import BitextView
from reader.tui.words import neighbour

__all__ = ["WordedView"]


class WordedView(BitextView):
    """The view with a word cursor."""

    def step_word(self, step: int) -> None:
        """Move the word cursor; beyond the end of a row it goes on in the next one."""
        if not len(self.page.bitext):
            return
        passage = self.word[0] if self.word else 0
        passages = self.page.laid(self.cursor).passages
        passage = passage if passage < len(passages) else 0
        here = self.word[1:] if self.word and self.word[0] == passage else None
        found = neighbour(passages[passage].text, here, step)
        if found is None:
            following = self.page.outline.next_row(self.cursor, step)
            if following is None:
                return
            self.move_to(following)
            passages = self.page.laid(self.cursor).passages
            passage = passage if passage < len(passages) else 0
            found = neighbour(passages[passage].text, None, step)
        self.set_word((passage, *found) if found else None)

    def switch_side(self) -> None:
        """Put the word cursor on the other language's counterpart, else on its first word."""
        if self.word is None:
            self.step_word(1)
            return
        passages = self.page.laid(self.cursor).passages
        other = 1 if self.word[0] == 0 else 0
        if other >= len(passages):
            return
        matches = self.counterparts(self.word)
        found = matches[0] if matches else neighbour(passages[other].text, None, 1)
        self.set_word((other, *found) if found else None)

    @property
    def word_text(self) -> str:
        """The word under the word cursor; empty where there is none."""
        if self.word is None or not len(self.page.bitext):
            return ""
        passages = self.page.laid(self.cursor).passages
        passage, start, end = self.word
        return passages[passage].text[start:end] if passage < len(passages) else ""
