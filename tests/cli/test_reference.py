from __future__ import annotations

import runpy
from pathlib import Path

SCRIPT = Path(__file__).parents[2] / "scripts" / "cli_reference.py"


def test_the_page_of_commands_is_up_to_date() -> None:
    script = runpy.run_path(str(SCRIPT))
    assert script["DOCS"].read_text(encoding="utf-8") == script["reference"](), "run scripts/cli_reference.py"
