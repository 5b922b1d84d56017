"""Archives to unpack and to install, good ones and bad ones."""

from __future__ import annotations

import json
import tempfile
import zipfile
from collections.abc import Callable
from pathlib import Path

import pytest

ArchiveMaker = Callable[..., Path]


@pytest.fixture(autouse=True)
def own_temporary_folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The embedded package is found wherever it has been unpacked to, so nothing of others may be near."""
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path))
    monkeypatch.setenv("TMPDIR", str(tmp_path))  # for the processes that a test starts


@pytest.fixture
def make_archive(tmp_path: Path) -> ArchiveMaker:
    """Makes a small .argosmodel file: sound as to its form, though it translates nothing."""

    def make(
        name: str = "translate-fr_en-1_0.argosmodel",
        *,
        pair: tuple[str, str] = ("fr", "en"),
        version: str = "1.0",
        weights: bytes = b"weights",
        extra: dict[str | zipfile.ZipInfo, bytes] | None = None,
    ) -> Path:
        path = tmp_path / "archives" / name
        path.parent.mkdir(exist_ok=True)
        metadata = {"package_version": version, "from_code": pair[0], "to_code": pair[1]}
        with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
            archive.writestr(f"{pair[0]}_{pair[1]}/metadata.json", json.dumps(metadata))
            archive.writestr(f"{pair[0]}_{pair[1]}/model/model.bin", weights)
            for member, data in (extra or {}).items():
                archive.writestr(member, data)
        return path

    return make
