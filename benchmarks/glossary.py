"""Whether glossary terms come through: 40 sentences, each with a term, without and with the glossary.

usage: glossary.py [PACKAGE_FOLDER]

Prints every sentence, so that the grammar can be judged by eye.
"""

from __future__ import annotations

import sys
import tempfile
from pathlib import Path

from reader.translation import Engine, Glossary, Term, embedded_package, open_package

ROOT = Path(__file__).parent.parent


def main() -> None:
    """Translate and print."""
    if len(sys.argv) > 1:
        package = open_package(Path(sys.argv[1]))
    else:
        package = embedded_package(Path(tempfile.mkdtemp()), shipped=ROOT / "models")
    lines = (ROOT / "tests/data/translation/glossary.tsv").read_text(encoding="utf-8").splitlines()
    rows = [line.split("\t") for line in lines]
    glossary = Glossary(tuple(Term(french, english) for french, english, _ in rows))
    sentences = [sentence for _, _, sentence in rows]
    engine = Engine(package)
    plain, kept = dict(engine.translate(sentences)), dict(engine.with_glossary(glossary).translate(sentences))
    have = [0, 0]
    for index, (_, english, sentence) in enumerate(rows):
        for which, found in enumerate((plain, kept)):
            have[which] += english.lower() in found[index].text.lower()
        print(
            f"{sentence}\n    {english}\n    without: {plain[index].text}\n    with:    {kept[index].text} {kept[index].flags or ''}"
        )
    print(f"term present: without the glossary {have[0]}, with it {have[1]} of {len(rows)}")


if __name__ == "__main__":
    main()
