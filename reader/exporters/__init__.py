"""From a Bitext to a file's bytes, in the formats of readers, translators and programs."""

from __future__ import annotations

from typing import TYPE_CHECKING

from reader.doors import door

if TYPE_CHECKING:
    from reader.exporters.options import BlockPlace, ExportOptions, Layout, Unit
    from reader.exporters.registry import EXPORTERS, Exporter, export, exporter
else:
    __getattr__ = door(
        __name__,
        options="BlockPlace ExportOptions Layout Unit",
        registry="EXPORTERS Exporter export exporter",
    )


__all__ = ["EXPORTERS", "BlockPlace", "ExportOptions", "Exporter", "Layout", "Unit", "export", "exporter"]
