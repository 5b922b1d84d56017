"""What is opened when it is asked for, and once."""

from __future__ import annotations

import threading
from pathlib import Path

import pytest

from reader.config import Config, MemoryConfig, TranslationConfig
from reader.errors import ReaderError
from reader.pipeline import Resources

_NO_MEMORY = MemoryConfig(enabled=False)


def test_the_engine_is_loaded_once_however_many_ask_for_it() -> None:
    resources = Resources(Config(memory=_NO_MEMORY))
    found = []
    threads = [threading.Thread(target=resources.warm)]
    threads += [threading.Thread(target=lambda: found.append(resources.engine)) for _ in range(3)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len({id(engine) for engine in found}) == 1


def test_warming_with_a_package_that_is_not_there_is_told_later(tmp_path: Path) -> None:
    wanted = TranslationConfig(package=str(tmp_path / "none"))
    resources = Resources(Config(translation=wanted, memory=_NO_MEMORY))
    resources.warm()
    with pytest.raises(ReaderError):
        _ = resources.engine
