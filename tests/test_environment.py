"""What is installed, what is imported and when, and that nothing goes on line."""

from __future__ import annotations

import ast
import importlib.util
import re
import subprocess
import sys
import tomllib
from functools import cache
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent
PACKAGE = ROOT / "reader"
HEAVY = ("ctranslate2", "sentencepiece", "argostranslate", "textual", "torch", "stanza", "spacy", "minisbd")
# The modules that may use the network, what of it, and what for. Nothing else may, and each of them does.
MAY_GO_ON_LINE = {
    "translation/packages_download.py": {
        "http.client",
        "socket",
        "ssl",
        "urllib.request",
    },  # `reader packages available` and `install NAME`
    "pipeline/cluster.py": {"distributed"},  # `reader export --cluster ADDRESS`, with the extra `cluster`
    "tui/screens/sharing.py": {"webbrowser"},  # O: a page on this disk, shown by the browser
}
NETWORK = frozenset(
    [
        "aiohttp",
        "asyncio.streams",
        "distributed",
        "ftplib",
        "http",
        "http.client",
        "http.server",
        "httpx",
        "imaplib",
        "multiprocessing.connection",
        "multiprocessing.managers",
        "nntplib",
        "poplib",
        "requests",
        "smtplib",
        "socket",
        "socketserver",
        "ssl",
        "telnetlib",
        "urllib.request",
        "urllib3",
        "urllib.robotparser",
        "webbrowser",
        "websockets",
        "xmlrpc",
        "xmlrpc.client",
    ]
)
# What runs what it is told to run, or makes objects of bytes.
DANGEROUS_MODULES = frozenset(
    ["pickle", "marshal", "shelve", "dill", "cloudpickle", "joblib", "code", "codeop", "runpy", "pty", "commands"]
)
DANGEROUS_CALLS = frozenset(["eval", "exec", "compile", "__import__"])


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


def _imports(tree: ast.Module) -> set[str]:
    found: set[str] = set()
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            found |= {alias.name for alias in node.names}
        elif isinstance(node, ast.ImportFrom) and node.module:
            found |= {node.module} | {f"{node.module}.{alias.name}" for alias in node.names}
    return found


@cache
def _trees() -> dict[str, ast.Module]:
    return {
        file.relative_to(PACKAGE).as_posix(): ast.parse(file.read_text(encoding="utf-8"))
        for file in PACKAGE.rglob("*.py")
    }


def test_the_network_is_imported_where_it_is_allowed_and_nowhere_else() -> None:
    found = {name: _imports(tree) & NETWORK for name, tree in _trees().items()}
    assert {name: used for name, used in found.items() if used} == MAY_GO_ON_LINE


def test_nothing_evaluates_text_or_asks_a_shell() -> None:
    for name, tree in _trees().items():
        assert not _imports(tree) & DANGEROUS_MODULES, name
        for node in ast.walk(tree):
            if isinstance(node, ast.Call):
                called = ast.unparse(node.func)
                assert called not in DANGEROUS_CALLS | {"os.system", "os.popen"}, (
                    f"{name}, line {node.lineno}: {called}"
                )
                assert not called.endswith("allow_pickle"), name
                for keyword in node.keywords:
                    value = ast.unparse(keyword.value)
                    assert (keyword.arg, value) not in {("shell", "True"), ("allow_pickle", "True")}, name


def _longest(tree: ast.Module) -> list[tuple[int, str]]:
    return [
        ((node.end_lineno or 0) - node.lineno + 1, node.name)
        for node in ast.walk(tree)
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef)
    ]


def test_no_module_and_no_function_is_too_long_to_be_read() -> None:
    for file in PACKAGE.rglob("*.py"):
        assert len(file.read_text(encoding="utf-8").splitlines()) <= 400, file
    long = {(name, f) for name, tree in _trees().items() for lines, f in _longest(tree) if lines > 50}
    assert long == set()


def test_what_is_left_out_of_an_installation_is_told_to_every_installer() -> None:
    told = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
    overrides = (ROOT / "install" / "overrides.txt").read_text(encoding="utf-8").splitlines()
    assert {line for line in overrides if line and line[0] != "#"} == set(told["tool"]["uv"]["override-dependencies"])
    lines = (ROOT / "install" / "requirements.txt").read_text(encoding="utf-8").splitlines()
    pinned = {line.split(" ;")[0] for line in lines if line[0] != "#"}
    names = {re.split(r"[\[<>=~!]", wanted)[0] for wanted in told["project"]["dependencies"]}
    tested = {line for line in told["tool"]["uv"]["constraint-dependencies"] if line.split("==")[0] in names}
    assert tested <= pinned
    assert not {line.split("==")[0] for line in pinned} & {"stanza", "spacy", "minisbd", "torch"}


@pytest.mark.parametrize(
    ("library", "home"),
    [("sentencepiece", "translation/tokenizer.py"), ("ctranslate2", "translation/engine.py")],
)
def test_an_engine_has_one_home(library: str, home: str) -> None:
    users = {name for name, tree in _trees().items() if library in _imports(tree)}
    assert users == {home}


def test_sqlite_stays_in_the_memory() -> None:
    users = {name.split("/")[0] for name, tree in _trees().items() if "sqlite3" in _imports(tree)}
    assert users == {"memory"}
