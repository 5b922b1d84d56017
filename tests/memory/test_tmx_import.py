"""TMX files as other programs write them, and as nobody should."""

from __future__ import annotations

import contextlib
from pathlib import Path

import pytest

from reader.bitext import Origin, Status, TranslationUnit
from reader.errors import BrokenDocument, MissingDocument
from reader.memory import Memory
from reader.memory.tmx_import import read_tmx

HEAD = (
    '<?xml version="1.0" encoding="{encoding}"?>\n<!DOCTYPE tmx SYSTEM "tmx14.dtd">\n<tmx version="1.4"><header/><body>'
)
TAIL = "</body></tmx>"


def write(path: Path, body: str, encoding: str = "utf-8") -> Path:
    path.write_bytes((HEAD.format(encoding=encoding) + body + TAIL).encode(encoding))
    return path


def unit(source: str, target: str, *, french: str = "fr", english: str = "en", more: str = "") -> str:
    return (
        f'<tu {more}><tuv xml:lang="{french}"><seg>{source}</seg></tuv>'
        f'<tuv xml:lang="{english}"><seg>{target}</seg></tuv></tu>'
    )


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "iso-8859-1"])
def test_encodings_are_read(tmp_path: Path, encoding: str) -> None:
    path = tmp_path / "m.tmx"
    declared = "utf-8" if encoding == "utf-8-sig" else encoding
    path.write_bytes((HEAD.format(encoding=declared) + unit("Élève &amp; maître", "Pupil") + TAIL).encode(encoding))
    assert [u.source for u in read_tmx(path)] == ["Élève & maître"]


def test_regional_variants_old_attributes_and_order_of_languages(tmp_path: Path) -> None:
    body = unit("Un.", "One.", french="FR-CA", english="EN_us")
    body += '<tu><tuv lang="en"><seg>Two.</seg></tuv><tuv lang="fr"><seg>Deux.</seg></tuv></tu>'
    body += unit("Drei.", "Three.", french="de")
    body += '<tu><tuv xml:lang="fr"><seg>Oui.</seg></tuv><tuv xml:lang="en-GB"><seg>Yes.</seg></tuv><tuv xml:lang="en-US"><seg>Yeah.</seg></tuv></tu>'
    found = [(u.source, u.target) for u in read_tmx(write(tmp_path / "m.tmx", body))]
    assert found == [("Un.", "One."), ("Deux.", "Two."), ("Oui.", "Yes."), ("Oui.", "Yeah.")]


def test_inline_codes_go_and_what_they_enclose_stays(tmp_path: Path) -> None:
    source = 'Le <bpt i="1">&lt;b></bpt>gros <hi>chat</hi><ept i="1">&lt;/b></ept><ph>{1}</ph> dort<!-- x -->.'
    [found] = read_tmx(write(tmp_path / "m.tmx", unit(source, "A  big\n cat.")))
    assert found.source == "Le gros chat dort."
    assert found.target == "A  big\n cat."


def test_what_our_own_files_say_of_a_unit_is_kept(tmp_path: Path) -> None:
    props = '<prop type="x-origin">edited</prop><prop type="x-status">approved</prop>'
    body = f'<tu changedate="20260131T120000Z">{props}' + unit("Un.", "One.").removeprefix("<tu >")
    path = write(tmp_path / "m.tmx", body)
    [found] = read_tmx(path)
    assert (found.origin, found.status) == (Origin.EDITED, Status.APPROVED)
    memory = Memory(None)
    assert list(memory.import_file(path)) == [1]
    [kept] = memory.units()
    assert kept == TranslationUnit("Un.", "One.", Origin.EDITED, Status.APPROVED, "2026-01-31T12:00:00Z")


def test_an_import_can_be_done_again(tmp_path: Path) -> None:
    path = write(tmp_path / "m.tmx", "".join(unit(f"Phrase {n}.", f"Sentence {n}.") for n in range(2500)))
    memory = Memory(None)
    assert list(memory.import_file(path)) == [1000, 2000, 2500]
    list(memory.import_file(path))
    assert memory.statistics().units == 2500


def test_a_damaged_file_gives_what_stands_before_the_damage(tmp_path: Path) -> None:
    path = tmp_path / "m.tmx"
    path.write_text(HEAD.format(encoding="utf-8") + unit("Un.", "One.") + "<tu><tuv", encoding="utf-8")
    memory = Memory(None)
    with pytest.raises(BrokenDocument, match="no sound XML"):
        list(memory.import_file(path))


def test_entities_are_not_resolved(tmp_path: Path) -> None:
    secret = tmp_path / "secret"
    secret.write_text("SECRET", encoding="utf-8")
    path = tmp_path / "m.tmx"
    path.write_text(
        f'<!DOCTYPE tmx [<!ENTITY x SYSTEM "{secret.as_uri()}">]><tmx><body>{unit("Un &x;.", "One.")}</body></tmx>',
        encoding="utf-8",
    )
    assert [u.source for u in read_tmx(path)] == ["Un ."]


def test_a_bomb_of_entities_does_not_go_off(tmp_path: Path) -> None:
    bombs = "".join(f'<!ENTITY e{n} "{f"&e{n - 1};" * 10}">' for n in range(1, 12))
    path = tmp_path / "m.tmx"
    path.write_text(
        f'<!DOCTYPE tmx [<!ENTITY e0 "ha">{bombs}]><tmx><body>{unit("&e11;", "One.")}</body></tmx>', encoding="utf-8"
    )
    with contextlib.suppress(BrokenDocument):
        assert sum(len(u.source) for u in read_tmx(path)) < 1000


@pytest.mark.parametrize("text", ["", "not XML", "<html><body/></html>"])
def test_what_is_no_tmx_is_said(tmp_path: Path, text: str) -> None:
    path = tmp_path / "m.tmx"
    path.write_text(text, encoding="utf-8")
    with pytest.raises(BrokenDocument, match=r"m\.tmx"):
        list(read_tmx(path))


def test_a_missing_file_is_said(tmp_path: Path) -> None:
    with pytest.raises(MissingDocument, match="no file at"):
        list(read_tmx(tmp_path / "none.tmx"))
