"""How the training recipe makes pairs like the press: quotations around what stands for one another, names of nobody."""

from __future__ import annotations

import os
import re
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).parents[2]
PAIRS = [
    ("Le maire a visité le grand musée national hier soir.", "The mayor visited the large national museum last night."),
    ("La police cherche encore les témoins de cet accident.", "The police are still looking for witnesses to this accident."),
    ("Hier soir, Bravoulix a parlé devant trois cents personnes.", "Last night, Bravoulix spoke to three hundred people."),
    ("Le directeur, Marchezan, a quitté la ville en janvier.", "The director, Marchezan, left the city in January."),
]  # fmt: skip
QUOTING = ("Il a dit « non » à la proposition du directeur.", 'He said "no" to the proposal of the director.')
# Words of PAIRS that stand for one another and can bound a quotation.
WORDS = {"musée": "museum", "national": "national", "visité": "visited", "police": "police", "témoins": "witnesses",
         "accident": "accident", "personnes": "people", "directeur": "director", "quitté": "left", "janvier": "January"}  # fmt: skip
_QUOTED = {"fr": re.compile('« (.+?) »|"(.+?)"|“(.+?)”'), "en": re.compile('"(.+?)"')}


def _augmented(folder: Path, pairs: list[tuple[str, str]]) -> list[tuple[str, str]]:
    source, out = folder / "pairs.tsv", folder / "augmented.tsv"
    source.write_text("".join(f"{f}\t{e}\n" for f, e in pairs), encoding="utf-8")
    subprocess.run(
        [sys.executable, str(ROOT / "models" / "training" / "augment.py"), str(out), str(source), "--take", "1000"],
        env={**os.environ, "PYTHONPATH": str(ROOT)},
        check=True,
    )
    rows = (line.split("\t") for line in out.read_text(encoding="utf-8").splitlines())
    return [(french, english) for french, english in rows]


def _unmarked(text: str) -> str:
    return re.sub('« | »|["“”]', "", text)


def test_quotations_stand_around_what_means_the_same(tmp_path: Path) -> None:
    numbered = [(f"{n}. {f}", f"{n}. {e}") for n in range(40) for f, e in PAIRS[:2]]
    made = _augmented(tmp_path, numbered)
    assert len(made) > len(numbered) / 2
    checked = 0
    for french, english in made:
        assert (_unmarked(french), _unmarked(english)) in numbered
        [inside] = [next(filter(None, found)) for found in _QUOTED["fr"].findall(french)]
        [rendering] = _QUOTED["en"].findall(english)
        for word, meaning in WORDS.items():
            if word in french:
                checked += 1
                assert (word in inside.split()) == (meaning in rendering.rstrip(".").split()), (french, english)
    assert checked > len(made)


def test_a_name_is_replaced_on_both_sides_by_one_of_the_others(tmp_path: Path) -> None:
    numbered = [(f"{n}. {f}", f"{n}. {e}") for n in range(6) for f, e in PAIRS[2:]]
    swapped = [
        (french, english)
        for french, english in ((_unmarked(f), _unmarked(e)) for f, e in _augmented(tmp_path, numbered))
        if (french, english) not in numbered
    ]
    assert swapped
    other = {"Bravoulix": "Marchezan", "Marchezan": "Bravoulix"}
    names = re.compile("|".join(other))
    for pair in swapped:
        french, english = (names.sub(lambda found: other[found[0]], text) for text in pair)
        assert (french, english) in numbered


def test_what_quotes_already_and_has_no_name_is_left_out(tmp_path: Path) -> None:
    assert _augmented(tmp_path, [QUOTING]) == []
