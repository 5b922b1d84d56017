"""A look at the installation: versions, packages, memory, threads, and how fast it translates."""

from __future__ import annotations

import importlib.metadata
import platform
import time
from typing import Any

from reader import __version__, paths
from reader.config import unknown_variables
from reader.errors import ReaderError
from reader.memory import Memory
from reader.pipeline.resources import Resources
from reader.translation import find_packages
from reader.translation.engine import cores, instruction_set

__all__ = ["check_up"]

_LIBRARIES = ("ctranslate2", "sentencepiece", "argostranslate", "textual", "lxml", "rapidfuzz")
_QUICKLY_CHECKED = 50_000_000  # bytes; SQLite looks at every page
# A dozen sentences: what a screen shows.
_SAMPLE = (
    "Le musée a rouvert ses portes mercredi matin, sous haute surveillance.",
    "Les visiteurs attendaient depuis plus d’une heure devant l’entrée.",
    "Le ministre de l’Intérieur doit présenter son plan la semaine prochaine.",
    "La ville compte aujourd’hui près de deux cent mille habitants.",
)  # fmt: skip


def check_up(resources: Resources) -> dict[str, Any]:
    """Find out what is there and whether it works; what does not stands under ``problems``."""
    problems: list[str] = list(unknown_variables())
    return {
        "reader": __version__,
        "python": platform.python_version(),
        "platform": platform.platform(),
        "libraries": {name: importlib.metadata.version(name) for name in _LIBRARIES},
        "threads": resources.config.translation.threads or cores(),
        "instruction_set": _instruction_set(resources),
        "packages": _packages(resources, problems),
        "memory": _memory(resources, problems),
        "lexicon": _lexicon(resources, problems),
        "speed": _speed(resources, problems),
        "problems": problems,
    }


def _instruction_set(resources: Resources) -> str:
    try:
        return instruction_set(resources.package) or "unknown"
    except ReaderError:
        return "unknown"  # the package's own line says why


def _packages(resources: Resources, problems: list[str]) -> dict[str, Any]:
    found = [package.id for package in find_packages(folders=(paths.argos_packages(),))]
    try:
        return {"in_use": resources.package.id, "path": str(resources.package.path), "installed": found}
    except ReaderError as error:
        problems.append(str(error))
        return {"in_use": None, "path": None, "installed": found}


def _memory(resources: Resources, problems: list[str]) -> dict[str, Any]:
    path = str(resources.memory_file) if resources.memory_file else None
    try:
        with Memory(resources.memory_file) as memory:  # not the one that others go on with where this cannot be opened
            found = memory.statistics()
            if found.size < _QUICKLY_CHECKED:
                problems += [f"memory: {line}" for line in memory.check()]
    except ReaderError as error:
        problems.append(str(error))
        return {"path": path, "units": None}
    return {"path": path, "units": found.units, "bytes": found.size, "searchable": found.searchable}


def _lexicon(resources: Resources, problems: list[str]) -> int | None:
    if resources.lexicon is None:
        problems.append("the word lexicon is missing")
        return None
    return len(resources.lexicon.source_words)


def _speed(resources: Resources, problems: list[str]) -> dict[str, float] | None:
    try:
        began = time.perf_counter()
        engine = resources.engine
        loaded = time.perf_counter()
        texts = [f"{sentence[:-1]}, {n}." for n in range(3) for sentence in _SAMPLE]
        found = dict(engine.translate(texts))
    except ReaderError as error:
        problems.append(str(error))
        return None
    if len(found) != len(texts):
        problems.append("the engine lost a sentence")
    words = sum(len(text.split()) for text in texts)
    return {"load_seconds": loaded - began, "words_per_second": words / (time.perf_counter() - loaded)}
