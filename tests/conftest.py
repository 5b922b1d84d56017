"""What all tests share: folders of their own, a network that is not there, and the parts that ship."""

from __future__ import annotations

import os
import signal
import socket
from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import HealthCheck, settings

from reader.config import Config
from reader.pipeline import Resources

# A machine may be busy: no clock fails a test. And the same cases each time, so that a failure is of what was changed;
# other ones by --hypothesis-profile=roaming.
settings.register_profile("steady", deadline=None, derandomize=True, suppress_health_check=[HealthCheck.too_slow])
settings.register_profile("roaming", settings.get_profile("steady"), derandomize=False)
settings.load_profile("steady")

ROOT = Path(__file__).parent.parent
_FOLDERS = ("READER_CONFIG_DIR", "READER_DATA_DIR", "ARGOS_PACKAGES_DIR")
_LOOPBACK = frozenset({"127.0.0.1", "::1", "localhost"})


@pytest.fixture(scope="session", autouse=True)
def _heeded_interrupts() -> None:
    """A run that a shell put into the background ignores Ctrl-C, and what it starts would inherit that."""
    if signal.getsignal(signal.SIGINT) is signal.SIG_IGN:
        signal.signal(signal.SIGINT, signal.default_int_handler)


@pytest.fixture(scope="session", autouse=True)
def _shared_cache(tmp_path_factory: pytest.TempPathFactory) -> None:
    """The embedded package is unpacked once for the whole run, outside of the user's cache."""
    os.environ["READER_CACHE_DIR"] = str(tmp_path_factory.mktemp("cache"))
    for name in list(os.environ):
        if name.startswith("READER_") and "__" in name:
            del os.environ[name]


@pytest.fixture(autouse=True)
def own_folders(tmp_path_factory: pytest.TempPathFactory, monkeypatch: pytest.MonkeyPatch) -> None:
    """Config, data and installed packages of each test stand in folders of its own."""
    for name in _FOLDERS:
        monkeypatch.setenv(name, str(tmp_path_factory.mktemp(name.lower())))


@pytest.fixture(autouse=True)
def _no_network(monkeypatch: pytest.MonkeyPatch) -> None:
    """A connection to any other machine is an error: nothing leaves the computer."""
    real = socket.socket.connect

    def connect(self: socket.socket, address: object) -> None:
        if (
            self.family in (socket.AF_INET, socket.AF_INET6)
            and isinstance(address, tuple)
            and address[0] not in _LOOPBACK
        ):
            pytest.fail(f"something tried to reach {address}")
        real(self, address)  # type: ignore[arg-type]

    monkeypatch.setattr(socket.socket, "connect", connect)


@pytest.fixture
def resources() -> Iterator[Resources]:
    """The package and the lexicon that ship, and a memory of the test's own."""
    with Resources(Config()) as opened:
        yield opened


@pytest.fixture(scope="session")
def seeds() -> tuple[Path, Path]:
    """The two seed documents."""
    first, second = sorted((ROOT / "seeds").glob("*.txt"))
    return first, second
