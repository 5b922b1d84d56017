"""Code and the labels of notes on their way through engine and memory."""

from __future__ import annotations

from pathlib import Path

import pytest

from reader.bitext import Hypothesis
from reader.config import Config
from reader.memory import Memory
from reader.pipeline.asking import asked_for, programs, recalled, remember
from reader.pipeline.opening import open_bitext
from reader.pipeline.resources import Resources
from reader.pipeline.session import ReadingSession
from reader.translation import is_marked, unmarked

PAGE = """<html lang="fr"><body><h1>La page de notes</h1>
<p>Le roi est mort hier soir<sup><a href="#n1" id="r1">1</a></sup>, mais la reine vit encore.</p>
<p>Appelez la fonction <code>ouvrir(fichier)</code> avant la fin.</p>
<pre><code>print("Le chat est sur la table")</code></pre>
<pre>Cher ami,
je vous écris cette longue lettre depuis Paris, où il pleut depuis trois jours.</pre>
<ol><li id="n1">Voir le livre de cette histoire. <a href="#r1">↩</a></li></ol></body></html>"""


@pytest.fixture
def page(tmp_path: Path) -> Path:
    file = tmp_path / "page.html"
    file.write_text(PAGE, encoding="utf-8")
    return file


def test_what_is_asked_for(page: Path) -> None:
    with Resources(Config()) as resources:
        _, bitext = open_bitext(page, resources=resources)
    asked = asked_for(bitext, range(len(bitext.source)))
    assert {unmarked(text) for text in asked.values()} == {s.plain for s in bitext.source}
    assert sum(is_marked(text) for text in asked.values()) >= 3
    blocks = [bitext.source_document.text[b.start : b.end] for b in bitext.source_document.blocks]
    assert [blocks[i][:5] for i in programs(bitext.source_document)] == ["print"]


def test_the_memory_keeps_marked_texts_apart_and_bare(page: Path, tmp_path: Path) -> None:
    with Resources(Config()) as resources, Memory(tmp_path / "memory.db") as memory:
        _, bitext = open_bitext(page, resources=resources)
        asked = list(asked_for(bitext, range(len(bitext.source))).values())
        marked = next(text for text in asked if is_marked(text))
        remember(memory, [(marked, Hypothesis("with")), (unmarked(marked), Hypothesis("without"))], "d", document="x")
        found = recalled(memory, [marked, unmarked(marked)], "d", document="x")
        assert (found[marked].text, found[unmarked(marked)].text) == ("with", "without")
        assert all(not is_marked(unit.source) for unit in memory.units())


def test_a_session_leaves_programs_alone_and_sets_labels(page: Path) -> None:
    with Resources(Config()) as resources:
        session = ReadingSession.open(page, resources=resources)
        for _ in session.translate():
            pass
        rows = {row.source: row.target for row in session.bitext.rows()}
    assert rows['print("Le chat est sur la table")'] is None
    [said] = [target for source, target in rows.items() if source.startswith("Appelez")]
    assert said is not None
    assert "ouvrir(fichier)" in said
    [king] = [target for source, target in rows.items() if source.startswith("Le roi")]
    assert king is not None
    assert king.count("1") == 1
    [letter] = [target for source, target in rows.items() if source.startswith("Cher ami")]
    assert letter
