"""The filter: what is read as paragraphs, what as lines, and what is left as it is."""

from __future__ import annotations

import io
from pathlib import Path

import pytest

from reader.bitext import Hypothesis, Origin
from reader.config import Config
from reader.pipeline.resources import Resources
from reader.pipeline.text_filter import lines_of, translate_document, translate_lines, translate_text

WRAPPED = (
    "Le président de la République, qui était en visite dans\nla ville de Lyon, a annoncé que le gouvernement ne\n"
    "présenterait pas de loi.\n\nLe chat dort. Il pleut.\n"
)
MIXED = "Le chat dort sur le lit.\nThe cat is asleep on the bed.\n\nLe chat dort sur le lit.\n"


class _Engine:
    """Says each text in capitals, and counts what it was asked."""

    def __init__(self) -> None:
        self.asked: list[str] = []

    def with_glossary(self, _: object) -> _Engine:
        return self

    def translate(self, texts: list[str]) -> list[tuple[int, Hypothesis]]:
        self.asked += texts
        return [(n, Hypothesis(text.upper(), 0.5)) for n, text in enumerate(texts)]


@pytest.fixture
def resources(monkeypatch: pytest.MonkeyPatch) -> Resources:
    said: list[str] = []
    found = Resources(Config(), warn=said.append)
    monkeypatch.setattr(Resources, "engine", _Engine())
    found.said = said  # type: ignore[attr-defined]
    return found


def through(text: str, resources: Resources, encoding: str = "utf-8") -> list[list[str]]:
    stdin = io.BytesIO(text.encode(encoding))
    return [[h.text for _, h in paragraph] for paragraph in translate_document("-", resources, stdin=stdin)]


@pytest.mark.parametrize("encoding", ["utf-8", "latin-1", "utf-16"])
def test_wrapped_lines_are_joined_in_any_encoding(resources: Resources, encoding: str) -> None:
    first, blank, last = through(WRAPPED, resources, encoding)
    assert first == [
        "LE PRÉSIDENT DE LA RÉPUBLIQUE, QUI ÉTAIT EN VISITE DANS LA VILLE DE LYON, A ANNONCÉ QUE LE GOUVERNEMENT NE PRÉSENTERAIT PAS DE LOI."
    ]
    assert (blank, last) == ([], ["LE CHAT DORT.", "IL PLEUT."])


def test_english_stays_and_repeats_are_neither_dropped_nor_asked_twice(resources: Resources) -> None:
    french, english = "LE CHAT DORT SUR LE LIT.", "The cat is asleep on the bed."
    assert through(MIXED, resources) == [[french], [english], [], [french]]
    assert resources.engine.asked == ["Le chat dort sur le lit."]  # type: ignore[attr-defined]
    assert resources.said == ["1 sentence left as it is: English, or code"]  # type: ignore[attr-defined]


def test_words_and_lines_know_plain_english(resources: Resources) -> None:
    [[(_, said)]] = translate_text("The cat is asleep on the bed.", resources)
    assert (said.text, said.origin) == ("The cat is asleep on the bed.", Origin.HUMAN)
    [(_, short)] = translate_lines(["Table."], resources)  # too short to tell
    assert (short.text, short.origin) == ("TABLE.", Origin.MACHINE)


def test_lines_of_a_file_are_all_there(tmp_path: Path) -> None:
    file = tmp_path / "a.txt"
    file.write_text("Un.\n\nDeux deux\ndeux.\n", encoding="latin-1")
    assert lines_of(file) == ["Un.", "", "Deux deux", "deux."]
    page = tmp_path / "a.html"
    page.write_text("<html><body><nav>Accueil</nav><p>Le chat dort.</p><p>Il pleut.</p></body></html>")
    assert lines_of(page) == ["Le chat dort.", "Il pleut."]


def test_code_and_labels_of_a_page(resources: Resources) -> None:
    page = '<html lang="fr"><body><p>Appelez <code>ouvrir(x)</code> avant la fin du jour.</p><pre><code>x = f(y);</code></pre></body></html>'
    found = through(page, resources)
    assert found[-1] == ["x = f(y);"]
    assert "\ue000OUVRIR(X)\ue001" in found[0][0]  # an engine takes the marks off
