"""What tests of exports ask of a document that was read and of a page that was written."""

from __future__ import annotations

from typing import TYPE_CHECKING

from reader import segmentation
from reader.bitext import Alignment, Bead, Bitext, Hypothesis

if TYPE_CHECKING:
    from lxml import etree

    from reader.documents import Document


def words(element: etree._Element) -> str:
    """All text in an element, its inner ones' too."""
    return "".join(str(part) for part in element.itertext())


def bitext_of(document: Document) -> Bitext:
    """A document's sentences, each with "EN" and itself for a translation."""
    prepared, segments = segmentation.prepare(document)
    beads = tuple(Bead((i,), ()) for i in range(len(segments)))
    said = tuple(Hypothesis(f"EN {s.plain}") for s in segments)
    return Bitext(prepared, prepared, segments, (), Alignment(beads, len(segments), 0), said)
