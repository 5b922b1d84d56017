"""How long a program takes to start, and until a document's first French words stand on the terminal.

usage: startup.py [--rounds N]

Every program runs in a pseudo-terminal of 120 columns and 36 lines, warm, in turns with its peers. Beside the clock stands the
processor's time, which hangs less on what else the machine does. Peers: Python doing nothing, a bare Textual app that shows
the same text in one widget, and epy (which reads e-books: it gets the same text as an EPUB).
"""

from __future__ import annotations

import argparse
import contextlib
import fcntl
import os
import pty
import select
import signal
import struct
import sys
import tempfile
import termios
import time
import zipfile
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from peers import Missing, environment

__all__ = ["Run", "first_pages", "starts", "write_text"]

ROOT = Path(__file__).resolve().parents[1]
FIRST = "Le premier mot du texte"
_BARE = """
import sys
from pathlib import Path
from textual.app import App
from textual.containers import VerticalScroll
from textual.widgets import Static

class Bare(App):
    def compose(self):
        with VerticalScroll():
            yield Static(Path(sys.argv[1]).read_text(encoding="utf-8"), markup=False)

Bare().run()
"""
_PATIENCE = 120.0


@dataclass(frozen=True, slots=True)
class Run:
    """The best of several runs: seconds by the clock and of the processor."""

    clock: float
    processor: float


def in_terminal(command: Sequence[str | Path], awaited: str, environ: Mapping[str, str]) -> Run:
    """Run a program in a terminal until it has written something; until it ends, where that is empty.

    Raises:
        Missing: it never came.
    """
    began = time.perf_counter()
    process, master = pty.fork()
    if process == 0:
        os.chdir(ROOT)
        os.execve(command[0], [str(part) for part in command], dict(environ))  # noqa: S606 - a program and its peers
    fcntl.ioctl(master, termios.TIOCSWINSZ, struct.pack("HHHH", 36, 120, 0, 0))
    written, found = b"", 0.0
    while not found and time.perf_counter() - began < _PATIENCE:
        if select.select([master], [], [], 1)[0]:
            try:
                written += os.read(master, 65536)
            except OSError:  # the program has ended
                break
            if awaited and awaited.encode() in written:
                found = time.perf_counter() - began
    ended = time.perf_counter() - began
    with contextlib.suppress(ProcessLookupError):
        os.kill(process, signal.SIGKILL if awaited else 0)
    _, status, used = os.wait4(process, 0)
    os.close(master)
    if awaited and not found:
        raise Missing(
            f"it never showed the text; its last words: {written[-100:].decode('utf-8', 'replace').strip()!r}"
        )
    if not awaited and status:
        raise Missing(f"it failed: {written[-100:].decode('utf-8', 'replace').strip()!r}")
    return Run(found or ended, used.ru_utime + used.ru_stime)


def in_turns(
    commands: Mapping[str, Sequence[str | Path]], awaited: str, rounds: int, home: Path
) -> dict[str, Run | str]:
    """Run programs in turns, one round before the count; the best of each, or why there is none."""
    environ = dict(os.environ, HOME=str(home), XDG_CONFIG_HOME=str(home), TERM="xterm-256color", COLORTERM="truecolor")
    environ |= {f"READER_{name}_DIR": str(home / name.lower()) for name in ("DATA", "CONFIG", "CACHE")}
    environ.pop("PYTHONDONTWRITEBYTECODE", None)  # what a user has: bytecode from the run before
    runs: dict[str, list[Run]] = {name: [] for name in commands}
    failed: dict[str, str] = {}
    for turn in range(rounds + 1):
        for name, command in commands.items():
            if name in failed:
                continue
            try:
                run = in_terminal(command, awaited, environ)
            except Missing as reason:
                failed[name] = str(reason)
                continue
            if turn:
                runs[name].append(run)
    best = {
        name: Run(min(r.clock for r in found), min(r.processor for r in found)) for name, found in runs.items() if found
    }
    return {name: failed[name] if name in failed else best[name] for name in commands}


def starts(rounds: int) -> dict[str, Run | str]:
    """``reader --help`` beside Python that does nothing, and epy's help."""
    commands: dict[str, Sequence[str | Path]] = {
        "ours": [sys.executable, "-m", "reader", "--help"],
        "python -c pass": [sys.executable, "-c", "pass"],
    }
    reasons = _with_epy(commands, ["--help"])
    with tempfile.TemporaryDirectory() as home:
        return in_turns(commands, "", rounds, Path(home)) | reasons


def first_pages(sentences: int, rounds: int) -> dict[str, Run | str]:
    """Until the first words of a text of so many sentences are on the screen."""
    with tempfile.TemporaryDirectory() as folder:
        text, book = Path(folder) / "text.txt", Path(folder) / "text.epub"
        write_text(text, sentences)
        _write_book(book, text.read_text(encoding="utf-8").split("\n\n"))
        commands: dict[str, Sequence[str | Path]] = {
            "ours": [sys.executable, "-m", "reader", text],
            "a bare Textual app": [sys.executable, "-c", _BARE, text],
        }
        reasons = _with_epy(commands, [book])
        return in_turns(commands, FIRST, rounds, Path(folder) / "home") | reasons


def _with_epy(commands: dict[str, Sequence[str | Path]], arguments: Iterable[str | Path]) -> dict[str, Run | str]:
    try:
        commands["epy"] = [environment("epy"), environment("epy").with_name("epy"), *arguments]
    except Missing as reason:
        return {"epy": str(reason)}
    return {}


def write_text(path: Path, sentences: int) -> None:
    """A text of paragraphs of five sentences, no two of them alike."""
    words = [
        "le",
        "préfet",
        "a",
        "regretté",
        "hier",
        "soir",
        "devant",
        "la",
        "grande",
        "cour",
        "du",
        "musée",
        "l’absence",
        "de",
        "caméras",
        "avant",
        "le",
        "vol",
    ]
    said = [
        f"Phrase {n} : {' '.join(words[(n + k) % len(words)] for k in range(6 + n * 7919 % 13))} {n}."
        for n in range(sentences)
    ]
    paragraphs = [" ".join(said[at : at + 5]) for at in range(0, len(said), 5)]
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text("\n\n".join([f"{FIRST} est là.", *paragraphs]) + "\n", encoding="utf-8")


def _write_book(path: Path, paragraphs: Sequence[str]) -> None:
    """A small EPUB 2 of one chapter."""
    head = '<?xml version="1.0" encoding="utf-8"?>\n'
    members = {
        "mimetype": "application/epub+zip",
        "META-INF/container.xml": f'{head}<container version="1.0" xmlns="urn:oasis:names:tc:opendocument:xmlns:container">'
        '<rootfiles><rootfile full-path="book.opf" media-type="application/oebps-package+xml"/></rootfiles></container>',
        "book.opf": f'{head}<package xmlns="http://www.idpf.org/2007/opf" version="2.0" unique-identifier="id"><metadata '
        'xmlns:dc="http://purl.org/dc/elements/1.1/"><dc:title>Texte</dc:title><dc:language>fr</dc:language>'
        '<dc:identifier id="id">text</dc:identifier></metadata><manifest><item id="c" href="c.xhtml" '
        'media-type="application/xhtml+xml"/><item id="ncx" href="toc.ncx" media-type="application/x-dtbncx+xml"/></manifest>'
        '<spine toc="ncx"><itemref idref="c"/></spine></package>',
        "toc.ncx": f'{head}<ncx xmlns="http://www.daisy.org/z3986/2005/ncx/" version="2005-1"><head/><docTitle><text>Texte</text>'
        '</docTitle><navMap><navPoint id="n" playOrder="1"><navLabel><text>Texte</text></navLabel><content src="c.xhtml"/>'
        "</navPoint></navMap></ncx>",
        "c.xhtml": f'{head}<html xmlns="http://www.w3.org/1999/xhtml"><head><title>Texte</title></head><body>'
        + "".join(f"<p>{p.strip()}</p>" for p in paragraphs)
        + "</body></html>",
    }
    with zipfile.ZipFile(path, "w") as book:
        for name, content in members.items():
            book.writestr(name, content, zipfile.ZIP_STORED if name == "mimetype" else zipfile.ZIP_DEFLATED)


def main() -> None:
    """Print the figures."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--rounds", type=int, default=5)
    options = parser.parse_args()
    for what, found in (
        ("start-up", starts(options.rounds)),
        ("first page, 30 sentences", first_pages(30, options.rounds)),
    ):
        print(what)
        for name, run in found.items():
            said = (
                run
                if isinstance(run, str)
                else f"{run.clock:6.3f} s by the clock, {run.processor:6.3f} s of the processor"
            )
            print(f"  {name:22} {said}")


if __name__ == "__main__":
    main()
