"""What a page's commands work on: stand-ins for the user's own files, under the names that the pages use."""

from __future__ import annotations

import json
import shutil
import zipfile
from collections.abc import Callable
from pathlib import Path

from tests.docs.pages import ROOT

__all__ = ["lay_out"]

_FORMATS = ROOT / "tests" / "data" / "formats"
_FRENCH = (
    "Le marché ouvre à huit heures.\n\n"
    "Ma sœur achète des pommes et du pain. Elle parle longtemps avec la vieille boulangère.\n\n"
    "Le soir, nous mangeons ensemble dans le jardin.\n"
)
_ENGLISH = (
    "The market opens at eight o’clock.\n\n"
    "My sister buys apples and bread, and she talks for a long time with the old baker.\n\n"
    "In the evening we eat together in the garden.\n"
)
_ARTICLES = {
    "bridge.txt": "Le pont est fermé depuis lundi.\n\nLa mairie promet une réponse avant la fin du mois.\n",
    "harvest.txt": "La récolte de pommes a été bonne cette année.\n",
    "1998/school.txt": "L’école du village compte trente élèves.\n",
}


def lay_out(folder: Path, *, names: str) -> None:
    """Put into a folder what is named in a text: the seeds, and the files that stand for a user's own."""
    shutil.copytree(ROOT / "seeds", folder / "seeds")
    for name, make in _MAKERS.items():
        if name in names:
            make(folder / name)


def _text(content: str) -> Callable[[Path], object]:
    return lambda file: file.write_text(content, encoding="utf-8")


def _copy(source: Path) -> Callable[[Path], object]:
    return lambda file: shutil.copyfile(source, file)


def _articles(folder: Path) -> None:
    for name, content in _ARTICLES.items():
        file = folder / name
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(content, encoding="utf-8")


def _part(folder: Path) -> None:
    _articles(folder / "part-0001")


def _gold(folder: Path) -> None:
    document = folder / "market"
    document.mkdir(parents=True)
    for name, content in (("src.txt", _FRENCH), ("tgt.txt", _ENGLISH)):
        sentences = content.replace("\n\n", "\n").replace(". E", ".\nE")
        (document / name).write_text(sentences, encoding="utf-8")
    (document / "gold.txt").write_text("[0]:[0]\n[1, 2]:[1]\n[3]:[2]\n", encoding="utf-8")


def _package(version: str) -> Callable[[Path], object]:
    """The package that ships, under another version number: it stands for one that a user has fetched."""

    def make(file: Path) -> None:
        shipped = next((ROOT / "models").glob("*.argosmodel"))
        with zipfile.ZipFile(shipped) as old, zipfile.ZipFile(file, "w") as new:
            for member in old.infolist():
                content = old.read(member)
                if member.filename.endswith("metadata.json"):
                    content = json.dumps({**json.loads(content), "package_version": version}).encode()
                new.writestr(member.filename, content)

    return make


_MAKERS: dict[str, Callable[[Path], object]] = {
    "french.txt": _text(_FRENCH),
    "english.txt": _text(_ENGLISH),
    "terms.tsv": _text("préfet de police\tpolice prefect\nmairie\ttown hall\tnot city hall\nStreetPress\n"),
    "paths.txt": _text("articles/bridge.txt\narticles/harvest.txt\n"),
    "book.epub": _copy(_FORMATS / "calibre3.epub"),
    "article.html": _copy(_FORMATS / "article_chromium.html"),
    "letter.docx": _copy(_FORMATS / "libreoffice.docx"),
    "paper.pdf": _copy(_FORMATS / "groff.pdf"),
    "colleague.tmx": _copy(ROOT / "tests" / "data" / "exporters" / "golden.tmx"),
    "translate-fr_en-1_9.argosmodel": _package("1.9"),
    "translate-fr_en-2_0.argosmodel": _package("2.0"),
    "articles": _articles,
    "incoming": _articles,
    "parts": _part,
    "log": Path.mkdir,
    "gold": _gold,
}
