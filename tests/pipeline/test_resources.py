"""What is opened when it is asked for, and once."""

from __future__ import annotations

import threading
from pathlib import Path

import pytest

from reader.config import Config, MemoryConfig, TranslationConfig
from reader.errors import ReaderError
from reader.pipeline import ReadingSession, Resources
from reader.pipeline.translating import warm

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


def test_no_engine_is_loaded_for_what_the_memory_knows(tmp_path: Path) -> None:
    file, memory = tmp_path / "a.txt", MemoryConfig(path=str(tmp_path / "memory.sqlite3"))
    file.write_text(
        "Le chat dort dans la maison depuis ce matin.\n\nIl pleut sur la ville.\n\n14 h 30\n", encoding="utf-8"
    )
    with Resources(Config(memory=memory)) as resources:
        session = ReadingSession.open(file, resources=resources)
        warm(session.bitext, resources)
        assert resources._engine is not None
        assert [*session.translate()]
        made = session.bitext.hypotheses
    with Resources(Config(memory=memory)) as resources:
        session = ReadingSession.open(file, resources=resources)
        warm(session.bitext, resources)
        _ = [*session.translate()]
        assert [h.text for h in session.bitext.hypotheses if h] == [h.text for h in made if h]
        assert not session.pending
        assert resources._engine is None
