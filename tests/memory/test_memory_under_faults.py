"""Killed writers, several writers, damaged and foreign files, full disks, and clocks that run backwards."""

from __future__ import annotations

import os
import random
import shutil
import signal
import sqlite3
import subprocess
import sys
import threading
import time
from pathlib import Path

import pytest

from reader.bitext import Hypothesis, Origin, TranslationUnit
from reader.errors import MemoryFileError
from reader.memory import Memory, Shelf, salvage
from reader.memory.migrations import VERSION

WRITER = Path(__file__).with_name("writer.py")


def start_writer(path: Path, name: str, count: int) -> subprocess.Popen[str]:
    return subprocess.Popen(
        [sys.executable, str(WRITER), str(path), name, str(count)], stdout=subprocess.PIPE, text=True
    )


def unit(source: str, target: str = "x", document: str = "d") -> TranslationUnit:
    return TranslationUnit(source, target, Origin.HUMAN, document=document)


def kill_in_the_middle(path: Path, name: str, seed: int) -> int:
    """Start a writer, kill it at some moment; says the last number that it confirmed, -1 for none."""
    writer = start_writer(path, name, 1_000_000)
    assert writer.stdout is not None
    assert writer.stdout.readline() == "ready\n"
    time.sleep(random.Random(seed).uniform(0.0, 0.25))  # noqa: S311
    os.kill(writer.pid, signal.SIGKILL)
    rest, _ = writer.communicate()
    whole = [line for line in rest.splitlines(keepends=True) if line.endswith("\n")]
    return int(whole[-1]) if whole else -1


def check_after_kill(path: Path, name: str, confirmed: int) -> None:
    with Memory(path) as memory:
        assert memory.check() == ()
        wanted = [f"{name} {n} phrase." for n in range(confirmed + 1)]
        assert {s: h.text for s, h in memory.recall(wanted).items()} == {s: f"e{n}" for n, s in enumerate(wanted)}
        machine = [f"{name} {n} phrase {k}." for n in range(confirmed + 1) for k in range(8)]
        assert len(memory.recall(machine, "m")) == len(machine)
        done = [o.payload["n"] for o in Shelf(memory).journal(name).operations()]
        assert done in (list(range(confirmed + 1)), list(range(confirmed + 2)))
        # A batch is there as a whole or not at all, and what is there is found.
        later = memory.recall([f"{name} {confirmed + 1} phrase {k}." for k in range(8)], "m")
        assert len(later) in (0, 8)
        if confirmed >= 0:
            assert memory.concordance(f'"{name} {confirmed}"')


@pytest.mark.parametrize("seed", range(4))
def test_what_was_confirmed_before_a_kill_is_there(tmp_path: Path, seed: int) -> None:
    path = tmp_path / "m.sqlite3"
    check_after_kill(path, "w", kill_in_the_middle(path, "w", seed))


@pytest.mark.slow
def test_a_hundred_kills_in_a_row_lose_nothing(tmp_path: Path) -> None:
    path = tmp_path / "m.sqlite3"
    confirmed = {f"w{seed}": kill_in_the_middle(path, f"w{seed}", seed) for seed in range(100)}
    for name, number in confirmed.items():
        check_after_kill(path, name, number)


def test_two_processes_and_this_one_write_at_once(tmp_path: Path) -> None:
    path = tmp_path / "m.sqlite3"
    writers = [start_writer(path, name, 25) for name in ("a", "b")]
    with Memory(path) as memory:
        for number in range(25):
            memory.remember([unit(f"ici {number}")])
            memory.fuzzy(f"ici {number}")
        assert [writer.wait(timeout=300) for writer in writers] == [0, 0]
        assert memory.statistics().units == 25 + 2 * 25 * 9
        assert memory.check() == ()
    for writer in writers:
        assert writer.stdout is not None
        writer.stdout.close()


def test_many_processes_may_make_the_file_at_once(tmp_path: Path) -> None:
    writers = [start_writer(tmp_path / "m.sqlite3", f"w{n}", 1) for n in range(4)]
    for writer in writers:
        assert writer.communicate(timeout=300)[0] == "ready\n0\n"


def test_threads_share_one_memory(tmp_path: Path) -> None:
    with Memory(tmp_path / "m.sqlite3") as memory:
        failures: list[BaseException] = []

        def work(name: str) -> None:
            try:
                for number in range(30):
                    memory.remember_machine([(f"{name} {number}", Hypothesis("x"))], "m")
                    memory.concordance(name)
            except BaseException as error:  # noqa: BLE001 - the test's thread tells of any
                failures.append(error)

        threads = [threading.Thread(target=work, args=(name,)) for name in ("un", "deux", "trois")]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
        assert failures == []
        assert memory.statistics().units == 90


def test_the_last_writing_counts_though_the_clock_runs_backwards(monkeypatch: pytest.MonkeyPatch) -> None:
    memory = Memory(None)
    for when, document in [(2_000_000_000, "a"), (1_000_000_000, "b"), (5, "c")]:
        monkeypatch.setattr("time.time", lambda when=when: when)
        memory.remember([unit("Oui.", document, document)])
    assert memory.recall(["Oui."])["Oui."].text == "c"


def test_a_persons_work_waits_for_the_disk_and_the_machines_does_not(tmp_path: Path) -> None:
    with Memory(tmp_path / "m.sqlite3") as memory:

        def waits() -> bool:
            return memory.store.rows("PRAGMA synchronous") == [(2,)]

        memory.remember_machine([("Un.", Hypothesis("One."))], "m")
        assert not waits()
        Shelf(memory).journal("d").record("edit", {})
        assert waits()
        memory.remember([unit("Un.")])
        assert not waits()
        memory.remember([TranslationUnit("Un.", "One!", Origin.EDITED)])
        assert waits()


def test_a_failed_batch_leaves_nothing_behind(tmp_path: Path) -> None:
    def broken() -> list[TranslationUnit]:
        return [unit("Un."), TranslationUnit("Deux.", None, Origin.HUMAN)]  # type: ignore[arg-type]

    with Memory(tmp_path / "m.sqlite3") as memory:
        with pytest.raises((MemoryFileError, AttributeError, TypeError)):
            memory.remember(broken())
        assert memory.statistics().units == 0
        memory.remember([unit("Trois.")])
        assert memory.statistics().sources == 1


def test_a_file_of_another_program_is_left_alone(tmp_path: Path) -> None:
    path = tmp_path / "other.sqlite3"
    with sqlite3.connect(path) as other:
        other.execute("CREATE TABLE units (x)")
    other.close()
    before = path.read_bytes()
    with pytest.raises(MemoryFileError, match=r"other\.sqlite3.*another program"):
        Memory(path)
    assert path.read_bytes() == before


@pytest.mark.parametrize(
    "data", [b"This is a text, not a database, and long enough to be looked at." * 20, b"\0" * 5000]
)
def test_a_file_that_is_no_database_is_left_alone(tmp_path: Path, data: bytes) -> None:
    path = tmp_path / "m.sqlite3"
    path.write_bytes(data)
    with pytest.raises(MemoryFileError, match="is no memory file") as caught:
        Memory(path)
    assert caught.value.hint
    assert path.read_bytes() == data


def test_a_newer_file_is_refused_politely(tmp_path: Path) -> None:
    path = tmp_path / "m.sqlite3"
    Memory(path).close()
    with sqlite3.connect(path) as newer:
        newer.execute(f"PRAGMA user_version = {VERSION + 1}")
    newer.close()
    with pytest.raises(MemoryFileError, match="newer version") as caught:
        Memory(path)
    assert "update" in caught.value.hint


@pytest.mark.skipif(os.geteuid() == 0, reason="root may write everywhere")
def test_a_folder_that_cannot_be_written_is_said_as_a_user(tmp_path: Path) -> None:
    tmp_path.chmod(0o500)
    with pytest.raises(MemoryFileError, match="cannot be opened"):
        Memory(tmp_path / "deep" / "m.sqlite3")


def test_a_path_that_cannot_be_is_said(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("", encoding="utf-8")
    for path in (tmp_path / "file" / "m.sqlite3", tmp_path):
        with pytest.raises(MemoryFileError, match="cannot be opened"):
            Memory(path)


def test_a_full_disk_is_said_and_nothing_is_lost(tmp_path: Path) -> None:
    with Memory(tmp_path / "m.sqlite3") as memory:
        memory.remember([unit("Avant.")])
        [(pages,)] = memory.store.rows("PRAGMA page_count")
        memory.store.rows(f"PRAGMA max_page_count = {pages + 2}")
        with pytest.raises(MemoryFileError, match="disk is full") as caught:
            memory.remember([unit(f"Phrase {n} " + "mot " * 300) for n in range(200)])
        assert "free some space" in caught.value.hint
        memory.store.rows("PRAGMA max_page_count = 1000000")
        assert [u.source for u in memory.units()] == ["Avant."]
        memory.remember([unit("Après.")])
        assert memory.check() == ()


def test_a_memory_that_is_closed_says_so() -> None:
    memory = Memory(None)
    memory.close()
    memory.close()
    with pytest.raises(MemoryFileError, match="is closed"):
        memory.recall(["x"])


def damaged_copy(path: Path, seed: int) -> Path:
    """A copy with a few pages of noise in it, the first one spared."""
    copy = path.with_name(f"damaged-{seed}.sqlite3")
    data = bytearray(path.read_bytes())
    rng = random.Random(seed)  # noqa: S311
    for _ in range(4):
        page = rng.randrange(1, len(data) // 4096)
        data[page * 4096 : (page + 1) * 4096] = rng.randbytes(4096)
    copy.write_bytes(data)
    return copy


def test_what_can_be_read_of_a_damaged_file_is_saved(tmp_path: Path) -> None:
    path = tmp_path / "m.sqlite3"
    with Memory(path) as memory:
        list(memory.import_units(unit(f"La phrase numéro {n} de ce texte.", f"Sentence {n}.") for n in range(4000)))
        Shelf(memory).journal("d").record("edit", {"n": 1})
        memory.vacuum()
    saved = []
    for seed in range(6):
        copy, new = damaged_copy(path, seed), tmp_path / f"saved-{seed}.sqlite3"
        try:
            counts = dict(salvage(copy, new))
        except MemoryFileError:
            saved.append(0)
            continue
        with Memory(new) as memory:
            assert memory.check() == ()
            there = {u.source: u.target for u in memory.units()}
            for source, target in there.items():
                assert source == f"La phrase numéro {target.split()[1].rstrip('.')} de ce texte."
            if there:
                assert memory.concordance("phrase", limit=3)
            saved.append(counts["units"])
    assert sorted(saved)[2] > 3000, saved


def test_a_damaged_file_is_said_and_the_way_out(tmp_path: Path) -> None:
    path = tmp_path / "m.sqlite3"
    with Memory(path) as memory:
        memory.remember([unit(f"Phrase {n}.") for n in range(3000)])
        memory.vacuum()
    data = bytearray(path.read_bytes())
    data[4096:] = b"\xa5" * (len(data) - 4096)
    path.write_bytes(data)
    with pytest.raises(MemoryFileError, match="is damaged") as caught, Memory(path) as memory:
        memory.recall([f"Phrase {n}." for n in range(3000)])
    assert "salvage" in caught.value.hint


def test_a_value_that_no_column_may_hold_is_damage(tmp_path: Path) -> None:
    path = tmp_path / "m.sqlite3"
    with Memory(path) as memory:
        memory.remember([unit(f"Phrase {n}.") for n in range(60)])
        memory.vacuum()
    with sqlite3.connect(path) as plain:
        change = "UPDATE sqlite_master SET sql = replace(sql, ?, ?) WHERE name = 'sources'"
        strict, lax = "text TEXT NOT NULL", "text TEXT"
        plain.execute("PRAGMA writable_schema = RESET")
        plain.execute("PRAGMA writable_schema = ON")
        plain.execute(change, (strict, lax))
    plain.close()
    with sqlite3.connect(path) as plain:
        plain.execute("UPDATE sources SET text = NULL WHERE id % 7 = 0")
        plain.execute("PRAGMA writable_schema = ON")
        plain.execute(change, (lax, strict))
    plain.close()
    with Memory(path) as memory:
        for text in ("Phrase 7 ?", "Phrase 14."):
            with pytest.raises(MemoryFileError, match="is damaged"):
                memory.fuzzy(text)


def test_saving_does_not_write_over_a_file(tmp_path: Path) -> None:
    Memory(tmp_path / "m.sqlite3").close()
    with pytest.raises(MemoryFileError, match="is there already"):
        list(salvage(tmp_path / "m.sqlite3", tmp_path / "m.sqlite3"))
    with pytest.raises(MemoryFileError, match="no memory file at"):
        list(salvage(tmp_path / "none", tmp_path / "new"))
    shutil.copyfile(__file__, tmp_path / "text")
    with pytest.raises(MemoryFileError, match="can be read"):
        list(salvage(tmp_path / "text", tmp_path / "new"))


def test_statistics_and_vacuum(tmp_path: Path) -> None:
    with Memory(tmp_path / "m.sqlite3") as memory:
        memory.remember([unit(f"Phrase {n}.", document=f"d{n % 3}") for n in range(2000)])
        for decoding in ("old", "new"):
            memory.remember_machine([(f"Phrase {n}.", Hypothesis("y " * 50)) for n in range(2000)], decoding)
        before = memory.statistics()
        assert (before.units, before.sources, before.decodings) == (6000, 2000, {"old": 2000, "new": 2000})
        assert before.origins == {Origin.HUMAN: 2000, Origin.MACHINE: 4000}
        assert memory.forget_machine(keep="new") == 2000
        size, smaller = memory.vacuum()
        assert smaller < size
        after = memory.statistics()
        assert (after.units, after.decodings, after.free) == (4000, {"new": 2000}, 0)
        assert memory.check() == ()
        assert memory.recall(["Phrase 7."], "old", document="d1") == {}
        assert len(memory.concordance("y", limit=10)) == 10
