"""What is installed, what is imported and when, and that nothing goes on line."""

from __future__ import annotations

import ast
import importlib.util
import subprocess
import sys
from pathlib import Path

import pytest

PACKAGE = Path(__file__).parent.parent / "reader"
HEAVY = ("ctranslate2", "sentencepiece", "argostranslate", "textual", "torch", "stanza", "spacy", "minisbd")
# The modules that may use the network, and what for.
MAY_GO_ON_LINE = {
    "translation/packages_download.py": "downloads MT packages, for `reader packages available` and `install`",
}
NETWORK = frozenset(
    {"socket", "urllib.request", "http", "http.client", "ftplib", "smtplib", "requests", "httpx", "aiohttp", "urllib3"}
)


@pytest.mark.parametrize("name", ["stanza", "spacy", "minisbd", "torch"])
def test_what_costs_gigabytes_is_not_installed(name: str) -> None:
    assert importlib.util.find_spec(name) is None


@pytest.mark.parametrize(
    "module",
    ["reader.cli", "reader.config", "reader.formats", "reader.segmentation", "reader.memory", "reader.exporters",
     "reader.translation", "reader.alignment", "reader.pipeline"],
)  # fmt: skip
def test_nothing_heavy_happens_on_import(module: str) -> None:
    code = f"import sys, {module}; print(*[m for m in sys.modules if m.split('.')[0] in {HEAVY}])"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.split() == []


def _imports(file: Path) -> set[str]:
    found: set[str] = set()
    for node in ast.walk(ast.parse(file.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            found |= {alias.name for alias in node.names}
        elif isinstance(node, ast.ImportFrom) and node.module:
            found |= {node.module} | {f"{node.module}.{alias.name}" for alias in node.names}
    return found


def test_only_the_package_download_imports_the_network() -> None:
    for file in PACKAGE.rglob("*.py"):
        name = file.relative_to(PACKAGE).as_posix()
        used = _imports(file) & NETWORK
        assert not used or name in MAY_GO_ON_LINE, f"{name} imports {used}"


def test_no_dangerous_modules() -> None:
    for file in PACKAGE.rglob("*.py"):
        assert not _imports(file) & {"pickle", "marshal", "shelve"}, file


@pytest.mark.parametrize(
    ("library", "home"),
    [("sentencepiece", "translation/tokenizer.py"), ("ctranslate2", "translation/engine.py")],
)
def test_an_engine_has_one_home(library: str, home: str) -> None:
    users = {f.relative_to(PACKAGE).as_posix() for f in PACKAGE.rglob("*.py") if library in _imports(f)}
    assert users == {home}


def test_sqlite_stays_in_the_memory() -> None:
    users = {f.relative_to(PACKAGE).parts[0] for f in PACKAGE.rglob("*.py") if "sqlite3" in _imports(f)}
    assert users == {"memory"}
