"""Machine translation: packages, and the engine that translates with one."""

from __future__ import annotations

from reader.translation.engine import Engine
from reader.translation.package_folder import Package, open_package
from reader.translation.packages import choose_chain, choose_package, embedded_package, find_packages

__all__ = ["Engine", "Package", "choose_chain", "choose_package", "embedded_package", "find_packages", "open_package"]
