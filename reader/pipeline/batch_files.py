"""Writes files such that a reader only ever sees a whole one: beside, to disk, then renamed."""

from __future__ import annotations

import glob
import os
from pathlib import Path

from reader.disks import sync_folder
from reader.errors import ExportError

__all__ = ["sweep", "write_whole"]


def write_whole(path: Path, content: bytes) -> bool:
    """Write a file; under its name there is always either what was there before, or all of the content.

    A file that holds the content already is left alone.

    Returns:
        Whether anything was written.

    Raises:
        ExportError: it cannot be written.
    """
    try:
        if _holds(path, content):
            return False
        path.parent.mkdir(parents=True, exist_ok=True)
        sweep(path)
        part = path.with_name(f".{path.name}.{os.getpid()}.part")
        try:
            with part.open("xb") as file:
                file.write(content)
                file.flush()
                os.fsync(file.fileno())
            part.replace(path)
        finally:
            part.unlink(missing_ok=True)
        sync_folder(path.parent)
    except OSError as error:
        raise ExportError(f"{path} cannot be written: {error.strerror}", hint="see --out-dir") from error
    return True


def _holds(path: Path, content: bytes) -> bool:
    return path.is_file() and path.stat().st_size == len(content) and path.read_bytes() == content


def sweep(path: Path) -> None:
    """Take away what a process that was ended while it wrote a file has left beside it."""
    for part in path.parent.glob(f".{glob.escape(path.name)}.*.part"):
        owner = part.name.split(".")[-2]
        if owner == str(os.getpid()) or not _alive(owner):
            part.unlink(missing_ok=True)


def _alive(process: str) -> bool:
    """Whether a process of this number runs."""
    try:
        os.kill(int(process), 0)
    except (ValueError, ProcessLookupError):
        return False
    except PermissionError:
        return True
    return True
