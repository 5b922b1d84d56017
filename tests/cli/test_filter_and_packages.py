"""``reader translate`` as a filter, and what ``reader packages`` says of an index and of versions, in this process."""

from __future__ import annotations

import functools
import http.server
import json
import threading
from collections.abc import Iterator
from pathlib import Path

import pytest

from reader.cli.output import ExitCode
from reader.pipeline import packaging
from reader.translation.packages_download import Patience
from reader.translation.packages_manager import PackageManager
from tests.cli.in_process import Reader, Said


def test_a_text_from_standard_input_comes_out_paragraph_by_paragraph(reader: Reader) -> None:
    given = "Le musée\nest fermé.\n\nThe train is late.\n\nIl pleut. Il neige.\n".encode()
    said = reader("translate", given=given)
    first, second, third = said.out.strip().split("\n\n")
    assert "museum" in first.lower()
    assert second == "The train is late.", "what is English already stays"
    assert "rain" in third
    assert "snow" in third
    records = [json.loads(line) for line in reader("translate", "--json", "-", given=given).out.splitlines()]
    assert [r["source"] for r in records][-2:] == ["Il pleut.", "Il neige."]
    assert " ".join(r["target"] for r in records[-2:]) == third


def test_lines_are_lines_of_a_file_of_words_and_of_standard_input(reader: Reader, tmp_path: Path) -> None:
    file = tmp_path / "a.txt"
    file.write_text("Il pleut.\n\nIl neige.\n", encoding="utf-8")
    said = reader("translate", "--lines", file).out
    assert said.splitlines()[1] == ""
    assert reader("translate", "--lines", "Il pleut.\n\nIl neige.").out == said
    records = [
        json.loads(line) for line in reader("translate", "--lines", "--json", given=file.read_bytes()).out.splitlines()
    ]
    assert [(r["source"], r["target"]) for r in records] == list(
        zip(["Il pleut.", "", "Il neige."], said.splitlines(), strict=True)
    )


@pytest.mark.parametrize("lines", [["--lines"], []])
def test_nothing_in_is_nothing_out_but_an_empty_file_is_a_mistake(
    reader: Reader, tmp_path: Path, lines: list[str]
) -> None:
    assert reader("translate", *lines) == Said(ExitCode.OK, "", "")
    (tmp_path / "a.txt").write_bytes(b"")
    said = reader("translate", *lines, tmp_path / "a.txt")
    assert (said.code, said.out, len(said.err.splitlines())) == (ExitCode.DOCUMENT, "", 1)


def test_a_standard_input_that_is_closed_is_said(reader: Reader) -> None:
    said = reader("translate", given=None)
    assert said.code == ExitCode.DOCUMENT
    assert "standard input is closed" in said.err


class _Quiet(http.server.SimpleHTTPRequestHandler):
    def log_message(self, format: str, *args: object) -> None:  # noqa: A002 - the library's name
        pass


@pytest.fixture
def site(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[http.server.ThreadingHTTPServer]:
    """A server with an index, where ``reader packages`` looks."""
    monkeypatch.setenv("no_proxy", "*")
    entry = {"package_version": "1.9", "links": ["https://example.org/x.argosmodel"]}
    pairs = (("fr", "French", "en", "English"), ("es", "Spanish", "en", "English"), ("en", "English", "fr", "French"))
    entries = [dict(zip(("from_code", "from_name", "to_code", "to_name"), p, strict=True)) | entry for p in pairs]
    (tmp_path / "index.json").write_text(json.dumps(entries), encoding="utf-8")
    server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), functools.partial(_Quiet, directory=str(tmp_path)))
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.02})
    thread.start()
    url = f"http://127.0.0.1:{server.server_port}/index.json"
    quick = Patience(attempts=1, pause=0.0)
    monkeypatch.setattr(
        packaging,
        "manager",
        lambda: PackageManager(tmp_path / "home", cache=tmp_path / "c", index_url=url, patience=quick),
    )
    yield server
    server.shutdown()
    server.server_close()
    thread.join()


def test_the_index_is_told_french_first_and_from_its_copy_when_off_line(
    reader: Reader, site: http.server.ThreadingHTTPServer
) -> None:
    said = reader("packages", "available")
    assert [line.split()[0] for line in said.out.splitlines()] == ["en_fr-1.9", "fr_en-1.9"]
    assert "French → English" in said.out
    assert len(reader("packages", "available", "--all").out.splitlines()) == 3
    site.shutdown()
    site.server_close()
    again = reader("packages", "available")
    assert (again.code, again.out) == (ExitCode.OK, said.out)
    assert "off line: the index is 0 days old" in again.err


def test_there_is_no_way_back_where_there_was_no_version_before(reader: Reader) -> None:
    said = reader("packages", "rollback", "fr_en")
    assert (said.code, said.out, len(said.err.splitlines())) == (ExitCode.PACKAGE, "", 1)


def test_the_package_that_is_used_is_told_of(reader: Reader) -> None:
    told = json.loads(reader("packages", "info").out)
    assert told["id"].startswith("fr_en")
    assert told["bytes"] > 1_000_000
    assert len(told["record"]["sha256"]) == 64
