"""The command line in this process: quicker than a process of its own, and seen by coverage."""

from __future__ import annotations

import io
import sys
from pathlib import Path

import pytest

from reader import cli
from tests.cli.in_process import Reader, Said


@pytest.fixture
def reader(capsysbinary: pytest.CaptureFixture[bytes], monkeypatch: pytest.MonkeyPatch) -> Reader:
    """Runs a command; ``given`` is its standard input, None where that is closed."""

    def run(*arguments: str | Path, given: bytes | None = b"") -> Said:
        stream = io.TextIOWrapper(io.BytesIO(given)) if given is not None else None
        monkeypatch.setattr(sys, "stdin", stream)
        with pytest.raises(SystemExit) as ended:
            cli.main([str(a) for a in arguments])
        out, err = capsysbinary.readouterr()
        return Said(int(ended.value.code or 0), out.decode(), err.decode())

    return run
