"""From a Bitext to a file's bytes, in the formats of readers, translators and programs."""

from __future__ import annotations

from reader.exporters.options import BlockPlace, ExportOptions, Layout, Unit
from reader.exporters.registry import EXPORTERS, Exporter, export, exporter

__all__ = ["EXPORTERS", "BlockPlace", "ExportOptions", "Exporter", "Layout", "Unit", "export", "exporter"]
