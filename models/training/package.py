"""Make an Argos package of a checkpoint.

python package.py CHECKPOINT.npz SENTENCEPIECE.model OUT.argosmodel VERSION [--lexicon-weight W]

W, found by ``benchmarks/reranking.py``, is how much the reader lets its word lexicon count when it chooses a hypothesis.
"""

from __future__ import annotations

import argparse
import tempfile
from pathlib import Path

import sentencepiece
from checkpoint import load, write_ctranslate2, write_package


def main() -> None:
    """Run the command line."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("checkpoint", type=Path)
    parser.add_argument("pieces", type=Path)
    parser.add_argument("out", type=Path)
    parser.add_argument("version")
    parser.add_argument("--lexicon-weight", type=float, default=0.3)
    given = parser.parse_args()
    network, seen = load(given.checkpoint)
    processor = sentencepiece.SentencePieceProcessor(model_file=str(given.pieces))
    known = processor.get_piece_size()
    vocabulary = [processor.id_to_piece(i) if i < known else f"<pad{i}>" for i in range(network.size.vocabulary)]
    with tempfile.TemporaryDirectory() as folder:
        write_ctranslate2(network, vocabulary, Path(folder))
        write_package(
            Path(folder),
            given.pieces,
            given.out,
            version=given.version,
            pieces_seen=seen,
            lexicon_weight=given.lexicon_weight,
        )
    print(f"{given.out}: {given.out.stat().st_size} bytes, {seen} target pieces seen")


if __name__ == "__main__":
    main()
