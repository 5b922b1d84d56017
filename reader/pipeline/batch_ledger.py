"""Whether the outputs of a document stand there as they would be made again: by content, never by times or places.

An output is made of the bytes of its document, what the document is called in it, the format, the options, the MT package,
the glossaries, and what people have said in the memory. All of that is told in two digests, and the ledger in the memory
knows which output, again as a digest, came of them.
"""

from __future__ import annotations

import hashlib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, fields
from pathlib import Path

from reader import __version__
from reader.errors import PackageError
from reader.exporters import ExportOptions
from reader.memory import Ledger
from reader.pipeline.batch_inputs import BatchItem
from reader.pipeline.glossary_files import all_glossary_files
from reader.pipeline.resources import Resources
from reader.translation import decoding_of

__all__ = ["Imprint", "imprint_of", "is_finished", "keep", "standing_of"]

_PLACES = frozenset({"source_data", "places"})  # options that say again what the bytes of the document say


@dataclass(frozen=True, slots=True)
class Imprint:
    """What the outputs of a document are made of: what holds for all documents, and a key for each output file."""

    standing: bytes
    keys: Mapping[Path, bytes]


def imprint_of(
    item: BatchItem, outputs: Sequence[tuple[str, Path]], options: ExportOptions, standing: bytes
) -> Imprint | None:
    """The imprint as things stand now; to be taken before the document is read, so that a change meanwhile is no secret.

    ``standing`` is what ``standing_of`` says at that time.

    None where nothing can be known of it: standard input, a file that cannot be read, an output that goes to a pipe.
    """
    files = [(form, path) for form, path in outputs if str(path) != "-"]
    if not files or str(item.path) == "-":
        return None
    try:
        sources = [_digest_of(path) for path in (item.path, item.second) if path is not None]
    except OSError:
        return None
    chosen = [(f.name, str(getattr(options, f.name))) for f in fields(options) if f.compare and f.name not in _PLACES]
    made = repr((sources, item.inside.as_posix(), chosen))
    return Imprint(standing, {path: _digest(form, made) for form, path in files})


def is_finished(imprint: Imprint | None, resources: Resources) -> bool:
    """Whether each output is there, holding what was once made of just this."""
    if imprint is None:
        return False
    known = Ledger(resources.memory).outputs(list(imprint.keys.values()), imprint.standing)
    try:
        return all(key in known and _digest_of(path) == known[key] for path, key in imprint.keys.items())
    except OSError:
        return False


def keep(imprint: Imprint, written: Mapping[Path, bytes], resources: Resources) -> None:
    """Put down what was made; to be done when the files are on the disk."""
    outputs = [(key, hashlib.sha256(written[path]).digest()) for path, key in imprint.keys.items()]
    Ledger(resources.memory).record(outputs, imprint.standing)


def standing_of(resources: Resources) -> bytes:
    """What holds for every document now: program, package, settings, glossaries, corrections. Asks the memory and reads glossaries."""
    wanted = resources.config.translation
    try:
        decoding = decoding_of(resources.packages, wanted.beam_size) + resources.weights
    except PackageError:
        decoding = ""  # everything may be a human's, or remembered
    glossaries = [(path.name, _digest_of(path)) for path in all_glossary_files()]
    return _digest(__version__, decoding, wanted.build_on_human, glossaries, Ledger(resources.memory).corrections())


def _digest(*parts: object) -> bytes:
    return hashlib.sha256(repr(parts).encode("utf-8", "surrogatepass")).digest()


def _digest_of(path: Path) -> bytes:
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").digest()
