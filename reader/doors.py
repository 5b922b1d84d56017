"""Doors of packages that open late: a name's module is imported when the name is first asked for.

A package whose ``__init__`` imported all that it offers would bring numpy and the exporters to whoever wants one small
value of it, and the reader would wait for them before the first page.
"""

from __future__ import annotations

import importlib
import sys
from collections.abc import Callable

__all__ = ["door"]


def door(package: str, **modules: str) -> Callable[[str], object]:
    """A ``__getattr__`` for the ``__init__`` of a package (PEP 562).

    Args:
        package: its ``__name__``.
        modules: of each module of the package, the names that it defines, with spaces between them.
    """
    homes = {name: module for module, names in modules.items() for name in names.split()}

    def find(name: str) -> object:
        if name not in homes:
            raise AttributeError(f"module {package!r} has no attribute {name!r}")
        value: object = getattr(importlib.import_module(f"{package}.{homes[name]}"), name)
        setattr(sys.modules[package], name, value)
        return value

    return find
