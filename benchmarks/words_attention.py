"""Does the translator's attention help to link words? It reads the human English, and what it looks at is added to the lexicon.

Run from the repository root: ``python benchmarks/words_attention.py [PACKAGE_FOLDER]`` (an unpacked Argos folder; without one, the
package that ships). F1 on the fifty pairs and on the sixteen held out, by the weight that attention gets.
"""

from __future__ import annotations

import json
import sys
import tempfile
from pathlib import Path
from typing import Any

import ctranslate2
import numpy as np
import sentencepiece
from words import GOLD, HELD_OUT, Link, Linker, ours, score

from reader.alignment.tokens import Token, tokens
from reader.alignment.words import link_words
from reader.languages import Language
from reader.translation import embedded_package

_WEIGHTS = (0.01, 0.03, 0.1, 0.3)


def owners(text: str, pieces: list[str], words: list[Token]) -> list[int]:
    """For each piece the word that it stands in, -1 for none."""
    found, at = [], 0
    for piece in pieces:
        letters = piece.replace("▁", "")
        start = text.find(letters, at) if letters else -1
        if start < 0:
            found.append(-1)
            continue
        at = start + len(letters)
        found.append(next((k for k, word in enumerate(words) if start < word.end and at > word.start), -1))
    return found


class Attention:
    """What a package's translator looks at while it is made to write a given English."""

    def __init__(self, folder: Path) -> None:
        self.pieces = sentencepiece.SentencePieceProcessor(str(folder / "sentencepiece.model"))
        self.translator = ctranslate2.Translator(str(folder / "model"), intra_threads=1)

    def of(self, source: str, target: str) -> np.ndarray:
        """French words by English words, 0..1; only what is the most for both."""
        french, english = tokens(source, Language.FRENCH), tokens(target, Language.ENGLISH)
        left, right = (self.pieces.encode(text, out_type=str) for text in (source, target))
        done = self.translator.translate_batch(
            [left], target_prefix=[right], return_attention=True, beam_size=1, max_decoding_length=len(right) + 1
        )[0]
        table = np.zeros((len(french), len(english)))
        rows, columns = owners(source, left, french), owners(target, right, english)
        for looked, j in zip(done.attention[0], columns, strict=False):
            for i, amount in zip(rows, looked, strict=False):
                if i >= 0 and j >= 0:
                    table[i, j] = max(table[i, j], amount)
        both = (table == table.max(axis=0, keepdims=True)) & (table == table.max(axis=1, keepdims=True))
        return np.where(both, table, 0)


def linker(tables: dict[str, np.ndarray], weight: float) -> Linker:
    """Our links with so much attention; `link_words` takes half of what it is given."""

    def links(source: str, target: str) -> set[Link]:
        found = link_words(source, target, attention=tables[source] * weight * 2)
        ends = [(found.source[link.source], found.target[link.target]) for link in found.links]
        return {(f.start, f.end, e.start, e.end) for f, e in ends}

    return links


def main() -> None:
    """Print the table."""
    sets: list[list[dict[str, Any]]] = [
        [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines()] for path in (GOLD, HELD_OUT)
    ]
    with tempfile.TemporaryDirectory() as cache:
        if len(sys.argv) > 1:
            attention = Attention(Path(sys.argv[1]))
        else:
            shipped = embedded_package(Path(cache), shipped=Path(__file__).parents[1] / "models")
            attention = Attention(shipped.path)
        tables = {r["source"]: attention.of(r["source"], r["target"]) for records in sets for r in records}
    print(f"{'attention':12} F1 on fifty   held out")
    print(f"{'none':12}" + "".join(f"{score(ours, records)[2]:12.3f}" for records in sets))
    for weight in _WEIGHTS:
        figures = [score(linker(tables, weight), records)[2] for records in sets]
        print(f"{weight:<12}" + "".join(f"{figure:12.3f}" for figure in figures))


if __name__ == "__main__":
    main()
