"""Installed StarDict and dictd dictionaries, for looking words up.

A dictionary is opened by its ``.ifo`` (StarDict) or ``.index`` (dictd) file. Its words are read at the first look-up; articles
are read one by one from where they lie. The files come from anywhere, so nothing in them is believed unseen.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

from reader.alignment.dictionaries_formats import (
    Place,
    article_text,
    dictd_places,
    parse_info,
    stardict_places,
    synonyms,
)
from reader.alignment.dictionaries_store import Store, read_bounded
from reader.alignment.lexicon_forms import inflections
from reader.alignment.tokens import bare, fold
from reader.errors import DictionaryError
from reader.languages import Language

__all__ = ["USUAL_FOLDERS", "Article", "Dictionary", "find_dictionaries", "look_up"]

# Where Debian, dictd and StarDict put them; a caller may look anywhere.
USUAL_FOLDERS = ("/usr/share/dictd", "/usr/share/stardict/dic", "/usr/local/share/stardict/dic", "~/.stardict/dic")
_DEPTH = 3
_MOST_DICTIONARIES = 200


@dataclass(frozen=True, slots=True)
class Article:
    """What a dictionary says of a word."""

    headword: str
    text: str
    dictionary: str


def find_dictionaries(folders: Iterable[Path]) -> tuple[Path, ...]:
    """The dictionaries in some folders and, three levels deep, in theirs, as paths for `Dictionary`; absent folders are empty."""
    found: dict[Path, None] = {}
    for folder in folders:
        for depth in range(_DEPTH):
            for pattern in ("*.ifo", "*.index"):
                found.update(dict.fromkeys(sorted(_matches(folder.expanduser(), "*/" * depth + pattern))))
    whole = [path for path in found if _data_file(path) is not None]
    return tuple(whole[:_MOST_DICTIONARIES])


def _matches(folder: Path, pattern: str) -> Iterator[Path]:
    try:
        yield from folder.glob(pattern)
    except OSError:
        return


def _data_file(path: Path) -> Path | None:
    return next((p for p in (path.with_suffix(".dict.dz"), path.with_suffix(".dict")) if p.is_file()), None)


def _key(word: str) -> str:
    return bare(word).strip()


class Dictionary:
    """One installed dictionary.

    Args:
        path: its ``.ifo`` or ``.index`` file.

    Raises:
        DictionaryError: a file is missing or damaged.
    """

    def __init__(self, path: Path) -> None:
        data = _data_file(path)
        if data is None:
            raise DictionaryError(f"the dictionary {path} has no .dict or .dict.dz file beside it")
        self.path = path
        self._store = Store(data)
        self._types: str | None = None
        self._bits = 32
        self._title = ""
        if path.suffix == ".ifo":
            try:
                info = parse_info(read_bounded(path))
            except ValueError as error:
                raise DictionaryError(f"the dictionary {path} cannot be read: {error}") from error
            self._types, self._bits, self._title = info.types, info.offset_bits, info.name

    @cached_property
    def name(self) -> str:
        """What the dictionary calls itself, or its file's name."""
        if self._types is None:
            note = next((p for p in self._notes if "short" in p.word), None)
            text = self._text(note) if note is not None else ""
            # dictfmt repeats the note's own name on the line before.
            self._title = text.splitlines()[-1].strip() if text else ""
        return self._title or self.path.stem

    def __len__(self) -> int:
        return len(self._places)

    @cached_property
    def _read(self) -> tuple[list[Place], list[Place]]:
        if self._types is None:
            every = list(dictd_places(read_bounded(self.path)))
            own_notes = [p.word.startswith(("00-database", "00database")) for p in every]
            return (
                [p for p, note in zip(every, own_notes, strict=True) if not note],
                [p for p, note in zip(every, own_notes, strict=True) if note],
            )
        index = next(
            (p for p in (self.path.with_suffix(s) for s in (".idx", ".idx.gz", ".idx.dz")) if p.is_file()), None
        )
        if index is None:
            raise DictionaryError(f"the dictionary {self.path} has no .idx file beside it")
        places = list(stardict_places(read_bounded(index), self._bits))
        further = next((p for p in (self.path.with_suffix(s) for s in (".syn", ".syn.gz")) if p.is_file()), None)
        if further is not None:
            own = len(places)
            for word, number in synonyms(read_bounded(further)):
                if number < own:
                    places.append(Place(word, places[number].offset, places[number].length))
        return places, []

    @property
    def _places(self) -> list[Place]:
        return self._read[0]

    @property
    def _notes(self) -> list[Place]:
        return self._read[1]

    @cached_property
    def _by_key(self) -> dict[str, list[int]]:
        found: dict[str, list[int]] = {}
        # All words at once: one by one it takes four times as long, and a large dictionary has 100,000.
        keys = bare("\n".join(place.word.replace("\n", " ") for place in self._places)).split("\n")
        for number, key in enumerate(keys[: len(self._places)]):
            found.setdefault(key.strip(), []).append(number)
        return found

    def look_up(self, word: str, *, limit: int = 5, language: Language = Language.FRENCH) -> list[Article]:
        """The articles on a word: those spelt just so first, then those that differ in case or accents.

        If none is spelt so, those of another inflection of the word follow.

        Args:
            word: the word as it stands in the text.
            limit: how many articles at most.
            language: whose inflections to try.

        Raises:
            DictionaryError: a file is damaged.
        """
        folded = fold(word)
        same = self._by_key.get(_key(word), [])
        numbers = sorted(same, key=lambda n: (self._places[n].word != word, fold(self._places[n].word) != folded, n))
        if not any(fold(self._places[n].word) == folded for n in same):
            numbers += next(
                (self._by_key[k] for k in map(_key, inflections(folded, language)) if k in self._by_key), []
            )
        articles: dict[tuple[int, int], Article] = {}
        for number in numbers:
            place = self._places[number]
            if len(articles) < limit and (place.offset, place.length) not in articles:
                articles[place.offset, place.length] = Article(place.word, self._text(place), self.name)
        return list(articles.values())

    def _text(self, place: Place) -> str:
        return article_text(self._store.read(place.offset, place.length), self._types)


def look_up(word: str, dictionaries: Iterable[Dictionary], *, limit: int = 5) -> list[Article]:
    """The articles on a word in several dictionaries; a damaged one is passed over, for the others may know the word."""
    found: list[Article] = []
    for dictionary in dictionaries:
        try:
            found.extend(dictionary.look_up(word, limit=limit))
        except DictionaryError:
            continue
    return found
