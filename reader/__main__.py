"""``python -m reader`` and the command ``reader``."""

from __future__ import annotations

import signal

__all__ = ["main"]


def main() -> None:
    """Run the command line. A Ctrl-C while it is being imported ends the process without a word."""
    heeded = signal.getsignal(signal.SIGINT) is signal.default_int_handler
    if heeded:
        signal.signal(signal.SIGINT, signal.SIG_DFL)
    from reader.cli import main as run  # noqa: PLC0415 - see above

    if heeded:
        signal.signal(signal.SIGINT, signal.default_int_handler)
    run()


if __name__ == "__main__":
    main()
