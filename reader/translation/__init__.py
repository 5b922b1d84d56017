"""Machine translation: packages, and the engine that translates with one."""

from __future__ import annotations

from reader.translation.engine import Engine
from reader.translation.package_folder import Package, open_package

__all__ = ["Engine", "Package", "open_package"]
