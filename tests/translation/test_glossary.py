from __future__ import annotations

from pathlib import Path

import pytest

from reader.errors import ConfigError
from reader.translation import Engine, Glossary, Term, load_glossary, save_glossary
from reader.translation.glossary import with_own_capitals


def found(glossary: Glossary, text: str) -> list[tuple[str, str]]:
    return [(text[s.start : s.end], s.target) for s in glossary.find(text)]


def test_a_file_comes_back_as_it_was(tmp_path: Path) -> None:
    path = tmp_path / "deep" / "glossary.tsv"
    glossary = Glossary((Term("préfet de police", "police prefect", "note"), Term("Le Monde")), ("# mine",))
    save_glossary(glossary, path)
    assert path.read_text(encoding="utf-8") == "# mine\npréfet de police\tpolice prefect\tnote\nLe Monde\n"
    assert load_glossary(path) == glossary
    assert [p.name for p in path.parent.iterdir()] == ["glossary.tsv"]


def test_no_file_is_an_empty_glossary(tmp_path: Path) -> None:
    assert len(load_glossary(tmp_path / "none.tsv")) == 0


def test_a_bad_line_is_named(tmp_path: Path) -> None:
    path = tmp_path / "g.tsv"
    path.write_text("a\tb\n\nx\ty\tz\tw\n", encoding="utf-8")
    with pytest.raises(ConfigError, match="line 3"):
        load_glossary(path)


def test_a_folder_in_the_way_is_one_line(tmp_path: Path) -> None:
    with pytest.raises(ConfigError, match="cannot be read"):
        load_glossary(tmp_path)
    (tmp_path / "file").write_text("")
    with pytest.raises(ConfigError, match="cannot be written"):
        save_glossary(Glossary(), tmp_path / "file" / "g.tsv")


@pytest.mark.parametrize("bad", ["a\tb", "…", "x" * 201])
def test_a_term_is_checked(bad: str) -> None:
    with pytest.raises(ValueError, match="a term"):
        Term(bad)


def test_add_remove_merge() -> None:
    glossary = Glossary().add(Term("grève", "strike")).add(Term("Grève", "walkout"))
    assert [t.target for t in glossary] == ["walkout"]
    assert [t.target for t in glossary.merge([Term("grève", "strike", origin="document")])] == ["strike"]
    assert len(glossary.remove("GRÈVE")) == 0
    with pytest.raises(ConfigError, match="no term"):
        glossary.remove("loi")


def test_terms_are_found_in_any_case_and_number_the_longest_first() -> None:
    glossary = Glossary(
        (
            Term("police", "police"),
            Term("préfet de police", "police prefect"),
            Term("lanceur d'alerte", "whistleblower"),
        )
    )
    assert found(glossary, "Les préfets de police et la Police") == [
        ("préfets de police", "police prefects"),
        ("Police", "police"),
    ]
    assert found(glossary, "un lanceur d’alerte") == [("lanceur d’alerte", "whistleblower")]
    assert found(glossary, "la policière") == []


def test_which_terms_were_used() -> None:
    term, other = Term("préfet de police", "police prefect", origin="document"), Term("grève", "strike")
    glossary = Glossary((term, other))
    assert glossary.used("Les préfets de police et la grève", "Police prefects and the walkout") == (term,)


def test_the_id_is_of_the_terms_not_of_their_order() -> None:
    one, two = Term("a", "b"), Term("c", "d")
    assert Glossary((one, two)).id == Glossary((two, one), ("# x",)).id != Glossary((one,)).id
    assert Glossary().id == ""


def test_terms_come_through(engine: Engine) -> None:
    rows = [
        line.split("\t")
        for line in (Path(__file__).parent.parent / "data/translation/glossary.tsv")
        .read_text(encoding="utf-8")
        .splitlines()
    ]
    glossary = Glossary(tuple(Term(french, english) for french, english, _ in rows))
    kept = dict(engine.with_glossary(glossary).translate([sentence for _, _, sentence in rows]))
    lost = [(row, kept[i]) for i, row in enumerate(rows) if row[1].lower() not in kept[i].text.lower()]
    assert len(lost) <= 2
    assert all("term" in hypothesis.flags for _, hypothesis in lost)


@pytest.mark.parametrize(
    ("source", "english", "expected"),
    [
        ("Le préfet de police a parlé.", "The police Prefect has spoken.", "The police prefect has spoken."),
        ("préfet de police", "Police prefect", "Police prefect"),
        ("Il dit : « préfet de police ».", "He says: “Police Prefect”.", "He says: “Police prefect”."),
        ("Le Préfet de Police a parlé.", "The Police Prefect has spoken.", "The Police Prefect has spoken."),
        ("Un préfet de police.", "A POLICE PREFECTS’ day.", "A POLICE PREFECTS’ day."),
    ],
)
def test_a_term_has_the_capitals_of_the_glossary(source: str, english: str, expected: str) -> None:
    terms = Glossary((Term("préfet de police", "police prefect"),)).find(source)
    assert terms
    assert with_own_capitals(terms, source, english) == expected


def test_a_name_gets_its_capitals_too() -> None:
    source = "Le musée du quai a fermé."
    terms = Glossary((Term("musée du quai", "the Quai Museum"),)).find(source)
    assert with_own_capitals(terms, source, "The quai museum has closed.") == "The Quai Museum has closed."
