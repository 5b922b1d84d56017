"""The table of features names tests: each of them is there."""

from __future__ import annotations

import ast
import re
from pathlib import Path

import pytest

_ROOT = Path(__file__).parents[2]
_PAGE = _ROOT / "docs" / "features.md"


def named(page: str) -> list[tuple[str, str, str]]:
    """The feature, the module and the function of each test that a row of ours names."""
    found = []
    for line in page.splitlines():
        cells = [cell.strip() for cell in line.strip("|").split("|")]
        if len(cells) > 2 and cells[1] == "yes":
            tests = re.findall(r"`(\w*)::(\w+)`", cells[2])
            found += [(cells[0], module or "test_tui_reading", test) for module, test in tests] or [(cells[0], "", "")]
    return found


def test_every_row_of_ours_names_tests_that_exist() -> None:
    if not _PAGE.exists():
        pytest.skip("the docs are not here")
    rows = named(_PAGE.read_text(encoding="utf-8"))
    assert len({feature for feature, _, _ in rows}) > 40
    files = {path.stem: path for path in (_ROOT / "tests").rglob("test_*.py")}
    missing = [
        (feature, module, test)
        for feature, module, test in rows
        if module not in files
        or test
        not in {
            node.name
            for node in ast.parse(files[module].read_text(encoding="utf-8")).body
            if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef)
        }
    ]
    assert missing == []
