"""Fuzz one of the targets of ``tests/fuzz/targets.py`` for some time, in this process, under bounds.

    uv run scripts/fuzz.py epub --seconds 60 --seed 7
    uv run --with atheris scripts/fuzz.py epub --atheris --seconds 600     # guided by coverage

Ends with 1 and the culprit in a file, where a case ends in anything but a ReaderError, takes too long or too much memory,
writes outside of its folder, opens a connection or starts a process.
"""

from __future__ import annotations

import argparse
import faulthandler
import os
import random
import resource
import shutil
import sys
import tempfile
import time
import traceback
import types
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path
from typing import Any

_ROOT = Path(__file__).parent.parent
sys.path.insert(0, str(_ROOT))
sys.modules["tests"] = types.ModuleType(
    "tests"
)  # argostranslate installs a package of that name, which would go before ours
sys.modules["tests"].__path__ = [str(_ROOT / "tests")]
os.environ["OPENBLAS_NUM_THREADS"] = "1"  # each of its threads would take address space

if "--atheris" in sys.argv:  # it counts what it has seen being imported
    import atheris

    atheris.instrument_imports(include=["reader"]).__enter__()  # for good: some is imported late

from reader.errors import ReaderError  # noqa: E402 - found by the path above
from tests.fuzz.mutating import mutated  # noqa: E402
from tests.fuzz.targets import TARGETS, Target  # noqa: E402

_FORBIDDEN = frozenset(
    {"os.system", "os.exec", "os.posix_spawn", "os.fork", "subprocess.Popen", "socket.connect", "pickle.find_class"}
)
_WRITES = frozenset(
    {"os.mkdir", "os.rename", "os.symlink", "os.link", "os.remove", "os.rmdir", "os.truncate", "os.chmod"}
)


_QUICK = "/dev/shm"  # noqa: S108 - a disk takes the time that cases need
_OURS = 0.5  # how often a guided case is changed by our ways
_INSIDE = 0.7  # how often an archive, or a database, stays one with something in it changed


class Trespass(Exception):  # noqa: N818 - what it is
    """A case did what none may."""


class Watch:
    """Sees what is opened, written and started while a case runs."""

    def __init__(self, folder: Path) -> None:
        self.folder, self.on, self.seen = folder.resolve(), False, ""
        sys.addaudithook(self._hook)

    def _hook(self, event: str, arguments: tuple[Any, ...]) -> None:
        if not self.on:
            return
        if event in _FORBIDDEN:
            self.seen = f"{event} {arguments}"
        elif event == "open" and isinstance(arguments[0], str | bytes):
            path, mode, flags = arguments
            writes = any(c in (mode or "") for c in "wax+") or bool(
                (flags or 0) & (os.O_WRONLY | os.O_RDWR | os.O_CREAT)
            )
            if writes and not self._inside(path):
                self.seen = f"opened {path!r} to write"
        elif event in _WRITES and not all(self._inside(a) for a in arguments if isinstance(a, str | bytes)):
            self.seen = f"{event} {arguments}"

    def _inside(self, path: str | bytes) -> bool:
        return os.path.realpath(os.fsdecode(path)).startswith((str(self.folder), "/dev/null"))


def _one(target: Target, data: bytes, watch: Watch, outcome: dict[str, int]) -> None:
    with tempfile.TemporaryDirectory(dir=watch.folder) as folder:
        watch.seen, watch.on = "", True
        try:
            target.run(data, Path(folder))
        except ReaderError as error:
            outcome["refused"] += 1
            if not str(error) or "Traceback" in str(error):
                raise
        else:
            outcome["read"] += 1
        finally:
            watch.on = False
        if watch.seen:
            raise Trespass(watch.seen)


def _mutants(target: Target, rng: random.Random) -> Callable[[], bytes]:
    seeds = target.seeds()

    def make() -> bytes:
        data, times = rng.choice(seeds), rng.choice((1, 1, 1, 2, 5))
        if target.inside and rng.random() < _INSIDE:
            for _ in range(times):
                data = target.inside(data, rng)
            return data
        for _ in range(times):
            data = mutated(data, rng) or b"x"
        return data

    return make


def _guided(target: Target, watch: Watch, outcome: dict[str, int], options: argparse.Namespace) -> None:
    """Keep what reaches further, and change it on: by our own ways and by libFuzzer's. Ends this process."""
    corpus = watch.folder / "corpus"
    corpus.mkdir()
    for number, data in enumerate(target.seeds()):
        (corpus / str(number)).write_bytes(data)

    def change(data: bytes, most: int, seed: int) -> bytes:
        rng = random.Random(seed)  # noqa: S311 - the same for the same seed
        if data and rng.random() < _OURS:
            with suppress(Exception):  # what has lost its form has no inside
                way = target.inside if target.inside and rng.random() < _INSIDE else mutated
                return way(data, rng)[:most]
        return bytes(atheris.Mutate(data, most))

    bounds = (f"-max_total_time={options.seconds:.0f}", f"-timeout={options.hang * 20:.0f}", "-rss_limit_mb=2500")
    where = f"-artifact_prefix={watch.folder}/culprit-"
    arguments = [sys.argv[0], str(corpus), *bounds, where, f"-seed={options.seed + 1}", "-print_final_stats=1"]
    atheris.Setup(arguments, lambda data: _one(target, data, watch, outcome), custom_mutator=change)
    atheris.Fuzz()


def main() -> int:
    """Fuzz."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("target", choices=TARGETS)
    parser.add_argument("--seconds", type=float, default=10)
    parser.add_argument("--seed", type=int, default=0)
    parser.add_argument("--hang", type=float, default=30, help="seconds of processor time that one case may take")
    parser.add_argument("--megabytes", type=int, default=1500, help="address space of this process")
    parser.add_argument("--atheris", action="store_true")
    options = parser.parse_args()
    target, outcome = TARGETS[options.target], {"read": 0, "refused": 0}
    watch = Watch(Path(tempfile.mkdtemp(prefix="fuzz-", dir=_QUICK if os.access(_QUICK, os.W_OK) else None)))
    if options.atheris:
        _guided(target, watch, outcome, options)
        return 0
    make = _mutants(target, random.Random(options.seed))  # noqa: S311 - the same cases every time
    resource.setrlimit(resource.RLIMIT_AS, (options.megabytes << 20, options.megabytes << 20))
    faulthandler.enable()
    slowest, end, data = 0.0, time.monotonic() + options.seconds, b""
    while time.monotonic() < end:
        data = make()
        culprit = Path(watch.folder) / "culprit"
        culprit.write_bytes(data)
        faulthandler.dump_traceback_later(options.hang * 20, exit=True)
        began = time.process_time()
        try:
            _one(target, data, watch, outcome)
        except BaseException:  # noqa: BLE001 - whatever it is, it is what we look for
            print(traceback.format_exc(), f"culprit: {culprit}", sep="\n")  # noqa: T201
            return 1
        took = time.process_time() - began
        slowest = max(slowest, took)
        if took > options.hang:
            print(f"{took:.1f} s for one case; culprit: {culprit}")  # noqa: T201
            return 1
    faulthandler.cancel_dump_traceback_later()
    shutil.rmtree(watch.folder)
    most = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss >> 10
    print(f"{options.target}: {outcome['read']} read, {outcome['refused']} refused, slowest {slowest:.2f} s, {most} MB")  # noqa: T201
    return 0


if __name__ == "__main__":
    sys.exit(main())
