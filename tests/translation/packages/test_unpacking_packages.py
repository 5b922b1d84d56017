"""What an archive may hold, and what none should."""

from __future__ import annotations

import stat
import struct
import warnings
import zipfile
from collections.abc import Callable
from pathlib import Path

import pytest

from reader.errors import PackageError
from reader.translation.packages_unpack import Limits, look_into, put_in_place, record_of, staging, unpack

ArchiveMaker = Callable[..., Path]


def member(name: str, kind: int = 0, flags: int = 0) -> zipfile.ZipInfo:
    info = zipfile.ZipInfo(name)
    info.external_attr = (kind | 0o644) << 16
    info.flag_bits |= flags
    return info


def everything_below(folder: Path) -> list[str]:
    return sorted(p.relative_to(folder).as_posix() for p in folder.rglob("*") if p.is_file())


def test_files_come_out_with_size_and_hash(make_archive: ArchiveMaker, tmp_path: Path) -> None:
    records = unpack(make_archive(extra={"fr_en/stanza/deep/er/x": b"x" * 99}), tmp_path / "out")
    assert everything_below(tmp_path / "out") == sorted(records)
    assert set(records) == {"metadata.json", "model/model.bin", "stanza/deep/er/x"}
    assert all(record_of(tmp_path / "out" / name) == record for name, record in records.items())


@pytest.mark.parametrize(
    "name",
    ["../evil", "fr_en/../../evil", "/etc/evil", "C:/evil", "fr_en\\..\\evil", "fr_en/a\x01b", "fr_en/" + "x" * 300,
     "fr_en/" + "d/" * 30 + "x", "\\\\server\\share"],
)  # fmt: skip
def test_paths_that_lead_elsewhere_are_refused(make_archive: ArchiveMaker, tmp_path: Path, name: str) -> None:
    archive = make_archive(extra={member(name): b"evil"})
    with pytest.raises(PackageError, match=r"leads outside|no file should have"):
        unpack(archive, tmp_path / "deep" / "out")
    assert not (tmp_path / "deep").exists()


@pytest.mark.parametrize("kind", [stat.S_IFLNK, stat.S_IFIFO, stat.S_IFCHR, stat.S_IFSOCK])
def test_links_and_devices_are_refused(make_archive: ArchiveMaker, tmp_path: Path, kind: int) -> None:
    archive = make_archive(extra={member("fr_en/link", kind): b"/etc/passwd"})
    with pytest.raises(PackageError, match="link or a device"):
        unpack(archive, tmp_path / "out")


@pytest.mark.parametrize("name", ["fr_en/metadata.json", "fr_en/METADATA.json", "fr_en/./metadata.json"])
def test_a_member_that_stands_there_twice_is_refused(make_archive: ArchiveMaker, tmp_path: Path, name: str) -> None:
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        archive = make_archive(extra={name: b"{}"})
    with pytest.raises(PackageError, match="twice"):
        unpack(archive, tmp_path / "out")


def test_a_file_where_a_folder_should_be_is_refused(make_archive: ArchiveMaker, tmp_path: Path) -> None:
    with pytest.raises(PackageError, match="both file and folder"):
        unpack(make_archive(extra={"fr_en/model/model.bin/x": b""}), tmp_path / "out")


def test_a_bomb_is_refused_before_it_is_unpacked(make_archive: ArchiveMaker, tmp_path: Path) -> None:
    archive = make_archive(weights=b"\0" * (30 << 20))
    assert archive.stat().st_size < 100_000
    with pytest.raises(PackageError, match="bomb"):
        unpack(archive, tmp_path / "out")
    with pytest.raises(PackageError, match="10 members"):
        unpack(make_archive(extra={f"fr_en/{n}": b"" for n in range(8)}), tmp_path / "out", limits=Limits(members=9))
    assert not (tmp_path / "out").exists()


def test_a_member_longer_than_it_declares_is_stopped(make_archive: ArchiveMaker, tmp_path: Path) -> None:
    archive = make_archive(weights=b"0123456789" * 100_000)
    data = bytearray(archive.read_bytes())
    for signature, offset in ((b"PK\x03\x04", 22), (b"PK\x01\x02", 24)):
        at = data.index(b"model/model.bin", data.index(signature)) if signature == b"PK\x03\x04" else 0
        at = data.rindex(signature, 0, at or data.rindex(b"model/model.bin"))
        struct.pack_into("<I", data, at + offset, 1000)
    archive.write_bytes(data)
    with pytest.raises(PackageError, match="damaged"):
        unpack(archive, tmp_path / "out")
    written = tmp_path / "out" / "model" / "model.bin"
    assert not written.exists() or written.stat().st_size <= 1 << 20


def test_bytes_that_have_changed_are_found_by_their_checksum(make_archive: ArchiveMaker, tmp_path: Path) -> None:
    archive = make_archive(weights=bytes(range(256)) * 40)
    data = bytearray(archive.read_bytes())
    at = data.index(b"model/model.bin") + 100
    data[at] ^= 0xFF
    archive.write_bytes(data)
    with pytest.raises(PackageError, match="damaged"):
        unpack(archive, tmp_path / "out")


@pytest.mark.parametrize("cut", [0, 10, 100, -1, -30])
def test_a_cut_archive_is_no_package(make_archive: ArchiveMaker, tmp_path: Path, cut: int) -> None:
    archive = make_archive()
    archive.write_bytes(archive.read_bytes()[:cut])
    with pytest.raises(PackageError, match="no package, or a damaged one"):
        unpack(archive, tmp_path / "out")


def test_every_byte_changed_alone_breaks_it_or_does_no_harm(make_archive: ArchiveMaker, tmp_path: Path) -> None:
    archive = make_archive(weights=b"abc" * 10)
    sound = archive.read_bytes()
    outcomes = set()
    for at in range(len(sound)):
        changed = bytearray(sound)
        changed[at] ^= 0x55
        archive.write_bytes(changed)
        with staging(tmp_path / "stages") as stage:
            try:
                unpack(archive, stage / "out")
                outcomes.add("unpacked")
            except PackageError:
                outcomes.add("refused")
        assert sorted(p.name for p in tmp_path.iterdir()) == ["archives", "stages"]
    assert outcomes == {"unpacked", "refused"}
    assert list((tmp_path / "stages").iterdir()) == []


def test_an_encrypted_member_is_refused(make_archive: ArchiveMaker, tmp_path: Path) -> None:
    archive = make_archive()
    data = bytearray(archive.read_bytes())
    for signature, offset in ((b"PK\x03\x04", 6), (b"PK\x01\x02", 8)):
        at = data.index(signature)
        data[at + offset] |= 1
    archive.write_bytes(data)
    with pytest.raises(PackageError, match="is encrypted"):
        unpack(archive, tmp_path / "out")


def test_what_is_no_package_is_said(tmp_path: Path) -> None:
    with pytest.raises(PackageError, match="no package file at"):
        look_into(tmp_path / "none")
    other = tmp_path / "other.zip"
    with zipfile.ZipFile(other, "w") as archive:
        archive.writestr("readme.txt", "hello")
    with pytest.raises(PackageError, match=r"no metadata\.json"):
        look_into(other)
    for metadata in (b"[]", b"{", b"\xff\xfe", b"[" * 100_000):
        with zipfile.ZipFile(other, "w") as archive:
            archive.writestr("x/metadata.json", metadata)
        with pytest.raises(PackageError, match=r"metadata\.json is damaged"):
            look_into(other)


def test_a_package_without_a_top_folder_is_read_too(tmp_path: Path) -> None:
    path = tmp_path / "flat.argosmodel"
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr("metadata.json", "{}")
        archive.writestr("model/model.bin", b"x")
    assert sorted(unpack(path, tmp_path / "out")) == ["metadata.json", "model/model.bin"]


def test_the_second_of_two_processes_does_not_write_over_the_first(tmp_path: Path) -> None:
    for name in ("one", "two"):
        (tmp_path / name).mkdir()
        (tmp_path / name / "file").write_text(name, encoding="utf-8")
    assert put_in_place(tmp_path / "one", tmp_path / "there")
    assert not put_in_place(tmp_path / "two", tmp_path / "there")
    assert (tmp_path / "there" / "file").read_text(encoding="utf-8") == "one"
