from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from reader.errors import PackageError
from reader.translation import Package
from reader.translation.bpe import BpeTokenizer
from reader.translation.tokenizer import open_tokenizer


def test_sentencepiece_there_and_back(shipped_package: Package) -> None:
    tokenizer = open_tokenizer(shipped_package)
    text = "Le préfet de police a parlé."
    pieces = tokenizer.encode([text, ""])
    assert pieces[1] == []
    assert tokenizer.decode(pieces) == [text, ""]


def test_a_package_without_tokenizer(tmp_path: Path, shipped_package: Package) -> None:
    with pytest.raises(PackageError, match="neither"):
        open_tokenizer(replace(shipped_package, path=tmp_path))
    (tmp_path / "sentencepiece.model").write_bytes(b"nothing")
    with pytest.raises(PackageError, match="damaged"):
        open_tokenizer(replace(shipped_package, path=tmp_path))


@pytest.fixture
def bpe(tmp_path: Path) -> BpeTokenizer:
    (tmp_path / "bpe.model").write_text("#version: 0.2\nm a\ni r\nma ir\nmair e</w>\nl e</w>\n", encoding="utf-8")
    return BpeTokenizer(tmp_path / "bpe.model")


def test_bpe_merges_in_the_order_of_the_file(bpe: BpeTokenizer) -> None:
    assert bpe.encode(["le maire", "mairl"]) == [["le", "maire"], ["mair@@", "l"]]


def test_bpe_splits_punctuation_and_elisions_as_moses_does(bpe: BpeTokenizer) -> None:
    words = " ".join(bpe.encode(["l’eau, «3,5»!"])[0]).replace("@@ ", "")
    assert words == "l&apos; eau , &quot; 3,5 &quot; !"


def test_bpe_decodes(bpe: BpeTokenizer) -> None:
    said = ["The", "ma@@", "yor", "didn", "&apos;t", "say", "&quot;", "yes", "&quot;", ",", "(", "no", ")", "."]
    assert bpe.decode([said, []]) == ['The mayor didn\'t say "yes", (no).', ""]


def test_a_bpe_file_without_merges(tmp_path: Path) -> None:
    (tmp_path / "bpe.model").write_text("#version: 0.2\na b c\n", encoding="utf-8")
    with pytest.raises(PackageError, match="merges"):
        BpeTokenizer(tmp_path / "bpe.model")
