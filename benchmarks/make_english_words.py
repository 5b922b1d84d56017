"""Makes reader/translation/english_words.xz, by which a word that no English text has is known as invented.

usage: make_english_words.py WORD_LIST...

The English side of the shipped lexicon and some word lists (Debian's ``wamerican`` and ``wbritish``, from SCOWL), folded, a
word a line, less what the rules of ``invented.py`` derive from another word.
"""

from __future__ import annotations

import lzma
import re
import sys
from pathlib import Path

from reader.alignment.lexicon import Lexicon
from reader.translation.invented import derived
from reader.translation.names import folded

OUT = Path(__file__).parent.parent / "reader" / "translation" / "english_words.xz"
WORD = re.compile(r"[^\W\d_]+")


def main() -> None:
    """Collect, thin out and write."""
    lines = [line for name in sys.argv[1:] for line in Path(name).read_text(encoding="utf-8").splitlines()]
    words = {folded(word) for line in [*lines, *Lexicon.load().target_words] for word in WORD.findall(line)}
    kept = set()
    for word in sorted(words, key=lambda w: (len(w), w)):
        if not derived(word, kept):
            kept.add(word)
    OUT.write_bytes(lzma.compress("\n".join(sorted(kept)).encode(), preset=9 | lzma.PRESET_EXTREME))
    print(len(words), "words,", len(kept), "kept,", OUT.stat().st_size, "bytes")


if __name__ == "__main__":
    main()
