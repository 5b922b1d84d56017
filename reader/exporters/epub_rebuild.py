"""An EPUB with the English put beside, or in place of, the French of its own elements; all else stays as it is."""

from __future__ import annotations

import io
import zipfile
from collections import defaultdict
from collections.abc import Iterator, Sequence

from reader.bitext import Bitext
from reader.documents import plain
from reader.errors import ExportError
from reader.exporters.epub_package import opf_with_languages, package_member
from reader.exporters.epub_pages import Insertion, with_english, with_titles
from reader.exporters.epub_parts import archive
from reader.exporters.options import BlockPlace, ExportOptions
from reader.exporters.passages import Passage

__all__ = ["rebuilt"]


def rebuilt(bitext: Bitext, passages: Sequence[Passage], options: ExportOptions, *, bilingual: bool) -> bytes:
    """The archive of the source with its pages translated.

    Raises:
        ExportError: the bytes of the source are no EPUB that can be rebuilt.
    """
    try:
        with zipfile.ZipFile(io.BytesIO(options.source_data or b"")) as book:
            return archive(_members(book, bitext, passages, options, bilingual=bilingual))
    except (zipfile.BadZipFile, NotImplementedError, RuntimeError, EOFError) as error:
        raise ExportError(f"{bitext.source_document.name}: the EPUB cannot be rebuilt: {error}") from error


def _members(
    book: zipfile.ZipFile, bitext: Bitext, passages: Sequence[Passage], options: ExportOptions, *, bilingual: bool
) -> Iterator[tuple[str, bytes]]:
    pages = _insertions(bitext, passages, options.places)
    package = package_member(book)
    version = "3"
    titles = {} if bilingual else _titles(passages)
    if package:
        content, version = opf_with_languages(book.read(package), options.timestamp, bilingual=bilingual)
        yield package, content
    for info in book.infolist():
        if info.is_dir() or info.filename in (package, "mimetype"):
            continue
        content = book.read(info)
        if info.filename in pages:
            content = with_english(content, pages[info.filename], bilingual=bilingual, strict=version.startswith("2"))
        if titles and info.filename.lower().endswith((".ncx", ".xhtml", ".html", ".htm")):
            content = with_titles(content, titles)
        yield info.filename, content


def _insertions(
    bitext: Bitext, passages: Sequence[Passage], places: Sequence[BlockPlace]
) -> dict[str, list[Insertion]]:
    """What goes into each file of the book, in order. Parts of a block that was cut since it was read come together."""
    where = {place.block: place for place in places}
    parts: dict[int, list[Passage]] = defaultdict(list)
    for passage in passages:
        if not passage.foreign and passage.index in where:
            parts[where[passage.index].unit].append(passage)
    first = {place.unit: place for place in reversed(places)}
    document = bitext.source_document
    found: dict[str, list[Insertion]] = defaultdict(list)
    for unit, group in sorted(parts.items()):
        pairs = [pair for passage in group for pair in passage.pairs]
        texts = [pair.target for pair in pairs if pair.target]
        block = document.blocks[group[0].index]
        found[first[unit].member].append(
            Insertion(
                path=first[unit].path,
                french=plain(document.text[block.start : block.end]),
                english=" ".join(texts),
                others=tuple(text for pair in pairs for _, text in pair.others),
            )
        )
    return found


def _titles(passages: Sequence[Passage]) -> dict[str, str]:
    """The English of short blocks, by their French: what a table of contents says again."""
    found: dict[str, str] = {}
    for passage in passages:
        for pair in passage.pairs:
            if pair.target and len(pair.source.text) < _TITLE:
                found.setdefault("".join(pair.source.text.split()).casefold(), pair.target)
    return found


_TITLE = 200  # characters
