"""The mutation tester changes what is run, and sees whether tests notice."""

from __future__ import annotations

import importlib
import re
import runpy
import subprocess
import sys
from pathlib import Path

import pytest

SCRIPTS = Path(__file__).parents[1] / "scripts"
_SOURCE = '''
from __future__ import annotations
if TYPE_CHECKING:
    import this
@dataclass(frozen=True)
class A:
    """Words: 1 < 2."""
    n: Literal[3]
def f(a: int = 4) -> Literal[5]:
    if not a:
        return list(zip(a, strict=True))
    return [b for b in a if b <= 0]
'''


def test_each_change_is_one_of_what_is_run(tmp_path: Path) -> None:
    module = tmp_path / "module.py"
    module.write_text(_SOURCE, encoding="utf-8")
    found = runpy.run_path(str(SCRIPTS / "mutants.py"))["mutants"](module)
    assert sorted({(m.line, m.change) for m in found if "\n" not in m.change and m.line != 10}) == [
        (9, "4  ->  3"),
        (9, "4  ->  5"),
        (11, "return list(zip(a, strict=True))  ->  return None"),
        (12, "0  ->  1"),
        (12, "b <= 0  ->  b < 0"),
        (12, "for b in a if b <= 0  ->  for b in a"),
        (12, "return [b for b in a if b <= 0]  ->  return None"),
    ]
    assert [m.change.count("if a:") for m in found if m.line == 10] == [1]
    assert {m.line for m in found if m.function is None} == {9}, "a default is made once, before any call"


_CLASS = """
import functools
class A:
    n = 1
    @property
    def value(self): return self.n + 1
    @value.setter
    def value(self, n): self.n = n + 1
    @classmethod
    def kept(cls): return [i for i in range(cls.n + 1)]
    @functools.cached_property
    def once(self): return self.n + 1
    @functools.cache
    def cached(self): return self.n + 1
def outer(n): return sorted([3, 1, 2], key=lambda i: i * n)
"""


def test_a_mutant_takes_the_place_of_what_was_imported(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    script = runpy.run_path(str(SCRIPTS / "mutants.py"))
    (tmp_path / "wrapped.py").write_text(_CLASS, encoding="utf-8")
    monkeypatch.syspath_prepend(tmp_path)
    monkeypatch.setitem(script["module_name"].__globals__, "ROOT", tmp_path)
    placed = {}
    for mutant in script["mutants"](tmp_path / "wrapped.py"):
        monkeypatch.delitem(sys.modules, "wrapped", raising=False)
        if "+" in mutant.change and (replace := script["replacement"](tmp_path / "wrapped.py", mutant)):
            module = importlib.import_module("wrapped")
            replace()
            a = module.A()
            a.n = 4
            placed[mutant.line] = (a.value, module.A.kept(), a.once, a.cached(), module.outer(-9))
    good = (5, [0, 1], 5, 5, [3, 2, 1])
    changed = {6: (0, 3), 10: (1, []), 12: (2, 3), 14: (3, 3), 15: (4, [1, 2, 3])}
    wanted = {line: (*good[:at], value, *good[at + 1 :]) for line, (at, value) in changed.items()}
    assert placed == wanted, "the setter, line 8, has its name from another function and is imported anew"


@pytest.mark.skipif(sys.platform == "win32", reason="it forks")
@pytest.mark.parametrize(("tests", "noticed"), [("test_order_of_beads.py", "100 %"), ("test_lexicon_tokens.py", "0 %")])
def test_a_change_is_noticed_by_the_tests_of_what_is_changed_alone(tests: str, noticed: str) -> None:
    module = "reader/alignment/ordering.py"
    lines = (SCRIPTS.parent / module).read_text(encoding="utf-8").splitlines()
    last = max(at for at, line in enumerate(lines, 1) if "return [" in line)
    command = [sys.executable, str(SCRIPTS / "mutate.py"), module, "--tests", f"tests/alignment/{tests}"]
    done = subprocess.run([*command, "--lines", f"{last}-{len(lines)}"], capture_output=True, text=True, check=True)
    *survived, score = done.stdout.splitlines()
    found = re.fullmatch(rf"{module}: \d+ of (\d+) noticed \({noticed}\); \1 mutants in all", score)
    assert found
    assert int(found[1]) > 0
    assert len(survived) == (int(found[1]) if noticed == "0 %" else 0)
