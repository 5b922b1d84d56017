"""The use cases: open and read, translate, export. The two fronts call nothing else of the core."""

from __future__ import annotations

from reader.pipeline.progress import Progress
from reader.pipeline.resources import Resources
from reader.pipeline.session import ReadingSession

__all__ = ["Progress", "ReadingSession", "Resources"]
