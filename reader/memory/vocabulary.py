"""The vocabulary list: words with the sentence they were met in, and the files that carry them elsewhere."""

from __future__ import annotations

import html
import re
import time
from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING

from reader.memory import values
from reader.memory.normalising import fold, storable, words_of

if TYPE_CHECKING:
    from collections.abc import Iterable

    from reader.memory.store import Store

__all__ = ["Familiarity", "Vocabulary", "Word", "to_anki", "to_tsv"]

_COLUMNS = "word, lemma, translation, sentence, sentence_translation, document, at"


class Familiarity(StrEnum):
    """How well the user knows a word."""

    NEW = "new"
    LEARNING = "learning"
    KNOWN = "known"


@dataclass(frozen=True, slots=True)
class Word:
    """A word on the list. ``document`` is the content id of where it was met, ``when`` is given by the list."""

    word: str
    translation: str = ""
    sentence: str = ""
    sentence_translation: str = ""
    lemma: str = ""
    document: str = ""
    when: str = ""
    status: Familiarity = Familiarity.NEW


class Vocabulary:
    """The user's words. A word stands once for each sentence that it was met in.

    Each change is on the disk when its method returns.
    """

    def __init__(self, store: Store) -> None:
        self._store = store

    def add(self, word: Word) -> None:
        """Put a word on the list, or a better translation to the same word in the same sentence.

        A word that is on the list already, with another sentence, is known as well as it was.
        """
        texts = (
            fold(word.word), word.word, word.lemma, word.translation, word.sentence, word.sentence_translation, word.document
        )  # fmt: skip
        with self._store.writing(durable=True) as connection:
            connection.execute(
                f"""INSERT INTO vocabulary (folded, {_COLUMNS}, status) VALUES (?, ?, ?, ?, ?, ?, ?, ?,
                coalesce((SELECT status FROM vocabulary WHERE folded = ? LIMIT 1), ?))
                ON CONFLICT (folded, sentence) DO UPDATE SET word = excluded.word, lemma = excluded.lemma,
                translation = excluded.translation, sentence_translation = excluded.sentence_translation""",  # noqa: S608
                (*(storable(text) for text in texts), int(time.time()), storable(texts[0]), word.status.value),
            )

    def words(self, *, document: str | None = None) -> tuple[Word, ...]:
        """The list, or what was met in one document, in the order of adding."""
        return tuple(
            self._store.read(
                _word,
                f"SELECT {_COLUMNS}, status FROM vocabulary WHERE ? IS NULL OR document = ? ORDER BY id",  # noqa: S608 - our columns
                (document, document),
            )
        )

    def find(self, word: str) -> tuple[Word, ...]:
        """Where a word stands on the list; case and accents do not matter."""
        wanted = fold(word)
        return tuple(entry for entry in self.words() if wanted in (fold(entry.word), fold(entry.lemma)))

    def set_status(self, word: str, status: Familiarity) -> None:
        """Say how well a word is known, in whatever sentences it stands."""
        with self._store.writing(durable=True) as connection:
            connection.execute(
                "UPDATE vocabulary SET status = ? WHERE folded = ?", (status.value, storable(fold(word)))
            )

    def remove(self, word: str, *, sentence: str | None = None) -> int:
        """Take a word off the list, everywhere or in one sentence; says how many entries that was."""
        with self._store.writing(durable=True) as connection:
            cursor = connection.execute(
                "DELETE FROM vocabulary WHERE folded = ? AND (? IS NULL OR sentence = ?)",
                (fold(word), sentence, sentence),
            )
        return cursor.rowcount


def _word(row: tuple[object, ...]) -> Word:
    *texts, at, status = row
    word, lemma, translation, sentence, sentence_translation, document = map(values.text, texts)
    return Word(
        word,
        translation,
        sentence,
        sentence_translation,
        lemma,
        document,
        values.iso_time(at),
        _familiarity(values.text(status)),
    )


def _familiarity(status: str) -> Familiarity:
    """What a newer version of the program may call otherwise counts as new."""
    return Familiarity(status) if status in set(Familiarity) else Familiarity.NEW


def to_tsv(words: Iterable[Word]) -> str:
    """The list as a table: one header line, columns by tabulators, nothing quoted."""
    lines = ["word\tlemma\ttranslation\tsentence\tsentence_translation\tdocument\twhen\tstatus"]
    lines += [
        "\t".join(
            _cell(cell)
            for cell in (
                w.word,
                w.lemma,
                w.translation,
                w.sentence,
                w.sentence_translation,
                w.document,
                w.when,
                w.status.value,
            )
        )
        for w in words
    ]
    return "\n".join(lines) + "\n"


def to_anki(words: Iterable[Word], *, tag: str = "reader") -> str:
    """The list as a file that Anki imports as it is: sentence with the word set off, and its meaning on the back.

    The tags are ``tag`` and how well the word is known.

    The header lines are those of Anki 2.1.54 and later (docs.ankiweb.net/importing/text-files.html).
    """
    lines = ["#separator:tab", "#html:true", "#columns:Front\tBack\tTags", "#tags column:3"]
    for word in words:
        front = _set_off(word.sentence, word.word) if word.sentence else f"<b>{html.escape(word.word)}</b>"
        head = " · ".join(
            html.escape(part) for part in dict.fromkeys((word.lemma or word.word, word.translation)) if part
        )
        back = f"<b>{head}</b>" + (f"<br>{html.escape(word.sentence_translation)}" if word.sentence_translation else "")
        lines.append("\t".join(_cell(cell) for cell in (front, back, f"{tag} {word.status.value}")))
    return "\n".join(lines) + "\n"


def _set_off(sentence: str, word: str) -> str:
    """The sentence as HTML with the word, each time that it stands there, in bold."""
    wanted = [folded for folded, _, _ in words_of(word)]
    there = words_of(sentence)
    marked, at = [], 0
    for index in range(len(there) - len(wanted) + 1):
        if wanted and [folded for folded, _, _ in there[index : index + len(wanted)]] == wanted:
            start, end = there[index][1], there[index + len(wanted) - 1][2]
            if start >= at:
                marked += [html.escape(sentence[at:start]), "<b>", html.escape(sentence[start:end]), "</b>"]
                at = end
    return "".join(marked) + html.escape(sentence[at:])


def _cell(text: str) -> str:
    return re.sub(r"[\t\r\n\v\f\u2028\u2029]+", " ", text)
