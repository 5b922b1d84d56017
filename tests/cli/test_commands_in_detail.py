"""What the smaller commands answer, in this process: figures, lists, packages, the memory, the check-up, mistakes in usage."""

from __future__ import annotations

import json
import re
import sqlite3
from contextlib import closing
from pathlib import Path

import pytest

from reader import paths
from reader.bitext import Hypothesis
from reader.cli.output import ExitCode
from reader.documents import Document
from reader.formats import read_bytes
from reader.memory import Counts, Memory, Shelf, Word
from tests.cli.in_process import Reader

_SHIPPED = next((Path(__file__).parents[2] / "models").glob("*.argosmodel"))


@pytest.fixture
def gold(tmp_path: Path) -> Path:
    """Two sentences that belong together, in two documents; in the second the reference says something else."""
    for name, beads in (("a", "[0]:[0]\n[1]:[1]\n"), ("b", "[0]:[0, 1]\n[1]:[]\n")):
        folder = tmp_path / "gold" / name
        folder.mkdir(parents=True)
        (folder / "src.txt").write_text("Le chat dort dans la maison.\nLe train part à midi.\n", encoding="utf-8")
        (folder / "tgt.txt").write_text("The cat sleeps in the house.\nThe train leaves at noon.\n", encoding="utf-8")
        (folder / "gold.txt").write_text(beads, encoding="utf-8")
    return tmp_path / "gold"


def test_an_alignment_is_measured_over_all_documents_and_each(reader: Reader, gold: Path) -> None:
    told = json.loads(reader("evaluate", "alignment", gold, "--lexicon-only", "--json").out)
    assert told["documents"]["a"]["strict"] == {"p": 1.0, "r": 1.0, "f1": 1.0}
    assert told["documents"]["b"]["strict"]["f1"] == 0.0
    assert 0.0 < told["strict"]["f1"] < 1.0
    lines = reader("evaluate", "alignment", gold, "--lexicon-only", "--each").out.splitlines()
    assert [line.split()[0] for line in lines[1:]] == ["a", "b", "all"]
    assert "1.0000" in lines[1]
    assert len(reader("evaluate", "alignment", gold, "--lexicon-only").out.splitlines()) == 2


def test_an_alignment_takes_the_machines_word_from_a_file_or_from_the_engine(reader: Reader, gold: Path) -> None:
    for folder in gold.iterdir():
        (folder / "mt.txt").write_text("The cat sleeps in the house.\n\n", encoding="utf-8")
    for more in (["--machine", "mt.txt"], []):
        told = json.loads(reader("evaluate", "alignment", gold, "--json", *more).out)
        assert told["documents"]["a"]["strict"]["f1"] == 1.0
    (gold / "a" / "mt.txt").write_text("One line.\n", encoding="utf-8")
    said = reader("evaluate", "alignment", gold, "--machine", "mt.txt")
    assert (said.code, "has 1 lines for 2 sentences" in said.err) == (ExitCode.DOCUMENT, True)
    (gold / "a" / "src.txt").write_bytes(b"\xff\xfe\xff")
    assert "cannot be read as UTF-8" in reader("evaluate", "alignment", gold, "--lexicon-only").err
    assert "no folder with a gold.txt" in reader("evaluate", "alignment", gold / "a").err


def test_a_translation_is_measured(reader: Reader, tmp_path: Path) -> None:
    french, english = tmp_path / "x.fr", tmp_path / "x.en"
    french.write_text("Le musée est fermé.\nLe train part à midi.\n", encoding="utf-8")
    first = reader("translate", "Le musée est fermé.").out.strip()
    second = reader("translate", "Le train part à midi.").out.strip()
    english.write_text(f"{first}\n{second}\n", encoding="utf-8")
    told = json.loads(reader("evaluate", "translation", french, english, "--json").out)
    assert (told["lines"], round(told["bleu"]), round(told["chrf"])) == (2, 100, 100)
    assert told["words_per_second"] > 0
    assert f"{told['package']}: BLEU 100.0  chrF 100.0" in reader("evaluate", "translation", french, english).out


@pytest.mark.parametrize(
    ("french", "english", "said"),
    [
        (b"Un.\nDeux.\n", b"One.\n", "has 2 lines"),
        (b"", b"", "has no lines"),
        (b"\xff\xfe", b"x", "cannot be read as UTF-8"),
    ],
)
def test_a_test_set_that_is_none_is_said(
    reader: Reader, tmp_path: Path, french: bytes, english: bytes, said: str
) -> None:
    (tmp_path / "x.fr").write_bytes(french)
    (tmp_path / "x.en").write_bytes(english)
    told = reader("evaluate", "translation", tmp_path / "x.fr", tmp_path / "x.en")
    assert (told.code, said in told.err, len(told.err.splitlines())) == (ExitCode.DOCUMENT, True, 1)


def document(text: str) -> Document:
    return read_bytes(text.encode(), name="x.txt", format="plain_text")


@pytest.fixture
def shelf() -> None:
    with Memory(paths.memory_file()) as memory:
        shelf = Shelf(memory)
        shelf.opened(document("Le chat dort."), path="/a/chat.txt", title="Le chat")
        shelf.opened(document("La mer."), path="/a/mer.txt", second="/a/sea.txt", title="La mer")
        shelf.keep_position(document("La mer.").content_id, 7)
        shelf.keep_counts(document("La mer.").content_id, Counts(segments=1, human=1, approved=1))
        shelf.vocabulary.add(Word("mer", "sea", "La mer.", "The sea."))


@pytest.mark.usefixtures("shelf")
def test_documents_read_are_listed_and_forgotten(reader: Reader) -> None:
    lines = reader("library").out.splitlines()
    assert [re.search(r"\d{4}-\d\d-\d\d  ([\w ]+)  \(", line)[1] for line in lines] == ["La mer", "Le chat"]  # type: ignore[index]
    assert "100%" in lines[0]
    assert "1 human, 0 machine, 0 edited, 1 approved" in lines[0]
    first, second = (json.loads(line) for line in reader("library", "--json").out.splitlines())
    assert (first["second"], first["progress"], first["human"]) == ("/a/sea.txt", 1.0, 1)
    assert (second["second"], second["progress"]) == (None, 0.0)
    assert "forgotten: La mer" in reader("library", "forget", "mer").err
    assert "forgotten: Le chat" in reader("library", "forget", "/a/chat.txt").err
    assert reader("library").out == ""


def test_searches_are_forgotten(reader: Reader) -> None:
    with Memory(paths.memory_file()) as memory:
        Shelf(memory).searched("secret")
    assert reader("library", "forget").code == ExitCode.USAGE
    assert "what was searched for" in reader("library", "forget", "--searches").err
    with Memory(paths.memory_file()) as memory:
        assert Shelf(memory).searches() == ()


@pytest.mark.usefixtures("shelf")
def test_words_collected_are_printed_as_a_table_and_for_anki(reader: Reader) -> None:
    assert reader("library", "words").out.splitlines()[1].startswith("mer\t\tsea\tLa mer.\tThe sea.")
    assert "La <b>mer</b>." in reader("library", "words", "--anki").out


def test_a_package_is_installed_pinned_verified_and_removed(reader: Reader) -> None:
    assert [line.split()[1] for line in reader("packages", "list").out.splitlines()] == ["embedded"]
    assert "installed: fr_en" in reader("packages", "install", _SHIPPED).err
    listed = json.loads(reader("packages", "list", "--json").out)
    name = next(package["id"] for package in listed if package["where"] != "embedded")
    assert reader("packages", "verify").out.count(": sound") == len(listed)
    told, _ = json.JSONDecoder().raw_decode(reader("packages", "info", name).out)
    assert (told["id"], told["pinned"]) == (name, None)
    assert "stays at" in reader("packages", "pin", name.partition("==")[0].split("-")[0]).err
    assert "is free" in reader("packages", "pin", "--off", name.partition("==")[0].split("-")[0]).err
    folder = Path(told["path"])
    model = next(folder.rglob("model.bin"))
    model.write_bytes(model.read_bytes()[:-1])
    said = reader("packages", "verify", name)
    assert (said.code, ": FAULTY" in said.out) == (ExitCode.PACKAGE, True)
    assert "removed: " in reader("packages", "remove", name).err
    assert not folder.exists()


def test_a_damaged_memory_is_a_problem_that_the_check_up_names_and_salvage_mends(
    reader: Reader, tmp_path: Path
) -> None:
    with Memory(paths.memory_file()) as memory:
        memory.remember_machine([("Le musée est fermé.", Hypothesis("The museum is closed.", flags=("x",)))], "m")
    assert reader("doctor").out.endswith("all is well\n")
    with closing(sqlite3.connect(paths.memory_file())) as plain, plain:
        plain.execute("UPDATE units SET flags = '{'")
    said = reader("doctor")
    assert said.code == ExitCode.SOME_FAILED
    assert "PROBLEM          memory: row 1 of units: flags: " in said.out
    told = json.loads(reader("doctor", "--json").out)
    assert any("flags" in problem for problem in told["problems"])
    saved = tmp_path / "saved.sqlite3"
    said = reader("memory", "salvage", paths.memory_file(), saved)
    assert "units: 0" in said.err
    assert f"saved in {saved}: move it to {paths.memory_file()} to use it" in said.err
    saved.replace(paths.memory_file())
    assert reader("doctor").out.endswith("all is well\n")
    assert "bytes before" in reader("memory", "vacuum").err


def test_what_is_no_memory_is_a_problem_and_no_end(reader: Reader) -> None:
    paths.memory_file().parent.mkdir(parents=True, exist_ok=True)
    paths.memory_file().write_bytes(b"no memory at all " * 300)
    told = json.loads(reader("doctor", "--json").out)
    assert told["memory"] == {"path": str(paths.memory_file()), "units": None}
    assert any("is no memory file" in problem for problem in told["problems"])


def test_the_check_up_looks_where_the_memory_is_kept(
    reader: Reader, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("READER_MEMORY__PATH", str(tmp_path / "own.sqlite3"))
    assert json.loads(reader("doctor", "--json").out)["memory"]["path"] == str(tmp_path / "own.sqlite3")
    monkeypatch.setenv("READER_MEMORY__ENABLED", "no")
    assert json.loads(reader("doctor", "--json").out)["memory"]["path"] is None


def test_a_package_that_is_not_there_is_a_problem_and_no_end(reader: Reader) -> None:
    said = reader("doctor", "--json", "--package", "de_fr")
    told = json.loads(said.out)
    assert (said.code, told["packages"]["in_use"], told["speed"]) == (ExitCode.SOME_FAILED, None, None)


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["x.txt", "--to", "nonsense"], "unknown export format: 'nonsense'"),
        (["x.txt", "--to", ","], "no export format"),
        (["x.txt", "--to", "html", "--out-dir", "o", "-o", "p"], "exclude each other"),
        (["x.txt", "--to", "html,tmx", "-o", "p"], "cannot hold several outputs"),
        (["--watch", ".", "--to", "html"], "--watch takes a folder, --out-dir"),
    ],
)
def test_what_no_document_could_make_right_is_refused_before_anything_is_read(
    reader: Reader, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, arguments: list[str], said: str
) -> None:
    monkeypatch.chdir(tmp_path)
    Path("x.txt").write_text("Le chat dort.\n", encoding="utf-8")
    told = reader("export", *arguments)
    assert (told.code, said in told.err) == (ExitCode.USAGE, True), told
    assert {p.name for p in tmp_path.iterdir()} == {"x.txt"}


def test_a_plan_says_what_would_be_done_and_does_nothing(reader: Reader, tmp_path: Path) -> None:
    (tmp_path / "in").mkdir()
    (tmp_path / "in" / "a.txt").write_text("Le chat dort.\n", encoding="utf-8")
    (tmp_path / "in" / "b.epub").write_bytes(b"PK\x03\x04")
    command = ["export", tmp_path / "in", "--to", "html", "--out-dir", tmp_path / "out", "--dry-run"]
    said = reader(*command)
    assert said.code == ExitCode.SOME_FAILED
    assert "b.epub" in said.out
    told = json.loads(reader(*command, "--json").out)
    assert json.dumps(told).count("b.epub")
    assert not (tmp_path / "out").exists()


def test_a_batch_in_which_something_fails_goes_on_and_says_so(reader: Reader, tmp_path: Path) -> None:
    (tmp_path / "in").mkdir()
    (tmp_path / "in" / "a.txt").write_text("Le chat dort.\n", encoding="utf-8")
    (tmp_path / "in" / "b.epub").write_bytes(b"PK\x03\x04")
    said = reader("export", tmp_path / "in", "--to", "text", "--out-dir", tmp_path / "out", "--json")
    assert said.code == ExitCode.SOME_FAILED
    assert (json.loads(said.out)["done"], ", 1 failed" in said.err) == (1, True)
    assert [p.name for p in (tmp_path / "out").iterdir()] == ["a.txt"]
