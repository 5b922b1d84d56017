"""Read French with English at your side, in the terminal, offline."""

from __future__ import annotations

__version__ = "0.1.0"
__all__ = ["__version__"]
