"""The part of the reading screen that opens the vocabulary: to its words' sentences, and out to files."""

from __future__ import annotations

from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from reader.errors import ReaderError
from reader.tui.outline import row_saying
from reader.tui.screens.reading_base import ReadingBase
from reader.tui.screens.vocabulary import VocabularyAnswer, VocabularyScreen
from reader.tui.screens.waiting import needs_whole

if TYPE_CHECKING:
    from reader.memory import Word

__all__ = ["Learning"]


class Learning(ReadingBase):
    """The vocabulary."""

    def action_words(self) -> None:
        """Show the vocabulary."""
        library = self.reader.library
        words = self.attempt(lambda: library.vocabulary, None) if library is not None else None
        if words is None:
            self.say("There is no library here", warn=True)
        elif not self.attempt(lambda: bool(words.words()), otherwise=False):
            self.say("No words yet: put the word cursor on one (w) and press a")
        else:
            self.app.push_screen(VocabularyScreen(words, self.texts), self._answered)

    def _answered(self, answer: VocabularyAnswer | None) -> None:
        if answer is None:
            return
        if answer.do == "go":
            self._go_to_word(answer.words[0])
        else:
            anki = answer.do == "anki"
            name = f"{self.texts('vocabulary')}{'.anki.txt' if anki else '.tsv'}"
            self.ask_file(name, partial(self._write_words, answer.words, anki=anki))

    def _go_to_word(self, word: Word) -> None:
        """Go to the sentence that a word was met in, in this document or by opening another."""
        if word.document == self.session.document.content_id:
            self.go_to_sentence(word.sentence)
            return
        library = self.reader.library
        found = [d for d in library.recent(limit=-1) if d.id == word.document] if library is not None else []
        if not found:
            self.say("The document of this word is no longer in the library", warn=True)
            return
        paths = tuple(Path(path) for path in (found[0].path, found[0].second) if path)
        self.reader.open_document(paths, sentence=word.sentence)

    @needs_whole("Go to the sentence")
    def go_to_sentence(self, sentence: str) -> None:
        """Go to the first row whose French is a sentence, or holds it."""
        held = row_saying(self.session.bitext, sentence)
        if held is None:
            self.say("This sentence is no longer in the document", warn=True)
        else:
            self.jump(held)

    def _write_words(self, words: tuple[Word, ...], file: Path, *, anki: bool) -> None:
        from reader.pipeline.vocabulary_files import write_words  # noqa: PLC0415 - only those who export wait for it

        try:
            write_words(words, file, anki=anki)
        except ReaderError as error:
            self.say_error(error)
        else:
            self.say("Written: {file}", file=str(file.absolute()))
