"""A process that has imported the program once and forks for each command: a hundred of them cost seconds, not minutes.

``python server.py SOCKET`` serves; ``python server.py SOCKET ARGUMENT...`` is ``reader ARGUMENT...`` run by it, with the
caller's folder, environment and streams, and its exit code.
"""

from __future__ import annotations

import contextlib
import json
import os
import socket
import sys
import traceback

_MOST = 1 << 20  # bytes of a request; the environment goes with it


def _serve(path: str) -> None:
    import importlib  # noqa: PLC0415 - a caller needs none of this

    from reader.cli import cli  # noqa: PLC0415

    for name in (*cli.list_commands(None), "output"):  # type: ignore[arg-type]
        importlib.import_module(f"reader.cli.{name}")
    # What the commands import when they are called.
    for name in ("ctranslate2", "sentencepiece", "numpy", "lxml.etree", "rapidfuzz.fuzz", "reader.pipeline.session",
                 "reader.translation.engine", "reader.translation.tokenizer", "reader.alignment.aligner", "reader.pipeline.batch_workers"):  # fmt: skip
        importlib.import_module(name)
    with socket.socket(socket.AF_UNIX) as listening:
        listening.bind(path)
        listening.listen()
        while True:
            connection, _ = listening.accept()
            request, streams, _, _ = socket.recv_fds(connection, _MOST, 3)
            if os.fork() == 0:
                _answer(connection, json.loads(request), streams)
            connection.close()
            with contextlib.suppress(ChildProcessError):  # there is none left
                while os.waitpid(-1, os.WNOHANG)[0]:  # each answers for itself; this only buries them
                    pass
            for stream in streams:
                os.close(stream)


def _answer(connection: socket.socket, request: dict[str, object], streams: list[int]) -> None:
    """Be the command; this process ends here."""
    from reader.cli import main  # noqa: PLC0415

    code = 70
    try:
        for number, stream in enumerate(streams):
            os.dup2(stream, number)
            os.close(stream)
        # Python's own have learnt from the old ones whether they can seek.
        sys.stdin = open(0, encoding="utf-8", closefd=False)  # noqa: SIM115
        sys.stdout, sys.stderr = (open(n, "w", encoding="utf-8", closefd=False) for n in (1, 2))  # noqa: SIM115
        os.chdir(str(request["cwd"]))
        os.environ.clear()
        os.environ.update(request["env"])  # type: ignore[call-overload]
        try:
            main(list(request["arguments"]))  # type: ignore[call-overload]
        except SystemExit as end:
            code = int(end.code or 0)
        except BaseException:  # noqa: BLE001 - whatever it is, the caller is to read it
            traceback.print_exc()
        sys.stdout.flush()
        sys.stderr.flush()
    finally:
        connection.send(bytes([code]))
        os._exit(code)


def _ask(path: str, arguments: list[str]) -> int:
    with socket.socket(socket.AF_UNIX) as connection:
        connection.connect(path)
        request = {"arguments": arguments, "cwd": os.getcwd(), "env": dict(os.environ)}  # noqa: PTH109 - pathlib is slow to come
        socket.send_fds(connection, [json.dumps(request).encode()], [0, 1, 2])
        return (connection.recv(1) or b"\x46")[0]


if __name__ == "__main__":
    if len(sys.argv) == 2:
        _serve(sys.argv[1])
    sys.exit(_ask(sys.argv[1], sys.argv[2:]))
