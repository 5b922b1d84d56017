"""Downloads a file and does not give up easily: resumes, times out, and believes nothing that a server says of it.

The only module of the program that touches the network.
"""

from __future__ import annotations

import contextlib
import hashlib
import http.client
import json
import os
import re
import socket
import ssl
import time
import urllib.error
import urllib.request
from dataclasses import dataclass, field
from typing import IO, TYPE_CHECKING, Any
from urllib.parse import urlsplit

from reader.errors import NetworkError, PackageError

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence
    from pathlib import Path

__all__ = ["Downloaded", "Patience", "download", "fetch"]

_CHUNK = 1 << 16
_ATTEMPTS_IN_ALL = 100
_AGENT = "fr-en-reader"
_OFFLINE = "you seem to be off line; a package file can be installed without: reader packages install FILE.argosmodel"
_LATER = "try again: what has arrived is kept, and the download goes on from there"
_RANGE = re.compile(r"bytes (\d+)-(\d+)/(\d+|\*)")
_RETRIABLE = frozenset({408, 425, 429, 500, 502, 503, 504})


@dataclass(frozen=True, slots=True)
class Patience:
    """How long to wait and how often to try.

    ``silence``: seconds without a byte that end an attempt. ``attempts``: tries in a row that bring nothing new.
    ``pause``: seconds before the second try, doubled each time. ``slowest``: bytes a second, over ``window`` seconds,
    below which an attempt is ended too. ``largest``: bytes that no file may exceed.
    """

    silence: float = 30.0
    attempts: int = 4
    pause: float = 1.0
    slowest: float = 256.0
    window: float = 60.0
    largest: int = 8 << 30


@dataclass(frozen=True, slots=True)
class Downloaded:
    """How much of a file is here, of how much (None: the server does not say)."""

    done: int
    total: int | None


class _TryAgain(Exception):  # noqa: N818 - never leaves this module
    """An attempt ended early; the next one may go on from there."""


class _GiveUp(Exception):  # noqa: N818 - never leaves this module
    """This address will not do, however often it is asked."""

    def __init__(self, message: str, hint: str = "") -> None:
        super().__init__(message)
        self.hint = hint


@dataclass(slots=True)
class _Part:
    """The part of a file that has arrived, and the note beside it of what it is a part of."""

    path: Path
    url: str
    validator: str = ""
    total: int | None = None
    _note: Path = field(init=False)

    def __post_init__(self) -> None:
        self._note = self.path.with_name(self.path.name + ".json")
        with contextlib.suppress(OSError, ValueError, AttributeError):
            said = json.loads(self._note.read_text(encoding="utf-8"))
            if said.get("url") == self.url and said.get("validator"):
                self.validator, self.total = str(said["validator"]), said.get("total")
                return
        self.restart()

    @property
    def size(self) -> int:
        return self.path.stat().st_size if self.path.exists() else 0

    def restart(self) -> None:
        """Throw away what is here."""
        self.validator, self.total = "", None
        self.path.unlink(missing_ok=True)
        self._note.unlink(missing_ok=True)

    def note(self, validator: str, total: int | None) -> None:
        """Remember what server and file this is a part of; without a validator it cannot be gone on with another day."""
        self.validator, self.total = validator, total
        self._note.write_text(json.dumps({"url": self.url, "validator": validator, "total": total}), encoding="utf-8")

    def finish(self, into: Path) -> None:
        """Put the whole file in its place."""
        with self.path.open("rb+") as file:
            os.fsync(file.fileno())
        self.path.replace(into)
        self._note.unlink(missing_ok=True)


def download(
    urls: Sequence[str], into: Path, *, sha256: str = "", size: int | None = None, patience: Patience | None = None
) -> Iterator[Downloaded]:
    """Download a file from the first address that gives it.

    What arrives stands beside ``into`` as ``.part`` until it is whole; a later call goes on from there where the server
    can and the file there is still the same.

    Args:
        urls: addresses of the same file, http or https.
        into: where to put it.
        sha256: its hash, where it is known.
        size: its size in bytes, where it is known.
        patience: how long to wait.

    Yields:
        how far it has come; the last one says that it is whole.

    Raises:
        NetworkError: no address gives it, or what comes is not what was promised.
        PackageError: it cannot be written here.
    """
    failures: list[_GiveUp] = []
    try:
        into.parent.mkdir(parents=True, exist_ok=True)
        for url in urls:
            part = _Part(into.with_name(into.name + ".part"), url)
            try:
                yield from _persist(part, patience or Patience(), size)
                _compare(part, sha256, size)
            except _GiveUp as failure:
                failures.append(failure)
                continue
            part.finish(into)
            return
    except OSError as error:
        raise PackageError(
            f"{into} cannot be written: {error.strerror or error}", hint="check its permissions and the free space"
        ) from error
    reason = failures[-1] if failures else _GiveUp("there is no address to download from")
    raise NetworkError(f"{into.name} could not be downloaded: {reason}", hint=reason.hint) from reason


def fetch(url: str, *, largest: int = 16 << 20, patience: Patience | None = None) -> bytes:
    """A small file, kept in memory.

    Raises:
        NetworkError: it does not come, or is larger than allowed.
    """
    patience = patience or Patience()
    for attempt in range(patience.attempts):
        try:
            return _whole(url, largest, patience)
        except _TryAgain as failure:
            if attempt == patience.attempts - 1:
                raise NetworkError(f"{url}: {failure}", hint=_OFFLINE) from failure
            time.sleep(patience.pause * 2**attempt)
        except _GiveUp as failure:
            raise NetworkError(str(failure), hint=failure.hint) from failure
    raise NetworkError(f"{url} was not asked for")


def _whole(url: str, largest: int, patience: Patience) -> bytes:
    data = bytearray()
    with _request(url, {}, patience) as response:
        for piece in _pieces(response, patience):
            data += piece
            if len(data) > largest:
                raise _GiveUp(f"{url} is larger than {largest:,} bytes")
        declared = response.headers.get("Content-Length", "")
    if declared.isdigit() and len(data) < int(declared):
        raise _TryAgain(f"only {len(data):,} of {int(declared):,} bytes came")
    return bytes(data)


def _persist(part: _Part, patience: Patience, size: int | None) -> Iterator[Downloaded]:
    """Attempt after attempt, as long as each brings something."""
    fruitless = 0
    for _ in range(_ATTEMPTS_IN_ALL):
        before = part.size
        try:
            yield from _attempt(part, patience, size)
        except _TryAgain as failure:
            fruitless = 0 if part.size > before else fruitless + 1
            if fruitless >= patience.attempts:
                raise _GiveUp(f"{part.url}: {failure}", _LATER if part.size else _OFFLINE) from failure
            time.sleep(patience.pause * 2 ** max(0, fruitless - 1))
        else:
            return
    raise _GiveUp(f"{part.url}: the connection broke {_ATTEMPTS_IN_ALL} times", _LATER)


def _attempt(part: _Part, patience: Patience, size: int | None) -> Iterator[Downloaded]:
    at = part.size
    if at and at in {size, part.total}:
        yield Downloaded(at, at)
        return
    headers = {"Range": f"bytes={at}-", "If-Range": part.validator} if at and part.validator else {}
    if at and not headers:
        part.restart()
        at = 0
    with _request(part.url, headers, patience, on_range_error=part.restart) as response:
        at, total = _where(part, response, at)
        _check_size(part, total, size, patience)
        mode = "ab" if at else "wb"
        with part.path.open(mode) as sink:
            for piece in _pieces(response, patience):
                at += len(piece)
                if at > min(x for x in (total, size, patience.largest) if x is not None):
                    sink.truncate(0)
                    raise _GiveUp(f"{part.url}: more bytes came than were promised")
                sink.write(piece)
                sink.flush()
                yield Downloaded(at, total or size)
    expected = total or size
    if expected is not None and at < expected:
        raise _TryAgain(f"only {at:,} of {expected:,} bytes came")
    yield Downloaded(at, at)


def _check_size(part: _Part, total: int | None, size: int | None, patience: Patience) -> None:
    if total is not None and size is not None and total != size:
        raise _GiveUp(f"{part.url}: the file has {total:,} bytes, and should have {size:,}")
    if (total or 0) > patience.largest:
        raise _GiveUp(f"{part.url}: a file of {total:,} bytes is no package")


def _where(part: _Part, response: Any, at: int) -> tuple[int, int | None]:  # noqa: ANN401 - what urlopen returns
    """Where what the server sends belongs, and how long the whole is."""
    length = response.headers.get("Content-Length", "")
    validator = response.headers.get("ETag", "") or response.headers.get("Last-Modified", "")
    if validator.startswith("W/"):
        validator = response.headers.get("Last-Modified", "")  # a weak tag does not vouch for bytes
    if response.status == http.HTTPStatus.PARTIAL_CONTENT:
        found = _RANGE.fullmatch(response.headers.get("Content-Range", ""))
        total = int(found[3]) if found and found[3] != "*" else None
        if not found or int(found[1]) != at or (part.total and total and total != part.total):
            part.restart()
            raise _TryAgain("the server sent another part than was asked for")
        return at, total or part.total
    total = int(length) if length.isdigit() else None
    part.restart()
    part.note(validator, total)
    return 0, total


def _compare(part: _Part, sha256: str, size: int | None) -> None:
    """Whether what has arrived is what was promised; what is not is thrown away."""
    if size is not None and part.size != size:
        wrong = f"it has {part.size:,} bytes, and should have {size:,}"
        part.restart()
        raise _GiveUp(f"{part.url}: {wrong}")
    if sha256:
        with part.path.open("rb") as file:
            found = hashlib.file_digest(file, "sha256").hexdigest()
        if found != sha256.lower():
            part.restart()
            raise _GiveUp(f"{part.url}: its checksum is {found[:16]}…, and should be {sha256[:16].lower()}…")


def _pieces(response: IO[bytes], patience: Patience) -> Iterator[bytes]:
    """What comes, piece by piece, as long as it comes fast enough."""
    since, count = time.monotonic(), 0
    while True:
        try:
            piece = response.read1(_CHUNK)  # type: ignore[attr-defined]
        except TimeoutError as error:
            raise _TryAgain(f"nothing came for {patience.silence:g} seconds") from error
        except (OSError, http.client.HTTPException) as error:
            raise _TryAgain(f"the connection broke: {error}") from error
        if not piece:
            return
        yield piece
        count += len(piece)
        waited = time.monotonic() - since
        if waited > patience.window:
            if count / waited < patience.slowest:
                raise _TryAgain(f"it came at {count / waited:.0f} bytes a second")
            since, count = time.monotonic(), 0


class _SameSafety(urllib.request.HTTPRedirectHandler):
    """Follows redirects, but from https to https only and never to anything else than the web."""

    def redirect_request(  # noqa: PLR0913, PLR0917 - urllib's signature
        self,
        req: urllib.request.Request,
        fp: IO[bytes],
        code: int,
        msg: str,
        headers: http.client.HTTPMessage,
        newurl: str,
    ) -> urllib.request.Request | None:
        old, new = urlsplit(req.full_url).scheme, urlsplit(newurl).scheme
        if new not in ("http", "https") or (old == "https" and new != "https"):
            raise _GiveUp(f"{req.full_url} leads on to {newurl}, which is not safe")
        return super().redirect_request(req, fp, code, msg, headers, newurl)


def _request(
    url: str, headers: dict[str, str], patience: Patience, *, on_range_error: Callable[[], None] = lambda: None
) -> Any:  # noqa: ANN401 - an http.client.HTTPResponse or a wrapper of it
    if urlsplit(url).scheme not in ("http", "https"):
        raise _GiveUp(f"{url} is no address of the web")
    request = urllib.request.Request(url, headers={"User-Agent": _AGENT, "Accept-Encoding": "identity", **headers})  # noqa: S310 - checked above
    opener = urllib.request.build_opener(_SameSafety)
    try:
        return opener.open(request, timeout=patience.silence)
    except urllib.error.HTTPError as error:
        error.close()
        if error.code == http.HTTPStatus.REQUESTED_RANGE_NOT_SATISFIABLE:
            on_range_error()
            raise _TryAgain("the server has no such part") from error
        if error.code in _RETRIABLE:
            raise _TryAgain(f"the server answers {error.code} {error.reason}") from error
        raise _GiveUp(f"{url}: the server answers {error.code} {error.reason}") from error
    except urllib.error.URLError as error:
        if isinstance(error.reason, ssl.SSLError):
            raise _GiveUp(f"{url}: no safe connection: {error.reason}") from error
        if isinstance(error.reason, socket.gaierror):  # no name server, so no network: no use in waiting
            raise _GiveUp(f"{urlsplit(url).hostname} cannot be found", _OFFLINE) from error
        raise _TryAgain(f"{urlsplit(url).hostname} cannot be reached: {error.reason}") from error
    except TimeoutError as error:
        raise _TryAgain(f"nothing came for {patience.silence:g} seconds") from error
    except (OSError, http.client.HTTPException, ValueError) as error:
        raise _TryAgain(f"{urlsplit(url).hostname} does not answer as a web server should: {error}") from error
