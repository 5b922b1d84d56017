"""Makes the mutants of a module, each with one small change in what is run, and puts them in the place of what is imported."""

from __future__ import annotations

import ast
import importlib
import importlib.abc
import importlib.machinery
import importlib.util
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from types import CodeType, FunctionType, ModuleType
from typing import Any

__all__ = ["ROOT", "Function", "Hook", "Mutant", "module_name", "mutants", "replacement"]

ROOT = Path(__file__).resolve().parent.parent
_OPERATORS: dict[type[ast.AST], type[ast.AST]] = {
    ast.Lt: ast.LtE, ast.LtE: ast.Lt, ast.Gt: ast.GtE, ast.GtE: ast.Gt, ast.Eq: ast.NotEq, ast.NotEq: ast.Eq,
    ast.Is: ast.IsNot, ast.IsNot: ast.Is, ast.In: ast.NotIn, ast.NotIn: ast.In, ast.And: ast.Or, ast.Or: ast.And,
    ast.Add: ast.Sub, ast.Sub: ast.Add, ast.Mult: ast.Add, ast.Div: ast.Mult, ast.FloorDiv: ast.Mult,
    ast.Mod: ast.Add, ast.BitOr: ast.BitAnd, ast.BitAnd: ast.BitOr,
}  # fmt: skip
_WRAPPED = ("__wrapped__", "__func__", "fget", "func")  # by decorators, class methods, properties
_NOT_CODE = frozenset({"annotation", "returns", "decorator_list", "type_params"})  # fields that no test can notice


@dataclass(frozen=True, slots=True)
class Function:
    """A function of a module or of a class in it: the line it starts at with its decorators, the lines of its body."""

    name: str
    start: int
    first: int
    last: int


@dataclass(frozen=True, slots=True)
class Mutant:
    """A module's code with one change in it, and the change in words; ``function``: the body that it stands in."""

    line: int
    change: str
    code: CodeType
    function: Function | None


def mutants(path: Path) -> list[Mutant]:
    """Every mutant of a module."""
    return list(_mutants(ast.parse(path.read_text(encoding="utf-8")), str(path)))


def _mutants(tree: ast.Module, path: str) -> Iterator[Mutant]:
    for node, function in _nodes(tree, "", None):
        before = ast.unparse(node)
        for apply, undo in _changes(node):
            apply()
            after = ast.unparse(node)
            if after != before:
                code = compile(ast.fix_missing_locations(tree), path, "exec")
                yield Mutant(_line(node), f"{_short(before)}  ->  {_short(after)}", code, function)
            undo()


def _line(node: ast.AST) -> int:
    return next((n.lineno for n in ast.walk(node) if isinstance(n, ast.expr | ast.stmt)), 0)


def _nodes(node: ast.AST, within: str, function: Function | None) -> Iterator[tuple[ast.AST, Function | None]]:
    """The nodes of what is run, each with its function: no annotation, decorator, ``strict=`` or part for type checkers."""
    yield node, function
    inside = function
    if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef | ast.ClassDef):
        within = f"{within}.{node.name}" if within else node.name
        if not function and not isinstance(node, ast.ClassDef):
            start = min(part.lineno for part in (node, *node.decorator_list))
            inside = Function(within, start, node.body[0].lineno, node.end_lineno or 0)
    for name, value in ast.iter_fields(node):
        for child in value if isinstance(value, list) else [value]:
            if isinstance(child, ast.AST) and name not in _NOT_CODE and not _unseen(child):
                yield from _nodes(child, within, inside if name == "body" else function)


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
    if isinstance(node, ast.Return) and node.value is not None and not _is_false(node.value):
        yield _set(node, "value", ast.Constant(None))
    elif isinstance(node, ast.If | ast.While | ast.IfExp) and isinstance(node.test, ast.UnaryOp):
        yield _set(node, "test", node.test.operand)
    elif isinstance(node, ast.If | ast.IfExp):
        yield _set(node, "test", ast.UnaryOp(ast.Not(), node.test))
    elif isinstance(node, ast.comprehension) and node.ifs:
        yield _set(node, "ifs", [])
    elif isinstance(node, ast.Constant):
        yield from _constants(node)


def _is_false(node: ast.AST) -> bool:
    return isinstance(node, ast.Constant) and not node.value  # which callers take for None


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


class Hook(importlib.abc.MetaPathFinder):
    """Gives the mutant where its module is imported."""

    def __init__(self, path: Path, code: CodeType) -> None:
        self.name, self.path, self.code = module_name(path), str(path), code

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


def module_name(path: Path) -> str:
    """What a module is imported by."""
    return ".".join(path.relative_to(ROOT).with_suffix("").parts)


def replacement(path: Path, mutant: Mutant) -> Callable[[], None] | None:
    """What puts a mutant in the place of its function as it was imported, where that can be done."""
    module = importlib.import_module(module_name(path))
    if not mutant.function or not (live := _live(module, mutant.function)):
        return None
    code, was = _code_of(mutant.function, mutant.code), live.__code__
    if code is None or (code.co_firstlineno, code.co_freevars) != (was.co_firstlineno, was.co_freevars):
        return None
    return lambda: setattr(live, "__code__", code)


def _live(module: ModuleType, function: Function) -> FunctionType | None:
    """The function of that name, out of what it is wrapped in."""
    here: Any = module
    for name in function.name.split("."):
        here = vars(here).get(name) if isinstance(here, ModuleType | type) else None
    for _ in range(5):
        inner = next((found for w in _WRAPPED if (found := getattr(here, w, None)) is not None), None)
        if inner is None:
            break
        here = inner
    if isinstance(here, FunctionType) and here.__code__.co_filename == module.__file__:
        return here if here.__code__.co_qualname == function.name else None
    return None


def _code_of(function: Function, whole: CodeType) -> CodeType | None:
    """The code of a function within that of its module or class."""
    for code in (constant for constant in whole.co_consts if isinstance(constant, CodeType)):
        if code.co_qualname == function.name and code.co_firstlineno == function.start:
            return code
        if function.name.startswith(f"{code.co_qualname}.") and (found := _code_of(function, code)):
            return found
    return None
