"""TMX 1.4b, the translation memory exchange format: https://www.gala-global.org/tmx-14b."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from reader import __version__
from reader.bitext import Bitext, Origin, Status, TranslationUnit, text_digest
from reader.exporters.options import ExportOptions, Unit
from reader.exporters.passages import Pair, Passage, pairs_of
from reader.exporters.xml_text import attribute, text
from reader.languages import LanguagePair

__all__ = ["units_tmx", "write_tmx"]


def write_tmx(bitext: Bitext, options: ExportOptions) -> bytes:
    """Every pair that has both sides as a translation unit; where both are asked for, one for each English text.

    Segments are plain text (TMX level 1): what stands in them is what a memory should match. Codes would stand on the French
    side alone; OmegaT matches no better for them, and translate-toolkit takes them for text. XLIFF has them.
    """
    lines = ['<?xml version="1.0" encoding="UTF-8"?>', '<!DOCTYPE tmx SYSTEM "tmx14.dtd">', '<tmx version="1.4">']
    lines += [_header(options), "  <body>"]
    for passage, pair in pairs_of(bitext, options):
        if pair.source.text and pair.target:
            lines += _units(bitext.source_document.name, passage, pair, options)
    lines += ["  </body>", "</tmx>", ""]
    return "\n".join(lines).encode("utf-8")


def units_tmx(units: Iterable[TranslationUnit]) -> bytes:
    """Units of a memory, each with its origin, status, document and time."""
    lines = ['<?xml version="1.0" encoding="UTF-8"?>', '<!DOCTYPE tmx SYSTEM "tmx14.dtd">', '<tmx version="1.4">']
    lines += [_header(ExportOptions()), "  <body>"]
    for unit in units:
        changed = f" changedate={attribute(_compact(unit.when))}" if unit.when else ""
        lines.append(f"    <tu{changed}>")
        properties = (("x-document", unit.document), ("x-origin", unit.origin.value), ("x-status", unit.status.value))
        lines += [f"      <prop type={attribute(key)}>{text(value)}</prop>" for key, value in properties if value]
        lines.append(f'      <tuv xml:lang="fr"><seg>{text(unit.source)}</seg></tuv>')
        lines.append(f'      <tuv xml:lang="en"><seg>{text(unit.target)}</seg></tuv>')
        lines.append("    </tu>")
    lines += ["  </body>", "</tmx>", ""]
    return "\n".join(lines).encode("utf-8")


def _header(options: ExportOptions) -> str:
    languages = LanguagePair()
    values = {
        "creationtool": "fr-en-reader",
        "creationtoolversion": __version__,
        "segtype": "paragraph" if options.unit is Unit.PARAGRAPH else "sentence",
        "o-tmf": "fr-en-reader",
        "adminlang": "en",
        "srclang": languages.source.value,
        "datatype": "plaintext",
        "o-encoding": "UTF-8",
    }
    if options.timestamp:
        values["creationdate"] = _compact(options.timestamp)
    return "  <header " + " ".join(f"{k}={attribute(v)}" for k, v in values.items()) + "/>"


def _compact(timestamp: str) -> str:
    """ISO 8601 without its punctuation and fractions, as TMX writes it: 20260131T120000Z."""
    digits = timestamp.replace("-", "").replace(":", "").replace(" ", "T")
    return digits.split(".")[0].split("+")[0].rstrip("Z") + "Z"


def _units(document: str, passage: Passage, pair: Pair, options: ExportOptions) -> Iterator[str]:
    origin = pair.origins[0] if len(pair.origins) == 1 else None
    for number, (kind, english) in enumerate([(origin, pair.target or ""), *pair.others]):
        name = f"{pair.bead}" if number == 0 else f"{pair.bead}.{number}"
        yield f"    <tu tuid={attribute(name)}>"
        if pair.note and number == 0:
            yield f"      <note>{text(pair.note)}</note>"
        for key, value in (*_properties(document, passage, pair, kind, options), *_digest(pair, kind, english)):
            yield f"      <prop type={attribute(key)}>{text(value)}</prop>"
        yield f'      <tuv xml:lang="fr"><seg>{text(pair.source.text)}</seg></tuv>'
        yield f'      <tuv xml:lang="en"><seg>{text(english)}</seg></tuv>'
        yield "    </tu>"


def _digest(pair: Pair, origin: Origin | None, english: str) -> Iterator[tuple[str, str]]:
    """What will tell whether a person has changed what no person wrote."""
    if origin in (None, Origin.MACHINE, Origin.MEMORY) and pair.status is Status.DRAFT:
        yield "x-digest", text_digest(english)


def _properties(
    document: str, passage: Passage, pair: Pair, origin: Origin | None, options: ExportOptions
) -> Iterator[tuple[str, str]]:
    yield "x-document", document
    yield "x-role", passage.role.value
    yield "x-origin", origin.value if origin else "+".join(pair.origins)
    if options.package and origin in (Origin.MACHINE, Origin.MEMORY):
        yield "x-package", options.package
    if origin in pair.origins or origin is None:
        yield "x-status", pair.status.value
        if pair.score is not None:
            yield "x-score", f"{pair.score:.3f}"
        if pair.flags:
            yield "x-flags", " ".join(pair.flags)
