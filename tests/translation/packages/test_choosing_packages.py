"""Which package is taken, and how the embedded one is unpacked."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

import pytest

from reader.errors import PackageError
from reader.translation.packages import choose_chain, choose_package, embedded_package, find_packages, named_package
from reader.translation.packages_versions import version_key

SHIPPED = Path(__file__).parents[3] / "models"
[_ARCHIVE] = SHIPPED.glob("*.argosmodel")
EMBEDDED = f"fr_en-{_ARCHIVE.stem.rpartition('-')[2].replace('_', '.')}"


def make_package(folder: Path, source: str, target: str, version: str) -> Path:
    (folder / "model").mkdir(parents=True)
    (folder / "model" / "model.bin").write_bytes(b"weights")
    metadata = {"package_version": version, "from_code": source, "to_code": target}
    (folder / "metadata.json").write_text(json.dumps(metadata), encoding="utf-8")
    return folder


@pytest.fixture
def installed(tmp_path: Path) -> Path:
    home = tmp_path / "installed"
    for source, target, version in [
        ("fr", "en", "1.9"),
        ("fr", "en", "1.10"),
        ("fr", "es", "1.0"),
        ("es", "en", "1.0"),
    ]:
        make_package(home / f"translate-{source}_{target}-{version.replace('.', '_')}", source, target, version)
    (home / "broken").mkdir()
    (home / "a file").write_text("not a package", encoding="utf-8")
    return home


def test_versions_sort_by_their_numbers() -> None:
    versions = ["1.10", "1.9", "2.0", "1.9.1", "1.0b", "1.0", ""]
    assert sorted(versions, key=version_key) == ["", "1.0b", "1.0", "1.9", "1.9.1", "1.10", "2.0"]


def test_broken_folders_are_passed_over_and_the_newest_comes_first(installed: Path) -> None:
    found = [p.id for p in find_packages(folders=[installed, installed / "missing"])]
    assert found == ["es_en-1.0", "fr_en-1.10", "fr_en-1.9", "fr_es-1.0"]


def test_an_installed_package_goes_before_the_embedded_one(installed: Path, tmp_path: Path) -> None:
    assert choose_package(folders=[installed], shipped=SHIPPED, cache=tmp_path / "cache").id == "fr_en-1.10"
    assert not (tmp_path / "cache").exists()


def test_nothing_installed_means_the_embedded_one(tmp_path: Path) -> None:
    package = choose_package(folders=[tmp_path / "none"], shipped=SHIPPED, cache=tmp_path / "cache")
    assert package.name == "fr_en"
    assert package.path.is_relative_to(tmp_path / "cache")


@pytest.mark.parametrize(
    ("wanted", "found"),
    [("fr_en", "fr_en-1.10"), ("translate-fr_en", "fr_en-1.10"), ("fr_en-1.9", "fr_en-1.9"), ("embedded", EMBEDDED),
     (EMBEDDED, EMBEDDED), ("translate-fr_en-1_9", "fr_en-1.9")],
)  # fmt: skip
def test_a_package_is_found_by_name_and_id(installed: Path, tmp_path: Path, wanted: str, found: str) -> None:
    assert choose_package(wanted, folders=[installed], shipped=SHIPPED, cache=tmp_path).id == found


def test_a_package_is_found_by_path_packed_or_not(installed: Path, tmp_path: Path) -> None:
    folder = installed / "translate-fr_en-1_9"
    assert choose_package(str(folder), folders=[], shipped=tmp_path, cache=tmp_path).path == folder
    [archive] = SHIPPED.glob("translate-fr_en-*.argosmodel")
    moved = shutil.copy(archive, tmp_path / "mine.argosmodel")
    assert choose_package(str(moved), folders=[], shipped=tmp_path, cache=tmp_path).path.parent == tmp_path / "packages"


def test_an_unknown_name_says_what_there_is(installed: Path, tmp_path: Path) -> None:
    with pytest.raises(PackageError, match=r"called fr_de; there are: .*fr_en-1\.9") as caught:
        choose_package("fr_de", folders=[installed], shipped=SHIPPED, cache=tmp_path)
    assert "reader packages install" in caught.value.hint


def test_a_package_of_another_direction_is_refused(installed: Path, tmp_path: Path) -> None:
    with pytest.raises(PackageError, match="translates fr to es, not fr to en"):
        choose_package("fr_es", folders=[installed], shipped=SHIPPED, cache=tmp_path)
    assert named_package("fr_es", folders=[installed], shipped=SHIPPED, cache=tmp_path).id == "fr_es-1.0"


def test_a_pivot_is_found_where_there_is_no_direct_package_and_when_asked_for(installed: Path, tmp_path: Path) -> None:
    asked = choose_chain("fr_es+es_en", folders=[installed], shipped=SHIPPED, cache=tmp_path)
    assert [p.name for p in asked] == ["fr_es", "es_en"]
    for folder in installed.glob("translate-fr_en-*"):
        shutil.rmtree(folder)
    found = choose_chain(folders=[installed], shipped=tmp_path / "nothing", cache=tmp_path)
    assert [p.name for p in found] == ["fr_es", "es_en"]
    with pytest.raises(PackageError, match="one package is wanted"):
        choose_package("fr_es+es_en", folders=[installed], shipped=SHIPPED, cache=tmp_path)


def test_the_embedded_package_is_unpacked_once_and_mended_when_damaged(tmp_path: Path) -> None:
    first = embedded_package(tmp_path, shipped=SHIPPED)
    inode = (first.path / "model" / "model.bin").stat().st_ino
    assert embedded_package(tmp_path, shipped=SHIPPED) == first
    assert (first.path / "model" / "model.bin").stat().st_ino == inode
    (first.path / "model" / "model.bin").write_bytes(b"cut short")
    mended = embedded_package(tmp_path, shipped=SHIPPED)
    assert mended == first
    assert (mended.path / "model" / "model.bin").stat().st_size > 1_000_000
    assert [p.name for p in (tmp_path / "packages").iterdir()] == [first.path.name]


def test_many_processes_may_unpack_the_embedded_package_at_once(tmp_path: Path) -> None:
    program = (
        "import sys; from pathlib import Path; from reader.translation.packages import embedded_package;"
        "print(embedded_package(Path(sys.argv[1]), shipped=Path(sys.argv[2])).path)"
    )
    command = [sys.executable, "-c", program, str(tmp_path), str(SHIPPED)]
    running = [subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True) for _ in range(4)]
    answers = [process.communicate(timeout=300) for process in running]
    assert [process.returncode for process in running] == [0] * 4, answers
    assert len({out for out, _ in answers}) == 1
    assert len(list((tmp_path / "packages").iterdir())) == 1


def test_a_reinstalled_archive_of_the_same_bytes_is_not_unpacked_again(tmp_path: Path) -> None:
    [archive] = SHIPPED.glob("translate-fr_en-*.argosmodel")
    shipped = tmp_path / "shipped"
    shipped.mkdir()
    shutil.copyfile(archive, shipped / archive.name)
    first = embedded_package(tmp_path, shipped=shipped)
    inode = (first.path / "model" / "model.bin").stat().st_ino
    os.utime(shipped / archive.name, (1, 1))
    assert embedded_package(tmp_path, shipped=shipped) == first
    assert (first.path / "model" / "model.bin").stat().st_ino == inode


@pytest.fixture
def temporary(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    folder = tmp_path / "tmp"
    folder.mkdir()
    monkeypatch.setattr(tempfile, "tempdir", str(folder))
    return folder


def test_where_the_cache_cannot_be_written_a_temporary_folder_serves(tmp_path: Path, temporary: Path) -> None:
    (tmp_path / "packages").write_text("a file where a folder should be", encoding="utf-8")
    package = embedded_package(tmp_path, shipped=SHIPPED)
    assert package.path.is_relative_to(temporary)
    assert package.path.parent.stat().st_mode & 0o077 == 0
    assert embedded_package(tmp_path, shipped=SHIPPED) == package


def test_a_temporary_folder_that_somebody_else_made_is_not_used(tmp_path: Path, temporary: Path) -> None:
    (tmp_path / "packages").write_text("a file where a folder should be", encoding="utf-8")
    (tmp_path / "elsewhere").mkdir()
    (temporary / f"fr-en-reader-{os.getuid()}").symlink_to(tmp_path / "elsewhere")
    with pytest.raises(PackageError, match="cannot be written"):
        embedded_package(tmp_path, shipped=SHIPPED)
    assert list((tmp_path / "elsewhere").iterdir()) == []


def test_a_pivot_may_have_a_path_and_the_embedded_package_in_it(installed: Path, tmp_path: Path) -> None:
    path = str(installed / "translate-fr_es-1_0")
    with pytest.raises(PackageError, match="translates fr to es"):
        choose_chain(path, folders=[], shipped=SHIPPED, cache=tmp_path)
    with pytest.raises(PackageError, match="translates fr to es, fr to en"):
        choose_chain("fr_es+embedded", folders=[installed], shipped=SHIPPED, cache=tmp_path)


def test_where_there_is_nothing_it_is_said(tmp_path: Path) -> None:
    for wanted in (None, "embedded"):
        with pytest.raises(PackageError, match="no MT package ships in"):
            choose_chain(wanted, folders=[tmp_path], shipped=tmp_path, cache=tmp_path)
    with pytest.raises(PackageError, match="there are: none"):
        choose_chain("fr_en", folders=[tmp_path], shipped=tmp_path, cache=tmp_path)
    with pytest.raises(PackageError, match="no MT package at"):
        choose_chain("./nowhere", folders=[], shipped=SHIPPED, cache=tmp_path)


def test_a_damaged_record_only_means_to_unpack_again(tmp_path: Path) -> None:
    package = embedded_package(tmp_path, shipped=SHIPPED)
    for text in ("", "[]", "{}", '{"files": 7}'):
        (package.path / "unpacked.json").write_text(text, encoding="utf-8")
        assert embedded_package(tmp_path, shipped=SHIPPED) == package
        assert json.loads((package.path / "unpacked.json").read_text(encoding="utf-8"))["files"]
