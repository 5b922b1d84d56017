"""How well omissions and additions are found: words are taken out of hand-linked pairs, and must be reported.

Run from the repository root: ``python benchmarks/gaps.py``. From each of the fifty pairs stretches of three to nine words are cut out
of one side, the hand-made links say which words of the other side thereby lost their counterpart. Counted are plain words,
not the little ones: recall is the share of the lost words that are reported, precision the share of the reported words that have
no counterpart by hand. "untouched" counts reports on the pairs as they are.
"""

from __future__ import annotations

import json
import random
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from reader.alignment.tokens import Token, tokens
from reader.alignment.words import link_words
from reader.alignment.words_gaps import additions, omissions
from reader.languages import Language

# Condensed and embroidered by hand after everything was fixed, and never looked at to change anything.
HELD_OUT = Path(__file__).parents[1] / "tests" / "data" / "words" / "condensed-held-out.jsonl"
GOLD = Path(__file__).parents[1] / "tests" / "data" / "words" / "newstest-50.jsonl"
_LITTLE = (
    "le la les l' un une des de du d' à au aux et ou où en dans par pour sur avec ce cet cette ces c' se s' ne n' pas que qu' qui "
    "il elle on nous vous ils elles je j' me m' te t' y a ont est sont était été être avoir son sa ses leur leurs mon ma mes plus "
    "comme si t même tout tous toute ci là fait the a an of to in on at by for with and or as is are was were be been have has had "
    "this that these it its he she we you they i his her their our my who which what not n't 's do does did there so from will "
    "would can could up out if than"
)
LITTLE = frozenset(_LITTLE.split())


def plain_words(found: list[Token]) -> list[Token]:
    """The words that one would miss."""
    return [t for t in found if t.word not in LITTLE]


def trials(records: list[dict[str, Any]], kept: str, cut: str) -> Iterator[tuple[str, str, set[int], set[int]]]:
    """Pairs with words cut out of one side: the kept text, what is left of the other, starts of lost and of unlinked words."""
    rng = random.Random(7)  # noqa: S311 - a sample
    near, far = (0, 2) if kept == "source" else (2, 0)
    languages = {"source": Language.FRENCH, "target": Language.ENGLISH}
    for record in records:
        links = record["sure"] + record["possible"]
        own = plain_words(tokens(record[kept], languages[kept]))
        other = tokens(record[cut], languages[cut])
        unlinked = {t.start for t in own} - {link[near] for link in links}
        for _ in range(4):
            length = rng.randint(3, 9)
            if length >= len(other) - 2:
                continue
            first = rng.randrange(len(other) - length)
            start, end = other[first].start, other[first + length - 1].end
            gone = {link[near] for link in links if start <= link[far] < end}
            gone -= {link[near] for link in links if not start <= link[far] < end}
            yield record[kept], record[cut][:start] + record[cut][end:], gone & {t.start for t in own}, unlinked


def words_reported(own: str, other: str, kept: str) -> set[int]:
    """The starts of the plain words that stand in a reported gap."""
    if kept == "source":
        gaps, language = omissions(link_words(own, other)), Language.FRENCH
    else:
        gaps, language = additions(link_words(other, own)), Language.ENGLISH
    return {t.start for t in plain_words(tokens(own, language)) if any(a <= t.start < b for a, b, _ in gaps)}


def report(records: list[dict[str, Any]], kept: str, cut: str) -> None:
    """Print one side's figures."""
    found = right = hit = lost = 0
    for own, other, gone, unlinked in trials(records, kept, cut):
        reported = words_reported(own, other, kept)
        found, right = found + len(reported), right + len(reported & (gone | unlinked))
        hit, lost = hit + len(reported & gone), lost + len(gone)
    alarms = words = 0
    for record in records:
        language = Language.FRENCH if kept == "source" else Language.ENGLISH
        linked = {link[0 if kept == "source" else 2] for link in record["sure"] + record["possible"]}
        linked &= {t.start for t in plain_words(tokens(record[kept], language))}
        alarms += len(words_reported(record[kept], record[cut], kept) & linked)
        words += len(linked)
    name = "omissions" if kept == "source" else "additions"
    print(f"{name:10} precision {right / max(found, 1):.3f}  recall {hit / max(lost, 1):.3f}  ({lost} words lost)")
    print(f"{'':10} untouched: {alarms} of {words} linked words reported")


def condensed(records: list[dict[str, Any]]) -> None:
    """Print how well what a person marked as left out, and as added, is found: words, and whole stretches of which any word is."""
    for name, mark, kept, cut in (
        ("omissions", "left_out", "source", "target"),
        ("additions", "added", "target", "source"),
    ):
        language = Language.FRENCH if kept == "source" else Language.ENGLISH
        found = right = marked = hit = stretches = seen = 0
        for record in records:
            plain = {t.start for t in plain_words(tokens(record[kept], language))}
            lost = [{start for start in plain if a <= start < b} for a, b in record[mark]]
            reported = words_reported(record[kept], record[cut], kept)
            everything = set().union(*lost)
            found, right = found + len(reported), right + len(reported & everything)
            marked, hit = marked + len(everything), hit + len(reported & everything)
            stretches, seen = stretches + len(lost), seen + sum(bool(part & reported) for part in lost)
        print(
            f"{name:10} precision {right / max(found, 1):.3f}  recall {hit / max(marked, 1):.3f}"
            f"  ({marked} words; {seen} of {stretches} stretches)"
        )


def calibration(records: list[dict[str, Any]]) -> None:
    """Print, by what the gaps say of themselves, how many are right: at least half of their plain words have no counterpart."""
    told: list[tuple[float, bool]] = []
    for kept, cut in (("source", "target"), ("target", "source")):
        language = Language.FRENCH if kept == "source" else Language.ENGLISH
        for own, other, gone, unlinked in trials(records, kept, cut):
            gaps = omissions(link_words(own, other)) if kept == "source" else additions(link_words(other, own))
            plain = plain_words(tokens(own, language))
            for start, end, confidence in gaps:
                inside = [t.start in gone | unlinked for t in plain if start <= t.start < end]
                if inside:
                    told.append((confidence, 2 * sum(inside) >= len(inside)))
    print("confidence    gaps   mean  right")
    for low, high in ((0, 0.75), (0.75, 0.8), (0.8, 0.9), (0.9, 0.95), (0.95, 0.99), (0.99, 1.01)):
        found = [pair for pair in told if low <= pair[0] < high]
        if found:
            says, right = (sum(column) / len(found) for column in zip(*found, strict=True))
            print(f"{low:.2f}-{min(high, 1):.2f}  {len(found):8}  {says:.3f}  {right:.3f}")


def main() -> None:
    """Print both sides."""
    records = [json.loads(line) for line in GOLD.read_text(encoding="utf-8").splitlines()]
    report(records, "source", "target")
    report(records, "target", "source")
    calibration(records)
    print("\ncondensed by hand, held out:")
    condensed([json.loads(line) for line in HELD_OUT.read_text(encoding="utf-8").splitlines()])


if __name__ == "__main__":
    main()
