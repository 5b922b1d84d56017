"""What sentences account for in each other, against the definitions told word by word."""

from __future__ import annotations

from collections import Counter
from itertools import pairwise

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from reader.alignment.bags import Bags, Relation
from reader.alignment.channels import Channel, Vocabulary
from reader.alignment.evidence import Evidence, gather, gather_odds
from reader.alignment.lattice import SPAN

SENTENCES = st.lists(st.lists(st.sampled_from("abcde"), max_size=4), min_size=1, max_size=6)
TRUST, SCALE = 0.9, 3.0


@st.composite
def channels(draw: st.DrawFn) -> Channel:
    """Two short texts of words a to e, and values of some pairs of them."""
    source, target = Bags(draw(SENTENCES)), Bags(draw(SENTENCES))
    shape = (len(source.words), len(target.words))
    every = [(i, k) for i in range(shape[0]) for k in range(shape[1])]
    pairs = draw(st.lists(st.sampled_from(every), unique=True)) if every else []
    rows, columns = np.array(pairs, dtype=np.int64).reshape(-1, 2).T
    share = st.sampled_from([0.1, 0.25, 0.5, 0.75, 1.0])

    def values(count: int) -> np.ndarray:
        return np.array([draw(share) for _ in range(count)], dtype=np.float32)

    relation = Relation(rows, columns, values(len(pairs)), values(len(pairs)), shape)
    sides = (Vocabulary(values(count), values(count)) for count in shape)
    return Channel(source, target, relation, *sides)


def value_of(channel: Channel, word: int, other: int, *, of_source: bool) -> float:
    """p(word | other), where ``word`` is one of the source, or of the target."""
    relation = channel.relation
    row, column = (word, other) if of_source else (other, word)
    at = [k for k in range(relation.ends[row], relation.ends[row + 1]) if relation.columns[k] == column]
    return float((relation.backward if of_source else relation.forward)[at[0]]) if at else 0.0


def sentences(bags: Bags) -> list[list[int]]:
    return [bags.ids[bags.ends[s] : bags.ends[s + 1]].tolist() for s in range(len(bags))]


def told(channel: Channel, *, of_source: bool, odds: bool) -> np.ndarray:
    """[size, sentence, opposite]: the evidence of one side by its definition."""
    own, opposite = (sentences(side) for side in (channel.source, channel.target))
    vocabulary = channel.source_words
    if not of_source:
        own, opposite, vocabulary = opposite, own, channel.target_words
    found = np.zeros((SPAN, len(own), len(opposite)))
    for size in range(SPAN):
        for i, sentence in enumerate(own):
            for j in range(len(opposite)):
                run = [word for other in opposite[j : j + size + 1] for word in other]
                length = 1 + len(run)  # nothing is a word, too
                for word in sentence:
                    total = sum(value_of(channel, word, other, of_source=of_source) for other in run)
                    if odds:
                        usual = float(vocabulary.chances[word])
                        found[size, i, j] += np.log(1 - TRUST + TRUST * total / (length * usual))
                    else:
                        found[size, i, j] += float(vocabulary.weights[word]) * min(total, 1.0)
    return found


@given(channels())
def test_what_is_accounted_for_is_the_weight_of_the_words_with_a_counterpart(channel: Channel) -> None:
    whole = (0, len(channel.source)), (0, len(channel.target))
    found = gather(channel, *whole)
    assert found.source == pytest.approx(told(channel, of_source=True, odds=False), abs=1e-5)
    assert found.target == pytest.approx(told(channel, of_source=False, odds=False), abs=1e-5)
    for side, words, total in (
        (channel.source, channel.source_words, found.source_total),
        (channel.target, channel.target_words, found.target_total),
    ):
        assert total == pytest.approx([sum(words.weights[s]) for s in sentences(side)], abs=1e-5)


@given(channels())
def test_odds_are_those_of_model_one_against_any_text(channel: Channel) -> None:
    found = gather_odds(channel, (0, len(channel.source)), (0, len(channel.target)))
    assert found.source_total == pytest.approx(SCALE * channel.source.lengths)
    assert found.target_total == pytest.approx(SCALE * channel.target.lengths)
    assert found.source == pytest.approx(told(channel, of_source=True, odds=True), abs=1e-3)
    assert found.target == pytest.approx(told(channel, of_source=False, odds=True), abs=1e-3)


@given(channels(), st.data())
def test_a_part_is_judged_as_a_text_of_its_own(channel: Channel, data: st.DataObject) -> None:
    def part(side: Bags) -> tuple[int, int]:
        start = data.draw(st.integers(0, len(side) - 1))
        return start, data.draw(st.integers(start + 1, len(side)))

    rows, columns = part(channel.source), part(channel.target)
    for judge in (gather, gather_odds):
        found: Evidence = judge(channel, rows, columns)
        whole: Evidence = judge(channel, (0, len(channel.source)), (0, len(channel.target)))
        height, width = rows[1] - rows[0], columns[1] - columns[0]
        assert found.source[0] == pytest.approx(whole.source[0, slice(*rows), slice(*columns)], abs=1e-5)
        assert found.target[0] == pytest.approx(whole.target[0, slice(*columns), slice(*rows)], abs=1e-5)
        assert (found.source.shape, found.target.shape) == ((SPAN, height, width), (SPAN, width, height))
        assert found.source_total == pytest.approx(whole.source_total[slice(*rows)])


@given(SENTENCES)
def test_bags_count_their_words(given_words: list[list[str]]) -> None:
    bags = Bags(given_words)
    every = Counter(word for sentence in given_words for word in sentence)
    assert dict(zip(bags.words, bags.frequency().tolist(), strict=True)) == every
    assert bags.lengths.tolist() == [len(sentence) for sentence in given_words]
    holding = [[s for s, sentence in enumerate(given_words) if word in sentence] for word in bags.words]
    ends, places = bags.occurrences()
    assert [places[a:b].tolist() for a, b in pairwise(ends)] == holding
    assert bags.spread().tolist() == [len(found) for found in holding]
    values = np.arange(1.0, len(bags.words) + 1, dtype=np.float32)
    index = dict(zip(bags.words, values.tolist(), strict=True))
    assert bags.sums(values).tolist() == [sum(index[word] for word in sentence) for sentence in given_words]
