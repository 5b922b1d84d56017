"""Make pairs that look more like the press: phrases in quotation marks, and names that nobody has seen.

    PYTHONPATH=. uv run python models/training/augment.py OUT.tsv --take 100000 FILE.tsv ...

Parliaments and laws hardly quote, newspapers do so in every sixth sentence; and a network that knows each name by heart never
learns to copy one. The words of a pair are linked by the reader's own word aligner; a French phrase whose links lead to one
English phrase, and to nothing outside of it, is set in quotation marks on both sides. A name that is spelled alike on both
sides is replaced by another that is as rare. What cannot be changed either way is left out.
"""

from __future__ import annotations

import argparse
import random
from collections import Counter
from collections.abc import Sequence
from pathlib import Path

from prepare import pairs_of

from reader.alignment import Lexicon, WordLinks, link_words, shared_lexicon
from reader.alignment.tokens import Token, fold, tokens
from reader.languages import Language

_SEED = 13
_MARKS = '«»“”"„'
_FRENCH_MARKS = (("« ", " »"),) * 8 + (('"', '"'),) * 2 + (("“", "”"),)  # as often as people type them
_LENGTHS = (1, 1, 1, 2, 2, 3, 4, 5, 7, 9, 12)  # words of a quotation
_TRIES = 12  # places tried in a sentence
_SURE = 0.6  # the links that bound a phrase
_LINKED = 0.7  # the share of a phrase's words that have a link
_LONGER = 2.5  # how much longer one side of a phrase may be
_RARE = 12  # a name that stands in more pairs is known by heart
_NAMED = 0.5  # of the pairs with a name, these get another
_SHORTEST_NAME = 4
_SHORTEST_END = 5  # letters of the word that a quotation ends with: shorter ones are mostly articles and prepositions
_VOWELS = "AEIOUHÉÈÊÀÂÎÔ"  # before which French elides


def names_of(pair: tuple[str, str], lexicon: Lexicon) -> list[str]:
    """The names of a pair: capitalised inside the French sentence, spelled alike on both sides, standing once, no word for all we know."""
    french, english = pair
    found = (french[token.start : token.end] for token in tokens(french, Language.FRENCH)[1:])
    return [
        w for w in found
        if len(w) >= _SHORTEST_NAME and w.istitle() and w.isalpha() and french.count(w) == english.count(w) == 1
        and all(rendering == fold(w) for rendering, _ in lexicon.translations(w, limit=1))
    ]  # fmt: skip


def phrase(links: WordLinks, rng: random.Random) -> tuple[slice, slice] | None:
    """Where a French phrase and the English one that stands for it lie in their texts."""
    n = len(links.source)
    for _ in range(_TRIES):
        length = rng.choice(_LENGTHS)
        first = rng.randrange(n)
        last = first + length - 1
        if last >= n or len(links.source[last].word) < _SHORTEST_END:
            continue
        inside = [link for link in links.links if first <= link.source <= last]
        if not {first, last} <= {link.source for link in inside if link.confidence >= _SURE}:
            continue
        low, high = min(link.target for link in inside), max(link.target for link in inside)
        sure = {link.target for link in inside if link.confidence >= _SURE}
        meant = all(first <= link.source <= last for link in links.links if low <= link.target <= high)
        linked = len({link.source for link in inside}) / length
        width = high - low + 1
        if {low, high} <= sure and meant and linked >= _LINKED and max(length, width) <= _LONGER * min(length, width):
            return _place(links.source, first, last), _place(links.target, low, high)
    return None


def _place(found: Sequence[Token], first: int, last: int) -> slice:
    return slice(found[first].start, found[last].end)


def _stands_alone(text: str, place: slice) -> bool:
    """Whether no word is cut in two by marks around a place."""
    before, after = text[: place.start][-1:], text[place.stop :][:1]
    return (not before or before in " '’(") and (not after or after in " .,;:!?)…")


def _marked(text: str, place: slice, marks: tuple[str, str]) -> str:
    return text[: place.start] + marks[0] + text[place] + marks[1] + text[place.stop :]


def quoted(pair: tuple[str, str], lexicon: Lexicon, rng: random.Random) -> tuple[str, str] | None:
    """The pair with a phrase in quotation marks on both sides; None where no phrase is sure enough, or it quotes already."""
    french, english = pair
    if any(mark in text for text in pair for mark in _MARKS):
        return None
    found = phrase(link_words(french, english, lexicon=lexicon), rng)
    if found is None or not (_stands_alone(french, found[0]) and _stands_alone(english, found[1])):
        return None
    return _marked(french, found[0], rng.choice(_FRENCH_MARKS)), _marked(english, found[1], ('"', '"'))


def renamed(
    pair: tuple[str, str], names: Sequence[str], lexicon: Lexicon, rng: random.Random
) -> tuple[str, str] | None:
    """The pair with one of its names replaced by another; None where it has none."""
    held = names_of(pair, lexicon)
    if not held:
        return None
    old = rng.choice(held)
    new = rng.choice([name for name in names if (name[0] in _VOWELS) == (old[0] in _VOWELS)])
    return pair[0].replace(old, new), pair[1].replace(old, new)


def main() -> None:
    """Run the command line."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("out", type=Path)
    parser.add_argument("sources", type=Path, nargs="+")
    parser.add_argument("--take", type=int, required=True)
    given = parser.parse_args()
    rng, lexicon = random.Random(_SEED), shared_lexicon()  # noqa: S311 - no secret is drawn here
    pairs = list(dict.fromkeys(pair for path in given.sources for pair in pairs_of(path)))
    rng.shuffle(pairs)
    seen = Counter(name for pair in pairs for name in names_of(pair, lexicon))
    names = sorted(name for name, count in seen.items() if count <= _RARE)
    made: Counter[str] = Counter()
    with given.out.open("w", encoding="utf-8") as file:
        for pair in pairs:
            other = renamed(pair, names, lexicon, rng) if rng.random() < _NAMED else None
            marked = quoted(other or pair, lexicon, rng)
            if changed := marked or other:
                file.write("\t".join(changed) + "\n")
                made.update(pairs=1, names=bool(other), quotations=bool(marked))
            if made["pairs"] >= given.take:
                break
    print(f"{dict(made)}; {len(names)} names to choose from")


if __name__ == "__main__":
    main()
