from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from pathlib import Path

import pytest

from reader.alignment.lexicon import shared_lexicon
from reader.translation import Engine, Package, invented
from reader.translation.attempts import Decoded, Job
from reader.translation.glossary import Glossary, Term
from reader.translation.invented import derived, invented_words, mend_invented

DATA = Path(__file__).parent.parent / "data"


@pytest.mark.parametrize(
    ("french", "english", "found"),
    [
        ("Une bombe a explosé.", "A bomb explosed.", ["explosed"]),
        ("Silence radio", "Filence radio", ["Filence"]),
        ("Une bombe a explosé.", "A bomb exploded.", []),
        ("Il n’a pas pu.", "He couldn’t and doesn't.", []),
        ("Le maire de Prunay est là.", "The mayor of Prunay is here.", []),
        ("Les élus de Tcherkizovo.", "The councillors of Cherkizovo.", []),  # a name: another check's matter
        ("Les gilets jaunes", "The gilets are undrinkable.", []),
        ("L’ARS", "The ARSX", []),
    ],
)
def test_what_counts_as_invented(french: str, english: str, found: list[str]) -> None:
    assert invented_words(french, english) == found


def test_common_endings_make_words() -> None:
    known = {"mend", "explode", "happy"}
    assert all(derived(w, known) for w in ("mends", "mended", "unmend", "exploding"))
    assert not derived("happing", known)


def test_the_french_word_that_nothing_stands_for_tells_what_was_meant() -> None:
    renderings = shared_lexicon().translations
    assert mend_invented("Une bombe a explosé hier.", "A bomb explosed yesterday.", renderings) == (
        "A bomb exploded yesterday.",
        1,
    )
    assert mend_invented("Silence radio", "Filence radio", renderings) == ("Silence radio", 1)


def test_what_nobody_can_render_stays_french() -> None:
    def few(word: str) -> Sequence[tuple[str, float]]:
        return {"mange": [("eats", 0.9)], "chat": [("cat", 0.9)]}.get(word, ())

    assert mend_invented("Le chat mange du zblorfe.", "The cat eats zblorbing.", few) == ("The cat eats zblorfe.", 1)


def test_nothing_is_replaced_by_chance() -> None:
    def none(_: str) -> Sequence[tuple[str, float]]:
        return ()

    text = "Qwrtzing the house."
    assert mend_invented("Oui, à lui.", text, none) == (text, 0)


def test_the_likeliest_without_an_invented_word_is_taken() -> None:
    job = Job("Une bombe a explosé.", len, Glossary(), 4)
    other = Decoded("A bomb exploded.", -2.0, 4, cut=False)
    job.add(job.first(), [Decoded("A bomb explosed.", -1.0, 4, cut=False, others=lambda: [other])])
    assert job.best.text == "A bomb exploded."
    assert job.best.flags == ()


def test_what_cannot_be_mended_is_flagged() -> None:
    job = Job("Une bombe a explosé.", len, Glossary(), 4)
    job.add(job.first(), [Decoded("A bomb explosed.", -1.0, 4, cut=False)])
    assert job.best.flags == ("invented",)


def test_the_engine_leaves_fewer_invented_words_with_a_lexicon(shipped_package: Package) -> None:
    lines = (DATA / "translation/rare_words.txt").read_text(encoding="utf-8").splitlines()
    plain, mending = (
        dict(Engine(shipped_package, threads=2, lexicon=lexicon).translate(lines)) for lexicon in (None, shared_lexicon)
    )
    left = [sum(len(invented_words(s, found[i].text)) for i, s in enumerate(lines)) for found in (plain, mending)]
    assert left[1] <= left[0] // 3


def test_a_term_of_the_glossary_is_never_invented() -> None:
    glossary = Glossary((Term("bombe", "zblorf"),))
    job = Job("Une bombe a explosé.", len, glossary, 4, shared_lexicon().translations)
    job.add(job.first(), [Decoded("A zblorf exploded.", -1.0, 4, cut=False)])
    assert (job.best.text, job.best.flags) == ("A zblorf exploded.", ())


@pytest.mark.parametrize(
    ("french", "english", "mended"),
    [
        ("La guerre antisoviétique est finie.", "The anti-toviet war is over.", "The antisoviétique war is over."),
        ("Le cheval savarien est ici.", "The savari savaring horse is here.", "The savarien horse is here."),
        ("Une bombe a explosé.", "A bomb exploded explosed.", "A bomb exploded explosed."),  # rendered already
        ("La vidéo-gratuite plaît.", "The video viditoire is liked.", "The vidéo-gratuite is liked."),
    ],
)
def test_no_word_is_doubled(french: str, english: str, mended: str) -> None:
    known = {
        "bombe": [("bomb", 0.9)],
        "explosé": [("exploded", 0.9)],
        "guerre": [("war", 0.9)],
        "finie": [("over", 0.9)],
    }
    assert mend_invented(french, english, lambda word: known.get(word, ()))[0] == mended


def test_invented_words_are_looked_for_once_and_counted(monkeypatch: pytest.MonkeyPatch) -> None:
    looked = []
    found = invented._found

    def watched(*given: str) -> Iterator[re.Match[str]]:
        looked.append(given)
        return found(*given)

    monkeypatch.setattr(invented, "_found", watched)
    job = Job("Une bombe a explosé.", len, Glossary(), 4, shared_lexicon().translations)
    job.add(job.first(), [Decoded("A bomb explosed.", -1.0, 4, cut=False)])
    assert (job.best.text, job.best.mended) == ("A bomb exploded.", 1)
    assert [target for _, target, _ in looked] == ["A bomb explosed.", "A bomb exploded."]  # mended, then checked
