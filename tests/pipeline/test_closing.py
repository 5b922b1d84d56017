"""Closed resources: the engine ends with what it has begun, and no thread that goes on can load another."""

from __future__ import annotations

import pytest

from reader.config import Config
from reader.errors import TranslationError
from reader.pipeline import Resources


def test_a_closed_engine_translates_no_more_and_no_other_is_loaded() -> None:
    with Resources(Config()) as resources:
        engine = resources.engine
        under_way = engine.translate(["Le musée est fermé."] * 3 + [f"Il y a {n} caméras." for n in range(2000)])
        next(under_way)
    with pytest.raises(TranslationError, match="closed"):
        list(engine.translate(["Le train part à midi."]))
    with pytest.raises(TranslationError, match="closed"):
        list(under_way)
    with pytest.raises(TranslationError, match="closed"):
        _ = resources.engine


def test_closing_the_memory_alone_keeps_the_engine() -> None:
    with Resources(Config()) as resources:
        engine, memory = resources.engine, resources.memory
        resources.close_memory()
        assert resources.engine is engine
        assert resources.memory is not memory
