"""How completely and how fast files are read, beside other programs: ``python benchmarks/formats.py [PEERS_PYTHON]``.

Peers run side by side on the same files: pdftotext (poppler), and, by the Python of a virtual environment that holds them,
pdfminer.six, html2text, docx2txt and chardet (``/work/peers/formats/bin/python`` by default). Times are processor time, best of three.
"""

from __future__ import annotations

import random
import resource
import shutil
import subprocess
import sys
import time
from collections import Counter
from pathlib import Path
from typing import TYPE_CHECKING

from reader.errors import DocumentError
from reader.formats import read_bytes
from reader.formats.encodings import decode

if TYPE_CHECKING:
    from collections.abc import Callable

DATA = Path(__file__).parents[1] / "tests" / "data" / "formats"
PEERS = Path(sys.argv[1] if len(sys.argv) > 1 else "/work/peers/formats/bin/python")
TIMER = """
import sys, time
data = open(sys.argv[1], 'rb').read()
{setup}
best, text = 9e9, ''
for _ in range(3):
    start = time.process_time(); text = {call}; best = min(best, time.process_time() - start)
print(best); sys.stdout.write(str(text))
"""
SCRIPTS = {
    "pdfminer.six": ("import io; from pdfminer.high_level import extract_text", "extract_text(io.BytesIO(data))"),
    "html2text": ("import html2text", "html2text.HTML2Text(bodywidth=0).handle(data.decode())"),
    "docx2txt": ("import io, docx2txt", "docx2txt.process(io.BytesIO(data))"),
}
FRENCH = (
    "Le préfet a regretté, hier à Genève, l’absence de caméras « intelligentes » : ça suffit, a-t-il répété.",
    "L'été, on refusait du monde; où êtes-vous allés, à Noël ? À l'hôtel, près du théâtre.",
    "Œuvre d’un siècle : 3,50 € l’entrée – tarif réduit.",
    "Déjà vu.",
)


def best_of(action: Callable[[], object]) -> float:
    """Processor seconds of the fastest of three runs, those of programs that it starts included."""
    times = []
    for _ in range(3):
        start = _processor_seconds()
        action()
        times.append(_processor_seconds() - start)
    return min(times)


def _processor_seconds() -> float:
    children = resource.getrusage(resource.RUSAGE_CHILDREN)
    return time.process_time() + children.ru_utime + children.ru_stime


def letters(text: str) -> Counter[str]:
    """How often each letter and digit stands in a text."""
    return Counter(character for character in text if character.isalnum())


def peer(name: str, path: Path) -> tuple[float, str] | None:
    """Seconds and text of a peer; None where it is not installed or fails."""
    setup, call = SCRIPTS[name]
    if not PEERS.exists():
        return None
    command = [str(PEERS), "-c", TIMER.format(setup=setup, call=call), str(path)]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    if done.returncode:
        return None
    seconds, _, text = done.stdout.partition("\n")
    return float(seconds), text


def pdftotext(path: Path) -> tuple[float, str] | None:
    """Seconds, start of the process included, and text of poppler's program."""
    program = shutil.which("pdftotext")
    if program is None:
        return None
    command = [program, str(path), "-"]
    text = subprocess.run(command, capture_output=True, text=True, check=False).stdout
    return best_of(lambda: subprocess.run(command, capture_output=True, check=False)), text


def compare(path: Path, name: str, found: tuple[float, str] | None) -> None:
    """Print one line: letters that only the peer found, letters that only we found, and how the times compare."""
    if found is None:
        print(f"{path.name:24} {name:13} not installed")
        return
    data = path.read_bytes()
    document = read_bytes(data, name=path.name)
    seconds = best_of(lambda: read_bytes(data, name=path.name))
    ours, theirs = letters(document.text), letters(found[1])
    print(
        f"{path.name:24} {name:13} letters {sum(ours.values()):7}  only theirs {sum((theirs - ours).values()):5}  "
        f"only ours {sum((ours - theirs).values()):5}  time ours/theirs {seconds / found[0]:.2f}"
    )


def encodings() -> None:
    """Print how many short French texts in seven encodings are decoded rightly, ours and chardet's or charset-normalizer's."""
    from charset_normalizer import from_bytes  # noqa: PLC0415

    cases = []
    for encoding in ("utf-8", "utf-16", "utf-16-le", "cp1252", "iso8859-15", "mac-roman", "cp850"):
        for text in FRENCH:
            try:
                cases.append((text.encode(encoding), text))
            except UnicodeEncodeError:
                continue
    right = sum(decode(data, name="x") == text for data, text in cases)
    theirs = sum(str(from_bytes(data).best()) == text for data, text in cases)
    ours = best_of(lambda: [decode(data, name="x") for data, _ in cases])
    other = best_of(lambda: [str(from_bytes(data).best()) for data, _ in cases])
    print(
        f"encodings of {len(cases)} texts: ours {right}, charset-normalizer {theirs}; time ours/theirs {ours / other:.3f}"
    )


def speed() -> None:
    """Print megabytes a second of plain text and of HTML, against Python's bare decoding."""
    rng = random.Random(1)  # noqa: S311 - the same text every time
    lines = [
        " ".join(
            rng.choices(
                [
                    "la",
                    "gare",
                    "de",
                    "Saint-Aubin,",
                    "fermée",
                    "depuis",
                    "trente",
                    "ans,",
                    "rouvrira",
                    "au",
                    "printemps",
                ],
                k=12,
            )
        )
        for _ in range(60_000)
    ]
    text = "\n".join(lines).encode()
    seconds = best_of(lambda: read_bytes(text, name="x.txt"))
    bare = best_of(lambda: text.decode().split("\n"))
    print(
        f"plain text: {len(text) / seconds / 1e6:.1f} MB/s, {seconds / bare:.0f} times as long as decoding and splitting it"
    )
    page = ("<html><body>" + "".join(f"<p>{line}</p>" for line in lines[:20_000]) + "</body></html>").encode()
    seconds = best_of(lambda: read_bytes(page, name="x.html"))
    print(f"html: {len(page) / seconds / 1e6:.1f} MB/s")


def main() -> None:
    """Run all of it."""
    encodings()
    speed()
    pdfs = [DATA / "groff.pdf", DATA / "libreoffice.pdf", DATA / "article_chromium.pdf", *map(Path, sys.argv[2:])]
    for path in pdfs:
        try:
            compare(path, "pdftotext", pdftotext(path))
            compare(path, "pdfminer.six", peer("pdfminer.six", path))
        except DocumentError as error:
            print(error)
    compare(DATA / "article_chromium.html", "html2text", peer("html2text", DATA / "article_chromium.html"))
    for name in ("pandoc.docx", "libreoffice.docx"):
        compare(DATA / name, "docx2txt", peer("docx2txt", DATA / name))


if __name__ == "__main__":
    main()
