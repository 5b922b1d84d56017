"""What is fuzzed: everything that reads a file which somebody else may have made. A target may end in a ReaderError, in no other."""

from __future__ import annotations

import gzip
import io
import json
import random
import re
import struct
import zipfile
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from pathlib import Path

from reader import segmentation
from reader.alignment.dictionaries import Dictionary
from reader.alignment.lexicon_file import read_lexicon
from reader.bitext import Revision, Status, TranslationUnit
from reader.config import load_config
from reader.exporters import export
from reader.formats import read_bytes
from reader.memory.po_import import read_po
from reader.memory.tmx_import import read_tmx
from reader.memory.xliff_import import read_xliff
from reader.translation import load_glossary
from reader.translation.package_folder import open_package
from reader.translation.packages_index import parse_index
from reader.translation.packages_unpack import unpack
from tests.fuzz.memories import bitext, memories, use_memory
from tests.fuzz.mutating import disturbed, repacked

__all__ = ["TARGETS", "Target"]

ROOT = Path(__file__).parents[2]
FORMATS = ROOT / "tests" / "data" / "formats"
_OBEYED = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069\ud800-\udfff]")


@dataclass(frozen=True)
class Target:
    """``seeds``: good files. ``run``: reads one that lies in a folder, and may write in that folder only.

    ``inside``: changes what is in a file of a form that is easily broken, and leaves that form whole.
    """

    seeds: Callable[[], list[bytes]]
    run: Callable[[bytes, Path], object]
    inside: Callable[[bytes, random.Random], bytes] | None = None


def _document(name: str, form: str) -> Target:
    def run(data: bytes, _folder: Path) -> None:
        document = segmentation.analyse(read_bytes(data, name=name, format=form))
        segments = segmentation.segment(document)
        assert document.blocks
        assert not _OBEYED.search(document.text.replace("\n", "")), "something to obey is left in the text"
        assert not _OBEYED.search(document.title or ""), "something to obey is left in the title"
        segmentation.describe(document, segments)

    suffixes = {"plain_text": ".txt", "markdown": ".md"}
    suffix = suffixes.get(form, f".{form}")
    return Target(
        lambda: [p.read_bytes() for p in sorted(FORMATS.glob(f"*{suffix}"))],
        run,
        repacked if form in {"epub", "docx"} else None,
    )


def _file(
    name: str,
    read: Callable[[Path], object],
    seeds: Callable[[], list[bytes]],
    inside: Callable[[bytes, random.Random], bytes] | None = None,
) -> Target:
    def run(data: bytes, folder: Path) -> None:
        file = folder / name
        file.write_bytes(data)
        read(file)

    return Target(seeds, run, inside)


def _tmx() -> list[bytes]:
    head = b'<?xml version="1.0" encoding="UTF-8"?><tmx version="1.4"><header srclang="fr"/><body>'
    unit = '<tu changedate="20260101T000000Z"><prop type="x-origin">human</prop><tuv xml:lang="fr"><seg>Un <bpt i="1">x</bpt>été.</seg></tuv>'
    return [head + (unit + '<tuv xml:lang="en-GB"><seg>A summer.</seg></tuv></tu>').encode() * 3 + b"</body></tmx>"]


def _exported(form: str) -> list[bytes]:
    """What we write ourselves, with something edited in it."""
    return [export(bitext().with_revision(0, Revision("The cat sleeps.", Status.APPROVED, "a note")), form)]


def _units(found: Iterable[TranslationUnit]) -> None:
    for unit in found:
        assert not _OBEYED.search(unit.source + unit.target), "something to obey is left in a unit"


def _packages() -> list[bytes]:
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as archive:
        about = {
            "package_version": "1.0",
            "from_code": "fr",
            "to_code": "en",
            "from_name": "French",
            "to_name": "English",
        }
        archive.writestr("fr_en/metadata.json", json.dumps(about))
        archive.writestr("fr_en/model/model.bin", b"weights" * 50)
        archive.writestr("fr_en/sentencepiece.model", b"pieces" * 50)
        archive.writestr("fr_en/README.md", "Lisez-moi")
    return [buffer.getvalue()]


def _install(data: bytes, folder: Path) -> None:
    archive = folder / "x.argosmodel"
    archive.write_bytes(data)
    unpack(archive, folder / "package")
    open_package(folder / "package")


def _index() -> list[bytes]:
    entry = {
        "package_version": "1.9",
        "argos_version": "1.9",
        "from_code": "fr",
        "from_name": "French",
        "to_code": "en",
        "to_name": "English",
        "links": ["https://example.org/x.argosmodel"],
        "sha256": "0" * 64,
        "size": 9,
    }
    return [json.dumps([entry, {**entry, "code": "translate-fr_en"}]).encode()]


def _dictd(data: bytes, folder: Path) -> None:
    """The first line of zeros parts the index from the articles."""
    index, _, articles = data.partition(b"\n====\n")
    (folder / "d.index").write_bytes(index)
    (folder / "d.dict").write_bytes(articles)
    _look_up(folder / "d.index")


def _stardict(data: bytes, folder: Path) -> None:
    parts = data.split(b"\n====\n")
    for suffix, part in zip((".ifo", ".idx", ".syn", ".dict.dz"), [*parts, b"", b"", b""][:4], strict=True):
        (folder / f"s{suffix}").write_bytes(part)
    _look_up(folder / "s.ifo")


def _look_up(path: Path) -> None:
    dictionary = Dictionary(path)
    assert dictionary.name is not None
    for word in ("maison", "parler", "logis", ""):
        for article in dictionary.look_up(word):
            assert "\0" not in article.text


def _stardicts() -> list[bytes]:
    words, index, articles = [b"maison", b"parler"], b"", b""
    for word in words:
        index += word + b"\0" + struct.pack(">II", len(articles), 12)
        articles += b"<b>house</b>"
    info = b"StarDict's dict ifo file\nversion=3.0.0\nbookname=Petit\nwordcount=2\nsametypesequence=h"
    return [b"\n====\n".join((info, index, b"logis\0" + struct.pack(">I", 0), gzip.compress(articles)))]


TARGETS: dict[str, Target] = {
    "plain_text": _document("x.txt", "plain_text"),
    "markdown": _document("x.md", "markdown"),
    "html": _document("x.html", "html"),
    "epub": _document("x.epub", "epub"),
    "docx": _document("x.docx", "docx"),
    "pdf": _document("x.pdf", "pdf"),
    "detected": Target(
        lambda: [p.read_bytes() for p in sorted(FORMATS.glob("*.*"))], lambda data, _: read_bytes(data, name="x")
    ),
    "package": Target(_packages, _install, repacked),
    "package_index": Target(_index, lambda data, _: parse_index(data)),
    "tmx": _file("x.tmx", lambda path: _units(read_tmx(path)), lambda: [*_tmx(), *_exported("tmx")]),
    "xliff": _file("x.xlf", lambda path: _units(read_xliff(path)), lambda: [*_exported("xliff"), *_exported("xliff2")]),
    "po": _file("x.po", lambda path: _units(read_po(path)), lambda: _exported("po")),
    "glossary": _file(
        "g.tsv",
        lambda path: load_glossary(path).find("Le chat dort, Jean."),
        lambda: [b"# commentaire\nle chat\tthe cat\tune note\nJean\n"],
    ),
    "config": _file(
        "config.toml",
        lambda path: load_config(path, environ={}),
        lambda: [
            b'[translation]\nbeam_size = 4\ndevice = "cpu"\n[display]\ntheme = "dark"\nratio = 50\n[memory]\nenabled = true\n[keys]\nnext = "j"\n'
        ],
    ),
    "memory": _file("m.sqlite3", use_memory, memories, disturbed),
    "stardict": Target(_stardicts, _stardict),
    "dictd": Target(
        lambda: [b"00-database-short\tA\tF\nmaison\tF\tG\nparler\tL\tG\n====\nPetit\nhouse\nspeak\n"], _dictd
    ),
    "lexicon": _file(
        "lexicon.bin", read_lexicon, lambda: [p.read_bytes() for p in sorted((ROOT / "models").glob("*.bin"))[:1]]
    ),
}
