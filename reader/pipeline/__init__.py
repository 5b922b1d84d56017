"""The use cases: open and read, translate, export. The two fronts call nothing else of the core."""

from __future__ import annotations

from typing import TYPE_CHECKING

from reader.doors import door

if TYPE_CHECKING:
    from reader.pipeline.inputs import Choice, choose, describe_document, files_in
    from reader.pipeline.progress import Progress
    from reader.pipeline.resources import Resources
    from reader.pipeline.session import ReadingSession
    from reader.pipeline.text_filter import lines_of, translate_document, translate_lines, translate_text
else:
    __getattr__ = door(
        __name__,
        inputs="Choice choose describe_document files_in",
        progress="Progress",
        resources="Resources",
        session="ReadingSession",
        text_filter="lines_of translate_document translate_lines translate_text",
    )


__all__ = [
    "Choice",
    "Progress",
    "ReadingSession",
    "Resources",
    "choose",
    "describe_document",
    "files_in",
    "lines_of",
    "translate_document",
    "translate_lines",
    "translate_text",
]
