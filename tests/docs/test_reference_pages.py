"""The tables of the reference say what the program holds."""

from __future__ import annotations

import dataclasses
import re
import tomllib
from pathlib import Path

from reader.cli.plain import MARKS
from reader.config import Config, load_config
from reader.documents import Role
from reader.exporters import EXPORTERS
from reader.formats import FORMATS
from reader.pipeline import Resources
from reader.translation import FLAGS
from tests.docs.pages import ROOT

_DOCS = ROOT / "docs"


def _page(name: str) -> str:
    return (_DOCS / name).read_text(encoding="utf-8")


def _table(page: str, heading: str) -> dict[str, list[str]]:
    """The rows of the first table below a heading, by their first cell."""
    below = re.split(rf"^#+ {re.escape(heading)}$", page, maxsplit=1, flags=re.MULTILINE)[1]
    rows = re.findall(r"^\| (.*) \|$", re.split(r"^#+ ", below, maxsplit=1, flags=re.MULTILINE)[0], re.MULTILINE)
    cells = [[cell.strip() for cell in row.split(" | ")] for row in rows[1:]]
    return {row[0].strip("`"): row[1:] for row in cells}


def test_the_formats_that_are_written() -> None:
    rows = _table(_page("formats.md"), "Written")
    assert {name: row[0].strip("`") for name, row in rows.items()} == {n: e.suffix for n, e in EXPORTERS.items()}


def test_the_formats_that_are_read() -> None:
    rows = _table(_page("formats.md"), "Read")
    named = {suffix for row in rows.values() for suffix in re.findall(r"`(\.\w+)`", row[0])}
    imported = {".tmx", ".xlf", ".xliff", ".po", ".tsv"}
    assert named == {suffix for info in FORMATS.values() for suffix in info.suffixes} | imported


def test_the_checks() -> None:
    assert {name: row[0] for name, row in _table(_page("checks.md"), "The checks").items()} == dict(FLAGS)
    assert all(f"`{flag}`" in _page("records.md") for flag in FLAGS)


def test_the_record_and_its_marks(seeds: tuple[Path, Path], resources: Resources) -> None:
    from reader.exporters.json_lines import record  # noqa: PLC0415
    from reader.pipeline import ReadingSession  # noqa: PLC0415

    row = ReadingSession.open(seeds[0], resources=resources).bitext.rows()[0]
    page = _page("records.md")
    named = [key for cell in _table(page, "The record") for key in re.findall(r"\w+", cell)]
    assert named == list(record(row, "-"))
    assert all(f"`{role.value}`" in page for role in Role)
    marks = {mark for cell in _table(page, "Marks") for mark in re.sub("[` ]", "", cell)}
    assert {letter for letter in MARKS.values() if letter.strip()} <= marks


def test_every_setting_with_its_default(tmp_path: Path) -> None:
    written = re.search(r"```toml\n(.*?)```", _page("config.md"), re.DOTALL)
    assert written is not None
    file = tmp_path / "config.toml"
    file.write_text(written[1], encoding="utf-8")
    assert load_config(file, environ={}) == Config()
    tables = tomllib.loads(written[1])
    config = Config()
    for table in ("translation", "memory", "display"):
        assert list(tables[table]) == [f.name for f in dataclasses.fields(getattr(config, table))]


def test_the_doors_of_the_stages_are_there() -> None:
    package, unknown = "", set()
    rows = re.findall(r"^\| (`\w+`|) \| (.*?) \|", _page("architecture.md"), re.MULTILINE)
    for first, doors in rows:
        package = first.strip("`") or package
        files = list((ROOT / "reader" / package).glob("*.py"))
        known = {f.stem for f in files} | set(
            re.findall(r"\w+", " ".join(f.read_text(encoding="utf-8") for f in files))
        )
        named = re.findall(r"\w+", " ".join(re.findall(r"`([^`]+)`", re.sub(r"\([^)]*\)", "", doors))))
        unknown |= {f"{package}: {name}" for name in named if name not in known}
    assert rows
    assert unknown == set()
