"""The part of the reading screen that is about words: the word cursor, looking up, concordance, vocabulary."""

from __future__ import annotations

from typing import TYPE_CHECKING

from rich.text import Text
from textual import on, work

from reader.errors import ReaderError
from reader.tui.outline import row_saying
from reader.tui.screens.choose import ChooseScreen
from reader.tui.screens.page_of_text import TextScreen
from reader.tui.screens.reading_base import ReadingBase
from reader.tui.screens.waiting import needs_whole
from reader.tui.widgets.pointing import WordAsked
from reader.tui.wrapping import printable

if TYPE_CHECKING:
    from collections.abc import Sequence

    from reader.memory.concordance import ConcordanceHit
    from reader.pipeline.looking_up import LookUp
    from reader.tui.texts import Texts

__all__ = ["Wording", "entry"]

_MOST_TRANSLATIONS = 8
_LEAST_PROBABILITY = 0.005  # what would be shown as 0 %


class Wording(ReadingBase):
    """Words."""

    def action_word(self, step: int) -> None:
        """Move the word cursor."""
        for _ in range(min(self.take_count(), 1000)):
            self.view.step_word(step)

    def action_side(self) -> None:
        """Go to the counterpart of the word."""
        self.view.switch_side()

    def word_links(self, row: int) -> list[tuple[tuple[int, int], tuple[int, int], float]]:
        """Which words of a row stand for which; none where the session fails to say."""
        try:
            return [(link.source, link.target, link.probability) for link in self.session.words(row)]
        except ReaderError:
            return []

    def row_gaps(self, row: int) -> tuple[Sequence[tuple[int, int]], Sequence[tuple[int, int]]]:
        """What the English of a row left out of the French, and what it added."""
        try:
            found = self.session.gaps(row)
        except ReaderError:
            return (), ()
        return found.left_out, found.added

    def action_gaps(self) -> None:
        """Underline, in the current sentence, what was left out and what was added; or stop doing so."""
        if self.row is None:
            return
        view = self.view
        view.gaps_shown = not view.gaps_shown
        view.restyle()
        if not view.gaps_shown:
            self.say("Left-out and added words: no longer underlined")
            return
        covered = self.attempt(lambda: self.session.gaps(view.cursor).covered, 1.0)
        self.say("Left out and added: underlined ({share}% rendered here)", share=round(covered * 100))

    def french_word(self) -> str:
        """The French word under the cursor, or the counterpart of the English one."""
        view = self.view
        if view.word is None:
            return ""
        if view.word[0] == 0:
            return view.word_text
        found = view.counterparts(view.word)
        source = printable(view.page.row(view.cursor).source)  # the view may show the English alone
        return " ".join(source[a:b] for a, b in found)

    @on(WordAsked)
    def action_look_up(self) -> None:
        """Look up the word under the cursor; without a word, open what is folded here or say how."""
        word = self.french_word()
        if word:
            self._look_up(word, self.view.cursor)
        elif self.view.word is None:
            self.view.step_word(1)
        else:
            self.say("No French word is linked to this one")

    @work(thread=True, exclusive=True, group="look-up")
    def _look_up(self, word: str, row: int) -> None:
        try:
            found = self.session.look_up(word, row)
        except ReaderError as error:
            self.app.call_from_thread(self.say_error, error)
        else:
            self.app.call_from_thread(self._show_entry, found, row)

    def _show_entry(self, found: LookUp, row: int) -> None:
        hint = self.texts("a adds it to the vocabulary · * concordance · Esc closes")
        self.app.push_screen(
            TextScreen(found.word, entry(found, self.texts), hint=hint, answers="a*"),
            lambda answer: self._after_entry(answer, found.word, row),
        )

    def _after_entry(self, answer: str | None, word: str, row: int) -> None:
        if answer == "a":
            self._add(word, row)
        elif answer == "*":
            self._concordance(word)

    def action_vocabulary(self) -> None:
        """Add the word under the cursor to the vocabulary."""
        word = self.french_word()
        if word:
            self._add(word, self.view.cursor)
        else:
            self.say("Put the word cursor on a French word first: w", warn=True)

    @work(thread=True, group="vocabulary")
    def _add(self, word: str, row: int) -> None:
        try:
            self.session.add_vocabulary(word, row)
        except ReaderError as error:
            self.app.call_from_thread(self.say_error, error)
        else:
            self.app.call_from_thread(self.say, "Added to the vocabulary: {word}", word=word)

    def action_concordance(self) -> None:
        """Find the word under the cursor, or one that is asked for, in the memory."""
        word = self.view.word_text
        if word:
            self._concordance(word.strip("'’"))
        else:
            self.ask(self.texts("Search the translation memory"), self._concordance)

    def _concordance(self, query: str) -> None:
        if not query.strip():
            return
        try:
            found = self.session.concordance(query)
        except ReaderError as error:
            self.say_error(error)
            return
        if not found:
            self.say("The memory holds nothing with {query}", query=query)
            return
        options = [_unit(hit) for hit in found]
        title = self.texts("{query} in the translation memory", query=query)
        self.app.push_screen(ChooseScreen(title, options, hint=self.texts("Enter goes there, if it is in this document")),
                             lambda at: self._go_to_unit(found, at))  # fmt: skip

    def _go_to_unit(self, found: Sequence[ConcordanceHit], at: int | None) -> None:
        if at is not None:
            self._go_to_source(found[at].unit.source)

    @needs_whole("Go to the sentence")
    def _go_to_source(self, source: str) -> None:
        row = row_saying(self.session.bitext, source)
        if row is None:
            self.say("Not in this document")
        else:
            self.jump(row)


def entry(found: LookUp, texts: Texts) -> Text:
    """What is known of a word, as a page."""
    text = Text()
    if found.spelt_out:
        text.append(f"{printable(found.word)} = {found.spelt_out}\n\n", style="bold")
    if found.counterpart:
        text.append(texts("Here"), style="bold underline")
        text.append(f"\n{printable(found.counterpart)}\n\n", style="bold")
    _append_translations(text, found, texts)
    for article in found.articles:
        text.append(printable(f"{article.dictionary}: {article.headword}"), style="bold underline")
        text.append(f"\n{_lines(article.text)}\n\n")
    if found.examples:
        text.append(texts("Examples"), style="bold underline")
        text.append("\n")
        for example in found.examples:
            place = f"{example.row + 1}  " if example.row is not None else ""
            text.append(f"{place}{printable(example.source)}\n")
            text.append(f"{printable(example.target)}\n\n", style="dim")
    if not text.plain:
        text.append(texts("Nothing is known about this word"))
    return text


def _append_translations(text: Text, found: LookUp, texts: Texts) -> None:
    if found.translations:
        text.append(texts("Translations"), style="bold underline")
        text.append("\n")
        for english, probability in found.translations[:_MOST_TRANSLATIONS]:
            if probability < _LEAST_PROBABILITY:
                break
            text.append(f"{round(probability * 100):>4}%  ", style="dim")
            text.append(f"{printable(english)}\n")
        text.append("\n")
    for heading, entries in ((texts("Word by word"), found.parts), (texts("Base form"), found.base_forms)):
        if entries:
            text.append(heading, style="bold underline")
            text.append("\n")
            for one in entries:
                text.append(f"{printable(one.word)}  ", style="bold")
                said = [f"{printable(e)} {round(p * 100)}%" for e, p in one.translations if p >= _LEAST_PROBABILITY]
                text.append(f"{' · '.join(said)}\n")
            text.append("\n")


def _lines(text: str) -> str:
    return "\n".join(printable(line) for line in text.splitlines())


def _unit(hit: ConcordanceHit) -> Text:
    text = Text(printable(hit.unit.source), no_wrap=False)
    for start, end in hit.source_spans:
        text.stylize("bold reverse", start, end)
    english = Text(f"\n{printable(hit.unit.target)}", style="dim")
    for start, end in hit.target_spans:
        english.stylize("bold reverse", start + 1, end + 1)
    text.append_text(english)
    text.append(f"  [{hit.unit.origin.value}]\n", style="dim")
    return text
