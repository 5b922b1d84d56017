"""The command as a user meets it: a process, its two streams and its exit code."""

from __future__ import annotations

import json
import os
import re
import signal
import subprocess
import sys
import time
import zipfile
from pathlib import Path

import pytest

from reader import __version__
from reader.cli.output import ExitCode
from tests.interrupts import ended, interruptible


def reader(*arguments: str | Path, stdin: bytes = b"", cwd: Path | None = None) -> subprocess.CompletedProcess[str]:
    """Run the command to its end."""
    done = subprocess.run(
        [sys.executable, "-m", "reader", *map(str, arguments)], input=stdin, capture_output=True, check=False, cwd=cwd
    )
    return subprocess.CompletedProcess(done.args, done.returncode, done.stdout.decode(), done.stderr.decode())


def test_help_and_version() -> None:
    assert "side by side" in reader("--help").stdout
    assert reader("--version").stdout.split() == ["reader,", "version", __version__]


@pytest.mark.parametrize(
    "command", ["read", "export", "translate", "align", "inspect", "packages", "glossary", "memory"]
)
def test_each_command_has_help(command: str) -> None:
    done = reader(command, "--help")
    assert done.returncode == ExitCode.OK
    assert "Usage: reader" in done.stdout


def _binary(folder: Path) -> Path:
    file = folder / "noise.txt"
    file.write_bytes(bytes(range(256)) * 40)
    return file


def _empty(folder: Path) -> Path:
    file = folder / "empty.txt"
    file.write_bytes(b"")
    return file


def _broken_epub(folder: Path) -> Path:
    file = folder / "broken.epub"
    with zipfile.ZipFile(file, "w") as archive:
        archive.writestr("mimetype", "application/epub+zip")
    file.write_bytes(file.read_bytes()[:-20])
    return file


@pytest.mark.parametrize("made", [_binary, _empty, _broken_epub])
@pytest.mark.parametrize("command", ["read", "inspect"])
def test_a_bad_document_is_one_line_and_its_exit_code(made: object, command: str, tmp_path: Path) -> None:
    done = reader(command, made(tmp_path))  # type: ignore[operator]
    assert done.returncode == ExitCode.DOCUMENT
    assert done.stdout == ""
    assert len(done.stderr.splitlines()) == 1
    assert done.stderr.startswith("reader: ")


@pytest.mark.parametrize(
    ("arguments", "code"),
    [
        (["no-such-file.txt"], ExitCode.DOCUMENT),
        (["--no-such-option"], ExitCode.USAGE),
        (["export", "--to", "nonsense", "x.txt"], ExitCode.USAGE),
        (["export", "no-such-file.txt", "-o", "-"], ExitCode.SOME_FAILED),
        (["export"], ExitCode.USAGE),
        (["translate", "--package", "no-such-package", "Oui."], ExitCode.PACKAGE),
        ([], ExitCode.DOCUMENT),
    ],
)
def test_what_cannot_be_done_is_said_without_a_traceback(arguments: list[str], code: ExitCode, tmp_path: Path) -> None:
    done = reader(*arguments, cwd=tmp_path)
    assert done.returncode == code
    assert done.stdout == ""
    assert done.stderr
    assert "Traceback" not in done.stderr


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["exprot", "x.txt"], "did you mean reader export?"),
        (["export"], "no document is named: a file, a folder or - for standard input (see reader export --help)"),
        (["export", "."], "no document in this folder"),
        (["export", "--too", "tmx"], "no such option '--too'"),
        (["memory", "serch", "x"], "did you mean 'search'?"),
        (["memory", "import", "none.tmx"], "no file at none.tmx"),
        (["export", "--to", "nonsense", "x.txt"], "(there are jsonl, html, tmx,"),
        (["library", "forget", "rien"], "no document read is called rien (reader library lists them)"),
        (["align", "."], "missing argument 'ENGLISH'"),
        (["translate", "none.txt"], "none.txt: no such file"),
    ],
)
def test_a_mistake_is_one_line_that_says_what_to_do(arguments: list[str], said: str, tmp_path: Path) -> None:
    lines = reader(*arguments, cwd=tmp_path).stderr.splitlines()
    assert len(lines) == 1
    assert lines[0].startswith("reader: ")
    assert said.casefold() in lines[0].casefold()


def test_a_folder_without_documents(tmp_path: Path) -> None:
    done = reader(tmp_path)
    assert done.returncode == ExitCode.DOCUMENT
    assert "no document in this folder" in done.stderr


def test_a_broken_package(tmp_path: Path) -> None:
    package = tmp_path / "broken.argosmodel"
    package.write_bytes(b"PK\x03\x04 not really")
    done = reader("translate", "--package", package, "Oui.")
    assert done.returncode == ExitCode.PACKAGE
    assert len(done.stderr.splitlines()) == 1


def test_a_config_key_that_nobody_knows(tmp_path: Path) -> None:
    (Path(os.environ["READER_CONFIG_DIR"]) / "config.toml").write_text("[translation]\nthread = 2\n", encoding="utf-8")
    done = reader("translate", "Oui.", cwd=tmp_path)
    assert done.returncode == ExitCode.CONFIG
    assert "did you mean translation.threads?" in done.stderr


def test_without_a_terminal_the_text_is_printed_in_columns(seeds: tuple[Path, Path]) -> None:
    done = reader(seeds[0], "--width", "120")
    assert done.returncode == ExitCode.OK
    assert "  H  " in done.stdout
    assert "  M  " in done.stdout
    assert "Deja una respuesta" not in done.stdout
    assert "Deja una respuesta" in reader(seeds[0], "--hidden").stdout


def test_lines_for_a_screen_reader(seeds: tuple[Path, Path]) -> None:
    lines = reader(seeds[0], "--plain").stdout.splitlines()
    assert sum(line.startswith("EN [H] ") for line in lines) == 11


def test_a_filter_gives_a_line_for_a_line() -> None:
    done = reader("translate", "--lines", stdin=b"Le chat dort.\n\nIl pleut. Il neige.\n")
    lines = done.stdout.split("\n")
    assert len(lines) == 4
    assert lines[0]
    assert lines[1] == ""
    assert lines[2].count(".") == 2


def test_json_of_a_filter() -> None:
    record = json.loads(reader("translate", "--json", "Le chat dort.").stdout)
    assert list(record) == ["source", "target", "origin", "score", "flags"]
    assert record["source"] == "Le chat dort."


def test_a_document_from_standard_input() -> None:
    done = reader("-", "--plain", stdin="Le chat dort.\n".encode("latin-1"))
    assert "FR Le chat dort." in done.stdout


def test_who_has_read_enough_may_leave(seeds: tuple[Path, Path]) -> None:
    line = f"{sys.executable} -m reader inspect {seeds[0]} | head -n 1; echo ${{PIPESTATUS[0]}}"
    done = subprocess.run(["bash", "-c", line], capture_output=True, text=True, check=True)  # noqa: S607
    assert done.stderr == ""
    assert int(done.stdout.split()[-1]) in (ExitCode.OK, 128 + signal.SIGPIPE)


def test_escape_sequences_of_a_document_do_not_reach_the_terminal(tmp_path: Path) -> None:
    file = tmp_path / "evil.txt"
    file.write_text("Le chat \x1b]0;owned\x07 dort \x1b[31mici.\n", encoding="utf-8")
    assert "\x1b" not in reader(file).stdout


def test_two_files_open_as_a_pair(tmp_path: Path) -> None:
    french, english = tmp_path / "fr.txt", tmp_path / "en.txt"
    french.write_text("Le chat dort sur le canapé.\nLe chien mange dans la cuisine.\n", encoding="utf-8")
    english.write_text("The cat sleeps on the sofa.\nThe dog eats in the kitchen.\n", encoding="utf-8")
    for order in ((french, english), (english, french)):
        done = reader(*order, "--plain")
        assert "FR Le chat dort sur le canapé.\nEN [H] The cat sleeps on the sofa." in done.stdout


def test_beads_of_two_files(tmp_path: Path) -> None:
    french, english = tmp_path / "fr.txt", tmp_path / "en.txt"
    french.write_text("Le chat dort sur le canapé.\nLe chien mange dans la cuisine.\n", encoding="utf-8")
    english.write_text("The cat sleeps on the sofa.\nThe dog eats in the kitchen.\n", encoding="utf-8")
    assert reader("align", french, english, "--lines", "--lexicon-only").stdout.startswith("[0]:[0]")


def test_beads_of_lines_count_the_lines_of_the_files(tmp_path: Path) -> None:
    french, english = tmp_path / "fr.txt", tmp_path / "en.txt"
    french.write_text("\nLe chat dort sur le canapé.\n\nLe chien mange dans la cuisine.\n", encoding="utf-8")
    english.write_text("The cat sleeps on the sofa.\n\n\nThe dog eats in the kitchen.\n", encoding="utf-8")
    assert reader("align", french, english, "--lines", "--lexicon-only").stdout == "[1]:[0]\n[3]:[3]\n"


def test_ctrl_c_leaves_no_half_file(tmp_path: Path) -> None:
    document = tmp_path / "long.txt"
    document.write_text(
        "".join(f"Voici la phrase numéro {n}, qui est assez longue.\n" for n in range(3000)), encoding="utf-8"
    )
    out = tmp_path / "out"
    process = subprocess.Popen(
        [sys.executable, "-m", "reader", "export", str(document), "--to", "jsonl,tmx", "--out-dir", str(out), "-q"],
        env=interruptible(),
        stderr=subprocess.PIPE,
    )
    memory = Path(os.environ["READER_DATA_DIR"]) / "memory.sqlite3"
    deadline = time.monotonic() + 300
    while not memory.exists() and time.monotonic() < deadline:
        time.sleep(0.05)
    time.sleep(1)
    process.send_signal(signal.SIGINT)
    said = ended(process)
    assert process.returncode == ExitCode.INTERRUPTED
    assert b"Traceback" not in said
    assert not out.exists() or list(out.iterdir()) == []


def test_a_glossary_is_kept_and_used() -> None:
    assert reader("glossary", "add", "préfet de police", "police prefect").returncode == ExitCode.OK
    assert reader("glossary", "list").stdout == "préfet de police\tpolice prefect\n"
    assert "police prefect" in reader("translate", "Le préfet de police a parlé.").stdout
    assert reader("glossary", "remove", "préfet de police").returncode == ExitCode.OK
    assert reader("glossary", "list").stdout == ""
    assert reader("glossary", "remove", "préfet").returncode == ExitCode.CONFIG


def test_where_things_are_and_nothing_is_made() -> None:
    for line in reader("config", "path").stdout.splitlines():
        assert len(line.split()) == 2
    assert list(Path(os.environ["READER_DATA_DIR"]).iterdir()) == []


def test_the_configuration_is_printed_as_toml() -> None:
    import tomllib  # noqa: PLC0415

    assert tomllib.loads(reader("config", "show").stdout)["translation"]["beam_size"] == 4


def test_the_memory_is_searched_and_handed_on(seeds: tuple[Path, Path], tmp_path: Path) -> None:
    assert reader("export", seeds[1], "--to", "jsonl", "-o", "-", "-q").returncode == ExitCode.OK
    assert "vidéosurveillance" in reader("memory", "search", "videosurveillance").stdout
    near = reader("memory", "search", "--fuzzy", "Le maire n’a pas averti ses électeurs de l’expérimentation.").stdout
    assert "[-électeurs-]" in near
    assert "{+concitoyens+}" in near
    out = tmp_path / "memory.tmx"
    assert reader("memory", "export", out, "--machine").returncode == ExitCode.OK
    held = json.loads(reader("memory", "statistics", "--json").stdout)
    assert (
        out.read_text(encoding="utf-8").count("<tu ") + out.read_text(encoding="utf-8").count("<tu>") == held["units"]
    )
    assert f"{held['units']} units imported" in reader("memory", "import", out).stderr


def test_what_a_person_reads_is_no_python(seeds: tuple[Path, Path]) -> None:
    assert reader("export", seeds[1], "--to", "jsonl", "-o", "-", "-q").returncode == ExitCode.OK
    for command in (("memory", "statistics"), ("doctor",)):
        said = reader(*command).stdout
        assert not set("<>{}[]'_") & set(re.sub(r"\S*[/.]\S*|x86_64|fr_en\S*", "", said)), said


@pytest.mark.parametrize(
    "arguments",
    [["library"], ["library", "words"], ["memory", "search", "rien"], ["memory", "search", "--fuzzy", "rien"]],
)
def test_where_there_is_nothing_it_is_said(arguments: list[str]) -> None:
    done = reader(*arguments)
    assert done.returncode == ExitCode.OK
    assert len(done.stderr.splitlines()) == 1


def test_a_watch_names_each_document_the_first_one_too(tmp_path: Path) -> None:
    (tmp_path / "in").mkdir()
    (tmp_path / "in" / "a.txt").write_text("Le chat dort.\n", encoding="utf-8")
    command = [sys.executable, "-m", "reader", "export", "--watch", "in", "--out-dir", "out", "--to", "text"]
    process = subprocess.Popen(command, cwd=tmp_path, env=interruptible(), stderr=subprocess.PIPE, text=True)
    assert process.stderr
    first = process.stderr.readline()
    process.send_signal(signal.SIGINT)
    rest = ended(process)
    assert process.returncode == ExitCode.INTERRUPTED
    assert first.startswith("1/1 in/a.txt: 1 sentence,")
    assert rest.splitlines()[-1] == "reader: interrupted"


FRENCH_LINES = "Le chat dort sur le lit.\nLa maison est grande et belle.\nIl pleut depuis trois jours.\n"
ENGLISH_LINES = "The cat sleeps on the bed.\nThe house is large and beautiful.\nIt has been raining for three days.\n"


@pytest.mark.parametrize("lines", [["--lines"], []])
def test_files_the_wrong_way_round_and_twins_are_told_of(tmp_path: Path, lines: list[str]) -> None:
    french, english = tmp_path / "f.txt", tmp_path / "e.txt"
    french.write_text(FRENCH_LINES, encoding="utf-8")
    english.write_text(ENGLISH_LINES, encoding="utf-8")
    straight = reader("align", french, english, "--lexicon-only", *lines)
    turned = reader("align", english, french, "--lexicon-only", *lines)
    assert straight.stdout == turned.stdout
    assert "English" not in straight.stderr
    assert f"{english} is English and {french} French" in turned.stderr
    assert "are both French" in reader("align", french, french, "--lexicon-only", *lines).stderr


def test_a_text_that_is_no_translation_is_told_of(tmp_path: Path) -> None:
    french, english = tmp_path / "f.txt", tmp_path / "e.txt"
    french.write_text("".join(f"Le chat numéro {n} dort sur un lit de bois.\n\n" for n in range(12)), encoding="utf-8")
    english.write_text("Parliament adopted another budget amendment yesterday afternoon.\n\n" * 12, encoding="utf-8")
    done = reader("align", french, english, "--lexicon-only")
    assert done.returncode == 0
    assert "hardly anything" in done.stderr


def test_a_missing_file_of_a_pair_is_a_missing_document(tmp_path: Path) -> None:
    here = tmp_path / "f.txt"
    here.write_text(FRENCH_LINES, encoding="utf-8")
    for options in ([], ["--lines"]):
        done = reader("align", here, tmp_path / "no.txt", "--lexicon-only", *options)
        assert done.returncode == 3
        assert "no.txt: no such file" in done.stderr
