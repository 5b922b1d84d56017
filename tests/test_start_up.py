"""What is not imported before the first page: a reader should not wait for what the page does not need."""

from __future__ import annotations

import importlib
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent
SEED = ROOT / "seeds" / "004_dc12630b29bfefa6.txt"
# Each costs from ten to two hundred milliseconds.
LATER = ("numpy", "lxml", "textual", "rich.console", "http.client", "email", "ctranslate2", "docx")


def _loaded_by(code: str) -> set[str]:
    done = subprocess.run(
        [sys.executable, "-c", f"{code}\nimport sys\nprint(*sys.modules)"],
        capture_output=True,
        text=True,
        check=True,
        cwd=ROOT,
    )
    return set(done.stdout.split())


def test_opening_a_plain_text_waits_for_nothing_heavy() -> None:
    loaded = _loaded_by(
        "from reader.pipeline import ReadingSession, Resources\n"
        "from reader.config import Config, MemoryConfig\n"
        "resources = Resources(Config(memory=MemoryConfig(enabled=False)))\n"
        f"session = ReadingSession.open({str(SEED)!r}, resources=resources, aligned=False)\n"
        "assert session.bitext.rows() and session.position == 0"
    )
    assert not loaded & set(LATER)
    assert "reader.pipeline.session" in loaded


@pytest.mark.parametrize("package", ["alignment", "exporters", "pipeline", "translation"])
def test_a_door_that_opens_late_leads_to_all_that_the_package_offers(package: str) -> None:
    module = importlib.import_module(f"reader.{package}")
    for name in module.__all__:
        assert getattr(module, name) is not None
    with pytest.raises(AttributeError, match="no attribute 'nothing'"):
        _ = module.nothing


def test_the_first_page_is_painted_without_textual() -> None:
    loaded = _loaded_by(
        "from reader.cli import read\n"
        "from reader.config import Config, MemoryConfig\n"
        "from reader.pipeline import Resources\n"
        "import reader.tui\n"
        "from reader.tui.opening import opener\n"
        "from pathlib import Path\n"
        "resources = Resources(Config(memory=MemoryConfig(enabled=False)))\n"
        "from reader.tui.early_screen import EarlyScreen\n"
        f"pair = (Path({str(SEED)!r}),)\n"
        "painted = []\n"
        "early = EarlyScreen()\n"
        "early.paint = painted.append\n"
        "reader.tui._open_painted(pair, opener([pair], resources), resources, early)\n"
        "assert 'StreetPress' in painted[0]"
    )
    assert not loaded & set(LATER)
