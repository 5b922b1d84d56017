"""Whatever stands in a document, a name, a package or the memory: no terminal is made to obey it, and no stream breaks us."""

from __future__ import annotations

import json
import os
import re
import subprocess
import sys
from pathlib import Path

import pytest

from reader.bitext import Hypothesis, Origin, TranslationUnit
from reader.cli import main, output
from reader.cli.output import ExitCode
from reader.memory import Memory

OBEYED = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069]")
EVIL = "e\x1b]0;pwned\x07\x1b[2J\x9b31m[red]\u202e\u2066[/]"
NAME = EVIL.replace("/", "") + ".txt"
ODD = os.fsdecode(b"caf\xe9.txt")  # a name in Latin-1, which no UTF-8 says
TEXT = "Le \x1b[31mchat\x1b[0m dort. \x9b2J\u202eIl rêve \x1b]0;pwned\x07encore.\n"


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder with files of hostile names and contents, and folders of the same kind for what the program keeps."""
    here = tmp_path / EVIL.replace("/", "")
    here.mkdir()
    for name in (NAME, ODD):
        (here / name).write_text(TEXT, encoding="utf-8")
    for variable in ("READER_CONFIG_DIR", "READER_DATA_DIR", "ARGOS_PACKAGES_DIR"):
        monkeypatch.setenv(variable, str(here / f"{variable}{EVIL.replace('/', '')}"))
    monkeypatch.chdir(here)
    return here


def run(capture: pytest.CaptureFixture[bytes], *arguments: str) -> str:
    """Run a command in this process; both streams, having made sure that they hold nothing to obey."""
    with pytest.raises(SystemExit) as left:
        main(list(arguments))
    streams = capture.readouterr()
    text = (streams.out + streams.err).decode("utf-8")  # strict: a lone surrogate would show
    assert left.value.code != ExitCode.INTERNAL, text
    assert "Traceback" not in text
    assert OBEYED.findall(text) == []
    return text


COMMANDS = [
    ["{}"], ["--plain", "{}"], ["--plain", "{}none"], ["inspect", "{}"], ["inspect", "--json", "{}"], ["inspect", "{}none"],
    ["export", "{}", "--to", "text,html", "--out-dir", "out"], ["export", "{}", "{}none", "--to", "text", "--out-dir", "out"],
    ["export", "{}", "--dry-run", "--out-dir", "out"], ["export", "{}", "--to", "{}"], ["export", "--{}"],
    ["export", "{}", "--watch", "{}"], ["library"], ["library", "--json"], ["library", "forget", "{}"], ["library", "words"],
    ["translate", "{}"], ["translate", "--json", "--lines", "{}"], ["translate", "{}", "{}"], ["align", "{}", "{}"],
    ["align", "{}", "{}none"], ["packages", "install", "{}"], ["packages", "remove", "{}"], ["packages", "info", "{}"],
    ["packages", "pin", "{}"], ["packages", "rollback", "{}"], ["packages", "verify", "{}"], ["glossary", "add", "{}", "{}"],
    ["glossary", "import", "{}"], ["glossary", "remove", "{}"], ["memory", "import", "{}"], ["memory", "search", "{}"],
    ["memory", "search", "--fuzzy", "{}"], ["memory", "export", "no/{}"], ["memory", "salvage", "{}"], ["evaluate", "alignment", "{}", "{}", "{}"],
    ["--device", "{}"], ["--package", "{}", "{}"], ["{}none"], ["read", "--width", "{}"],
]  # fmt: skip


@pytest.mark.parametrize("name", [NAME, ODD], ids=["escapes", "no-utf8"])
def test_no_command_hands_a_terminal_what_it_would_obey(
    folder: Path, capfdbinary: pytest.CaptureFixture[bytes], name: str
) -> None:
    assert (folder / name).exists()
    for command in COMMANDS:
        run(capfdbinary, *(word.replace("{}", name) for word in command))


def test_nor_does_one_that_tells_of_the_installation(folder: Path, capfdbinary: pytest.CaptureFixture[bytes]) -> None:
    package = Path(os.environ["ARGOS_PACKAGES_DIR"]) / "evil"
    package.mkdir(parents=True)
    about = {"from_code": "fr", "to_code": "en", "package_version": EVIL, "from_name": EVIL, "to_name": EVIL}
    (package / "metadata.json").write_text(json.dumps(about), encoding="utf-8")
    (package / "README.md").write_text(EVIL, encoding="utf-8")
    for command in ("doctor", "doctor --json", "config path", "config show", "packages list", "packages list --json",
                    "packages verify", "packages info", "memory statistics", "memory statistics --json"):  # fmt: skip
        assert run(capfdbinary, *command.split())
    assert folder.exists()


@pytest.mark.parametrize(
    "content",
    [b'[display]\ntheme="\\u001b[31m\\u009b\\u202e"\n', b'["\\u001b]0;x\\u0007"]\na=1\n', b'x = "\x1b[31m"\n', b"\xff\xfe",
     b'[keys]\n"\\u001b[2J"="\\u001b"\n', b"[display]\nratio = 9" + b"9" * 5000, b"a." * 5000, b"a=" + b"[" * 50_000, b"\x00"],
)  # fmt: skip
@pytest.mark.parametrize("command", ["config show", "inspect {}"])
def test_a_hostile_configuration(
    folder: Path, capfdbinary: pytest.CaptureFixture[bytes], content: bytes, command: str
) -> None:
    config = Path(os.environ["READER_CONFIG_DIR"])
    config.mkdir()
    (config / "config.toml").write_bytes(content)
    run(capfdbinary, *(word.replace("{}", str(folder / NAME)) for word in command.split()))


def test_a_hostile_memory(folder: Path, capfdbinary: pytest.CaptureFixture[bytes]) -> None:
    with Memory(Path(os.environ["READER_DATA_DIR"]) / "memory.sqlite3") as memory:
        memory.remember([TranslationUnit("Le chat dort.", f"The cat {EVIL}.", Origin.EDITED, document=EVIL)])
        memory.remember_machine([("Il rêve.", Hypothesis(EVIL))], "x")
    for command in (["memory", "search", "chat"], ["memory", "search", "--fuzzy", "Le chat dort."], ["--plain", NAME]):
        assert "The cat" in run(capfdbinary, *command)
    (folder / "deux.txt").write_text("Le chat dort. Il rêve encore.\n", encoding="utf-8")
    for form in ("html", "markdown", "tsv", "tmx", "xliff", "epub", "docx"):
        run(capfdbinary, "export", "deux.txt", "--to", form, "--out-dir", "out")
    page = (folder / "out" / "deux.html").read_text(encoding="utf-8")
    assert "The cat" in page
    assert "\x1b" not in page


def test_json_loses_nothing(capfdbinary: pytest.CaptureFixture[bytes]) -> None:
    output.record({"name": EVIL + ODD})
    text = capfdbinary.readouterr().out.decode()
    assert OBEYED.findall(text) == []
    assert json.loads(text) == {"name": EVIL + ODD}


def shell(line: str, **environ: str) -> subprocess.CompletedProcess[str]:
    """Let a shell run the command, its streams turned as the shell can."""
    command = line.replace("reader", f'"{sys.executable}" -m reader')
    return subprocess.run(
        ["/bin/bash", "-c", command], capture_output=True, text=True, check=False, env={**os.environ, **environ}
    )


@pytest.mark.parametrize(
    ("line", "code"),
    [
        ("reader --version >&-", ExitCode.OK),
        ("reader config path >&-", ExitCode.OUTPUT),
        ("reader config path >/dev/full", ExitCode.OUTPUT),
        ("reader config path 2>&-", ExitCode.OK),
        ("reader translate <&-", ExitCode.DOCUMENT),
        ("reader - <&-", ExitCode.DOCUMENT),
        ("reader export - --to text -o - <&-", ExitCode.SOME_FAILED),
        ("reader inspect - </dev/null 2>/dev/full", ExitCode.DOCUMENT),
        ("set -o pipefail; yes 'Le chat dort.' | head -3000 | reader inspect - | head -1", 141),
        ("reader no-such-file.txt 2>&- >&- <&-", ExitCode.DOCUMENT),
    ],
)
def test_streams_that_are_closed_full_or_cut(line: str, code: int) -> None:
    done = shell(line)
    assert done.returncode == code, done
    assert "Traceback" not in done.stderr
    assert "Exception ignored" not in done.stderr


@pytest.mark.parametrize("encoding", ["latin-1", "cp1252"])
def test_an_output_that_lacks_our_characters(encoding: str, tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text("L’été — “voilà” … œuvre →\n", encoding="utf-8")
    done = subprocess.run(
        [sys.executable, "-m", "reader", "inspect", str(tmp_path / "a.txt")],
        capture_output=True,
        check=False,
        env={**os.environ, "PYTHONIOENCODING": encoding},
    )
    assert (done.returncode, done.stderr) == (0, b"")
    assert "t" in done.stdout.decode(encoding)


def test_a_fault_of_ours_is_one_line(
    monkeypatch: pytest.MonkeyPatch, capfdbinary: pytest.CaptureFixture[bytes]
) -> None:
    def broken() -> None:
        raise RuntimeError(f"two\nlines {EVIL}")

    assert output.guarded(broken) == ExitCode.INTERNAL
    text = capfdbinary.readouterr().err.decode()
    assert text.startswith("reader: internal error: RuntimeError: two lines")
    assert len(text.splitlines()) == 1
    assert OBEYED.findall(text) == []
    monkeypatch.setenv("READER_TRACEBACK", "1")
    with pytest.raises(RuntimeError):
        output.guarded(broken)
