"""The word lexicon chooses among the decoder's hypotheses."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

import pytest

from reader.alignment.lexicon import shared_lexicon
from reader.translation import Engine, Package
from reader.translation.attempts import Decoded, Decoding
from reader.translation.reranking import reranked

LINES = (Path(__file__).parents[1] / "data/translation/rare_words.txt").read_text(encoding="utf-8").splitlines()


class Counting:
    """Likes what has many words of a list."""

    def __init__(self, *liked: str) -> None:
        self.liked = set(liked)

    def translations(self, word: str) -> Sequence[tuple[str, float]]:
        raise AssertionError(word)

    def plain_translation(self, word: str) -> str:
        raise AssertionError(word)

    def log_likelihoods(self, french: str, renderings: Sequence[str]) -> Sequence[float]:
        assert french == "Le chat dort."
        return [float(len(self.liked & set(r.split()))) for r in renderings]


def found() -> Decoded:
    others = [Decoded("The cat sleeps", -2.0, 4, cut=False), Decoded("The cat", -1.5, 3, cut=False)]
    return Decoded("The coat", -1.0, 3, cut=False, others=lambda: others)


def test_what_explains_the_source_goes_before_what_is_likelier() -> None:
    best = reranked("Le chat dort.", found(), Counting("cat", "sleeps"), 1.0)
    assert best.text == "The cat sleeps"
    assert [o.text for o in best.others()] == ["The cat", "The coat"]


@pytest.mark.parametrize(("weight", "text"), [(0.0, "The coat"), (0.1, "The coat"), (5.0, "The cat sleeps")])
def test_the_weight_decides_how_much_that_counts(weight: float, text: str) -> None:
    assert reranked("Le chat dort.", found(), Counting("cat", "sleeps"), weight).text == text


def test_a_single_hypothesis_stays() -> None:
    alone = Decoded("The coat", -1.0, 3, cut=False)
    assert reranked("Le chat dort.", alone, Counting("cat"), 1.0) is alone


def test_the_engine_chooses_what_the_lexicon_explains_better(shipped_package: Package) -> None:
    weighted = replace(shipped_package, lexicon_weight=1.0)
    plain, choosing = (Engine(weighted, threads=2, lexicon=lexicon) for lexicon in (None, shared_lexicon))
    likelihood = shared_lexicon().log_likelihoods
    first, chosen = (e._submit(LINES, Decoding(4))() for e in (plain, choosing))
    pairs = [likelihood(s, [a.text, b.text]) for s, a, b in zip(LINES, first, chosen, strict=True)]
    assert all(
        b >= a - 1e-6 or two.log_probability > one.log_probability
        for (a, b), one, two in zip(pairs, first, chosen, strict=True)
    )
    assert sum(b for _, b in pairs) > sum(a for a, _ in pairs)
    for one, two in zip(first, chosen, strict=True):
        assert sorted(o.text for o in [one, *one.others()]) == sorted(o.text for o in [two, *two.others()])


def test_a_log_probability_is_that_of_all_pieces_whatever_the_search_divided_it_by(
    shipped_package: Package, monkeypatch: pytest.MonkeyPatch
) -> None:
    def said(penalty: float) -> list[dict[tuple[str, int], float]]:
        monkeypatch.setattr("reader.translation.engine.LENGTH_PENALTY", penalty)
        found = Engine(replace(shipped_package, lexicon_weight=0.0), threads=2)._submit(LINES, Decoding(4))()
        return [{(d.text, d.pieces): d.log_probability for d in (one, *one.others())} for one in found]

    both = [(a[key], b[key]) for a, b in zip(said(0.0), said(1.0), strict=True) for key in a.keys() & b.keys()]
    assert len(both) > len(LINES)
    assert [a for a, _ in both] == pytest.approx([b for _, b in both], rel=1e-3)


def test_a_package_that_says_nothing_of_a_lexicon_is_left_as_it_decodes(shipped_package: Package) -> None:
    silent = replace(shipped_package, lexicon_weight=0.0)
    plain, asked = (Engine(silent, threads=2, lexicon=lexicon) for lexicon in (None, shared_lexicon))
    first, second = (e._submit(LINES, Decoding(4))() for e in (plain, asked))
    assert [d.text for d in first] == [d.text for d in second]
