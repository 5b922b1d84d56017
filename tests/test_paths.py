from __future__ import annotations

import json
from pathlib import Path

import pytest

from reader import paths


def test_looking_a_path_up_makes_nothing(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("READER_CONFIG_DIR", "READER_DATA_DIR", "READER_CACHE_DIR", "ARGOS_PACKAGES_DIR"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setenv("HOME", str(tmp_path / "home"))
    for place in (paths.config_file(), paths.memory_file(), paths.cache_folder(), paths.argos_packages()):
        assert not place.exists()
    assert not (tmp_path / "home").exists()


def test_what_ships_is_found() -> None:
    assert list(paths.shipped_models().glob("*.argosmodel"))


def test_packages_lie_where_argostranslate_puts_them(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("ARGOS_PACKAGES_DIR")
    monkeypatch.setenv("XDG_DATA_HOME", str(tmp_path / "data"))
    monkeypatch.setenv("XDG_CONFIG_HOME", str(tmp_path / "config"))
    assert paths.argos_packages() == tmp_path / "data" / "argos-translate" / "packages"
    settings = tmp_path / "config" / "argos-translate" / "settings.json"
    settings.parent.mkdir(parents=True)
    settings.write_text(json.dumps({"ARGOS_PACKAGES_DIR": "/elsewhere"}), encoding="utf-8")
    assert paths.argos_packages() == Path("/elsewhere")
    settings.write_text("broken", encoding="utf-8")
    assert paths.argos_packages() == tmp_path / "data" / "argos-translate" / "packages"
    monkeypatch.setenv("ARGOS_PACKAGES_DIR", "/named")
    assert paths.argos_packages() == Path("/named")
