"""The cursor that walks over the words of the current row."""

from __future__ import annotations

from reader.tui.searching import pattern
from reader.tui.widgets.bitext_view import BitextView
from reader.tui.words import neighbour, words

__all__ = ["WordedView"]


class WordedView(BitextView):
    """The view with a word cursor."""

    def step_word(self, step: int) -> None:
        """Move the word cursor; beyond the end of a row it goes on in the next one."""
        if not len(self.page.bitext):
            return
        passage = self._passage()
        passages = self.page.laid(self.cursor).passages
        here = self.word[1:] if self.word and self.word[0] == passage else None
        found = neighbour(passages[passage].text, here, step)
        if found is None:
            following = self.page.outline.next_row(self.cursor, step)
            if following is None:
                return
            self.move_to(following)
            passage = self._passage(passage)
            found = neighbour(self.page.laid(self.cursor).passages[passage].text, None, step)
        self.set_word((passage, *found) if found else None)

    def find_word(self, letter: str) -> None:
        """Put the word cursor on the next word of the row that begins with a letter, accents and case apart; around its end."""
        if not len(self.page.bitext):
            return
        passage = self._passage()
        text = self.page.laid(self.cursor).passages[passage].text
        here = self.word[1] if self.word else -1
        wanted = pattern(letter)
        fits = [(s, e) for s, e in words(text) if wanted is not None and wanted.match(text, s)]
        if fits:
            self.set_word((passage, *next((w for w in fits if w[0] > here), fits[0])))

    def _passage(self, wanted: int = 0) -> int:
        """The passage that the word cursor walks in: the one it is in, or is to go on in, if that can be seen here."""
        passages = self.page.laid(self.cursor).passages
        passage = self.word[0] if self.word else wanted
        seen = [at for at, one in enumerate(passages) if one.text]
        return passage if passage in seen else next(iter(seen), 0)

    def switch_side(self) -> None:
        """Put the word cursor on the other language's counterpart, else on its first word."""
        if self.word is None:
            self.step_word(1)
            return
        passages = self.page.laid(self.cursor).passages
        other = 1 if self.word[0] == 0 else 0
        if other >= len(passages) or not passages[other].text:
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
