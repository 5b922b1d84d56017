"""Change modules in one small place at a time, and see whether their tests notice.

    nice uv run scripts/mutate.py reader/alignment/anchors.py reader/alignment/search.py
    nice uv run scripts/mutate.py reader/alignment/ordering.py --tests tests/alignment/test_order_of_beads.py --lines 40-53

The tests (those of the modules' package where none are named) run once, to see which of them reach which function and how long
each takes. Then each mutant meets the tests that reach its function, the shortest first, until one fails. Nothing is written: a
mutant lives in a forked process only, put in the place of its function after all has been imported, or through an import hook
where it stands outside of functions. A process that a test starts itself sees the module as it is; what is made once and kept
(a fixture of a module, a cache) counts as reached by the test that came first.

Prints each mutant that no test noticed, as ``file:line: change``, and a score for each module: the share of the mutants tried
that made a test fail, raised, or took many times the processor's time. Some that survive mean the same as the code (a bound that
is never reached, say), so 100 % is not always to be had. Unix only. Ends with 2 where the tests fail without any change.
"""

from __future__ import annotations

import argparse
import gc
import importlib
import json
import os
import random
import resource
import shutil
import signal
import sys
import tempfile
import time
from collections.abc import Callable, Sequence
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Any, NoReturn

sys.path[:0] = [str(Path(__file__).parent), str(Path(__file__).parent.parent)]
os.environ["OPENBLAS_NUM_THREADS"] = "1"  # threads do not outlive a fork
sys.dont_write_bytecode = True

from mutants import ROOT, Hook, Mutant, mutants, replacement  # noqa: E402 - found by the path above

_OURS = ("reader", "tests", "conftest", "__m", "_pytest.", "pytest")  # what each run imports anew, or before the others
_QUICKLY = (
    *("-x", "-q", "--tb=no", "--assert=plain", "-p", "no:cacheprovider"),
    # These look for what was left unclosed, at the price of several collections of garbage.
    *("-p", "no:unraisableexception", "-p", "no:threadexception"),
)
_SURVIVED, _NOTICED, _BROKEN = 0, 1, 3  # how a process ends in which a mutant was tried; a signal means noticed
_MOST = 8 << 30  # bytes of address space: a loop that has no end may keep what it makes
_Session = Any  # of pytest, which is imported late


@dataclass(frozen=True)
class Reach:
    """What the tests were seen to do without any change.

    ``tests``: for each line of a module the tests that ran it, ``""`` for the import of it all. ``seconds``: of the processor's
    time, by test.
    """

    tests: dict[int, set[str]]
    seconds: dict[str, float]

    def of(self, mutant: Mutant, longest: float) -> list[str]:
        """The tests that reach a mutant's function, the shortest first; a constant may tell in all tests of their files."""
        names = self._names(mutant) - {""}
        if not mutant.function:
            files = {name.partition("::")[0] for name in names}
            names = {name for name in self.seconds if name.partition("::")[0] in files}
        return sorted((n for n in names if self.seconds[n] <= longest), key=self.seconds.__getitem__)

    def on_import(self, mutant: Mutant) -> bool:
        """Whether it runs while modules are imported: a change after that would come too late."""
        return not mutant.function or "" in self._names(mutant)

    def _names(self, mutant: Mutant) -> set[str]:
        lines = range(mutant.function.first, mutant.function.last + 1) if mutant.function else self.tests.keys()
        return {name for line in lines for name in self.tests.get(line, ())}


class _Loop:
    """A plugin of pytest that does something else with the collected tests than to run them all."""

    def __init__(self, act: Callable[[_Session], int]) -> None:
        self.act, self.code = act, _NOTICED  # where they cannot even be collected

    def pytest_runtestloop(self, session: _Session) -> bool:
        """Do it."""
        self.code = self.act(session)
        return True


def _collect(tests: Sequence[str], act: Callable[[_Session], int]) -> NoReturn:
    """Have tests collected, and end this process with what is made of them."""
    code = _BROKEN
    try:
        _hush()
        loop = _Loop(act)
        importlib.import_module("pytest").main([*_QUICKLY, *tests], plugins=[loop])
        code = loop.code
    finally:
        os._exit(code)


def _hush() -> None:
    nowhere = os.open(os.devnull, os.O_RDWR)
    for handle in (0, 1, 2):
        os.dup2(nowhere, handle)


def _run(session: _Session, names: Sequence[str]) -> int:
    """Run some of the tests until one fails."""
    items = {item.nodeid: item for item in session.items}
    with suppress(BaseException):
        for at, name in enumerate(names):
            following = items[names[at + 1]] if at + 1 < len(names) else None
            items[name].config.hook.pytest_runtest_protocol(item=items[name], nextitem=following)
            if session.testsfailed:
                return _NOTICED
        return _SURVIVED
    return _NOTICED


def measured(paths: Sequence[Path], tests: Sequence[str], scratch: Path) -> dict[Path, Reach] | None:
    """What the tests reach in some modules; nothing where one fails."""
    found = scratch / "reach.json"
    if not (child := os.fork()):
        include = [str(path) for path in paths]
        cover = importlib.import_module("coverage").Coverage(data_file=None, config_file=False, include=include)
        cover.start()
        _collect(tests, lambda session: _measure(session, cover, include, found))
    if os.waitpid(child, 0)[1]:
        return None
    seen = json.loads(found.read_text(encoding="utf-8"))
    return {
        path: Reach({int(line): set(names) for line, names in lines.items()}, seen["seconds"])
        for path, lines in zip(paths, seen["lines"], strict=True)
    }


def _measure(session: _Session, cover: Any, paths: Sequence[str], found: Path) -> int:  # noqa: ANN401 - imported late
    seconds = {}
    for at, item in enumerate(session.items):
        began = time.process_time()
        cover.switch_context(item.nodeid)
        following = session.items[at + 1] if at + 1 < len(session.items) else None
        item.config.hook.pytest_runtest_protocol(item=item, nextitem=following)
        if session.testsfailed:
            return _NOTICED
        seconds[item.nodeid] = time.process_time() - began
    cover.stop()
    lines = [cover.get_data().contexts_by_lineno(path) for path in paths]
    found.write_text(json.dumps({"lines": lines, "seconds": seconds}), encoding="utf-8")
    return _SURVIVED


@dataclass(frozen=True)
class Trial:
    """A mutant, the tests that are to notice it, and how many seconds of the processor they may take."""

    path: Path
    mutant: Mutant
    tests: list[str]
    patience: int
    late: bool  # it may be put in its place when all has been imported


class Trials:
    """Tries mutants side by side, each in a process of its own, and keeps what became of them in a file."""

    def __init__(
        self, trials: Sequence[Trial], wanted: argparse.Namespace, tests: Sequence[str], scratch: Path
    ) -> None:
        self.trials, self.tests, self.scratch = trials, tests, scratch
        self.made, self.end = wanted.made, time.monotonic() + wanted.seconds

    def outcome(self) -> dict[int, int]:
        """By its place, how each ended for which there was time."""
        if not (child := os.fork()):
            _collect(self.tests, self._serve)
        os.waitpid(child, 0)
        done = self._done()
        rest = [at for at, trial in enumerate(self.trials) if trial.tests and at not in done]
        self._try(rest, self._import_and_run)
        return {at: _SURVIVED for at, trial in enumerate(self.trials) if not trial.tests} | self._done()

    def _done(self) -> dict[int, int]:
        file = self.scratch / "outcome"
        pairs = [line.split() for line in file.read_text(encoding="utf-8").splitlines()] if file.exists() else []
        return {int(at): int(code) for at, code in pairs}

    def _serve(self, session: _Session) -> int:
        """Try those that can be put in place of what has been imported by now."""
        for module, _, function in (name.partition(":") for name in self.made):
            getattr(importlib.import_module(module), function)()
        changes = {
            at: change
            for at, trial in enumerate(self.trials)
            if trial.late and trial.tests and (change := replacement(trial.path, trial.mutant))
        }

        def replace_and_run(at: int) -> int:
            changes[at]()
            return _run(session, self.trials[at].tests)

        self._try(list(changes), replace_and_run)
        return _SURVIVED

    def _import_and_run(self, at: int) -> int:
        trial = self.trials[at]
        sys.meta_path.insert(0, Hook(trial.path, trial.mutant.code))
        _collect(self.tests, lambda session: _run(session, trial.tests))

    def _try(self, places: Sequence[int], run: Callable[[int], int]) -> None:
        running: dict[int, tuple[int, float]] = {}
        waiting = list(places)
        while running or (waiting and time.monotonic() < self.end):
            while waiting and len(running) < (os.cpu_count() or 1) and time.monotonic() < self.end:
                at = waiting.pop(0)
                if not (child := os.fork()):
                    self._alone(run, at)
                running[child] = at, time.monotonic() + 60 + 30 * self.trials[at].patience
            for child, (at, late) in list(running.items()):
                found, status = os.waitpid(child, os.WNOHANG)
                if not found and time.monotonic() > late:  # it waits for something
                    os.killpg(child, signal.SIGKILL)
                if found:
                    del running[child]
                    self._note(at, os.waitstatus_to_exitcode(status))
            time.sleep(0.005)

    def _alone(self, run: Callable[[int], int], at: int) -> NoReturn:
        code = _BROKEN
        try:
            os.setpgid(0, 0)
            _hush()
            os.environ["PYTEST_DEBUG_TEMPROOT"] = tempfile.mkdtemp(dir=self.scratch)  # others tidy up the common one
            resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
            resource.setrlimit(resource.RLIMIT_CPU, (self.trials[at].patience,) * 2)
            resource.setrlimit(resource.RLIMIT_AS, (_MOST, _MOST))
            code = run(at)
        finally:
            os._exit(code)

    def _note(self, at: int, code: int) -> None:
        if code == _BROKEN:
            sys.stderr.write(f"could not be tried: {self.trials[at].mutant.change}\n")
            return
        with (self.scratch / "outcome").open("a", encoding="utf-8") as file:
            file.write(f"{at} {_NOTICED if code else _SURVIVED}\n")


def main() -> int:
    """Run it."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("modules", type=Path, nargs="+")
    parser.add_argument("--tests", nargs="+", help="files, folders or tests, as pytest takes them")
    parser.add_argument("--seconds", type=float, default=3600.0, help="when to stop trying further ones")
    parser.add_argument("--longest", type=float, default=60.0, help="processor seconds: longer tests are left out")
    parser.add_argument(
        "--made", nargs="+", default=(), metavar="MODULE:FUNCTION", help="called once for all; its result is kept"
    )
    parser.add_argument("--seed", type=int, default=0, help="which are tried, where there is no time for all")
    parser.add_argument("--lines", default="", help="only mutants of these lines: 10-40")
    wanted = parser.parse_args()
    os.chdir(ROOT)
    paths = [path.resolve() for path in wanted.modules]
    tests = wanted.tests or sorted({f"tests/{path.parent.name}" for path in paths})
    scratch = Path(tempfile.mkdtemp(prefix="mutate-"))
    try:
        _import_what_is_not_ours(tests, scratch)
        reaches = measured(paths, tests, scratch)
        if reaches is None:
            sys.stderr.write("the tests fail without any change\n")
            return 2
        trials = _trials(reaches, wanted)
        found = Trials(trials, wanted, tests, scratch).outcome()
    finally:
        shutil.rmtree(scratch, ignore_errors=True)
    for path in paths:
        _report(path.relative_to(ROOT), {at: trial for at, trial in enumerate(trials) if trial.path == path}, found)
    return 0


def _import_what_is_not_ours(tests: Sequence[str], scratch: Path) -> None:
    """Import once, for every run to come, what the tests import of others: it costs more than most tests."""
    importlib.import_module("pytest")
    names = scratch / "modules"
    if (child := os.fork()) == 0:
        _collect(tests, lambda _: names.write_text("\n".join(sys.modules), encoding="utf-8") and _SURVIVED)
    os.waitpid(child, 0)
    for name in names.read_text(encoding="utf-8").split() if names.exists() else []:
        if not name.startswith(_OURS):
            with suppress(Exception):
                importlib.import_module(name)
    gc.freeze()  # so that no run walks through all of this again


def _trials(reaches: dict[Path, Reach], wanted: argparse.Namespace) -> list[Trial]:
    first, last = map(int, (wanted.lines or f"0-{sys.maxsize}").split("-"))
    trials = []
    for path, reach in reaches.items():
        for mutant in mutants(path):
            if first <= mutant.line <= last:
                tests = reach.of(mutant, wanted.longest)
                patience = 3 + 3 * int(sum(reach.seconds[name] for name in tests))
                trials.append(Trial(path, mutant, tests, patience, not reach.on_import(mutant)))
    random.Random(wanted.seed).shuffle(trials)  # noqa: S311 - a sample
    return trials


def _report(name: Path, trials: dict[int, Trial], outcome: dict[int, int]) -> None:
    """Those of a module that survived, and how many of how many did not."""
    survived = [trial for at, trial in trials.items() if outcome.get(at) == _SURVIVED]
    for trial in sorted(survived, key=lambda t: t.mutant.line):
        unreached = "" if trial.tests else "   (no test comes here)"
        sys.stdout.write(f"{name}:{trial.mutant.line}: {trial.mutant.change}{unreached}\n")
    tried = sum(at in outcome for at in trials)
    share = 100 * (tried - len(survived)) / max(1, tried)
    sys.stdout.write(
        f"{name}: {tried - len(survived)} of {tried} noticed ({share:.0f} %); {len(trials)} mutants in all\n"
    )


if __name__ == "__main__":
    sys.exit(main())
