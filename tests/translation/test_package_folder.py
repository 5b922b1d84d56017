from __future__ import annotations

import json
from pathlib import Path

import pytest

from reader.errors import PackageError
from reader.translation import Package, open_package


def make(folder: Path, metadata: object) -> Path:
    (folder / "model").mkdir(parents=True)
    (folder / "model" / "model.bin").write_bytes(b"x")
    (folder / "metadata.json").write_text(json.dumps(metadata), encoding="utf-8")
    return folder


def test_the_shipped_package(shipped_package: Package) -> None:
    assert (shipped_package.from_code, shipped_package.to_code) == ("fr", "en")
    assert shipped_package.name == "fr_en"
    assert shipped_package.id.startswith("fr_en-")


def test_what_metadata_say(tmp_path: Path) -> None:
    package = open_package(
        make(tmp_path / "p", {"from_code": "fr", "to_code": "es", "package_version": "1.9", "target_prefix": "__es__"})
    )
    assert (package.id, package.target_prefix) == ("fr_es-1.9", "__es__")


@pytest.mark.parametrize(
    ("said", "weight"), [(0.3, 0.3), (1, 1.0), (-1, 0.0), ("much", 0.0), (None, 0.0), (1e300, 0.0), (float("nan"), 0.0)]
)
def test_how_much_the_lexicon_counts(tmp_path: Path, said: object, weight: float) -> None:
    folder = make(tmp_path / "p", {"from_code": "fr", "to_code": "en", "lexicon_weight": said})
    assert open_package(folder).lexicon_weight == weight


def test_one_line_for_each_fault(tmp_path: Path) -> None:
    with pytest.raises(PackageError, match="no MT package"):
        open_package(tmp_path / "none")
    with pytest.raises(PackageError, match=r"metadata\.json cannot be read"):
        open_package(tmp_path)
    with pytest.raises(PackageError, match="does not say its to_code"):
        open_package(make(tmp_path / "a", {"from_code": "fr"}))
    with pytest.raises(PackageError, match="holds no object"):
        open_package(make(tmp_path / "b", []))
    broken = make(tmp_path / "c", {"from_code": "fr", "to_code": "en"})
    (broken / "model" / "model.bin").unlink()
    with pytest.raises(PackageError, match=r"no model/model\.bin"):
        open_package(broken)
    (broken / "metadata.json").write_text("{")
    with pytest.raises(PackageError, match="damaged"):
        open_package(broken)
    packed = tmp_path / "x.argosmodel"
    packed.write_bytes(b"PK")
    with pytest.raises(PackageError, match="still packed"):
        open_package(packed)
