"""Where config, data, cache and packages live. Looking a path up never creates it."""

from __future__ import annotations

import json
import os
from pathlib import Path

import platformdirs

__all__ = [
    "argos_packages",
    "cache_folder",
    "config_file",
    "config_folder",
    "data_folder",
    "looks_file",
    "memory_file",
    "shipped_models",
]

_NAME = "fr-en-reader"


def config_folder() -> Path:
    """The folder of the config file and the user's glossary."""
    return Path(os.environ.get("READER_CONFIG_DIR") or platformdirs.user_config_dir(_NAME, appauthor=False))


def config_file() -> Path:
    """The config file."""
    return config_folder() / "config.toml"


def data_folder() -> Path:
    """The folder of what the user has made: the memory."""
    return Path(os.environ.get("READER_DATA_DIR") or platformdirs.user_data_dir(_NAME, appauthor=False))


def memory_file() -> Path:
    """The translation memory and the shelf."""
    return data_folder() / "memory.sqlite3"


def looks_file() -> Path:
    """What the user has chosen by key of the looks of the terminal reader."""
    return data_folder() / "display.json"


def cache_folder() -> Path:
    """The folder of what can be made again: the embedded MT package, unpacked."""
    return Path(os.environ.get("READER_CACHE_DIR") or platformdirs.user_cache_dir(_NAME, appauthor=False))


def argos_packages() -> Path:
    """The folder that argostranslate installs its packages into: as its environment says, its settings file, or by default."""
    named = os.environ.get("ARGOS_PACKAGES_DIR") or _argos_setting("ARGOS_PACKAGES_DIR")
    if named:
        return Path(named)
    return Path(os.environ.get("XDG_DATA_HOME") or Path.home() / ".local" / "share") / "argos-translate" / "packages"


def _argos_setting(name: str) -> str:
    """A setting of argostranslate's own file, read without importing it: that would make folders."""
    folder = Path(os.environ.get("XDG_CONFIG_HOME") or Path.home() / ".config")
    try:
        settings = json.loads((folder / "argos-translate" / "settings.json").read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return ""
    return str(settings.get(name) or "") if isinstance(settings, dict) else ""


def shipped_models() -> Path:
    """The folder of what ships with the program: the MT package and the lexicon.

    In an installed wheel it stands inside the package; in a checkout it is ``models/`` beside it.
    """
    inside = Path(__file__).parent / "data" / "models"
    return inside if inside.is_dir() else Path(__file__).parent.parent / "models"
