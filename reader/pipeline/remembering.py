"""The translation memory as a task of its own: out to a TMX file, and out of a damaged file."""

from __future__ import annotations

from pathlib import Path

from reader.bitext import Origin
from reader.exporters.tmx import units_tmx
from reader.memory import salvage
from reader.pipeline.batch_files import write_whole
from reader.pipeline.resources import Resources

__all__ = ["export_memory", "salvage"]


def export_memory(file: Path, resources: Resources, *, machine: bool = False) -> int:
    """Write the units of the memory as TMX, people's only or the machine's too; how many.

    Raises:
        MemoryFileError: the memory cannot be read.
        ExportError: the file cannot be written.
    """
    origins = tuple(Origin) if machine else (Origin.HUMAN, Origin.EDITED)
    units = list(resources.memory.units(origins=origins))
    write_whole(file, units_tmx(units))
    return len(units)
