"""The mutation tester changes what is run, and sees whether tests notice."""

from __future__ import annotations

import runpy
import subprocess
import sys
from pathlib import Path

import pytest

SCRIPT = Path(__file__).parents[1] / "scripts" / "mutate.py"
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


def test_each_change_is_one_of_what_is_run() -> None:
    found = runpy.run_path(str(SCRIPT))["mutants"](_SOURCE)
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


@pytest.mark.skipif(sys.platform == "win32", reason="it forks")
@pytest.mark.parametrize(("tests", "noticed"), [("test_order_of_beads.py", "100 %"), ("test_lexicon_tokens.py", "0 %")])
def test_a_change_is_noticed_by_the_tests_of_what_is_changed_alone(tests: str, noticed: str) -> None:
    module = "reader/alignment/ordering.py"
    command = [sys.executable, str(SCRIPT), module, "--tests", f"tests/alignment/{tests}", "--lines", "53-53"]
    done = subprocess.run(command, capture_output=True, text=True, check=True)
    assert done.stdout.splitlines()[-1].endswith(f"noticed ({noticed}); 3 mutants in all")
    assert done.stdout.count(f"{module}:53: ") == (3 if noticed == "0 %" else 0)
