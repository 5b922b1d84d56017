"""Change a module in one small place at a time, and see whether its tests notice.

    uv run scripts/mutate.py reader/alignment/ordering.py --tests tests/alignment/test_lattice_paths.py --seconds 120

Nothing is written: a mutant lives only in the forked process that runs the tests (``-x``), through an import hook; a
process that a test starts itself sees the module as it is. Prints each mutant that no test noticed, as ``file:line: change``,
and the score: the share of the tried ones that made a test fail, raised while it was collected, or ran out of time. Some that
survive mean the same as the code (a bound that is never reached, say), so a score of 100 % is nothing to aim at. Unix only.

Ends with 2 where the tests fail without any change.
"""

from __future__ import annotations

import argparse
import ast
import copy
import gc
import importlib
import importlib.abc
import importlib.machinery
import importlib.util
import os
import random
import signal
import sys
import tempfile
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from types import CodeType, ModuleType
from typing import NoReturn

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))
os.environ["OPENBLAS_NUM_THREADS"] = "1"  # threads do not outlive a fork
sys.dont_write_bytecode = True

_OURS = ("reader", "tests", "conftest", "__m", "_pytest.", "pytest")  # what each run imports anew, or before the others
# The last two look for what was left unclosed, at the price of several collections of garbage.
_QUICKLY = ("-x", "-q", "--tb=no", "-p", "no:cacheprovider", "-p", "no:unraisableexception", "-p", "no:threadexception")
_OPERATORS: dict[type[ast.AST], type[ast.AST]] = {
    ast.Lt: ast.LtE, ast.LtE: ast.Lt, ast.Gt: ast.GtE, ast.GtE: ast.Gt, ast.Eq: ast.NotEq, ast.NotEq: ast.Eq,
    ast.Is: ast.IsNot, ast.IsNot: ast.Is, ast.In: ast.NotIn, ast.NotIn: ast.In, ast.And: ast.Or, ast.Or: ast.And,
    ast.Add: ast.Sub, ast.Sub: ast.Add, ast.Mult: ast.Add, ast.Div: ast.Mult, ast.FloorDiv: ast.Mult,
    ast.Mod: ast.Add, ast.BitOr: ast.BitAnd, ast.BitAnd: ast.BitOr,
}  # fmt: skip
_NOT_CODE = frozenset({"annotation", "returns", "decorator_list", "type_params"})  # fields that no test can notice


@dataclass(frozen=True, slots=True)
class Mutant:
    """A module's tree with one change in it, and the change in words."""

    line: int
    change: str
    tree: ast.Module


def mutants(source: str) -> list[Mutant]:
    """Every mutant of a module."""
    return list(_mutants(ast.parse(source)))


def _mutants(tree: ast.Module) -> Iterator[Mutant]:
    for node in _code(tree):
        before = ast.unparse(node)
        for apply, undo in _changes(node):
            apply()
            after = ast.unparse(node)
            if after != before:
                yield Mutant(_line(node), f"{_short(before)}  ->  {_short(after)}", copy.deepcopy(tree))
            undo()


def _line(node: ast.AST) -> int:
    return next((n.lineno for n in ast.walk(node) if isinstance(n, ast.expr | ast.stmt)), 0)


def _code(node: ast.AST) -> Iterator[ast.AST]:
    """The nodes of what is run: no annotation, decorator, docstring, ``strict=`` or part for type checkers."""
    yield node
    for name, value in ast.iter_fields(node):
        if name in _NOT_CODE:
            continue
        for child in value if isinstance(value, list) else [value]:
            if isinstance(child, ast.AST) and not _unseen(child):
                yield from _code(child)


def _unseen(node: ast.AST) -> bool:
    if isinstance(node, ast.keyword):
        return node.arg == "strict"
    return isinstance(node, ast.If) and isinstance(node.test, ast.Name) and node.test.id == "TYPE_CHECKING"


_Change = tuple[Callable[[], None], Callable[[], None]]


def _set(node: ast.AST, field: str, value: object) -> _Change:
    was = getattr(node, field)
    return (lambda: setattr(node, field, value)), (lambda: setattr(node, field, was))


def _changes(node: ast.AST) -> Iterator[_Change]:
    """What can be changed in a node itself, each with what undoes it."""
    if isinstance(node, ast.Compare):
        for at, operator in enumerate(node.ops):
            if other := _OPERATORS.get(type(operator)):
                yield _set(node, "ops", [*node.ops[:at], other(), *node.ops[at + 1 :]])
    elif isinstance(node, ast.BinOp | ast.BoolOp | ast.AugAssign):
        if other := _OPERATORS.get(type(node.op)):
            yield _set(node, "op", other())
    else:
        yield from _changes_of_what_is_done(node)


def _changes_of_what_is_done(node: ast.AST) -> Iterator[_Change]:
    if isinstance(node, ast.Return) and node.value is not None:
        yield _set(node, "value", ast.Constant(None))
    elif isinstance(node, ast.If | ast.While | ast.IfExp) and isinstance(node.test, ast.UnaryOp):
        yield _set(node, "test", node.test.operand)
    elif isinstance(node, ast.If | ast.IfExp):
        yield _set(node, "test", ast.UnaryOp(ast.Not(), node.test))
    elif isinstance(node, ast.comprehension) and node.ifs:
        yield _set(node, "ifs", [])
    elif isinstance(node, ast.Constant):
        yield from _constants(node)


def _constants(node: ast.Constant) -> Iterator[_Change]:
    if isinstance(node.value, bool):
        yield _set(node, "value", not node.value)
    elif isinstance(node.value, int | float):
        yield _set(node, "value", node.value + 1)
        if node.value:
            yield _set(node, "value", node.value - 1)


def _short(text: str, most: int = 70) -> str:
    line = " ".join(text.split())
    return line if len(line) <= most else line[: most - 1] + "…"


class _Hook(importlib.abc.MetaPathFinder):
    """Gives the mutant where its module is imported."""

    def __init__(self, path: Path, mutant: Mutant) -> None:
        self.name, self.path = ".".join(path.relative_to(ROOT).with_suffix("").parts), str(path)
        self.code = compile(ast.fix_missing_locations(mutant.tree), self.path, "exec")

    def find_spec(
        self, fullname: str, _path: Sequence[str] | None, _target: ModuleType | None = None
    ) -> importlib.machinery.ModuleSpec | None:
        """Where the module is to be had."""
        if fullname != self.name:
            return None
        return importlib.util.spec_from_file_location(
            fullname, self.path, loader=_Loader(fullname, self.path, self.code)
        )


class _Loader(importlib.machinery.SourceFileLoader):
    def __init__(self, name: str, path: str, code: CodeType) -> None:
        super().__init__(name, path)
        self.code = code

    def get_code(self, _fullname: str) -> CodeType:
        return self.code


def passes(tests: Sequence[str], seconds: float, hook: _Hook | None = None) -> bool:
    """Whether the tests pass within some time, in a process of their own."""
    child = os.fork()
    if child == 0:
        _run(tests, hook)
    end = time.monotonic() + seconds
    while time.monotonic() < end:
        found, status = os.waitpid(child, os.WNOHANG)
        if found:
            return status == 0
        time.sleep(0.02)
    os.killpg(child, signal.SIGKILL)
    os.waitpid(child, 0)
    return False


def _run(tests: Sequence[str], hook: _Hook | None, imported: Path | None = None) -> NoReturn:
    code = 1
    with suppress(BaseException):
        os.setpgid(0, 0)
        nowhere = os.open(os.devnull, os.O_RDWR)
        for handle in (0, 1, 2):
            os.dup2(nowhere, handle)
        if hook:
            sys.meta_path.insert(0, hook)
        code = int(importlib.import_module("pytest").main([*_QUICKLY, *tests]))
        if imported:
            imported.write_text("\n".join(sys.modules), encoding="utf-8")
    os._exit(code)


def main() -> int:
    """Run it."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("module", type=Path)
    parser.add_argument("--tests", nargs="+", required=True, help="files or tests, as pytest takes them")
    parser.add_argument("--seconds", type=float, default=120.0, help="when to stop trying further ones")
    parser.add_argument("--seed", type=int, default=0, help="which are tried, where there is no time for all")
    parser.add_argument("--lines", default="", help="only mutants of these lines: 10-40")
    wanted = parser.parse_args()
    os.chdir(ROOT)
    _import_what_is_not_ours(wanted.tests)
    began = time.monotonic()
    if not passes(wanted.tests, wanted.seconds):
        sys.stderr.write("the tests fail, or take too long, without any change\n")
        return 2
    path, patience = wanted.module.resolve(), 10 + 5 * (time.monotonic() - began)
    found = mutants(path.read_text(encoding="utf-8"))
    if wanted.lines:
        first, last = map(int, wanted.lines.split("-"))
        found = [mutant for mutant in found if first <= mutant.line <= last]
    survived, tried = _try(path, found, wanted, patience)
    for mutant in sorted(survived, key=lambda m: m.line):
        sys.stdout.write(f"{wanted.module}:{mutant.line}: {mutant.change}\n")
    killed = tried - len(survived)
    sys.stdout.write(
        f"{wanted.module}: {killed} of {tried} noticed ({100 * killed / max(1, tried):.0f} %); {len(found)} mutants in all\n"
    )
    return 0


def _import_what_is_not_ours(tests: Sequence[str]) -> None:
    """Import once, for every run to come, what the tests import of others: it costs more than most tests."""
    importlib.import_module("pytest")
    with tempfile.TemporaryDirectory() as folder:
        names = Path(folder) / "modules"
        if (child := os.fork()) == 0:
            _run(tests, None, names)
        os.waitpid(child, 0)
        for name in names.read_text(encoding="utf-8").split() if names.exists() else []:
            if not name.startswith(_OURS):
                with suppress(Exception):
                    importlib.import_module(name)
    gc.freeze()  # so that no run walks through all of this again


def _try(path: Path, found: Sequence[Mutant], wanted: argparse.Namespace, patience: float) -> tuple[list[Mutant], int]:
    """Those that survived among the ones tried, and how many these were."""
    survived, tried, end = [], 0, time.monotonic() + wanted.seconds
    for mutant in random.Random(wanted.seed).sample(found, len(found)):  # noqa: S311 - a sample
        if time.monotonic() > end:
            break
        tried += 1
        if passes(wanted.tests, patience, _Hook(path, mutant)):
            survived.append(mutant)
    return survived, tried


if __name__ == "__main__":
    sys.exit(main())
