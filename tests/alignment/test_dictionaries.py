"""StarDict and dictd dictionaries: small ones made here, hostile ones, and FreeDict as Debian ships it."""

from __future__ import annotations

import gzip
import struct
import zlib
from collections.abc import Sequence
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from reader.alignment.dictionaries import Dictionary, find_dictionaries, look_up
from reader.alignment.dictionaries_formats import article_text, dictd_places, parse_info, stardict_places
from reader.alignment.dictionaries_store import Store
from reader.errors import DictionaryError

ENTRIES = (
    ("abandonné", "abandonné <adj>\n1. abandoned\n2. helpless"),
    ("cœur", "heart"),
    ("maison", "maison <n, fem>\nhouse"),
    ("Maison", "a surname"),
    ("parler", "speak, talk"),
)
DIGITS = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/"


def base64_number(value: int) -> str:
    digits = ""
    while value or not digits:
        value, digit = divmod(value, 64)
        digits = DIGITS[digit] + digits
    return digits


def dictzip(data: bytes, chunk: int = 40) -> bytes:
    """What dictzip writes: deflated chunks, each flushed, with their lengths in the header."""
    packer = zlib.compressobj(9, zlib.DEFLATED, -15)
    parts = [data[start : start + chunk] for start in range(0, len(data), chunk)]
    chunks = [packer.compress(part) + packer.flush(zlib.Z_FULL_FLUSH) for part in parts]
    extra = b"RA" + struct.pack("<HHHH", 6 + 2 * len(chunks), 1, chunk, len(chunks))
    extra += b"".join(struct.pack("<H", len(c)) for c in chunks)
    header = b"\x1f\x8b\x08\x0c" + bytes(4) + b"\x02\x03" + struct.pack("<H", len(extra)) + extra + b"name.dict\0"
    tail = packer.flush(zlib.Z_FINISH) + struct.pack("<II", zlib.crc32(data), len(data))
    return header + b"".join(chunks) + tail


def make_dictd(folder: Path, *, packed: bool = True, entries: Sequence[tuple[str, str]] = ENTRIES) -> Path:
    data, index = b"", ""
    for word, text in (("00-database-short", "00-database-short\nA small dictionary"), *entries):
        encoded = text.encode() + b"\n"
        index += f"{word}\t{base64_number(len(data))}\t{base64_number(len(encoded))}\n"
        data += encoded
    (folder / "small.index").write_text(index, encoding="utf-8")
    (folder / ("small.dict.dz" if packed else "small.dict")).write_bytes(dictzip(data) if packed else data)
    return folder / "small.index"


def make_stardict(folder: Path, *, types: str = "m", bits: int = 32, zipped: bool = False) -> Path:
    data, index = b"", b""
    for word, text in ENTRIES:
        article = {"m": text.encode(), "h": f"<b>{word}</b><br>{text.replace('<', '&lt;')}".encode()}.get(types)
        if article is None:  # every part with its own type: phonetics, meaning, then a picture
            article = b"tfo.netik\0m" + text.encode() + b"\0P" + struct.pack(">I", 3) + b"\x89PN"
        index += word.encode() + b"\0" + struct.pack(">QI" if bits == 64 else ">II", len(data), len(article))
        data += article
    lines = ["StarDict's dict ifo file", "version=3.0.0", "bookname=Petit", f"wordcount={len(ENTRIES)}"]
    lines += [f"idxfilesize={len(index)}", f"idxoffsetbits={bits}"] + ([f"sametypesequence={types}"] if types else [])
    (folder / "petit.ifo").write_text("\n".join(lines) + "\n", encoding="utf-8")
    (folder / ("petit.idx.gz" if zipped else "petit.idx")).write_bytes(gzip.compress(index) if zipped else index)
    (folder / "petit.dict.dz").write_bytes(dictzip(data))
    (folder / "petit.syn").write_bytes(b"logis\0" + struct.pack(">I", 2) + b"astray\0" + struct.pack(">I", 99))
    return folder / "petit.ifo"


@pytest.mark.parametrize("packed", [True, False])
def test_dictd_words_are_found(tmp_path: Path, *, packed: bool) -> None:
    dictionary = Dictionary(make_dictd(tmp_path, packed=packed))
    assert dictionary.name == "A small dictionary"
    assert len(dictionary) == len(ENTRIES)
    (article,) = dictionary.look_up("parler")
    assert (article.headword, article.text, article.dictionary) == ("parler", "speak, talk", "A small dictionary")


@pytest.mark.parametrize(
    ("types", "bits", "zipped"), [("m", 32, False), ("m", 64, True), ("h", 32, True), ("", 32, False)]
)
def test_stardict_words_are_found(tmp_path: Path, types: str, bits: int, *, zipped: bool) -> None:
    dictionary = Dictionary(make_stardict(tmp_path, types=types, bits=bits, zipped=zipped))
    assert dictionary.name == "Petit"
    (article,) = dictionary.look_up("parler")
    assert article.headword == "parler"
    assert article.text.endswith("speak, talk")
    assert "\0" not in article.text
    assert "<b>" not in article.text


def test_a_synonym_leads_to_its_article(tmp_path: Path) -> None:
    dictionary = Dictionary(make_stardict(tmp_path))
    assert [a.text for a in dictionary.look_up("logis")] == ["maison <n, fem>\nhouse"]
    assert dictionary.look_up("astray") == []


def test_the_exact_spelling_comes_first(tmp_path: Path) -> None:
    dictionary = Dictionary(make_dictd(tmp_path))
    assert [a.headword for a in dictionary.look_up("maison")] == ["maison", "Maison"]
    assert [a.headword for a in dictionary.look_up("Maison")] == ["Maison", "maison"]
    assert [a.headword for a in dictionary.look_up("maison", limit=1)] == ["maison"]


@pytest.mark.parametrize(
    ("word", "headword"),
    [
        *(("ABANDONNÉ", "abandonné"), ("abandonne", "abandonné"), ("coeur", "cœur"), ("CŒUR", "cœur")),
        *(("maisons", "maison"), ("parlaient", "parler"), ("parlé", "parler"), ("abandonnées", "abandonné")),
    ],
)
def test_case_accents_ligatures_and_inflections_are_folded(tmp_path: Path, word: str, headword: str) -> None:
    assert Dictionary(make_dictd(tmp_path)).look_up(word)[0].headword == headword


def test_an_unknown_word_has_no_article(tmp_path: Path) -> None:
    dictionary = Dictionary(make_dictd(tmp_path))
    assert dictionary.look_up("zygomatique") == dictionary.look_up("") == dictionary.look_up("00-database-short") == []


def test_articles_across_many_chunks_are_whole(tmp_path: Path) -> None:
    long = " ".join(f"sens{n}" for n in range(2000))
    dictionary = Dictionary(make_dictd(tmp_path, entries=(("a", "x"), ("b", long), ("c", "y"))))
    assert dictionary.look_up("b")[0].text == long
    assert dictionary.look_up("c")[0].text == "y"


def test_dictionaries_are_found_in_folders(tmp_path: Path) -> None:
    inner = tmp_path / "stardict" / "petit"
    inner.mkdir(parents=True)
    ifo, index = make_stardict(inner), make_dictd(tmp_path)
    (tmp_path / "lonely.ifo").write_text("StarDict's dict ifo file\n")
    assert set(find_dictionaries([tmp_path, tmp_path / "absent"])) == {ifo, index}


def test_a_damaged_dictionary_does_not_hide_the_others(tmp_path: Path) -> None:
    good, bad = tmp_path / "good", tmp_path / "bad"
    good.mkdir()
    bad.mkdir()
    whole, broken = Dictionary(make_dictd(good)), Dictionary(make_dictd(bad, packed=False))
    (bad / "small.dict").write_bytes(b"")
    assert [a.text for a in look_up("parler", [broken, whole])] == ["speak, talk"]
    with pytest.raises(DictionaryError, match="beyond the end"):
        broken.look_up("parler")


@pytest.mark.parametrize(
    ("offset", "length"), [(-1, 5), (0, -1), (1 << 60, 5), (0, 1 << 40), (10, 1 << 20), (1 << 62, 1)]
)
@pytest.mark.parametrize("packed", [True, False])
def test_hostile_offsets_are_refused(tmp_path: Path, offset: int, length: int, *, packed: bool) -> None:
    path = make_dictd(tmp_path, packed=packed)
    store = Store(path.with_suffix(".dict.dz" if packed else ".dict"))
    with pytest.raises(DictionaryError):
        store.read(offset, length)


def test_plain_gzip_is_refused_with_advice(tmp_path: Path) -> None:
    path = make_dictd(tmp_path)
    (tmp_path / "small.dict.dz").write_bytes(gzip.compress(b"x" * 100))
    with pytest.raises(DictionaryError, match="dictzip"):
        Dictionary(path)


def test_an_index_that_swells_is_refused(tmp_path: Path) -> None:
    path = make_stardict(tmp_path)
    (tmp_path / "petit.idx").unlink()
    (tmp_path / "petit.idx.gz").write_bytes(gzip.compress(bytes((1 << 27) + 10), 1))
    with pytest.raises(DictionaryError, match="too large"):
        Dictionary(path).look_up("maison")


@pytest.mark.parametrize("content", [b"", b"bookname=x", b"StarDict's dict ifo file\nidxoffsetbits=7\n"])
def test_a_file_that_is_no_ifo_is_refused(tmp_path: Path, content: bytes) -> None:
    path = make_stardict(tmp_path)
    path.write_bytes(content)
    with pytest.raises(DictionaryError):
        Dictionary(path)


def test_terminal_control_never_reaches_the_screen() -> None:
    assert article_text(b"red \x1b[31malert\x07\x9b", None) == "red [31malert\ufffd"
    assert article_text("a\u202eb".encode(), None) == "ab"


@settings(max_examples=150, deadline=None)
@given(st.binary(max_size=300), st.sampled_from(["", "m", "h", "tm", "Pm", "mP"]))
def test_any_bytes_make_an_article(content: bytes, types: str) -> None:
    assert isinstance(article_text(content, types), str)


@settings(max_examples=150, deadline=None)
@given(st.binary(max_size=300))
def test_any_bytes_make_an_index(content: bytes) -> None:
    for place in (*stardict_places(content, 32), *stardict_places(content, 64), *dictd_places(content)):
        assert place.offset >= 0
        assert place.length >= 0


@settings(max_examples=150, deadline=None)
@given(damage=st.lists(st.tuples(st.integers(0, 400), st.integers(0, 255)), min_size=1, max_size=6))
def test_a_damaged_file_gives_an_article_or_a_plain_error(
    tmp_path_factory: pytest.TempPathFactory, damage: list[tuple[int, int]]
) -> None:
    folder = tmp_path_factory.mktemp("damaged")
    path = make_dictd(folder)
    data = bytearray((folder / "small.dict.dz").read_bytes())
    for place, value in damage:
        data[place % len(data)] = value
    (folder / "small.dict.dz").write_bytes(data)
    told = ""
    try:
        articles = Dictionary(path).look_up("maison")
    except DictionaryError as error:
        told = str(error)
    assert (len(told.splitlines()) == 1) if told else (len(articles) == 2)


def test_the_info_file_is_read_with_a_byte_order_mark() -> None:
    info = parse_info("\ufeffStarDict's dict ifo file\nbookname = Littré\nsametypesequence=m\n".encode())
    assert (info.name, info.types, info.offset_bits) == ("Littré", "m", 32)


@pytest.fixture(scope="module")
def freedict() -> Path:
    """FreeDict's French-English dictionary as Debian installs it (dict-freedict-fra-eng)."""
    installed = Path("/usr/share/dictd/freedict-fra-eng.index")
    if not installed.is_file():
        pytest.skip("Debian's dict-freedict-fra-eng is not installed")
    return installed


def test_freedict_is_read(freedict: Path) -> None:
    (path,) = [p for p in find_dictionaries([freedict.parent]) if p == freedict]
    dictionary = Dictionary(path)
    assert len(dictionary) > 8000
    assert "FreeDict" in dictionary.name
    assert "house" in dictionary.look_up("Maisons")[0].text
    assert "heart" in dictionary.look_up("coeur")[0].text
    assert dictionary.look_up("parlaient")[0].headword == "parler"
    every = [dictionary.look_up(place.word, limit=1) for place in dictionary._places[::40]]
    assert all(found and found[0].text for found in every)


def test_littre_is_read() -> None:
    path = Path("/usr/share/stardict/dic/XMLittre.ifo")
    if not path.is_file():
        pytest.skip("stardict-xmlittre is not installed")
    dictionary = Dictionary(path)
    assert len(dictionary) > 100_000
    assert dictionary.look_up("maisons")[0].text.startswith("(mê-zon)")
