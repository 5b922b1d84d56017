"""Names of output files that never meet, neither each other, nor an input, on any file system; and what outputs call their document."""

from __future__ import annotations

import hashlib
import unicodedata
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from pathlib import Path, PurePath

from reader.bitext import Bitext

__all__ = ["called", "output_names"]

_LONGEST = 200  # bytes of a name; most file systems stop at 255, and a temporary name is longer than the final one


def output_names(
    inputs: Sequence[PurePath], suffixes: Iterable[str], *, taken: Iterable[Path] = (), whole: bool = False
) -> tuple[Mapping[str, PurePath], ...]:
    """For each input, the name of its output for each suffix, relative to the folder of outputs.

    ``article.txt`` becomes ``article.html``; where another input of the same folder would get the same name, both keep
    their own suffix: ``article.txt.html`` and ``article.md.html``. Names that differ only in case, or in how an accent
    is encoded, count as the same.

    Args:
        inputs: the inputs, relative to the folder that their outputs are to mirror.
        suffixes: those of the formats, such as ``.html``.
        taken: absolute paths that no output may have; only their names count, so that no input is ever written over.
        whole: keep each input's own suffix always: the names then depend on no other input.
    """
    wanted = tuple(suffixes)
    forbidden = {_folded(path.name) for path in taken}
    stems = [_stem(path) for path in inputs]
    crowded = Counter(_folded(stem) for stem in stems)
    used: set[str] = set()
    names = []
    for path, stem in zip(inputs, stems, strict=True):
        long = whole or crowded[_folded(stem)] > 1
        for candidate in _candidates(path, stem, long=long):
            found = {suffix: candidate.with_name(_short(candidate.name, suffix)) for suffix in wanted}
            keys = {_folded(str(name)) for name in found.values()}
            if not keys & used and not {_folded(name.name) for name in found.values()} & forbidden:
                break
        used |= keys
        names.append(found)
    return tuple(names)


def called(bitext: Bitext, name: PurePath) -> Bitext:
    """The bitext as files are to call it: by its place among its like, not by where it lies on somebody's disk."""
    source = replace(bitext.source_document, name=name.as_posix())
    alone = bitext.target_document is bitext.source_document
    return replace(bitext, source_document=source, target_document=source if alone else bitext.target_document)


def _stem(path: PurePath) -> PurePath:
    """The input without its suffix, and without the .gz before that."""
    bare = path.with_suffix("") if path.suffix.lower() == ".gz" and path.with_suffix("").suffix else path
    return bare.with_suffix("") if bare.suffix else bare


def _candidates(path: PurePath, stem: PurePath, *, long: bool) -> Iterable[PurePath]:
    if not long:
        yield stem
    yield path
    number = 2
    while True:
        yield path.with_name(f"{path.name}.{number}")
        number += 1


def _folded(name: object) -> str:
    return unicodedata.normalize("NFKC", str(name)).casefold()


def _short(name: str, suffix: str) -> str:
    """The name with its suffix; a name that is too long is cut, and a digest keeps it apart from others cut alike."""
    if len((name + suffix).encode("utf-8", "surrogateescape")) <= _LONGEST:
        return name + suffix
    digest = hashlib.sha256(name.encode("utf-8", "surrogateescape")).hexdigest()[:12]
    room = _LONGEST - len(suffix.encode()) - len(digest) - 1
    return name.encode("utf-8", "surrogateescape")[:room].decode("utf-8", "ignore") + f"-{digest}{suffix}"
