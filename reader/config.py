"""The configuration: one frozen value, from file < environment < options.

The file is TOML (``paths.config_file()``), its tables and keys are those of ``Config``; the environment's names are
``READER_`` and the key in capitals, a table's key after two underscores: ``READER_TRANSLATION__THREADS=2``. A key that
nobody knows is an error that names the nearest one; a variable of another form is only told of (``unknown_variables``).
"""

from __future__ import annotations

import dataclasses
import os
import reprlib
import tomllib
import types
import typing
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path

from reader.errors import ConfigError

__all__ = ["Config", "DisplayConfig", "MemoryConfig", "TranslationConfig", "load_config", "unknown_variables"]

_PREFIX = "READER_"
# Variables of the same prefix that are no keys: they move the folders (see paths), or show where a fault is.
_NOT_KEYS = frozenset({"READER_CONFIG_DIR", "READER_DATA_DIR", "READER_CACHE_DIR", "READER_TRACEBACK"})


@dataclass(frozen=True, slots=True)
class TranslationConfig:
    """How the machine translates.

    ``package``: name or path of the MT package, empty for the best there is. ``threads``: 0 for as many as the machine
    has cores. ``device``: ``cpu`` or ``cuda``. ``build_on_human``: use the terms that a document's human English settles.
    """

    package: str = ""
    beam_size: int = field(default=4, metadata={"least": 1})
    threads: int = field(default=0, metadata={"least": 0})
    device: str = field(default="cpu", metadata={"among": ("cpu", "cuda")})
    build_on_human: bool = True


@dataclass(frozen=True, slots=True)
class MemoryConfig:
    """The translation memory. ``path``: empty for the usual place; ``enabled``: False keeps everything in RAM only."""

    enabled: bool = True
    path: str = ""


@dataclass(frozen=True, slots=True)
class DisplayConfig:
    """What the terminal reader looks like.

    ``view``: side, stacked, french or english. ``english``: whose comes first, human or machine; or both. ``ratio``: the French column's share of the width in per cent.
    ``width``: most columns that the text takes, 0 for all. ``spacing``: empty lines between rows. ``language``: en or fr,
    empty for the terminal's own.
    """

    theme: str = "dark"
    view: str = field(default="side", metadata={"among": ("side", "stacked", "french", "english")})
    english: str = field(default="human", metadata={"among": ("human", "machine", "both")})
    ratio: int = field(default=50, metadata={"least": 20, "most": 80})
    width: int = field(default=0, metadata={"least": 0})
    spacing: int = field(default=0, metadata={"least": 0, "most": 2})
    language: str = field(default="", metadata={"among": ("", "en", "fr")})


@dataclass(frozen=True, slots=True)
class Config:
    """Everything that can be configured. ``keys`` maps a binding's name to the keys that trigger it, comma-separated."""

    translation: TranslationConfig = TranslationConfig()
    memory: MemoryConfig = MemoryConfig()
    display: DisplayConfig = DisplayConfig()
    keys: Mapping[str, str] = field(default_factory=lambda: types.MappingProxyType({}))


def load_config(
    file: Path | None, *, environ: Mapping[str, str] = os.environ, options: Mapping[str, object] | None = None
) -> Config:
    """Read the configuration.

    Args:
        file: the config file; one that is not there says nothing. None: no file.
        environ: the environment.
        options: the command line's, by dotted key (``translation.package``); None values say nothing.

    Raises:
        ConfigError: the file cannot be read or is no TOML; a key is unknown; a value is of the wrong kind.
    """
    config = Config()
    for place, tree in ((str(file), _from_file(file)), ("environment", _from_environment(environ))):
        config = _merged(config, tree, place)
    given: dict[str, object] = {}
    for key, value in (options or {}).items():
        if value is not None:
            table, _, name = key.partition(".")
            typing.cast("dict[str, object]", given.setdefault(table, {}))[name] = value
    return _merged(config, given, "options")


def _from_file(file: Path | None) -> Mapping[str, object]:
    if file is None:
        return {}
    try:
        return tomllib.loads(file.read_text(encoding="utf-8"))
    except (FileNotFoundError, NotADirectoryError):
        return {}
    # Besides TOMLDecodeError, a ValueError: bytes that are no text, numbers of thousands of digits.
    except (ValueError, RecursionError) as error:
        raise ConfigError(f"{file} is no TOML: {error}", hint="mend the line, or move the file away") from error
    except OSError as error:
        raise ConfigError(f"{file} cannot be read: {error.strerror}", hint="check its permissions") from error


def _from_environment(environ: Mapping[str, str]) -> Mapping[str, object]:
    tree: dict[str, object] = {}
    for name, value in environ.items():
        if name.startswith(_PREFIX) and name not in _NOT_KEYS:
            table, _, key = name.removeprefix(_PREFIX).lower().partition("__")
            if key:
                typing.cast("dict[str, object]", tree.setdefault(table, {}))[key] = value
    return tree


def unknown_variables(environ: Mapping[str, str] = os.environ) -> tuple[str, ...]:
    """A line on each variable of the environment that has our prefix and is not heeded, with the nearest name that is.

    A table's key that nobody knows is not among them: ``load_config`` refuses it.
    """
    unknown = [
        name
        for name in sorted(environ)
        if name.startswith(_PREFIX) and name not in _NOT_KEYS and not name.removeprefix(_PREFIX).partition("__")[2]
    ]
    if not unknown:
        return ()
    from rapidfuzz import process  # noqa: PLC0415 - only a mistake needs it

    known = [
        *_NOT_KEYS,
        *(
            f"{_PREFIX}{table.name}__{key.name}".upper()
            for table in dataclasses.fields(Config)
            if table.name != "keys"
            for key in dataclasses.fields(getattr(Config(), table.name))
        ),
    ]
    nearest = [process.extractOne(name, sorted(known))[0] for name in unknown]
    return tuple(
        f"environment: {reprlib.repr(name)[1:-1]} is no setting and is not heeded (did you mean {near}?)"
        for name, near in zip(unknown, nearest, strict=True)
    )


def _merged(config: Config, tree: Mapping[str, object], place: str) -> Config:
    tables = {f.name: getattr(config, f.name) for f in dataclasses.fields(config)}
    changes: dict[str, object] = {}
    for name, values in tree.items():
        if name not in tables:
            raise _unknown(name, tables, place)
        if not isinstance(values, Mapping):
            raise ConfigError(f"{place}: {name} is a table, not a value", hint=f"write [{name}] and its keys below")
        if name == "keys":
            changes[name] = types.MappingProxyType({**config.keys, **_keys(values, place)})
            continue
        old = tables[name]
        changes[name] = dataclasses.replace(old, **_settings(values, old, f"{place}: {name}"))
    return dataclasses.replace(config, **changes)  # type: ignore[arg-type]


def _keys(values: Mapping[str, object], place: str) -> dict[str, str]:
    """The keys of the reader's actions; a digit may stand there without quotes."""
    digits = range(10)
    return {
        action: _converted(str(key) if type(key) is int and key in digits else key, str, f"{place}: keys.{action}")
        for action, key in values.items()
    }


def _settings(values: Mapping[str, object], table: object, where: str) -> dict[str, object]:
    """The settings of a table, each of its kind and within its bounds."""
    types_of = typing.get_type_hints(type(table))
    bounds = {f.name: f.metadata for f in dataclasses.fields(table)}  # type: ignore[arg-type]
    place, _, name = where.rpartition(": ")
    found: dict[str, object] = {}
    for key, given in values.items():
        if key not in types_of:
            raise _unknown(f"{name}.{key}", [f"{name}.{k}" for k in types_of], place)
        found[key] = value = _converted(given, types_of[key], f"{where}.{key}")
        if not _within(value, bounds[key]):
            raise ConfigError(f"{where}.{key} is {_shown(value)}", hint=f"it may be {_said(bounds[key])}")
    return found


def _within(value: object, bounds: Mapping[str, typing.Any]) -> bool:
    if isinstance(value, int) and not bounds.get("least", value) <= value <= bounds.get("most", value):
        return False
    return "among" not in bounds or value in bounds["among"]


def _said(bounds: Mapping[str, typing.Any]) -> str:
    """What a value may be, in words."""
    if "among" in bounds:
        return ", ".join(name or "empty" for name in bounds["among"])
    return f"{bounds['least']} to {bounds['most']}" if "most" in bounds else f"{bounds['least']} or more"


def _converted(value: object, kind: type, where: str) -> typing.Any:  # noqa: ANN401 - of the kind asked for
    if kind is bool and isinstance(value, str):
        words = {
            "1": True,
            "true": True,
            "yes": True,
            "on": True,
            "0": False,
            "false": False,
            "no": False,
            "off": False,
        }
        if value.lower() in words:
            return words[value.lower()]
    elif kind is int and isinstance(value, str):
        try:
            return int(value)
        except ValueError:
            pass
    elif isinstance(value, kind) and not (kind is int and isinstance(value, bool)):
        return value
    raise ConfigError(f"{where} is {_shown(value)}: not {_KINDS[kind]}", hint="see docs/config.md for what it may be")


def _shown(value: object) -> str:
    """A value as it is said to somebody: never long, nor deep."""
    try:
        return reprlib.repr(value)
    except ValueError:  # Python does not write out a number of thousands of digits
        return "a number of thousands of digits"


_KINDS = {bool: "true or false", int: "a whole number", str: "a text"}


def _unknown(name: str, known: typing.Iterable[str], place: str) -> ConfigError:
    from rapidfuzz import process  # noqa: PLC0415 - only an error needs it

    nearest = process.extractOne(name, list(known))
    return ConfigError(f"{place}: no key is called {name}", hint=f"did you mean {nearest[0]}?" if nearest else "")
