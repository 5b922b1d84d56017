"""Makes the word lists of reader/translation/names.py from aligned text.

usage: make_name_lists.py FOLDER_OF_TSV_XZ

``translated_names.txt``: words that French writes with a capital and English otherwise (Londres, Conseil, Allemagne): seen
inside sentences at least twice, and less than 0.6 of the time in the English too.
``common_words.txt``: the 6,000 commonest words in lower case, which are no names at the start of a sentence.
"""

from __future__ import annotations

import lzma
import re
import sys
import unicodedata
from collections import Counter
from pathlib import Path

OUT = Path(__file__).parent.parent / "reader" / "translation"
SOURCES = {
    "news": 10**9,
    "tatoeba": 10**9,
    "europarl": 10**9,
    "hansard": 150_000,
    "laws": 60_000,
    "docs-permissive": 60_000,
    "canada_sites": 10**9,
    "literature_maupassant_poe": 10**9,
    "tico19": 10**9,
}
CAPITAL = r"[A-ZÀ-ÞŒ][\w-]*[a-zà-ÿœ][\w-]*"
INSIDE = re.compile(rf"(?<=[a-zéèàùçêîôûœ0-9,’'] )(?:[ldLD][’'])?({CAPITAL})|(?<= [ldLD][’'])({CAPITAL})")
LOWER = re.compile(r"(?<![\w-])[a-zà-ÿœ]{2,}(?![\w])")
SHARE = 0.6
COMMON = 6000


def folded(text: str) -> str:
    """Without accents and case."""
    text = unicodedata.normalize("NFD", text.replace("œ", "oe"))
    return "".join(c for c in text if not unicodedata.combining(c)).casefold()


def main() -> None:
    """Count and write."""
    seen: Counter[str] = Counter()
    kept: Counter[str] = Counter()
    lower: Counter[str] = Counter()
    for name, most in SOURCES.items():
        with lzma.open(Path(sys.argv[1]) / f"{name}.tsv.xz", "rt", encoding="utf-8") as file:
            for _, line in zip(range(most), file, strict=False):
                french, _, english = line.rstrip("\n").partition("\t")
                if name in ("news", "tatoeba", "europarl"):
                    lower.update(LOWER.findall(french))
                words = {a or b for a, b in INSIDE.findall(french)}
                other = folded(english) if words else ""
                for word in words:
                    seen[word] += 1
                    kept[word] += re.search(rf"(?<!\w){re.escape(folded(word))}(?!\w)", other) is not None
    translated = sorted(w for w, n in seen.items() if n > 1 and kept[w] / n < SHARE)
    (OUT / "translated_names.txt").write_text("".join(w + "\n" for w in translated), encoding="utf-8")
    common = sorted(w for w, _ in lower.most_common(COMMON))
    (OUT / "common_words.txt").write_text("".join(w + "\n" for w in common), encoding="utf-8")
    print(len(translated), "translated names,", len(common), "common words")


if __name__ == "__main__":
    main()
