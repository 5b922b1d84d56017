"""The vocabulary: the words that the user collects, each with the sentence it was met in."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

from rich.text import Text
from textual.binding import Binding
from textual.widgets import Input

from reader.memory import Familiarity, Word
from reader.tui.screens.filtered import FilteredScreen
from reader.tui.searching import pattern, spans
from reader.tui.wrapping import printable

if TYPE_CHECKING:
    from reader.tui.sessions import WordList
    from reader.tui.texts import Texts

__all__ = ["VocabularyAnswer", "VocabularyScreen"]

_SIGNS = {Familiarity.NEW: "○", Familiarity.LEARNING: "◐", Familiarity.KNOWN: "●"}


@dataclass(frozen=True, slots=True)
class VocabularyAnswer:
    """What is to be done with some words: go to the sentence of the only one, or write them to a file."""

    do: Literal["go", "tsv", "anki"]
    words: tuple[Word, ...]


class VocabularyScreen(FilteredScreen[VocabularyAnswer]):
    """The list, newest first; letters act on the highlighted word, and after ``/`` they search.

    Args:
        words: the list, which is changed at once.
        texts: the interface texts.
    """

    BINDINGS = [  # noqa: RUF012 - Textual's way
        Binding("j", "move('down')", "On", show=False),
        Binding("k", "move('up')", "Back", show=False),
        Binding("slash", "search", "Type to search words and sentences; Enter ends it", show=False),
        Binding("s", "status", "New, learning, known", show=False),
        Binding("tab", "which", "All words, or those of one status", show=False, priority=True),
        Binding("x,delete", "remove", "Take the word off the list", show=False),
        Binding("u", "undo", "Put the word removed last back", show=False),
        Binding("t", "export('tsv')", "Write the words shown as TSV", show=False),
        Binding("a", "export('anki')", "Write the words shown for Anki", show=False),
        Binding("q", "cancel", "Close", show=False),
    ]

    LETTERS_ACT = True

    def __init__(self, words: WordList, texts: Texts) -> None:
        super().__init__(
            texts("Your vocabulary: {n}", n=len(words.words())),
            placeholder=texts("/ searches, Enter ends it"),
            hint=texts(
                "Enter goes there · s status · Tab filter · / search · x remove · u undo · t TSV · a Anki · Esc"
            ),
        )
        self._list, self._texts = words, texts
        self._which: Familiarity | None = None
        self._shown: tuple[Word, ...] = ()
        self._removed: list[Word] = []

    def lines(self, query: str) -> list[Text]:
        """The words that hold, with their sentences, every word typed."""
        parts = [p for word in query.split() if (p := pattern(word))]
        self._shown = tuple(
            w
            for w in reversed(self._list.words())
            if self._which in (None, w.status)
            and all(p.search(f"{w.word} {w.lemma} {w.translation} {w.sentence}") for p in parts)
        )
        return [_lines(word, self._texts) for word in self._shown]

    def fill(self, highlighted: int = 0) -> None:
        """Show the words, and how many there are."""
        super().fill(highlighted)
        n = len(self._shown)
        title = (
            self._texts("Your vocabulary: {n}", n=n)
            if self._which is None
            else self._texts("Your vocabulary: {n}, {which}", n=n, which=self._texts(self._which.value))
        )
        self.retitle(title)

    def take(self, index: int) -> None:
        """Answer with the word whose sentence is to be gone to."""
        self.dismiss(VocabularyAnswer("go", (self._shown[index],)))

    def action_search(self) -> None:
        """Let letters be typed."""
        self.query_one(Input).focus()

    def action_status(self) -> None:
        """New, learning, known, and new again."""
        at = self.highlighted
        if at is not None:
            order: Sequence[Familiarity] = tuple(Familiarity)
            word = self._shown[at]
            self._list.set_status(word.word, order[(order.index(word.status) + 1) % len(order)])
            self.fill(at)

    def action_which(self) -> None:
        """Show all words, or those of one status."""
        order = (None, *Familiarity)
        self._which = order[(order.index(self._which) + 1) % len(order)]
        self.fill()

    def action_remove(self) -> None:
        """Take the highlighted word off the list."""
        at = self.highlighted
        if at is not None:
            self._removed.append(self._shown[at])
            self._list.remove(self._shown[at].word, sentence=self._shown[at].sentence)
            self.fill(at)

    def action_undo(self) -> None:
        """Put the word removed last on the list again."""
        if self._removed:
            word = self._removed.pop()
            self._list.add(word)
            self.fill()

    def action_export(self, do: Literal["tsv", "anki"]) -> None:
        """Write the words that are shown to a file."""
        if self._shown:
            self.dismiss(VocabularyAnswer(do, tuple(reversed(self._shown))))
        else:
            self.notify(self._texts("No words to export"), severity="warning", timeout=4)


def _lines(word: Word, texts: Texts) -> Text:
    """A word in two lines: what it means and how well it is known; the sentence, with the word set off."""
    text = Text(no_wrap=True, overflow="ellipsis")
    text.append(f"{_SIGNS[word.status]} ")
    text.append(printable(word.word), style="bold")
    if word.lemma:
        text.append(f" ({printable(word.lemma)})", style="dim")
    if word.translation:
        text.append(f"  {printable(word.translation)}")
    text.append(f"  {texts(word.status.value)}\n", style="dim")
    sentence = printable(" ".join(word.sentence.split()))
    hits = list(spans(word.word, sentence))
    begin = max(0, hits[0][0] - 30) if hits else 0
    line = Text(sentence[begin:], style="dim")
    for start, end in hits:
        line.stylize("bold not dim", start - begin, end - begin)
    text.append("  …" if begin else "  ", style="dim")
    text.append_text(line)
    return text
