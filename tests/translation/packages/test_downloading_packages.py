"""Downloads from a real server on this machine, which stalls, breaks off, lies and moves."""

from __future__ import annotations

import functools
import hashlib
import http.server
import json
import random
import threading
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path

import pytest

from reader.errors import NetworkError, PackageError
from reader.translation.packages_download import Patience, download, fetch

DATA = random.Random(7).randbytes(300_000)  # noqa: S311 - any bytes will do
SHA = hashlib.sha256(DATA).hexdigest()
QUICK = Patience(
    attempts=3, pause=0.01
)  # seconds of silence as users have them: a busy machine may be as slow as a bad line

Answer = Callable[["Handler"], None]


class Handler(http.server.BaseHTTPRequestHandler):
    """Answers as the test says; notes what was asked for."""

    protocol_version = "HTTP/1.1"
    server: Server

    def do_GET(self) -> None:
        self.server.asked.append((self.path, self.headers.get("Range", "")))
        self.close_connection = True
        self.server.answer(self)

    def head(self, status: int, **headers: object) -> None:
        self.send_response(status)
        for name, value in headers.items():
            self.send_header(name.replace("_", "-"), str(value))
        self.end_headers()

    @property
    def start(self) -> int:
        """Where the client wants to go on."""
        wanted = self.headers.get("Range", "bytes=0-")
        return int(wanted.removeprefix("bytes=").rstrip("-"))

    def part(self, data: bytes = DATA, upto: int | None = None, etag: str = '"one"') -> None:
        """A server as it should be, but for breaking off at ``upto``."""
        start = self.start if self.headers.get("If-Range", etag) == etag else 0
        if start:
            span = f"bytes {start}-{len(data) - 1}/{len(data)}"
            self.head(206, Content_Length=len(data) - start, Content_Range=span, ETag=etag)
        else:
            self.head(200, Content_Length=len(data), ETag=etag)
        self.wfile.write(data[start:upto])

    def log_message(self, format: str, *args: object) -> None:  # noqa: A002 - the library's name
        pass


class Server(http.server.ThreadingHTTPServer):
    daemon_threads = True
    answer: Answer

    def __init__(self) -> None:
        super().__init__(("127.0.0.1", 0), Handler)
        self.asked: list[tuple[str, str]] = []

    def handle_error(self, request: object, client_address: object) -> None:
        pass  # the client hanging up is what some tests are about

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self.server_port}/p.argosmodel"


@pytest.fixture
def server() -> Iterator[Server]:
    server = Server()
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.02})
    thread.start()
    yield server
    server.shutdown()
    server.server_close()
    thread.join()


@pytest.fixture(autouse=True)
def no_proxy(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("no_proxy", "*")


def get(  # noqa: PLR0913 - what download takes, and the answer
    server: Server,
    into: Path,
    answer: Answer,
    *,
    urls: Sequence[str] = (),
    sha256: str = "",
    size: int | None = None,
    patience: Patience = QUICK,
) -> list[tuple[int, int | None]]:
    server.answer = answer
    steps = download(urls or [server.url], into, sha256=sha256, size=size, patience=patience)
    return [(step.done, step.total) for step in steps]


def leftovers(into: Path) -> list[str]:
    return sorted(path.name for path in into.parent.iterdir() if path != into)


def test_a_file_comes_with_progress(server: Server, tmp_path: Path) -> None:
    into = tmp_path / "deep" / "p"
    steps = get(server, into, lambda h: h.part(), sha256=SHA, size=len(DATA))
    assert into.read_bytes() == DATA
    assert steps[-1] == (len(DATA), len(DATA))
    assert [done for done, _ in steps] == sorted(done for done, _ in steps)
    assert len(steps) > 3
    assert leftovers(into) == []


def test_a_connection_that_breaks_is_gone_on_with(server: Server, tmp_path: Path) -> None:
    get(server, tmp_path / "p", lambda h: h.part(upto=h.start + 70_000), sha256=SHA)
    assert (tmp_path / "p").read_bytes() == DATA
    starts = [asked.removeprefix("bytes=") for _, asked in server.asked]
    assert starts == ["", "70000-", "140000-", "210000-", "280000-"]


def test_a_broken_off_download_goes_on_another_day(server: Server, tmp_path: Path) -> None:
    def breaks(handler: Handler) -> None:
        handler.part(upto=100_000)

    with pytest.raises(NetworkError, match=r"only 100,000 of 300,000 bytes came") as caught:
        get(server, tmp_path / "p", breaks)
    assert "goes on from there" in caught.value.hint
    assert leftovers(tmp_path / "p") == ["p.part", "p.part.json"]
    server.asked.clear()
    get(server, tmp_path / "p", lambda h: h.part(), sha256=SHA)
    assert server.asked == [("/p.argosmodel", "bytes=100000-")]
    assert (tmp_path / "p").read_bytes() == DATA


def test_a_file_that_has_changed_meanwhile_is_loaded_anew(server: Server, tmp_path: Path) -> None:
    with pytest.raises(NetworkError):
        get(server, tmp_path / "p", lambda h: h.part(upto=100_000))
    new = DATA[::-1]
    get(server, tmp_path / "p", lambda h: h.part(new, etag='"two"'))
    assert (tmp_path / "p").read_bytes() == new


def test_a_server_without_ranges_is_asked_for_the_whole_again(server: Server, tmp_path: Path) -> None:
    def once_short(handler: Handler) -> None:
        handler.head(200, Content_Length=len(DATA))
        handler.wfile.write(DATA[: 120_000 if len(server.asked) == 1 else None])

    get(server, tmp_path / "p", once_short, sha256=SHA)
    assert (tmp_path / "p").read_bytes() == DATA
    assert [asked for _, asked in server.asked] == ["", ""]


def test_a_server_that_ignores_the_range_starts_over(server: Server, tmp_path: Path) -> None:
    def ignores(handler: Handler) -> None:
        handler.head(200, Content_Length=len(DATA), ETag='"one"')
        handler.wfile.write(DATA[: 120_000 if len(server.asked) == 1 else None])

    get(server, tmp_path / "p", ignores, sha256=SHA)
    assert (tmp_path / "p").read_bytes() == DATA


def test_a_weak_tag_does_not_vouch_for_bytes_but_a_date_does(server: Server, tmp_path: Path) -> None:
    date = "Sun, 22 Nov 2026 05:00:00 GMT"

    def weak(handler: Handler) -> None:
        start = handler.start
        dated = handler.headers.get("If-Range", date) == date
        assert dated
        if start:
            span = f"bytes {start}-{len(DATA) - 1}/{len(DATA)}"
            handler.head(206, Content_Length=len(DATA) - start, Content_Range=span, ETag='W/"x"', Last_Modified=date)
        else:
            handler.head(200, Content_Length=len(DATA), ETag='W/"x"', Last_Modified=date)
        handler.wfile.write(DATA[start : start + 200_000])

    get(server, tmp_path / "p", weak, sha256=SHA)
    assert [asked for _, asked in server.asked] == ["", "bytes=200000-"]


def test_a_server_without_that_part_is_asked_for_the_whole(server: Server, tmp_path: Path) -> None:
    def no_such_part(handler: Handler) -> None:
        if handler.start:
            handler.head(416, Content_Length=0)
        else:
            handler.part(upto=100_000 if len(server.asked) == 1 else None)

    get(server, tmp_path / "p", no_such_part, sha256=SHA)
    assert [asked for _, asked in server.asked] == ["", "bytes=100000-", ""]


def test_a_whole_part_is_not_loaded_again(server: Server, tmp_path: Path) -> None:
    with pytest.raises(NetworkError, match="should have 7"):
        get(server, tmp_path / "p", lambda h: h.part(), size=7)
    (tmp_path / "p.part").write_bytes(DATA)
    note = {"url": server.url, "validator": '"one"', "total": len(DATA)}
    (tmp_path / "p.part.json").write_text(json.dumps(note), encoding="utf-8")
    server.asked.clear()
    get(server, tmp_path / "p", lambda h: h.part(), sha256=SHA)
    assert server.asked == []


def test_what_is_no_web_server_is_said(server: Server, tmp_path: Path) -> None:
    def babbles(handler: Handler) -> None:
        handler.wfile.write(b"220 smtp ready\r\n")

    with pytest.raises(NetworkError, match="does not answer as a web server should"):
        get(server, tmp_path / "p", babbles)


def test_a_server_that_sends_another_part_is_not_believed(server: Server, tmp_path: Path) -> None:
    def wrong_part(handler: Handler) -> None:
        if handler.start:
            handler.head(206, Content_Length=10, Content_Range=f"bytes 5-14/{len(DATA)}", ETag='"one"')
            handler.wfile.write(DATA[5:15])
        else:
            handler.part(upto=120_000 if len(server.asked) == 1 else None)

    get(server, tmp_path / "p", wrong_part, sha256=SHA)
    assert (tmp_path / "p").read_bytes() == DATA


def test_a_server_that_stalls_is_left_in_time(server: Server, tmp_path: Path) -> None:
    def stalls(handler: Handler) -> None:
        handler.part(upto=50_000)
        handler.wfile.flush()
        goes_on.wait(60)

    goes_on = threading.Event()
    try:
        with pytest.raises(NetworkError, match=r"nothing came for 0\.3 seconds"):
            get(server, tmp_path / "p", stalls, patience=Patience(silence=0.3, attempts=2, pause=0.01))
    finally:
        goes_on.set()


def test_a_server_that_trickles_is_left_too(server: Server, tmp_path: Path) -> None:
    def trickles(handler: Handler) -> None:
        handler.head(200, Content_Length=len(DATA), ETag='"one"')
        for at in range(len(DATA)):
            handler.wfile.write(DATA[at : at + 1])
            handler.wfile.flush()
            if left.wait(0.1):
                break

    left = threading.Event()
    try:
        with pytest.raises(NetworkError, match="bytes a second"):
            get(server, tmp_path / "p", trickles, patience=Patience(silence=60, attempts=1, pause=0, window=0.3))
    finally:
        left.set()


def test_a_length_that_is_too_small_is_found_out(server: Server, tmp_path: Path) -> None:
    def cuts(handler: Handler) -> None:
        handler.head(200, Content_Length=1000)
        handler.wfile.write(DATA)

    with pytest.raises(NetworkError, match="checksum"):
        get(server, tmp_path / "p", cuts, sha256=SHA)
    with pytest.raises(NetworkError, match="has 1,000 bytes, and should have 300,000"):
        get(server, tmp_path / "p", cuts, size=len(DATA))
    assert leftovers(tmp_path / "p") in ([], ["p.part.json"])


def test_a_length_that_is_too_large_ends_after_a_few_tries(server: Server, tmp_path: Path) -> None:
    def boasts(handler: Handler) -> None:
        handler.head(200, Content_Length=len(DATA) + 1000)
        handler.wfile.write(DATA)

    with pytest.raises(NetworkError, match="only 300,000 of 301,000"):
        get(server, tmp_path / "p", boasts)
    assert len(server.asked) <= 5


def test_a_stream_without_an_end_is_cut(server: Server, tmp_path: Path) -> None:
    def endless(handler: Handler) -> None:
        handler.head(200, Connection="close")
        while True:
            handler.wfile.write(DATA)

    with pytest.raises(NetworkError, match="more bytes came"):
        get(server, tmp_path / "p", endless, patience=Patience(silence=1, largest=2_000_000))


def test_chunks_without_a_length_are_read(server: Server, tmp_path: Path) -> None:
    def chunks(handler: Handler) -> None:
        handler.head(200, Transfer_Encoding="chunked")
        for at in range(0, len(DATA), 50_000):
            handler.wfile.write(b"%x\r\n%b\r\n" % (len(DATA[at : at + 50_000]), DATA[at : at + 50_000]))
        handler.wfile.write(b"0\r\n\r\n")

    steps = get(server, tmp_path / "p", chunks, sha256=SHA)
    assert (tmp_path / "p").read_bytes() == DATA
    assert steps[0][1] is None


def test_chunks_that_break_off_are_not_taken_for_the_whole(server: Server, tmp_path: Path) -> None:
    def half(handler: Handler) -> None:
        handler.head(200, Transfer_Encoding="chunked")
        handler.wfile.write(b"%x\r\n" % len(DATA) + DATA[:1000])

    with pytest.raises(NetworkError, match="connection broke"):
        get(server, tmp_path / "p", half)


@pytest.mark.parametrize(("status", "asked"), [(404, 1), (403, 1), (500, 3), (503, 3)])
def test_refusals_are_told_and_passing_ones_asked_again(
    server: Server, tmp_path: Path, status: int, asked: int
) -> None:
    with pytest.raises(NetworkError, match=f"answers {status}"):
        get(server, tmp_path / "p", lambda h: h.head(status, Content_Length=0))
    assert len(server.asked) == asked


def test_the_next_address_is_tried(server: Server, tmp_path: Path) -> None:
    def moved(handler: Handler) -> None:
        if handler.path == "/gone":
            handler.head(404, Content_Length=0)
        else:
            handler.part()

    gone = server.url.replace("p.argosmodel", "gone")
    get(server, tmp_path / "p", moved, urls=["ipfs://x", "file:///etc/passwd", gone, server.url], sha256=SHA)
    assert (tmp_path / "p").read_bytes() == DATA


def test_redirects_are_followed_but_not_to_files(server: Server, tmp_path: Path) -> None:
    def moved(handler: Handler) -> None:
        if handler.path == "/p.argosmodel":
            handler.head(302, Location="/elsewhere", Content_Length=0)
        else:
            handler.part()

    get(server, tmp_path / "p", moved, sha256=SHA)
    assert (tmp_path / "p").read_bytes() == DATA
    for target in ("file:///etc/passwd", "ftp://127.0.0.1/x"):
        answer = functools.partial(Handler.head, status=302, Location=target, Content_Length=0)
        with pytest.raises(NetworkError):
            get(server, tmp_path / "q", answer)
    with pytest.raises(NetworkError):
        get(server, tmp_path / "q", lambda h: h.head(302, Location=h.path, Content_Length=0))


def test_a_wrong_file_is_thrown_away(server: Server, tmp_path: Path) -> None:
    with pytest.raises(NetworkError, match="its checksum is"):
        get(server, tmp_path / "p", lambda h: h.part(DATA[::-1]), sha256=SHA)
    assert not (tmp_path / "p.part").exists()
    get(server, tmp_path / "p", lambda h: h.part(), sha256=SHA.upper())
    assert (tmp_path / "p").read_bytes() == DATA


def test_off_line_is_said_with_a_way_out(tmp_path: Path) -> None:
    with pytest.raises(NetworkError, match=r"cannot be reached") as caught:
        list(download(["http://127.0.0.1:9/p"], tmp_path / "p", patience=QUICK))
    assert "off line" in caught.value.hint
    with pytest.raises(NetworkError, match="cannot be reached"):
        fetch("http://127.0.0.1:9/index.json", patience=QUICK)


def test_without_a_name_server_nobody_waits(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    waits: list[float] = []
    monkeypatch.setattr("time.sleep", waits.append)
    with pytest.raises(NetworkError, match=r"nowhere\.invalid cannot be found") as caught:
        list(download(["http://nowhere.invalid/p"], tmp_path / "p", patience=Patience(pause=30)))
    assert "off line" in caught.value.hint
    assert waits == []


def test_a_folder_that_cannot_be_written_is_said(server: Server, tmp_path: Path) -> None:
    (tmp_path / "file").write_text("", encoding="utf-8")
    with pytest.raises(PackageError, match="cannot be written"):
        get(server, tmp_path / "file" / "p", lambda h: h.part())


def test_small_files_are_fetched_whole_or_not_at_all(server: Server) -> None:
    server.answer = lambda h: h.part()
    assert fetch(server.url, patience=QUICK) == DATA
    with pytest.raises(NetworkError, match="larger than"):
        fetch(server.url, largest=1000, patience=QUICK)
    server.answer = lambda h: h.part(upto=1000)
    with pytest.raises(NetworkError, match="only 1,000 of"):
        fetch(server.url, patience=QUICK)
